"""Reading files strictly: UTF-8 or a finding that says where it is not."""

from pathlib import Path

import pytest

from publisher.load.files import decode_source, read_source, suggest
from publisher.model.errors import ContentError, EnvironmentProblem
from publisher.model.finding import Finding


def refuse(data: bytes) -> Finding:
    """The finding with which `data` is refused."""
    with pytest.raises(ContentError) as caught:
        decode_source(data, "my.po")
    (finding,) = caught.value.findings
    return finding


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("မြန်မာ\n".encode(), "မြန်မာ\n"),
        (b"a\r\nb\rc\n", "a\r\nb\rc\n"),
        (b"\xef\xbb\xbfa", "a"),
        (b"\xef\xbb\xbf", ""),
        ("a\u200bb\ufeffc".encode(), "a\u200bb\ufeffc"),
    ],
)
def test_text_is_read_as_it_is(data: bytes, text: str) -> None:
    """Line ends and invisible characters stay; only a byte order mark at the start goes."""
    assert decode_source(data, "a.md").text == text


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"\xff", 1, "byte 0 (0xFF)"),
        (b"one\ntwo \xe1\x80 three\n", 2, "byte 8 (0xE1)"),
        (b"\xef\xbb\xbfone\n\xc3.", 2, "byte 7 (0xC3)"),
        ("caf\u00e9\n".encode("latin-1"), 1, "byte 3 (0xE9)"),
        ("ကခ".encode()[:-1] + b".", 1, "byte 3 (0xE1)"),
        (b"\xed\xa0\x80", 1, "byte 0 (0xED)"),
    ],
)
def test_the_first_byte_that_is_not_utf_8_is_named(data: bytes, line: int, message: str) -> None:
    """Its offset in the file, its value and its line are told (case 8); half a character and
    a lone surrogate are no UTF-8 either."""
    finding = refuse(data)
    assert (finding.id, finding.path, finding.line) == ("file/not-utf-8", "my.po", line)
    assert finding.message == f"{message} is not UTF-8"


def test_a_file_cut_inside_a_character_is_said_to_be_cut() -> None:
    """Nothing is wrong with the encoding of a file whose end is missing."""
    finding = refuse("one\nကခ".encode()[:-1])
    assert (finding.id, finding.line) == ("file/truncated", 2)
    assert "get the whole file again" in finding.hint


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_called_by_its_name(encoding: str, mark: str) -> None:
    """A file in UTF-16 is told apart, with a mark or without, and the hint says how to save it
    again (case 9)."""
    finding = refuse((mark + 'msgid "မ"\n').encode(encoding))
    assert (finding.message, finding.line) == ("the file is UTF-16", 1)
    assert "save it again as UTF-8" in finding.hint


def test_a_file_that_cannot_be_read_is_the_machines_fault(tmp_path: Path) -> None:
    """A missing file and a folder are problems of the environment, with the path in them."""
    for path in (tmp_path / "missing.md", tmp_path):
        with pytest.raises(EnvironmentProblem) as caught:
            read_source(path, "shown/path.md")
        assert caught.value.findings[0].path == "shown/path.md"


def test_a_file_is_read_from_disk(tmp_path: Path) -> None:
    """The path that is shown need not be the one that is read."""
    (tmp_path / "a.md").write_bytes("ខ្មែរ\r\n".encode())
    source = read_source(tmp_path / "a.md", "releases/a.md")
    assert (source.path, source.text) == ("releases/a.md", "ខ្មែរ\r\n")


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("titel", ["title", "date"], "did you mean 'title'?"),
        ("zzz", ["title", "date"], "known here: date, title"),
        ("x", [], "known here: nothing"),
    ],
)
def test_hints_name_what_is_known(word: str, known: list[str], hint: str) -> None:
    """The nearest known word is suggested; where none is near, all are listed."""
    assert suggest(word, known) == hint
