"""The lines of a paragraph, laid out once.

In: WeasyPrint's module that breaks text into lines. Out: what stands in for its function
`split_first_line`, for fonts that have a place for `paragraphs`.

WeasyPrint asks Pango for one line at a time. It hands over the rest of the paragraph, keeps the
first line of it, has that line set by itself to be measured, and once more to be drawn. Here the
paragraph is set as one long line, `text.fit` says from that where its lines end, and each is set
once, to be measured and drawn. Whatever is not plain, WeasyPrint's own function does: `is_plain`.

Background: docs/decisions/speed.md; the same idea, https://github.com/Kozea/WeasyPrint/pull/1840
"""

import itertools
from collections.abc import Callable
from typing import Any

from publisher.text.fit import Stop, even_lines

KNOWN_VERSIONS = frozenset({"70.0"})
"""The releases of WeasyPrint whose `split_first_line`, `Layout` and `draw_first_line` these lines
were compared with; any other breaks lines by itself, more slowly and where they are full."""

COPY = "PangoLayout * pango_layout_copy (PangoLayout *layout);"
"""What of Pango WeasyPrint does not ask for: https://docs.gtk.org/Pango/."""

FIELDS = 5
"""The fields of a PangoGlyphInfo, each of 32 bits; the second is the width."""

WIDEST = 2**20
"""The widest line that is laid out here, in CSS pixels: Pango counts in 1/1024 of them."""

PLAIN = {
    "white_space": "normal",
    "letter_spacing": "normal",
    "word_spacing": 0,
    "overflow_wrap": "normal",
    "word_break": "normal",
    "block_ellipsis": "none",
    "direction": "ltr",
}
"""How text is set that Pango and WeasyPrint break alike."""

ODD_CHARACTERS = frozenset("\n\t\xad")
"""Line feeds, tabs and soft hyphens, which WeasyPrint treats by rules of its own."""

SplitFirstLine = Callable[..., Any]


def is_plain(text: str, style: Any, context: Any, max_width: float) -> bool:
    """Whether a text that begins a line is broken by nothing but its width."""
    return (
        0 < max_width < WIDEST
        and context is not None
        and not context.excluded_shapes
        and style["font_size"] > 0
        and style["hyphens"] != "auto"
        and all(style[name] == value for name, value in PLAIN.items())
        and ODD_CHARACTERS.isdisjoint(text)
    )


def find_pens(library: Any, line: Any) -> dict[int, int]:
    """How far a line has come at each of its clusters, by their places in bytes, and behind
    the last; nothing for text that runs from right to left."""
    ffi = library.ffi
    pens: dict[int, int] = {}
    pen, run = 0, line.runs
    while run != ffi.NULL:
        item, glyphs, run = run.data.item, run.data.glyphs, run.next
        if item.analysis.level % 2:
            return {}
        data = ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * FIELDS * 4)
        widths = memoryview(data).cast("i")[1::FIELDS]
        clusters = ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
        for cluster, width in zip(clusters, widths, strict=True):
            pens.setdefault(item.offset + cluster, pen)
            pen += width
    pens[line.length] = pen
    return pens


def find_stops(library: Any, layout: Any, text: str) -> list[Stop]:
    """Where lines of `text`, which is set in `layout` as one line, may end, in bytes and in
    units of Pango; none where a cluster would part."""
    pango = library.pango
    pens = find_pens(library, pango.pango_layout_get_line_readonly(layout, 0))
    attributes = pango.pango_layout_get_log_attrs_readonly(layout, library.ffi.NULL)
    places = [place for place in range(1, len(text)) if attributes[place].is_line_break]
    stops: list[Stop] = []
    position = 0
    for start, place in itertools.pairwise([0, *places, len(text)]):
        words = text[start:place].encode()
        end = position + len(words.rstrip(b" "))
        position += len(words)
        if not {end, position} <= pens.keys():
            return []
        stops.append(Stop(position, pens[end], pens[position]))
    return stops


def paragraph_lines(library: Any) -> SplitFirstLine:
    """What stands in for `library.split_first_line`."""
    original: SplitFirstLine = library.split_first_line
    ffi, pango, whole_layout = library.ffi, library.pango, library.Layout
    ffi.cdef(COPY)
    extents = ffi.new("PangoRectangle *")

    class Line(whole_layout):  # type: ignore[misc, valid-type]
        """A line, set up as its paragraph is; it is set once, to be measured and to be drawn."""

        def __init__(self, paragraph: Any, text: bytes) -> None:
            self.paragraph = paragraph
            copy = pango.pango_layout_copy(paragraph.layout)
            self.layout = ffi.gc(copy, library.gobject.g_object_unref)
            self.text = text.decode()
            pango.pango_layout_set_text(self.layout, text, len(text))

        def __getattr__(self, name: str) -> Any:
            return getattr(self.paragraph, name)

        def reactivate(self, style: Any) -> None:
            """Nothing: it stays as it was measured."""

        def deactivate(self) -> None:
            """Nothing."""

    def lay_out(text: str, style: Any, max_width: float) -> dict[str, tuple[Any, ...]]:
        """What `split_first_line` returns for a text and for each rest of it that begins a line,
        as far as lines are as wide as they should be."""
        width = int(max_width * library.TO_UNITS)
        paragraph = whole_layout(style, 0, max_width)
        # Drawing asks for this; asked for later, it would have all set again.
        pango.pango_layout_set_single_paragraph_mode(paragraph.layout, True)
        paragraph.set_text(text)
        encoded = text.encode()
        results: dict[str, tuple[Any, ...]] = {}
        start = 0
        for stop in even_lines(find_stops(library, paragraph.layout, text), width):
            last = stop.offset == len(encoded)
            words = encoded[start : stop.offset]
            line = Line(paragraph, words if last else words.rstrip(b" "))
            first, _ = line.get_first_line()
            pango.pango_layout_line_get_extents(first, ffi.NULL, extents)
            if extents.width > width:
                break
            results[encoded[start:].decode()] = (
                line,
                first.length,
                None if last else len(words),
                extents.width * library.FROM_UNITS,
                extents.height * library.FROM_UNITS,
                -extents.y * library.FROM_UNITS,
            )
            start = stop.offset
        return results

    def split_first_line(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        """The line that `text` begins with: its layout, its length and the start of the next in
        bytes, its width, height and baseline in CSS pixels."""
        paragraphs = getattr(style.font_config, "paragraphs", None)
        if (
            paragraphs is not None
            and max_width is not None
            and is_line_start
            and not minimum
            and not justification_spacing
        ):
            # The style is part of each layout that is kept, so that its id stays its own.
            lines = paragraphs.setdefault((id(style), max_width), {})
            if text not in lines and is_plain(text, style, context, max_width):
                lines.update(lay_out(text, style, max_width))
            if text in lines:
                return lines[text]
        return original(
            text, style, context, max_width, justification_spacing, is_line_start, minimum
        )

    return split_first_line
