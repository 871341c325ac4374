"""Clusters for the tests, and the table of what was tried."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from clusters import Cluster


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Keep what a test shows: the first sentence of its docstring."""
    if call.when == "call":
        text = " ".join((item.function.__doc__ or item.name).split()).split(". ")[0].rstrip(".")
        case = item.name.partition("[")[2].rstrip("]")
        item.user_properties.append(("tried", f"{text}: {case}" if case else text))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was tried, what came of it, and the seconds it took."""
    terminalreporter.section("cluster")
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            tried = dict(report.user_properties).get("tried")
            if tried and report.when == "call":
                terminalreporter.write_line(f"{outcome:6}  {report.duration:6.1f} s  {tried}")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster of which nothing runs yet; all that runs is ended afterwards."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    found = Cluster(folder)
    try:
        yield found
    finally:
        found.stop()
