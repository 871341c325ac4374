"""Inline content of a segment: runs of text with what marks them."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A stretch of text with one set of marks.

    `link` numbers the link within its segment, so that neighbours with one address stay two;
    `line_break` is a forced break, whose `text` is empty.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str | None = None
    link: int = 0
    line_break: bool = False


Inlines = tuple[Run, ...]


def plain_text(runs: Inlines) -> str:
    """The words of `runs` without marks; a forced break becomes a line end."""
    return "".join("\n" if run.line_break else run.text for run in runs)
