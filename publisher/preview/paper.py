"""The pages of a PDF as pictures, and the characters on them.

In: the bytes of a PDF. Out: sizes and spots; PNG. PDFium draws the pages, as most browsers do.
"""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from publisher.preview.places import Character, Spot, find_spots

SCALE = 2.0
"""Pixels for each point: sharp on a screen of 192 dpi, 400 kB a page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A page: its number from one, its size in points, and its spots: a small one comes after the
    large one that it lies on."""

    number: int
    width: int
    height: int
    spots: tuple[Spot, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A PDF by its digest, and its pages; `key` is that of the page that it was made from, `texts`
    are what its messages say."""

    data: bytes
    digest: str
    key: str
    texts: tuple[str, ...]
    sheets: tuple[Sheet, ...]


def read_paper(data: bytes, texts: tuple[str, ...], key: str) -> Paper:
    """The pages of a PDF, and where its messages, which say `texts`, stand on them."""
    document = pypdfium2.PdfDocument(data)
    try:
        sizes = [page.get_size() for page in document]
        spots = find_spots(list(read_characters(document)), texts)
    finally:
        document.close()
    return Paper(
        data=data,
        digest=hashlib.sha256(data).hexdigest()[:20],
        key=key,
        texts=texts,
        sheets=tuple(
            Sheet(
                number=number,
                width=round(width),
                height=round(height),
                spots=tuple(
                    sorted(
                        (spot for spot in spots if spot.page == number),
                        key=lambda spot: -spot.width * spot.height,
                    )
                ),
            )
            for number, (width, height) in enumerate(sizes, 1)
        ),
    )


def read_characters(document: pypdfium2.PdfDocument) -> Iterator[Character]:
    """Every character of a PDF, in the order in which it is read."""
    for number, page in enumerate(document, 1):
        width, height = page.get_size()
        text = page.get_textpage()
        for index in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text, index)
            left, bottom, right, top = text.get_charbox(index, loose=True)
            yield Character(
                text=chr(code) if 0 < code <= 0x10FFFF else " ",
                page=number,
                left=left / width,
                top=1 - top / height,
                right=right / width,
                bottom=1 - bottom / height,
            )
        text.close()
        page.close()


def draw_sheet(data: bytes, number: int) -> bytes:
    """A page of a PDF as PNG. Raises IndexError where there is none of this number."""
    document = pypdfium2.PdfDocument(data)
    try:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        image = document[number - 1].render(scale=SCALE).to_pil()
    finally:
        document.close()
    output = io.BytesIO()
    # Only this machine reads it: a picture that is quickly packed serves better than a small one.
    image.save(output, "PNG", compress_level=1)
    return output.getvalue()
