"""Pages (`.html`, `.htm`) to drafts.

In: the bytes of a page, or the HTML that a Word or a Markdown file became. Out: a `Draft`. HTML is
read as browsers read it, however broken (https://html.spec.whatwg.org/multipage/parsing.html); no
script runs and nothing is fetched. What a release has no place for is left out, and said so.
"""

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from publisher.load.picture import LARGEST
from publisher.load.reads import file_exists, read_file
from publisher.load.structure import PassageReader
from publisher.model.draft import Draft
from publisher.model.errors import ContentError
from publisher.model.finding import Finding, Severity
from publisher.model.inline import Run
from publisher.model.passage import FIGURE, PICTURE, Passage
from publisher.text.control import blank_controls
from publisher.text.inline import link_problems
from publisher.text.inline_text import format_inline
from publisher.text.markdown import ATTRIBUTION as DASH

MOST_BYTES = 10_000_000
"""Bytes that a page may have. One with all its pictures inside has some 5 MB."""
MOST_TEXT = 1_000_000
"""Bytes besides pictures inside it. A page of a website has some 300 kB, nearly all of it menus and
scripts; a million of short paragraphs takes a quarter of a minute."""
MAX_DEPTH = 200
"""How deep elements may stand in each other; those of a website come to some 40."""
_SILENT = frozenset({"script", "style", "noscript", "template", "head", "link", "meta", "title"})
_MENUS = frozenset({"nav", "aside", "form", "button", "input", "select", "textarea", "dialog"})
_EMBEDDED = {
    **dict.fromkeys(("iframe", "frame", "object", "embed", "applet"), "an embedded object"),
    **dict.fromkeys(("video", "audio"), "a film or a sound"),
    **dict.fromkeys(("svg", "canvas"), "a drawing"),
    "math": "a formula",
}
_MARKS = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}
_INLINE = frozenset(
    {
        *("abbr", "acronym", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "font", "ins"),
        *("kbd", "label", "mark", "q", "rp", "rt", "ruby", "samp", "small", "span", "sub", "sup"),
        *("time", "tt", "u", "var", "wbr"),
    }
)
_GROUPS = frozenset({"ul", "ol", "blockquote", "table"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|[/\\]")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_DATA = re.compile(rb"data:[^\"'>\s]+")
_META = {"description": "summary", "date": "date", "article:published_time": "date"}

PictureSource = Callable[[str], bytes | None]
"""The bytes of the picture at an address, or None where there are none to be had."""


def parse_page(data: bytes, shown: str, folder: Path) -> Draft:
    """The draft that a page holds; pictures may stand in `folder`, beside it.

    Raises ContentError where it is no page, too large, or in an encoding that it does not name.
    """
    if len(data) > MOST_BYTES or len(_DATA.sub(b"", data)) > MOST_TEXT:
        raise refuse(
            "draft/too-large",
            f"the page has more than {MOST_BYTES // 10**6} MB, or {MOST_TEXT // 10**6} MB besides "
            "its pictures",
            "save the text alone, and put the pictures in by hand",
            shown,
        )
    if b"\0" in data and data[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        raise refuse(
            "draft/not-a-page",
            "the file is no page: it holds bytes that no text has",
            "save the page in a browser, as a web page",
            shown,
        )
    return read_page(data, shown, lambda address: find_picture(address, folder))


def read_page(markup: str | bytes, shown: str, picture: PictureSource) -> Draft:
    """The draft of a page whose pictures come from `picture`."""
    root = parse_html(markup)
    reader = _DraftReader(shown, picture)
    walker = _Walker(reader)
    front: dict[str, str] = {}
    for element in root.iter():
        if element.tag == "meta":
            name = str(element.get("name") or element.get("property") or "").lower()
            if name in _META and element.get("content"):
                front.setdefault(_META[name], str(element.get("content")))
        elif element.tag == "title" and element.text:
            front.setdefault("page title", " ".join(element.text.split()))
        elif element.tag == "time" and element.get("datetime"):
            front.setdefault("time", str(element.get("datetime")))
    walker.walk(choose_main(root), 0)
    reader.flush()
    if any("\ufffd" in run for run in iterate_texts(reader.parts[0])):
        raise refuse(
            "draft/encoding",
            "the text cannot be read in the encoding that the file names",
            "open it where it was written, and save it again as UTF-8",
            shown,
        )
    return Draft(
        path=shown,
        passages=tuple(reader.parts[0]),
        front=front,
        pictures=reader.pictures,
        findings=tuple(reader.findings),
    )


def parse_html(markup: str | bytes) -> Any:
    """The tree of a page. Bytes that are UTF-8 are read so, whatever they name; others as they
    say, and else as browsers do."""
    import tinyhtml5

    if isinstance(markup, bytes):
        try:
            markup = markup.decode("utf-8-sig")
        except UnicodeDecodeError:
            return tinyhtml5.parse(markup, namespace_html_elements=False)
    return tinyhtml5.parse(markup, namespace_html_elements=False)


def choose_main(root: Any) -> Any:
    """The part of a page that is its text: the one `article` or `main`, and else all of it."""
    for name in ("article", "main"):
        found = list(root.iter(name))
        if len(found) == 1:
            return found[0]
    body = root.find("body")
    return root if body is None else body


def iterate_texts(passages: Sequence[Passage]) -> list[str]:
    """Every text of passages, at any depth."""
    return [
        text
        for passage in passages
        for text in (passage.text, *iterate_texts(passage.parts))
        if text
    ]


def find_picture(address: str, folder: Path) -> bytes | None:
    """The bytes of a picture inside a page or beside it; None of any that lies elsewhere."""
    if address.startswith("data:"):
        head, _, body = address.partition(",")
        try:
            if head.endswith(";base64"):
                return base64.b64decode(unquote(body), validate=False)
        except (binascii.Error, ValueError):
            pass
        return None
    if _SCHEME.match(address):
        return None
    path = folder / unquote(address.partition("?")[0].partition("#")[0])
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        if inside and file_exists(path) and path.stat().st_size <= LARGEST:
            return read_file(path)
    except (OSError, ValueError):
        pass
    return None


def refuse(identifier: str, message: str, hint: str, shown: str) -> ContentError:
    """What a file is reported as that no draft, or no release of it, can be made of."""
    return ContentError(Finding(id=identifier, message=message, hint=hint, path=shown))


class _DraftReader(PassageReader):
    """Passages of a draft: with pictures, and with the place of all that is left out."""

    def __init__(self, shown: str, picture: PictureSource) -> None:
        super().__init__(shown)
        self.picture = picture
        self.pictures: dict[str, bytes] = {}

    def report(self, message: str, hint: str = "write it into the text, where it belongs") -> None:
        """Something is left out after the paragraph that was read last."""
        self.note(
            "draft/left-out",
            f"at paragraph {max(self.count + bool(self.runs), 1)}: {message}",
            hint,
        )

    def note(self, identifier: str, message: str, hint: str) -> None:
        """A finding that keeps nothing from being imported."""
        self.findings.append(
            Finding(
                id=identifier,
                severity=Severity.WARNING,
                message=message,
                hint=hint,
                path=self.shown,
            )
        )

    def handle_data(self, data: str) -> None:
        """Text, without what nobody can see and no release may hold."""
        clean = blank_controls(data.replace("\u00ad", "").replace("\ufeff", ""))
        super().handle_data(clean.replace("\r", " "))

    def unmarked(self, runs: Sequence[Run], words: str) -> str:
        """The words without bold and italic."""
        self.report(f"Markdown cannot mark “{words[:60]}” like this; it stands unmarked")
        bare = [Run(text=run.text, line_break=run.line_break, href=run.href) for run in runs]
        text = format_inline(bare)
        if text is None:
            text = format_inline([Run(text=run.text, line_break=run.line_break) for run in runs])
        return text or ""

    def show(self, address: str, alt: str, caption: str, credit: str) -> None:
        """A picture; one that is not at hand has no address, and will be left out."""
        self.count += 1
        data = self.picture(address) if address else None
        shown = f"{address[:60]}…" if len(address) > 60 else address
        if data is None:
            self.note(
                "draft/external-picture",
                f"at paragraph {self.count}: the picture {shown!r} is not in the file or beside "
                "it; nothing is fetched, and it is left out",
                "save the picture, and put it into images/ of the release",
            )
        else:
            self.pictures[address] = data
        said = {"alternative text": alt, "caption": caption, "credit": credit}
        parts = [
            Passage(kind=kind, text=text, line=self.count)
            for kind, words in said.items()
            if (text := format_inline([Run(text=blank_controls(words))]))
        ]
        if data is not None:
            parts.append(Passage(kind=PICTURE, text=address, line=self.count))
        self.parts[-1].append(Passage(kind=FIGURE, line=self.count, parts=tuple(parts)))


class _Walker:
    """Hands a tree to a reader: only what carries meaning, and no attribute but addresses."""

    def __init__(self, reader: _DraftReader) -> None:
        self.reader = reader

    def walk(self, element: Any, depth: int, parent: str = "") -> None:
        """What stands in an element, in order."""
        if depth > MAX_DEPTH:
            raise refuse(
                "draft/too-deep",
                f"more than {MAX_DEPTH} elements stand in each other",
                "save the text alone, as a Word file or as Markdown",
                self.reader.shown,
            )
        if element.text:
            self.reader.handle_data(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.visit(child, depth + 1, parent or str(element.tag))
            if child.tail:
                self.reader.handle_data(child.tail)

    def visit(self, element: Any, depth: int, parent: str) -> None:
        """One element."""
        tag, reader = str(element.tag), self.reader
        if self.leave_out(element, parent):
            return
        if tag == "br":
            reader.runs.append(Run(text="", line_break=True))
        elif tag == "img":
            title, credit = element.get("title") or "", element.get("credit") or ""
            reader.show(element.get("src") or "", element.get("alt") or "", title, credit)
        elif tag in _MARKS:
            self.wrap(element, _MARKS[tag], [], depth)
        elif tag == "a":
            self.wrap(element, "a", [("href", self.check_link(element))], depth)
        elif tag in _INLINE and not (tag == "cite" and parent == "blockquote"):
            self.walk(element, depth, parent)
        elif tag == "table" and is_layout(element):
            self.walk(element, depth)
        elif tag in _GROUPS or (tag == "li" and parent in {"ul", "ol"}):
            self.wrap(element, tag, [], depth)
        elif tag in {"footer", "cite"}:
            self.name_speaker(element, depth)
        else:
            self.wrap(element, *name_block(element), depth)

    def leave_out(self, element: Any, parent: str) -> bool:
        """Whether an element has no place in a release; what a reader would miss is reported."""
        tag, report = str(element.tag), self.reader.report
        hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        if tag in _SILENT or hidden:
            return True
        if tag in _EMBEDDED:
            report(f"{_EMBEDDED[tag]} is left out")
        elif tag in _MENUS or (tag == "footer" and parent != "blockquote"):
            if "".join(element.itertext()).strip():
                report("a menu, a form or a footer of the page is left out")
        elif tag in {"del", "s", "strike"}:
            report(f"words that are struck out: “{''.join(element.itertext())[:60]}”")
        elif is_note(element):
            if tag == "sup":
                report("a footnote is left out")
        else:
            return False
        return True

    def name_speaker(self, element: Any, depth: int) -> None:
        """Who said what a quotation quotes, as its last line."""
        self.reader.handle_starttag("p", [])
        if not "".join(element.itertext()).lstrip().startswith(("—", "–", "-")):
            self.reader.handle_data(DASH)
        self.walk(element, depth)
        self.reader.handle_endtag("p")

    def wrap(
        self, element: Any, tag: str, attributes: list[tuple[str, str | None]], depth: int
    ) -> None:
        """An element as the reader knows it, and what stands in it."""
        self.reader.handle_starttag(tag, attributes)
        self.walk(element, depth)
        self.reader.handle_endtag(tag)

    def check_link(self, element: Any) -> str | None:
        """The address of a link, where a release may link to it."""
        address = (element.get("href") or "").strip()
        if not address or address.startswith("#"):
            return None
        problems = link_problems(address)
        if problems:
            words = " ".join("".join(element.itertext()).split())[:60]
            self.reader.report(
                f"the link of “{words}” has {problems[0]}; its words stay",
                "write the whole address",
            )
        return None if problems else address


def name_block(element: Any) -> tuple[str, list[tuple[str, str | None]]]:
    """What the reader knows a block as."""
    tag = str(element.tag)
    classes = (element.get("class") or "").split()
    if tag == "figcaption" or "caption" in classes:
        return "p", [("class", "caption")]
    for name in ("title", "subtitle"):
        if name in classes and tag in {"p", "h1"}:
            return "p", [("class", name)]
    return (tag if re.fullmatch("h[1-6]", tag) else "p"), []


def is_note(element: Any) -> bool:
    """Whether an element is a footnote, or leads to one: as Word, Markdown and publishing systems
    write them."""
    tag, name = str(element.tag), str(element.get("id") or "").lower()
    if tag == "sup":
        return any((link.get("href") or "").startswith("#") for link in element.iter("a"))
    if tag == "section":
        return "footnotes" in (element.get("class") or "")
    return tag == "li" and bool(re.match(r"(?:foot|end)note-|fn[:\d-]", name))


def is_layout(table: Any) -> bool:
    """Whether a table only places text: it has one cell in each row."""
    return all(len(row.findall("td") + row.findall("th")) < 2 for row in table.iter("tr"))
