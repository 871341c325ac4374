"""build.store: what comes out is what was put in, or nothing; it never grows without bounds."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from world import PACKAGE

from publisher.build.store import Store, write_object
from publisher.model.errors import EnvironmentProblem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a store may be."""
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """An empty store."""
    store = Store(folder)
    yield store
    store.close()


def fill(folder: Path, count: int = 40) -> dict[str, bytes]:
    """Put entries and objects into a store; the objects by digest."""
    chance = random.Random(4711)
    store = Store(folder)
    objects = {store.put(data): data for data in (chance.randbytes(900) for _ in range(count))}
    for number in range(count):
        store.keep(f"key {number}", b"value %d" % number * 50)
    store.close()
    return objects


def test_what_was_kept_is_found(folder: Path) -> None:
    """Entries and objects outlive the store that they were put into, and the last value counts."""
    objects = fill(folder)
    store = Store(folder)
    store.keep("key 3", b"another")
    assert store.find("key 3") == b"another"
    assert store.find("key 4") == b"value 4" * 50
    assert store.find("key 99") is None
    assert {sha256: store.get(sha256) for sha256 in objects} == objects
    assert all(store.has(sha256) for sha256 in objects)
    info = store.info()
    assert (info.entries, info.objects, info.size) == (40, 40, 36000)
    store.close()


@pytest.mark.parametrize("harm", [b"", b"x", b"\0" * 900])
def test_a_damaged_object(harm: bytes, folder: Path) -> None:
    """An object whose bytes are not those of its digest is not given, and may be put again, though
    its size be right."""
    objects = fill(folder, 3)
    sha256, data = next(iter(objects.items()))
    store = Store(folder)
    store.path_of(sha256).write_bytes(harm)
    assert store.put(data) == sha256
    assert store.get(sha256) == data
    store.path_of(sha256).write_bytes(harm)
    assert store.get(sha256) is None
    assert not store.has(sha256)
    store.close()


def test_a_damaged_entry(folder: Path) -> None:
    """A value that is not whole, or that of another key, is as none."""
    fill(folder, 3)
    with sqlite3.connect(folder / "index.db") as index:
        index.execute("update entry set value = substr(value, 2) where key = 'key 0'")
        index.execute("update entry set key = 'key 9' where key = 'key 1'")
        index.execute("update entry set value = 7 where key = 'key 2'")
    index.close()
    store = Store(folder)
    assert [store.find(f"key {number}") for number in (0, 9, 2)] == [None, None, None]
    store.keep("key 0", b"new")
    assert store.find("key 0") == b"new"
    store.close()


def test_any_damage_to_the_index(folder: Path, tmp_path: Path) -> None:
    """Whatever bytes of the index are damaged, nothing wrong comes out and nothing fails; what it
    knew may be gone."""
    objects = fill(folder)
    whole = (folder / "index.db").read_bytes()
    chance = random.Random(4711)
    for number in range(120):
        broken = tmp_path / str(number)
        shutil.copytree(folder, broken)
        data = bytearray(whole)
        kind = number % 4
        if kind == 0:
            for _ in range(chance.choice([1, 8, 64])):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[chance.randrange(len(data)) :]
        else:  # a stretch of noise, or one in the header
            start = chance.randrange(len(data) if kind == 2 else 100)
            data[start : start + 40] = chance.randbytes(len(data[start : start + 40]))
        (broken / "index.db").write_bytes(data)
        store = Store(broken)
        for key in range(40):
            assert store.find(f"key {key}") in (None, b"value %d" % key * 50)
            store.keep(f"key {key}", b"new")
        assert {sha256: store.get(sha256) for sha256 in objects} == objects
        store.prune(9000)
        store.close()
        store = Store(broken)
        assert store.find("key 7") in (None, b"new")
        store.close()


def test_an_index_of_another_version(folder: Path) -> None:
    """An index of another version is begun anew; the objects that are there count."""
    objects = fill(folder)
    with sqlite3.connect(folder / "index.db") as index:
        index.execute("pragma user_version = 99")
        index.execute("drop table entry")
    index.close()
    store = Store(folder)
    assert store.find("key 3") is None
    assert store.info().objects == len(objects)
    assert store.get(next(iter(objects))) is not None
    store.close()
    with sqlite3.connect(folder / "index.db") as index:
        assert index.execute("pragma user_version").fetchone() == (1,)
    index.close()


