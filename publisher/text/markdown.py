"""The body of a release.md to blocks of segments, and back.

In: a source file and the line on which its body starts. Out: blocks, and findings with
file:line. Segments and what lies between them rebuild the source text exactly
(`split_source`): a soft line break becomes a space in the msgid, so that re-wrapping the
source changes no msgid, and nothing else is touched.

Standard: CommonMark 0.31, https://spec.commonmark.org/0.31.2/, without raw HTML.

A long module, because it is one walk over a syntax tree: a method for each kind of block.
"""

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_plugin

from publisher.model.finding import Finding
from publisher.model.release import (
    Block,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Segment,
)
from publisher.model.source import SourceFile, Span
from publisher.text.inline import parse_inline, strip_to_line

HARD_BREAK = "\\\n"
"""A forced line break, as it stands in a message."""
ATTRIBUTION = "— "
"""How the last line of a quotation starts: an em dash and a space, then speaker and office."""

MAX_DEPTH = 12
"""How deep elements may stand in each other; a list and its items are two. markdown-it drops what
stands deeper than its `maxNesting`, which is 20, without a word."""

_TRANSLATOR_NOTE = re.compile(
    r"\A\s*<!--\s*translators:((?:(?!-->).)*)-->\s*\Z", re.DOTALL | re.IGNORECASE
)
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/")
"""How the address of a picture begins that is no path inside the release folder."""
_COMMENT = re.compile(r"\A\s*<!--(?:(?!-->).)*-->\s*\Z", re.DOTALL)


def split_source(source: SourceFile, segments: Iterable[Segment]) -> list[tuple[str, bool]]:
    """The text of `source` in pieces, each with whether it belongs to a segment.

    Joining the pieces gives the text back, character by character.
    """
    pieces: list[tuple[str, bool]] = []
    position = 0
    spans = sorted({segment.span for segment in segments if segment.span}, key=lambda s: s.start)
    for span in spans:
        pieces.append((source.text[position : span.start], False))
        pieces.append((source.text[span.start : span.end], True))
        position = span.end
    pieces.append((source.text[position:], False))
    return pieces


def parse_body(source: SourceFile, first_line: int) -> tuple[tuple[Block, ...], list[Finding]]:
    """The blocks of the body that begins on `first_line` (from one), and what is wrong."""
    reader = _BodyReader(source=source, first_line=first_line)
    body = source.text[source.line_start(first_line) :]
    environment: dict[str, object] = {}
    tokens = _block_parser().parse(body, environment)
    if (deep := _find_too_deep(tokens)) is not None:
        reader.report(
            "nesting",
            first_line + deep,
            "lists, quotations or emphasis stand too deep in each other",
            "no reader follows so many levels: write it flatter",
        )
        return (), reader.findings
    blocks = reader.read(SyntaxTreeNode(tokens).children)
    references = environment.get("references")
    if isinstance(references, dict):
        for reference in references.values():
            reader.report(
                "reference-link",
                first_line + int(reference["map"][0]),
                "a reference link is not supported, as translators could not see its address",
                "write [text](address) where the link stands",
            )
    reader.report_dangling_note()
    return _mark_lead(_number(blocks)), reader.findings


def _block_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True})
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser.use(attrs_plugin, after=("image",), spans=False, allowed=("credit",))


def _find_too_deep(tokens: Iterable[Token]) -> int | None:
    """The first line, from zero, with something deeper than `MAX_DEPTH`."""
    for token in tokens:
        deepest = max([token.level, *(child.level for child in token.children or ())])
        if token.map and deepest > MAX_DEPTH:
            return token.map[0]
    return None


