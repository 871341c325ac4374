"""`new` asks for what is missing, of people alone. Its files: test_newsroom_commands.py."""

import pytest
from world import Newsroom, on_terminal, read_sources

from publisher.load.config import load_newsroom
from publisher.load.release import load_release

SLUG = "2024-06-01-workers-speak"


def check_release(newsroom: Newsroom, place: str) -> None:
    """The release was made as it was asked for."""
    release, findings = load_release(
        newsroom.folder / "releases" / SLUG, "releases/x", load_newsroom(newsroom.folder, {"en"})
    )
    assert findings == []
    assert release is not None
    assert (release.kind, release.title.text) == ("activity-report", "Workers speak")
    assert (release.place.text if release.place else "") == place


def test_asks_for_all(minimal: Newsroom) -> None:
    """On a terminal `new` alone asks for kind, title, date and place, and again where an answer
    is none."""
    said = on_terminal(
        "new",
        cwd=minimal.folder,
        typed="report\nactivity-report\n   \nWorkers speak\n2024-06-31\n2024-06-01\nMae Sot\n",
    )
    assert said.code == 0
    for question in ("Kind (press-release, ", "Title: ", "Date [", "Place: "):
        assert question in said.stdout
    assert said.stdout.count("Error: ") == 3
    assert said.stdout.endswith(f"releases/{SLUG}/release.md\n")
    check_release(minimal, "Mae Sot")


def test_asks_for_the_rest(minimal: Newsroom) -> None:
    """What the command line says is not asked for; a place need not be given."""
    said = on_terminal(
        "new",
        "activity-report",
        "--date",
        "2024-06-01",
        cwd=minimal.folder,
        typed="Workers speak\n\n",
    )
    assert said.code == 0
    assert "Kind" not in said.stdout
    assert "Date" not in said.stdout
    check_release(minimal, "")


def test_asks_nothing_where_nothing_is_missing(minimal: Newsroom) -> None:
    """With kind and title nothing is asked, on a terminal either."""
    line = ("new", "activity-report", "Workers speak", "--date", "2024-06-01")
    said = on_terminal(*line, cwd=minimal.folder)
    assert (said.code, said.stdout) == (0, f"releases/{SLUG}/release.md\n")


@pytest.mark.parametrize(
    ("line", "missing"), [((), "[KIND]"), (("press-release",), "[TITLE]")], ids=["kind", "title"]
)
def test_never_asks_a_pipe(line: tuple[str, ...], missing: str, minimal: Newsroom) -> None:
    """Without a terminal, what is missing is a usage error that names it."""
    before = read_sources(minimal)
    said = minimal.run("new", *line)
    assert (said.code, said.stdout) == (2, "")
    assert "Missing argument" in said.stderr
    assert read_sources(minimal) == before


def test_stopped_while_asking(minimal: Newsroom) -> None:
    """Ctrl-D at a question ends it, and nothing is made."""
    before = read_sources(minimal)
    said = on_terminal("new", "press-release", cwd=minimal.folder, typed="\x04")
    assert said.code == 130
    assert read_sources(minimal) == before


def test_asks_nobody_outside_a_newsroom(tmp_path) -> None:
    """Where there is no newsroom, that is said before anything is asked."""
    said = on_terminal("new", cwd=tmp_path)
    assert said.code == 2
    assert "Kind" not in said.stdout
