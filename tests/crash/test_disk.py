"""A disk that is full, folders that nobody may write to, a clock that jumps."""

import ctypes
import datetime as dt
import itertools
import os
import random
import resource
import time
from collections.abc import Callable
from functools import partial

import pytest
from scenes import STATES, Scene, take_turns

Record = Callable[[str, int], None]
SIZES = (0, 1, 100, 1_000, 4_000, 8_000, 12_000, 20_000, 40_000, 60_000, 100_000, 10**8)
"""Bytes that a file may have: from none at all to more than any file here."""


def limit_files(size: int) -> None:
    """Let this process write no file that is larger than `size` bytes: a disk that fills up."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("warm", [True, False])
def test_full_disk(warm: bool, scene: Scene, record: Record) -> None:
    """A write that fails ends the build with exit code 3 and says why; the site stays whole, and
    nothing is left lying about."""
    codes = []
    for size in itertools.chain((0, 10**8), take_turns(SIZES[1:-1], seconds=8)):
        scene.reset("before", warm=warm)
        scene.enter("after")
        codes.append(scene.build(partial(limit_files, size)))
        scene.check_whole()
        if codes[-1] != 0:
            assert "environment/" in scene.told
            assert not (scene.site / ".publisher-new").exists()
            assert list(scene.newsroom.cache.glob("new/*")) == []
        scene.check_mended("after")
    assert set(codes) == {0, 3}
    record(f"no file above a size, with {'a warm' if warm else 'no'} cache", len(codes))


def test_full_disk_on_a_first_build(scene: Scene, record: Record) -> None:
    """A site that cannot be begun is not begun: not even its folder is there."""
    tried = 0
    for size in take_turns(SIZES[:6], seconds=8):
        tried += 1
        scene.reset("before", warm=False)
        for path in sorted(scene.site.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        scene.site.rmdir()
        assert scene.build(partial(limit_files, size)) == 3, scene.told
        assert not scene.site.exists()
        scene.check_mended("before")
    record("no file above a size, on a first build", tried)


def obey_permissions() -> None:
    """Take from this process root's privilege to read and write what it likes: all capabilities
    (capset(2), version 3 of its header)."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    assert ctypes.CDLL(None).capset(header, (ctypes.c_uint32 * 6)()) == 0


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("newsroom/site", 3),
        ("newsroom/site/en", 3),
        ("newsroom/site/km/2024-02-10-water-for-two-deltas", 3),
        ("newsroom/releases", 0),
        ("newsroom-cache", 0),
        ("newsroom-cache/objects", 3),
    ],
)
def test_read_only_folder(place: str, code: int, scene: Scene, record: Record) -> None:
    """A folder that may not be written to costs what has to be written there: the site stays
    whole, and is mended as soon as it may."""
    scene.reset("before", warm="objects" not in place)
    scene.enter("after")
    folder = scene.folder / place
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o555)
    try:
        assert scene.build(obey_permissions) == code, scene.told
        scene.check_whole()
    finally:
        folder.chmod(0o755)
    scene.check_mended("after")
    record(f"read-only: {place.replace('newsroom/', '')}", 1)


@pytest.mark.parametrize("hidden", ["releases/2024-03-01-rice-dialogue/release.md", "releases"])
def test_unreadable_source(hidden: str, scene: Scene, record: Record) -> None:
    """A source that may not be read is named; as soon as it may be, it is read, though nothing in
    it has changed."""
    path = scene.newsroom.folder / hidden
    path.chmod(0)
    try:
        assert scene.build(obey_permissions) == 3, scene.told
        assert hidden in scene.told
        scene.check_whole()
    finally:
        path.chmod(0o755 if path.is_dir() else 0o644)
    scene.check_mended("before")
    record(f"unreadable: {hidden.partition('/')[2] or hidden}", 1)


def shift_clock(seconds: float) -> None:
    """Set the clock of this process forward or back."""
    nanoseconds, now = time.time_ns, time.time
    time.time_ns = lambda: nanoseconds() + int(seconds * 1e9)
    time.time = lambda: now() + seconds
    day = dt.timedelta(seconds=seconds)

    import publisher.cli.build

    publisher.cli.build.now = lambda: dt.datetime.now(dt.UTC) + day


def test_clock_that_jumps(scene: Scene, record: Record) -> None:
    """Whatever the clock and the times of files say, the site is that of the sources."""
    chance = random.Random(4711)
    tried = 0
    for number in take_turns(range(24), seconds=10):
        tried += 1
        state = STATES[number % 2]
        scene.enter(state)
        for path in scene.newsroom.folder.rglob("*.md"):
            moment = time.time() + chance.choice([-1e9, -60, -0.01, 0, 0.01, 60, 1e8])
            os.utime(path, (moment, moment))
        shift = chance.choice([-1e8, -86400, -1, 0, 1, 86400, 1e8])
        assert scene.build(partial(shift_clock, shift)) == 0, scene.told
        scene.check_whole()
        scene.check_mended(state)
    record("clock and times of files at random", tried)
