"""message/consistency: one text has one translation in all of a newsroom."""

import difflib
import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

from publisher.checks.registry import Check, Collection
from publisher.checks.texts import Text, report
from publisher.model.finding import Finding
from publisher.text.cluster import split_clusters
from publisher.text.fold import fold_text

_LONG = 20
"""From how many clusters on no translation fits two texts by chance. In 779 messages of Django,
django CMS and Wagtail none of this length stands for two; of 12 and more one does."""
_ALIKE = 0.5
"""From which likeness of their words (difflib's ratio) two originals may share a translation."""
_SHOWN = 40
"""Characters that a message shows of a text."""
_UNSEEN = re.compile("[\\s\u200b\u2060]+")


class Row(NamedTuple):
    """A translation with its original, both without what makes no difference."""

    text: Text
    original: str
    said: str

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"{self.text.path}:{self.text.line}"


Rows = Sequence[Row]


def compare_catalogs(collection: Collection) -> Iterator[Finding]:
    """Texts with several translations, and translations of several texts."""
    rows = list_rows(collection)
    for group in group_rows(rows, lambda row: (row.text.context, row.original)):
        yield from find_variants(group)
    for group in group_rows(rows, lambda row: row.said):
        yield from find_reuse(group)


def list_rows(collection: Collection) -> Rows:
    """The translations of all catalogues, each once, in the order of their places; those that
    publisher brings along have none."""
    places = {
        (text.path, text.line): text
        for text in collection.texts
        if text.original and text.line and text.language.tag != collection.source_language
    }
    return [
        Row(text, " ".join((text.original or "").split()), _UNSEEN.sub("", text.text))
        for _, text in sorted(places.items())
    ]


def group_rows(rows: Rows, key: Callable[[Row], Hashable]) -> Iterator[Rows]:
    """The rows of one language that have the same key, where there are several."""
    groups: dict[tuple[str, Hashable], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.text.language.tag, key(row)), []).append(row)
    return (group for group in groups.values() if len(group) > 1)


def find_variants(group: Rows) -> Iterator[Finding]:
    """The translations of one text that are not the most frequent one, or the first of these."""
    if len({row.said for row in group}) == 1:
        return
    variants: dict[str, list[Row]] = {}
    for row in group:
        variants.setdefault(fold_text(row.said).text, []).append(row)
    usual, *others = sorted(variants.values(), key=len, reverse=True)
    more = f" and {len(usual) - 1} more" if usual[1:] else ""
    for other in others:
        first = other[0]
        message = (
            f"“{shorten(first.original)}” has another translation in {usual[0].place}{more}: "
            f"{shorten(usual[0].text.text)}"
        )
        hint = "choose one of them for both, unless they mean different things"
        yield report(CHECK.id, first.text, message, hint, end=len(first.text.text))


def find_reuse(group: Rows) -> Iterator[Finding]:
    """Long translations that stand for something else, too."""
    first = group[0]
    if len({row.original for row in group}) == 1 or len(split_clusters(first.said)) < _LONG:
        return
    for row in group[1:]:
        if not are_alike(row.original, first.original):
            message = f"this also translates “{shorten(first.original)}” in {first.place}"
            hint = "see which of the two it belongs to, and translate the other one"
            yield report(CHECK.id, row.text, message, hint, end=len(row.text.text))


def are_alike(one: str, other: str) -> bool:
    """Whether two originals say so much the same that one translation may do."""
    words, others = (re.findall(r"\w+", text.casefold()) for text in (one, other))
    return difflib.SequenceMatcher(None, words, others).ratio() >= _ALIKE


def shorten(text: str) -> str:
    """As much of a text as a message shows."""
    shown = "".join(split_clusters(" ".join(text.split()))[:_SHOWN])
    return shown if len(shown) == len(text) else f"{shown}…"


_FIRST = (
    '"Language: my\\n"\n\n#: releases/2017-07-24-one/release.md\n'
    'msgid "Safe migration"\nmsgstr "ဘေးကင်းသော ရွှေ့ပြောင်းသွားလာမှု"\n\n'
    '#: releases/2017-07-24-two/release.md\nmsgid "Safe migration"\n'
)
CHECK = Check(
    id="message/consistency",
    title="One text has one translation in all of a newsroom",
    rationale=(
        "Where the same words have two translations, a reader of both releases sees two things, "
        "and one of the two may be a slip. Where two texts have the same long translation, it was "
        "pasted into the wrong message. All catalogues of a language are compared by `publisher "
        "check`, those of the releases that it looks at; a build does not compare them. Spaces "
        "make no difference, and messages of different contexts may differ."
    ),
    bad=_FIRST + 'msgstr "လုံခြုံသော ရွှေ့ပြောင်းနေထိုင်မှု"',
    good=_FIRST + 'msgstr "ဘေးကင်းသော ရွှေ့ပြောင်းသွားလာမှု"',
    function=compare_catalogs,
)
