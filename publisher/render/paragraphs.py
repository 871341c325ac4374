"""The lines of a paragraph, laid out once.

In: WeasyPrint's module that breaks text into lines. Out: what stands in for its function
`split_first_line`, for fonts that have a place for `paragraphs`.

WeasyPrint asks Pango for one line at a time. It hands over the rest of the paragraph, keeps the
first line of it, has that line laid out by itself to be measured, and once more to be drawn. But
Pango lays out paragraphs: here it is asked once for each, and every line is measured and drawn as
part of the whole. Whatever is not plain, WeasyPrint's own function does: see `is_plain`.

Background: docs/decisions/speed.md; the same idea, https://github.com/Kozea/WeasyPrint/pull/1840
"""

from collections.abc import Callable
from typing import Any

KNOWN_VERSIONS = frozenset({"70.0"})
"""The releases of WeasyPrint whose `split_first_line`, `Layout` and `draw_first_line` these lines
were compared with; any other breaks lines by itself, more slowly."""

PIECE = 8
"""How many lines, at the least, are laid out at once of a long paragraph: at each end of a line
Pango shapes again all that follows."""

CHARACTERS = 4
"""More characters than fit into a line for each time that it is as wide as its font is high, in
any script, as WeasyPrint reckons too."""

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


def paragraph_lines(library: Any) -> SplitFirstLine:
    """What stands in for `library.split_first_line`."""
    original: SplitFirstLine = library.split_first_line
    ffi, pango, whole_layout = library.ffi, library.pango, library.Layout
    from_units, to_units = library.FROM_UNITS, library.TO_UNITS
    extents = ffi.new("PangoRectangle *")

    class Line(whole_layout):  # type: ignore[misc, valid-type]
        """One line of a paragraph, in place of a layout of its own. WeasyPrint reads `text` while
        it lays out, for the words of the line, and while it draws, for those of the layout."""

        def __init__(self, paragraph: Any, number: int, place: tuple[int, int], text: str) -> None:
            self.paragraph = paragraph
            self.layout = paragraph.layout
            self.number = number
            self.place = place
            self.words = self.text = text

        def __getattr__(self, name: str) -> Any:
            return getattr(self.paragraph, name)

        def get_first_line(self) -> tuple[Any, int | None]:
            if self.layout is self.paragraph.layout:
                line = pango.pango_layout_get_line_readonly(self.layout, self.number)
                if line != ffi.NULL and (line.start_index, line.length) == self.place:
                    return line, None
                self.leave()
            return whole_layout.get_first_line(self)  # type: ignore[no-any-return]

        def set_text(self, text: str, justify: bool = False) -> None:
            if self.layout is self.paragraph.layout:
                self.setup(self.paragraph.style)
            whole_layout.set_text(self, text, justify)

        def leave(self) -> None:
            """Become a layout of its own, where something changed that of the paragraph."""
            self.set_text(self.words)

        def reactivate(self, style: Any) -> None:  # noqa: ARG002  # WeasyPrint's
            self.text = self.paragraph.text

        def deactivate(self) -> None:
            self.text = self.words

    def lay_out(text: str, style: Any, max_width: float) -> dict[str, tuple[Any, ...]]:
        """What `split_first_line` returns for a text and for each rest of it that begins a line,
        as far as lines are as wide as they should be. Of a long text its first lines."""
        longest = int(max_width / style["font_size"] * CHARACTERS * PIECE) + 1
        piece = text if len(text) <= longest else text[:longest]
        paragraph = whole_layout(style, 0, max_width)
        layout = paragraph.layout
        width = int(max_width * to_units)
        # Drawing asks for this; asked for later, it would have all laid out again.
        pango.pango_layout_set_single_paragraph_mode(layout, True)
        pango.pango_layout_set_width(layout, width)
        paragraph.set_text(piece)
        encoded = text.encode()
        results: dict[str, tuple[Any, ...]] = {}
        line = pango.pango_layout_get_line_readonly(layout, 0)
        paragraph.first_line_direction = line.resolved_dir
        while line != ffi.NULL:
            number = len(results)
            following = pango.pango_layout_get_line_readonly(layout, number + 1)
            if piece is not text and (
                following == ffi.NULL
                or pango.pango_layout_get_line_readonly(layout, number + 2) == ffi.NULL
            ):
                break  # The rest of the text may move the end of this line.
            pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
            if extents.width > width:
                break
            start = line.start_index
            rest = encoded[start:].decode() if start else text
            words, resume = rest, None
            if following != ffi.NULL:
                resume = following.start_index - start
                words = encoded[start : following.start_index].decode().rstrip(" ")
            results[rest] = (
                Line(paragraph, number, (start, line.length), words),
                len(words.encode()),
                resume,
                extents.width * from_units,
                extents.height * from_units,
                -extents.y * from_units,
            )
            line = following
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
