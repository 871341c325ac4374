"""The lines of a PO file, cut into entries and edited without touching what did not change.

In: the text of a `.po` file. Out: its entries as raw lines, and findings for what no PO tool
should have to guess. Editing replaces whole lines only: what a translator wrote keeps its bytes.

Standard: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from publisher.model.finding import Finding
from publisher.model.message import Catalog, MessageKey, Translation
from publisher.model.source import SourceFile
from publisher.text.control import CONTROL_HINT, blank_controls, find_control

_TEXT = re.compile(r'"(?:[^"\\]|\\.)*')
_KEYWORD = re.compile(
    r"\A(msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]+\])?)[ \t]*(.*)\Z", re.DOTALL
)
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |\Z)")
_CURLY = ("“", "”", "„")
_PRECEDING = {
    "msgctxt": ("",),
    "msgid": ("", "msgctxt"),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid",),
    "msgstr[]": ("msgid_plural", "msgstr[]"),
}
"""Which keyword each stands behind; the empty one is the beginning of an entry."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One entry: its lines without line ends, and the line, from one, on which it starts."""

    lines: tuple[str, ...]
    line: int = 0

    @property
    def obsolete(self) -> bool:
        """Whether its message is commented out with `#~`."""
        return any(map(_is_obsolete, self.lines))

    @property
    def message_line(self) -> int:
        """The line on which its msgctxt or msgid stands."""
        return self.line + next(i for i, line in enumerate(self.lines) if _is_message(line))

    @property
    def message_lines(self) -> tuple[str, ...]:
        """Its msgctxt, msgid and msgstr in plain form: active, not indented, one space behind
        each keyword."""
        return tuple(
            _KEYWORD.sub(r"\1 \2", _body(line)) for line in self.lines if _is_message(line)
        )

    @property
    def flags(self) -> frozenset[str]:
        """Its flags, such as `fuzzy`."""
        marked = (line.lstrip(" \t") for line in self.lines)
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
        return any(re.match(r"[ \t]*#(?![.:,=|~])[# \t]*[^# \t]", line) for line in self.lines)


def _is_obsolete(line: str) -> bool:
    """Whether a line is part of an obsolete message; its previous msgid, `#~|`, is a comment."""
    return line.lstrip(" \t").startswith("#~") and _is_message(line)


def _is_message(line: str) -> bool:
    """Whether a line is part of a message, active or obsolete."""
    body = _body(line)
    return bool(body) and not body.startswith("#")


def _body(line: str) -> str:
    """A line without indentation and without the mark of an obsolete message."""
    bare = line.strip(" \t")
    return bare[2:].lstrip(" \t") if bare.startswith("#~") and bare[2:3] != "|" else bare


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
    """Collects entries line by line; `stage` is the last keyword of the entry under way."""

    source: SourceFile
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    start: int = 1
    stage: str = ""
    obsolete: bool = False
    conflict: bool = False
    whole: int | None = None
    """The line of the last entry that has its msgstr."""

    def report(
        self, name: str, line: int, message: str, hint: str = "", column: int | None = None
    ) -> None:
        """Note a finding on `line`."""
        self.findings.append(
            Finding(
                id=f"catalogue/{name}",
                message=message,
                hint=hint,
                path=self.source.path,
                line=line,
                column=column,
                excerpt=blank_controls(self.source.line_text(line)),
            )
        )

    def report_truncated(self, line: int, message: str) -> None:
        """A finding for a file that breaks off."""
        last = f"the last complete entry starts on line {self.whole}" if self.whole else ""
        hint = "get the whole file again from the translator, or complete the entry"
        self.report("truncated", line, message, "; ".join(filter(None, (hint, last))))

    def close(self) -> None:
        """End the entry under way."""
        if self.stage:
            entry = Entry(lines=tuple(self.lines), line=self.start)
            self.entries.append(entry)
            self.lines = []
            if self.stage.startswith("msgstr"):
                self.whole = entry.message_line
            elif not self.conflict:
                self.report_truncated(
                    self.start,
                    f"the entry that starts here breaks off after {self.stage}: it has no msgstr",
                )
        self.stage = ""
        self.conflict = False

    def add(self, number: int, line: str) -> None:
        """Take a line into the entry under way."""
        if not self.lines:
            self.start = number
        self.lines.append(line)


def scan_catalog(source: SourceFile) -> tuple[CatalogText, list[Finding]]:
    """Cut a PO file into entries; findings name every line that is not PO."""
    scanner = _Scanner(source=source)
    newline = "\r\n" if "\r\n" in source.text else "\n"
    for number, line in enumerate(source.text.split("\n"), start=1):
        _scan_line(scanner, number, line.removesuffix("\r"))
    scanner.close()
    while scanner.lines and not scanner.lines[-1].strip():
        scanner.lines.pop()
    return (
        CatalogText(entries=tuple(scanner.entries), tail=tuple(scanner.lines), newline=newline),
        scanner.findings,
    )


