"""Text files and the places in them."""

import pickle

import pytest

from publisher.model.source import SourceFile


def source(text: str) -> SourceFile:
    """A file with this text."""
    return SourceFile(path="a.md", text=text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("a", ("a",)),
        ("a\n", ("a",)),
        ("a\n\nb", ("a", "", "b")),
        ("a\r\nb\r\n", ("a", "b")),
        ("a\rb\r", ("a", "b")),
        ("a\n\rb", ("a", "", "b")),
        ("a\r\n\nb\rc", ("a", "", "b", "c")),
        ("a\u2028b\x0bc\x85d\x1ce\n", ("a\u2028b\x0bc\x85d\x1ce",)),
    ],
)
def test_lines_end_as_in_commonmark(text: str, lines: tuple[str, ...]) -> None:
    """Line feed, carriage return or both end a line; no other separator does."""
    assert source(text).lines == lines


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("text", ["", "one", "one\ntwo", "one\n\nthree\n"])
def test_offsets_and_lines_agree(text: str, newline: str) -> None:
    """A line starts where the one before ended, and every character stands in its own line."""
    file = source(text.replace("\n", newline))
    for number, line in enumerate(file.lines, start=1):
        start = file.line_start(number)
        assert file.text[start : start + len(line)] == line == file.line_text(number)
        assert {file.line_of(start + at) for at in range(len(line))} <= {number}


def test_places_outside_the_file_are_no_trouble() -> None:
    """Before the first line and behind the last there is no text; offsets stay in the file."""
    file = source("one\ntwo\n")
    assert (file.line_text(0), file.line_text(3), file.line_text(-1)) == ("", "", "")
    assert (file.line_start(3), file.line_start(99)) == (8, 8)
    assert (file.line_of(7), file.line_of(99)) == (2, 2)
    assert source("").line_of(0) == 1


def test_a_file_survives_pickling() -> None:
    """A file can cross a process border, its lines with it."""
    file = source("one\r\ntwo")
    copy = pickle.loads(pickle.dumps(file))
    assert copy == file
    assert copy.lines == ("one", "two")
