"""What other people's tools say of our files: GNU gettext of catalogues, poppler of PDFs.

These tests need Debian packages (gettext, poppler-utils). Where a tool is missing they fail:
`nox -s gettext` is there to run them, and a test that skips tells nothing.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from world import NEWSROOMS, ROOT, Newsroom

CATALOGS = sorted(
    path
    for folder in (ROOT / "locales", ROOT / "publisher" / "skeleton", NEWSROOMS)
    for pattern in ("*.po", "*.pot")
    for path in folder.rglob(pattern)
)
WHITE = re.compile("[\\s\u200b\u2060]+")


def run(tool: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a tool; one that is missing is an error that names its package."""
    path = shutil.which(tool)
    package = "gettext" if tool.startswith("msg") else "poppler-utils"
    assert path, f"{tool} is missing: apt install {package}"
    return subprocess.run([path, *map(str, arguments)], capture_output=True, text=True, check=False)


def test_there_are_catalogues() -> None:
    """The repository's own, those of new newsrooms, and those of the fixtures are looked at."""
    assert len(CATALOGS) > 25
    assert {path.suffix for path in CATALOGS} == {".po", ".pot"}


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: str(path.relative_to(ROOT)))
def test_msgfmt_accepts(path: Path, tmp_path: Path) -> None:
    """`msgfmt -c` compiles every catalogue and every pot, and warns of nothing but the fields
    that a translator's tool fills in."""
    done = run("msgfmt", "-c", "-o", tmp_path / "out.mo", path)
    assert done.returncode == 0, done.stderr
    fields = ("PO-Revision-Date", "Last-Translator", "Language-Team", "Language")
    warnings = [
        line
        for line in done.stderr.splitlines()
        if "warning:" in line and not any(f"'{field}'" in line for field in fields)
    ]
    assert not warnings


@pytest.mark.parametrize("tool", ["msgcat", "msgattrib"])
def test_gettext_tools_keep_every_message(tool: str, tmp_path: Path) -> None:
    """GNU gettext writes back as many messages as the catalogue has, translations included."""
    for path in NEWSROOMS.rglob("*.po"):
        out = tmp_path / path.name
        done = run(tool, "--no-wrap", "-o", out, path)
        assert done.returncode == 0, done.stderr
        for keyword in (b"\nmsgid ", b"\nmsgstr "):
            assert out.read_bytes().count(keyword) == path.read_bytes().count(keyword)


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
