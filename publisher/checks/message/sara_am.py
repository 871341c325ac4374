"""message/sara-am: the Thai and Lao vowel AM is one character, after the tone."""

import re
from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report_suspects
from publisher.model.finding import Finding
from publisher.text.suspects import Suspect

_SPELLINGS = [
    (re.compile(f"{circle}({tone}?){aa}|({tone}){circle}{aa}|{am}({tone})"), am)
    for tone, circle, aa, am in (
        ("[\u0e48-\u0e4b]", "\u0e4d", "\u0e32", "\u0e33"),
        ("[\u0ec8-\u0ecb]", "\u0ecd", "\u0eb2", "\u0eb3"),
    )
]
"""The vowel in its parts, NIKHAHIT and AA, with the tone in any place; and with the tone last."""


def find_parts(subject: Subject) -> Iterator[Finding]:
    """Vowels that are written in parts, or before their tone."""
    for text in subject.texts:
        yield from report_suspects(CHECK.id, text, find_spellings(text.text))


def find_spellings(text: str) -> Iterator[Suspect]:
    """The vowels AM of `text` that are spelled otherwise.

    >>> [suspect.mend for suspect in find_spellings("น\u0e4d\u0e49\u0e32")] == ["\u0e49\u0e33"]
    True
    """
    for pattern, vowel in _SPELLINGS:
        for found in pattern.finditer(text):
            tone = next(filter(None, found.groups()), "")
            yield Suspect(
                start=found.start(), end=found.end(), why="is one vowel", mend=tone + vowel
            )


CHECK = Check(
    id="message/sara-am",
    title="The Thai and Lao vowel AM is one character, after the tone",
    rationale=(
        "The vowel AM can be typed as one character or as the circle above and AA, and the tone "
        "before or between the two; all look the same, or nearly so. A search for the one does not "
        "find the other. Shapers take the one character apart themselves, so that where both stand "
        "in one document, a reader of its PDF gets one spelling for both."
    ),
    bad='"Language: th\\n"\n\nmsgid "water"\nmsgstr "น⟨U+0E4D⟩⟨U+0E49⟩⟨U+0E32⟩"',
    good='"Language: th\\n"\n\nmsgid "water"\nmsgstr "น⟨U+0E49⟩⟨U+0E33⟩"',
    function=find_parts,
)
