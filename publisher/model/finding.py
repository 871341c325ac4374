"""What a check or a loader reports: a finding, with the place and the way out."""

import enum
from dataclasses import dataclass


class Severity(enum.StrEnum):
    """Named by consequence.

    `ERROR`: the edition cannot be published. `WARNING`: it can, but a reader may be misled.
    `NOTE`: worth knowing, nothing to do.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Higher is worse; for comparing with a threshold."""
        return {"note": 0, "warning": 1, "error": 2}[self.value]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing found at one place.

    `path` is relative to the newsroom, with forward slashes; `line` and `column` count from
    one. `excerpt` is the line of text that the place stands in, and `width` how many of its
    characters are meant. `release` and `language` name the editions it blocks: none means all of
    them.
    """

    id: str
    severity: Severity = Severity.ERROR
    message: str
    hint: str = ""
    path: str = ""
    line: int | None = None
    column: int | None = None
    width: int = 1
    excerpt: str = ""
    release: str = ""
    language: str = ""

    @property
    def place(self) -> str:
        """`path:line:column`, as far as known."""
        parts = [self.path or "publisher"]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Files in order, then places in order."""
        return (self.path, self.line or 0, self.column or 0, self.id, self.message)

    def draw(self) -> str:
        """The finding as a compiler would print it: place, message, mark, hint."""
        # A build that has nothing to do knows its findings as they were drawn.
        from publisher.model.drawing import draw_line, make_safe, show_line  # noqa: PLC0415

        said = f"{self.place}: {self.severity.value}: {self.message} [{self.id}]"
        lines = [make_safe(said)]
        if self.excerpt:
            shown = (
                [show_line(self.excerpt)]
                if self.column is None
                else draw_line(self.excerpt, self.column, self.width)
            )
            lines += [f"    {line}" for line in shown]
        if self.hint:
            lines.append(f"    hint: {make_safe(self.hint)}")
        return "\n".join(lines)
