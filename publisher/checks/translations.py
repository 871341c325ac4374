"""Translations beside what they stand for.

In: the subject of a check. Out: pairs of a text and its original.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from publisher.checks.registry import Subject
from publisher.checks.texts import Text
from publisher.model.newsroom import GLOSSARY_DOMAIN
from publisher.text.address import mask_objects
from publisher.text.scripts import find_latin_words, is_acronym, is_name
from publisher.text.terms import Term, read_terms


class Pair(NamedTuple):
    """A text with what it stands for."""

    text: Text
    original: str


def list_pairs(subject: Subject, *, mends: bool = False) -> Iterator[Pair]:
    """The translations of an edition: filled and not fuzzy, as readers see them. With `mends` also
    what the catalogue of the source language says in the place of a msgid."""
    for text in subject.texts:
        if text.original is None or not text.text.strip():
            continue
        if mends or text.language.tag != subject.edition.source_language:
            yield Pair(text, text.original)


def group_pairs(subject: Subject) -> Iterator[Sequence[Pair]]:
    """The translations of an edition by the catalogue that they stand in."""
    paths: dict[str, list[Pair]] = {}
    for pair in list_pairs(subject):
        paths.setdefault(pair.text.path, []).append(pair)
    yield from paths.values()


def list_lines(texts: Sequence[Text]) -> str:
    """The lines of texts in words: `lines 5, 8 and 2 more`."""
    lines = [str(line) for line in sorted({text.line or 0 for text in texts})]
    more = f" and {len(lines) - 12} more" if lines[12:] else ""
    return f"{'line' if len(lines) == 1 else 'lines'} {', '.join(lines[:12])}{more}"


def name_counts(
    wanted: Mapping[str, int], given: Mapping[str, int]
) -> Iterator[tuple[str, int, int]]:
    """What is there more or less often than wanted: a name, how often wanted, how often given."""
    for name in dict.fromkeys([*wanted, *given]):
        if wanted.get(name, 0) != given.get(name, 0):
            yield name, wanted.get(name, 0), given.get(name, 0)


def list_terms(subject: Subject) -> Iterator[Term]:
    """What the glossary of an edition's language asks for."""
    catalog = subject.catalogs.get((subject.edition.language, GLOSSARY_DOMAIN))
    terms = read_terms(catalog) if catalog is not None else ()
    return (term for term in terms if not term.forbidden)


_USUAL = 0.75
"""From which share of the other texts that have it a name stays in Latin letters as a rule."""
_BRACKETED = re.compile(r"\([^)]*\)")


class KeptNames:
    """The words of names that the newsroom keeps in Latin letters, as the texts of an edition and
    the glossary show it: in two of the other texts that have one, or in the glossary, and in nearly
    all. A word that is written small elsewhere is no name; what was left in English proves nothing,
    and neither does a spelling that the glossary only adds in brackets."""

    def __init__(self, subject: Subject) -> None:
        self._kept: Counter[str] = Counter()
        self._seen: Counter[str] = Counter()
        self._small: set[str] = set()
        for text, original in list_pairs(subject):
            self._count(original, text.text, 1)
        for term in list_terms(subject):
            self._count(term.source, _BRACKETED.sub("", term.target), 2)

    def _count(self, original: str, text: str, weight: int) -> None:
        words = {word.text for word in find_latin_words(mask_objects(original))}
        if weight == 1 and original == text and not is_name(sorted(words)):
            return
        for word in words:
            if is_acronym(word) or word[0].isupper():
                kept = word in text
                if weight == 1 or kept:
                    self._seen[word] += weight
                    self._kept[word] += weight * kept
            else:
                self._small.add(word)

    def has(self, word: str, *, here: bool) -> bool:
        """Whether a word of a text's original is kept elsewhere; `here` says whether the text
        itself keeps it, which proves nothing."""
        kept, seen = self._kept[word] - here, self._seen[word] - 1
        return kept > 1 and kept >= _USUAL * seen and word.lower() not in self._small
