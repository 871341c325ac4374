"""The text of a PO file, cut into entries.

In: the text of a `.po` file. Out: its entries as raw lines, and a finding for each line that no PO
tool should have to guess. What passes is what GNU gettext reads, but for a few forms that a slip
writes as easily as a person: see docs/decisions/splicing-po-writer.md.

Standard: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import re
from dataclasses import dataclass, field

from publisher.model.finding import Finding
from publisher.model.source import SourceFile
from publisher.text.control import CONTROL_HINT, blank_controls, find_control
from publisher.text.po import (
    BLANK,
    TOKEN,
    CatalogText,
    Entry,
    is_obsolete,
    line_body,
    plain_keyword,
)

_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |\Z)")
_CURLY = ("“", "”", "„")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = frozenset('abfnrtv"\\')
"""The escapes of C that stand for one character. Those by number are refused: nobody can read
what they say, and polib shows their digits to readers."""
_PREVIOUS = re.compile(r'(?:[ \t]*(?:msgctxt|msgid_plural|msgid|"(?:[^"\\]|\\.)*"))*')
"""The previous message of a fuzzy one, behind `#|` or `#~|`."""
_PRECEDING = {
    "msgctxt": ("",),
    "msgid": ("", "msgctxt"),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid",),
    "msgstr[]": ("msgid_plural", "msgstr[]"),
}
"""Which keyword each stands behind; the empty one is the beginning of an entry."""


@dataclass(kw_only=True)
class _Scanner:
    """Collects entries line by line; `stage` is the last keyword of the entry under way."""

    source: SourceFile
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    gap: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    blanks: list[str] = field(default_factory=list)
    """The empty lines before the next line: inside an entry, or before the next one."""
    start: int = 1
    stage: str = ""
    awaited: tuple[int, int] | None = None
    """Line and column where the text of the last keyword should stand, while it has none."""
    forms: int = 0
    """How many plural forms the entry has so far."""
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
            usual = [""] if self.entries else []
            gap = None if self.gap == usual else tuple(self.gap)
            entry = Entry(lines=tuple(self.lines), line=self.start, gap=gap)
            self.entries.append(entry)
            self.lines, self.gap = [], []
            if self.stage.startswith("msgstr") and not self.awaited:
                self.whole = entry.message_line
            elif not self.conflict:
                lacks = "text" if self.awaited else "msgstr"
                message = f"the entry that starts here breaks off after {self.stage}: it has no"
                self.report_truncated(self.start, f"{message} {lacks}")
        self.stage = ""
        self.awaited = None
        self.forms = 0
        self.conflict = False

    def add(self, number: int, line: str) -> None:
        """Take a line into the entry under way, or begin one with it."""
        if self.lines:
            self.lines += self.blanks
        else:
            self.start = number
            self.gap = self.blanks
        self.blanks = []
        self.lines.append(line)


def scan_catalog(source: SourceFile) -> tuple[CatalogText, list[Finding]]:
    """Cut a PO file into entries; findings name every line that is not PO. Where there are none,
    the text is rendered as it was, to the byte."""
    scanner = _Scanner(source=source)
    *lines, last = source.text.split("\n")
    crlf = bool(lines) and all(line.endswith("\r") for line in lines)
    if crlf:
        lines = [line[:-1] for line in lines]
    for number, line in enumerate([*lines, last], start=1):
        _scan_line(scanner, number, line)
    scanner.close()
    tail = (*scanner.gap, *scanner.lines, *scanner.blanks)
    newline = "\r\n" if crlf else "\n"
    entries = tuple(scanner.entries)
    return CatalogText(entries=entries, tail=tail, newline=newline), scanner.findings


def _scan_line(scanner: _Scanner, number: int, line: str) -> None:
    shown = line.removesuffix("\r")
    if control := find_control(shown):
        scanner.report(
            "control-character", number, control.message, CONTROL_HINT, control.offset + 1
        )
    if _CONFLICT.match(shown):
        scanner.report(
            "merge-conflict",
            number,
            "an unresolved merge conflict",
            "keep one of the two versions and delete the marker lines",
        )
        scanner.conflict = True
        return
    body = line_body(line)
    if not body:
        scanner.blanks.append(line)
    elif body.startswith("#"):
        if scanner.stage:
            scanner.close()
        scanner.add(number, line)
        mark = re.match(r"#~?\|", body)
        if mark and not _PREVIOUS.fullmatch(body, mark.end()):
            hint = "delete the line, or put its text in double quotes again"
            scanner.report("syntax", number, "the previous msgid in this comment is damaged", hint)
    else:
        _scan_message(scanner, number, line)


def _scan_message(scanner: _Scanner, number: int, line: str) -> None:
    """A line of a message: keywords and texts, each where it may stand."""
    text = line.rstrip(BLANK)
    at = len(text) - len(line_body(line))
    token = TOKEN.match(text, at)
    if token is None and not text.startswith(('"', *_CURLY), at):
        hint = 'text stands in "double quotes" after a keyword'
        scanner.report("syntax", number, "this line is not PO", hint)
        return
    if token and _begins_entry(scanner, token):
        scanner.close()
    obsolete = is_obsolete(line)
    if not scanner.stage:
        scanner.obsolete = obsolete
    elif obsolete != scanner.obsolete and not scanner.conflict:
        hint = "put #~ before every line of the entry, or before none"
        scanner.report("mixed", number, "one half of this entry is commented out", hint)
    scanner.add(number, line)
    end = None
    while at < len(text):
        token = TOKEN.match(text, at)
        if token is None or at == end:
            _report_text(scanner, number, text, at, end)
            scanner.awaited = None
            return
        if token["text"]:
            end = token.end()
            _take_text(scanner, number, token)
        elif end and _begins_entry(scanner, token):
            message = "a second entry begins on this line"
            scanner.report("syntax", number, message, "begin a new line before it", at + 1)
            return
        else:
            _take_keyword(scanner, number, token)
        at = len(text) - len(text[token.end() :].lstrip(BLANK))


def _begins_entry(scanner: _Scanner, token: re.Match[str]) -> bool:
    """Whether a token begins the next entry."""
    keyword = token["keyword"]
    return keyword in ("msgctxt", "msgid") and scanner.stage not in _PRECEDING[keyword]


def _take_keyword(scanner: _Scanner, number: int, token: re.Match[str]) -> None:
    """A keyword begins an entry or stands behind another one, which has its text."""
    keyword = plain_keyword(token["keyword"])
    name = re.sub(r"[0-9]+", "", keyword)
    hint = "an entry is one msgid, then its msgstr; see whether a line was lost"
    if scanner.awaited:
        line, column = scanner.awaited
        hint_text = 'write "" where it is to be empty'
        scanner.report("syntax", line, f"{scanner.stage} has no text", hint_text, column)
    if scanner.conflict:
        pass
    elif scanner.stage not in _PRECEDING[name]:
        before = f"behind {scanner.stage}" if scanner.stage else "without a msgid before it"
        scanner.report("syntax", number, f"{keyword} {before}", hint)
    elif name == "msgstr[]" and keyword != f"msgstr[{scanner.forms}]":
        message = f"{keyword} where msgstr[{scanner.forms}] should stand"
        scanner.report("syntax", number, message, hint)
    scanner.stage = name
    scanner.awaited = (number, token.end() + 1)
    scanner.forms += name == "msgstr[]"


def _take_text(scanner: _Scanner, number: int, token: re.Match[str]) -> None:
    """A text stands behind a keyword, and its escapes are those that every tool knows."""
    if not scanner.stage and not scanner.conflict:
        scanner.report("syntax", number, "text without msgid or msgstr before it")
    scanner.awaited = None
    for found in _ESCAPE.finditer(token["text"]):
        if found[1] not in _ESCAPED:
            message = f"the escape {found[0]} stands for no character that can be read"
            hint = "write \\\\ for a backslash, and any character as itself"
            column = token.start() + found.start() + 1
            scanner.report("escape", number, message, hint, column)


def _report_text(scanner: _Scanner, number: int, text: str, start: int, end: int | None) -> None:
    """What is wrong with the text that begins at `start`; `end` is where one before it on the same
    line ends."""
    if end is not None:
        message = 'a " inside the text is not escaped'
        scanner.report("unescaped-quote", number, message, 'write \\"', end)
    elif text.startswith(_CURLY, start):
        message = "curly quotation marks stand around the text"
        scanner.report("curly-quotes", number, message, 'use "', start + 1)
    elif text[start] != '"':
        message = 'the text does not begin with "'
        scanner.report("syntax", number, message, 'put " before it', start + 1)
    elif text.endswith(_CURLY):
        message = "a curly quotation mark stands behind the text"
        scanner.report("curly-quotes", number, message, 'use "', len(text))
    elif number == scanner.source.text.count("\n") + 1:
        scanner.report_truncated(number, "the file breaks off inside this text")
    else:
        message = 'the text has no closing "'
        hint = 'put " at the end of the line'
        scanner.report("unclosed-quote", number, message, hint, len(text) + 1)
