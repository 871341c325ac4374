"""How HarfBuzz sets text with a face: clusters, what each draws, and what lies between them.

In: the files of a face, and text. Out: units. A unit is the least stretch of text that looks the
same wherever it stands: nearly always one HarfBuzz cluster, and more where a cluster's glyphs
depend on its neighbours. What remains between two units is kerning.

Background: HarfBuzz clusters, https://harfbuzz.github.io/clusters.html
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import uharfbuzz as hb

from publisher.render.sfnt import Box, TrueTypeFont

IGNORABLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Characters that draw nothing and that HarfBuzz hides; every document face maps them."""

JOINERS = frozenset("\u200c\u200d")
"""Zero-width joiner and non-joiner: HarfBuzz takes the glyph of one away, and its text would go
with it; so they are part of a unit that draws something."""


DOTTED_CIRCLE = 0x25CC


SUBSTITUTES = {0x2010: 0x2D, 0x2011: 0x2D}
"""Characters that may be drawn as another where a face lacks them: HYPHEN and NON-BREAKING HYPHEN
look like HYPHEN-MINUS. A reader of the PDF still gets the character that was written."""


class Ink(NamedTuple):
    """A glyph with an outline, at a place relative to the pen, in font units."""

    glyph: int
    x: int
    y: int


class Drawing(NamedTuple):
    """What a stretch of text draws, and how far it moves the pen, in font units."""

    ink: tuple[Ink, ...]
    advance: int

    def shifted(self, by: int) -> "Drawing":
        """The same ink further right, the pen ending as much further."""
        return Drawing(tuple(Ink(i.glyph, i.x + by, i.y) for i in self.ink), self.advance + by)


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text with one drawing; `kern` is added before the next unit."""

    text: str
    drawing: Drawing
    kern: int


Piece = tuple[str, Drawing]
"""A stretch of text, and what it draws where it stands."""


class ShapingFont:
    """One file of a face, ready for HarfBuzz."""

    def __init__(self, data: bytes) -> None:
        self.truetype = TrueTypeFont(data)
        self.face = hb.Face(hb.Blob(data))
        self.font = hb.Font(self.face)
        self.characters: dict[int, int] = {
            code: self.font.get_nominal_glyph(code) or 0 for code in self.face.unicodes
        }
        self.substitutes = {
            code: other
            for code, other in SUBSTITUTES.items()
            if code not in self.characters and other in self.characters
        }
        for code, other in self.substitutes.items():
            self.characters[code] = self.characters[other]
        self._code_of: dict[int, int] = {}
        for code in sorted(self.characters, reverse=True):
            self._code_of[self.characters[code]] = code
        self.drawing_of = functools.lru_cache(maxsize=65536)(self._drawing_of)
        self.bounds_of = functools.lru_cache(maxsize=65536)(self._bounds_of)
        self.units_of = functools.lru_cache(maxsize=65536)(self._units_of)
        self.nominal_characters = functools.lru_cache(maxsize=65536)(self._nominal_characters)

    def holds(self, text: str) -> bool:
        """Whether the file has every character of `text` that draws something."""
        return all(ord(c) in self.characters or c in IGNORABLE for c in text)

    def shape(self, text: str, language: str) -> list[tuple[int, Drawing]]:
        """The clusters of `text`: the offset where each starts, and what it draws."""
        buffer = self._buffer(text, language)
        hb.shape(self.font, buffer)
        clusters: list[tuple[int, Drawing]] = []
        ink: list[Ink] = []
        pen = 0
        start = -1
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            if info.cluster != start:
                if start >= 0:
                    clusters.append((start, Drawing(tuple(ink), pen)))
                ink, pen, start = [], 0, info.cluster
            if self.truetype.outline(info.codepoint):
                ink.append(Ink(info.codepoint, pen + position.x_offset, position.y_offset))
            pen += position.x_advance
        if start >= 0:
            clusters.append((start, Drawing(tuple(ink), pen)))
        return clusters

    def find_dotted_circles(self, text: str, language: str) -> list[int]:
        """Offsets of the clusters of `text` that HarfBuzz puts a dotted circle (U+25CC) into,
        because a mark has nothing to stand on. It does so only where the face has that glyph;
        text with dotted circles of its own has none.

        Background: https://learn.microsoft.com/en-us/typography/script-development/myanmar
        """
        circle = self.characters.get(DOTTED_CIRCLE)
        if circle is None or chr(DOTTED_CIRCLE) in text:
            return []
        buffer = self._buffer(text, language)
        hb.shape(self.font, buffer)
        return [info.cluster for info in buffer.glyph_infos if info.codepoint == circle]

    def _nominal_characters(self, text: str, language: str) -> tuple[int, ...]:
        """The characters that HarfBuzz looks up for `text` before it applies any feature: its
        normal form, in its order (split vowels of Khmer, SARA AM of Thai)."""
        buffer = self._buffer(text, language)
        glyphs: list[int] = []

        def watch(message: str) -> bool:
            if message.startswith("start table GSUB"):
                glyphs.extend(info.codepoint for info in buffer.glyph_infos)
            return not message.startswith("start table")

        buffer.set_message_func(watch)
        hb.shape(self.font, buffer)
        if not glyphs:
            return tuple(ord(character) for character in text)
        spelled = {self.characters.get(ord(c), 0): ord(c) for c in text}
        return tuple(spelled.get(glyph) or self._code_of.get(glyph, 0) for glyph in glyphs)

    def _buffer(self, text: str, language: str) -> hb.Buffer:
        buffer = hb.Buffer()
        buffer.add_str(text.translate(self.substitutes) if self.substitutes else text)
        buffer.guess_segment_properties()
        buffer.language = language
        return buffer

    def _drawing_of(self, text: str, language: str) -> Drawing:
        """What `text` draws when it stands alone."""
        ink: list[Ink] = []
        pen = 0
        for _, drawing in self.shape(text, language):
            ink += [Ink(i.glyph, pen + i.x, i.y) for i in drawing.ink]
            pen += drawing.advance
        return Drawing(tuple(ink), pen)

    def _bounds_of(self, drawing: Drawing) -> Box | None:
        """The common bounds of what a drawing inks; nothing where it inks nothing."""
        boxes = [
            Box(box.x_min + ink.x, box.y_min + ink.y, box.x_max + ink.x, box.y_max + ink.y)
            for ink in drawing.ink
            if (box := self.truetype.box(ink.glyph)) is not None
        ]
        if not boxes:
            return None
        return Box(
            min(box.x_min for box in boxes),
            min(box.y_min for box in boxes),
            max(box.x_max for box in boxes),
            max(box.y_max for box in boxes),
        )

    def _units_of(self, text: str, language: str) -> tuple[Unit, ...]:
        """The units of a word; their texts join to it."""
        clusters = self.shape(text, language)
        ends = [start for start, _ in clusters[1:]] + [len(text)]
        pieces = [(text[s:e], drawing) for (s, drawing), e in zip(clusters, ends, strict=True)]
        while True:
            leads = [lead_of(drawing, self.drawing_of(part, language)) for part, drawing in pieces]
            odd = next(
                (i for i, (part, _) in enumerate(pieces) if leads[i] is None or part in JOINERS),
                None,
            )
            if odd is None or len(pieces) == 1:
                break
            self._settle(pieces, odd, language)
        units = []
        for index, (part, drawing) in enumerate(pieces):
            alone = self.drawing_of(part, language)
            lead = leads[index] or 0
            follows = (leads[index + 1] or 0) if index + 1 < len(pieces) else 0
            kern = drawing.advance - lead - alone.advance + follows
            units.append(Unit(part, alone, kern))
        return tuple(units)

    def _settle(self, pieces: list[Piece], odd: int, language: str) -> None:
        """Join a piece that draws here what it does not draw alone with as few neighbours as make
        one that does: it may depend on what stands before it or behind, such as RA before a
        stack."""
        for size in range(2, len(pieces) + 1):
            for first in range(max(0, odd - size + 1), min(odd, len(pieces) - size) + 1):
                text, drawing = join_pieces(pieces[first : first + size])
                whole = size == len(pieces)
                if whole or lead_of(drawing, self.drawing_of(text, language)) is not None:
                    pieces[first : first + size] = [(text, drawing)]
                    return


def join_pieces(pieces: Sequence[Piece]) -> Piece:
    """Neighbours as one."""
    ink: list[Ink] = []
    pen = 0
    for _, drawing in pieces:
        ink += [Ink(i.glyph, pen + i.x, i.y) for i in drawing.ink]
        pen += drawing.advance
    return "".join(text for text, _ in pieces), Drawing(tuple(ink), pen)


def lead_of(found: Drawing, alone: Drawing) -> int | None:
    """How far right of its place alone a cluster draws here; nothing where its ink differs."""
    if not alone.ink:
        return 0 if not found.ink else None
    if len(found.ink) != len(alone.ink):
        return None
    lead = found.ink[0].x - alone.ink[0].x
    return lead if found.ink == alone.shifted(lead).ink else None


@functools.lru_cache(maxsize=64)
def shaping_font(data: bytes) -> ShapingFont:
    """The font that `data` holds, made once per process."""
    return ShapingFont(data)
