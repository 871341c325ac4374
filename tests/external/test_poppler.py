"""What poppler says of our PDFs.

These tests need the Debian package poppler-utils. Where it is missing they fail: `nox -s gettext`
is there to run them, and a test that skips tells nothing.
"""

import re
from pathlib import Path

import pytest
from programs import run
from world import Newsroom

WHITE = re.compile("[\\s\u200b\u2060]+")


@pytest.fixture(scope="session")
def pdfs(built_full: Newsroom) -> list[Path]:
    """The PDFs of the full newsroom."""
    return sorted(built_full.site.rglob("*.pdf"))


def test_pdffonts_sees_our_faces_alone(pdfs: list[Path]) -> None:
    """Every font is a Noto or Moul face, TrueType, embedded, subset, and with a text map."""
    assert len(pdfs) == 8
    for path in pdfs:
        done = run("pdffonts", path)
        assert (done.returncode, done.stderr) == (0, "")
        rows = done.stdout.splitlines()[2:]
        assert rows
        for row in rows:
            assert re.match(r"[A-Z]{6}\+(Noto|Moul)", row), row
            assert "CID TrueType" in row
            assert re.search(r"Identity-H +yes yes yes", row), row


def test_pdftotext_gives_the_text_back(pdfs: list[Path]) -> None:
    """Poppler finds every line of the plain text in the PDF, white space aside; but for those
    that differ: the kind, which a template may name otherwise, addresses, pictures and rules."""
    for path in pdfs:
        done = run("pdftotext", "-raw", path, "-")
        assert (done.returncode, done.stderr) == (0, "")
        text = WHITE.sub("", done.stdout)
        lines = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
        for line in [*lines[:1], *lines[3:]]:
            words = WHITE.sub("", line)
            if "<" not in words and not words.startswith(("[", "*", "—")):
                assert words in text, f"{path.name}: {line}"


def test_pdfinfo_finds_nothing_wrong(pdfs: list[Path]) -> None:
    """Poppler reads title, pages and tags of every PDF without a complaint."""
    for path in pdfs:
        done = run("pdfinfo", path)
        assert (done.returncode, done.stderr) == (0, "")
        assert re.search(r"^Title: +\S", done.stdout, re.MULTILINE)
        assert re.search(r"^Tagged: +yes", done.stdout, re.MULTILINE)
