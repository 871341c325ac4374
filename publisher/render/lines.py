"""Where the lines of a text end in a PDF.

In: what a reader gets of each page of the PDF, and the page that it was made from. Out: for a text
its lines. White space is no guide, since a reader may add or drop it: texts are found without.
"""

import itertools

from publisher.model.page import Page
from publisher.render.inspect import remove_furniture, squeeze


class PageLines:
    """The running text of a PDF, without white space, and the offsets at which its lines end."""

    def __init__(self, pages: list[str], page: Page) -> None:
        parts: list[str] = []
        self.ends: set[int] = set()
        length = 0
        for text in pages:
            lines = [squeeze(line) for line in text.splitlines()]
            whole = "".join(lines)
            running = remove_furniture(whole, page)
            before = whole.find(running)
            for end in itertools.accumulate(map(len, lines)):
                if 0 < end - before <= len(running):
                    self.ends.add(length + end - before)
            parts.append(running)
            length += len(running)
        self.text = "".join(parts)

    def split(self, text: str) -> tuple[str, ...]:
        """The lines that `text` has where it stands first; none where it is not found."""
        words = squeeze(text)
        start = self.text.find(words)
        if start < 0 or not words:
            return ()
        lines, line, at = [], "", start
        for character in text:
            line += character
            at += len(squeeze(character))
            if at in self.ends and squeeze(character):
                lines.append(line.strip())
                line = ""
        return tuple(filter(None, (*lines, line.strip())))
