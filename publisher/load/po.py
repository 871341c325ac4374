"""Catalogues from disk: a strict gate, then polib.

In: the path of a `.po` file. Out: a `CatalogFile` with the raw lines of every entry (for sync)
and its values (for the build), or a `ContentError` with every problem at its line. polib alone
would drop the last character of an unclosed string and save the loss; nothing reaches it that
`text.po.scan_catalog` has not passed. This is the only module that imports polib.
"""

from pathlib import Path

import polib

from publisher.load.files import read_source
from publisher.model.errors import ConfigError, ContentError
from publisher.model.finding import Finding
from publisher.model.message import MessageKey, Translation
from publisher.model.source import SourceFile
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
    if not path.exists():
        return CatalogFile(path=shown, text=CatalogText(entries=()))
    return parse_catalog(read_source(path, shown))


def parse_catalog(source: SourceFile) -> CatalogFile:
    """The catalogue that a text holds."""
    text, findings = scan_catalog(source)
    if findings:
        raise ContentError.of(findings)
    try:
        parsed = polib.pofile(source.text, check_for_duplicates=False)
    except (OSError, ValueError) as error:
        raise ContentError(
            Finding(
                id="catalogue/syntax", message=f"not a PO file: {error}", path=source.path, line=1
            )
        ) from error
    entries = list(text.entries)
    header = entries.pop(0) if entries and _is_header(entries[0]) else None
    if len(entries) != len(parsed):
        raise ContentError(
            Finding(
                id="catalogue/syntax",
                message=f"{len(entries)} entries were counted, but {len(parsed)} could be read",
                hint="run 'msgfmt -c' on the file",
                path=source.path,
                line=1,
            )
        )
    pairs = tuple(
        CatalogEntry(
            raw=raw,
            key=MessageKey(entry.msgctxt, entry.msgid),
            translation=Translation(
                text=entry.msgstr or next(iter(entry.msgstr_plural.values()), ""),
                fuzzy="fuzzy" in entry.flags,
                obsolete=bool(entry.obsolete),
                line=raw.message_line,
            ),
        )
        for raw, entry in zip(entries, parsed, strict=True)
    )
    catalog = CatalogFile(
        path=source.path, text=text, header=header, metadata=dict(parsed.metadata), entries=pairs
    )
    if findings := [*find_duplicates(catalog), *check_charset(catalog)]:
        raise ContentError.of(findings)
    return catalog


def _is_header(entry: Entry) -> bool:
    lines = [line for line in entry.lines if not line.startswith("#")]
    if not lines or not lines[0].startswith('msgid ""'):
        return False
    return len(lines) > 1 and lines[1].startswith("msgstr")


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
    if not charset or charset.upper().replace("-", "") in {"UTF8", "CHARSET"}:
        return []
    return [
        Finding(
            id="catalogue/charset",
            message=f"the header says {charset}, but the file is UTF-8",
            hint="write charset=UTF-8 in the Content-Type line of the header",
            path=catalog.path,
            line=catalog.header.line if catalog.header else 1,
        )
    ]
