"""The numbers of a text, in digits of any script, and what they can mean.

In: a text and its language's tag. Out: numbers with their offsets and readings: `1.612` is 1612 to
a Khmer reader and 1.612 to an English one, `၁၅ သိန်း` is 15 and 1,500,000. Nothing is guessed: what
can be read in two ways has two readings, and the comparing check believes the better one.

Source: Unicode's property Numeric_Value, https://www.unicode.org/reports/tr44/#Numeric_Value
"""

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

_DIGITS = re.compile(r"[^\D0-9]")


@functools.lru_cache(maxsize=8192)
def fold_digits(text: str) -> str:
    """`text` with every digit in ASCII; offsets stay.

    >>> fold_digits("၂၀၁၇ ឆ្នាំ២០១៧")
    '2017 ឆ្នាំ2017'
    """
    return _DIGITS.sub(lambda found: str(unicodedata.digit(found[0])), text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number in digits, from `start` to `end`.

    `readings` are the values that its digits can mean; `scaled` those together with a word beside
    it (million, သိန်း). `joined` says that it is part of a name in Latin letters, such as IPv4.
    """

    start: int
    end: int
    digits: str
    readings: frozenset[Decimal]
    scaled: frozenset[Decimal] = field(default=frozenset())
    joined: bool = False


_TOKEN = re.compile(r"\d(?:[\d.,]*\d)?")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_SUFFIX = re.compile(
    r"(?:st|nd|rd|th|s|k|bn|km|kg|cm|mm|m|g|ha|am|pm|min|h)(?![A-Za-z0-9])", re.IGNORECASE
)

SCALES: Mapping[str, Mapping[str, int]] = {
    "en": {
        "hundred": 10**2, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7,
        "billion": 10**9, "bn": 10**9, "trillion": 10**12,
    },
    "my": {
        "ထောင်": 10**3, "သောင်း": 10**4, "သိန်း": 10**5, "သန်း": 10**6, "မီလီယံ": 10**6, "ကုဋေ": 10**7,
        "ဘီလီယံ": 10**9, "ဘီလျံ": 10**9, "ထရီလီယံ": 10**12,
    },
    "km": {
        "ពាន់លាន": 10**9, "ពាន់": 10**3, "ម៉ឺន": 10**4, "សែន": 10**5, "លាន": 10**6, "កោដិ": 10**7,
        "ប៊ីលាន": 10**9, "ប៊ីលីយ៉ុង": 10**9, "ទ្រីលាន": 10**12,
    },
}  # fmt: skip
"""Words that multiply the number beside them, by language."""


@functools.lru_cache(maxsize=8192)
def find_numbers(text: str, tag: str) -> tuple[Number, ...]:
    """The numbers that stand in digits in a text of the language `tag`."""
    return tuple(_find_numbers(fold_digits(text), tag))


def _find_numbers(text: str, tag: str) -> Iterator[Number]:
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        joined = bool(_LATIN.match(before)) or (
            bool(_LATIN.match(after)) and not _SUFFIX.match(text, end)
        )
        for first, digits, readings in _read_token(found[0]):
            place = start + first
            yield Number(
                start=place,
                end=place + len(digits),
                digits=digits,
                readings=readings,
                scaled=frozenset(
                    value * scale
                    for value in readings
                    for scale in _scales_beside(text, place, place + len(digits), tag)
                ),
                joined=joined,
            )


def _read_token(token: str) -> Iterator[tuple[int, str, frozenset[Decimal]]]:
    """A token of digits with dots and commas as one number with its readings, or, where no one
    would write one so (`12.2.2021`), as several."""
    marks = [character for character in token if character in ".,"]
    readings = set()
    if not marks:
        readings.add(Decimal(token))
    elif len(marks) == 1:
        readings.add(Decimal(token.replace(",", ".")))
    elif len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        whole, part = token.rsplit(marks[-1], 1)
        if _GROUPED.fullmatch(whole):
            readings.add(Decimal(whole.replace(marks[0], "") + "." + part))
    if _GROUPED.fullmatch(token):
        readings.add(Decimal(token.replace(marks[0], "")))
    if readings:
        yield 0, token, frozenset(readings)
        return
    for found in re.finditer(r"\d+", token):
        yield found.start(), found[0], frozenset({Decimal(found[0])})


def _scales_beside(text: str, start: int, end: int, tag: str) -> Iterator[int]:
    """What the words before and after a number multiply it by."""
    scales = SCALES.get(tag, {})
    after = text[end : end + 20].lstrip(" \u00a0\u200b-").lower()
    before = text[max(0, start - 20) : start].rstrip(" \u00a0\u200b").lower()
    for word, value in scales.items():
        if after.startswith(word) and not (
            tag == "en" and after[len(word) : len(word) + 1].isalpha()
        ):
            yield value
        if tag != "en" and before.endswith(word):
            yield value


# Years.

_ERAS = (543, 544, -638, -639)
"""From the common era to the Buddhist one, which Khmer, Thai and Lao documents have beside it, and
to the Burmese one; each turns within a year, in April."""


def name_eras(year: Decimal) -> Iterator[Decimal]:
    """What a year of the common era can be in the calendars of the region."""
    if year == int(year) and 1000 <= year <= 2200:
        yield from (year + era for era in _ERAS)


_RANGE = re.compile(r"(?<!\d)(\d{4})[-\u2013\u2014/](\d{2})(?!\d)")


def expand_ranges(text: str) -> Iterator[Decimal]:
    """The second years of ranges that write it short: 2011 of `2010–11`."""
    for found in _RANGE.finditer(text):
        yield Decimal(found[1][:2] + found[2])


_CLOCK = re.compile(
    r"(?<![\d.,:])(\d{1,2})([:.])(\d{2})(?![\d:])\s*([ap])?\.?\s?(m\b)?", re.IGNORECASE
)


def find_clock_times(text: str) -> Iterator[tuple[int, int]]:
    """The hours and minutes of an English text, `9:30`, `2.15 p.m.`, as they stand there."""
    for found in _CLOCK.finditer(text):
        if (found[2] == ":" or found[5]) and int(found[1]) < 25 and int(found[3]) < 60:
            yield int(found[1]), int(found[3])
