"""Which old translation belongs to which new message.

In: messages that a catalogue does not have, and the entries of it that no message of the pot
claims, both with their places. Out: for each message the translation that was made for the most
similar text, and whether it still holds. A paragraph that was parted gives each of the new ones its
part of the translation, and paragraphs that were joined bring theirs together.
"""

import functools
import operator
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from rapidfuzz import fuzz

from publisher.model.message import Message, MessageKey
from publisher.text.po import CatalogEntry
from publisher.translate.edits import same_form
from publisher.translate.english import TITLES
from publisher.translate.entries import previous_key
from publisher.translate.similar import SimilarTexts

T = TypeVar("T")

SIMILAR = 65.0
"""Percent of likeness, twice the letters in common by all letters, from which on one text counts as
the other, edited. GNU msgmerge takes 60 by a similar measure. Of the 110 texts of this repository
and of the Universal Declaration of Human Rights that have 100 letters or more, 100 have no such
neighbour."""
WHOLE = 85.0
"""The same for paragraphs parted or joined, taken together: one half alone reaches 67, and 75 with
any other text in place of the second half."""
HALF = 75.0
"""Below this a message may be the smaller part of something, and an entry be left over from it."""
PARTS = 3
"""The most paragraphs that one is parted into, or made of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """An old translation for a new message. `basis` is what it is a translation of; `text` is
    given where it is not what `entry` says as a whole. `holds` says that readers may see it."""

    entry: CatalogEntry
    basis: MessageKey
    text: str | None = None
    holds: bool = False

    @property
    def moves(self) -> bool:
        """Whether the entry goes over into the new message. A finished translation that holds no
        more stays under the text that it translates, obsolete; so does what goes over in part."""
        translation = self.entry.translation
        if translation.obsolete or self.text is not None or self.entry.raw.forms:
            return False
        return self.holds or translation.fuzzy


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """What a new message may have been: an entry, or several that stand in a row."""

    entries: tuple[CatalogEntry, ...]
    basis: MessageKey
    place: int


class Found(NamedTuple):
    """The best candidate for a text, and how similar it is, in percent."""

    score: float = 0.0
    candidate: Candidate | None = None


class Finder:
    """Finds the most similar of some candidates: of equals one that just vanished before an
    obsolete one, and a finished translation before a fuzzy one."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.candidates = sorted(candidates, key=preference)
        self.texts = SimilarTexts([candidate.basis.id for candidate in self.candidates])

    def find(self, text: str, least: float) -> Found:
        """The candidate that is most like `text`, by `least` percent or more."""
        found = self.texts.find(text, least)
        return Found() if found is None else Found(found[0], self.candidates[found[1]])

    def find_same(self, text: str) -> Iterator[Candidate]:
        """The candidates that have the very letters of `text`."""
        return (self.candidates[place] for place in self.texts.find_same(text))


def preference(candidate: Candidate) -> tuple[bool, bool]:
    """What is preferred comes first."""
    translation = candidate.entries[0].translation
    return translation.obsolete, translation.fuzzy


def translated_key(entry: CatalogEntry, *, is_source: bool) -> MessageKey:
    """What the translation of an entry is a translation of: the previous msgid, as long as the
    translator has not approved the new one, else its own. An English text has no such doubt."""
    previous = previous_key(entry.raw)
    if previous is None or entry.translation.fuzzy:
        return previous or entry.key
    unseen = previous.context == entry.key.context and same_form(previous.id, entry.key.id)
    return previous if unseen and not is_source else entry.key


def match_messages(
    messages: Sequence[tuple[int, Message]],
    entries: Sequence[tuple[int, CatalogEntry]],
    *,
    is_source: bool,
) -> dict[MessageKey, Match]:
    """A match for each message that has one. All `entries` have a translation. In a catalogue of
    the source language (`is_source`) none holds: it would hide the edit from readers."""
    singles = [
        Candidate(entries=(entry,), basis=translated_key(entry, is_source=is_source), place=place)
        for place, entry in entries
    ]
    finder = Finder(singles)
    found: list[Found] = []
    matches: dict[MessageKey, Match] = {}
    for _, message in messages:
        holding = filter(
            functools.partial(translation_holds, message), finder.find_same(message.id)
        )
        held = None if is_source else next(holding, None)
        best = finder.find(message.id, SIMILAR) if held is None else Found(100.0, held)
        found.append(best)
        if best.candidate is not None:
            holds = not is_source and translation_holds(message, best.candidate)
            (entry,) = best.candidate.entries
            matches[message.key] = Match(entry=entry, basis=best.candidate.basis, holds=holds)
    matches.update(match_joined(messages, found, singles))
    matches.update(match_parts(messages, found, finder))
    return matches


