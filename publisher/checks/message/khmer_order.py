"""message/khmer-order: Khmer stands in the one order that its encoding has."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report_suspects
from publisher.model.finding import Finding, Severity
from publisher.text.normalize import find_disordered

KHMER = "km"
"""The rules are those of the Khmer language; others in its script have their own."""


def find_order(subject: Subject) -> Iterator[Finding]:
    """Syllables whose characters are not in their order, or are spelled with parts."""
    for text in subject.texts:
        if text.language.tag.split("-")[0] == KHMER:
            suspects = find_disordered(text.text)
            yield from report_suspects(CHECK.id, text, suspects, worst=Severity.WARNING)


CHECK = Check(
    id="message/khmer-order",
    title="Khmer is written in the order of its encoding",
    rationale=(
        "A Khmer syllable can be typed in several orders, and some vowels in parts, and look the "
        "same. A search for the word then fails, and so does whoever reads the page aloud; in some "
        "faces a dotted circle appears. Subscripts come first, RO the last of them, then the sign "
        "that changes the series, then the vowel, then what stands above and after. This is the "
        "Khmer Encoding Structure (https://www.unicode.org/notes/tn61/) in the form that SIL's "
        "khnormal gives it."
    ),
    bad='"Language: km\\n"\n\nmsgid "Khmer"\nmsgstr "ខ⟨U+17C2⟩⟨U+17D2⟩⟨U+1798⟩រ"',
    good='"Language: km\\n"\n\nmsgid "Khmer"\nmsgstr "ខ⟨U+17D2⟩⟨U+1798⟩⟨U+17C2⟩រ"',
    function=find_order,
)
