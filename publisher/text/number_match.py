"""The numbers of a translation held against those of its original.

In: two texts and their languages' tags. Out: what is lost, what is strange, what is said in words
in the one and not at all in the other. A number counts as there in whatever digits, as a year of
another calendar, with another word of size beside it, or, where it is small and no part of a date,
in words. Times of day may be said in any way.
"""

import functools
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from publisher.text.address import mask_objects
from publisher.text.number_words import MONTHS, find_english_words, knows_words, says_number
from publisher.text.numbers import (
    Number,
    expand_ranges,
    find_clock_times,
    find_numbers,
    fold_digits,
    name_eras,
)
from publisher.text.suspects import find_lookalikes

_MONTH = "|".join(MONTHS)
_BETWEEN = r"(?:(?:st|nd|rd|th)\b|[\s\d,\u2013\u2014-]|\bto\b|\band\b|\bof\b|\bor\b){0,20}?"
_TO_MONTH = re.compile(rf"{_BETWEEN}(?:{_MONTH})\b")
_FROM_MONTH = re.compile(rf"\b(?:{_MONTH}){_BETWEEN}\Z")
_PERCENT = re.compile(r"\s*(?:%|per\s?cent\b|percentage)")
_PERCENT_WORDS = {
    "my": re.compile("[%\uff05\u066a]|ရာခိုင်နှုန်း|ရာနှုန်း"),
    "km": re.compile("[%\uff05\u066a]|ភាគរយ"),
}
_QUARTERS = frozenset(map(Decimal, (0, 15, 30, 45)))
"""Minutes that are said in words, or not at all."""
_NEAR = 40
"""So many characters around a number can belong to its date."""


class NumberFaults(NamedTuple):
    """What is wrong: numbers of the original that are `lost`, numbers of the translation that are
    `strange`, values that the original has in `words`, a `percent` that is a mere number."""

    lost: tuple[Number, ...] = ()
    strange: tuple[Number, ...] = ()
    words: tuple[int, ...] = ()
    percent: bool = False


class _Original(NamedTuple):
    """The original, read once."""

    text: str
    numbers: tuple[Number, ...]
    words: dict[Decimal, bool]
    hours: frozenset[Decimal]
    minutes: frozenset[Decimal]
    ranges: frozenset[Decimal]


@functools.lru_cache(maxsize=8192)
def match_numbers(original: str, text: str, source_tag: str, tag: str) -> NumberFaults:
    """What is wrong with the numbers of `text`, a translation of `original` into the language
    `tag`. Offsets are those of `text`.

    >>> match_numbers("162 workers", "ពលករ ១២៦នាក់", "en", "km").strange[0].digits
    '126'
    """
    first, body = _read_original(mask_objects(original), source_tag), mask_objects(text)
    given = _read_translation(body, tag)
    lost = [n for n in first.numbers if not n.joined and not _is_there(n, first, given, body, tag)]
    explained = _explain(first)
    strange = [n for n in given if not n.joined and not _values(n) & explained]
    if not lost and not strange:
        lost, strange = _find_exchange(first, given)
    known = frozenset().union(*map(_values, given))
    words = [
        int(value)
        for value, must in first.words.items()
        if must and knows_words(tag) and value not in known
        if not says_number(body, int(value), tag)
    ]
    percent = tag in _PERCENT_WORDS and not _PERCENT_WORDS[tag].search(body)
    return NumberFaults(
        tuple(lost),
        tuple(strange),
        tuple(words),
        percent and not lost and any(_is_percentage(number, first) for number in first.numbers),
    )


def _read_original(text: str, tag: str) -> _Original:
    times = list(find_clock_times(text))
    words = find_english_words(text) if tag == "en" else {}
    return _Original(
        text=text,
        numbers=find_numbers(text, tag),
        words={Decimal(value): must for value, must in words.items()},
        hours=frozenset(Decimal(hour) for hour, _ in times),
        minutes=frozenset(Decimal(minute) for _, minute in times),
        ranges=frozenset(expand_ranges(fold_digits(text))),
    )


def _read_translation(body: str, tag: str) -> tuple[Number, ...]:
    """The numbers of a translation, without digits that stand for letters: these are found by
    another check."""
    suspects = find_lookalikes(body, tag)
    return tuple(
        number
        for number in find_numbers(body, tag)
        if not any(s.start < number.end and number.start < s.end for s in suspects)
    )


def _values(number: Number) -> frozenset[Decimal]:
    return number.readings | number.scaled


def _is_there(
    number: Number, original: _Original, given: Sequence[Number], body: str, tag: str
) -> bool:
    """Whether a number of the original is in the translation."""
    if any(_is_same(number, other) for other in given):
        return True
    if number.readings & original.minutes & _QUARTERS:
        return True
    known = frozenset().union(*map(_values, given))
    for value in number.readings:
        others = {*name_eras(value), *(year for year in original.ranges if year % 100 == value)}
        if value in original.hours:
            others |= {value + 12, value - 12}
        if others & known:
            return True
        in_words = value == int(value) and not _is_in_date(number, original)
        if in_words and says_number(body, int(value), tag):
            return True
    return False


def _is_same(number: Number, other: Number) -> bool:
    """Whether a number of the translation is one of the original. Where both have a word such as
    million beside them, that counts too."""
    if number.scaled and other.scaled:
        return bool(number.scaled & other.scaled)
    return bool(_values(number) & _values(other))


def _is_in_date(number: Number, original: _Original) -> bool:
    """Whether a number stands beside the name of a month or is a percentage: then words would not
    do."""
    after = original.text[number.end : number.end + _NEAR]
    before = original.text[max(0, number.start - _NEAR) : number.start]
    beside = _TO_MONTH.match(after) or _FROM_MONTH.search(before)
    return beside is not None or _is_percentage(number, original)


def _is_percentage(number: Number, original: _Original) -> bool:
    return _PERCENT.match(original.text, number.end) is not None


def _explain(original: _Original) -> frozenset[Decimal]:
    """Every value that a number of the translation may have."""
    values = set(original.words) | original.ranges | original.minutes
    for number in original.numbers:
        values |= _values(number)
        values.update(year for value in number.readings for year in name_eras(value))
    for hour in original.hours:
        values |= {hour + 12, hour % 12}
    return frozenset(values)


def _find_exchange(
    original: _Original, given: Sequence[Number]
) -> tuple[list[Number], list[Number]]:
    """One number written where another of the original belongs: one is too few, another too many.
    A number that is only said once more, or once less, is no fault."""
    few, many = [], []
    for number in {n.readings: n for n in original.numbers if not n.joined}.values():
        wanted = sum(bool(_values(other) & _values(number)) for other in original.numbers)
        there = [n for n in given if _values(n) & _values(number)]
        if len(there) < wanted:
            few.append(number)
        elif len(there) > wanted and not number.readings & set(original.words):
            many.append(there[-1])
    return (few, many) if few and many else ([], [])
