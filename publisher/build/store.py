"""What earlier builds made, by what it was made from: an index in SQLite, and files by digest.

In: keys and bytes. Out: bytes whose SHA-256 was checked, or nothing, and then it is made anew. A
store is a convenience: it may be deleted at any moment, and a build gives the same files without
it. Several builds may use one at once.

    <folder>/index.db        entries by key, objects with their sizes and last use
    <folder>/objects/ab/cd…  bytes by SHA-256
    <folder>/new/            bytes on their way there
    <folder>/lock            held by every build that is at work
    <folder>/locks/          one file for each site that was ever built

Use is counted in builds, not in time: clocks jump.
"""

import errno
import functools
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from publisher.model.errors import EnvironmentProblem
from publisher.model.finding import Finding

DEFAULT_SIZE = 2_000_000_000
"""Bytes that a store may hold before what was not used for longest goes: the PDFs, pages and faces
of about two thousand editions."""
BUSY = 30.0
"""Seconds to wait for another build that is writing the index."""
SCHEMA = """
create table if not exists entry (key text primary key, value blob not null, used integer not null);
create table if not exists object (sha256 text primary key, size integer not null,
                                   used integer not null);
create table if not exists serial (number integer not null);
"""
_CHECK = 16
"""Bytes of a SHA-256 that stand before the value of an entry."""
_DAMAGE = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,  # a table or column that we put there is gone
    sqlite3.SQLITE_READONLY,  # its header says that a newer SQLite alone may write it
}
"""What SQLite says of an index that is damaged (https://sqlite.org/rescode.html)."""
_SERIAL = "select coalesce(max(number), 0) from serial"
_VERSION = 1
"""Of the schema, as SQLite's user_version; an index of another version is begun anew."""

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class StoreInfo:
    """What a store holds: entries, objects and the bytes of the objects."""

    folder: Path
    entries: int
    objects: int
    size: int


