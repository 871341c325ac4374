"""What holds for every command: help, exit codes, and what goes to which stream."""

import os
import subprocess
import sys

import pytest
from world import PACKAGE, WARNINGS, Newsroom, copy_newsroom, publisher, sabotage

from publisher import __version__
from publisher.cli.main import COMMANDS
from publisher.cli.report import report_crash

SLOW = {"weasyprint", "fontTools"}
"""Packages whose import takes longer than help may."""
LATER = SLOW | {"babel", "jinja2", "markdown_it", "msgspec", "PIL", "polib", "rich", "uharfbuzz"}
"""Packages that only a command needs."""
IN_A_NEWSROOM = ["build", "check", "new press-release Title", "status", "sync"]


def imported_by(*arguments: str) -> set[str]:
    """The top-level packages that a run imports."""
    said = publisher(*arguments, options=("-X", "importtime"))
    assert said.code == 0, said
    lines = [line for line in said.stderr.splitlines() if line.startswith("import time:")]
    assert lines
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def test_version() -> None:
    """`--version` says name and version on stdout, and nothing else."""
    said = publisher("--version")
    assert (said.code, said.stderr) == (0, "")
    assert said.stdout == f"publisher, version {__version__}\n"


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_lists_every_command(option: str) -> None:
    """`--help` names every command with one sentence on what it does."""
    said = publisher(option)
    assert (said.code, said.stderr) == (0, "")
    for name, sentence in COMMANDS.items():
        assert any(
            line.split()[:1] == [name] and sentence in line for line in said.stdout.splitlines()
        )


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_of_a_command(name: str) -> None:
    """Every command's help begins with the sentence of the list and shows an example."""
    said = publisher(name, "--help")
    assert (said.code, said.stderr) == (0, "")
    assert COMMANDS[name] in " ".join(said.stdout.split())
    assert f"Example: publisher {name}" in said.stdout


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_nothing_that_only_commands_need(option: str) -> None:
    """Help and version come at once: no rendering, parsing or template package is imported."""
    assert not imported_by(option) & LATER


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_of_a_command_imports_nothing_slow(name: str) -> None:
    """A command's help imports neither WeasyPrint nor fontTools."""
    assert not imported_by(name, "--help") & SLOW


@pytest.mark.parametrize("arguments", ["biuld", "--nonsense", "build --nonsense", "build --jobs 0"])
def test_usage_errors(arguments: str, minimal: Newsroom) -> None:
    """What the command line does not know is a usage error, said on stderr."""
    said = minimal.run(*arguments.split())
    assert (said.code, said.stdout) == (2, "")
    assert any(word in said.stderr for word in ("biuld", "--nonsense", "--jobs"))
    assert not minimal.site.exists()


@pytest.mark.parametrize("arguments", IN_A_NEWSROOM)
def test_outside_a_newsroom(arguments: str, tmp_path) -> None:
    """Where there is no publisher.toml, commands say how to name or make a newsroom."""
    said = publisher(*arguments.split(), cwd=tmp_path)
    assert (said.code, said.stdout) == (2, "")
    assert "publisher.toml" in said.stderr
    assert "--newsroom" in said.stderr
    assert "publisher init" in said.stderr
    assert not list(tmp_path.iterdir())


def test_named_folder_is_no_newsroom(tmp_path) -> None:
    """A folder named by --newsroom that is none is a usage error that names the folder."""
    said = publisher("--newsroom", tmp_path / "nowhere", "check")
    assert said.code == 2
    assert "nowhere" in said.stderr


def test_newsroom_is_found_upward(minimal: Newsroom) -> None:
    """From anywhere inside a newsroom, commands work on the whole of it."""
    inside = minimal.folder / "releases" / "2024-05-02-hello"
    said = publisher("status", "--json", cwd=inside)
    assert said.code == 0
    assert [row["release"] for row in said.json["editions"]] == ["2024-05-02-hello"]


