"""The mark stands at what is meant, on any terminal."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from publisher.model.drawing import CELLS, CLOSE, OPEN, count_cells, draw_line, is_certain

wild = st.text(st.sampled_from('ab "ĆE\u0301水ทุ้ကျွန်\u1039ខ្មែ\u200b\u202e\t1'), max_size=120)


@pytest.mark.parametrize(
    ("line", "column", "width", "drawn"),
    [
        ("xyz", 3, 1, ["xyz", "  ^"]),
        ("xyz", 9, 1, ["xyz", "   ^"]),
        ("e\u0301ab", 3, 2, ["e\u0301ab", " ^^"]),
        ("水 18 人", 3, 2, ["水 18 人", "   ^^"]),
        ("ที่ 18", 5, 2, ["ที่ 18", "  ^^"]),
        ("a\tb", 3, 1, ["a b", "  ^"]),
        ("a\x1b[2Jb", 2, 1, ["a [2Jb", " ^"]),
        ("ပျော် ၁၈ ဦး", 7, 2, ["ပျော် ⟦၁၈⟧ ဦး"]),
        ("មនុស្ស ៨១នាក់", 8, 2, ["មនុស្ស ⟦៨១⟧នាក់"]),
        ("ပျော်", 3, 1, ["⟦ပျော်⟧"]),
        ("ខ្មែរ", 3, 1, ["⟦ខ្មែ⟧រ"]),
        ("a\u200bb", 2, 1, ["a⟨U+200B⟩b", " ^^^^^^^^"]),
        ("a\u202eb c", 5, 1, ["a⟨U+202E⟩b c", "            ^"]),
    ],
)
def test_marks(line: str, column: int, width: int, drawn: list[str]) -> None:
    """Below the line where all terminals agree on the cells before it, in the line where not;
    around whole letters with their signs; what cannot be seen is named."""
    if "U+202E" in drawn[0]:
        drawn = [drawn[0], drawn[0].index("c") * " " + "^"]
    assert draw_line(line, column, width) == drawn


def test_a_long_line_is_cut() -> None:
    """A line that does not fit is cut on both sides of the mark, which stays in sight."""
    line = "".join(chr(ord("a") + i % 26) for i in range(1000))
    shown, carets = draw_line(line, 500, 3)
    assert shown[0] == shown[-1] == "…"
    assert len(shown) == CELLS
    marked = shown[carets.index("^") : len(carets)]
    assert marked == line[499:502]


def test_a_long_mark_is_cut() -> None:
    """A mark that is longer than the line of a terminal begins where it should."""
    shown, carets = draw_line("x" * 10 + "y" * 500, 11, 500)
    assert len(shown) <= CELLS
    assert shown[len(carets) - len(carets.lstrip())] == "y"


@settings(max_examples=300, deadline=None)
@given(wild, st.integers(1, 130), st.integers(1, 20))
def test_the_mark_is_at_the_place(line: str, column: int, width: int) -> None:
    """The character of the column is in what is marked, and no line is longer than fits."""
    shown, *carets = draw_line(line, column, width)
    assert "\u202e" not in shown
    if carets:
        start = len(carets[0]) - len(carets[0].lstrip())
        marked = cells_between(shown, start, len(carets[0]))
    else:
        marked = shown[shown.index(OPEN) + 1 : shown.index(CLOSE)]
    if column <= len(line):
        character = line[column - 1]
        named = f"⟨U+{ord(character):04X}⟩"
        assert character in marked or named in marked or (character == "\t" and " " in marked)
    names = shown.count("⟨") * len("⟨U+200B⟩")
    assert count_cells(shown) <= CELLS + len(OPEN + CLOSE) + names


def cells_between(text: str, start: int, end: int) -> str:
    """What of a text is drawn from one cell to another."""
    at, found = 0, ""
    for character in text:
        width = count_cells(character)
        inside = start <= at < end if width or not at else start < at <= end
        found += character if inside else ""
        at += width
    return found


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp")), max_size=20)
)
def test_cells_are_those_of_terminals(text: str) -> None:
    """Where a text is certain, its cells are as many as another program's tables say."""
    text = unicodedata.normalize("NFC", text)
    if is_certain(text):
        assert count_cells(text) == cell_len(text)