def _scan_line(scanner: _Scanner, number: int, line: str) -> None:
    if control := find_control(line):
        scanner.report(
            "control-character", number, control.message, CONTROL_HINT, control.offset + 1
        )
    if _CONFLICT.match(line):
        scanner.report(
            "merge-conflict",
            number,
            "an unresolved merge conflict",
            "keep one of the two versions and delete the marker lines",
        )
        scanner.conflict = True
        return
    body = _body(line)
    if not body:
        if scanner.stage.startswith("msgstr"):
            scanner.close()
        elif scanner.lines:
            scanner.add(number, line)
        return
    if body.startswith("#"):
        if scanner.stage:
            scanner.close()
        scanner.add(number, line)
        return
    keyword = _KEYWORD.match(body)
    if keyword is None and not body.startswith(('"', *_CURLY)):
        hint = 'text stands in "double quotes" after a keyword'
        scanner.report("syntax", number, "this line is not PO", hint)
        return
    _check_place(scanner, number, keyword[1] if keyword else "", obsolete=_is_obsolete(line))
    _check_string(scanner, number, line, keyword[2] if keyword else body)
    scanner.add(number, line)


def _check_place(scanner: _Scanner, number: int, keyword: str, *, obsolete: bool) -> None:
    """A keyword begins an entry or stands behind another one; text stands behind a keyword. An
    entry is active or obsolete as a whole."""
    name = re.sub(r"[0-9]+", "", keyword)
    if name in ("msgctxt", "msgid") and scanner.stage not in _PRECEDING[name]:
        scanner.close()
    begins = not scanner.stage
    if not scanner.conflict:
        if keyword and scanner.stage not in _PRECEDING[name]:
            before = f"behind {scanner.stage}" if scanner.stage else "without a msgid before it"
            hint = "an entry is one msgid, then its msgstr; see whether a line was lost"
            scanner.report("syntax", number, f"{keyword} {before}", hint)
        elif not keyword and begins:
            scanner.report("syntax", number, "text without msgid or msgstr before it")
        elif not begins and obsolete != scanner.obsolete:
            hint = "put #~ before every line of the entry, or before none"
            scanner.report("mixed", number, "one half of this entry is commented out", hint)
    if keyword:
        scanner.stage = name
    if begins:
        scanner.obsolete = obsolete


def _check_string(scanner: _Scanner, number: int, line: str, value: str) -> None:
    """A PO string is one `"…"` with every inner quote escaped."""
    value = value.rstrip(" \t")
    width = len(line.rstrip(" \t"))
    column = width - len(value) + 1
    found = _TEXT.match(value)
    if found is None:
        if value.startswith(_CURLY):
            scanner.report(
                "curly-quotes",
                number,
                "curly quotation marks stand around the text",
                'use "',
                column,
            )
        else:
            scanner.report(
                "syntax", number, 'the text does not begin with "', 'put " before it', column
            )
    elif found.end() == len(value) - 1 and value.endswith('"'):
        return
    elif value[found.end() : found.end() + 1] == '"':
        scanner.report(
            "unescaped-quote",
            number,
            'a " inside the text is not escaped',
            'write \\"',
            column + found.end(),
        )
    elif value.endswith(_CURLY):
        scanner.report(
            "curly-quotes",
            number,
            "a curly quotation mark stands behind the text",
            'use "',
            width,
        )
    elif number == scanner.source.text.count("\n") + 1:
        scanner.report_truncated(number, "the file breaks off inside this text")
    else:
        scanner.report(
            "unclosed-quote",
            number,
            'the text has no closing "',
            'put " at the end of the line',
            width + 1,
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


def comment_lines(comments: Iterable[str], references: Iterable[str]) -> list[str]:
    """Extracted comments and references as lines."""
    return [
        *(f"#. {line}".rstrip() for comment in comments for line in comment.splitlines()),
        *(f"#: {reference}" for reference in references),
    ]


def update_comments(entry: Entry, comments: tuple[str, ...], references: tuple[str, ...]) -> Entry:
    """`entry` with these extracted comments and references; every other line as it was."""
    old = [line for line in entry.lines if _is_extracted(line)]
    new = comment_lines(comments, references)
    if old == new:
        return entry
    kept = _without_extracted(entry)
    at = 0
    while at < len(kept) and re.match(r"[ \t]*#(?:\s|\Z)", kept[at]):
        at += 1
    return replace(entry, lines=(*kept[:at], *new, *kept[at:]))


def _is_extracted(line: str) -> bool:
    """Whether a line is an extracted comment or a reference, which sync writes."""
    return line.lstrip(" \t").startswith(("#.", "#:"))


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
        bare = line.lstrip(" \t")
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
        bare = line.lstrip(" \t")
        if bare.startswith("#~|"):
            lines.append("#" + bare[2:])
        elif bare.startswith("#~"):
            lines.append(bare[2:].removeprefix(" "))
        else:
            lines.append(line)
    return replace(entry, lines=tuple(lines))
