"""Previews of newsrooms, to change."""

from collections.abc import Iterator

import pytest
from preview_world import Preview, open_preview
from world import Newsroom


@pytest.fixture
def preview(full: Newsroom) -> Iterator[Preview]:
    """The preview of a newsroom in three languages, to change."""
    yield from open_preview(full)


@pytest.fixture
def small(minimal: Newsroom) -> Iterator[Preview]:
    """The preview of one tiny release in English, to change."""
    yield from open_preview(minimal)
