"""Which of the places where a line may end to take, so that the edge of a paragraph is even.

In: the places, with how far the text has come there, and the width of a line. Out: as few lines as
can be, and of all ways to have so few the one whose lines are nearest to full: the sum of the
squares of what they lack is least. The last line may be short, but had better not be a word alone.

Background: D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines (1981),
https://doi.org/10.1002/spe.4380111102; CSS Text 4 has it as `text-wrap-style: pretty`,
https://www.w3.org/TR/css-text-4/#text-wrap-style.
"""

from collections.abc import Sequence
from typing import NamedTuple

LAST = 0.8
"""The share of its width that the last line may lack."""


class Stop(NamedTuple):
    """A place where a line may end: the offset at which the next one begins, and how far the text
    has come there, without the spaces before it and with them."""

    offset: int
    end: float
    start: float


def even_lines(stops: Sequence[Stop], width: float) -> list[Stop]:
    """Those of `stops` at which lines end; the last is the end of the text, where they end anyway.
    An empty list where a stretch between two stops is wider than `width`.

    >>> stops = [Stop(2, 20, 25), Stop(4, 45, 50), Stop(5, 60, 65), Stop(9, 105, 105)]
    >>> [stop.offset for stop in even_lines(stops, 65)]
    [4, 9]
    """
    starts = [0.0, *(stop.start for stop in stops)]
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    last = len(stops) - 1
    for number, (_, end, _) in enumerate(stops):
        found: tuple[int, float, int] | None = None
        for before in range(number, -1, -1):
            missing = width - (end - starts[before])
            if missing < 0:
                break
            lines, cost, _ = best[before]
            if number == last:
                missing = max(0, missing - LAST * width)
            cost += missing * missing
            if found is None or (lines + 1, cost) < found[:2]:
                found = (lines + 1, cost, before)
        if found is None:
            return []
        best.append(found)
    chosen: list[Stop] = []
    number = len(stops)
    while number:
        chosen.append(stops[number - 1])
        number = best[number][2]
    return chosen[::-1]
