"""The lines of a PO file, cut into entries and edited without touching what did not change.

In: the text of a `.po` file. Out: its entries as raw lines, and findings for what no PO tool
should have to guess. Editing replaces whole lines only: what a translator wrote keeps its bytes.

Standard: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from publisher.model.finding import Finding
from publisher.model.message import Catalog, MessageKey, Translation
from publisher.model.source import SourceFile

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"[ \t]*\Z')
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[ \t]*(.*)\Z", re.DOTALL)
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |\Z)")
_RAW_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One entry: its lines without line ends, and the line, from one, on which it starts."""

    lines: tuple[str, ...]
    line: int = 0

    @property
    def obsolete(self) -> bool:
        """Whether its message is commented out with `#~`."""
        return any(text.startswith("#~") for text in self.lines)

    @property
    def message_line(self) -> int:
        """The line on which its msgctxt or msgid stands."""
        for index, text in enumerate(self.lines):
            if not text.startswith("#") or text.startswith("#~"):
                return self.line + index
        return self.line


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogText:
    """A PO file as lines: entries in order (the header first, where there is one), and the
    comments after the last of them. `newline` is the line end that the file uses."""

    entries: tuple[Entry, ...]
    tail: tuple[str, ...] = ()
    newline: str = "\n"

    def render(self) -> str:
        """The text of the file, entries parted by one empty line."""
        blocks = [self.newline.join(entry.lines) for entry in self.entries]
        if self.tail:
            blocks.append(self.newline.join(self.tail))
        return (self.newline * 2).join(blocks) + self.newline


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogEntry:
    """An entry of a catalogue: its raw lines and its values."""

    raw: Entry
    key: MessageKey
    translation: Translation


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogFile:
    """A catalogue as it stands on disk; `path` is relative to the newsroom.

    `header` is absent in a catalogue that is still to be written.
    """

    path: str
    text: CatalogText
    header: Entry | None = None
    metadata: Mapping[str, str] = field(default_factory=dict, hash=False)
    entries: tuple[CatalogEntry, ...] = ()

    def to_catalog(self, domain: str, language: str) -> Catalog:
        """The translations of the file; an active entry wins over an obsolete one."""
        translations: dict[MessageKey, Translation] = {}
        for entry in self.entries:
            if entry.key not in translations or not entry.translation.obsolete:
                translations[entry.key] = entry.translation
        return Catalog(domain=domain, language=language, path=self.path, translations=translations)


@dataclass(kw_only=True)
class _Scanner:
    source: SourceFile
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    start: int = 1
    stage: str = ""

    def report(
        self, name: str, line: int, message: str, hint: str = "", column: int | None = None
    ) -> None:
        self.findings.append(
            Finding(
                id=f"catalogue/{name}",
                message=message,
                hint=hint,
                path=self.source.path,
                line=line,
                column=column,
                excerpt=self.source.line_text(line),
            )
        )

    def close(self) -> None:
        """End the entry under way."""
        if self.stage and not self.stage.startswith("msgstr"):
            self.report(
                "truncated",
                self.start,
                f"the entry that starts here breaks off after {self.stage}: it has no msgstr",
                "get the whole file again from the translator, or complete the entry",
            )
        if self.stage:
            self.entries.append(Entry(lines=tuple(self.lines), line=self.start))
            self.lines = []
        self.stage = ""


def scan_catalog(source: SourceFile) -> tuple[CatalogText, list[Finding]]:
    """Cut a PO file into entries; findings name every line that is not PO."""
    scanner = _Scanner(source=source)
    newline = "\r\n" if "\r\n" in source.text else "\n"
    for number, line in enumerate(source.text.split("\n"), start=1):
        _scan_line(scanner, number, line.removesuffix("\r"))
    scanner.close()
    return (
        CatalogText(entries=tuple(scanner.entries), tail=tuple(scanner.lines), newline=newline),
        scanner.findings,
    )


