"""Builds on a cluster: the same bytes as here, whatever becomes of workers and of editions."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from clusters import Cluster, wait_for
from newsrooms import POISONS, WATER, own_files, poison
from world import PACKAGE, Newsroom, Said, copy_newsroom, read_tree

from publisher.publish.output import digest

OUTCOMES = {
    "raises": (4, "internal/crash"),
    "never ends": (1, "edition/too-slow"),
    "asks for too much memory": (1, "edition/too-large"),
    "ends its process": (4, "internal/crash"),
    "kills its worker": (4, "internal/crash"),
}
"""The exit code and the finding of each poison: those of a build without a cluster."""


def build(newsroom: Newsroom, cluster: Cluster, *arguments: object) -> Said:
    """Build on a cluster."""
    return newsroom.run("build", "--scheduler", cluster.address, *arguments)


def name_content(path: Path) -> str:
    """The key under which a file is on the cluster."""
    return f"hand_over-{digest(path.read_bytes())}"


@contextlib.contextmanager
def building(newsroom: Newsroom, cluster: Cluster) -> Iterator[subprocess.Popen[str]]:
    """A build on a cluster, of which one edition is done and others are under way."""
    told = newsroom.folder.with_name(f"{newsroom.folder.name}-stderr")
    with told.open("w") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "publisher", "build", "--scheduler", cluster.address],
            cwd=newsroom.folder,
            env={
                **os.environ,
                "PYTHONPATH": str(PACKAGE.parent),
                "PUBLISHER_CACHE": str(newsroom.cache),
            },
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            start_new_session=True,
        )
    try:
        wait_for(lambda: re.search(r"\b1/\d", told.read_text()) or process.poll() is not None)
        assert process.poll() is None, told.read_text()
        yield process
    finally:
        process.kill()
        process.wait()


def end(newsroom: Newsroom, process: subprocess.Popen[str]) -> Said:
    """How a build that is under way ends."""
    stdout, _ = process.communicate(timeout=300)
    stderr = newsroom.folder.with_name(f"{newsroom.folder.name}-stderr").read_text()
    assert "Traceback" not in stderr, stderr
    return Said(code=process.returncode, stdout=stdout, stderr=stderr)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for newsrooms that no worker of `pair` can read."""
    return tmp_path_factory.mktemp("unseen")


@pytest.fixture(scope="module")
def own(base: Path) -> Newsroom:
    """The full newsroom with words and faces of its own, built here; not to be changed."""
    newsroom = copy_newsroom("full", base / "own")
    own_files(newsroom)
    newsroom.build()
    return newsroom


@pytest.fixture
def fresh(own: Newsroom, tmp_path: Path, base: Path) -> Newsroom:
    """A copy of `own` without a site."""
    newsroom = own.copy(base / tmp_path.name)
    shutil.rmtree(newsroom.site)
    return newsroom


@pytest.fixture(scope="module")
def spoilt(own: Newsroom, base: Path) -> Newsroom:
    """A copy of `own` in which one edition cannot be made, built here."""
    newsroom = own.copy(base / "spoilt")
    shutil.rmtree(newsroom.site)
    poison(newsroom, "raises")
    assert newsroom.run("build", "--jobs", 1).code == 4
    return newsroom