class Store:
    """A store in a folder, open for one build at a time in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._touched: dict[str, set[str]] = {"entry": set(), "object": set()}
        with self._problems():
            folder.mkdir(parents=True, exist_ok=True)
            self._presence = _enter(folder)
            self._index = self._open_index()
        self._serial = 1 + self._ask(lambda index: index.execute(_SERIAL).fetchone()[0])

    def _open_index(self) -> sqlite3.Connection:
        """The index; a new one, where there is none, or one that cannot be used."""
        for last in (False, True):
            index = sqlite3.connect(self.folder / "index.db", timeout=BUSY)
            index.text_factory = functools.partial(str, encoding="ascii", errors="replace")
            try:
                # What a power failure takes from a cache is found by its digest, so no write
                # waits for the disk; a killed process loses nothing.
                index.execute("pragma synchronous = off")
                (version,) = index.execute("pragma user_version").fetchone()
                if version == 0:
                    self._furnish(index)
                if version in (0, _VERSION):
                    return index
            except sqlite3.DatabaseError as error:
                if last or not _is_damage(error):
                    raise
            index.close()
            self._remove_index()
        raise AssertionError("a new index has our version")

    def _remove_index(self) -> None:
        for name in ("index.db", "index.db-journal"):
            (self.folder / name).unlink(missing_ok=True)

    def _furnish(self, index: sqlite3.Connection) -> None:
        """Make the tables of an index. Objects that are here already count, and are the first to
        go."""
        objects = (self.folder / "objects").glob("*/*")
        rows = [(path.parent.name + path.name, path.stat().st_size) for path in objects]
        index.executescript(SCHEMA)
        with index:
            index.executemany("insert or ignore into object values (?, ?, 0)", rows)
        index.execute(f"pragma user_version = {_VERSION}")

    def _ask(self, ask: Callable[[sqlite3.Connection], T]) -> T:
        """What the index answers, in one transaction; a damaged one is begun anew first."""
        with self._problems():
            try:
                with self._index:
                    return ask(self._index)
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise
            self._index.close()
            self._remove_index()
            self._index = self._open_index()
            with self._index:
                return ask(self._index)

    def find(self, key: str) -> bytes | None:
        """The value of an entry; a damaged one is as none."""
        query = "select value, used from entry where key = ?"
        row = self._ask(lambda index: index.execute(query, (key,)).fetchone())
        if row is None or not isinstance(row[0], bytes):
            return None
        check, value = row[0][:_CHECK], row[0][_CHECK:]
        if _check(key, value) != check:
            return None
        if row[1] != self._serial - 1:
            self._touched["entry"].add(key)
        return value

    def keep(self, key: str, value: bytes) -> None:
        """Write an entry."""
        self._touched["entry"].add(key)
        row = (key, _check(key, value) + value, self._serial)
        self._ask(lambda index: index.execute("insert or replace into entry values (?, ?, ?)", row))

    def path_of(self, sha256: str) -> Path:
        """Where the bytes of a digest stand, if they do."""
        return object_path(self.folder, sha256)

    def has(self, sha256: str) -> bool:
        """Whether the bytes of a digest are here, unread."""
        if self.path_of(sha256).is_file():
            self._touched["object"].add(sha256)
            return True
        return False

    def get(self, sha256: str) -> bytes | None:
        """The bytes of a digest; what is damaged is thrown away and not given."""
        data = read_object(self.folder, sha256)
        if data is not None:
            self._touched["object"].add(sha256)
        return data

    def put(self, data: bytes) -> str:
        """Keep bytes; their digest."""
        # The index comes first: what it knows is let go of one day, even if this stops halfway.
        row = (hashlib.sha256(data).hexdigest(), len(data), self._serial)
        self._touched["object"].add(row[0])
        self._ask(
            lambda index: index.execute("insert or replace into object values (?, ?, ?)", row)
        )
        with self._problems():
            return write_object(self.folder, data)

    def close(self, max_size: int = DEFAULT_SIZE) -> None:
        """Note what was used, and let go of what was not used for longest, down to `max_size`
        bytes. A build that used nothing but what the one before it used writes nothing, and does
        not count."""
        if any(self._touched.values()):
            self._ask(self._note_use)
            self.prune(max_size)
        self._index.close()
        os.close(self._presence)

    def _note_use(self, index: sqlite3.Connection) -> None:
        for table, column in (("entry", "key"), ("object", "sha256")):
            index.executemany(
                f"update {table} set used = ? where {column} = ?",  # noqa: S608
                [(self._serial, name) for name in self._touched[table]],
            )
        index.execute("delete from serial")
        index.execute("insert into serial values (?)", (self._serial,))

    def prune(self, max_size: int) -> int:
        """Remove objects, those unused for longest first, until they weigh at most `max_size`
        bytes; entries as old go with them. How many bytes went."""
        size = self.info().size
        if size <= max_size:
            return 0
        query = "select sha256, size, used from object order by used, sha256"
        gone: list[tuple[str]] = []
        freed = oldest = 0
        for sha256, weight, used in self._ask(lambda index: index.execute(query).fetchall()):
            if size - freed <= max_size:
                break
            with self._problems():
                self.path_of(sha256).unlink(missing_ok=True)
            gone.append((sha256,))
            freed += weight
            oldest = used

        def forget(index: sqlite3.Connection) -> None:
            index.executemany("delete from object where sha256 = ?", gone)
            index.execute("delete from entry where used < ?", (oldest,))

        self._ask(forget)
        return freed

    def clear(self) -> int:
        """Remove everything but the locks; how many bytes went."""
        import shutil  # noqa: PLC0415  # no build asks for it

        freed = self.info().size
        self._ask(lambda index: index.executescript("delete from entry; delete from object;"))
        shutil.rmtree(self.folder / "objects", ignore_errors=True)
        return freed

    def info(self) -> StoreInfo:
        """What is here."""

        def count(index: sqlite3.Connection) -> tuple[int, int, int]:
            (entries,) = index.execute("select count(*) from entry").fetchone()
            objects, size = index.execute("select count(*), total(size) from object").fetchone()
            return entries, objects, int(size)

        entries, objects, size = self._ask(count)
        return StoreInfo(folder=self.folder, entries=entries, objects=objects, size=size)

    @contextmanager
    def _problems(self) -> Iterator[None]:
        """Faults of the disk as what people are told."""
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise EnvironmentProblem(
                Finding(
                    id="environment/cache",
                    message=f"the cache cannot be used: {error}",
                    hint="free space there, name another folder with --cache DIR, or empty it with "
                    "'publisher cache clear'",
                    path=str(self.folder),
                )
            ) from error


def object_path(folder: Path, sha256: str) -> Path:
    """Where the bytes of a digest stand in the store in `folder`, if they do."""
    return folder / "objects" / sha256[:2] / sha256[2:]


def read_object(folder: Path, sha256: str) -> bytes | None:
    """The bytes of a digest; what is damaged is thrown away and not given."""
    path = object_path(folder, sha256)
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() == sha256:
        return data
    with suppress(OSError):
        path.unlink()
    return None


def write_object(folder: Path, data: bytes) -> str:
    """Write bytes into the store in `folder`, whole or not at all, past its index; their digest.
    Raises OSError."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = object_path(folder, sha256)
    if read_object(folder, sha256) is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        (folder / "new").mkdir(exist_ok=True)
        scrap = folder / "new" / os.urandom(16).hex()
        try:
            scrap.write_bytes(data)
            scrap.replace(path)
        except BaseException:
            with suppress(OSError):
                scrap.unlink()
            raise
    return sha256


def _enter(folder: Path) -> int:
    """A handle that says that a build is at work in the store, for as long as it is open. Whoever
    comes when nobody else is there clears away what builds that were killed left behind."""
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o666)
    with suppress(ImportError):
        import fcntl  # noqa: PLC0415  # not on Windows, where what is left behind stays

        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for scrap in (folder / "new").glob("*"):
                scrap.unlink(missing_ok=True)
        fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def _check(key: str, value: bytes) -> bytes:
    """What tells that a value is whole, and that of this key."""
    return hashlib.sha256(key.encode() + b"\0" + value).digest()[:_CHECK]


def _is_damage(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE
