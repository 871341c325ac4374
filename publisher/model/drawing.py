"""A line of text with a mark at the characters that are meant, for a terminal.

In: a line, the column that the mark begins in, and how many characters it covers. Out: one or two
lines.

The mark stands below the text, as a compiler's does, where every terminal agrees how wide the text
before it is. Where they do not, as in Burmese and Khmer, whose signs some give a cell of their own
and others none, it stands in the text, around what is meant: ⟦…⟧.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

CELLS = 76
"""The cells of a terminal of 80 that an indented line may fill."""
BEFORE = 24
"""The cells that stay before the mark where the line has to be cut."""
OPEN, CLOSE, CUT = "⟦", "⟧", "…"
_STACKERS = ("\u1039", "\u17d2")
"""Behind these signs of Burmese and Khmer a letter stands below the one before it."""
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\u3164\uffa0]")
"""Letters of Korean that join into syllables, and those that draw nothing (UCD Blocks)."""
_JOINERS = ("\u200c", "\u200d")
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What no terminal is to be told; each becomes a space."""
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of a line."""
_HIDDEN = re.compile(f"{_TURNING.pattern}|[\u00ad\u200b-\u200d\u2060-\u2064\ufeff]")
"""What nobody can see; where it is meant, it is named."""


class Marked(NamedTuple):
    """A line in three parts; the middle one is meant."""

    before: str
    middle: str
    after: str


def draw_line(line: str, column: int, width: int) -> list[str]:
    """The lines that show `width` characters of `line` from `column`, which counts from one."""
    before, middle, after = cut_line(mark_line(_STEERING.sub(" ", line), column, width))
    before, after = (_TURNING.sub(name_character, part) for part in (before, after))
    middle = _HIDDEN.sub(name_character, middle)
    if is_certain(before + middle):
        carets = "^" * max(count_cells(middle), 1)
        return [before + middle + after, " " * count_cells(before) + carets]
    return [before + OPEN + middle + CLOSE + after]


def show_line(line: str) -> str:
    """As much of a line as fits."""
    return make_safe(cut_end(line, CELLS))


def make_safe(text: str) -> str:
    """`text` on one line, without what steers a terminal or turns its direction."""
    return _TURNING.sub(name_character, _STEERING.sub(" ", text))


def mark_line(line: str, column: int, width: int) -> Marked:
    """`line` in three parts, none of which begins inside a cluster."""
    start = max(0, min(column - 1, len(line)))
    end = min(start + max(width, 1), len(line))
    while is_inside(line, start):
        start -= 1
    while is_inside(line, end):
        end += 1
    return Marked(line[:start], line[start:end], line[end:])


def is_inside(text: str, offset: int) -> bool:
    """Whether a sign, a joiner or a letter of a stack stands at `offset`, which belongs to the
    letter before it."""
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    return (
        unicodedata.category(after) in ("Mn", "Mc", "Me")
        or after in _JOINERS
        or before in (*_STACKERS, _JOINERS[1])
    )


def cut_line(marked: Marked) -> Marked:
    """`marked` with no more of its line than fits; the mark stays in sight."""
    before, middle, after = marked
    if count_cells("".join(marked)) <= CELLS:
        return marked
    middle = cut_end(middle, CELLS - BEFORE)
    rest = CELLS - count_cells(middle)
    before = cut_start(before, max(BEFORE, rest - count_cells(after)))
    return Marked(before, middle, cut_end(after, rest - count_cells(before)))


def cut_end(text: str, room: int) -> str:
    """`text` without the end that does not fit into `room` cells."""
    if count_cells(text) <= room:
        return text
    return "".join(take(split_line(text), room - len(CUT))) + CUT


def cut_start(text: str, room: int) -> str:
    """`text` without the beginning that does not fit into `room` cells."""
    if count_cells(text) <= room:
        return text
    kept = list(take(reversed(split_line(text)), room - len(CUT)))
    return CUT + "".join(reversed(kept))


def take(pieces: Iterable[str], room: int) -> Iterator[str]:
    """The first of `pieces` that fit into `room` cells."""
    for piece in pieces:
        room -= count_cells(piece)
        if room < 0:
            break
        yield piece


def split_line(text: str) -> list[str]:
    """`text` in letters with their signs."""
    starts = [offset for offset in range(len(text)) if not is_inside(text, offset)]
    return [text[a:b] for a, b in itertools.pairwise([*starts, len(text)])]


def count_cells(text: str) -> int:
    """The cells that a text fills on a terminal: two for what is wide in East Asia, none for what
    stands above or below a letter (https://www.unicode.org/reports/tr11/).

    >>> [count_cells(text) for text in ("ab", "e\u0301", "水")]
    [2, 1, 2]
    """
    return sum(map(_cells_of, text))


def _cells_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def is_certain(text: str) -> bool:
    """Whether terminals agree about the cells of a text: not about signs that stand beside their
    letter, letters in stacks, what cannot be seen, and pictures."""
    return not any(
        unicodedata.category(character) in ("Mc", "Cf", "So", "Sk")
        or character in _STACKERS
        or _JAMO.match(character)
        or character > "\uffff"
        for character in text
    )


def name_character(found: re.Match[str]) -> str:
    """A character as its code point: `⟨U+200D⟩`."""
    return f"⟨U+{ord(found[0]):04X}⟩"
