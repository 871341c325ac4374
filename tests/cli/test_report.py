"""Messages are wrapped and coloured on terminals, and plain lines everywhere else."""

import re

import pytest
from world import Newsroom, on_terminal

RED = "\x1b[31m"


@pytest.fixture
def wrong(minimal: Newsroom) -> Newsroom:
    """A newsroom with a finding that is longer than a line of a terminal."""
    minimal.edit("releases/*/release.md", "title:", "titel:")
    return minimal


def plain(text: str) -> str:
    """The text without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_findings_are_wrapped_on_a_terminal(wrong: Newsroom) -> None:
    """On a terminal no line is longer than it is wide, what goes on is indented, and no word is
    lost; in a pipe each message is one line."""
    whole = wrong.run("check").stderr
    assert max(map(len, whole.splitlines())) > 60
    shown = plain(on_terminal("check", cwd=wrong.folder, columns=60).stdout)
    assert max(map(len, shown.splitlines())) <= 60
    assert shown.split() == whole.split()
    assert "    titel: Hello" in shown.splitlines()


def test_a_wide_terminal_wraps_nothing(wrong: Newsroom) -> None:
    """What has room stays as it is in a pipe."""
    shown = on_terminal("check", cwd=wrong.folder, columns=300, env={"NO_COLOR": "1"}).stdout
    assert shown == wrong.run("check").stderr


def test_colour_on_a_terminal_alone(wrong: Newsroom) -> None:
    """The severity is coloured on a terminal; not with NO_COLOR, unless it is empty, and not in a
    pipe. A path that holds the word stays as it is."""
    wrong.path("releases/*").rename(wrong.folder / "releases" / "2024-05-02-error")
    said = on_terminal("check", cwd=wrong.folder, columns=200)
    assert f"2024-05-02-error/release.md:1: {RED}error\x1b[0m: " in said.stdout
    for value, coloured in (("1", False), ("", True)):
        said = on_terminal("check", cwd=wrong.folder, env={"NO_COLOR": value})
        assert (RED in said.stdout) is coloured
    assert "\x1b" not in wrong.run("check").stderr


def test_usage_errors(minimal: Newsroom) -> None:
    """So is what is wrong with the command line."""
    line = ("new", "press-relase", "Title")
    whole = minimal.run(*line).stderr
    said = on_terminal(*line, cwd=minimal.folder, columns=50)
    assert said.code == 2
    assert f"{RED}Error\x1b[0m: Invalid value" in said.stdout
    assert max(map(len, plain(said.stdout).splitlines())) <= 50
    assert plain(said.stdout).split() == whole.split()
    assert whole.startswith("Usage: publisher new ")
