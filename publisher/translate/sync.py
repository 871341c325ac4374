"""Pots into catalogues, losing nothing.

In: the pot of a domain and a catalogue as it stands on disk. Out: the new text of the catalogue.
An exact match keeps its entry's very bytes; only extracted comments and references are brought
up to date. A new message comes empty, or filled from `memory`; a vanished one turns obsolete
where a translator left anything in it, a comment too; an obsolete one that is back comes alive.
Syncing twice equals once.
"""

from collections.abc import Mapping

from publisher.model.message import Message, MessageKey, Template
from publisher.text.po import (
    CatalogEntry,
    CatalogFile,
    CatalogText,
    Entry,
    format_field,
    make_active,
    make_obsolete,
    new_entry,
    update_comments,
)


def format_pot(template: Template, project: str) -> str:
    """The text of a `.pot` file, with no date in it."""
    header = header_entry(
        [
            f"Project-Id-Version: {project}",
            "Report-Msgid-Bugs-To: ",
            "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE",
            "Last-Translator: FULL NAME <EMAIL@ADDRESS>",
            "Language-Team: LANGUAGE <LL@li.org>",
            "Language: ",
            *MIME_LINES,
        ]
    )
    entries = [fresh_entry(message) for message in template]
    return CatalogText(entries=(header, *entries)).render()


MIME_LINES = (
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=UTF-8",
    "Content-Transfer-Encoding: 8bit",
)


def header_entry(lines: list[str]) -> Entry:
    """The entry of the empty msgid, which carries the header."""
    text = "".join(f"{line}\n" for line in lines)
    return Entry(lines=('msgid ""', *format_field("msgstr", text)))


def new_header(project: str, language: str, plural_forms: str) -> Entry:
    """The header of a new catalogue; the translator's tool fills in who and when."""
    return header_entry(
        [
            f"Project-Id-Version: {project}",
            "Report-Msgid-Bugs-To: ",
            "PO-Revision-Date: ",
            "Last-Translator: ",
            f"Language-Team: {language}",
            f"Language: {language}",
            *MIME_LINES,
            f"Plural-Forms: {plural_forms}",
        ]
    )


def fresh_entry(message: Message, text: str = "") -> Entry:
    """A new entry for a message."""
    return new_entry(message.id, message.context, text, message.comments, message.references)


def sync_catalog(
    catalog: CatalogFile,
    template: Template,
    header: Entry,
    memory: Mapping[MessageKey, str],
) -> str:
    """The text of `catalog` brought up to date with `template`.

    `header` is taken where the catalogue has none. `memory` fills new messages of the very
    same key. Entries follow the order of the pot; obsolete ones stand last, in their old order.
    """
    active, spare = split_entries(catalog)
    entries: list[Entry] = [catalog.header or header]
    used: set[int] = set()
    for message in template:
        found = active.get(message.key) or spare.get(message.key)
        if found is None:
            entries.append(fresh_entry(message, memory.get(message.key, "")))
            continue
        used.add(id(found))
        raw = make_active(found.raw) if found.translation.obsolete else found.raw
        entries.append(update_comments(raw, message.comments, message.references))
    for entry in catalog.entries:
        written = entry.translation.text or entry.translation.obsolete or entry.raw.remarked
        if id(entry) not in used and written:
            entries.append(make_obsolete(entry.raw))
    return CatalogText(
        entries=tuple(entries), tail=catalog.text.tail, newline=catalog.text.newline
    ).render()


def split_entries(
    catalog: CatalogFile,
) -> tuple[dict[MessageKey, CatalogEntry], dict[MessageKey, CatalogEntry]]:
    """Active and obsolete entries by key; of several obsolete ones the first that is filled, as
    sync puts what vanishes before what was obsolete already."""
    active: dict[MessageKey, CatalogEntry] = {}
    obsolete: dict[MessageKey, CatalogEntry] = {}
    for entry in catalog.entries:
        known = obsolete if entry.translation.obsolete else active
        if entry.key not in known or not known[entry.key].translation.text:
            known[entry.key] = entry
    return active, obsolete
