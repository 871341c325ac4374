"""publisher build --watch: one build for each burst of saves, however an editor saves, and errors
that are shown and survived."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from world import PACKAGE, Newsroom, copy_newsroom

MADE = re.compile(r"(html|pdf |txt ) +\d+\.\d\d s  ")
"""A line that says how long after a save a file was in place."""
PATIENCE = 90.0
"""Seconds after which what should be said was not."""


class Watch:
    """A build that watches, and what it says, line by line."""

    def __init__(self, newsroom: Newsroom, *options: str) -> None:
        self.newsroom = newsroom
        self.lines: queue.Queue[str] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "publisher", "build", "--watch", "--jobs", "1", *options],
            cwd=newsroom.folder,
            env={
                **os.environ,
                "PYTHONPATH": str(PACKAGE.parent),
                "PUBLISHER_CACHE": str(newsroom.cache),
                "NO_COLOR": "1",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.thread = threading.Thread(target=self.listen, daemon=True)
        self.thread.start()

    def listen(self) -> None:
        """Take down what it says."""
        with self.process.stdout as lines:
            for line in lines:
                self.lines.put(line.rstrip("\n"))

    def end(self) -> None:
        """Leave nothing of it behind."""
        self.process.kill()
        self.process.wait()
        self.thread.join()

    def wait_for(self, words: str) -> list[str]:
        """What it says up to the first line with `words` in it."""
        said: list[str] = []
        deadline = time.monotonic() + PATIENCE
        while not said or words not in said[-1]:
            try:
                said.append(self.lines.get(timeout=max(0.0, deadline - time.monotonic())))
            except queue.Empty:
                raise AssertionError((words, said)) from None
        return said

    def rest(self, seconds: float) -> list[str]:
        """What it says in the next so many seconds."""
        said = []
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                said.append(self.lines.get(timeout=left))
            except queue.Empty:
                break
        return said

    def stop(self) -> int:
        """Press Ctrl-C; its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def watch(built_minimal: Newsroom, tmp_path: Path) -> Iterator[Watch]:
    """A watch over the minimal newsroom, which has begun."""
    newsroom = built_minimal.copy(tmp_path / "newsroom")
    watching = Watch(Newsroom(newsroom.folder), "-f", "html", "-f", "pdf")
    watching.wait_for("watching; Ctrl-C ends it")
    time.sleep(0.5)  # it says so a moment before the system tells it of saves
    yield watching
    watching.end()


def save_by_rename(path: Path, text: str) -> None:
    """Save as careful editors do: beside the file, then in its place, with a scrap on the way."""
    scrap = path.with_name(f".{path.name}.swp")
    scrap.write_text("unsaved", encoding="utf-8")
    beside = path.with_name(f"{path.name}~")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
    scrap.unlink()


def test_a_save_by_rename(watch: Watch) -> None:
    """A file that another took the place of is built; how long it took to HTML and PDF is said; and
    Ctrl-C ends it with 130."""
    path = watch.newsroom.path("releases/*/release.md")
    save_by_rename(path, path.read_text().replace("no more", "quixotic zebras"))
    said = watch.wait_for(".pdf")
    assert [MADE.match(line)[1] for line in said if MADE.match(line)] == ["html", "pdf "]
    page = watch.newsroom.path("site/**/en/*/index.html")
    assert "quixotic zebras" in page.read_text()
    assert watch.stop() == 130


def test_a_burst_is_one_build(watch: Watch) -> None:
    """Saves that follow upon each other at once are one build, of the last of them; on a busy
    machine, where there may be a pause between two of them, two."""
    path = watch.newsroom.path("releases/*/release.md")
    text = path.read_text()
    for number in range(8):
        save_by_rename(path, text.replace("no more", f"zebra {number}"))
    said = [*watch.wait_for(".pdf"), *watch.rest(1.5)]
    assert len([line for line in said if line.startswith("pdf")]) in {1, 2}
    page = watch.newsroom.path("site/**/en/*/index.html")
    assert "zebra 7" in page.read_text()


def test_an_error_is_shown_and_survived(watch: Watch) -> None:
    """What is wrong is said with its place, in a release and in the configuration; when it is
    mended, it is built."""
    path = watch.newsroom.path("releases/*/release.md")
    text = path.read_text()
    path.write_text(text.replace("kind:", "kinds:"))
    assert "/release.md:" in watch.wait_for("[release/")[-1]
    config = watch.newsroom.folder / "publisher.toml"
    kept = config.read_text()
    config.write_text(f"{kept}\n= broken\n")
    watch.wait_for("[config/")
    config.write_text(kept)
    watch.wait_for("nothing to make")
    path.write_text(text.replace("no more", "mended zebras"))
    watch.wait_for(".pdf")
    assert watch.process.poll() is None


def test_a_language_of_the_newsroom(tmp_path: Path) -> None:
    """A change to a newsroom's own language file, or to its list of words alone, changes where the
    lines of its pages may end."""
    newsroom = copy_newsroom("full", tmp_path / "newsroom")
    languages = PACKAGE / "languages"
    own = newsroom.folder / "languages"
    (own / "words").mkdir(parents=True)
    (own / "km.toml").write_bytes((languages / "km.toml").read_bytes())
    words = own / "words" / "km.txt"
    words.write_bytes((languages / "words" / "km.txt").read_bytes())
    watching = Watch(newsroom, "-f", "pdf", "-l", "km", "2023-11-01-seed-training")
    try:
        watching.wait_for("watching; Ctrl-C ends it")
        time.sleep(0.5)
        pdf = newsroom.path("site/**/*.km.pdf")
        before = pdf.read_bytes()
        first, _, rest = words.read_text().partition("\n")
        words.write_text(f"{first}\n")  # knows no word any more
        watching.wait_for(".pdf")
        without = pdf.read_bytes()
        assert without != before
        words.write_text(f"{first}\n{rest}")
        watching.wait_for(".pdf")
        assert pdf.read_bytes() == before
        text = (own / "km.toml").read_text()
        assert text.count('segmenter = "lexicon"') == 1
        (own / "km.toml").write_text(text.replace('segmenter = "lexicon"', 'segmenter = "none"'))
        watching.wait_for(".pdf")
        assert pdf.read_bytes() != before
    finally:
        watching.end()
