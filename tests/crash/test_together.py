"""Builds beside each other, readers beside builds, builds that are stopped or whose workers die."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from links import find_dangling
from scenes import STATES, WATER, Scene, nothing, take_turns
from world import PACKAGE, ROOT, read_tree

Record = Callable[[str, int], None]
ENDLESS = "{% for a in range(10 ** 9) %}{% for b in range(10 ** 9) %}{% endfor %}{% endfor %}"
SWOLLEN = '{{ "x" * 10 ** 11 }}'


def slow_down(seconds: float) -> None:
    """Have this process wait before it changes anything in the site."""
    for name in ("replace", "unlink", "rmdir"):
        act = getattr(Path, name)

        def act_slowly(
            *arguments: object, act: Callable[..., object] = act, **how: object
        ) -> object:
            time.sleep(seconds)
            return act(*arguments, **how)

        setattr(Path, name, act_slowly)


# Readers


def test_a_reader_who_follows_links(scene: Scene, record: Record) -> None:
    """A reader who follows every link, at many moments while sites are published, finds none that
    leads nowhere. A build waits meanwhile, or a slow reader would see several moments as one."""
    rounds = 0
    tried = 0
    for number in take_turns(range(8), seconds=12):
        tried += 1
        scene.enter(STATES[number % 2])
        build = scene.begin(partial(slow_down, 0.02))
        while not build.ended():
            with build.paused():
                assert find_dangling(scene.site) == []
            rounds += 1
            time.sleep(0.05)
        assert build.wait() == 0, build.told
    assert rounds > tried
    record(f"publishing while a reader follows every link, {rounds} times", tried)


# Two builds


def test_the_second_build_waits(scene: Scene, record: Record) -> None:
    """Of two builds of a site the second waits for the first, and says so; the site is that of the
    sources."""
    for _ in range(2):
        scene.reset("before")
        scene.enter("after")
        first = scene.begin(partial(slow_down, 0.02))
        while not (scene.site / ".publisher-new").exists():
            time.sleep(0.005)
        with first.paused():
            second = scene.begin()
            select.select([second.pipe], [], [], 60)
        assert [first.wait(), second.wait()] == [0, 0]
        assert "waiting for it" in second.told
        scene.check_mended("after")
    record("two builds at once", 4)


def test_the_second_build_does_not_wait_for_ever(scene: Scene, record: Record) -> None:
    """With --wait 0 the second ends with exit code 3 and touches nothing, whichever cache it has;
    so does any build when a killed one has left the cache locked: no lock outlives its process."""
    scene.enter("after")
    first = scene.begin(partial(slow_down, 0.05))
    while not (scene.site / ".publisher-new").exists():
        time.sleep(0.005)
    with first.paused():
        for options in ([], ["--cache", scene.folder / "other-cache"]):
            assert scene.build(nothing, "--wait", 0, *options) == 3, scene.told
            assert "another build of this site" in scene.told
        os.kill(first.process, signal.SIGKILL)
    first.wait()
    scene.check_whole()
    scene.check_mended("after")
    record("a second build with --wait 0", 2)


def test_many_builds_of_one_cache(scene: Scene, record: Record) -> None:
    """Builds of several sites share a cache without harm."""
    scene.reset("before", warm=False)
    folders = [scene.folder / f"site-{number}" for number in range(3)]
    builds = [scene.begin(nothing, "-o", folder) for folder in folders]
    assert [build.wait() for build in builds] == [0, 0, 0]
    for folder in folders:
        assert read_tree(folder) == scene.clean("before")
        subprocess.run(["rm", "-r", str(folder)], check=True)
    scene.check_mended("before")
    record("three builds of one cache", 3)


# Processes


@contextlib.contextmanager
def running(scene: Scene, *options: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A build in a session of its own, and the mark that it and its workers bear."""
    mark = uuid.uuid4().hex
    process = subprocess.Popen(
        [sys.executable, "-m", "publisher", "build", *map(str, options)],
        cwd=scene.newsroom.folder,
        env={
            **os.environ,
            "PYTHONPATH": str(PACKAGE.parent),
            "PUBLISHER_CACHE": str(scene.newsroom.cache),
            "PUBLISHER_MARK": mark,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process, mark
    finally:
        for worker in processes(mark):
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        process.communicate()


def processes(mark: str) -> list[int]:
    """The processes that bear a mark and have not ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if mark.encode() in path.read_bytes():
                found.append(int(path.parent.name))
    return found


def workers_of(process: subprocess.Popen[str], mark: str) -> list[int]:
    """Its workers: those that the process which it forks them from has for children."""
    found = []
    for number in processes(mark):
        with contextlib.suppress(OSError, IndexError):
            stat = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
            command = Path(f"/proc/{number}/cmdline").read_bytes()
            if int(stat[1]) != process.pid and b"forkserver" in command:
                found.append(number)
    return found


def wait_until(true: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something to come true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.01)


def spoil(scene: Scene, language: str, poison: str) -> None:
    """Put poison into the page of WATER in a language."""
    text = (ROOT / "templates" / "publication-summary.html.j2").read_text()
    block = "{% block after %}"
    spoilt = f'{block}{{% if language.tag == "{language}" %}}{poison}{{% endif %}}'
    path = scene.newsroom.folder / "templates" / "publication-summary.html.j2"
    path.write_text(text.replace(block, spoilt))


def let_go_of_water(scene: Scene) -> None:
    """Have nothing of WATER in cache or site, and change the other release."""
    scene.reset("before", warm=False)
    scene.newsroom.edit(f"releases/{WATER}/release.md", "Rivers rise", "Streams rise")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
def test_stopped(number: int, code: int, scene: Scene, record: Record) -> None:
    """Ctrl-C and SIGTERM end a build with one word; they, and kill -9, take all workers along,
    whatever these are doing, and leave the site as it was."""
    for delay in (0.0, 1.0):
        let_go_of_water(scene)
        before = read_tree(scene.site)
        spoil(scene, "km", ENDLESS)
        with running(scene, "--jobs", 2) as (process, mark):
            wait_until(lambda: workers_of(process, mark))
            time.sleep(delay)
            # A terminal sends Ctrl-C to all processes; other signals come to the first alone.
            send = os.killpg if number == signal.SIGINT else os.kill
            send(process.pid, number)
            stderr = process.communicate(timeout=60)[1]
            assert process.returncode == code, stderr
            wait_until(lambda: not processes(mark), 20)
        assert "Traceback" not in stderr
        if code > 0:
            assert stderr.splitlines()[-1] == "stopped"
        assert read_tree(scene.site) == before
        scene.enter("before")
        scene.check_mended("before")
    record(f"{signal.Signals(number).name} during work of two workers", 2)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("poison", "options", "finding"),
    [
        (ENDLESS, ("--time-limit", 4), "edition/too-slow"),
        (SWOLLEN, ("--memory-limit", 2000), "edition/too-large"),
    ],
)
def test_an_edition_that_knows_no_bounds(
    poison: str, options: tuple[object, ...], finding: str, jobs: int, scene: Scene, record: Record
) -> None:
    """An edition that takes too long or too much is named, and the others finish; mended, the site
    is that of a clean build."""
    let_go_of_water(scene)
    old = (scene.site / "km" / WATER / "index.html").read_bytes()
    spoil(scene, "km", poison)
    with running(scene, "--jobs", jobs, *options) as (process, mark):
        stderr = process.communicate(timeout=100)[1]
        assert process.returncode == 1, stderr
        wait_until(lambda: not processes(mark), 20)
    assert finding in stderr
    assert f"{WATER} (km)" in stderr
    assert (scene.site / "km" / WATER / "index.html").read_bytes() == old
    assert "Streams rise" in (scene.site / "en" / WATER / "index.html").read_text()
    assert find_dangling(scene.site) == []
    scene.enter("before")
    scene.check_mended("before")
    record(f"{finding}, jobs {jobs}", 1)


def test_a_worker_that_is_killed(scene: Scene, record: Record) -> None:
    """What a killed worker was doing is done by another: the site is that of a clean build."""
    for delay in (0.0, 0.5):
        scene.reset("before", warm=False)
        scene.enter("after")
        with running(scene, "--jobs", 2) as (process, mark):
            wait_until(lambda: workers_of(process, mark) or process.poll() is not None)
            time.sleep(delay)
            for worker in workers_of(process, mark)[:1]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
            stderr = process.communicate(timeout=100)[1]
            assert process.returncode == 0, stderr
        assert read_tree(scene.site) == scene.clean("after")
    record("a worker killed", 2)