def _scan_line(scanner: _Scanner, number: int, line: str) -> None:
    if control := _RAW_CONTROL.search(line):
        scanner.report(
            "control-character",
            number,
            f"the control character U+{ord(control[0]):04X} stands in the text",
            "delete it; it came with a paste",
            control.start() + 1,
        )
    if _CONFLICT.match(line):
        scanner.report(
            "merge-conflict",
            number,
            "an unresolved merge conflict",
            "keep one of the two versions and delete the marker lines",
        )
        return
    if not line.strip():
        scanner.close()
        return
    obsolete = line.startswith("#~") and not line.startswith("#~|")
    body = line[2:].lstrip(" \t") if obsolete else line.lstrip(" \t")
    if body.startswith("#"):
        if scanner.stage:
            scanner.close()
        _add_line(scanner, number, line)
        return
    keyword = _KEYWORD.match(body)
    if keyword is None and not body.startswith(('"', "“", "”", "„")):
        scanner.report(
            "syntax",
            number,
            "this line is not PO",
            'text stands in "double quotes" after a keyword',
        )
        return
    name = keyword[1] if keyword else scanner.stage
    value = keyword[2] if keyword else body
    if not name:
        scanner.report("syntax", number, "text without msgid or msgstr before it")
        return
    starts_entry = name == "msgctxt" or (name == "msgid" and scanner.stage != "msgctxt")
    if keyword and starts_entry and scanner.stage:
        scanner.close()
    _check_string(scanner, number, line, value)
    if keyword:
        scanner.stage = name
    _add_line(scanner, number, line)


def _add_line(scanner: _Scanner, number: int, line: str) -> None:
    if not scanner.lines:
        scanner.start = number
    scanner.lines.append(line)


def _check_string(scanner: _Scanner, number: int, line: str, value: str) -> None:
    """A PO string is one `"…"` with every inner quote escaped."""
    if _STRING.match(value):
        return
    column = line.rfind(value) + 1 if value else len(line) + 1
    if value[:1] in "“”„" and value:
        scanner.report(
            "curly-quotes", number, "curly quotation marks stand around the text", 'use "', column
        )
    elif not value.startswith('"'):
        scanner.report(
            "syntax", number, 'the text does not begin with "', 'put " before it', column
        )
    elif len(value) < 2 or not value.rstrip().endswith('"') or value.rstrip().endswith('\\"'):
        scanner.report(
            "unclosed-quote",
            number,
            'the text has no closing "',
            'put " at the end of the line',
            len(line.rstrip()) + 1,
        )
    else:
        inner = re.search(r'(?<!\\)"', value[1:])
        at = column + 1 + (inner.start() if inner else 0)
        scanner.report(
            "unescaped-quote", number, 'a " inside the text is not escaped', 'write \\"', at
        )


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


def comment_lines(comments: tuple[str, ...], references: tuple[str, ...]) -> list[str]:
    """Extracted comments and references as lines."""
    return [f"#. {comment}".rstrip() for comment in comments] + [
        f"#: {reference}" for reference in references
    ]


def update_comments(entry: Entry, comments: tuple[str, ...], references: tuple[str, ...]) -> Entry:
    """`entry` with these extracted comments and references; every other line as it was."""
    old = [line for line in entry.lines if line.startswith(("#.", "#:"))]
    new = comment_lines(comments, references)
    if old == new:
        return entry
    kept = [line for line in entry.lines if not line.startswith(("#.", "#:"))]
    at = 0
    while at < len(kept) and re.match(r"#(?:\s|\Z)", kept[at]):
        at += 1
    return replace(entry, lines=(*kept[:at], *new, *kept[at:]))


def make_obsolete(entry: Entry) -> Entry:
    """`entry` commented out; what the translator wrote keeps its bytes behind `#~`."""
    if entry.obsolete:
        return entry
    lines = []
    for line in entry.lines:
        if line.startswith(("#.", "#:")):
            continue
        if line.startswith("#|"):
            lines.append("#~" + line[1:])
        elif line.startswith("#"):
            lines.append(line)
        else:
            lines.append("#~ " + line)
    return replace(entry, lines=tuple(lines))


def make_active(entry: Entry) -> Entry:
    """An obsolete entry brought back."""
    lines = []
    for line in entry.lines:
        if line.startswith("#~|"):
            lines.append("#" + line[2:])
        elif line.startswith("#~"):
            lines.append(line[2:].removeprefix(" "))
        else:
            lines.append(line)
    return replace(entry, lines=tuple(lines))
