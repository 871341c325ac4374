"""Zip archives from anybody: read in memory, with limits, and never unpacked."""

import io
import zipfile
from pathlib import Path

import pytest

import publisher.load.archive as module
from publisher.load.archive import KIT_RECORD, load_delivery
from publisher.model.errors import ContentError, EnvironmentProblem

PO = b'msgid "a"\nmsgstr "b"\n'


def pack(path: Path, files: dict[str, bytes]) -> Path:
    """A zip file at `path`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def refuse(path: Path) -> str:
    """What a delivery is refused with."""
    with pytest.raises(ContentError) as caught:
        load_delivery(path, "x.zip")
    (finding,) = caught.value.findings
    assert finding.path.startswith("x.zip")
    assert finding.hint
    return finding.id


def test_catalogues_and_the_record_are_found_wherever_they_lie(tmp_path: Path) -> None:
    """People pack the folder, its contents, or single files; what macOS adds is no catalogue."""
    files = {
        "kit/catalogues/a.po": PO,
        "kit/B.PO": PO,
        "__MACOSX/kit/._B.PO": b"\0\5\x16",
        "kit/fonts/x.ttf": b"x",
        f"kit/{KIT_RECORD}": b"{}",
    }
    found = load_delivery(pack(tmp_path / "k.zip", files), "k.zip")
    assert [c.path for c in found.catalogs] == ["k.zip/kit/B.PO", "k.zip/kit/catalogues/a.po"]
    assert found.record == b"{}"


def test_a_mere_catalogue_is_a_delivery(tmp_path: Path) -> None:
    """What is no archive is a catalogue, whatever its name."""
    (tmp_path / "x").write_bytes(PO)
    assert [c.data for c in load_delivery(tmp_path / "x", "x").catalogs] == [PO]


def test_names_that_lead_outside_write_nothing(tmp_path: Path) -> None:
    """`../`, an absolute path, a drive, a name in an unknown encoding or with control characters:
    names are only shown, and what they would do to a terminal is left out."""
    names = ["../../evil.po", "/etc/evil.po", "C:\\evil.po", "ការ.po", "nine-char.po"]
    path = pack(tmp_path / "k.zip", dict.fromkeys(names, PO))
    path.write_bytes(path.read_bytes().replace(b"nine-char", b"\xff\xe1\x80\x81\n\x1b[2J"))
    shown = [found.path for found in load_delivery(path, "k.zip").catalogs]
    assert len(shown) == len(names)
    assert not any("\x1b" in name or "\n" in name for name in shown)
    assert list(tmp_path.rglob("*")) == [path]


def test_one_name_twice_is_read_twice(tmp_path: Path) -> None:
    """An archive may hold two files of one name; neither hides the other."""
    path = pack(tmp_path / "k.zip", {"a.po": PO, "b.po": PO + b"\n"})
    path.write_bytes(path.read_bytes().replace(b"b.po", b"a.po"))
    assert len(load_delivery(tmp_path / "k.zip", "x").catalogs) == 2


def test_bombs_do_not_go_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading stops at the limit, whatever the archive says of its sizes; so does counting."""
    monkeypatch.setattr(module, "LARGEST", 10_000)
    monkeypatch.setattr(module, "MOST_BYTES", 15_000)
    assert refuse(pack(tmp_path / "a.zip", {"a.po": b" " * 10_001})) == "file/archive-too-large"
    two = {"a.po": b" " * 9000, "b.po": b" " * 9000}
    assert refuse(pack(tmp_path / "b.zip", two)) == "file/archive-too-large"
    monkeypatch.setattr(module, "MOST_FILES", 3)
    many = {f"{i}.txt": b"" for i in range(4)}
    assert refuse(pack(tmp_path / "c.zip", many)) == "file/archive-too-large"
    (tmp_path / "d.po").write_bytes(b" " * 10_001)
    assert refuse(tmp_path / "d.po") == "file/archive-too-large"


def test_a_size_that_lies_is_not_believed(tmp_path: Path) -> None:
    """An entry that says it has ten bytes and unpacks to more is damaged."""
    path = pack(tmp_path / "k.zip", {"a.po": b"x" * 1000})
    path.write_bytes(path.read_bytes().replace((1000).to_bytes(4, "little"), b"\n\0\0\0"))
    assert refuse(path) == "file/archive-damaged"


def test_damaged_archives_are_named(tmp_path: Path) -> None:
    """Cut off, flipped, with a name that is not UTF-8 as it says, or locked with a password."""
    path = pack(tmp_path / "k.zip", {"a.po": PO * 50})
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    assert refuse(path) == "file/archive-damaged"
    path.write_bytes(whole.replace(whole[40:50], b"0123456789"))
    assert refuse(path) == "file/archive-damaged"
    path.write_bytes(pack(path, {"ខ.po": PO}).read_bytes().replace("ខ".encode(), b"\xff\xfe\xfd"))
    assert refuse(path) == "file/archive-damaged"
    locked = bytearray(whole)
    for start in (whole.index(b"PK\3\4") + 6, whole.index(b"PK\1\2") + 8):
        locked[start] |= 1
    path.write_bytes(bytes(locked))
    assert refuse(path) == "file/archive-damaged"


def test_an_archive_without_catalogues_is_named(tmp_path: Path) -> None:
    """A Word file is a zip archive too."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    (tmp_path / "x.docx").write_bytes(data.getvalue())
    assert refuse(tmp_path / "x.docx") == "file/no-catalogue"


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    """What cannot be read is the machine's affair."""
    with pytest.raises(EnvironmentProblem):
        load_delivery(tmp_path, "x")
