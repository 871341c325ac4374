"""Dates, numbers and lists as a language writes them.

In: numbers, dates, strings and a `Language`. Out: strings in NFC with the language's own digits,
plain spaces and no invisible character: where such a string may not break is for `linebreak`.
Babel gives no native digits and no pattern that a Burmese or Khmer editor would write, so the
patterns are ours, in `languages/<tag>.toml`, each with its source; the tests hold the month names
against Babel's.

Only ASCII digits are turned into native ones: what must keep them (URLs, e-mail addresses, codes)
does not come here.
"""

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from decimal import Decimal

from publisher.model.language import Language
from publisher.model.release import PartialDate


def format_digits(text: str, language: Language) -> str:
    """`text` with every ASCII digit replaced by the language's own; nothing else changes."""
    return text.translate(_map_digits(language.digits))


def format_integer(number: int, language: Language) -> str:
    """A whole number, with a separator every three digits: 1612 is `១.៦១២` in Khmer.

    Not for years and other names made of digits: those are for `format_digits`.
    """
    return format_decimal(Decimal(number), language)


def format_decimal(number: Decimal, language: Language) -> str:
    """A number with all the decimals it has: `Decimal("72.40")` is `៧២,៤០` in Khmer.

    The sign of a negative number is CLDR's, the hyphen-minus.
    Raises ValueError where `number` is infinite or not a number.
    """
    if not number.is_finite():
        raise ValueError(f"{number} cannot be written in digits")
    separators = {ord(","): language.numbers.group, ord("."): language.numbers.decimal}
    return format_digits(f"{number:,f}".translate(separators), language)


def format_date(date: dt.date | PartialDate, language: Language) -> str:
    """A day of the Gregorian calendar, `24 July 2017`, or a month where no day is known."""
    if date.day is None:
        return format_month(date.year, date.month, language)
    if isinstance(date, PartialDate):
        date = dt.date(date.year, date.month, date.day)
    return language.dates.day.format_map(_spell_date(date, language))


def format_month(year: int, month: int, language: Language) -> str:
    """A month of a year, January being 1: `December 2016`.

    Raises ValueError where there is no such month or year.
    """
    fields = _spell_date(dt.date(year, month, 1), language)
    return language.dates.month.format_map(fields)


def format_date_range(first: dt.date, last: dt.date, language: Language) -> str:
    """The days from `first` to `last`, both included, naming once what they share.

    `20–21 July 2017`, `29 August – 2 September 2016`; a range of one day is that day.
    Raises ValueError where `last` is before `first`.
    """
    if last < first:
        raise ValueError(f"the range ends on {last}, before it begins on {first}")
    if first == last:
        return format_date(first, language)
    if first.year != last.year:
        pattern = language.dates.day_range
    elif first.month != last.month:
        pattern = language.dates.day_range_in_year
    else:
        pattern = language.dates.day_range_in_month
    fields = _spell_date(first, language)
    to_fields = {f"to_{name}": value for name, value in _spell_date(last, language).items()}
    return pattern.format_map({**fields, **to_fields})


def format_moment(moment: dt.datetime, language: Language) -> str:
    """A minute of a day, as the clocks of the moment's own offset from UTC show it: `09:00 on
    24 July 2017 (UTC+06:30)`. The offset is a code, and keeps its digits.

    Raises ValueError where `moment` has no offset.
    """
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"{moment} has no offset from UTC")
    minutes = round(abs(offset).total_seconds() / 60)
    sign = "-" if offset < dt.timedelta() else "+"
    code = f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}"
    times = language.times
    return times.moment.format(
        date=format_date(moment.date(), language),
        hour=format_digits(f"{moment.hour:02}", language),
        minute=format_digits(f"{moment.minute:02}", language),
        zone=times.zone.format(offset=code),
    )


def format_list(items: Sequence[str], language: Language) -> str:
    """Items in a running sentence: `Cambodia, Myanmar, and Thailand`; of no items, nothing.

    The patterns are applied as UTS 35 says for list patterns:
    https://www.unicode.org/reports/tr35/tr35-general.html#ListPatterns
    """
    if len(items) == 2:
        return language.lists.two.format(a=items[0], b=items[1])
    text = "".join(items[:1])
    for item in items[1:-1]:
        text = language.lists.middle.format(a=text, b=item)
    return language.lists.last.format(a=text, b=items[-1]) if items[1:] else text


def format_dateline(place: str, date: dt.date | PartialDate, language: Language) -> str:
    """The opening of a press release: `Yangon, 24 July 2017`."""
    return language.dateline.format(place=place, date=format_date(date, language))


def format_counter(number: int, language: Language) -> str:
    """The marker of a list's item, its space included: `1. ` in English, `(၁) ` in Burmese."""
    return language.counter.prefix + format_digits(str(number), language) + language.counter.suffix


def _spell_date(date: dt.date, language: Language) -> Mapping[str, str]:
    """The day, month and year of `date`, as they fill the language's patterns."""
    dates = language.dates
    year_pattern = dates.round_year if dates.round_year and date.year % 10 == 0 else dates.year
    return {
        "day": format_digits(str(date.day), language),
        "month": dates.months[date.month - 1],
        "year": year_pattern.format(year=format_digits(str(date.year), language)),
    }


@functools.lru_cache
def _map_digits(digits: str) -> Mapping[int, str]:
    return {ord("0") + value: digit for value, digit in enumerate(digits)}