def test_pruned_by_use(folder: Path) -> None:
    """What was not used for longest goes first; use is counted in builds, whatever the clock
    says."""
    names = {}
    for build in range(4):
        store = Store(folder)
        names[build] = store.put(b"%d" % build * 1000)
        store.keep(f"entry {build}", b"")
        if build == 2:
            assert store.get(names[0]) is not None
            assert store.find("entry 0") is not None
        store.close()
    store = Store(folder)
    assert store.prune(4000) == 0
    assert store.prune(3000) == 1000
    assert [build for build in range(4) if store.has(names[build])] == [0, 2, 3]
    assert store.find("entry 0") is not None
    assert store.prune(0) == 3000
    assert store.info().objects == 0
    assert [path for path in folder.glob("objects/*/*") if path.is_file()] == []
    store.close()


def test_pruned_when_it_is_closed(folder: Path) -> None:
    """A store that has grown too large is pruned by the build that made it so."""
    store = Store(folder)
    for number in range(10):
        store.put(b"%d" % number * 1000)
    store.close(max_size=4000)
    store = Store(folder)
    assert store.info().size <= 4000
    store.close()


def test_clear(folder: Path) -> None:
    """Nothing is left but an index, and the store can be used on."""
    objects = fill(folder)
    store = Store(folder)
    assert store.clear() == 36000
    assert store.info().size == 0
    assert store.find("key 3") is None
    assert store.get(next(iter(objects))) is None
    assert store.put(b"new") in {
        path.parent.name + path.name for path in folder.glob("objects/*/*")
    }
    store.close()


def test_what_a_killed_process_left(folder: Path) -> None:
    """Bytes on their way are cleared away by the next build that finds no other at work."""
    fill(folder)
    scrap = folder / "new" / "half"
    first = Store(folder)
    scrap.write_bytes(b"half an object")
    second = Store(folder)
    assert scrap.exists()
    second.close()
    first.close()
    Store(folder).close()
    assert not scrap.exists()


def test_an_object_that_nobody_counts(folder: Path) -> None:
    """Objects that were written past the index, on a shared disk, are found."""
    sha256 = write_object(folder, b"from elsewhere")
    store = Store(folder)
    assert store.get(sha256) == b"from elsewhere"
    store.close()


WORKER = """
import random, sys
from pathlib import Path
from publisher.build.store import Store

folder, name = Path(sys.argv[1]), sys.argv[2]
chance = random.Random(name)
for build in range(5):
    store = Store(folder)
    for number in range(20):
        data = b"%d" % (number % 10) * 500
        sha256 = store.put(data)
        assert store.get(sha256) == data
        store.keep(f"key {number}", data)
        assert store.find(f"key {number}") == data
        store.keep(f"{name} {number}", data)
    store.close()
"""


def test_several_processes(folder: Path) -> None:
    """Builds that use one store at once get what each of them put there."""
    run = [sys.executable, "-c", textwrap.dedent(WORKER), str(folder)]
    env = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    workers = [subprocess.Popen([*run, name], env=env) for name in "abc"]
    assert [worker.wait(timeout=120) for worker in workers] == [0, 0, 0]
    store = Store(folder)
    assert (store.info().objects, store.info().entries) == (10, 80)
    store.close()


def test_a_place_that_is_none(tmp_path: Path) -> None:
    """Where there can be no store, that is said, with what to do."""
    (tmp_path / "file").write_text("mine")
    for place in (tmp_path / "file", tmp_path / "file" / "store", Path("/proc/store")):
        with pytest.raises(EnvironmentProblem, match="the cache cannot be used") as caught:
            Store(place)
        assert caught.value.findings[0].id == "environment/cache"
        assert "--cache DIR" in caught.value.findings[0].hint


def test_a_folder_in_the_place_of_the_index(folder: Path) -> None:
    """What stands in the way is not removed."""
    (folder / "index.db").mkdir(parents=True)
    with pytest.raises(EnvironmentProblem):
        Store(folder)
    assert (folder / "index.db").is_dir()


def test_a_build_without_work_writes_nothing(tmp_path: Path) -> None:
    """Whoever asks again for what the last build used changes nothing, so that it need not wait
    for the disk; whoever comes back after another build is noted."""
    folder = tmp_path / "store"
    for key in ("ours", "theirs"):
        store = Store(folder)
        store.keep(key, b"value")
        store.close()
    index = folder / "index.db"
    before = index.read_bytes()
    for _ in range(2):
        store = Store(folder)
        assert store.find("theirs") == b"value"
        store.close()
        assert index.read_bytes() == before
    store = Store(folder)
    assert store.find("ours") == b"value"
    store.close()
    assert index.read_bytes() != before
