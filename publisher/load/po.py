"""Catalogues from disk: a strict gate, then polib.

In: the path of a `.po` file. Out: a `CatalogFile` with the raw lines of every entry (for sync)
and its values (for the build), or a `ContentError` with every problem at its line. polib alone
would drop the last character of an unclosed string and save the loss; nothing reaches it that
`text.po.scan_catalog` has not passed, and no comment at all. This is the only module that imports
polib.
"""

from collections.abc import Sequence
from pathlib import Path

import polib

from publisher.load.files import read_source
from publisher.load.reads import file_exists
from publisher.model.errors import ConfigError, ContentError
from publisher.model.finding import Finding
from publisher.model.message import MessageKey, Translation
from publisher.model.source import SourceFile
from publisher.text.control import find_control
from publisher.text.po import CatalogEntry, CatalogFile, CatalogText, Entry, scan_catalog


def load_catalog(folder: Path, shown: str) -> CatalogFile:
    """The catalogue at `folder / shown`; empty where there is no such file."""
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
    return parse_catalog(read_source(path, shown))


def parse_catalog(source: SourceFile) -> CatalogFile:
    """The catalogue that a text holds."""
    text, findings = scan_catalog(source)
    faulty = {finding.line for finding in findings}
    sound = [
        entry
        for entry in text.entries
        if faulty.isdisjoint(range(entry.line, entry.line + len(entry.lines)))
    ]
    headers = [entry for entry in sound if entry.is_header]
    rest = [entry for entry in sound if not entry.is_header]
    header = headers[0] if headers else None
    metadata, values = read_values(header or NO_HEADER, rest, source.path)
    catalog = CatalogFile(
        path=source.path,
        text=text,
        header=header,
        metadata=metadata,
        entries=tuple(map(make_entry, rest, values)),
    )
    findings += [*find_second_headers(catalog, headers), *check_charset(catalog)]
    findings += find_control_escapes(catalog)
    if not any(finding.id == "catalogue/merge-conflict" for finding in findings):
        findings += find_duplicates(catalog)
    if findings:
        raise ContentError.of(findings)
    return catalog


NO_HEADER = Entry(lines=('msgid ""', 'msgstr ""'))
"""The header of a catalogue that has none."""


def read_values(
    header: Entry, entries: Sequence[Entry], path: str
) -> tuple[dict[str, str], list[polib.POEntry]]:
    """The fields of the header, and the values of each entry.

    polib gets the messages alone, each in plain form: it refuses some comments that gettext
    allows (`#=`, `#x`), skips others (`#~|`), and drops the last entry before certain ones. All
    but the header are commented out, since it may take another entry with an empty msgid for it.
    """
    lines = [*header.message_lines]
    for entry in entries:
        lines += (f"#~ {line}" for line in entry.message_lines)
    try:
        parsed = polib.pofile("\n".join(lines), check_for_duplicates=False)
    except (OSError, ValueError) as error:
        raise ContentError(unreadable(path, str(error))) from error
    if len(parsed) != len(entries):
        message = f"{len(entries)} entries were counted, but {len(parsed)} could be read"
        raise ContentError(unreadable(path, message))
    return dict(parsed.metadata), list(parsed)


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
    """An entry with its values. Of plural forms the first that is filled stands for all."""
    plurals = (values.msgstr_plural[index] for index in sorted(values.msgstr_plural))
    return CatalogEntry(
        raw=raw,
        key=MessageKey(values.msgctxt, values.msgid),
        translation=Translation(
            text=values.msgstr or next(filter(None, plurals), ""),
            fuzzy="fuzzy" in raw.flags,
            obsolete=raw.obsolete,
            line=raw.message_line,
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


def check_charset(catalog: CatalogFile) -> list[Finding]:
    """The header must say UTF-8, as the bytes are."""
    content_type = catalog.metadata.get("Content-Type", "")
    charset = content_type.partition("charset=")[2].strip()
    if catalog.header is None or charset.upper().replace("-", "") in {"", "UTF8", "CHARSET"}:
        return []
    header = catalog.header
    named = (i for i, line in enumerate(header.lines) if charset in line)
    return [
        Finding(
            id="catalogue/charset",
            message=f"the header says {charset}, but the file is UTF-8",
            hint="write charset=UTF-8 in the Content-Type line of the header",
            path=catalog.path,
            line=header.line + next(named, 0),
        )
    ]
