"""A catalogue as lines: its entries, and edits that touch nothing but what changes.

In: the entries that `text.po_scan` has cut. Out: entries, and the text of a file. Editing replaces
whole lines only: what a translator wrote keeps its bytes.

Standard: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from publisher.model.finding import Finding
from publisher.model.message import Catalog, MessageKey, Translation
from publisher.text.control import blank_controls

TOKEN = re.compile(
    r"(?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?:[ \t]*\[[ \t]*[0-9]+[ \t]*\])?)"
    r'|(?P<text>"(?:[^"\\]|\\.)*")'
)
"""What a message consists of: keywords, one with the number of a plural form, and texts."""
BLANK = " \t\r"
"""White space inside a line; a line keeps its CR where not all lines of the file end in one."""
_REFERENCE = re.compile("(?:\u2068[^\u2069]*\u2069|\\S)+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\a": "\\a"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One entry: its lines without line ends, and the line, from one, on which it starts.

    `gap` are the empty lines before it, where they are not as usual: one, and none at the top.
    """

    lines: tuple[str, ...]
    line: int = 0
    gap: tuple[str, ...] | None = None

    @property
    def obsolete(self) -> bool:
        """Whether its message is commented out with `#~`."""
        return any(map(is_obsolete, self.lines))

    @property
    def message_line(self) -> int:
        """The line on which its msgctxt or msgid stands."""
        return self.line + next(i for i, line in enumerate(self.lines) if _is_message(line))

    @property
    def message_lines(self) -> tuple[str, ...]:
        """Its msgctxt, msgid and msgstr in plain form: active, not indented, one text a line and
        one space behind each keyword."""
        lines: list[str] = []
        for line in filter(_is_message, self.lines):
            for token in TOKEN.finditer(line_body(line)):
                if token["keyword"]:
                    lines.append(plain_keyword(token["keyword"]) + " ")
                elif lines[-1].endswith('"'):
                    lines.append(token["text"])
                else:
                    lines[-1] += token["text"]
        return tuple(lines)

    @property
    def forms(self) -> int:
        """How many plural forms its translation has; 0 where it has no plural."""
        return sum(line.startswith("msgstr[") for line in self.message_lines)

    @property
    def flags(self) -> frozenset[str]:
        """Its flags, such as `fuzzy`."""
        marked = (line.lstrip(BLANK) for line in self.lines)
        flags = (line[2:].split(",") for line in marked if line.startswith(("#,", "#=")))
        return frozenset(flag.strip() for flag in itertools.chain.from_iterable(flags))

    @property
    def is_header(self) -> bool:
        """Whether it is the entry of the empty msgid, which carries the header."""
        if self.obsolete:
            return False
        behind = ("msgid_plural", "msgstr")
        key = itertools.takewhile(lambda line: not line.startswith(behind), self.message_lines)
        return re.fullmatch('msgid ("")+', "".join(key)) is not None

    @property
    def remarked(self) -> bool:
        """Whether a translator left a comment in it."""
        return any(map(is_remark, self.lines))


def is_remark(line: str) -> bool:
    """Whether a line is a translator's comment with anything in it."""
    return re.match(r"[ \t]*#(?![.:,=|~])[#\s]*[^#\s]", line) is not None


def plain_keyword(keyword: str) -> str:
    """A keyword without spaces in it, and without zeros before the number of a plural form."""
    name, bracket, number = keyword.partition("[")
    return f"{name.rstrip(BLANK)}[{int(number.strip(BLANK + ']'))}]" if bracket else name


def is_obsolete(line: str) -> bool:
    """Whether a line is part of an obsolete message; its previous msgid, `#~|`, is a comment."""
    return line.lstrip(BLANK).startswith("#~") and _is_message(line)


def _is_message(line: str) -> bool:
    """Whether a line is part of a message, active or obsolete."""
    body = line_body(line)
    return bool(body) and not body.startswith("#")


def line_body(line: str) -> str:
    """A line without indentation and without the mark of an obsolete message."""
    bare = line.strip(BLANK)
    return bare[2:].lstrip(BLANK) if bare.startswith("#~") and bare[2:3] != "|" else bare


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogText:
    """A PO file as lines: entries in order (the header first, where there is one), and what stands
    behind the last of them, comments and the line end of the file.

    `newline` parts the lines. It is CRLF where all lines of the file end so; where only some do,
    these have a CR at their end.
    """

    entries: tuple[Entry, ...]
    tail: tuple[str, ...] = ("",)
    newline: str = "\n"

    def render(self) -> str:
        """The text of the file; entries that have no other gap are parted by one empty line."""
        lines: list[str] = []
        for entry in self.entries:
            usual = ("",) if lines else ()
            lines += usual if entry.gap is None else entry.gap
            lines += entry.lines
        return self.newline.join([*lines, *self.tail])


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogEntry:
    """An entry of a catalogue: its raw lines and its values."""

    raw: Entry
    key: MessageKey
    translation: Translation


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogFile:
    """A catalogue as it stands on disk; `path` is relative to the newsroom.

    `header` is absent in a catalogue that is still to be written. `seen` is what was read, for
    whoever writes the file to see that nobody else did; none where there was no file. `findings`
    are warnings: with an error nothing is read.
    """

    path: str
    text: CatalogText
    header: Entry | None = None
    metadata: Mapping[str, str] = field(default_factory=dict, hash=False)
    entries: tuple[CatalogEntry, ...] = ()
    seen: bytes | None = None
    findings: tuple[Finding, ...] = ()

    def to_catalog(self, domain: str, language: str) -> Catalog:
        r"""The translations of the file; an active entry wins over an obsolete one. Lines end as
        here, also where the tool of another system wrote `\r\n`."""
        translations: dict[MessageKey, Translation] = {}
        for entry in self.entries:
            if entry.key not in translations or not entry.translation.obsolete:
                said = entry.translation
                if "\r" in said.text:
                    said = replace(said, text=said.text.replace("\r\n", "\n").replace("\r", "\n"))
                translations[entry.key] = said
        return Catalog(
            domain=domain,
            language=language,
            path=self.path,
            translations=translations,
            translator=read_name(self.metadata.get("Last-Translator", "")),
        )


