"""A newsroom between two states, and builds of it that come to harm on the way from one to the
other.

In: what is to happen to a build. Out: how it ended; and whether the site is whole, as a reader sees
it, and after the next build what a clean build gives, without a scrap anywhere.

Builds are forks of this process that run the command as people do: so they begin at once, and a
hundred of them take a minute.
"""

import contextlib
import datetime as dt
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from links import find_dangling
from world import Newsroom, copy_newsroom, read_tree

import publisher.build.lock
import publisher.cli.build  # noqa: F401  # the command imports both when it is called
from publisher.build.pipeline import build_site
from publisher.build.recall import Recall
from publisher.build.request import BuildRequest
from publisher.build.store import Store
from publisher.cli.main import main

SEED = "2023-11-01-seed-training"
WATER = "2024-02-10-water-for-two-deltas"
RICE = "2024-03-01-rice-dialogue"
STATES = ("before", "after")
"""Between these a release comes, another goes, a language comes, a third release loses one, a title
changes and a translation becomes a draft."""
HUNG = 120.0
"""Seconds after which a build that should have ended is one that hangs."""

PATIENCE = float(os.environ.get("PUBLISHER_CRASH", "1"))
"""How much longer than usual every scene may take."""
LEAST = 4
"""So many points of a scene are tried however slow the machine is."""
T = TypeVar("T")

Harm = Callable[[], object]
"""What a build does to itself before it begins."""


def nothing() -> None:
    """No harm."""


def take_turns(points: Iterable[T], seconds: float) -> Iterator[T]:
    """`points` in an order of chance, the same each time, for so many seconds: all of them where
    the machine is fast enough."""
    mixed = list(points)
    random.Random(4711).shuffle(mixed)
    deadline = time.monotonic() + seconds * PATIENCE
    for number, point in enumerate(mixed):
        if number >= LEAST and time.monotonic() > deadline:
            return
        yield point


def make_state(newsroom: Newsroom, state: str) -> None:
    """Bring the sources of the full newsroom into a state."""
    config = 'languages = ["en", "my", "km"]\nformats = ["html", "pdf", "txt"]'
    slugs = {"before": "[en, km]", "after": "[en, my, km]"}[state]
    languages = {"before": '["en", "km"]', "after": '["en", "my", "km"]'}[state]
    newsroom.edit("publisher.toml", config, f'languages = {languages}\nformats = ["html", "txt"]')
    newsroom.edit(f"releases/{RICE}/release.md", "[en, my, km]", slugs)
    if state == "before":
        shutil.rmtree(newsroom.folder / "releases" / SEED)
        newsroom.edit(f"releases/{RICE}/release.md", "    my: https://dhf.example/water/my\n", "")
        return
    shutil.rmtree(newsroom.folder / "releases" / WATER)
    newsroom.edit(f"releases/{RICE}/release.md", "of two deltas meet\n", "of three deltas meet\n")
    newsroom.edit(f"releases/{SEED}/release.md", "[en, km]", "[en, my, km]")  # Burmese: a draft


@dataclass
class Build:
    """A build that is running, and what it says."""

    process: int
    pipe: int
    told: str = ""

    def ended(self) -> bool:
        """Whether it has ended; nobody has waited for it yet."""
        how = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self.process, how) is not None

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """It stands still meanwhile."""
        os.kill(self.process, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.process, signal.SIGCONT)

    def wait(self) -> int:
        """Its exit code, or minus the signal that ended it."""
        deadline = time.monotonic() + HUNG
        while True:
            done, status = os.waitpid(self.process, os.WNOHANG)
            if done:
                with os.fdopen(self.pipe, encoding="utf-8", errors="replace") as pipe:
                    self.told = pipe.read()
                return os.waitstatus_to_exitcode(status)
            if time.monotonic() > deadline:
                os.kill(self.process, signal.SIGKILL)
                raise AssertionError("a build hung")
            time.sleep(0.005)


