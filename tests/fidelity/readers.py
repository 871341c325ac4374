"""Five readers of PDFs.

In: paths. Out: the text of each page as each reader extracts it. A reader that is missing is an
error, never a gap in the table.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pymupdf
import pypdf
import pypdfium2

HERE = Path(__file__).parent

Pages = list[str]


def read_pdfium(path: Path) -> Pages:
    """PDFium: Chrome, Edge, Android."""
    document = pypdfium2.PdfDocument(path)
    return [page.get_textpage().get_text_range() for page in document]


def read_mupdf(path: Path) -> Pages:
    """MuPDF: many phone apps."""
    with pymupdf.open(path) as document:
        return [page.get_text() for page in document]


def read_pypdf(path: Path) -> Pages:
    """pypdf: scripts and search engines."""
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def read_poppler(path: Path) -> Pages:
    """poppler: Linux desktops."""
    tool = shutil.which("pdftotext")
    if tool is None:
        raise RuntimeError("pdftotext is missing: install poppler-utils")
    run = subprocess.run([tool, "-raw", path, "-"], capture_output=True, text=True, check=True)
    return run.stdout.split("\f")[:-1]


def read_pdfjs(paths: Sequence[Path]) -> Mapping[Path, Pages]:
    """pdf.js: Firefox. One process reads all."""
    run = subprocess.run(
        ["node", HERE / "read_pdfjs.mjs", *paths], capture_output=True, text=True, check=True
    )
    return {Path(path): pages for path, pages in json.loads(run.stdout).items()}


PIP_READERS: Mapping[str, Callable[[Path], Pages]] = {
    "PDFium": read_pdfium,
    "MuPDF": read_mupdf,
    "pypdf": read_pypdf,
}
"""The readers that come by pip; the default tests read with these."""


def read_all(paths: Sequence[Path]) -> dict[str, dict[Path, Pages]]:
    """The pages of every path by every reader."""
    readers = {**PIP_READERS, "poppler": read_poppler}
    read = {name: {path: reader(path) for path in paths} for name, reader in readers.items()}
    read["pdf.js"] = dict(read_pdfjs(paths))
    return read
