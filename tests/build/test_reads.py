"""load.reads: what was read is known again by its times, where these can be relied on, and by its
content otherwise."""

import os
import shutil
import time
from pathlib import Path

import pytest

from publisher.load import reads
from publisher.load.reads import (
    ABSENT,
    SETTLED,
    Read,
    digest_file,
    file_exists,
    list_folder,
    read_file,
    recording,
    refresh_read,
    refresh_reads,
    stamp_file,
)
from publisher.model.errors import EnvironmentProblem


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that has not changed for a while: since longer than a clock ticks."""
    path = tmp_path / "file"
    path.write_bytes(b"content")
    time.sleep(SETTLED / 1e9 + 0.02)
    return path


def read_of(path: Path) -> Read:
    """The read of a file."""
    with recording() as found:
        read_file(path)
    return found[str(path)]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are opened to be compared."""
    names: list[str] = []
    read_bytes = Path.read_bytes

    def watch(self: Path) -> bytes:
        names.append(self.name)
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", watch)
    return names


def test_unchanged(path: Path, opened: list[str]) -> None:
    """A look at the times of a settled file is enough."""
    read = read_of(path)
    assert refresh_read(read) == read
    assert opened == []


def test_changed(path: Path) -> None:
    """Other content is seen, of the same size too, and whatever time it is given."""
    read = read_of(path)
    path.write_bytes(b"CONTENT")
    assert refresh_read(read) is None
    os.utime(path, ns=(read.changed, read.changed))
    assert refresh_read(read) is None
    os.utime(path, (1, 1))
    assert refresh_read(read) is None
    path.write_bytes(b"content, and more")
    assert refresh_read(read) is None
    path.unlink()
    assert refresh_read(read) is None


def test_touched(path: Path, opened: list[str]) -> None:
    """New times of the same content are learned: the next look is enough again."""
    read = read_of(path)
    os.utime(path, (1e9, 1e9))
    time.sleep(SETTLED / 1e9 + 0.02)
    fresh = refresh_read(read)
    assert fresh is not None
    assert (fresh.sha256, fresh.changed != read.changed) == (read.sha256, True)
    assert opened == ["file"]
    assert refresh_read(fresh) == fresh
    assert opened == ["file"]


def test_replaced(path: Path, tmp_path: Path) -> None:
    """A file that is renamed over another is seen, though it be as old and as large."""
    read = read_of(path)
    other = tmp_path / "other"
    other.write_bytes(b"CONTENT")
    os.utime(other, ns=(read.changed, read.changed))
    other.replace(path)
    assert refresh_read(read) is None


def test_racy(tmp_path: Path, opened: list[str]) -> None:
    """The times of a file that changed just before it was read are not relied on; once it is
    settled, they are."""
    path = tmp_path / "file"
    path.write_bytes(b"content")
    read = read_of(path)
    assert read.changed == 0
    assert refresh_read(read) is not None
    assert opened == ["file"]
    time.sleep(SETTLED / 1e9 + 0.02)
    fresh = refresh_read(read)
    assert fresh is not None
    assert fresh.changed > 0


def test_a_slow_read_is_racy_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts is when the look at a file began, not when it ended: it could be changed again
    within the same tick while a slow machine reads it."""
    path = tmp_path / "file"
    path.write_bytes(b"content")
    sha256 = reads.hashlib.sha256

    def slowly(data: bytes) -> object:
        time.sleep(SETTLED / 1e9 + 0.05)
        return sha256(data)

    monkeypatch.setattr(reads.hashlib, "sha256", slowly)
    assert read_of(path).changed == 0


def test_in_the_future(path: Path, opened: list[str]) -> None:
    """After a clock was set back, what has a time to come is read each time."""
    later = time.time() + 3600
    os.utime(path, (later, later))
    read = read_of(path)
    assert read.changed == 0
    assert refresh_read(read) is not None
    assert opened == ["file"]


def test_forced(path: Path) -> None:
    """Content is compared where that is asked for, whatever the times say."""
    read = read_of(path)
    path.write_bytes(b"CONTENT")
    status = path.stat()
    forged = Read(read.path, read.sha256, 7, max(status.st_mtime_ns, status.st_ctime_ns))
    assert refresh_read(forged) == forged
    assert refresh_read(forged, force=True) is None


def test_absent(tmp_path: Path) -> None:
    """A file that is not there is a read too: should it come, it is another."""
    path = tmp_path / "file"
    with recording() as found:
        assert not file_exists(path)
        with pytest.raises(FileNotFoundError):
            read_file(tmp_path / "other")
        assert list_folder(tmp_path / "folder") == []
        assert digest_file(tmp_path / "fourth") == ABSENT
    assert {Path(name).name for name in found} == {"file", "other", "folder", "fourth"}
    assert refresh_reads(found.values()) == list(found.values())
    path.write_bytes(b"")
    assert refresh_read(found[str(path)]) is None
    (tmp_path / "folder").mkdir()
    assert refresh_read(found[str(tmp_path / "folder")]) is None


def test_folder(tmp_path: Path) -> None:
    """A folder is what names stand in it, and which of them are folders; what is in its files is
    another matter."""
    folder = tmp_path / "folder"
    (folder / "b").mkdir(parents=True)
    (folder / "a-b").write_bytes(b"1")
    with recording() as found:
        assert [path.name for path in list_folder(folder)] == ["a-b", "b"]
    read = found[str(folder)]
    (folder / "a-b").write_bytes(b"2")
    assert refresh_read(read) is not None
    (folder / "c").write_bytes(b"")
    assert refresh_read(read) is None
    (folder / "c").unlink()
    assert refresh_read(read) is not None
    (folder / "a-b").unlink()
    (folder / "a-b").mkdir()
    assert refresh_read(read) is None
    shutil.rmtree(folder)
    folder.write_bytes(b"")
    assert refresh_read(read) is None


def test_what_cannot_be_read(tmp_path: Path) -> None:
    """What could not be read is tried again, even if nothing tells that it has changed."""
    (tmp_path / "folder").mkdir()
    with recording() as found, pytest.raises(IsADirectoryError):
        read_file(tmp_path / "folder")
    assert refresh_read(found[str(tmp_path / "folder")]) is None


def test_a_folder_that_cannot_be_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, and tried again."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    with recording() as found, pytest.raises(EnvironmentProblem, match="cannot be looked into"):
        list_folder(tmp_path)
    assert refresh_reads(found.values()) is None


def test_recordings_nest(path: Path) -> None:
    """What is read within two recordings is in both; outside, it is in none."""
    with recording() as outer:
        with recording() as inner:
            read_file(path)
        assert set(inner) == set(outer) == {str(path)}
        file_exists(path.with_name("other"))
    read_file(path.with_name("file"))
    assert set(outer) == {str(path), str(path.with_name("other"))}
    assert set(inner) == {str(path)}


def test_digests_are_remembered(path: Path, opened: list[str]) -> None:
    """A file is digested once, as long as it does not change, and recorded each time."""
    first = digest_file(path)
    with recording() as found:
        assert digest_file(path) == first
    assert opened == ["file"]
    assert found[str(path)] == stamp_file(path, first)
    path.write_bytes(b"CONTENT")
    assert digest_file(path) != first
