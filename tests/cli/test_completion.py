"""Shells complete commands, options, releases and languages."""

import subprocess

import pytest
from world import Newsroom, publisher

from publisher.cli.main import COMMANDS

SLUG = "2024-02-10-water-for-two-deltas"
OTHER = "2024-03-01-rice-dialogue"


def complete(newsroom: Newsroom, line: str) -> list[str]:
    """What bash is told when somebody presses Tab behind `line`."""
    words = line.split(" ")
    said = newsroom.run(
        env={
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
            "_PUBLISHER_COMPLETE": "bash_complete",
        }
    )
    assert (said.code, said.stderr) == (0, "")
    return said.stdout.split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts(shell: str, tmp_path) -> None:
    """Each shell has its script, which asks `publisher` itself; no newsroom is needed."""
    said = publisher("completion", shell, cwd=tmp_path)
    assert (said.code, said.stderr) == (0, "")
    assert f"_PUBLISHER_COMPLETE={shell}_complete" in said.stdout


def test_bash_takes_the_script(tmp_path) -> None:
    """Bash runs the script and completes `publisher` with it from then on."""
    script = publisher("completion", "bash", cwd=tmp_path).stdout + "\ncomplete -p publisher\n"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("complete ")


def test_unknown_shell() -> None:
    """Of a shell that it does not know, the command names those that it does."""
    said = publisher("completion", "tcsh")
    assert (said.code, said.stdout) == (2, "")
    assert "'bash', 'zsh', 'fish'" in " ".join(said.stderr.split())


def test_commands(full: Newsroom) -> None:
    """Commands are completed by how they begin."""
    assert complete(full, "publisher ") == [f"plain,{name}" for name in sorted(COMMANDS)]
    assert complete(full, "publisher bu") == ["plain,build"]


def test_options(full: Newsroom) -> None:
    """So are options, and their choices."""
    assert complete(full, "publisher build --str") == ["plain,--strict"]
    assert complete(full, "publisher build -f p") == ["plain,pdf"]
    assert complete(full, "publisher new press") == ["plain,press-release"]


@pytest.mark.parametrize(
    "command",
    ["build", "check", "mail", "proof", "status", "sync", "memory import x.tmx --release"],
)
def test_slugs(command: str, full: Newsroom) -> None:
    """Wherever a release is named, releases are completed, the newest first."""
    assert complete(full, f"publisher {command} 2024") == [f"plain,{OTHER}", f"plain,{SLUG}"]


def test_a_slug_is_offered_once(full: Newsroom) -> None:
    """A release that is on the line is not offered again."""
    assert complete(full, f"publisher build {OTHER} 2024") == [f"plain,{SLUG}"]


def test_check_takes_files(full: Newsroom) -> None:
    """Where no release begins so, `check` leaves it to the shell to complete a file."""
    assert complete(full, "publisher check Down") == ["file,Down"]


@pytest.mark.parametrize(
    "command", ["build -l", "status --language", "proof x -l", "memory export -l", "kit"]
)
def test_languages(command: str, full: Newsroom) -> None:
    """Wherever a language is named, those of the newsroom are completed."""
    assert complete(full, f"publisher {command} ") == ["plain,en", "plain,my", "plain,km"]
    assert complete(full, f"publisher {command} k") == ["plain,km"]


def test_ids(full: Newsroom) -> None:
    """`explain` completes the ids of checks and of other findings."""
    assert complete(full, "publisher explain message/glyph") == ["plain,message/glyph-coverage"]
    assert "plain,environment/pango" in complete(full, "publisher explain environment/")


def test_named_newsroom(full: Newsroom, tmp_path) -> None:
    """--newsroom says whose releases and languages are completed."""
    elsewhere = Newsroom(tmp_path / "elsewhere")
    elsewhere.folder.mkdir()
    line = f"publisher --newsroom {full.folder}"
    assert complete(elsewhere, f"{line} build 2024-03") == [f"plain,{OTHER}"]
    assert complete(elsewhere, f"{line} build -l m") == ["plain,my"]


def test_no_newsroom(tmp_path) -> None:
    """Where there is no newsroom, or none that can be read, a shell gets no words and no noise."""
    assert complete(Newsroom(tmp_path), "publisher build ") == []
    (tmp_path / "publisher.toml").write_text("[")
    assert complete(Newsroom(tmp_path), "publisher build -l ") == []