@dataclass(kw_only=True)
class _BodyReader:
    """Walks a syntax tree once, collecting blocks, notes to translators and findings."""

    source: SourceFile
    first_line: int
    findings: list[Finding] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    heading: str = ""
    heading_level: int = 1

    def report(self, name: str, line: int, message: str, hint: str = "") -> None:
        """Note a finding on `line` of the source."""
        self.findings.append(
            Finding(
                id=f"release/{name}",
                message=message,
                hint=hint,
                path=self.source.path,
                line=line,
                excerpt=self.source.line_text(line),
            )
        )

    def report_dangling_note(self) -> None:
        """A note to translators must stand before a block."""
        for line, _ in self.notes:
            self.report(
                "dangling-note", line, "this note to translators has no block after it to explain"
            )

    def read(self, nodes: Sequence[SyntaxTreeNode]) -> list[Block]:
        """The blocks that `nodes` stand for."""
        blocks: list[Block] = []
        for node in nodes:
            block = self.read_block(node)
            if block is not None:
                blocks.append(block)
        return blocks

    def read_block(self, node: SyntaxTreeNode) -> Block | None:
        """One block, or nothing where the node is a note or a mistake."""
        line = self.line(node)
        match node.type:
            case "heading":
                return self.read_heading(node)
            case "paragraph":
                return self.read_paragraph(node)
            case "bullet_list" | "ordered_list":
                return self.read_list(node)
            case "blockquote":
                return self.read_quote(node)
            case "hr":
                return Rule()
            case "html_block":
                self.read_html(node)
            case "code_block" | "fence":
                self.report(
                    "code-block",
                    line,
                    "a code block has no place in a release",
                    "an indented line is code in Markdown: remove the spaces before it",
                )
            case other:
                self.report("unsupported", line, f"{other} is not supported in a release")
        return None

    def read_html(self, node: SyntaxTreeNode) -> None:
        """A comment is dropped, a note to translators kept, all other HTML refused."""
        line = self.line(node)
        if note := _TRANSLATOR_NOTE.match(node.content):
            self.notes.append((line, " ".join(note[1].split())))
        elif not _COMMENT.match(node.content):
            self.report(
                "raw-html", line, "raw HTML is not allowed in a release", "write it as Markdown"
            )

    def read_heading(self, node: SyntaxTreeNode) -> Block | None:
        """A heading; the title is the only one of level 1, and no level is skipped."""
        line = self.line(node)
        level = int(node.tag[1])
        if level == 1:
            self.report("heading-level", line, "the title is the only heading of level 1", "use ##")
        elif level > self.heading_level + 1:
            hint = "use " + "#" * (self.heading_level + 1)
            self.report("heading-level", line, f"heading level {level} skips a level", hint)
        self.heading_level = level
        if not node.children or not normalize_message(node.children[0].content):
            self.report("empty-heading", line, "a heading without words")
            return None
        content = self.segment(node.children[0], f"Heading, level {level}")
        self.heading = strip_to_line(content.text)
        return Heading(level=max(level, 2), content=content)

    def read_paragraph(self, node: SyntaxTreeNode) -> Block | None:
        """A paragraph, or a figure where a picture stands alone in it."""
        inline = node.children[0]
        if not normalize_message(inline.content):  # no-break spaces alone
            return None
        parts = [child for child in inline.children if child.content or child.type != "text"]
        if len(parts) == 1 and parts[0].type == "image":
            return self.read_figure(inline, parts[0])
        return Paragraph(content=self.segment(inline, self.under_heading("Paragraph")))

    def under_heading(self, what: str) -> str:
        """`what`, and the heading it stands under."""
        return f"{what} under “{self.heading}”" if self.heading else what

    def read_list(self, node: SyntaxTreeNode) -> ListBlock:
        """A list; each item is told its number."""
        ordered = node.type == "ordered_list"
        kind = "numbered list" if ordered else "list"
        items: list[tuple[Block, ...]] = []
        total = len(node.children)
        for index, child in enumerate(node.children, start=1):
            where = self.under_heading(f"Item {index} of {total} of the {kind}")
            items.append(tuple(relabel(self.read(child.children), "Paragraph", where)))
        paragraphs = [
            grandchild
            for child in node.children
            for grandchild in child.children
            if grandchild.type == "paragraph"
        ]
        return ListBlock(
            ordered=ordered,
            start=int(node.attrs.get("start", 1) or 0) if ordered else 1,
            tight=all(paragraph.hidden for paragraph in paragraphs),
            items=tuple(items),
        )

    def read_quote(self, node: SyntaxTreeNode) -> Quote | None:
        """A quotation; its last line may name the speaker and the office."""
        blocks = self.read(node.children)
        if not blocks:
            self.report("empty-quote", self.line(node), "a quotation without words")
            return None
        blocks, attribution = self.take_attribution(blocks)
        where = "Quotation"
        if attribution is not None:
            where += " of " + strip_to_line(attribution.text).split(",")[0]
            if not blocks:
                self.report(
                    "empty-quote", attribution.line, "a speaker is named, but nothing is quoted"
                )
                return None
        return Quote(blocks=tuple(relabel(blocks, "Paragraph", where)), attribution=attribution)

    def take_attribution(self, blocks: Sequence[Block]) -> tuple[list[Block], Segment | None]:
        """`blocks` without their last line where it names the speaker, and the speaker. Behind a
        list, that line belongs to the last item in CommonMark."""
        *before, last = blocks
        match last:
            case Paragraph(content=content):
                said, attribution = self.split_attribution(content)
                kept = [] if said is None else [replace(last, content=said)]
                return [*before, *kept], attribution
            case ListBlock(items=(*items, item)) if item:
                inner, attribution = self.take_attribution(item)
                if inner:
                    return [*before, replace(last, items=(*items, tuple(inner)))], attribution
        return list(blocks), None

    def split_attribution(self, content: Segment) -> tuple[Segment | None, Segment | None]:
        """What was said, and the speaker of the last line; either may be missing."""
        assert content.span is not None
        start, end = content.span.start, content.span.end
        last = self.source.line_start(self.source.line_of(end - 1))
        bare = self.source.text[max(start, last) : end].lstrip(" \t>")
        if not bare.startswith(ATTRIBUTION):
            return content, None
        attribution = Segment(
            text=bare.removeprefix(ATTRIBUTION).strip(),
            line=self.source.line_of(end - 1),
            span=Span(start=end - len(bare) + len(ATTRIBUTION), end=end),
            comments=("Speaker and office of a quotation",),
        )
        if last <= start:
            notes = content.comments[1:]
            return None, replace(attribution, comments=(*attribution.comments, *notes))
        said = content.text.removesuffix(ATTRIBUTION + attribution.text)
        said = said.removesuffix(HARD_BREAK).removesuffix(" ")
        raw, _ = cut_hard_break(self.source.text[start:last].rstrip("\r\n"))
        span = Span(start=start, end=start + len(raw.rstrip(" \t")))
        return replace(content, text=said, span=span), attribution

    def read_figure(self, inline: SyntaxTreeNode, node: SyntaxTreeNode) -> Figure | None:
        """A picture alone in its paragraph, with alternative text, caption and credit."""
        line = self.line(inline)
        address = unquote(str(node.attrs.get("src", "")))
        if address and not _ELSEWHERE.match(address):
            address = posixpath.normpath(address)
        title = str(node.attrs.get("title", "") or "")
        credit = str(node.attrs.get("credit", "") or "")
        alt = " ".join(node.content.split())
        if not alt:
            self.report(
                "no-alt",
                line,
                "a picture without alternative text",
                'say what it shows: ![…](images/x.jpg "Caption"){credit="…"}',
            )
        for name in node.meta.get("insecure_attrs", ()):
            self.report(
                "picture-attribute",
                line,
                f"{name!r} cannot be said of a picture",
                'the only attribute is {credit="…"}',
            )
        notes = self.take_notes()

        def part(text: str, what: str) -> Segment | None:
            if not text:
                return None
            for problem in parse_inline(text)[1]:
                self.report("inline", line, f"found {problem}")
            return Segment(text=" ".join(text.split()), line=line, comments=(what, *notes))

        return Figure(
            image=address,
            line=line,
            alt=part(alt or "?", "Alternative text of figure {n}, for those who cannot see it")
            or Segment(text="?", line=line),
            caption=part(title, "Caption of figure {n}"),
            credit=part(credit, "Credit of figure {n}"),
        )

    def segment(self, inline: SyntaxTreeNode, comment: str) -> Segment:
        """The segment of an inline node: its msgid, its place, and the notes before it."""
        line = self.line(inline)
        text = normalize_message(inline.content)
        for problem in parse_inline(text)[1]:
            self.report("inline", line, f"found {problem}")
        return Segment(
            text=text,
            line=line,
            span=self.span(inline),
            comments=(comment, *self.take_notes()),
        )

    def take_notes(self) -> tuple[str, ...]:
        """The notes to translators that stand before this block, once."""
        notes = tuple(text for _, text in self.notes)
        self.notes = []
        return notes

    def line(self, node: SyntaxTreeNode) -> int:
        """The line of the source, from one, on which `node` starts."""
        return self.first_line + (node.map[0] if node.map else 0)

    def span(self, inline: SyntaxTreeNode) -> Span:
        """Where the content of an inline node stands, first character to last."""
        first = self.line(inline)
        lines = inline.content.split("\n")
        start = self.find(first, lines[0])
        last = first + len(lines) - 1
        end = self.find(last, lines[-1].strip()) + len(lines[-1].strip())
        return Span(start=start, end=end)

    def find(self, line: int, words: str) -> int:
        """The offset of `words` in a line: content ends its line, but for closing marks."""
        text = self.source.line_text(line)
        column = text.rfind(words.rstrip())
        return self.source.line_start(line) + max(column, 0)


