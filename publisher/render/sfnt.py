"""TrueType files, read and written table by table.

In: the bytes of a font. Out: its outlines and metrics; and from glyphs, a font's bytes. Only what
a document face needs is here, in plain `struct`, because it runs once for every PDF; everything
else about fonts is fontTools' and HarfBuzz's business.

Standard: OpenType 1.9.1, https://learn.microsoft.com/typography/opentype/spec/
"""

import struct
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from publisher.render.layout_tables import Ligature, kerning_table, ligature_table

ARGS_ARE_WORDS = 0x0001
ARGS_ARE_XY = 0x0002
HAS_SCALE = 0x0008
MORE_COMPONENTS = 0x0020
HAS_XY_SCALE = 0x0040
HAS_TWO_BY_TWO = 0x0080

ASCENT, DESCENT = 1.0, 0.4
"""Metrics of every document face, in em. CSS sets a line's baseline by those of its faces, so that
equal ones keep the lines of a paragraph even where it changes face or language. At the line
heights of publisher/languages these leave the ink of each language inside its lines."""


class Component(NamedTuple):
    """A glyph drawn at an offset, in font units."""

    glyph: int
    x: int
    y: int


class Box(NamedTuple):
    """The bounds of an outline, in font units."""

    x_min: int
    y_min: int
    x_max: int
    y_max: int


class TrueTypeFont:
    """The tables of a TrueType font, with its outlines and advance widths."""

    def __init__(self, data: bytes) -> None:
        count = struct.unpack_from(">H", data, 4)[0]
        self.tables: dict[str, bytes] = {}
        for index in range(count):
            tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
            self.tables[tag.decode("latin-1")] = data[offset : offset + length]
        self.units_per_em: int = struct.unpack_from(">H", self.tables["head"], 18)[0]
        glyphs = struct.unpack_from(">H", self.tables["maxp"], 4)[0]
        long_offsets = struct.unpack_from(">h", self.tables["head"], 50)[0]
        self._loca: Sequence[int]
        if long_offsets:
            self._loca = struct.unpack_from(f">{glyphs + 1}I", self.tables["loca"])
        else:
            short = struct.unpack_from(f">{glyphs + 1}H", self.tables["loca"])
            self._loca = [2 * offset for offset in short]
        metrics = struct.unpack_from(">H", self.tables["hhea"], 34)[0]
        advances = struct.unpack_from(">" + "Hh" * metrics, self.tables["hmtx"])[::2]
        self.advances = (*advances, *[advances[-1]] * (glyphs - metrics))

    def outline(self, glyph: int) -> bytes:
        """The glyf record of a glyph; empty for one without ink."""
        return self.tables["glyf"][self._loca[glyph] : self._loca[glyph + 1]]

    def box(self, glyph: int) -> Box | None:
        """The bounds of a glyph; nothing for one without ink."""
        data = self.outline(glyph)
        return Box(*struct.unpack_from(">4h", data, 2)) if data else None