@pytest.fixture(scope="module")
def pair(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two workers without the newsrooms' disk. Each has a nanny, which starts it again."""
    found = Cluster(tmp_path_factory.mktemp("pair"))
    try:
        found.start_scheduler(env={"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"})
        for name in ("a", "b"):
            found.start_worker(name, blind=[base])
        found.wait_for_workers(2)
        yield found
    finally:
        found.stop()


def test_without_a_shared_disk(pair: Cluster, fresh: Newsroom, own: Newsroom) -> None:
    """Workers that can read neither newsroom nor cache make the bytes that are made here, with the
    newsroom's own words and faces. Each of these goes once to each worker; pictures, and what goes
    into kits, go again where no task under way has them."""
    before = pair.keys("hand_over")
    said = build(fresh, pair)
    assert said.code == 0, said
    assert read_tree(fresh.site) == read_tree(own.site)
    faces, pictures = own.folder.glob("faces/*.ttf"), own.folder.glob("releases/*/images/*")
    standing = {name_content(path) for path in (*faces, own.folder / "languages/words/km.txt")}
    made = (path for path in own.site.rglob("*") if path.is_file())
    passing = {name_content(path) for path in (*pictures, *made)}
    for worker, keys in pair.keys("hand_over").items():
        came = keys[len(before[worker]) :]
        assert sorted(set(came) - passing) == sorted(standing), worker
        assert all(came.count(key) == 1 for key in standing), worker


def test_all_work_goes_there(pair: Cluster, fresh: Newsroom, own: Newsroom) -> None:
    """Editions, pictures for the web and media kits are all made by workers, each once."""

    def count(kind: str) -> int:
        return sum(map(len, pair.keys(kind).values()))

    kinds = ("run_task", "make_picture", "make_kit")
    before = {kind: count(kind) for kind in kinds}
    assert build(fresh, pair).code == 0
    manifest = json.loads((own.site / "manifest.json").read_bytes())
    editions = {(entry["release"], entry["language"]) for entry in manifest["artifacts"]}
    kits = list((own.site / "kits").iterdir())
    made = {kind: count(kind) - before[kind] for kind in kinds}
    assert made["run_task"] == len(editions)
    assert made["make_kit"] == len(kits)
    assert made["make_picture"] > 0


def test_one_newsroom_after_another(
    pair: Cluster, base: Path, built_full: Newsroom, own: Newsroom
) -> None:
    """What workers remember of one newsroom does not show in the next, whose Khmer is another."""
    newsroom = copy_newsroom("full", base / "plain")
    said = build(newsroom, pair)
    assert said.code == 0, said
    assert read_tree(newsroom.site) == read_tree(built_full.site)
    assert read_tree(newsroom.site) != read_tree(own.site)


@pytest.mark.parametrize("kind", POISONS)
def test_poison(kind: str, pair: Cluster, fresh: Newsroom, spoilt: Newsroom) -> None:
    """An edition that cannot be made fails alone, by its name; the others are made."""
    poison(fresh, kind)
    said = build(fresh, pair, "--time-limit", 30, "--memory-limit", 4000)
    code, finding = OUTCOMES[kind]
    assert said.code == code, said
    assert said.stderr.count(" error: ") == 1
    assert f"error: {WATER} (km) failed: " in said.stderr
    assert f"[{finding}]" in said.stderr
    assert read_tree(fresh.site) == read_tree(spoilt.site)


def test_shared_cache(pair: Cluster, fresh: Newsroom, own: Newsroom, tmp_path: Path) -> None:
    """With a cache on a disk that all share, workers put the bytes there themselves; the cache
    knows all that is in it."""
    shared = tmp_path / "shared"
    said = build(fresh, pair, "--shared-cache", shared)
    assert said.code == 0, said
    assert read_tree(fresh.site) == read_tree(own.site)
    objects = read_tree(shared / "objects")
    info = fresh.run("cache", "info", "--cache", shared).stdout
    assert re.search(rf"\b{len(objects)}\b", info), info
    assert not read_tree(shared / "new")


def test_a_worker_is_lost(cluster: Cluster, fresh: Newsroom, own: Newsroom) -> None:
    """A worker is killed in the middle of its work, with all its machine: others do it again."""
    cluster.start_scheduler()
    for name in ("a", "b"):
        cluster.start_worker(name, "--no-nanny", blind=[own.folder.parent])
    cluster.wait_for_workers(2)
    with building(fresh, cluster) as process:
        victim = wait_for(cluster.busy_workers)[0]
        cluster.kill(victim)
        said = end(fresh, process)
    assert said.code == 0, said
    assert read_tree(fresh.site) == read_tree(own.site)


def test_nothing_outlives_a_lost_worker() -> None:
    """A task that hangs in a process whose worker was killed ends by itself."""
    code = (
        "import time; from publisher.build import remote; remote.do_in_time(0.2, (time.sleep, 60))"
    )
    env = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run([sys.executable, "-c", code], env=env, check=False, timeout=30)
    assert done.returncode == -signal.SIGALRM


def test_the_scheduler_is_lost(cluster: Cluster, fresh: Newsroom, own: Newsroom) -> None:
    """A build whose scheduler is gone ends with exit code 3, without having touched the site; the
    next one goes on from what was made."""
    cluster.start_scheduler()
    cluster.start_worker("a")
    cluster.wait_for_workers(1)
    with building(fresh, cluster) as process:
        cluster.kill("scheduler")
        said = end(fresh, process)
    assert said.code == 3, said
    assert "[environment/scheduler]" in said.stderr
    assert "build without --scheduler" in said.stderr
    assert not fresh.site.exists()
    again = fresh.run("build", "--explain")
    assert again.code == 0
    assert "and is in the cache" in again.stdout
    assert read_tree(fresh.site) == read_tree(own.site)


def test_stopped_from_the_keyboard(pair: Cluster, fresh: Newsroom) -> None:
    """Ctrl-C ends a build with one word and the exit code of that; the site is as it was."""
    with building(fresh, pair) as process:
        os.kill(process.pid, signal.SIGINT)
        said = end(fresh, process)
    # Python ends itself by the signal where it came in the midst of an `eval`, such as fontTools
    # does while it is imported; a shell shows 130 for both.
    assert said.code in {130, -signal.SIGINT}, said
    assert said.stderr.splitlines()[-1] == "stopped"
    assert not fresh.site.exists()


def test_a_build_with_nothing_to_do_asks_no_cluster(own: Newsroom) -> None:
    """Where nothing has changed, nobody is asked, and Dask is not even loaded."""
    options = ("-X", "importtime")
    said = own.run("build", "--scheduler", "tcp://127.0.0.1:1", options=options)
    assert said.code == 0, said
    assert "publisher.build.glance" in said.stderr
    assert "distributed" not in said.stderr
