r"""Where a character of a translation stands in its catalogue.

In: the lines of an entry as they stand in the file, and an offset in the text that they hold. Out:
line and column. A text may be spread over many lines, and `\n`, `\"` are two characters for one.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_CHARACTER = re.compile(r"\\.|[^\\]", re.DOTALL)
_KEYWORD = re.compile(r"[ \t]*msg[a-z_]+")
_MSGSTR = re.compile(r"[ \t]*msgstr(?:\[[0-9]+\])?[ \t]*(?=\")")


class Place(NamedTuple):
    """A place in a file: `line` counts from nought, within the entry; `column` from one, in code
    points."""

    line: int
    column: int


def locate_offset(lines: Sequence[str], offset: int) -> Place | None:
    r"""The place of the character at `offset` of the msgstr in `lines`, those of an active entry;
    that of the closing quote for the end of the text, and None where no text is filled.

    >>> locate_offset(['msgid "a"', 'msgstr ""', '"one\\n"', '"two"'], 4)
    Place(line=3, column=2)
    """
    last: Place | None = None
    for position, place in enumerate(_list_places(lines)):
        if position == offset:
            return place
        last = place
    return last


def _list_places(lines: Sequence[str]) -> Iterator[Place]:
    """The places of the characters of the first filled msgstr, then of the quote that closes
    it."""
    inside, closing, filled = False, None, False
    for number, line in enumerate(lines):
        starts = _MSGSTR.match(line)
        if _KEYWORD.match(line):
            if filled:
                break
            inside = starts is not None
        if not inside or line.lstrip(" \t").startswith("#"):
            continue
        string = _STRING.search(line, starts.end() if starts else 0)
        if string is None:
            break
        for found in _CHARACTER.finditer(string[1]):
            filled = True
            yield Place(number, string.start(1) + found.start() + 1)
        closing = Place(number, string.end())
    if filled and closing is not None:
        yield closing