def component_offsets(outline: bytes) -> list[int]:
    """Where a composite glyf record names its components; empty for a simple one."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return []
    offsets = []
    position = 10
    while True:
        flags = struct.unpack_from(">H", outline, position)[0]
        offsets.append(position + 2)
        position += 4 + (4 if flags & ARGS_ARE_WORDS else 2)
        if flags & HAS_SCALE:
            position += 2
        elif flags & HAS_XY_SCALE:
            position += 4
        elif flags & HAS_TWO_BY_TWO:
            position += 8
        if not flags & MORE_COMPONENTS:
            return offsets


def composite_outline(components: Sequence[Component], box: Box) -> bytes:
    """A glyf record that draws `components`, whose common bounds are `box`."""
    last = len(components) - 1
    values: list[int] = []
    for index, component in enumerate(components):
        values.append(ARGS_ARE_WORDS | ARGS_ARE_XY | (MORE_COMPONENTS if index < last else 0))
        values += component
    return struct.pack(">5h" + "HHhh" * len(components), -1, *box, *values)


class FontBuilder:
    """Collects glyphs and writes a font; glyph 0 is the missing glyph."""

    def __init__(self, model: TrueTypeFont) -> None:
        self.model = model
        self.outlines: list[bytes] = [model.outline(0)]
        self.advances: list[int] = [model.advances[0]]
        self.characters: dict[int, int] = {}
        self.ligatures: list[Ligature] = []
        self.kerning: dict[int, dict[int, int]] = {}

    def add_glyph(self, outline: bytes, advance: int) -> int:
        """Add a glyph; its id."""
        self.outlines.append(outline)
        self.advances.append(advance)
        return len(self.outlines) - 1

    def build(self, family: str) -> bytes:
        """The bytes of the font, under a family name of ASCII letters."""
        ascent = round(ASCENT * self.model.units_per_em)
        descent = round(DESCENT * self.model.units_per_em)
        os2 = self.model.tables["OS/2"]
        hhea = self.model.tables["hhea"]
        tables = {
            "OS/2": os2[:68]
            + struct.pack(">hhhHH", ascent, -descent, 0, ascent, descent)
            + os2[78:],
            "cmap": character_map(self.characters),
            "hmtx": self._metrics(),
            "name": name_table(family),
            "post": self._post(),
        }
        tables["glyf"], tables["loca"] = self._glyphs()
        tables["head"] = self._head()
        tables["hhea"] = (
            hhea[:4]
            + struct.pack(">3h", ascent, -descent, 0)
            + hhea[10:34]
            + struct.pack(">H", len(self.outlines))
        )
        tables["GDEF"] = base_classes(len(self.outlines))
        tables["maxp"] = (
            struct.pack(">IH", 0x00010000, len(self.outlines))
            + self.model.tables["maxp"][6:28]
            + struct.pack(">HH", 0xFFFF, 8)
        )
        if self.ligatures:
            tables["GSUB"] = ligature_table(self.ligatures)
        if self.kerning:
            tables["GPOS"] = kerning_table(self.kerning)
        return write_font(tables)

    def _glyphs(self) -> tuple[bytes, bytes]:
        offsets = [0]
        parts = []
        for outline in self.outlines:
            padded = outline + b"\0" * (-len(outline) % 4)
            parts.append(padded)
            offsets.append(offsets[-1] + len(padded))
        return b"".join(parts), struct.pack(f">{len(offsets)}I", *offsets)

    def _metrics(self) -> bytes:
        return b"".join(
            struct.pack(">Hh", advance, struct.unpack_from(">h", outline, 2)[0] if outline else 0)
            for advance, outline in zip(self.advances, self.outlines, strict=True)
        )

    def _head(self) -> bytes:
        head = bytearray(self.model.tables["head"])
        head[8:12] = bytes(4)
        head[50:52] = struct.pack(">h", 1)
        return bytes(head)

    def _post(self) -> bytes:
        return struct.pack(">I", 0x00030000) + self.model.tables["post"][4:32]


def character_map(characters: Mapping[int, int]) -> bytes:
    """A cmap of one subtable, format 12 (full Unicode)."""
    items = sorted(characters.items())
    groups = b"".join(struct.pack(">III", code, code, glyph) for code, glyph in items)
    subtable = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(items)) + groups
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + subtable


def name_table(family: str) -> bytes:
    """A name table with family, style, full and PostScript name."""
    records = b""
    storage = b""
    names = [(1, family), (2, "Regular"), (4, family), (6, family.replace(" ", ""))]
    for identifier, text in names:
        encoded = text.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x0409, identifier, len(encoded), len(storage))
        storage += encoded
    return struct.pack(">HHH", 0, len(names), 6 + len(records)) + records + storage


def base_classes(glyphs: int) -> bytes:
    """A GDEF in which every glyph is a base: none is moved or narrowed as a mark would be."""
    classes = struct.pack(">HHHHH", 2, 1, 0, glyphs - 1, 1)
    return struct.pack(">HHHHHH", 1, 0, 12, 0, 0, 0) + classes


def keep_tables(data: bytes, tags: Collection[str]) -> bytes:
    """A font file with no other tables than `tags`; each keeps its checksum."""
    count = struct.unpack_from(">H", data, 4)[0]
    kept = [
        entry
        for index in range(count)
        if (entry := struct.unpack_from(">4sIII", data, 12 + 16 * index))[0].decode() in tags
    ]
    directory = b""
    body = b""
    offset = 12 + 16 * len(kept)
    for tag, checksum, start, length in kept:
        directory += struct.pack(">4sIII", tag, checksum, offset + len(body), length)
        body += data[start : start + length] + b"\0" * (-length % 4)
    return font_header(len(kept)) + directory + body


def font_header(tables: int) -> bytes:
    """What an sfnt file begins with."""
    power = tables.bit_length() - 1
    search = 16 << power
    return struct.pack(">IHHHH", 0x00010000, tables, search, power, 16 * tables - search)


def write_font(tables: Mapping[str, bytes]) -> bytes:
    """The bytes of an sfnt file, tables in the order of their tags."""
    tags = sorted(tables)
    count = len(tags)
    offset = 12 + 16 * count
    directory = b""
    body = b""
    for tag in tags:
        data = tables[tag]
        padded = data + b"\0" * (-len(data) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(
            ">4sIII", tag.encode("latin-1"), checksum, offset + len(body), len(data)
        )
        body += padded
    return font_header(count) + directory + body
