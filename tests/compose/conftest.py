"""Pages as they are composed, before any file is made of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from world import NEWSROOMS, Newsroom

from compose.composing import Pages, compose_all


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The pages of the full newsroom."""
    return compose_all(NEWSROOMS / "full", tmp_path_factory.mktemp("pages"))


@pytest.fixture
def compose_newsroom(tmp_path: Path) -> Callable[[Newsroom], Pages]:
    """A function that composes the pages of a newsroom."""
    return lambda newsroom: compose_all(newsroom.folder, tmp_path / "composed")
