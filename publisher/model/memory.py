"""What was translated before: one message, its translation, and where it was found."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A message, its translation, and where it was found: a domain, or a file's name.

    `line` is where it stands in the file that it was read from; 0 where that has no lines.
    """

    source: str
    target: str
    context: str | None
    origin: str
    line: int = field(default=0, compare=False)
