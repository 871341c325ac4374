"""Word files (`.docx`) to passages.

In: the bytes of a `.docx`. Out: its headings, paragraphs, lists, quotations and pictures, with
inline Markdown as text; what a release has no place for is left out, and said so. mammoth reads
the styles, and writes HTML that holds structure alone. Nothing is fetched, no picture opened, and
nothing reaches mammoth that has not been looked at: how much it unpacks to, and its XML.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping
from html.parser import HTMLParser

from publisher.load.strict_xml import parse_xml
from publisher.model.errors import ContentError
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

MOST_BYTES = 50_000_000
"""Bytes that the XML of a Word file may have, unpacked; that of a book has some 5 MB."""
MOST_ELEMENTS = 100_000
"""Elements that all parts may have together; mammoth takes some seconds for as many. A press
release has 5000, most of them in the styles that Word writes along."""
MOST_PARTS = 5000
"""Parts that a Word file may have."""
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""How a file of old Word begins, and a `.docx` with a password
(https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb, 2.2)."""
_QUOTATIONS = ("Quote", "Intense Quote", "Quotations", "Block Text", "quote", "block text")
_ZIP_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(ValueError, NotImplementedError, RuntimeError, EOFError, OSError, OverflowError),
)
"""What zipfile raises over an archive that is damaged."""
STYLES = "\n".join(
    [
        "p[style-name='Title'] => h1.title:fresh",
        "p[style-name='Subtitle'] => p.subtitle:fresh",
        "p[style-name='caption'] => p.caption:fresh",
        "p[style-name='Caption'] => p.caption:fresh",
        *(f"p[style-name='{name}'] => blockquote > p:fresh" for name in _QUOTATIONS),
    ]
)
"""What mammoth makes of styles that it does not know by itself, in Word and in LibreOffice."""


def parse_word(data: bytes, shown: str) -> Document:
    """The passages of a Word file. Raises ContentError where it cannot be read or is refused."""
    check_parts(data, shown)
    import mammoth

    try:
        made = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(lambda image: {}),  # noqa: ARG005
        )
    except Exception as error:
        # The parts are XML, but not as Word writes them: whatever mammoth trips over is theirs.
        said = f"{type(error).__name__}: {error}".splitlines()[0][:100]
        raise refuse(shown, f"its parts are not as Word writes them ({said})") from error
    reader = _HtmlReader(shown)
    reader.feed(made.value)
    reader.close()
    return reader.finish()


def check_parts(data: bytes, shown: str) -> None:
    """Raise ContentError where a file is no Word file, could harm, or leads elsewhere."""
    if data.startswith(_OLE):
        raise refuse(shown, "it has a password, or is a .doc of old Word")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if "[Content_Types].xml" not in names or not any(map(is_of_word, names)):
                raise refuse(shown, "it is a zip archive, but not one that Word writes")
            if any(entry.flag_bits & 1 for entry in entries):
                raise refuse(shown, "it has a password")
            texts = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
            # zipfile never reads more of a part than the archive says it has.
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in texts) > MOST_BYTES:
                raise refuse(shown, "it unpacks to more than any document needs")
            left = MOST_ELEMENTS
            for entry in texts:
                left -= check_part(archive.read(entry), f"{shown}/{entry.filename}")
                if left < 0:
                    raise refuse(shown, "it has more in it than any release")
    except _ZIP_FAULTS as error:
        raise refuse(shown, f"it is damaged, or no .docx at all ({error})") from error


def is_of_word(name: str) -> bool:
    """Whether a part is one that Word writes; its document may have any name there."""
    return name.startswith("word/")


def check_part(data: bytes, shown: str) -> int:
    """How many elements a part has. Raises ContentError where it is unsafe XML, or names a picture
    that lies elsewhere."""
    elements = 0

    def look(name: str, attributes: Mapping[str, str], line: int) -> None:
        nonlocal elements
        elements += 1
        kind = attributes.get("Type", "").rpartition("/")[2]
        if (
            name.rpartition(":")[2] == "Relationship"
            and kind == "image"
            and attributes.get("TargetMode") == "External"
        ):
            raise ContentError(
                Finding(
                    id="memory/external-picture",
                    message="a picture is not in the file but at "
                    f"{attributes.get('Target', '')!r}; nothing is fetched",
                    hint="put the picture into the document, or delete it there",
                    path=shown,
                    line=line,
                )
            )

    parse_xml(data, shown, look)
    return elements


def refuse(shown: str, why: str) -> ContentError:
    """What a file is reported as that is no Word file to read."""
    return ContentError(
        Finding(
            id="memory/not-word",
            message=f"the file cannot be read as a Word document: {why}",
            hint="open it in Word or LibreOffice, and save it as .docx without a password",
            path=shown,
        )
    )


class _HtmlReader(HTMLParser):
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
        if text is None:
            self.report(f"Markdown cannot mark this text as Word does: {words[:60]}")
            text = ""
        self.add(self.name_block(block), text)

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
