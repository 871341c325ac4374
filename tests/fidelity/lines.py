"""Where the lines of a page end, and whether they may.

In: the lines as they were laid out, by WeasyPrint or by a browser, and the blocks that they set.
Out: each break inside a block, and what is wrong with it. Nothing is read back from a PDF, so the
lines of every producer are its true ones.
"""

import contextlib
import functools
import itertools
import unicodedata
import unittest.mock
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from publisher.model.language import Language
from publisher.render.inspect import squeeze
from publisher.text.cluster import may_part
from publisher.text.linebreak import find_joins
from publisher.text.traps import HYPHENS

DASHES = "–-/…"
"""Signs that UAX 14 keeps at the end of a line only where no space stands before them; between
spaces they may begin one."""
STOPS = ".,;:!?%，。、；：？！"
"""Signs that begin a line in no language, besides those that close brackets and quotations."""


class Break(NamedTuple):
    """A line's end inside a block: the block's text, and where in it the next line begins."""

    text: str
    offset: int


@contextlib.contextmanager
def kept_documents() -> Iterator[list[Any]]:
    """The documents that WeasyPrint lays out meanwhile."""
    made: list[Any] = []
    render = weasyprint.HTML.render

    def keep(*arguments: Any, **options: Any) -> Any:
        made.append(render(*arguments, **options))
        return made[-1]

    with unittest.mock.patch.object(weasyprint.HTML, "render", keep):
        yield made


def box_lines(document: Any) -> Iterator[str]:
    """The lines of a `weasyprint.Document`, in order, without what stands on every page."""
    for page in document.pages:
        yield from lines_below(page._page_box)


def lines_below(box: Any) -> Iterator[str]:
    """The lines of a box."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    element = box.element
    classes = (element.get("class") or "").split() if element is not None else ()
    if isinstance(box, boxes.MarginBox) or "furniture" in classes:
        return
    if isinstance(box, boxes.LineBox):
        yield "".join(part.text for part in box.descendants() if isinstance(part, boxes.TextBox))
    elif isinstance(box, boxes.ParentBox):
        for child in box.children:
            yield from lines_below(child)


def find_breaks(lines: Iterable[str], blocks: Sequence[str]) -> Iterator[Break]:
    """The breaks inside blocks. The lines must say what the blocks say, white space aside."""
    dense = [squeeze(line) for line in lines]
    ends = list(itertools.accumulate(map(len, dense)))
    position = 0
    for block in blocks:
        places = [offset for offset, character in enumerate(block) if squeeze(character)]
        start, position = position, position + len(places)
        if squeeze(block) != "".join(dense)[start:position]:
            raise RuntimeError(f"the lines do not say what was to be set: {block}")
        starts = dict.fromkeys(end for end in ends if start < end < position)
        yield from (Break(block, places[end - start]) for end in starts)


def is_illegal(line_break: Break, language: Language) -> bool:
    """Whether no line may end here: inside a cluster, before a sign that may not begin a line or
    after one that may not end it."""
    text, offset = line_break
    if not (text[offset - 1].isspace() or may_part(text, offset)):
        return True
    before, after = text[:offset].rstrip()[-1:], text[offset]
    opens = unicodedata.category(before) in {"Ps", "Pi"} or before in language.breaks.no_line_end
    closes = unicodedata.category(after) in {"Pe", "Pf"} or after in STOPS
    return opens or closes or (after in language.breaks.no_line_start and after not in DASHES)


def is_held(line_break: Break, language: Language) -> bool:
    """Whether publisher holds together what is parted here: a number and its unit, the parts of a
    date, an honorific and a name. Hyphens are left alone, as they are on a screen."""
    text, offset = line_break
    return text[offset - 1] not in HYPHENS and offset in joins_of(text, language)


@functools.lru_cache(maxsize=4096)
def joins_of(text: str, language: Language) -> frozenset[int]:
    """Where no line of publisher's begins, although UAX 14 would let it."""
    return frozenset(find_joins(text, language))