def normalize_message(content: str) -> str:
    """Inline content on one line: soft breaks become spaces, hard ones backslash and newline."""
    *lines, last = content.split("\n")
    text = ""
    for line in lines:
        words, hard = cut_hard_break(line)
        text += words.strip(" \t")
        if text and not text.endswith((" ", "\n")):
            text += HARD_BREAK if hard else " "
    return (text + last.strip(" \t")).strip()


def cut_hard_break(line: str) -> tuple[str, bool]:
    """A line without the mark of a hard break at its end, and whether there was one."""
    backslashes = len(line) - len(line.rstrip("\\"))
    if backslashes % 2:
        return line[:-1], True
    return line, line.endswith("  ")


def relabel(blocks: list[Block], old: str, new: str) -> list[Block]:
    """`blocks`, whose paragraphs tell a more exact place: `new` for what began with `old`."""

    def label(block: Block) -> Block:
        if not isinstance(block, Paragraph) or not block.content.comments[0].startswith(old):
            return block
        comments = (new, *block.content.comments[1:])
        return replace(block, content=replace(block.content, comments=comments))

    return [label(block) for block in blocks]


def _number(blocks: list[Block]) -> tuple[Block, ...]:
    """Figures get their numbers, in document order, into the comments of their parts."""
    count = 0

    def number(segment: Segment | None) -> Segment | None:
        if segment is None or not segment.comments:
            return segment
        first = segment.comments[0].format(n=count)
        return replace(segment, comments=(first, *segment.comments[1:]))

    def visit(block: Block) -> Block:
        nonlocal count
        match block:
            case Figure():
                count += 1
                alt = number(block.alt)
                assert alt is not None
                return replace(
                    block, alt=alt, caption=number(block.caption), credit=number(block.credit)
                )
            case ListBlock():
                return replace(
                    block,
                    items=tuple(tuple(visit(inner) for inner in item) for item in block.items),
                )
            case Quote():
                return replace(block, blocks=tuple(visit(inner) for inner in block.blocks))
            case _:
                return block

    return tuple(visit(block) for block in blocks)


def _mark_lead(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The first block, where it is a paragraph, is the lead."""
    if not blocks or not isinstance(blocks[0], Paragraph):
        return blocks
    lead = blocks[0]
    comments = ("Lead: the first paragraph", *lead.content.comments[1:])
    return (replace(lead, lead=True, content=replace(lead.content, comments=comments)), *blocks[1:])
