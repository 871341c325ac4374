"""Which script a character belongs to, and the Latin words among others.

In: text. Out: ISO 15924 codes, words with their offsets.

Standard: Unicode's property Script, https://www.unicode.org/reports/tr24/
"""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from fontTools import unicodedata as properties

SCRIPT_RANGES: Mapping[str, str] = {
    "Mymr": "\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f",
    "Khmr": "\u1780-\u17dd\u17e0-\u17e9",
}
"""The letters, marks, signs and digits of a script, to stand in the brackets of a pattern."""
_OF_NO_SCRIPT = frozenset({"Zyyy", "Zinh", "Zzzz"})
_MEMBERS: Mapping[str, frozenset[str]] = {
    "Hans": frozenset({"Hani", "Bopo"}),
    "Hant": frozenset({"Hani", "Bopo"}),
    "Jpan": frozenset({"Hani", "Hira", "Kana"}),
    "Kore": frozenset({"Hani", "Hang"}),
}
"""Codes of languages that are written in more scripts than one."""
_DANDAS = {"\u0964": "Deva", "\u0965": "Deva"}
"""Signs that many scripts of India share, and none of South-East Asia."""


class Stretch(NamedTuple):
    """Neighbouring characters of one script."""

    text: str
    start: int
    script: str


@functools.lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """The script of a character; empty for what belongs to none or to all."""
    script = str(properties.script(character))
    return _DANDAS.get(character, "") if script in _OF_NO_SCRIPT else script


def scripts_of(code: str) -> frozenset[str]:
    """The scripts of characters that a language written in `code` has."""
    return _MEMBERS.get(code, frozenset({code}))


def has_other_letters(text: str, code: str) -> bool:
    """Whether a text may have letters that are neither Latin nor of the script `code`: a quick
    look, which nearly every text passes."""
    known = SCRIPT_RANGES.get(code, "")
    return re.search(f"[^\u0000-\u024f\u2000-\u206f\ufffc{known}]", text) is not None


def split_scripts(text: str) -> Iterator[Stretch]:
    """The stretches of a text by script; digits and characters of no script part nothing and are
    left out."""
    start, parts, current = 0, "", ""
    for offset, character in enumerate(text):
        script = "" if character.isdigit() else script_of(character)
        if script and script == current and offset == start + len(parts):
            parts += character
        elif script:
            if parts:
                yield Stretch(parts, start, current)
            start, parts, current = offset, character, script
    if parts:
        yield Stretch(parts, start, current)


_LETTER = "A-Za-z\u00c0-\u024f"
_LATIN_WORD = re.compile(
    rf"(?<![{_LETTER}][’'])[{_LETTER}][{_LETTER}0-9]*(?:(?:-|[’'](?!s\b))[{_LETTER}0-9]+)*"
)


class Word(NamedTuple):
    """A word of a text."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)


@functools.lru_cache(maxsize=8192)
def find_latin_words(text: str) -> tuple[Word, ...]:
    """The words of a text in Latin letters, with hyphens and apostrophes inside them, and without
    the ’s of a possessive."""
    return tuple(Word(found[0], found.start()) for found in _LATIN_WORD.finditer(text))


_ACRONYM = re.compile(r"[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*s?|[A-Z][a-z]*[A-Z]+[A-Za-z]*")


def is_acronym(word: str) -> bool:
    """Whether a word is an abbreviation of capitals: MMN, CSOs, UNICEF, IoM."""
    return _ACRONYM.fullmatch(word) is not None


def is_name(words: list[str]) -> bool:
    """Whether English words are surely or likely a name: an acronym alone, or two and more that
    all begin with a capital."""
    if all(is_acronym(word) or not word[0].isalpha() or len(word) == 1 for word in words):
        return True
    return len(words) > 1 and all(word[0].isupper() for word in words)
