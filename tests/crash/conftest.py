"""The scene that builds come to harm in, and the table of what was tried."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from scenes import Scene


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was done to builds, how often, whether all held, and the seconds it took."""
    terminalreporter.section("crash")
    terminalreporter.write_line("held    times   seconds  scene")
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            if report.when == "call":
                harm, times = dict(report.user_properties).get("harm", (report.nodeid, 0))
                line = f"{outcome}  {times:5}  {report.duration:8.1f}  {harm}"
                terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def prepared() -> Iterator[Scene]:
    """A scene, made once: its folder may be entered by every user of the machine."""
    folder = Path(tempfile.mkdtemp(prefix="publisher-crash-"))
    folder.chmod(0o755)
    scene = Scene(folder)
    scene.prepare()
    yield scene
    shutil.rmtree(folder)


@pytest.fixture
def scene(prepared: Scene) -> Scene:
    """The scene as it was before, with a warm cache."""
    prepared.reset("before")
    return prepared


@pytest.fixture
def record(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """A function that is told what was done, and to how many builds."""
    return lambda harm, times: record_property("harm", (harm, times))
