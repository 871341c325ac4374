"""text.fit: lines of a paragraph are as few as can be, and as even as can be."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.text.fit import Stop, even_lines

WIDTH = 100


@st.composite
def paragraphs(draw: st.DrawFn) -> list[Stop]:
    """The stops of words of any width, some with a space behind them."""
    words = draw(st.lists(st.integers(1, WIDTH), min_size=1, max_size=9))
    spaces = draw(st.lists(st.sampled_from([0, 7]), min_size=len(words), max_size=len(words)))
    stops, pen = [], 0
    for number, (word, space) in enumerate(zip(words, spaces, strict=True), 1):
        stops.append(Stop(number, pen + word, pen + word + space))
        pen += word + space
    return stops


def measure(stops: Sequence[Stop], chosen: Sequence[Stop]) -> list[float]:
    """The widths of the lines that end at `chosen`."""
    starts = [0.0, *(stop.start for stop in chosen)]
    return [stop.end - start for start, stop in zip(starts, chosen, strict=False)]


def lacking(widths: Sequence[float]) -> float:
    """What lines lack, squared; the last may lack all but a fifth."""
    *others, last = widths
    return sum((WIDTH - width) ** 2 for width in others) + max(0, WIDTH / 5 - last) ** 2


@given(paragraphs())
def test_no_other_lines_are_better(stops: list[Stop]) -> None:
    """Of all ways to choose, none has fewer lines, and of those with as many none is more even."""
    found = even_lines(stops, WIDTH)
    ways = []
    for count in range(len(stops)):
        for inner in itertools.combinations(stops[:-1], count):
            widths = measure(stops, [*inner, stops[-1]])
            if max(widths) <= WIDTH:
                ways.append((len(widths), lacking(widths)))
    widths = measure(stops, found)
    assert max(widths) <= WIDTH
    assert (len(widths), lacking(widths)) == pytest.approx(min(ways))
    assert found[-1] == stops[-1]


@given(paragraphs(), st.integers(0, 8))
def test_what_finds_no_room_is_left_to_others(stops: list[Stop], number: int) -> None:
    """A word that is wider than the line has no place in it; nor has any line then."""
    at = min(number, len(stops) - 1)
    wider = [
        stop if place < at else Stop(stop.offset, stop.end + WIDTH, stop.start + WIDTH)
        for place, stop in enumerate(stops)
    ]
    assert even_lines(wider, WIDTH) == []


def test_nothing_is_no_line() -> None:
    """A text of one word is one line, and no text is none."""
    assert even_lines([], WIDTH) == []
    assert even_lines([Stop(3, 10, 10)], WIDTH) == [Stop(3, 10, 10)]
