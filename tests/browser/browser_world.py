"""The preview of the repository's newsroom, and Debian's Chromium to look at it.

In: a folder to work in. Out: a copy of the newsroom there, the address at which its preview
answers, a browser, and what a person does in one.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright
from world import ROOT

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
SAFE = "2017-07-24-safe-from-the-start"
WAITING = 120_000
"""Milliseconds: the first PDF on a busy machine."""


def copy_newsroom(folder: Path) -> Path:
    """The repository's newsroom in a folder that is there, to change."""
    for name in ("publisher.toml", "releases", "locales", "templates"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        copy(source, folder / name)
    return folder


@contextmanager
def run_preview(newsroom: Path, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """Where the preview of a newsroom answers; `env` comes on top of this process's environment."""
    command = [sys.executable, "-m", "publisher", "preview", "--no-open", "--port", "0"]
    process = subprocess.Popen(
        command,
        cwd=newsroom,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield process.stdout.readline().strip()
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=20)
        process.stdout.close()
    assert code == 130


@contextmanager
def open_chromium(*arguments: str) -> Iterator[Browser]:
    """Chromium, with arguments of its own."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*ARGUMENTS, *arguments]
        )
        yield chromium
        chromium.close()


def frame(page: Page, edition: str) -> Locator:
    """The web page of an edition, in its frame."""
    return page.frame_locator(f'[data-pane="{edition}"] .web:not(.next)').locator("body")


def edit(path: Path, old: str, new: str) -> None:
    """Save a change."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")


def drop_picture(page: Page, name: str, kind: str, data: bytes) -> None:
    """Drop a picture onto a page, and wait until it asks what the picture shows."""
    transfer = page.evaluate_handle(
        """([name, type, bytes]) => { const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], name, { type }));
        return data; }""",
        [name, kind, list(data)],
    )
    page.dispatch_event("main", "drop", {"dataTransfer": transfer})
    assert page.evaluate("document.activeElement.id") == "alt"
