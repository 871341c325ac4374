"""Pages as they are composed, before any file is made of them."""

from collections.abc import Callable

import pytest
from world import NEWSROOMS, Newsroom

from compose.composing import Pages, compose_all


@pytest.fixture(scope="session")
def pages() -> Pages:
    """The pages of the full newsroom."""
    return compose_all(NEWSROOMS / "full")


@pytest.fixture
def compose_newsroom() -> Callable[[Newsroom], Pages]:
    """A function that composes the pages of a newsroom."""
    return lambda newsroom: compose_all(newsroom.folder, sound=False)
