"""What a translator sends back, into the catalogue that stands here, message by message.

In: the catalogue as it stands (ours), what came back (theirs), and what was sent (the base, as
digests). Out: the catalogue with both. What only one side changed is taken from that side; what
both changed keeps both: one as the text, the other as a comment that begins with `CONFLICT_MARK`.

| ours | theirs | the message is then |
|---|---|---|
| as sent | changed | theirs, in their state |
| changed | as sent | ours |
| empty, or fuzzy and no base | filled | theirs, in their state |
| finished | another text, finished | theirs as fuzzy, ours in the comment |
| finished | another text, fuzzy | ours, theirs in the comment |
| fuzzy | another text | theirs as fuzzy, ours in the comment |
| filled | empty | ours |
| renamed since, and as sent | changed | theirs, in the state that the renaming left it in |
| not there | filled | theirs, obsolete |

Merging the same again changes nothing.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from publisher.model.message import MessageKey, Translation
from publisher.text.po import (
    BLANK,
    CatalogEntry,
    CatalogFile,
    Entry,
    is_remark,
    put_behind_remarks,
    quote_string,
)
from publisher.translate.entries import previous_key, rename_entry
from publisher.translate.sync import put_entries, retire_entries

CONFLICT_MARK = "# Both were changed; this is the other text: "
"""Begins the comment that keeps the text which is not that of the message."""
_TAKEN_FIELDS = ("PO-Revision-Date", "Last-Translator", "Language-Team", "X-Generator")
"""Fields of a header that say who translated, when and with what."""

State = tuple[str, bool]
"""A text, and whether it is fuzzy."""
Record = Mapping[str, str]
"""What was sent: digests of texts with their states, by digests of their messages."""


def digest_key(key: MessageKey) -> str:
    """What stands for a message in a record."""
    return _digest(list(key))


def digest_state(state: State, marks: Iterable[str]) -> str:
    """What stands in a record for a text and its state, and for the conflicts that its comments
    tell of: one that came since makes a message another, though its text be the same."""
    return _digest([*state, *sorted(marks)])


def _digest(value: object) -> str:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.sha256(data).hexdigest()[:32]


def make_record(catalog: CatalogFile) -> dict[str, str]:
    """The record of a catalogue that is sent."""
    return {
        digest_key(entry.key): digest_state(read_state(entry), list_marks(entry.raw))
        for entry in catalog.entries
        if not entry.translation.obsolete
    }


def read_state(entry: CatalogEntry) -> State:
    """The text of an entry, and whether it is fuzzy; an empty text is not."""
    translation = entry.translation
    return translation.text, translation.fuzzy and bool(translation.text)


class Outcome(Enum):
    """What became of a message that came back."""

    TAKEN = "taken"
    CONFLICT = "conflict"
    OBSOLETE = "obsolete"


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A message that came back and is not as it was sent. `entry` is it as it should be taken,
    `base` the digest of what was sent, empty where nobody knows."""

    entry: CatalogEntry
    base: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged:
    """A catalogue with what came back. `outcomes` are in the order of the offers, None for one
    that changes nothing; `replaced` are the places in ours whose text is another now."""

    catalog: CatalogFile
    outcomes: tuple[Outcome | None, ...]
    replaced: frozenset[int] = field(default_factory=frozenset)


def find_offers(ours: CatalogFile, theirs: CatalogFile, base: Record) -> Iterator[Offer]:
    """What of `theirs` is neither as it was sent nor as it stands here, empty texts aside."""
    active = {e.key: e for e in ours.entries if not e.translation.obsolete}
    for entry in theirs.entries:
        sent = base.get(digest_key(entry.key), "")
        if not entry.translation.text or (
            sent == digest_state(read_state(entry), list_marks(entry.raw))
            and not entry.translation.obsolete
        ):
            continue
        own = active.get(entry.key)
        if own is None or entry.translation.obsolete or read_state(own) != read_state(entry):
            yield Offer(entry=entry, base=sent)


def merge_catalog(ours: CatalogFile, offers: Sequence[Offer]) -> Merged:
    """`ours`, which has a header, with `offers`."""
    entries = list(ours.entries)
    places = {e.key: i for i, e in enumerate(entries) if not e.translation.obsolete}
    renamed = {
        previous: place
        for place in places.values()
        if (previous := previous_key(entries[place].raw)) is not None and previous not in places
    }
    known = {(entry.key, entry.translation.text) for entry in entries}
    extra: list[CatalogEntry] = []
    outcomes: list[Outcome | None] = []
    replaced: set[int] = set()
    for offer in offers:
        key = offer.entry.key
        active = not offer.entry.translation.obsolete
        place = places.get(key, renamed.get(key)) if active else None
        merged = None if place is None else merge_entry(entries[place], offer)
        if place is not None and merged is not None:
            entry, outcome = merged
            if entry is not entries[place]:
                replaced.add(place)
                entries[place] = entry
            outcomes.append(outcome)
        elif (key, offer.entry.translation.text) not in known:
            known.add((key, offer.entry.translation.text))
            raw = replace(offer.entry.raw, gap=None)
            extra.append(replace(offer.entry, raw=raw))
            outcomes.append(Outcome.OBSOLETE)
        else:
            outcomes.append(None)
    first = next((i for i, e in enumerate(entries) if e.translation.obsolete), len(entries))
    retired = list(retire_entries(extra))
    catalog = put_entries(ours, [*entries[:first], *retired, *entries[first:]])
    return Merged(catalog=catalog, outcomes=tuple(outcomes), replaced=frozenset(replaced))


