"""What a stretch of work reads from disk, recorded while it is read.

In: paths. Out: bytes and names, and on request a `Read` of each: its content's SHA-256, and size
and times by which one look tells that nothing has changed, as git's index does. A file that is not
there is a read too: should it come, the work is another.

This module imports little, because a build that has nothing to do imports nothing else.
"""

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import msgspec

from publisher.model.errors import EnvironmentProblem
from publisher.model.finding import Finding

SETTLED = 100_000_000
"""Nanoseconds. A file that changed so shortly before it was read could change again without any
other time on it ("racy git", https://git-scm.com/docs/racy-git): the clock of Linux's file systems
ticks every 4 to 10 ms. Its times are not relied on."""

ABSENT = ""
"""Stands for the digest of what is not there."""
UNKNOWN = "?"
"""Stands for the digest of what could not be read: next time it is tried again."""


class Read(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One file or folder as it was read. `changed` is the later of its times of content and of
    inode, in nanoseconds; 0 where that cannot be relied on."""

    path: str
    sha256: str
    size: int
    changed: int
    folder: bool = False


_RECORDERS: ContextVar[tuple[dict[str, Read], ...]] = ContextVar("recorders", default=())


@contextmanager
def recording() -> Iterator[dict[str, Read]]:
    """Collect by path what is read in here, through the functions of this module."""
    reads: dict[str, Read] = {}
    token = _RECORDERS.set((*_RECORDERS.get(), reads))
    try:
        yield reads
    finally:
        _RECORDERS.reset(token)


def note_reads(reads: Iterable[Read]) -> None:
    """Record what was read before, and is used again."""
    for recorder in _RECORDERS.get():
        for read in reads:
            recorder[read.path] = read


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises OSError."""
    moment = time.time_ns()
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            data = file.read()
    except FileNotFoundError:
        note_reads([_absent(path)])
        raise
    except OSError:
        note_unknown(path)
        raise
    if _RECORDERS.get():
        note_reads([_read_of(path, status, hashlib.sha256(data).hexdigest(), moment)])
    return data


def file_exists(path: Path) -> bool:
    """Whether there is a file at `path`; whoever is told yes reads it."""
    exists = path.is_file()
    if not exists:
        note_reads([_absent(path)])
    return exists


def list_folder(path: Path) -> list[Path]:
    """What a folder holds, sorted by name; nothing where there is no such folder. Raises
    EnvironmentProblem where it may not be looked into."""
    moment = time.time_ns()
    try:
        status = path.stat()
        names = _list_names(path)
    except (FileNotFoundError, NotADirectoryError):
        note_reads([_absent(path)])
        return []
    except OSError as error:
        note_unknown(path)
        raise EnvironmentProblem(
            Finding(
                id="environment/unreadable",
                message=f"cannot be looked into: {error.strerror or error}",
                hint="check that you may read this folder",
                path=str(path),
            )
        ) from error
    note_reads([_read_of(path, status, _digest_names(names), moment, folder=True)])
    return [path / name for name, _ in names]


def digest_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, computed once per process and state of the file; empty where
    there is no such file."""
    known = _DIGESTS.get(path)
    fresh = (refresh_read(known) if known is not None else None) or look_up(path)
    _DIGESTS[path] = fresh
    note_reads([fresh])
    return fresh.sha256


_DIGESTS: dict[Path, Read] = {}


def look_up(path: Path) -> Read:
    """The read of a file as it is now, unrecorded."""
    moment = time.time_ns()
    try:
        status = path.stat()
        return _read_of(path, status, hashlib.sha256(path.read_bytes()).hexdigest(), moment)
    except OSError:
        return _absent(path)


def note_unknown(path: Path) -> None:
    """Record what could not be read, or may not: the work is done again, whatever becomes of it."""
    note_reads([Read(str(path), UNKNOWN, -1, 0)])


def stamp_file(path: Path, sha256: str) -> Read:
    """The read of a file whose bytes are known."""
    moment = time.time_ns()
    try:
        return _read_of(path, path.stat(), sha256, moment)
    except OSError:
        return _absent(path)


def refresh_reads(reads: Iterable[Read], *, force: bool = False) -> list[Read] | None:
    """`reads` as they are now; None where the content of one has changed."""
    fresh = []
    for read in reads:
        now = refresh_read(read, force=force)
        if now is None:
            return None
        fresh.append(now)
    return fresh


def refresh_read(read: Read, *, force: bool = False) -> Read | None:
    """`read`, with newer times where only they have changed; None where the content has. Contents
    are compared where times tell nothing, or always with `force`."""
    moment = time.time_ns()
    try:
        status = os.stat(read.path)  # noqa: PTH116  # thousands of times in a row
    except OSError:
        return read if read.sha256 == ABSENT else None
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    if changed == read.changed and status.st_size == read.size and not force:
        return read
    if read.sha256 == ABSENT or stat.S_ISDIR(status.st_mode) != read.folder:
        return None
    path = Path(read.path)
    try:
        if read.folder:
            digest = _digest_names(_list_names(path))
        else:
            same_size = status.st_size == read.size
            digest = hashlib.sha256(path.read_bytes()).hexdigest() if same_size else ABSENT
    except OSError:
        return None
    same = digest == read.sha256
    return _read_of(path, status, digest, moment, folder=read.folder) if same else None


def _read_of(
    path: Path, status: os.stat_result, sha256: str, moment: int, *, folder: bool = False
) -> Read:
    """The read of a file or folder; `moment` is when the look at it began: whatever changes it
    from then on gives it another time, if the last change was long enough ago."""
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    settled = moment - changed > SETTLED
    return Read(str(path), sha256, status.st_size, changed if settled else 0, folder)


def _absent(path: Path) -> Read:
    return Read(str(path), ABSENT, 0, 0)


def _list_names(path: Path) -> list[tuple[str, bool]]:
    """The names in a folder, sorted, and whether each is that of a folder."""
    with os.scandir(path) as entries:
        return sorted((entry.name, entry.is_dir()) for entry in entries)


def _digest_names(names: Iterable[tuple[str, bool]]) -> str:
    text = "\0".join(f"{name}/" if is_folder else name for name, is_folder in names)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
