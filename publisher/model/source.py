"""Text files and places in them."""

import bisect
import re
from dataclasses import dataclass, field

_LINE_END = re.compile("\r\n|\r|\n")
"""What ends a line in CommonMark (https://spec.commonmark.org/0.31.2/#line-ending) and in editors;
`str.splitlines` knows more, such as U+2028, and would count other lines than these."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceFile:
    """A UTF-8 text file: `path` relative to the newsroom, `text` with its own line ends."""

    path: str
    text: str
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0, *(found.end() for found in _LINE_END.finditer(self.text))]
        if starts[-1] < len(self.text):
            starts.append(len(self.text))
        object.__setattr__(self, "_starts", tuple(starts))

    @property
    def lines(self) -> tuple[str, ...]:
        """The text of every line, without line ends."""
        return tuple(map(self.line_text, range(1, len(self._starts))))

    def line_of(self, offset: int) -> int:
        """The line, from one, that the character at `offset` stands in."""
        return max(1, min(bisect.bisect_right(self._starts, offset), len(self._starts) - 1))

    def line_text(self, line: int) -> str:
        """The text of a line, without its line end; empty where there is no such line."""
        if not 1 <= line < len(self._starts):
            return ""
        return self.text[self._starts[line - 1] : self._starts[line]].rstrip("\r\n")

    def line_start(self, line: int) -> int:
        """The offset of the first character of a line."""
        return self._starts[min(line, len(self._starts)) - 1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Characters `start` to `end` (not included) of a source file, in code points."""

    start: int
    end: int
