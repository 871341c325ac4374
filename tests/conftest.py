"""Newsrooms for every test: `minimal` and `full` to change, the `built_` ones to look at."""

from pathlib import Path

import pytest
from world import Newsroom, copy_newsroom


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden files anew, for a person to read the difference."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests measured: those that passed record it as `measured`."""
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name == "measured":
                terminalreporter.write_line(value)


@pytest.fixture
def minimal(tmp_path: Path) -> Newsroom:
    """One tiny release in English."""
    return copy_newsroom("minimal", tmp_path / "minimal")


@pytest.fixture
def full(tmp_path: Path) -> Newsroom:
    """Three releases in English, Burmese and Khmer that use every feature once."""
    return copy_newsroom("full", tmp_path / "full")


@pytest.fixture(scope="session")
def built_minimal(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """The minimal newsroom, built; not to be changed."""
    newsroom = copy_newsroom("minimal", tmp_path_factory.mktemp("minimal") / "newsroom")
    newsroom.build()
    return newsroom


@pytest.fixture(scope="session")
def built_full(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """The full newsroom, built; not to be changed."""
    newsroom = copy_newsroom("full", tmp_path_factory.mktemp("full") / "newsroom")
    newsroom.build()
    return newsroom


@pytest.fixture
def built_minimal_copy(built_minimal: Newsroom, tmp_path: Path) -> Newsroom:
    """The minimal newsroom with its site, to change."""
    return built_minimal.copy(tmp_path / "built-minimal")


@pytest.fixture
def built_full_copy(built_full: Newsroom, tmp_path: Path) -> Newsroom:
    """The full newsroom with its site, to change."""
    return built_full.copy(tmp_path / "built-full")
