"""HTML that holds structure alone, to passages.

In: HTML as mammoth writes it, or the events of a page that has been cleaned. Out: headings,
paragraphs, lists, quotations, tables and pictures, with inline Markdown as text.
"""

from collections.abc import Sequence
from html.parser import HTMLParser

from publisher.model.finding import Finding, Severity
from publisher.model.inline import Run, plain_text
from publisher.model.passage import (
    ATTRIBUTION,
    FIGURE,
    HEADING,
    PARAGRAPH,
    QUOTATION,
    SUBTITLE,
    TITLE,
    Document,
    Passage,
)
from publisher.text.inline_text import format_inline
from publisher.text.markdown import ATTRIBUTION as DASH
from publisher.text.markdown import HARD_BREAK
from publisher.text.passages import make_group, rank_headings


class PassageReader(HTMLParser):
    """Reads the HTML of mammoth: structure and marks, no attributes that could hide anything.

    `parts` are the passages of each element that is open, innermost last.
    """

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.shown = shown
        self.findings: list[Finding] = []
        self.parts: list[list[Passage]] = [[]]
        self.block = PARAGRAPH
        self.runs: list[Run] = []
        self.marks: list[str] = []
        self.links: list[str | None] = []
        self.count = 0
        self.skipped = 0
        self.notes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        attributes = dict(attrs)
        is_note = tag == "li" and "note-" in (attributes.get("id") or "")
        if self.skipped or tag == "sup" or is_note:
            # A superior figure leads to a note, which stands at the end; a release has none.
            self.notes += is_note
            self.skipped += 1
            return
        match tag:
            case "strong" | "em":
                self.marks.append(tag)
            case "a":
                self.links.append(attributes.get("href"))
            case "br":
                self.runs.append(Run(text="", line_break=True))
            case "img":
                self.add_figure(attributes.get("alt") or "")
            case "ul" | "ol" | "li" | "blockquote" | "table":
                self.flush()
                self.parts.append([])
            case "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self.flush()
                self.block = attributes.get("class") or tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A line break or a picture, which hold nothing."""
        if not self.skipped:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if self.skipped:
            self.skipped -= 1
            return
        match tag:
            case "strong" | "em":
                self.marks.remove(tag)
            case "a":
                self.links.pop()
            case "ul" | "ol" | "li" | "blockquote" | "table":
                self.flush()
                self.close_group(tag, rank_headings(self.parts.pop()))
            case "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self.flush()

    def handle_data(self, data: str) -> None:
        """Text stands here."""
        if not self.skipped:
            href = next((link for link in reversed(self.links) if link), None)
            self.runs.append(
                Run(
                    text=data,
                    strong="strong" in self.marks,
                    emphasis="em" in self.marks,
                    href=None if href is None or href.startswith("#") else href,
                )
            )

    def flush(self) -> None:
        """What was read since the last block becomes a passage."""
        runs, self.runs = self.runs, []
        block, self.block = self.block, PARAGRAPH
        words = " ".join(plain_text(tuple(runs)).split())
        if not words:
            return
        self.count += 1
        if all(run.strong or not run.text.strip() for run in runs) and block != "p":
            runs = [Run(text=run.text, line_break=run.line_break, href=run.href) for run in runs]
        text = format_inline(runs)
        self.add(self.name_block(block), self.unmarked(runs, words) if text is None else text)

    def unmarked(self, runs: Sequence[Run], words: str) -> str:  # noqa: ARG002
        """What stands for text that Markdown cannot mark like this: nothing."""
        self.report(f"Markdown cannot mark this text as Word does: {words[:60]}")
        return ""

    def name_block(self, block: str) -> str:
        """The kind of passage that a block of HTML is."""
        match block:
            case "title" | "subtitle":
                return TITLE if block == "title" else SUBTITLE
            case "caption":
                return "caption"
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return f"{HEADING} {block[1]}"
        return PARAGRAPH

    def add(self, kind: str, text: str) -> None:
        """One more passage; a caption belongs to the picture before it."""
        passage = Passage(kind=kind, text=text, line=self.count)
        around = self.parts[-1]
        if kind == "caption" and around and around[-1].kind == FIGURE:
            figure = around.pop()
            around.append(Passage(kind=FIGURE, line=figure.line, parts=(*figure.parts, passage)))
        elif kind == "caption":
            around.append(Passage(kind=PARAGRAPH, text=text, line=self.count))
        else:
            around.append(passage)

    def add_figure(self, alt: str) -> None:
        """A picture, with its alternative text."""
        self.count += 1
        text = format_inline([Run(text=alt)]) or ""
        parts = (Passage(kind="alternative text", text=text, line=self.count),) if text else ()
        self.parts[-1].append(Passage(kind=FIGURE, line=self.count, parts=parts))

    def close_group(self, tag: str, parts: tuple[Passage, ...]) -> None:
        """A list, an item, a quotation or a table ends."""
        kinds = {"ul": "list", "ol": "numbered list", "li": "item", "table": "table"}
        if tag == "blockquote":
            self.parts[-1].append(make_group(QUOTATION, part_speaker(parts)))
        elif parts:
            self.parts[-1].append(make_group(kinds[tag], parts))

    def report(self, message: str) -> None:
        """Something is left out."""
        self.findings.append(
            Finding(
                id="memory/left-out",
                severity=Severity.WARNING,
                message=message,
                hint="translate it in the catalogue",
                path=self.shown,
            )
        )

    def finish(self) -> Document:
        """The whole document."""
        self.flush()
        if self.notes:
            self.report(f"{self.notes} footnotes have no place in a release, and are left out")
        return Document(
            path=self.shown,
            passages=name_title(tuple(self.parts[0])),
            has_lines=False,
            findings=tuple(self.findings),
        )


def part_speaker(parts: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The parts of a quotation, the speaker of its last line by itself."""
    if not parts or parts[-1].kind != PARAGRAPH:
        return parts
    *rest, last = parts
    said, line_end, speaker = last.text.rpartition(HARD_BREAK)
    if not speaker.startswith(DASH):
        return parts
    if line_end:
        rest.append(Passage(kind=PARAGRAPH, text=said, line=last.line))
    named = Passage(kind=ATTRIBUTION, text=speaker.removeprefix(DASH).strip(), line=last.line)
    return (*rest, named)


def name_title(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """`passages` with a title: in the style of that name, or the one heading of level 1, where
    nothing stands before it."""
    top = [passage for passage in passages if passage.kind == f"{HEADING} 1"]
    has_title = any(passage.kind == TITLE for passage in passages)
    if not has_title and len(top) == 1 and passages[0] is top[0]:
        first = Passage(kind=TITLE, text=top[0].text, line=top[0].line)
        passages = (first, *passages[1:])
    return rank_headings(passages)
