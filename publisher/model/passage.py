"""A document as its structure: what stands where, in any format that people write."""

from dataclasses import dataclass

from publisher.model.finding import Finding

PARAGRAPH = "paragraph"
QUOTATION = "quotation"
ATTRIBUTION = "attribution"
FIGURE = "figure"
PICTURE = "picture"
"""The address of a figure's picture, where a draft is read."""
HEADING = "heading"
TITLE = "title"
SUBTITLE = "subtitle"
SUMMARY = "summary"
PLACE = "place"
PUBLICATION = "publication title"
FRONT = (TITLE, SUBTITLE, SUMMARY, PLACE, PUBLICATION)
"""What stands before the body of a release, each at most once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A part of a document: a text, or parts, or both.

    `kind` says in plain words what it is: passages of two kinds never translate each other. `text`
    is inline Markdown, as in a msgid. `line` is where it stands, from one: a line, or in a file
    without lines the number of its paragraph.
    """

    kind: str
    text: str = ""
    line: int = 0
    parts: tuple["Passage", ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A document and what was left out of it, as findings; `has_lines` says whether `line` of its
    passages counts lines or paragraphs."""

    path: str
    passages: tuple[Passage, ...]
    has_lines: bool = True
    findings: tuple[Finding, ...] = ()
