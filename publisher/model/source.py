"""Text files and places in them."""

import bisect
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceFile:
    """A UTF-8 text file: `path` relative to the newsroom, `text` with its own line ends."""

    path: str
    text: str
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        for line in self.text.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        object.__setattr__(self, "_starts", tuple(starts))

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
