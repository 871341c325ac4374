"""Catalogues from disk: a strict gate, then polib.

In: the path of a `.po` file. Out: a `CatalogFile` with the raw lines of every entry (for sync)
and its values (for the build), or a `ContentError` with every problem at its line. polib alone
would drop the last character of an unclosed string and save the loss; nothing reaches it that
`text.po_scan` has not passed, and no comment at all. This is the only module that imports
polib.
"""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import polib

from publisher.load.files import decode_source, read_bytes
from publisher.load.reads import file_exists
from publisher.model.errors import ConfigError, ContentError, PublisherError
from publisher.model.finding import Finding, Severity
from publisher.model.message import MessageKey, Translation
from publisher.model.source import SourceFile
from publisher.text.control import find_control
from publisher.text.plural import count_forms
from publisher.text.po import CatalogEntry, CatalogFile, CatalogText, Entry, is_remark
from publisher.text.po_scan import scan_catalog


def load_catalog(folder: Path, shown: str, plural_forms: str = "") -> CatalogFile:
    """The catalogue at `folder / shown`; empty where there is no such file. `plural_forms` is what
    its language wants the header to say."""
    path = folder / shown
    if path.is_dir():
        raise ConfigError(
            Finding(
                id="catalogue/not-a-file",
                message="a folder stands where a catalogue should be",
                hint="move the folder away",
                path=shown,
            )
        )
    if not file_exists(path):
        return CatalogFile(path=shown, text=CatalogText(entries=()))
    data = read_bytes(path, shown)
    catalog = parse_catalog(decode_catalog(data, shown), plural_forms)
    return replace(catalog, seen=data, findings=tuple(find_byte_order_mark(data, shown)))


def decode_catalog(data: bytes, shown: str) -> SourceFile:
    """`data` as text. What breaks off inside a character breaks off inside an entry as well: to
    say which, it is read up to there."""
    try:
        return decode_source(data, shown)
    except ContentError as error:
        if error.findings[0].id == "file/truncated":
            parse_catalog(SourceFile(path=shown, text=data.decode(errors="ignore")))
        raise


def find_byte_order_mark(data: bytes, shown: str) -> Iterator[Finding]:
    """A mark before the first character, which some editors of Windows write."""
    if data.startswith(codecs.BOM_UTF8):
        yield Finding(
            id="catalogue/byte-order-mark",
            severity=Severity.WARNING,
            message="the file begins with a byte order mark, which GNU gettext refuses",
            hint="'publisher sync' leaves it out; tell your editor to save without it",
            path=shown,
            line=1,
        )


def parse_catalog(source: SourceFile, plural_forms: str = "") -> CatalogFile:
    """The catalogue that a text holds."""
    text, findings = scan_catalog(source)
    faulty = {finding.line for finding in findings}
    sound = [
        entry
        for entry in text.entries
        if faulty.isdisjoint(range(entry.line, entry.line + len(entry.lines)))
    ]
    headers: list[Entry] = []
    rest: list[Entry] = []
    for entry in sound:
        (headers if entry.is_header else rest).append(entry)
    header, *values = read_values([*(headers[:1] or [NO_HEADER]), *rest], source.path)
    catalog = CatalogFile(
        path=source.path,
        text=text,
        header=headers[0] if headers else None,
        metadata=read_fields(header.msgstr),
        entries=tuple(map(make_entry, rest, values)),
    )
    findings += [*find_second_headers(catalog, headers), *check_charset(catalog, header.msgstr)]
    findings += [*find_control_escapes(catalog), *check_plurals(catalog, plural_forms)]
    if not any(finding.id == "catalogue/merge-conflict" for finding in findings):
        findings += find_duplicates(catalog)
    if findings:
        raise ContentError.of(findings)
    return catalog


NO_HEADER = Entry(lines=('msgid ""', 'msgstr ""'))
"""The header of a catalogue that has none."""


def read_values(entries: Sequence[Entry], path: str) -> list[polib.POEntry]:
    """The values of each entry.

    polib gets the messages alone, each in plain form: it refuses some comments that gettext
    allows (`#=`, `#x`), skips others (`#~|`), and drops the last entry before certain ones. All
    are commented out, since it keeps but one entry with an empty msgid, and the last of its
    fields of one name.
    """
    lines = [f"#~ {line}" for entry in entries for line in map(read_bells, entry.message_lines)]
    try:
        parsed = polib.pofile("\n".join(lines), check_for_duplicates=False)
    except (OSError, ValueError) as error:
        raise ContentError(unreadable(path, str(error))) from error
    if len(parsed) != len(entries):
        message = f"{len(entries)} entries were counted, but {len(parsed)} could be read"
        raise ContentError(unreadable(path, message))
    return list(parsed)


def read_bells(line: str) -> str:
    r"""A line of a message with the character for `\a`, the one escape that polib does not know."""
    return re.sub(r"\\(.)", lambda found: "\a" if found[1] == "a" else found[0], line)


def read_fields(text: str) -> dict[str, str]:
    """The fields of a header; of repeated ones the first, as gettext does."""
    fields: dict[str, str] = {}
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip(), value.strip())
    return fields


def unreadable(path: str, message: str) -> Finding:
    """What is left when the lines of a catalogue are in order and polib still refuses them."""
    return Finding(
        id="catalogue/syntax",
        message=f"not a PO file: {message}",
        hint="run 'msgfmt -c' on the file",
        path=path,
        line=1,
    )


