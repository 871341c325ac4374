"""message/month: a date has the month of its original."""

import functools
import re
from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report
from publisher.checks.translations import list_pairs
from publisher.model.finding import Finding
from publisher.model.language import Language
from publisher.text.address import mask_objects
from publisher.text.normalize import to_nfc
from publisher.text.numbers import find_numbers

_ALIKE = {"\u101e\u103c": "\u1029"}
"""ဩဂုတ်, August, is often typed with letters that look the same."""
_PLAIN = 4
"""From how many characters the name of a month is surely one, without the word for month: မေ, May,
is part of many words."""


def find_month_faults(subject: Subject) -> Iterator[Finding]:
    """Months of dates that are lost or changed."""
    source = subject.languages[subject.edition.source_language].dates.months
    for text, original in list_pairs(subject):
        months = text.language.dates.months
        dated = find_dated(mask_objects(original), source)
        if not dated or months == source:
            continue
        body = fold_letters(mask_objects(text.text))
        written = find_months(body, text.language)
        numbers = {value for n in find_numbers(body, text.language.tag) for value in n.readings}
        lost = [i for i in dated if i not in written and i + 1 not in numbers]
        lost = [i for i in lost if len(months[i]) < _PLAIN or fold_letters(months[i]) not in body]
        named = [i for i, month in enumerate(source) if month in original]
        strange = next((i for i in written if i not in named), None)
        if strange is not None:
            month = months[strange]
            start = max(text.text.find(month), 0)
            message = f"{month} ({source[strange]}) is not the month of the original"
            hint = f"write {' or '.join(months[i] for i in lost or dated)}"
            yield report(CHECK.id, text, message, hint, start=start, end=start + len(month))
        elif lost:
            message = f"the month {', '.join(source[i] for i in lost)} of the original is lost"
            hint = f"write {', '.join(months[i] for i in lost)}"
            yield report(CHECK.id, text, message, hint)


def find_dated(original: str, months: tuple[str, ...]) -> list[int]:
    """The months of an English text that are surely such: beside a day or a year. “May” and
    “March” are words too."""
    pattern = date_pattern(months)
    found = {found[1] or found[2] for found in pattern.finditer(original)}
    return [index for index, month in enumerate(months) if month in found]


@functools.lru_cache(maxsize=16)
def date_pattern(months: tuple[str, ...]) -> re.Pattern[str]:
    """What finds the months of dates, as either of two groups."""
    names = "|".join(map(re.escape, months))
    return re.compile(rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?({names})\b|\b({names})(?=\s+\d)")


def fold_letters(text: str) -> str:
    """`text` in NFC, with one spelling for what looks the same."""
    text = to_nfc(text)
    for letters, letter in _ALIKE.items():
        text = text.replace(letters, letter)
    return text


def find_months(body: str, language: Language) -> list[int]:
    """The months that a text names as the language does in dates: မေလ, ခែឧសភា."""
    pattern = month_pattern(language.dates.day, language.dates.months)
    found = set() if pattern is None else {found[1] for found in pattern.finditer(body)}
    return [i for i, month in enumerate(language.dates.months) if fold_letters(month) in found]


@functools.lru_cache(maxsize=16)
def month_pattern(day: str, months: tuple[str, ...]) -> re.Pattern[str] | None:
    """What finds months with the letters that the pattern of a date joins to them; None where it
    joins none, as then any word could be one."""
    before, _, after = day.partition("{month}")
    prefix, suffix = re.split(r"[\s}]", before)[-1], re.split(r"[\s{]", after)[0]
    if not prefix + suffix:
        return None
    names = "|".join(re.escape(fold_letters(month)) for month in months)
    start = re.escape(prefix) if prefix else r"(?<!\w)"
    return re.compile(rf"{start}({names}){re.escape(suffix)}")


CHECK = Check(
    id="message/month",
    title="A date has the month of its original",
    rationale=(
        "Readers miss the meeting if July becomes June. Where the original has a month beside a "
        "day or a year, the translation must have the same month, by its name or its number, and "
        "no other. Days and years are compared by message/number."
    ),
    bad=(
        '"Language: km\\n"\n\nmsgid "They met on 24 July 2017."\n'
        'msgstr "ពួកគេបានជួបគ្នានៅថ្ងៃទី២៤ ខែមិថុនា ឆ្នាំ២០១៧។"'
    ),
    good=(
        '"Language: km\\n"\n\nmsgid "They met on 24 July 2017."\n'
        'msgstr "ពួកគេបានជួបគ្នានៅថ្ងៃទី២៤ ខែកក្កដា ឆ្នាំ២០១៧។"'
    ),
    function=find_month_faults,
)
