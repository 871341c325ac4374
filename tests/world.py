"""The world that tests run in: newsrooms to try things in, and the command, run as people do.

In: the newsrooms of `tests/newsrooms`. Out: copies of them, and what the command said. A command
runs in a process of its own, where warnings are errors, and never prints a traceback.
"""

import importlib.util
import json
import os
import pty
import shutil
import subprocess
import sys
import termios
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NEWSROOMS = Path(__file__).parent / "newsrooms"
ROOT = Path(__file__).parent.parent
"""The repository, itself a newsroom."""
PACKAGE = Path(importlib.util.find_spec("publisher").origin).parent
"""The package that the tests are about: the checkout's, or an installed one."""
WARNINGS = "error,ignore::ResourceWarning"
"""Warnings are errors, but for the colour profile that WeasyPrint 70 leaves to be closed."""

PLAIN = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"}
"""Variables that change what a terminal shows."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """How a run of the command ended, and what it said."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        """Stdout as the one JSON object that it must be."""
        return json.loads(self.stdout)


def publisher(
    *arguments: object,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    options: tuple[str, ...] = (),
) -> Said:
    """Run `python -m publisher`; `options` are Python's own, `env` comes on top of this
    process's environment, less what would change fonts or colours."""
    surroundings = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FONTCONFIG_", "PUBLISHER_", "NO_COLOR", "FORCE_COLOR"))
    }
    surroundings |= {"PYTHONPATH": str(PACKAGE.parent), "PYTHONWARNINGS": WARNINGS, **(env or {})}
    done = subprocess.run(
        [sys.executable, *options, "-m", "publisher", *map(str, arguments)],
        cwd=cwd,
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=300,
    )
    said = Said(code=done.returncode, stdout=done.stdout, stderr=done.stderr)
    assert "Traceback" not in said.stderr + said.stdout, said
    return said


def on_terminal(
    *arguments: object,
    cwd: Path,
    typed: str = "",
    columns: int = 80,
    env: Mapping[str, str] | None = None,
) -> Said:
    """Run `python -m publisher` on a terminal of so many columns, where somebody types; its stdout
    and stderr are one."""
    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, (24, columns))
    surroundings = {k: v for k, v in os.environ.items() if k not in PLAIN}
    surroundings |= {"PYTHONPATH": str(PACKAGE.parent), "TERM": "xterm-256color", **(env or {})}
    with subprocess.Popen(
        [sys.executable, "-m", "publisher", *map(str, arguments)],
        cwd=cwd,
        env=surroundings,
        stdin=follower,
        stdout=follower,
        stderr=follower,
    ) as process:
        os.close(follower)
        os.write(leader, typed.encode())
        said = b""
        try:
            while data := os.read(leader, 65536):
                said += data
        except OSError:
            pass  # so ends what a terminal says on Linux
        os.close(leader)
    text = said.decode().replace("\r\n", "\n")
    assert "Traceback" not in text, text
    return Said(code=process.returncode, stdout=text, stderr="")


@dataclass(frozen=True)
class Newsroom:
    """A copy of a newsroom, to run commands in and to change."""

    folder: Path

    @property
    def site(self) -> Path:
        """Where `build` puts the site."""
        return self.folder / "site"

    @property
    def cache(self) -> Path:
        """Where builds of the newsroom keep what they made."""
        return self.folder.with_name(f"{self.folder.name}-cache")

    def run(self, *arguments: object, env: Mapping[str, str] | None = None, **how: Any) -> Said:
        """Run a command in the newsroom, which has a cache of its own."""
        env = {"PUBLISHER_CACHE": str(self.cache), **(env or {})}
        return publisher(*arguments, cwd=self.folder, env=env, **how)

    def build(self, *arguments: object, **how: Any) -> Said:
        """Build in one process, which must succeed."""
        said = self.run("build", "--jobs", 1, *arguments, **how)
        assert said.code == 0, said
        return said

    def path(self, pattern: str) -> Path:
        """The one path that matches a glob pattern."""
        (found,) = self.folder.glob(pattern)
        return found

    def edit(self, pattern: str, old: str, new: str) -> Path:
        """Replace the one place where `old` stands in the file that matches `pattern`."""
        path = self.path(pattern)
        text = path.read_bytes().decode()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        path.write_bytes(text.replace(old, new).encode())
        return path

    def copy(self, folder: Path) -> "Newsroom":
        """A copy of the newsroom with its site, times of files included."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return Newsroom(folder)


def copy_newsroom(name: str, folder: Path) -> Newsroom:
    """A fresh copy of a newsroom of `tests/newsrooms`."""
    return Newsroom(NEWSROOMS / name).copy(folder)


def read_tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def read_times(folder: Path) -> dict[str, int]:
    """When each file below `folder` was last written, in nanoseconds."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def read_sources(newsroom: Newsroom) -> dict[str, bytes]:
    """Every file of a newsroom but those of its site."""
    return {
        path: data
        for path, data in read_tree(newsroom.folder).items()
        if not path.startswith("site/")
    }


def sabotage(folder: Path, code: str) -> dict[str, str]:
    """An environment in which every Python process runs `code` before anything else."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sitecustomize.py").write_text(code, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(folder), str(PACKAGE.parent)])}


NO_PANGO = """
import cffi, ctypes

load = ctypes.CDLL.__init__

def refuse(self, name, *rest, **named):
    if isinstance(self, cffi.FFI) or "pango" in str(name):
        raise OSError(f"cannot load library {name!r}")
    load(self, name, *rest, **named)

cffi.FFI.dlopen = ctypes.CDLL.__init__ = refuse
"""
"""A machine without Pango, for `sabotage`."""
