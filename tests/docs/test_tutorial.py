"""The tutorial works: what docs/tutorial.md tells people to type and to write, done in that order.

A box with a title is a file to write; one without holds commands, each behind a `$`, and below each
what it answers, of which `…` stands for any part, and alone on its line for any lines.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from world import PACKAGE, ROOT, WARNINGS, Said, publisher

TUTORIAL = ROOT / "docs" / "tutorial.md"
BOX = re.compile(
    r'^```(?P<kind>\w*)(?: title="(?P<path>[^"\n]+)")?\n(?P<text>.*?)^```$',
    re.MULTILINE | re.DOTALL,
)


class Step(NamedTuple):
    """Something to do: a command with the answer that is shown, or a file with its text."""

    command: str
    path: str
    shown: str


def read_steps() -> Iterator[Step]:
    """What the tutorial has people do, in its order."""
    for box in BOX.finditer(TUTORIAL.read_text(encoding="utf-8")):
        if box["path"]:
            yield Step("", box["path"], box["text"])
            continue
        assert box["kind"] == "console", f"a box is a command or a file: {box[0]}"
        before, *commands = re.split(r"^\$ ", box["text"], flags=re.MULTILINE)
        assert before == ""
        for command in commands:
            line, _, shown = command.partition("\n")
            yield Step(line, "", shown)


def answers(said: Said, shown: str) -> bool:
    """Whether a command said what is shown, on either of its two ways out or both."""
    lines = [re.escape(line.rstrip()).replace("…", ".*") for line in shown.splitlines()]
    pattern = "".join("(?:.*\n)*" if line == ".*" else f"{line} *\n" for line in lines)
    out, err = said.stdout, said.stderr
    return any(re.fullmatch(pattern, text) for text in (out, err, out + err, err + out))


def preview(folder: Path) -> Said:
    """The preview, which answers until Ctrl-C; on any port, and with no browser to open."""
    process = subprocess.Popen(
        [sys.executable, "-m", "publisher", "preview", "--no-open", "--port", "0"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONWARNINGS": WARNINGS},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    first = process.stdout.readline()
    with urllib.request.urlopen(first.strip(), timeout=60) as answer:
        assert "nine-villages" in answer.read().decode()
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    assert process.returncode in {0, 130}
    return Said(code=0, stdout=first + rest, stderr="")


def test_every_step_of_the_tutorial(tmp_path: Path) -> None:
    """From an empty folder, each command answers as the page shows, and at the end the release is
    published in three languages, with nothing left to find."""
    folder = tmp_path / "empty"
    folder.mkdir()
    cache = {"PUBLISHER_CACHE": str(tmp_path / "cache")}
    done = []
    for step in read_steps():
        program, *arguments = shlex.split(step.command) or [""]
        if step.path:
            (folder / step.path).write_text(step.shown, encoding="utf-8")
        elif program == "cd":
            folder /= arguments[0]
        else:
            assert program == "publisher", step.command
            is_preview = arguments == ["preview"]
            said = preview(folder) if is_preview else publisher(*arguments, cwd=folder, env=cache)
            finds = "error:" in step.shown
            assert said.code == (1 if finds else 0), (step.command, said)
            assert not step.shown or answers(said, step.shown), (step.command, said)
            done.append(arguments[0] if arguments else "")
    assert {"init", "new", "sync", "kit", "intake", "check", "build", "mail"} <= {*done}
    slug = "2026-03-02-nine-villages-measure-the-river"
    for language in ("en", "my", "km"):
        page = (folder / "site" / language / slug / "index.html").read_text(encoding="utf-8")
        assert f'href="{slug}.{language}.pdf"' in page
        assert slug in (folder / "site" / language / "index.html").read_text(encoding="utf-8")


def test_an_answer_that_differs_is_seen() -> None:
    """What is shown is compared line by line, not just looked for."""
    said = Said(code=0, stdout="one\ntwo\nthree\n", stderr="note\n")
    assert answers(said, "one\ntwo\nthree\n")
    assert answers(said, "one\n…\n")
    assert answers(said, "o…\ntwo\n…\n")
    assert answers(said, "…\nthree\nnote\n")
    assert not answers(said, "one\nthree\n")
    assert not answers(said, "one\ntwo\n")
    assert not answers(said, "…\ntwo\n")
