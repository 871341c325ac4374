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
"""What HarfBuzz gives a mark that has no letter to stand on. The unit's drawing has it."""

SUBSTITUTES = {0x2010: 0x2D, 0x2011: 0x2D}
"""Characters that may be drawn as another where a face lacks them: HYPHEN and NON-BREAKING HYPHEN
look like HYPHEN-MINUS. A reader of the PDF still gets the character that was written."""


PlacedGlyph = tuple[int, tuple[int, int, int, int]]
"""A glyph, and by how much it is moved (x, y) and moves the pen (x, y), in font units."""

PlacedGlyphs = tuple[PlacedGlyph, ...]

Piece = tuple[str, PlacedGlyphs]
"""A stretch of text, and its glyphs where it stands."""


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


CACHE_SIZE = 16384
"""How many answers of one kind a font remembers. A page has some hundred clusters and words, and a
language some thousand clusters; a worker's memory must not grow with the number of its pages."""


class Sign(NamedTuple):
    """A glyph to be made for a unit: what it draws, within which bounds (none without ink), the
    unit's own characters, and those that HarfBuzz may make of them before it looks for glyphs."""

    drawing: Drawing
    box: Box | None
    spelling: tuple[int, ...]
    normal_form: tuple[int, ...]


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
        self.draw = functools.lru_cache(maxsize=CACHE_SIZE)(self._draw)
        self.compare = functools.lru_cache(maxsize=CACHE_SIZE)(self._compare)
        self.held = frozenset({*map(chr, self.characters), *IGNORABLE})
        self.sign_of = functools.lru_cache(maxsize=CACHE_SIZE)(self._sign_of)
        self.drawing_of = functools.lru_cache(maxsize=CACHE_SIZE)(self._drawing_of)
        self.bounds_of = functools.lru_cache(maxsize=CACHE_SIZE)(self._bounds_of)
        self.units_of = functools.lru_cache(maxsize=CACHE_SIZE // 4)(self._units_of)
        self.nominal_characters = functools.lru_cache(maxsize=CACHE_SIZE)(self._nominal_characters)

    def holds(self, text: str) -> bool:
        """Whether the file has every character of `text` that draws something."""
        return self.held.issuperset(text)

    def shape(self, text: str, language: str) -> list[tuple[int, Drawing]]:
        """The clusters of `text`: the offset where each starts, and what it draws."""
        return [(start, self.draw(glyphs)) for start, glyphs in self._place(text, language)]

    def _place(self, text: str, language: str) -> list[tuple[int, PlacedGlyphs]]:
        """The clusters of `text`: the offset where each starts, and its glyphs."""
        buffer = self._buffer(text, language)
        hb.shape(self.font, buffer)
        clusters: list[tuple[int, PlacedGlyphs]] = []
        glyphs: list[PlacedGlyph] = []
        start = -1
        for info, position in zip(
            buffer.glyph_infos or (), buffer.glyph_positions or (), strict=True
        ):
            if info.cluster != start:
                if glyphs:
                    clusters.append((start, tuple(glyphs)))
                glyphs, start = [], info.cluster
            glyphs.append((info.codepoint, position.position))
        if glyphs:
            clusters.append((start, tuple(glyphs)))
        return clusters

    def _draw(self, glyphs: PlacedGlyphs) -> Drawing:
        """What glyphs draw, one after the other."""
        ink: list[Ink] = []
        pen = 0
        for glyph, (x, y, advance, _) in glyphs:
            if self.truetype.outline(glyph):
                ink.append(Ink(glyph, pen + x, y))
            pen += advance
        return Drawing(tuple(ink), pen)

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
        runs = script_runs(text)
        if len(runs) > 1:
            return tuple(code for run in runs for code in self.nominal_characters(run, language))
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

    def _sign_of(self, text: str, language: str) -> Sign | None:
        """The glyph of a unit; nothing for a character that simply draws its own."""
        drawing = self.drawing_of(text, language)
        if len(text) == 1:
            source = self.characters.get(ord(text))
            if source is None:
                return None
            own = ((source, 0, 0),) if self.truetype.outline(source) else ()
            if drawing == (own, self.truetype.advances[source]):
                return None
        codes = self.nominal_characters(text, language)
        return Sign(
            drawing=drawing,
            box=self.bounds_of(drawing),
            spelling=tuple(map(ord, text)),
            normal_form=tuple(c for c in codes if c != DOTTED_CIRCLE or chr(c) in text),
        )

    def _compare(
        self, text: str, glyphs: PlacedGlyphs, language: str
    ) -> tuple[int | None, Drawing, int]:
        """How far right of its place alone a cluster draws in a word (nothing where its ink
        differs), what it draws alone, and how far it moves the pen in the word."""
        found, alone = self.draw(glyphs), self.drawing_of(text, language)
        lead = None if text in JOINERS else lead_of(found, alone)
        return lead, alone, found.advance

    def _units_of(self, text: str, language: str) -> tuple[Unit, ...]:
        """The units of a word; their texts join to it. Scripts are shaped apart, as Pango does."""
        runs = script_runs(text)
        if len(runs) > 1:
            return tuple(unit for run in runs for unit in self.units_of(run, language))
        clusters = self._place(text, language)
        ends = [start for start, _ in clusters[1:]] + [len(text)]
        pieces = [(text[s:e], glyphs) for (s, glyphs), e in zip(clusters, ends, strict=True)]
        while True:
            found = [self.compare(part, glyphs, language) for part, glyphs in pieces]
            odd = next((i for i, (lead, _, _) in enumerate(found) if lead is None), None)
            if odd is None or len(pieces) == 1:
                break
            self._settle(pieces, odd, language)
        leads = [lead or 0 for lead, _, _ in found]
        return tuple(
            Unit(part, alone, advance - lead - alone.advance + follows)
            for (part, _), (_, alone, advance), lead, follows in zip(
                pieces, found, leads, [*leads[1:], 0], strict=True
            )
        )

    def _settle(self, pieces: list[Piece], odd: int, language: str) -> None:
        """Join a piece that draws here what it does not draw alone with as few neighbours as make
        one that does: it may depend on what stands before it or behind, such as RA before a
        stack."""
        for size in range(2, len(pieces) + 1):
            for first in range(max(0, odd - size + 1), min(odd, len(pieces) - size) + 1):
                text, glyphs = join_pieces(pieces[first : first + size])
                if size == len(pieces) or self.compare(text, glyphs, language)[0] is not None:
                    pieces[first : first + size] = [(text, glyphs)]
                    return


def join_pieces(pieces: Sequence[Piece]) -> Piece:
    """Neighbours as one."""
    glyphs = (placed for _, part in pieces for placed in part)
    return "".join(text for text, _ in pieces), tuple(glyphs)


@functools.lru_cache(maxsize=4096)
def script_of(character: str) -> str | None:
    """The script of a character, as in ISO 15924; nothing for what scripts share (UAX #24)."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    return buffer.script or None


def script_runs(text: str) -> list[str]:
    """`text` cut where another script begins; what scripts share goes with what stands before."""
    if len({script_of(character) for character in set(text)} - {None}) < 2:
        return [text]
    runs = []
    start = 0
    current = None
    for offset, character in enumerate(text):
        script = script_of(character)
        if script is None or script == current:
            continue
        if current is not None:
            runs.append(text[start:offset])
            start = offset
        current = script
    return [*runs, text[start:]]


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