def translation_holds(message: Message, candidate: Candidate) -> bool:
    """Whether the translation of a candidate is one of `message`, which differs in form alone."""
    return (
        not candidate.entries[0].translation.fuzzy
        and candidate.basis.context == message.context
        and same_form(candidate.basis.id, message.id)
    )


def match_joined(
    messages: Sequence[tuple[int, Message]], found: Sequence[Found], singles: Sequence[Candidate]
) -> Iterator[tuple[MessageKey, Match]]:
    """Messages that several vanished paragraphs were joined to."""
    claimed = {best.candidate.place for best in found if best.candidate and best.score >= HALF}
    joined = Finder(map(join_candidates, vanished_runs(singles, claimed)))
    for (_, message), best in zip(messages, found, strict=True):
        score, candidate = joined.find(message.id, WHOLE)
        if candidate is not None and score > best.score:
            texts = [entry.translation.text for entry in candidate.entries]
            yield (
                message.key,
                Match(entry=candidate.entries[0], basis=candidate.basis, text=" ".join(texts)),
            )


def vanished_runs(
    singles: Sequence[Candidate], claimed: Container[int]
) -> Iterator[Sequence[Candidate]]:
    """Neighbours that vanished together, one of which at least no message resembles. `claimed`
    are the places of those that one does."""
    gone = [single for single in singles if not single.entries[0].translation.obsolete]
    for run in neighbours(gone, lambda single: single.place):
        if any(single.place not in claimed for single in run):
            yield run


def match_parts(
    messages: Sequence[tuple[int, Message]], found: Sequence[Found], finder: Finder
) -> Iterator[tuple[MessageKey, Match]]:
    """Messages that one paragraph was parted into; the smaller part resembles nothing alone."""
    known = {message.key: best.score for (_, message), best in zip(messages, found, strict=True)}
    for run in neighbours(messages, operator.itemgetter(0)):
        scores = [known[message.key] for _, message in run]
        if min(scores) >= HALF:
            continue
        whole = " ".join(message.id for _, message in run)
        score, candidate = finder.find(whole, WHOLE)
        if candidate is not None and score > max(scores):
            (entry,) = candidate.entries
            for _, message in run:
                text = part_of_translation(candidate.basis.id, entry.translation.text, message.id)
                yield message.key, Match(entry=entry, basis=candidate.basis, text=text)


def neighbours(items: Sequence[T], place: Callable[[T], int]) -> Iterator[Sequence[T]]:
    """Every run of two to `PARTS` items that stand next to each other."""
    for start, first in enumerate(items):
        for length in range(2, PARTS + 1):
            run = items[start : start + length]
            if len(run) == length and place(run[-1]) - place(first) == length - 1:
                yield run


def join_candidates(run: Sequence[Candidate]) -> Candidate:
    """Candidates as one, for a message that they became together."""
    return Candidate(
        entries=tuple(entry for single in run for entry in single.entries),
        basis=MessageKey(run[0].basis.context, " ".join(single.basis.id for single in run)),
        place=run[0].place,
    )


_SENTENCE = re.compile(r".+?(?:[.!?…]+[”’»\"')\]*]*(?=\s|\Z)|[။។៕]+[”’»\"')\]*]*|\Z)", re.DOTALL)
"""A sentence of English, Burmese or Khmer, with the marks that close it."""


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, with the space before each; a title, as in Ms., ends none."""
    sentences: list[str] = []
    for found in _SENTENCE.finditer(text.strip()):
        last = sentences[-1].split()[-1].strip(".“(") if sentences else ""
        if last.casefold() in TITLES:
            sentences[-1] += found[0]
        else:
            sentences.append(found[0])
    return sentences


def part_of_translation(source: str, translation: str, part: str) -> str:
    """The sentences of `translation` that say what `part` of `source` says; all of them where it
    has not as many as the source, and nobody can tell."""
    said, translated = split_sentences(source), split_sentences(translation)
    if len(said) != len(translated):
        return translation
    ranges = [(start, end) for start in range(len(said)) for end in range(start + 1, len(said) + 1)]
    start, end = max(ranges, key=lambda ends: fuzz.ratio("".join(said[slice(*ends)]).strip(), part))
    return "".join(translated[start:end]).strip()
