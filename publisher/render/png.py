"""A PNG picture as PDF takes it: its data just as they are.

In: the bytes of a PNG. Out: its size, colours and compressed data; nothing for a picture that PDF
does not take so: one with transparency, interlaced, or of more than 8 bits.

Standards: PNG 3rd edition, https://www.w3.org/TR/png-3/ ; ISO 32000-1, 7.4.4.4 (the predictors of
PNG are those of PDF) and 8.6.6.3 (indexed colours).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, RGB, PALETTE = 0, 2, 3
"""Colour types without transparency."""
TURNED_OR_CLEAR = frozenset({b"tRNS", b"eXIf"})
"""Chunks that make parts of a picture transparent, or may turn it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PngPicture:
    """`width` and `height` are in pixels, `bits` those of a sample; `palette` has three bytes for
    each colour, and none where the samples are themselves colours."""

    width: int
    height: int
    bits: int
    channels: int
    palette: bytes
    data: bytes


def read_png(data: bytes) -> PngPicture | None:
    """The parts of a PNG, whose soundness is taken for granted."""
    if not data.startswith(SIGNATURE):
        return None
    chunks = [*read_chunks(data)]
    tags = {tag for tag, _ in chunks}
    width, height, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if tags & TURNED_OR_CLEAR or interlaced or bits > 8 or kind not in (GREY, RGB, PALETTE):
        return None
    palette = next((body for tag, body in chunks if tag == b"PLTE"), b"")
    return PngPicture(
        width=width,
        height=height,
        bits=bits,
        channels=3 if kind == RGB else 1,
        palette=palette if kind == PALETTE else b"",
        data=b"".join(body for tag, body in chunks if tag == b"IDAT"),
    )


def read_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG: tag and content."""
    position = len(SIGNATURE)
    while position < len(data):
        length, tag = struct.unpack_from(">I4s", data, position)
        yield tag, data[position + 8 : position + 8 + length]
        position += 12 + length
