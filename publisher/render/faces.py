"""The faces of a document: one font per face, made of exactly what the document says.

In: the texts of a page by the faces they ask for, and the files of those faces. Out: fonts in
which every unit of text (render.shaping) is one glyph with its own characters, so that a PDF's
plain ToUnicode map gives the text back in logical order, whatever the shaper reorders. The
pages look as HarfBuzz sets them with the untouched faces: each glyph is a composite of theirs at
the shaped places, and kerning is carried over.

All faces of a family hold the same characters: fontconfig ranks coverage above weight, and would
set everything in the face that holds more.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from publisher.model.errors import ContentError
from publisher.model.face import FaceKey
from publisher.model.finding import Finding
from publisher.model.page import FaceUse, document_family
from publisher.render.sfnt import (
    Component,
    FontBuilder,
    Ligature,
    component_offsets,
    composite_outline,
)
from publisher.render.shaping import IGNORABLE, ShapingFont, Unit, shaping_font

FaceFiles = Mapping[FaceKey, Sequence[bytes]]
"""The files of each face, in order of preference."""

FURNITURE = " \u00a0\u200b\u2060"
"""What every face holds, for text that the page gains on its way: spaces and break marks."""

DOTTED_CIRCLE = 0x25CC
"""What HarfBuzz gives a mark that has no letter to stand on. The unit's drawing has it."""


class Stretch(NamedTuple):
    """Text that one file of a face sets, in one language."""

    text: str
    language: str


