"""Catalogues on disk: written whole or not at all, and never over somebody else's work."""

import os
import stat
from pathlib import Path

import pytest

import publisher.publish.catalog as module
from publisher.model.errors import ContentError, EnvironmentProblem, PublisherError
from publisher.publish.catalog import write_catalog
from publisher.publish.output import write_file

OLD = 'msgid "a"\nmsgstr "ကို"\n'.encode()
NEW = 'msgid "a"\nmsgstr "ကို"\n\nmsgid "b"\nmsgstr ""\n'.encode()
THEIRS = 'msgid "a"\nmsgstr "ကိုယ်"\n'.encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A catalogue that was read as `OLD`."""
    path = tmp_path / "locales" / "my.po"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def refuse(kind: type[PublisherError], path: Path, seen: bytes | None) -> str:
    """Try to write, which must fail; what is said. The folder is left as it was."""
    before = list(path.parent.rglob("*")), path.is_file() and path.read_bytes()
    with pytest.raises(kind) as caught:
        write_catalog(path, NEW, seen, "locales/my.po")
    assert (list(path.parent.rglob("*")), path.is_file() and path.read_bytes()) == before
    (finding,) = caught.value.findings
    assert finding.path == "locales/my.po"
    assert finding.hint
    return finding.message


def test_a_catalogue_is_written(path: Path) -> None:
    """Where the file is still what was read, the new one takes its place, with its mode, and
    nothing else is left in the folder."""
    path.chmod(0o664)
    assert write_catalog(path, NEW, OLD) is True
    assert path.read_bytes() == NEW
    assert stat.S_IMODE(path.stat().st_mode) == 0o664
    assert list(path.parent.iterdir()) == [path]


def test_a_new_catalogue_is_written(tmp_path: Path) -> None:
    """Where there was no file there may still be none, nor its folder."""
    path = tmp_path / "km" / "LC_MESSAGES" / "x.po"
    assert write_catalog(path, NEW, None) is True
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("standing", [OLD, THEIRS])
def test_an_unchanged_catalogue_is_not_touched(path: Path, standing: bytes) -> None:
    """What was read and would be written again is not written: not even looked at, since whatever
    a translator has saved meanwhile is newer."""
    path.write_bytes(standing)
    times = path.stat().st_mtime_ns, path.stat().st_ino
    assert write_catalog(path, OLD, OLD) is False
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == times
    assert path.read_bytes() == standing


def test_what_somebody_else_has_written_alike_is_left(path: Path) -> None:
    """Where the new file stands there already, there is nothing to do and nothing to refuse."""
    path.write_bytes(NEW)
    assert write_catalog(path, NEW, OLD) is False


def test_a_catalogue_that_changed_is_not_overwritten(path: Path) -> None:
    """A translator who saves meanwhile keeps what they wrote; the way on is said (case 38)."""
    path.write_bytes(THEIRS)
    assert refuse(ContentError, path, OLD) == "the file was changed while publisher was at work"


def test_a_catalogue_that_came_is_not_overwritten(path: Path) -> None:
    """A file that was not there when the others were read is somebody's."""
    assert refuse(ContentError, path, None) == "a file has come here while publisher was at work"


def test_a_catalogue_that_went_is_not_brought_back(path: Path) -> None:
    """Whoever removes or moves a file meanwhile meant to."""
    path.unlink()
    assert refuse(ContentError, path, OLD) == "the file was removed while publisher was at work"


def test_saving_while_we_write_is_noticed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is looked at again when the new one is whole: the slow part of writing is no time
    in which a translator's work could vanish."""

    def write_slowly(target: Path, data: bytes) -> bool:
        written = write_file(target, data)
        path.write_bytes(THEIRS)
        return written

    monkeypatch.setattr(module, "write_file", write_slowly)
    with pytest.raises(ContentError, match="was changed while"):
        write_catalog(path, NEW, OLD)
    assert path.read_bytes() == THEIRS
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_disk_that_fails_costs_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """Whatever step fails, the old file stands, no scrap is left, and the catalogue is named."""

    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync", fail) if failing == "fsync" else (Path, "replace", fail)))
    assert "No space left on device" in refuse(EnvironmentProblem, path, OLD)


def test_a_folder_in_its_place_is_said(path: Path) -> None:
    """A folder is nothing that could be replaced."""
    path.unlink()
    path.mkdir()
    assert "cannot be written" in refuse(EnvironmentProblem, path, None)


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    """A catalogue that is kept elsewhere, in a shared folder for instance, is written there."""
    link = tmp_path / "link.po"
    link.symlink_to(path)
    assert write_catalog(link, NEW, OLD) is True
    assert link.is_symlink()
    assert path.read_bytes() == NEW


def test_what_a_killed_process_left_is_cleared(path: Path) -> None:
    """The half of a new file that a killed process left behind is written anew, then gone."""
    (path.parent / ".my.po.new.tmp").write_bytes(NEW[:5])
    assert write_catalog(path, NEW, OLD) is True
    assert path.read_bytes() == NEW
    assert list(path.parent.iterdir()) == [path]