def read_name(field: str) -> str:
    """The name in a field such as `Ma Hla <hla@example.org>`, without the address; empty where
    there is none, or only what gettext's own tools write in its place."""
    name = field.partition("<")[0].strip(" \"'")
    return "" if "@" in name or name in {"FULL NAME", "Automatically generated"} else name


def quote_string(text: str) -> str:
    """`text` as a PO string on one line."""
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'


def format_field(keyword: str, text: str) -> list[str]:
    """`keyword "text"`; text of several lines is written one line each, as gettext does."""
    parts = text.splitlines(keepends=True) if "\n" in text else [text]
    if len(parts) == 1:
        return [f"{keyword} {quote_string(text)}"]
    return [f'{keyword} ""', *(quote_string(part) for part in parts)]


def new_entry(
    identifier: str,
    context: str | None,
    text: str,
    comments: tuple[str, ...],
    references: tuple[str, ...],
) -> Entry:
    """A fresh entry in gettext's order of lines."""
    lines = comment_lines(comments, references)
    if context is not None:
        lines += format_field("msgctxt", context)
    lines += format_field("msgid", identifier)
    lines += format_field("msgstr", text)
    return Entry(lines=tuple(lines))


WIDTH = 79
"""The width of a page of gettext's tools, which they keep for references in any case."""


def comment_lines(comments: Iterable[str], references: Iterable[str]) -> list[str]:
    """Extracted comments and references as lines, as `msgcat --no-wrap` writes them. A comment may
    quote what a file holds as an escape; no control character gets into its line."""
    parts = (line for comment in comments for line in comment.splitlines())
    lines = [f"#. {blank_controls(line)}".rstrip() for line in parts]
    return [*lines, *reference_lines(map(quote_reference, references))]


def reference_lines(places: Iterable[str]) -> list[str]:
    """References on lines of less than WIDTH characters, as many on each as there is room for."""
    lines: list[str] = []
    for place in places:
        if lines and len(lines[-1]) + 1 + len(place) < WIDTH:
            lines[-1] += f" {place}"
        else:
            lines.append(f"#: {place}")
    return lines


def quote_reference(place: str) -> str:
    """A reference; one with a space in it between isolates, by which gettext knows its end."""
    return f"\u2068{place}\u2069" if " " in place else place


def update_comments(entry: Entry, comments: tuple[str, ...], references: tuple[str, ...]) -> Entry:
    """`entry` with these extracted comments and references; every other line as it was. However
    another tool has put them on lines, references that are right stay."""
    old = [line for line in entry.lines if _is_extracted(line)]
    places = [line for line in old if line.lstrip(BLANK).startswith("#:")]
    found = _REFERENCE.findall(" ".join(line.strip(BLANK)[2:] for line in places))
    if found == list(map(quote_reference, references)):
        new = [*comment_lines(comments, ()), *places]
    else:
        new = comment_lines(comments, references)
    if [line.rstrip("\r") for line in old] == [line.rstrip("\r") for line in new]:
        return entry
    return put_behind_remarks(replace(entry, lines=tuple(_without_extracted(entry))), new)


def put_behind_remarks(entry: Entry, lines: Iterable[str]) -> Entry:
    """`entry` with more lines behind the translator's comments that it begins with."""
    old = entry.lines
    at = 0
    while at < len(old) and re.match(r"[ \t]*#(?:\s|\Z)", old[at]):
        at += 1
    return replace(entry, lines=(*old[:at], *lines, *old[at:]))


def _is_extracted(line: str) -> bool:
    """Whether a line is an extracted comment or a reference, which sync writes."""
    return line.lstrip(BLANK).startswith(("#.", "#:"))


def _without_extracted(entry: Entry) -> list[str]:
    """The lines of `entry` that sync does not write, without empty ones before them."""
    kept = (line for line in entry.lines if not _is_extracted(line))
    return list(itertools.dropwhile(lambda line: not line.strip(), kept))


def make_obsolete(entry: Entry) -> Entry:
    """`entry` commented out; what the translator wrote keeps its bytes behind `#~`."""
    if entry.obsolete:
        return entry
    lines = []
    for line in _without_extracted(entry):
        bare = line.lstrip(BLANK)
        if bare.startswith("#|"):
            lines.append("#~" + bare[1:])
        elif _is_message(line):
            lines.append("#~ " + line)
        else:
            lines.append(line)
    return replace(entry, lines=tuple(lines))


def make_active(entry: Entry) -> Entry:
    """An obsolete entry brought back."""
    lines = []
    for line in entry.lines:
        bare = line.lstrip(BLANK)
        if bare.startswith("#~|"):
            lines.append("#" + bare[2:])
        elif bare.startswith("#~"):
            lines.append(bare[2:].removeprefix(" "))
        else:
            lines.append(line)
    return replace(entry, lines=tuple(lines))