def test_newsroom_named_from_elsewhere(minimal: Newsroom, tmp_path) -> None:
    """--newsroom works from any folder, with a relative path too, and leaves that folder alone."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    said = publisher("--newsroom", "../minimal", "build", "-f", "txt", cwd=elsewhere)
    assert said.code == 0
    assert (minimal.site / "manifest.json").is_file()
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize("arguments", IN_A_NEWSROOM)
def test_broken_configuration(arguments: str, minimal: Newsroom) -> None:
    """Every problem of publisher.toml is reported at its line, with the nearest known key."""
    minimal.edit("publisher.toml", "[newsroom]\nlanguages", '[newsroom]\nformts = ["pdf"]\nlangs')
    before = minimal.path("publisher.toml").read_bytes()
    said = minimal.run(*arguments.split())
    assert (said.code, said.stdout) == (2, "")
    assert "publisher.toml:5: error: unknown key newsroom.formts" in said.stderr
    assert "did you mean 'formats'?" in said.stderr
    assert "publisher.toml:6: error: unknown key newsroom.langs" in said.stderr
    assert minimal.path("publisher.toml").read_bytes() == before


@pytest.mark.parametrize("command", ["build", "check"])
def test_json_of_a_run_that_stopped(command: str, minimal: Newsroom) -> None:
    """With --json, what stopped a run stands in the one object, too."""
    minimal.edit("publisher.toml", '"en"', '"eo"')
    said = minimal.run(command, "--json")
    assert said.code == 2
    assert said.json["artifacts"] == []
    found = {finding["id"]: finding for finding in said.json["findings"]}
    assert found["config/unknown-language"]["line"] == 5
    assert found["config/unknown-language"]["path"] == "publisher.toml"
    assert found["config/unknown-language"]["severity"] == "error"


CRASH = """
import publisher.load.config

def fail(*arguments):
    raise ZeroDivisionError("what nobody thought of")

publisher.load.config.load_newsroom = fail
"""


def test_own_fault(minimal: Newsroom, tmp_path) -> None:
    """What nobody thought of is owned up to: exit 4, one message, no traceback."""
    said = minimal.run("new", "press-release", "Title", env=sabotage(tmp_path / "site", CRASH))
    assert (said.code, said.stdout) == (4, "")
    assert "this is a fault of publisher itself: ZeroDivisionError: what nobody" in said.stderr
    assert "PUBLISHER_DEBUG=1" in said.stderr


def test_own_fault_with_debug(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    """PUBLISHER_DEBUG adds the traceback to the message."""
    monkeypatch.setenv("PUBLISHER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError) as caught:
        1 / 0  # noqa: B018  # it is here to fail
    assert report_crash(caught.value) == 4
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" in said.err
    assert "test_own_fault_with_debug" in said.err


def test_reader_that_went_away(minimal: Newsroom) -> None:
    """Output that nobody reads any more, as after `| head`, ends the command quietly."""
    process = subprocess.Popen(
        [sys.executable, "-m", "publisher", "status"],
        cwd=minimal.folder,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONWARNINGS": WARNINGS},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), said) == (0, b"")


def test_terminal_without_unicode(full: Newsroom) -> None:
    """Where stdout and stderr know only Latin letters, Khmer is escaped and nothing fails."""
    full.edit("locales/km/LC_MESSAGES/2023-*.po", "ដំណើរទស្សនកិច្ច", "ᚠដំណើរទស្សនកិច្ច")
    said = full.run("check", "--json", env={"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"})
    assert said.code == 1
    assert [finding["id"] for finding in said.json["findings"]] == [
        "message/foreign-script",
        "message/glyph-coverage",
    ]
    assert "ᚠដំណើរទស្សនកិច្ច" in said.json["findings"][1]["message"]
    assert "\\u178a" in said.stderr


def test_folder_with_spaces_and_khmer(tmp_path) -> None:
    """A newsroom may stand in a folder of any name."""
    newsroom = copy_newsroom("minimal", tmp_path / "ព័ត៌មាន & “news” #1")
    newsroom.build()
    assert (newsroom.site / "en" / "index.html").is_file()


def test_colours_only_where_asked_for(minimal: Newsroom) -> None:
    """What goes into a file or a pipe has no colour codes."""
    minimal.edit("releases/*/release.md", "title:", "titel:")
    said = minimal.run("check")
    assert said.code == 1
    assert "\x1b" not in said.stderr
