"""Break opportunities in languages that write without spaces, and breaks that may not be.

In: text and its language. Out: what to insert where, as ZERO WIDTH SPACE (a break may be here)
or WORD JOINER (no break may be here); removing the two gives the text back. Everything else is
left to UAX 14, https://unicode.org/reports/tr14/, which every engine follows.
"""

import functools
import re
from collections.abc import Iterator

from icu4py.breakers import WordBreaker

from publisher.model.language import Language
from publisher.text.cluster import may_part

ZWSP = "\u200b"
WORD_JOINER = "\u2060"
_INSERTED = re.compile(f"[{ZWSP}{WORD_JOINER}]")
_NATIVE = re.compile(
    "[\u0e00-\u0e4e\u0e81-\u0eae\u0eb0-\u0ece\u1000-\u103f\u104c-\u108f\u109a-\u109f"
    "\u1780-\u17d3\u17d7\u17dc\u17dd\uaa60-\uaa7f\ua9e0-\ua9ff]"
)
"""Letters and marks of scripts of UAX 14 class SA (complex context); digits and stops are not."""
_NUMBER_SPACE_WORD = re.compile(r"(?<=\d)[ \u00a0](?=\w)")
_HYPHEN = re.compile(r"(?<=\w)[-\u2010](?=\w)")
_LA_LA = re.compile("។(?=ល។)")


def strip_marks(text: str) -> str:
    """`text` without what this module inserts."""
    return _INSERTED.sub("", text)


@functools.lru_cache(maxsize=8192)
def find_marks(text: str, language: Language) -> tuple[tuple[int, str], ...]:
    """Offsets in `text`, in order, with the mark to insert before the character there."""
    joins = set(find_joins(text, language))
    marks = dict.fromkeys(joins, WORD_JOINER)
    for offset in find_opportunities(text, language):
        marks.setdefault(offset, ZWSP)
    return tuple(sorted(marks.items()))


def insert_marks(text: str, language: Language) -> str:
    """`text` with its marks."""
    parts: list[str] = []
    position = 0
    for offset, mark in find_marks(text, language):
        parts += [text[position:offset], mark]
        position = offset
    return "".join([*parts, text[position:]])


def find_opportunities(text: str, language: Language) -> Iterator[int]:
    """Offsets at which a word of the language's script ends and another begins."""
    rules = language.breaks
    if rules.segmenter == "none" or not _NATIVE.search(text):
        return
    closed = set(find_protected(text, language))
    for start, _ in WordBreaker(text, language.tag).segments():
        if start == 0 or start in closed:
            continue
        before, after = text[start - 1], text[start]
        if not (_NATIVE.match(before) and _NATIVE.match(after)):
            continue
        if after in rules.no_line_start or before in rules.no_line_end:
            continue
        if may_part(text, start):
            yield start


def find_joins(text: str, language: Language) -> Iterator[int]:
    """Offsets before which no line may begin, although UAX 14 would let it: a space before a
    sign that may not begin a line or after one that may not end it, a number and its unit."""
    rules = language.breaks
    for found in _HYPHEN.finditer(text):
        # A PDF reader takes a hyphen that ends a line for one that was put in there.
        yield found.end()
    if not rules.no_line_start:
        return
    for offset in range(1, len(text)):
        before, after = text[offset - 1], text[offset]
        spaced = before in " \u200b" and offset > 1
        if spaced and (after in rules.no_line_start or text[offset - 2] in rules.no_line_end):
            yield offset
    for found in _NUMBER_SPACE_WORD.finditer(text):
        yield found.end()
    for found in _LA_LA.finditer(text):
        yield found.end()


def find_protected(text: str, language: Language) -> Iterator[int]:
    """Offsets inside the protected words of the language."""
    for word in language.breaks.protected:
        position = text.find(word)
        while position >= 0:
            yield from range(position + 1, position + len(word))
            position = text.find(word, position + 1)
