"""Pots into catalogues, losing nothing.

In: the pot of a domain and a catalogue as it stands on disk. Out: the catalogue brought up to date,
in two steps, so that the memory of the second knows what the first did to every catalogue.

1. `carry_over`: an exact match keeps its entry's very bytes. A changed message takes along the
   translation of what it was, see `translate.match`; an obsolete one that is back comes alive; one
   that vanished turns obsolete where a translator left anything in it, a comment too.
2. `complete_catalog`: what is still empty is filled from the memory, and extracted comments and
   references say what is true now.

Syncing twice equals once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from publisher.model.message import Message, MessageKey, Template, Translation
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
from publisher.text.terms import Glossary
from publisher.translate.entries import rename_entry
from publisher.translate.marks import mark_entry, memory_mark
from publisher.translate.match import Match, match_messages
from publisher.translate.memory import Memory


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


def fresh_entry(message: Message) -> Entry:
    """A new entry for a message."""
    return new_entry(message.id, message.context, "", message.comments, message.references)


def carry_over(
    catalog: CatalogFile, template: Template, header: Entry, *, is_source: bool = False
) -> CatalogFile:
    """`catalog` with the messages of `template`, in its order; obsolete entries stand last, in
    their old order. `header` is taken where the catalogue has none."""
    active, spare = split_entries(catalog)
    exact = {
        message.key: found
        for message in template
        if (found := active.get(message.key) or spare.get(message.key)) is not None
    }
    used = {id(entry) for entry in exact.values()}
    matches = match_messages(
        [(place, message) for place, message in enumerate(template) if message.key not in exact],
        [
            (place, entry)
            for place, entry in enumerate(catalog.entries)
            if id(entry) not in used and entry.translation.text
        ],
        is_source=is_source,
    )
    used |= {id(match.entry) for match in matches.values() if match.moves}
    entries: list[CatalogEntry] = []
    for message in template:
        if (found := exact.get(message.key)) is not None:
            entries.append(revive_entry(found))
        elif (match := matches.get(message.key)) is not None:
            entries.append(carry_entry(message, match))
        else:
            raw = fresh_entry(message)
            entries.append(CatalogEntry(raw=raw, key=message.key, translation=Translation(text="")))
    return put_entries(
        replace(catalog, header=catalog.header or header),
        [*entries, *retire_entries(entry for entry in catalog.entries if id(entry) not in used)],
    )


def put_entries(catalog: CatalogFile, entries: Sequence[CatalogEntry]) -> CatalogFile:
    """`catalog` with these entries; the lines at which their translations stand are no longer
    true."""
    assert catalog.header is not None
    raw = (catalog.header, *(entry.raw for entry in entries))
    return replace(catalog, entries=tuple(entries), text=replace(catalog.text, entries=raw))


def revive_entry(entry: CatalogEntry) -> CatalogEntry:
    """An entry whose message is in the pot, as an active one."""
    if not entry.translation.obsolete:
        return entry
    translation = replace(entry.translation, obsolete=False)
    return replace(entry, raw=make_active(entry.raw), translation=translation)


def retire_entries(entries: Iterable[CatalogEntry]) -> Iterator[CatalogEntry]:
    """Entries whose message vanished, where there is anything in them that somebody wrote."""
    for entry in entries:
        if entry.translation.text or entry.translation.obsolete or entry.raw.remarked:
            translation = replace(entry.translation, obsolete=True)
            yield replace(entry, raw=make_obsolete(entry.raw), translation=translation)


def carry_entry(message: Message, match: Match) -> CatalogEntry:
    """The entry of a new message with an old translation. Plural forms are left behind: the
    message has none."""
    plural = match.entry.raw.forms > 0
    text = match.entry.translation.text if plural and match.text is None else match.text
    # What was joined keeps its previous msgid though it reads as the new one: it says why the
    # translation is fuzzy.
    unchanged = match.basis == message.key and match.text is None
    raw = rename_entry(
        match.entry.raw,
        message.key,
        previous=None if unchanged else match.basis,
        fuzzy=not match.holds,
        text=text,
    )
    translation = Translation(
        text=match.entry.translation.text if text is None else text, fuzzy=not match.holds
    )
    return CatalogEntry(raw=raw, key=message.key, translation=translation)


def complete_catalog(
    catalog: CatalogFile,
    template: Template,
    memory: Memory,
    glossary: Glossary,
    *,
    is_source: bool = False,
) -> CatalogFile:
    """`catalog`, which has the messages of `template` in its order, with its gaps filled from
    `memory` and its extracted comments and references up to date."""
    entries = list(catalog.entries)
    for place, message in enumerate(template):
        entry = entries[place] if is_source else fill_entry(entries[place], message, memory)
        marks = mark_entry(entry, message, glossary, is_source=is_source)
        raw = update_comments(entry.raw, (*message.comments, *marks), message.references)
        entries[place] = replace(entry, raw=raw)
    return put_entries(catalog, entries)


def fill_entry(entry: CatalogEntry, message: Message, memory: Memory) -> CatalogEntry:
    """An empty entry with what the memory has for its message: finished where it is the same one,
    fuzzy where it stands elsewhere or is only similar. Nobody's text is touched."""
    if entry.translation.text or entry.raw.forms:
        return entry
    score: float | None = None
    unit = memory.exact(message)
    if unit is None:
        unit, score = memory.elsewhere(message), 100.0
    if unit is None and (near := memory.near(message.id)) is not None:
        unit, score = near
    if unit is None:
        return entry
    raw = rename_entry(
        entry.raw,
        message.key,
        previous=None if score is None else MessageKey(unit.context, unit.source),
        fuzzy=score is not None,
        text=unit.target,
    )
    raw = update_comments(raw, (memory_mark(unit, score),), ())
    translation = Translation(text=unit.target, fuzzy="fuzzy" in raw.flags)
    return CatalogEntry(raw=raw, key=message.key, translation=translation)


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
