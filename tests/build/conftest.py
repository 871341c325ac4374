"""Newsrooms that were built before, for tests of what the next build does."""

import shutil
from pathlib import Path

import pytest
from rebuilding import Bench
from world import Newsroom

from publisher.build.workshop import RECALLED


@pytest.fixture
def bench(built_full: Newsroom, tmp_path: Path) -> Bench:
    """The full newsroom, built, in all formats. What it is made of was in the cache: this took no
    rendering."""
    newsroom = Newsroom(tmp_path / "full")
    shutil.copytree(built_full.folder, newsroom.folder, ignore=shutil.ignore_patterns("site"))
    shutil.copytree(built_full.cache, newsroom.cache)
    bench = Bench(newsroom)
    assert set(bench.rebuild().values()) == {f"it was not made here before; {RECALLED}"}
    return bench


@pytest.fixture
def small(built_minimal: Newsroom, tmp_path: Path) -> Bench:
    """The minimal newsroom, likewise."""
    newsroom = Newsroom(tmp_path / "minimal")
    shutil.copytree(built_minimal.folder, newsroom.folder, ignore=shutil.ignore_patterns("site"))
    shutil.copytree(built_minimal.cache, newsroom.cache)
    bench = Bench(newsroom)
    bench.build()
    return bench