def merge_entry(own: CatalogEntry, offer: Offer) -> tuple[CatalogEntry, Outcome | None] | None:
    """Our entry with what came back for it, and what became of that; None where our entry is about
    another message by now and the text cannot stand there."""
    if own.key != offer.entry.key:
        return follow_renaming(own, offer)
    text, fuzzy = read_state(own)
    new, doubtful = read_state(offer.entry)
    remarks = list_remarks(offer.entry.raw)
    marks = list_marks(own.raw)
    if offer.base == digest_state((text, fuzzy), marks):
        settled = [] if doubtful else [line for line in marks if line not in remarks]
        return set_text(without_lines(own, settled), new, remarks, fuzzy=doubtful), Outcome.TAKEN
    finished = fuzzy and not doubtful and not marks
    if not text or (finished and (text == new or not offer.base)):
        return set_text(own, new, remarks, fuzzy=doubtful), Outcome.TAKEN
    if text == new or CONFLICT_MARK + quote_string(new) in marks:
        return own, None
    return keep_both(own, offer), Outcome.CONFLICT


def follow_renaming(own: CatalogEntry, offer: Offer) -> tuple[CatalogEntry, Outcome | None] | None:
    """Our entry, whose message is another since the offer was sent, with the text that came back
    for the old one, as fuzzy as the new message left it. None where somebody has translated the new
    message since."""
    text, fuzzy = read_state(own)
    new, doubtful = read_state(offer.entry)
    if text == new:
        return own, None
    marks = list_marks(own.raw)
    if offer.base not in {digest_state((text, state), marks) for state in (False, True)}:
        return None
    remarks = list_remarks(offer.entry.raw)
    return set_text(own, new, remarks, fuzzy=fuzzy or doubtful), Outcome.TAKEN


def keep_both(own: CatalogEntry, offer: Offer) -> CatalogEntry:
    """Our entry with both texts, one of them in a comment. The newer one is the text, as fuzzy; but
    what is finished is not set aside for what is not."""
    text, fuzzy = read_state(own)
    new, doubtful = read_state(offer.entry)
    remarks = list_remarks(offer.entry.raw)
    if doubtful and not fuzzy:
        return add_remarks(own, [CONFLICT_MARK + quote_string(new), *remarks])
    return set_text(own, new, [CONFLICT_MARK + quote_string(text), *remarks], fuzzy=True)


def list_remarks(entry: Entry) -> list[str]:
    """The translator's comments of an entry, as lines."""
    return [line.strip() for line in entry.lines if is_remark(line)]


def list_marks(entry: Entry) -> list[str]:
    """The comments of an entry that tell of conflicts, as lines."""
    return [line for line in list_remarks(entry) if line.startswith(CONFLICT_MARK)]


def without_lines(entry: CatalogEntry, lines: Iterable[str]) -> CatalogEntry:
    """`entry` without these lines."""
    gone = set(lines)
    kept = tuple(line for line in entry.raw.lines if line not in gone)
    return replace(entry, raw=replace(entry.raw, lines=kept))


def add_remarks(entry: CatalogEntry, remarks: Iterable[str]) -> CatalogEntry:
    """`entry` with these translator's comments behind those that it has."""
    missing = [line for line in remarks if line not in entry.raw.lines]
    return replace(entry, raw=put_behind_remarks(entry.raw, missing))


def set_text(
    entry: CatalogEntry, text: str, remarks: Iterable[str], *, fuzzy: bool
) -> CatalogEntry:
    """`entry` with another text and more comments; its previous msgid stays as long as it is
    fuzzy."""
    raw = rename_entry(
        drop_fuzzy(entry.raw),
        entry.key,
        previous=previous_key(entry.raw) if fuzzy else None,
        fuzzy=fuzzy,
        text=text,
    )
    made = CatalogEntry(raw=raw, key=entry.key, translation=Translation(text=text, fuzzy=fuzzy))
    return add_remarks(made, remarks)


def drop_fuzzy(entry: Entry) -> Entry:
    """`entry` without the flag `fuzzy`; its other flags stay."""
    if "fuzzy" not in entry.flags:
        return entry
    lines = []
    for line in entry.lines:
        bare = line.lstrip(BLANK)
        if bare.startswith(("#,", "#=")):
            flags = [flag for flag in bare[2:].split(",") if flag.strip() not in ("", "fuzzy")]
            if flags:
                lines.append(bare[:2] + ",".join(flags))
        else:
            lines.append(line)
    return replace(entry, lines=tuple(lines))


def merge_header(ours: Entry, theirs: Mapping[str, str]) -> Entry:
    """Our header with what theirs says about who translated, when and with what."""
    lines = list(ours.lines)
    for name in _TAKEN_FIELDS:
        value = theirs.get(name, "")
        if not value or "\\" in value or "FULL NAME" in value or "YEAR-MO" in value:
            continue
        pattern = re.compile(rf'"{name}: [^"\\]*\\n"')
        for place, line in enumerate(lines):
            if pattern.fullmatch(line):
                lines[place] = quote_string(f"{name}: {value}\n")
    return replace(ours, lines=tuple(lines))
