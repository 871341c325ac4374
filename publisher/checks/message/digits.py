"""message/digits: a text writes its numbers in one kind of digits."""

import re
import unicodedata
from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import Text, report
from publisher.checks.translations import list_pairs
from publisher.model.finding import Finding, Severity
from publisher.text.address import mask_objects

_RUN = re.compile(r"\d(?:[\d.,:/\u2013-]*\d)?")
_NAME = re.compile(r"[A-Za-z][ \u00a0_/-]?\Z")
_ASCII = "0"


def find_digits(subject: Subject) -> Iterator[Finding]:
    """Texts with two kinds of digits, or with digits that are not the language's."""
    for text, _ in list_pairs(subject):
        runs = [
            found
            for found in _RUN.finditer(mask_objects(text.text))
            if not is_name(text.text, found)
        ]
        own = text.language.digits[0]
        kinds = {kind for found in runs for kind in list_kinds(found[0])}
        strange = [found for found in runs if list_kinds(found[0]) - {own}]
        if not strange:
            continue
        yield describe(text, strange[0], kinds, own)


def describe(text: Text, found: re.Match[str], kinds: set[str], own: str) -> Finding:
    """The finding about the first run of digits that is not in the language's own."""
    mixed = len(kinds) > 1
    foreign = bool(kinds - {own, _ASCII})
    if len(list_kinds(found[0])) > 1:
        message = f"{found[0]} is one number in two kinds of digits"
    elif foreign:
        message = f"{found[0]} is in digits of another language"
    elif mixed:
        message = f"{found[0]} and other numbers of this text are in two kinds of digits"
    else:
        message = f"{found[0]} is in European digits"
    hint = f"write {''.join(map_digit(c, text.language.digits) for c in found[0])}"
    severity = Severity.WARNING if mixed or foreign else Severity.NOTE
    return report(
        CHECK.id, text, message, hint, severity=severity, start=found.start(), end=found.end()
    )


def list_kinds(run: str) -> set[str]:
    """The noughts of the kinds of digits that a run has."""
    return {chr(ord(c) - unicodedata.digit(c)) for c in run if c.isdigit()}


def map_digit(character: str, digits: str) -> str:
    """A digit as one of `digits`; what is none stays."""
    return digits[unicodedata.digit(character)] if character.isdigit() else character


def is_name(text: str, found: re.Match[str]) -> bool:
    """Whether digits are part of a name or a unit in Latin letters: IPv4, COVID-19, Windows 10."""
    if found[0][0] not in "0123456789":
        return False
    after = text[found.end() : found.end() + 1]
    return bool(_NAME.search(text[: found.start()])) or (after.isascii() and after.isalpha())


CHECK = Check(
    id="message/digits",
    title="A text writes its numbers in one kind of digits",
    rationale=(
        "Burmese and Khmer press writes its own digits, and so do the dates and pages that "
        "publisher fills in. Two kinds in one text look careless; two in one number may be misread "
        "and are not found by a search. Digits in names and addresses stay as they are. A text all "
        "in European digits is a matter of style, and only noted."
    ),
    bad='"Language: my\\n"\n\nmsgid "from 2010 to 2011"\nmsgstr "၂၀၁၀ ပြည့်နှစ်မှ 2011 ခုနှစ်အထိ"',
    good='"Language: my\\n"\n\nmsgid "from 2010 to 2011"\nmsgstr "၂၀၁၀ ပြည့်နှစ်မှ ၂၀၁၁ ခုနှစ်အထိ"',
    function=find_digits,
)
