"""What earlier builds made, by what it was made from: an index in SQLite, and files by digest.

In: keys and bytes. Out: bytes whose SHA-256 was checked, or nothing, and then it is made anew. A
store is a convenience: it may be deleted at any moment, and a build gives the same files without
it. Several builds may use one at once.

    <folder>/index.db        entries by key, objects with their sizes and last use
    <folder>/objects/ab/cd…  bytes by SHA-256
    <folder>/new/            bytes on their way there
    <folder>/locks/          one file for each site that was ever built

Use is counted in builds, not in time: clocks jump.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

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
"""Bytes of its SHA-256 that stand before the value of an entry."""
_VERSION = 1
"""Of the schema, as SQLite's user_version; an index of another version is begun anew."""


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
            self._index = self._open_index()
            self._serial = self._next_serial()

    def _open_index(self) -> sqlite3.Connection:
        path = self.folder / "index.db"
        try:
            index = _connect(path)
            if index.execute("pragma user_version").fetchone()[0] in (0, _VERSION):
                index.executescript(SCHEMA)
                index.execute(f"pragma user_version = {_VERSION}")
                return index
            index.close()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            pass  # damaged: what it knew is made anew
        for name in ("index.db", "index.db-journal", "index.db-wal", "index.db-shm"):
            (self.folder / name).unlink(missing_ok=True)
        index = _connect(path)
        index.executescript(SCHEMA)
        index.execute(f"pragma user_version = {_VERSION}")
        return index

    def _next_serial(self) -> int:
        with self._index:
            row = self._index.execute("select max(number) from serial").fetchone()
            return (row[0] or 0) + 1

    def find(self, key: str) -> bytes | None:
        """The value of an entry; a damaged one is as none."""
        with self._problems():
            row = self._index.execute("select value from entry where key = ?", (key,)).fetchone()
        if row is None:
            return None
        check, value = row[0][:_CHECK], row[0][_CHECK:]
        if hashlib.sha256(value).digest()[:_CHECK] != check:
            return None
        self._touched["entry"].add(key)
        return bytes(value)

    def keep(self, key: str, value: bytes) -> None:
        """Write an entry."""
        checked = hashlib.sha256(value).digest()[:_CHECK] + value
        with self._problems(), self._index:
            self._index.execute(
                "insert or replace into entry values (?, ?, ?)", (key, checked, self._serial)
            )

    def path_of(self, sha256: str) -> Path:
        """Where the bytes of a digest stand, if they do."""
        return self.folder / "objects" / sha256[:2] / sha256[2:]

    def has(self, sha256: str) -> bool:
        """Whether the bytes of a digest are here, unread."""
        if self.path_of(sha256).is_file():
            self._touched["object"].add(sha256)
            return True
        return False

    def get(self, sha256: str) -> bytes | None:
        """The bytes of a digest; what is damaged is thrown away and not given."""
        path = self.path_of(sha256)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data).hexdigest() != sha256:
            with suppress(OSError):
                path.unlink()
            return None
        self._touched["object"].add(sha256)
        return data

    def put(self, data: bytes) -> str:
        """Keep bytes; their digest."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path_of(sha256)
        with self._problems():
            if not path.is_file() or path.stat().st_size != len(data):
                path.parent.mkdir(parents=True, exist_ok=True)
                (self.folder / "new").mkdir(exist_ok=True)
                import tempfile  # noqa: PLC0415  # a build that has nothing to do writes nothing

                with tempfile.NamedTemporaryFile(dir=self.folder / "new", delete=False) as file:
                    try:
                        file.write(data)
                        file.close()
                        os.replace(file.name, path)  # noqa: PTH105
                    except BaseException:
                        with suppress(OSError):
                            os.unlink(file.name)  # noqa: PTH108
                        raise
            with self._index:
                self._index.execute(
                    "insert or replace into object values (?, ?, ?)",
                    (sha256, len(data), self._serial),
                )
        return sha256

    def close(self, max_size: int = DEFAULT_SIZE) -> None:
        """Note what was used, and let go of what was not used for longest, down to `max_size`
        bytes."""
        with self._problems():
            with self._index:
                for table, column in (("entry", "key"), ("object", "sha256")):
                    self._index.executemany(
                        f"update {table} set used = ? where {column} = ?",  # noqa: S608
                        [(self._serial, name) for name in self._touched[table]],
                    )
                self._index.execute("delete from serial")
                self._index.execute("insert into serial values (?)", (self._serial,))
            self.prune(max_size)
            self._index.close()

    def prune(self, max_size: int) -> int:
        """Remove objects, those unused for longest first, until they weigh at most `max_size`
        bytes; entries as old go with them. How many bytes went."""
        with self._problems():
            (size,) = self._index.execute("select coalesce(sum(size), 0) from object").fetchone()
            if size <= max_size:
                return 0
            gone: list[tuple[str]] = []
            freed = oldest = 0
            for sha256, weight, used in self._index.execute(
                "select sha256, size, used from object order by used, sha256"
            ):
                if size - freed <= max_size:
                    break
                self.path_of(sha256).unlink(missing_ok=True)
                gone.append((sha256,))
                freed += weight
                oldest = used
            with self._index:
                self._index.executemany("delete from object where sha256 = ?", gone)
                self._index.execute("delete from entry where used < ?", (oldest,))
            return freed

    def clear(self) -> int:
        """Remove everything but the locks; how many bytes went."""
        freed = self.info().size
        with self._problems():
            with self._index:
                self._index.execute("delete from entry")
                self._index.execute("delete from object")
            shutil.rmtree(self.folder / "objects", ignore_errors=True)
        return freed

    def sweep(self) -> None:
        """Remove what builds that were killed left behind. No other build may be running."""
        with self._problems():
            shutil.rmtree(self.folder / "new", ignore_errors=True)
            known = {row[0] for row in self._index.execute("select sha256 from object")}
            for path in (self.folder / "objects").glob("*/*"):
                if path.parent.name + path.name not in known:
                    path.unlink(missing_ok=True)

    def info(self) -> StoreInfo:
        """What is here."""
        with self._problems():
            (entries,) = self._index.execute("select count(*) from entry").fetchone()
            objects, size = self._index.execute(
                "select count(*), coalesce(sum(size), 0) from object"
            ).fetchone()
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


def _connect(path: Path) -> sqlite3.Connection:
    index = sqlite3.connect(path, timeout=BUSY)
    # What a power failure takes from a cache is found by its digest, so no write waits for the
    # disk; a killed process loses nothing.
    index.execute("pragma synchronous = off")
    return index
