"""Extracted comments that sync adds for translators: what changed, whence a text is, which terms.

In: an entry as it stands. Out: lines for `#.`, each with a prefix of its own. `edit` and `glossary`
follow from the entry and the glossary alone, so that syncing again writes the same or drops them.
`memory` says where a text came from, which nothing else in the file does: it is kept until the
entry is approved or its message changes.
"""

import re
from collections.abc import Iterable, Iterator

from publisher.model.memory import Unit
from publisher.model.message import Message
from publisher.text.po import CatalogEntry, Entry
from publisher.text.terms import Glossary, describe_terms
from publisher.translate.edits import Touch, judge_edit
from publisher.translate.entries import previous_key

EDIT_MARK = "edit: "
_MEMORY_MARK = re.compile(r"memory(?P<score> \d+ %)?: ")
QUOTATION = "Quotation"
"""How the comment of a message begins that somebody said; see text.markdown."""


def memory_mark(unit: Unit, score: float | None) -> str:
    """Whence a translation is: of the very same message, or similar by `score` percent."""
    percent = "" if score is None else f" {int(score)} %"
    return f"memory{percent}: from {unit.origin}"


def mark_entry(
    entry: CatalogEntry, message: Message, glossary: Glossary, *, is_source: bool
) -> Iterator[str]:
    """The comments that sync adds to an entry."""
    if entry.translation.text:
        yield from kept_memory_marks(entry, message)
        if not is_source or entry.translation.fuzzy:
            yield from edit_marks(entry, message)
    terms = describe_terms(glossary.find(message.id))
    if terms is not None:
        yield terms


def kept_memory_marks(entry: CatalogEntry, message: Message) -> Iterator[str]:
    """The marks of memory that still apply; those with a score are for fuzzy messages."""
    authored = {line for comment in message.comments for line in comment.splitlines()}
    for line in extracted_comments(entry.raw):
        found = _MEMORY_MARK.match(line)
        if found and line not in authored and (entry.translation.fuzzy or not found["score"]):
            yield line


def extracted_comments(entry: Entry) -> Iterator[str]:
    """The texts of the extracted comments of an entry."""
    for line in entry.lines:
        bare = line.strip()
        if bare.startswith("#."):
            yield bare.removeprefix("#.").strip()


def edit_marks(entry: CatalogEntry, message: Message) -> Iterator[str]:
    """What became of the English since the translation was made; nothing where it is approved."""
    previous = previous_key(entry.raw)
    fuzzy = entry.translation.fuzzy
    if previous is None:
        return
    if previous == message.key:
        if fuzzy:
            yield f"{EDIT_MARK}several messages became one; see that they read as one"
    elif previous.id == message.id:
        if fuzzy:
            yield f"{EDIT_MARK}the words are the same, but stand elsewhere; see whether it fits"
    else:
        spoken = any(comment.startswith(QUOTATION) for comment in message.comments)
        edit = judge_edit(previous.id, message.id, spoken=spoken)
        changes = f": {edit.changes}" if edit.changes else ""
        form = "only punctuation, spaces, case or markup changed"
        if edit.form and not fuzzy and previous.context == message.context:
            yield f"{EDIT_MARK}{form}; the translation stays, please look{changes}"
        elif fuzzy and edit.form:
            yield f"{EDIT_MARK}{form}{changes}"
        elif fuzzy and edit.touched:
            reason = list_touched(edit.touched)
            yield f"{EDIT_MARK}{reason} changed, so it is not shown to readers{changes}"
        elif fuzzy:
            yield f"{EDIT_MARK}words changed{changes}"


def list_touched(touched: Iterable[Touch]) -> str:
    """`a negation, a number and a name`."""
    *most, last = (touch.value for touch in touched)
    return f"{', '.join(most)} and {last}" if most else last
