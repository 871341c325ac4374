"""What a PDF really says, compared with what was meant.

In: the bytes of a PDF and the page it was made from. Out: a score, the share of characters that
a reader gets back in order, and the blocks that it does not. The reader is PDFium, which most
browsers' PDF views and this project's previews use; the tests read with four more.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2

from publisher.model.page import COUNTER_MARK, Page

_SPACE = re.compile("[\\s\u200b\u2060]+")
"""What a reader may add, drop or move: white space and break opportunities."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TextScore:
    """How much of a page's text comes back out of its PDF.

    `found` and `meant` count characters, white space aside; `lost` are the blocks that did not
    come back whole; `extra` is text that nobody wrote.
    """

    found: int
    meant: int
    lost: tuple[str, ...] = ()
    extra: str = ""

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.found / self.meant if self.meant else 1.0

    @property
    def perfect(self) -> bool:
        """Whether a reader gets exactly what was meant."""
        return not self.lost and not self.extra


def read_pages(data: bytes) -> list[str]:
    """The text of each page, as PDFium extracts it."""
    document = pypdfium2.PdfDocument(data)
    try:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
        return pages
    finally:
        document.close()


def score_text(pages: list[str], page: Page) -> TextScore:
    """Compare what was read with what `page` was to say, block by block, in order."""
    read = "".join(remove_furniture(squeeze(text), page) for text in pages)
    position = found = meant = 0
    lost: list[str] = []
    extra: list[str] = []
    for block in page.blocks:
        words = squeeze(block)
        meant += len(words)
        at = read.find(words, position)
        if at < 0:
            lost.append(block)
            continue
        if at > position:
            extra.append(read[position:at])
        found += len(words)
        position = at + len(words)
    if position < len(read):
        extra.append(read[position:])
    return TextScore(
        found=found, meant=meant, lost=tuple(lost), extra="" if lost else " … ".join(extra)
    )


def squeeze(text: str) -> str:
    """`text` without white space and break opportunities, in NFC: of two canonically equivalent
    spellings in one document a shaper makes one, and Unicode calls them the same text (C6)."""
    return unicodedata.normalize("NFC", _SPACE.sub("", text))


def remove_furniture(text: str, page: Page) -> str:
    """The squeezed text of a page without what stands on every page, which readers give before
    or after the running text."""
    patterns = list(furniture_patterns(page))
    while True:
        for pattern in patterns:
            found = pattern.match(text) or re.compile(pattern.pattern + r"\Z").search(text)
            if found is not None:
                text = text[: found.start()] + text[found.end() :]
                patterns.remove(pattern)
                break
        else:
            return text


def furniture_patterns(page: Page) -> Iterator["re.Pattern[str]"]:
    """Running header, running footer and marks across the page, numbers left open."""
    for item in page.furniture:
        parts = [re.escape(part) for part in squeeze(item).split(COUNTER_MARK)]
        yield re.compile(r"\d+".join(parts))
