"""Newsrooms that are built again and again, in this process, but each time as by a new one.

In: a newsroom. Out: what a build made, and why.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from world import Newsroom, read_tree

from publisher.build.glance import UNCHANGED, Glance, find_glance
from publisher.build.pipeline import BuildResult, build_site
from publisher.build.recall import Recall
from publisher.build.request import BuildRequest
from publisher.build.resources import use_bundled_fonts
from publisher.build.store import Store
from publisher.load import reads

NOON = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)
WATER = "2024-02-10-water-for-two-deltas"
QUICK = ("html", "txt")
"""Formats that are made quickly."""
UNMADE = (".pdf", ".zip")
"""What a build of these alone does not make: PDFs, and media kits, which hold them."""


@dataclass(frozen=True)
class Bench:
    """A newsroom with its cache and its site."""

    newsroom: Newsroom

    @property
    def site(self) -> Path:
        """Where the site stands."""
        return self.newsroom.site

    def request(self, *slugs: str, **asked: Any) -> BuildRequest:
        """What to build: as on the command line."""
        known = {"folder": self.newsroom.folder, "output": self.site, "now": NOON}
        return BuildRequest(**(known | {"slugs": slugs} | asked))

    @contextmanager
    def store(self, cache: Path | None = None) -> Iterator[Store]:
        """A cache, the newsroom's own if none is named."""
        store = Store(cache or self.newsroom.cache)
        try:
            yield store
        finally:
            store.close()

    def build(self, *slugs: str, cache: Path | None = None, **asked: Any) -> BuildResult:
        """Build as a new process does, which remembers nothing."""
        use_bundled_fonts()
        reads._DIGESTS.clear()
        with self.store(cache) as store:
            return build_site(self.request(*slugs, **asked), store, recall=Recall())

    def rebuild(self, *slugs: str, **asked: Any) -> dict[str, str]:
        """Build; the reason for each artifact that is not as it was, by path."""
        result = self.build(*slugs, **asked)
        return {path: why for path, why in result.reasons.items() if why != UNCHANGED}

    def glance(self, *slugs: str, **asked: Any) -> Glance | None:
        """What a build that has nothing to do says at once."""
        with self.store() as store:
            return find_glance(store, self.request(*slugs, **asked))

    def clean_tree(self, folder: Path, **asked: Any) -> dict[str, bytes]:
        """The site of the same sources, built into a new folder with an empty cache."""
        self.build(output=folder / "site", cache=folder / "cache", **asked)
        return read_tree(folder / "site")


def editions(paths: dict[str, str]) -> set[tuple[str, str]]:
    """Which editions artifacts are of: language and the year and month of the release."""
    parts = [path.removeprefix("drafts/").split("/") for path in paths]
    return {(language, slug[:7]) for language, slug, *_ in parts}


def formats(paths: dict[str, str]) -> set[str]:
    """Which formats artifacts are in."""
    return {path.rpartition(".")[2] for path in paths}