def uncovered(character: str, text: str) -> ContentError:
    """What a character that no face of its text holds is reported as."""
    name = unicodedata.name(character, "unnamed")
    return ContentError(
        Finding(
            id="message/glyph-coverage",
            message=f"no face has the character {character!r} "
            f"(U+{ord(character):04X} {name}), which stands in: {text[:60]}",
            hint="write it with another character; where no catalogue has it, a template does",
        )
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentFace:
    """A font made for a document: `key` is the face that it stands for, `language` the one whose
    text it sets."""

    key: FaceKey
    language: str
    data: bytes

    @property
    def family(self) -> str:
        """The family that the page's styles ask for."""
        return document_family(self.key.family, self.language)


def find_file(fonts: Sequence[ShapingFont], character: str) -> int | None:
    """The first file that holds a character."""
    code = ord(character)
    return next((i for i, font in enumerate(fonts) if code in font.characters), None)


def existing_face(files: FaceFiles, family: str, weight: int, italic: bool) -> FaceKey | None:
    """The face of a family that is nearest to what is asked for: upright rather than none,
    then the regular weight; nothing for a family that is not here."""
    wanted = (
        FaceKey(family, weight, italic),
        FaceKey(family, weight, False),
        FaceKey(family, 400, italic),
        FaceKey(family, 400, False),
    )
    return next((key for key in wanted if key in files), None)


@dataclass(kw_only=True, slots=True)
class FacePlan:
    """Which stretches of text each face sets, by face and number of its file."""

    stretches: dict[FaceKey, dict[int, dict[Stretch, None]]] = field(default_factory=dict)

    def add(self, key: FaceKey, number: int, stretch: Stretch) -> None:
        """Note a stretch once."""
        self.stretches.setdefault(key, {}).setdefault(number, {})[stretch] = None


def plan_faces(texts: Mapping[FaceUse, Iterable[str]], files: FaceFiles) -> FacePlan:
    """Give each character of `texts` to the first family of its chain that holds it.

    Raises ContentError for a character that none holds.
    """
    plan = FacePlan()
    for use, words in texts.items():
        chain = [
            key
            for family in use.families
            if (key := existing_face(files, family, use.weight, use.italic)) is not None
        ]
        fonts = [[shaping_font(data) for data in files[key]] for key in chain]
        for text in words:
            for place, run in split_by_file(text, fonts):
                if place is not None:
                    family, number = place
                    plan.add(chain[family], number, Stretch(run, use.language))
    return plan


def split_by_file(
    text: str, fonts: Sequence[Sequence[ShapingFont]]
) -> Iterator[tuple[tuple[int, int] | None, str]]:
    """Runs of `text` with the face and file that set them; spaces and what draws nothing go
    with what stands before."""
    current: tuple[int, int] | None = None
    start = 0
    for offset, character in enumerate(text):
        if character in IGNORABLE or (character.isspace() and current is not None):
            continue
        place = find_place(character, fonts, current)
        if place is None:
            if character.isspace():
                continue
            raise uncovered(character, text)
        if current is not None and place != current:
            yield current, text[start:offset]
            start = offset
        current = place
    if start < len(text):
        yield current, text[start:]


def find_place(
    character: str, fonts: Sequence[Sequence[ShapingFont]], current: tuple[int, int] | None
) -> tuple[int, int] | None:
    """The first face of the chain that holds a character, and the file in it: the current file
    rather than its siblings, so that accents stay with their letters."""
    for number, files in enumerate(fonts):
        if (
            current is not None
            and current[0] == number
            and ord(character) in files[current[1]].characters
        ):
            return current
        found = find_file(files, character)
        if found is not None:
            return number, found
    return None


def make_faces(texts: Mapping[FaceUse, Iterable[str]], files: FaceFiles) -> list[DocumentFace]:
    """The fonts of a document, for each of its languages."""
    faces = []
    for language in sorted({use.language for use in texts}):
        own = {use: words for use, words in texts.items() if use.language == language}
        plan = plan_faces(own, files)
        for family in sorted({key.family for key in plan.stretches}):
            keys = sorted(key for key in plan.stretches if key.family == family)
            merged = merge_stretches([plan.stretches[key] for key in keys])
            for key in keys:
                fonts = [shaping_font(data) for data in files[key]]
                name = document_family(family, language)
                data = _FaceMaker(fonts).make(name, merged)
                faces.append(DocumentFace(key=key, language=language, data=data))
    return faces


def merge_stretches(
    stretches: Iterable[Mapping[int, Mapping[Stretch, None]]],
) -> dict[int, list[Stretch]]:
    """The stretches of all faces of a family, by number of file, in a fixed order."""
    merged: dict[int, set[Stretch]] = {}
    for by_number in stretches:
        for number, items in by_number.items():
            merged.setdefault(number, set()).update(items)
    return {number: sorted(items) for number, items in sorted(merged.items())}


class _FaceMaker:
    """Builds one document face from the files of one face."""

    def __init__(self, fonts: Sequence[ShapingFont]) -> None:
        self.fonts = fonts
        self.builder = FontBuilder(fonts[0].truetype)
        self.copies: dict[tuple[int, int], int] = {}
        self.glyphs: dict[str, int] = {}
        self.spellings: dict[tuple[int, ...], int] = {}
        self.normal_forms: dict[tuple[int, ...], int] = {}

    def make(self, family: str, stretches: Mapping[int, Sequence[Stretch]]) -> bytes:
        """The bytes of the face that sets `stretches`."""
        words: dict[tuple[int, str, str], None] = {}
        for number, items in stretches.items():
            for stretch in items:
                for word in stretch.text.split():
                    bare = "".join(c for c in word if c not in "\u200b\u2060")
                    words[number, bare, stretch.language] = None
        units: dict[tuple[int, str, str], Unit] = {}
        pairs: dict[tuple[str, str], int] = {}
        mapped = {*FURNITURE}
        for number, word, language in words:
            mapped.update(word)
            if not self.fonts[number].holds(word):
                continue  # It stands in a sister face, which holds more, and never asks for this.
            previous: Unit | None = None
            for unit in self.fonts[number].units_of(word, language):
                units.setdefault((number, unit.text, language), unit)
                if previous is not None and previous.kern:
                    pairs.setdefault((previous.text, unit.text), previous.kern)
                previous = unit
        for character in sorted(mapped):
            self.map_character(character)
        for key in sorted(units):
            self.add_unit(*key, units[key])
        self.add_spellings()
        for (first, second), kern in pairs.items():
            glyph = self.glyphs[first]
            self.builder.kerning.setdefault(glyph, {})[self.glyphs[second]] = kern
        return self.builder.build(family)

    def map_character(self, character: str) -> int:
        """The glyph of a single character, of its own even where the face shares one."""
        known = self.builder.characters.get(ord(character))
        if known is not None:
            return known
        number = find_file(self.fonts, character)
        if number is None:
            glyph = self.builder.add_glyph(b"", self.space() if character == "\u00a0" else 0)
        else:
            font = self.fonts[number]
            source = font.characters[ord(character)]
            advance = 0 if character in IGNORABLE else font.truetype.advances[source]
            outline = self.remap(number, font.truetype.outline(source))
            glyph = self.builder.add_glyph(outline, advance)
            self.copies.setdefault((number, source), glyph)
        self.builder.characters[ord(character)] = glyph
        self.glyphs.setdefault(character, glyph)
        return glyph

    def space(self) -> int:
        """The advance of a space."""
        glyph = self.builder.characters.get(0x20)
        return 0 if glyph is None else self.builder.advances[glyph]

    def copy(self, number: int, source: int) -> int:
        """The glyph of a file, copied once."""
        known = self.copies.get((number, source))
        if known is None:
            truetype = self.fonts[number].truetype
            outline = self.remap(number, truetype.outline(source))
            known = self.builder.add_glyph(outline, truetype.advances[source])
            self.copies[number, source] = known
        return known

    def remap(self, number: int, outline: bytes) -> bytes:
        """An outline whose components are glyphs of this font."""
        offsets = component_offsets(outline)
        if not offsets:
            return outline
        data = bytearray(outline)
        for offset in offsets:
            source = int.from_bytes(data[offset : offset + 2], "big")
            data[offset : offset + 2] = self.copy(number, source).to_bytes(2, "big")
        return bytes(data)

    def add_unit(self, number: int, text: str, language: str, unit: Unit) -> None:
        """The glyph of a unit, and the characters by which HarfBuzz may look for it: those of its
        text, or of a normal form, which differs with what a font offers."""
        font = self.fonts[number]
        if len(text) == 1 and self.is_plain(font, text, unit):
            return
        codes = font.nominal_characters(text, language)
        normal = tuple(code for code in codes if code != DOTTED_CIRCLE or chr(code) in text)
        glyph = self.draw(number, unit)
        self.glyphs[text] = glyph
        self.spellings[tuple(map(ord, text))] = glyph
        self.normal_forms.setdefault(normal, glyph)

    def add_spellings(self) -> None:
        """How text becomes its units. Characters come first: sequences are found by theirs."""
        unclaimed = {
            codes: glyph
            for codes, glyph in self.normal_forms.items()
            if len(codes) > 1 or codes[0] not in self.builder.characters
        }
        spellings = {**unclaimed, **self.spellings}
        for codes in sorted(spellings, key=lambda codes: (len(codes), codes)):
            if len(codes) == 1:
                self.builder.characters[codes[0]] = spellings[codes]
                continue
            sequence = tuple(self.map_character(chr(code)) for code in codes)
            self.builder.ligatures.append(Ligature(glyphs=sequence, result=spellings[codes]))

    @staticmethod
    def is_plain(font: ShapingFont, text: str, unit: Unit) -> bool:
        """Whether a character simply draws its own glyph."""
        source = font.characters[ord(text)]
        ink = unit.drawing.ink
        drawn = not ink if not font.truetype.outline(source) else ink == ((source, 0, 0),)
        return drawn and unit.drawing.advance == font.truetype.advances[source]

    def draw(self, number: int, unit: Unit) -> int:
        """A composite glyph of what a unit draws."""
        bounds = self.fonts[number].bounds_of(unit.drawing)
        if bounds is None:
            return self.builder.add_glyph(b"", unit.drawing.advance)
        components = [
            Component(self.copy(number, ink.glyph), ink.x, ink.y) for ink in unit.drawing.ink
        ]
        return self.builder.add_glyph(composite_outline(components, bounds), unit.drawing.advance)
