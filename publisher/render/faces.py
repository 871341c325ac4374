"""The faces of a document: one font per face, made of exactly what the document says.

In: the texts of a page by the faces they ask for, and the files of those faces. Out: fonts in
which every unit of text (render.shaping) is one glyph with its own characters, so that a PDF's
plain ToUnicode map gives the text back in logical order, whatever the shaper reorders. The
pages look as HarfBuzz sets them with the untouched faces: each glyph is a composite of theirs at
the shaped places, and kerning is carried over.

All faces of a family map the same characters: fontconfig ranks coverage above weight, and would
set everything in the face that maps more. But a face draws only what is set in it.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from publisher.model.errors import ContentError
from publisher.model.face import FaceKey
from publisher.model.finding import Finding
from publisher.model.page import FaceUse, document_family
from publisher.render.layout_tables import Ligature
from publisher.render.sfnt import Component, FontBuilder, component_offsets, composite_outline
from publisher.render.shaping import IGNORABLE, ShapingFont, Unit, shaping_font

FaceFiles = Mapping[FaceKey, Sequence[bytes]]
"""The files of each face, in order of preference."""

FURNITURE = " \u00a0\u200b\u2060"
"""What every face holds, for text that the page gains on its way: spaces and break marks."""

ELSEWHERE = 1
"""The glyph of characters that only other faces of the family draw: the shape of the missing glyph.
Where it is on a page, a style set text in another weight or slant than its markup says."""

_WITHOUT_MARKS = dict.fromkeys(map(ord, "\u200b\u2060"))


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

    def words(self, key: FaceKey) -> Iterator[tuple[int, str]]:
        """The words that a face sets, without break marks, each with the number of its file."""
        for number, items in sorted(self.stretches[key].items()):
            for stretch in items:
                for word in stretch.text.translate(_WITHOUT_MARKS).split():
                    yield number, word

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


def measure_text(text: str, use: FaceUse, files: FaceFiles) -> float:
    """How wide `text` is at least, in ems: but for spaces, and some words that recur.

    Raises ContentError for a character that no face holds.
    """
    plan = plan_faces({use: [text]}, files)
    width = 0.0
    for key in plan.stretches:
        for number, word in plan.words(key):
            font = shaping_font(files[key][number])
            width += font.drawing_of(word, use.language).advance / font.face.upem
    return width


def split_by_file(
    text: str, fonts: Sequence[Sequence[ShapingFont]]
) -> Iterator[tuple[tuple[int, int] | None, str]]:
    """Runs of `text` with the face and file that set them; spaces and what draws nothing go
    with what stands before."""
    known = {character: find_place(character, fonts) for character in {*text} - IGNORABLE}
    places = {*known.values()}
    if len(places) == 1 and None not in places:
        yield places.pop(), text
        return
    current: tuple[int, int] | None = None
    start = 0
    for offset, character in enumerate(text):
        if character in IGNORABLE or (character.isspace() and current is not None):
            continue
        place = known[character]
        if place == current:
            continue
        if place is None:
            if character.isspace():
                continue
            raise uncovered(character, text)
        if current is not None:
            family, file = current
            if family == place[0] and character in fonts[family][file].held:
                continue  # The same file rather than its siblings: accents stay with letters.
            yield current, text[start:offset]
            start = offset
        current = place
    if start < len(text):
        yield current, text[start:]


def find_place(character: str, fonts: Sequence[Sequence[ShapingFont]]) -> tuple[int, int] | None:
    """The first family of the chain that holds a character, and the first file in it."""
    for number, files in enumerate(fonts):
        found = find_file(files, character)
        if found is not None:
            return number, found
    return None


def make_faces(
    texts: Mapping[FaceUse, Iterable[str]], files: FaceFiles, *, alike: bool = False
) -> list[DocumentFace]:
    """The fonts of a document, for each of its languages. Each draws what is set in its own weight
    and slant or, made `alike`, what is set in any of its family."""
    faces = []
    for language in sorted({use.language for use in texts}):
        own = {use: words for use, words in texts.items() if use.language == language}
        plan = plan_faces(own, files)
        for family in sorted({key.family for key in plan.stretches}):
            keys = sorted(key for key in plan.stretches if key.family == family)
            makers = [_FaceMaker([shaping_font(data) for data in files[k]], language) for k in keys]
            for key, maker in zip(keys, makers, strict=True):
                for source in keys if alike else (key,):
                    maker.read_words(plan.words(source))
                maker.draw()
            mapped = set[int]().union(*(maker.builder.characters for maker in makers))
            for key, maker in zip(keys, makers, strict=True):
                data = maker.build(document_family(family, language), mapped)
                faces.append(DocumentFace(key=key, language=language, data=data))
    return faces


class _FaceMaker:
    """Builds one document face from the files of one face."""

    def __init__(self, fonts: Sequence[ShapingFont], language: str) -> None:
        self.fonts = fonts
        self.language = language
        self.characters = {*FURNITURE}
        self.units: set[tuple[int, str]] = set()
        self.kerning: dict[str, dict[str, int]] = {}
        self.builder = FontBuilder(fonts[0].truetype)
        self.builder.add_glyph(self.builder.outlines[0], self.builder.advances[0])
        self.copies: dict[tuple[int, int], int] = {}
        self.glyphs: dict[str, int] = {}
        self.spellings: dict[tuple[int, ...], int] = {}
        self.normal_forms: dict[tuple[int, ...], int] = {}

    def read_words(self, words: Iterable[tuple[int, str]]) -> None:
        """Note what sets `words`, each in a file by its number, as far as this face has it."""
        for number, word in dict.fromkeys(words):
            if number < len(self.fonts) and self.fonts[number].holds(word):
                self.read_word(number, word)

    def draw(self) -> None:
        """Make the glyphs of all that was read."""
        for character in sorted(self.characters):
            self.map_character(character)
        for number, text in sorted(self.units):
            self.add_unit(number, text)
        self.add_spellings()
        glyphs = self.glyphs
        for first, pairs in self.kerning.items():
            self.builder.kerning[glyphs[first]] = {glyphs[s]: kern for s, kern in pairs.items()}

    def build(self, family: str, mapped: Iterable[int]) -> bytes:
        """The bytes of the face, which maps all characters that its family maps."""
        for code in sorted({*mapped} - self.builder.characters.keys()):
            self.builder.characters[code] = ELSEWHERE
        return self.builder.build(family)

    def read_word(self, number: int, word: str) -> None:
        """Note the characters, the units and the kerning of a word."""
        self.characters.update(word)
        before: Unit | None = None
        for unit in self.fonts[number].units_of(word, self.language):
            self.units.add((number, unit.text))
            if before is not None and before.kern:
                self.kerning.setdefault(before.text, {}).setdefault(unit.text, before.kern)
            before = unit

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

    def add_unit(self, number: int, text: str) -> None:
        """The glyph of a unit, and the characters by which HarfBuzz may look for it: those of its
        text, or of a normal form, which differs with what a font offers."""
        sign = self.fonts[number].sign_of(text, self.language)
        if sign is None:
            return
        if sign.box is None:
            glyph = self.builder.add_glyph(b"", sign.drawing.advance)
        else:
            parts = [Component(self.copy(number, i.glyph), i.x, i.y) for i in sign.drawing.ink]
            outline = composite_outline(parts, sign.box)
            glyph = self.builder.add_glyph(outline, sign.drawing.advance)
        self.glyphs[text] = glyph
        self.spellings[sign.spelling] = glyph
        self.normal_forms.setdefault(sign.normal_form, glyph)

    def add_spellings(self) -> None:
        """How text becomes its units. Characters come first: sequences are found by theirs."""
        unclaimed = {
            codes: glyph
            for codes, glyph in self.normal_forms.items()
            if len(codes) > 1 or codes[0] not in self.builder.characters
        }
        spellings = {**unclaimed, **self.spellings}
        characters = self.builder.characters
        for codes in sorted(spellings, key=lambda codes: (len(codes), codes)):
            if len(codes) == 1:
                characters[codes[0]] = spellings[codes]
                continue
            for code in codes:
                if code not in characters:
                    self.map_character(chr(code))
            sequence = tuple([characters[code] for code in codes])
            self.builder.ligatures.append(Ligature(glyphs=sequence, result=spellings[codes]))
