"""What a font does to glyphs: the tables GSUB and GPOS of a document face.

In: sequences of glyphs and the glyph that each becomes; distances between pairs. Out: the tables.

Standard: OpenType 1.9.1, https://learn.microsoft.com/typography/opentype/spec/chapter2
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LIGATURES, PAIRS = 4, 2
"""Types of lookups: of ligatures in GSUB, of pairs in GPOS."""

SUBTABLE_SIZE = 0x8000
"""How many bytes of sets a subtable may hold, so that its 16-bit offsets do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ligature:
    """A sequence of glyphs that one glyph stands for."""

    glyphs: tuple[int, ...]
    result: int


def coverage(glyphs: Sequence[int]) -> bytes:
    """A coverage table, format 1; `glyphs` ascend."""
    return struct.pack(f">HH{len(glyphs)}H", 1, len(glyphs), *glyphs)


def layout_table(feature: bytes, lookup_type: int, subtables: Sequence[bytes]) -> bytes:
    """A GSUB or GPOS with one feature and one lookup, for every script and language.

    Subtables are reached through extension records (GSUB type 7, GPOS type 9), whose 32-bit
    offsets hold whatever the size.
    """
    extension = 7 if lookup_type == LIGATURES else 9
    count = len(subtables)
    header = struct.pack(
        f">HHH{count}H", extension, 0, count, *[6 + 2 * count + 8 * i for i in range(count)]
    )
    position = 8 * count
    records = b""
    for index, subtable in enumerate(subtables):
        records += struct.pack(">HHI", 1, lookup_type, position - 8 * index)
        position += len(subtable)
    lookups = struct.pack(">HH", 1, 4) + header + records + b"".join(subtables)
    features = struct.pack(">H4sH", 1, feature, 8) + struct.pack(">HHH", 0, 1, 0)
    language_system = struct.pack(">HHHH", 0, 0xFFFF, 1, 0)
    scripts = struct.pack(">H4sH", 1, b"DFLT", 8) + struct.pack(">HH", 4, 0) + language_system
    at = 10 + len(scripts)
    return struct.pack(">5H", 1, 0, 10, at, at + len(features)) + scripts + features + lookups


def ligature_table(ligatures: Sequence[Ligature]) -> bytes:
    """A GSUB that turns each sequence into its glyph, the longest first.

    The feature is `rvrn` (required variation alternates): HarfBuzz applies it before all others,
    before a shaper reorders or decomposes anything, and whatever the script.
    """
    sets: dict[int, list[Ligature]] = {}
    for ligature in ligatures:
        sets.setdefault(ligature.glyphs[0], []).append(ligature)
    packed = {first: _ligature_set(sets[first]) for first in sorted(sets)}
    subtables = [_ligature_subtable(chunk) for chunk in chunks(packed, SUBTABLE_SIZE)]
    return layout_table(b"rvrn", LIGATURES, subtables)


def _ligature_set(ligatures: Sequence[Ligature]) -> bytes:
    """What follows one glyph."""
    ordered = sorted(ligatures, key=lambda ligature: (-len(ligature.glyphs), ligature.glyphs))
    parts = []
    offsets = []
    at = 2 + 2 * len(ordered)
    for ligature in ordered:
        rest = ligature.glyphs[1:]
        parts.append(struct.pack(f">HH{len(rest)}H", ligature.result, len(rest) + 1, *rest))
        offsets.append(at)
        at += 4 + 2 * len(rest)
    return struct.pack(f">H{len(ordered)}H", len(ordered), *offsets) + b"".join(parts)


def _ligature_subtable(sets: Mapping[int, bytes]) -> bytes:
    offsets = []
    at = 6 + 2 * len(sets)
    for data in sets.values():
        offsets.append(at)
        at += len(data)
    header = struct.pack(f">HHH{len(sets)}H", 1, at, len(sets), *offsets)
    return header + b"".join(sets.values()) + coverage([*sets])


def kerning_table(kerning: Mapping[int, Mapping[int, int]]) -> bytes:
    """A GPOS that moves the second of a pair by so many font units."""
    packed = {first: _pair_set(kerning[first]) for first in sorted(kerning)}
    subtables = [_pair_subtable(chunk) for chunk in chunks(packed, SUBTABLE_SIZE)]
    return layout_table(b"kern", PAIRS, subtables)


def _pair_set(seconds: Mapping[int, int]) -> bytes:
    values = [value for pair in sorted(seconds.items()) for value in pair]
    return struct.pack(">H" + "Hh" * len(seconds), len(seconds), *values)


def _pair_subtable(sets: Mapping[int, bytes]) -> bytes:
    """Firsts that are kerned alike share a set."""
    offsets: dict[bytes, int] = {}
    at = 10 + 2 * len(sets)
    for data in dict.fromkeys(sets.values()):
        offsets[data] = at
        at += len(data)
    header = struct.pack(
        f">HHHHH{len(sets)}H",
        *(1, at, 0x0004, 0, len(sets)),
        *(offsets[data] for data in sets.values()),
    )
    return header + b"".join(offsets) + coverage([*sets])


def chunks(sets: Mapping[int, bytes], size: int) -> list[dict[int, bytes]]:
    """`sets` in runs of at most `size` bytes together (one set may be larger)."""
    runs: list[dict[int, bytes]] = []
    room = 0
    for first, data in sets.items():
        room -= len(data)
        if room < 0 or not runs:
            runs.append({})
            room = size - len(data)
        runs[-1][first] = data
    return runs