@dataclass
class Scene:
    """A newsroom, its cache, and copies of what they are in each state; `told` is what the last
    build said."""

    folder: Path
    told: str = ""

    @property
    def newsroom(self) -> Newsroom:
        """The newsroom that comes to harm."""
        return Newsroom(self.folder / "newsroom")

    @property
    def site(self) -> Path:
        """Its site."""
        return self.newsroom.site

    def kept(self, state: str, what: str) -> Path:
        """Where the sources, the site or the cache of a state are kept."""
        return self.folder / state / what

    def prepare(self) -> None:
        """Build both states, each after the other, and keep what there is."""
        for state in STATES:
            made = copy_newsroom("full", self.kept(state, "sources"))
            make_state(made, state)
            self.warm_up(made)
        for state in (*STATES, *STATES):
            self.enter(state)
            assert self.build() == 0, self.told
            for what, folder in (("site", self.site), ("cache", self.newsroom.cache)):
                shutil.rmtree(self.kept(state, what), ignore_errors=True)
                shutil.copytree(folder, self.kept(state, what))

    def warm_up(self, newsroom: Newsroom) -> None:
        """Build in this process: forks find all modules imported, and all templates read."""
        output = self.folder / "warm"
        store = Store(self.folder / "warm-cache")
        now = dt.datetime.now(dt.UTC)
        request = BuildRequest(folder=newsroom.folder, output=output, now=now)
        build_site(request, store, recall=Recall())
        store.close()
        shutil.rmtree(output)
        shutil.rmtree(store.folder)

    def enter(self, state: str) -> None:
        """Change the sources into those of a state."""
        self.newsroom.folder.mkdir(exist_ok=True)
        for path in self.newsroom.folder.iterdir():
            if path != self.site:
                remove(path)
        shutil.copytree(self.kept(state, "sources"), self.newsroom.folder, dirs_exist_ok=True)

    def reset(self, state: str, *, warm: bool = True) -> None:
        """Sources, site and cache of a state, as after a build; the cache is empty unless `warm`,
        when it holds what the other state is made of, too."""
        self.enter(state)
        for what, folder in (("site", self.site), ("cache", self.newsroom.cache)):
            remove(folder)
            if what == "site" or warm:
                shutil.copytree(self.kept(state, what), folder)

    def clean(self, state: str) -> dict[str, bytes]:
        """The site of a state as an undisturbed build makes it."""
        return read_tree(self.kept(state, "site"))

    def begin(self, harm: Harm = nothing, *options: object) -> Build:
        """Start a build, which harms itself first."""
        reader, writer = os.pipe()
        process = os.fork()
        if process:
            os.close(writer)
            return Build(process, reader)
        code = 70
        try:
            sys.stdout = sys.stderr = os.fdopen(writer, "w", encoding="utf-8")
            os.environ["PUBLISHER_CACHE"] = str(self.newsroom.cache)
            sys.argv = ["publisher", "--newsroom", str(self.newsroom.folder), "build"]
            sys.argv += ["--jobs", "1", *map(str, options)]
            harm()
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 70
            sys.stdout.flush()
        finally:
            os._exit(code)  # a fork must never run the tests on

    def build(self, harm: Harm = nothing, *options: object) -> int:
        """Build; the exit code, or minus the signal that ended it."""
        build = self.begin(harm, *options)
        code = build.wait()
        self.told = build.told
        return code

    def check_whole(self) -> None:
        """No page that a reader can come to leads nowhere, and each file is that of one state."""
        assert find_dangling(self.site) == []
        states = [self.clean(state) for state in STATES]
        for path, data in read_tree(self.site).items():
            known = data in [state.get(path) for state in states]
            assert known or path.startswith(".publisher-new/"), path

    def check_mended(self, state: str) -> None:
        """The next build gives what a clean build gives, and no scrap is left anywhere."""
        assert self.build() == 0, self.told
        assert read_tree(self.site) == self.clean(state)
        folders = [path for path in self.newsroom.folder.rglob("*") if path.is_dir()]
        assert [path for path in folders if not any(path.iterdir())] == []
        sources = {p: d for p, d in read_tree(self.newsroom.folder).items() if p[:5] != "site/"}
        assert sources == read_tree(self.kept(state, "sources"))
        assert list(self.newsroom.cache.glob("new/*")) == []
        names = {path.name for path in self.newsroom.cache.iterdir()}
        assert names <= {"index.db", "lock", "locks", "new", "objects"}


def remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