def make_entry(raw: Entry, values: polib.POEntry) -> CatalogEntry:
    """An entry with its values. Of plural forms the first that is filled stands for all. Bells are
    left out: no page can ring them."""
    plurals = (values.msgstr_plural[index] for index in sorted(values.msgstr_plural))
    text = values.msgstr or next(filter(None, plurals), "")
    return CatalogEntry(
        raw=raw,
        key=MessageKey(values.msgctxt, values.msgid),
        translation=Translation(
            text=text.replace("\a", ""),
            fuzzy="fuzzy" in raw.flags,
            obsolete=raw.obsolete,
            line=raw.message_line,
            lines=raw.lines[raw.message_line - raw.line :],
            flags=raw.flags,
        ),
    )


def find_second_headers(catalog: CatalogFile, headers: Sequence[Entry]) -> list[Finding]:
    """Headers after the first: which of them says what the file is?"""
    return [
        Finding(
            id="catalogue/duplicate",
            message=f"this header stands already on line {headers[0].message_line}",
            hint="keep one of the two",
            path=catalog.path,
            line=header.message_line,
        )
        for header in headers[1:]
    ]


def find_control_escapes(catalog: CatalogFile) -> list[Finding]:
    r"""Translations that hold a control character as an escape, such as `\v`."""
    findings = []
    for entry in catalog.entries:
        text = entry.translation.text.replace("\r", "\n")
        if not entry.translation.obsolete and (control := find_control(text)):
            findings.append(
                Finding(
                    id="catalogue/control-character",
                    message=control.message,
                    hint="delete its escape, a backslash and a letter",
                    path=catalog.path,
                    line=entry.translation.line,
                )
            )
    return findings


def find_duplicates(catalog: CatalogFile) -> list[Finding]:
    """Active entries of one key: which of the two did the translator mean?"""
    findings = []
    seen: dict[MessageKey, int] = {}
    for entry in catalog.entries:
        if entry.translation.obsolete:
            continue
        if entry.key in seen:
            findings.append(
                Finding(
                    id="catalogue/duplicate",
                    message=f"this message stands already on line {seen[entry.key]}",
                    hint="keep the better translation and delete the other entry",
                    path=catalog.path,
                    line=entry.raw.message_line,
                )
            )
        seen.setdefault(entry.key, entry.raw.message_line)
    return findings


def check_charset(catalog: CatalogFile, header: str) -> list[Finding]:
    """The header must say UTF-8, as the bytes are."""
    found = re.search(r"charset=[ \t]*(\S+)", header)
    if found is None or found[1].upper().replace("-", "") in {"UTF8", "CHARSET"}:
        return []
    return [
        Finding(
            id="catalogue/charset",
            message=f"the header says {found[1]}, but the file is UTF-8",
            hint="write charset=UTF-8 in the Content-Type line of the header",
            path=catalog.path,
            line=header_line(catalog, found[1]),
        )
    ]


def check_plurals(catalog: CatalogFile, plural_forms: str) -> list[Finding]:
    """The header must count the plural forms of the language, and each plural entry have them."""
    field = catalog.metadata.get("Plural-Forms", "")
    expected = count_forms(plural_forms) if plural_forms else None
    count, problem = expected, ""
    try:
        count = count_forms(field) if field else expected
        if expected not in (None, count):
            problem = f"counts {count} forms, but the language has {expected}"
    except ValueError as error:
        problem = f"cannot be used: {error}"
    findings = []
    if problem:
        right = f"Plural-Forms: {plural_forms}" if plural_forms else "what another catalogue has"
        findings.append(
            Finding(
                id="catalogue/plural-forms",
                message=f"the header's Plural-Forms {problem}",
                hint=f"write {right}",
                path=catalog.path,
                line=header_line(catalog, "Plural-Forms"),
            )
        )
    if count is None:
        return findings
    for entry in catalog.entries:
        forms = 0 if entry.translation.obsolete else entry.raw.forms
        if forms and forms != count:
            findings.append(
                Finding(
                    id="catalogue/plural-count",
                    message=f"the message has {forms} of {count} plural forms",
                    hint=f"give it each from msgstr[0] to msgstr[{count - 1}], and no other",
                    path=catalog.path,
                    line=entry.raw.message_line,
                )
            )
    return findings


def header_line(catalog: CatalogFile, word: str) -> int:
    """The line of the header on which a word stands."""
    assert catalog.header is not None
    lines = catalog.header.lines
    return catalog.header.line + next((i for i, line in enumerate(lines) if word in line), 0)


def confirm_update(before: CatalogFile, text: str) -> None:
    """Read again what is about to be written over `before`: every translation that it held must
    be there in its own lines, active or obsolete, and every translator's comment. Raises a
    PublisherError, since only publisher itself can be at fault."""
    try:
        after = parse_catalog(SourceFile(path=before.path, text=text))
    except ContentError as error:
        raise lost_translation(before, 1) from error
    kept = {written for entry in after.entries for written in find_written(entry.raw)}
    for entry in before.entries:
        if not kept.issuperset(find_written(entry.raw)):
            raise lost_translation(before, entry.raw.message_line)


def lost_translation(catalog: CatalogFile, line: int) -> PublisherError:
    """What an update would have lost."""
    return PublisherError(
        Finding(
            id="internal/lost-translation",
            message="publisher was about to lose what the translator wrote here",
            hint="nothing was written; please report it, with the file",
            path=catalog.path,
            line=line,
        )
    )


def find_written(entry: Entry) -> Iterator[tuple[str, ...]]:
    """What a translator wrote in an entry: the lines of its msgstr, where there is a text in them,
    and each comment."""
    lines = entry.message_lines
    msgstr = lines[next(i for i, line in enumerate(lines) if line.startswith("msgstr")) :]
    if any(not re.fullmatch(r'(msgstr(\[[0-9]+\])? )?""', line) for line in msgstr):
        yield msgstr
    yield from ((line.strip(),) for line in entry.lines if is_remark(line))
