"""How scripts punctuate: what ends a sentence, what opens and closes.

In: text, the code of its script (ISO 15924). Out: its last sign, its sentences, brackets and
quotation marks that have no partner.

Sources: r12a's orthography notes (https://r12a.github.io/scripts/khmr/km.html and .../mymr/my.html,
sections on phrases and quotations); R-1.14 of docs/script-rules.md for quotation marks.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

STOPS: Mapping[str, str] = {"Mymr": "။", "Khmr": "។"}
"""What a sentence ends with, by script; of others nothing is known here."""
ENDS: Mapping[str, str] = {"Mymr": "။?!…", "Khmr": "។៕៚?!…"}
"""What may stand there in its place: a question, the end of a chapter, an ellipsis."""
COMMAS: Mapping[str, str] = {"Mymr": "၊"}
"""The comma of a script that has one of its own and never the Latin one between its words."""

GUILLEMETS = ("«", "»")
"""What Khmer newspapers write beside the marks of CLDR (R-1.14)."""
BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）"}
_BRACKET = re.compile(f"[{re.escape(''.join((*BRACKETS, *BRACKETS.values())))}]")
_CLOSERS = "\"'”’»)]}）*_` \t\n\u00a0\u200b\u2060"


class Stray(NamedTuple):
    """A bracket or quotation mark without its partner."""

    offset: int
    character: str


def last_sign(text: str) -> tuple[str, int]:
    """The last character of a text that is no closing bracket, quotation mark, markup or space, and
    its offset; empty where there is none.

    >>> last_sign("“Cambodia alone cannot.”")
    ('.', 22)
    """
    bare = text.rstrip(_CLOSERS)
    return (bare[-1], len(bare) - 1) if bare else ("", 0)


_ABBREVIATION = r"(?:(?<!\w)(?:\w\.)*\w|\b(?:etc|No|Mr|Mrs|Ms|Dr|Prof|Hon|St|vs|hr|min|sec))\."
"""Of English, with its full stop: letters (H.E., a.m.), titles, units."""
_ABBREVIATED = re.compile(rf"{_ABBREVIATION}\Z")
_ENGLISH_END = re.compile(r"[.?!][\"”’)\]*_]*(?=\s|\Z)")


def ends_sentence(text: str) -> bool:
    """Whether an English text ends with a full stop that is not part of its last word."""
    sign, offset = last_sign(text)
    body = text[: offset + 1]
    return sign == "." and not body.endswith("..") and not _ABBREVIATED.search(body)


def count_english_sentences(text: str) -> int:
    """How many sentences of an English text have an end.

    >>> count_english_sentences("Ms. Chou Bun Eng spoke. “And then?” We left.")
    3
    """
    ends = _ENGLISH_END.finditer(text)
    return sum(not _ABBREVIATED.search(text, 0, found.start() + 1) for found in ends)


def count_sentences(text: str, script: str) -> int:
    """How many sentences of a text in `script` have an end."""
    return len(re.findall(f"[{re.escape(ENDS[script])}]+", text))


def find_stray_brackets(text: str) -> Iterator[Stray]:
    """Brackets of a text that close nothing or that nothing closes."""
    opened: list[Stray] = []
    for found in _BRACKET.finditer(text):
        offset, character = found.start(), found[0]
        if character in BRACKETS:
            opened.append(Stray(offset, character))
        elif character in BRACKETS.values():
            if opened and BRACKETS[opened[-1].character] == character:
                opened.pop()
            else:
                yield Stray(offset, character)
    yield from opened


def find_stray_quotes(text: str, pairs: Mapping[str, str]) -> Iterator[Stray]:
    """Quotation marks of a text that close nothing or that nothing closes; `pairs` by the opening
    one. An apostrophe inside a Latin word is none."""
    opened: list[Stray] = []
    closing = set(pairs.values())
    for found in re.finditer(f"[{re.escape(''.join((*pairs, *closing)))}]", text):
        offset, character = found.start(), found[0]
        if character in closing and opened and pairs[opened[-1].character] == character:
            opened.pop()
        elif is_apostrophe(text, offset):
            continue
        elif character in pairs:
            opened.append(Stray(offset, character))
        elif character in closing:
            yield Stray(offset, character)
    yield from opened


def is_apostrophe(text: str, offset: int) -> bool:
    """Whether the character at `offset` is an apostrophe of a Latin word: women’s, workers’."""
    if text[offset] not in "'’":
        return False
    before = text[offset - 1 : offset]
    return before.isalpha() and before < "\u0250"
