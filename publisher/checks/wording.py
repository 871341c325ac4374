"""What the glossary says of a translation.

In: the subject of a check. Out: for each translation the terms that its original holds, with the
ways in which the glossary wants them said, or not said.
"""

import functools
import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from publisher.checks.registry import Subject
from publisher.checks.texts import Text, report, reveal
from publisher.checks.translations import Pair, list_pairs
from publisher.model.finding import Finding
from publisher.model.message import Catalog
from publisher.model.newsroom import GLOSSARY_DOMAIN
from publisher.text.fold import find_form, find_near
from publisher.text.scripts import find_latin_words
from publisher.text.terms import NAMES, Glossary, Hit, Term, bare_names, read_terms


class Use(NamedTuple):
    """A term in the original of a text: as it is written there, and what the glossary has for it.
    Each of the `right` terms has forms that say it; the `wrong` ones must not stand."""

    text: Text
    written: str
    right: tuple[Term, ...]
    wrong: tuple[Term, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """The ways to say it, each of them right."""
        return tuple(dict.fromkeys(form for term in self.right for form in term.forms))

    @property
    def said(self) -> bool:
        """Whether the text says it in one of these ways; it does where there is none."""
        return not self.right or any(find_form(self.text.text, form) for form in self.forms)

    @property
    def read_only(self) -> bool:
        """Whether the term stays as it is."""
        return any(term.read_only for term in self.right)

    @property
    def named(self) -> bool:
        """Whether it is a name, and not a word that the newsroom has chosen."""
        return not self.read_only and any(term.kind in NAMES for term in self.right)

    @property
    def lost_glosses(self) -> tuple[str, ...]:
        """The spellings in Latin letters that are not there; none where one of the terms has all
        of its own."""
        lost = [[gloss for gloss in term.glosses if not self._has(gloss)] for term in self.right]
        fewest: list[str] = min(lost, key=len, default=[])
        return tuple(fewest)

    def _has(self, gloss: str) -> bool:
        return all(word.text in self.text.text for word in find_latin_words(gloss))


def list_uses(subject: Subject) -> Iterator[Use]:
    """The terms in the originals of an edition's translations, each once for a text. A text that
    says what its original says was not translated, and has no wording."""
    glossary = find_glossary(subject)
    if glossary is None:
        return
    for pair in list_pairs(subject):
        if pair.text.text != pair.original:
            for hit in dict.fromkeys(glossary.find_hits(pair.original)):
                yield make_use(pair, hit)


def make_use(pair: Pair, hit: Hit) -> Use:
    """A hit in the original of a pair."""
    right = tuple(term for term in hit.terms if not term.forbidden)
    wrong = tuple(term for term in hit.terms if term.forbidden)
    return Use(pair.text, hit.text, right, wrong)


def find_glossary(subject: Subject) -> Glossary | None:
    """The glossary of an edition's language, with people's names also by themselves."""
    language, source = subject.edition.language, subject.edition.source_language
    catalog = subject.catalogs.get((language, GLOSSARY_DOMAIN))
    if catalog is None or not catalog.translations:
        return None
    titles, other_titles = (subject.languages[tag].breaks.honorifics for tag in (source, language))
    return read_glossary(catalog, titles, other_titles)


@functools.lru_cache(maxsize=16)
def read_glossary(
    catalog: Catalog, titles: tuple[str, ...], other_titles: tuple[str, ...]
) -> Glossary:
    """A glossary, read once for all editions of its language; `titles` are forms of address in the
    source language, `other_titles` in its own."""
    terms = list(read_terms(catalog))
    known = {term.source for term in terms}
    bare = (t for t in bare_names(terms, titles, other_titles) if t.source not in known)
    return Glossary([*terms, *bare])


def report_unsaid(identifier: str, noun: str, uses: Iterable[Use]) -> Iterator[Finding]:
    """Findings about terms that are not said as the glossary says them: one for each that is said
    nearly so, at its place, and one for all others of a text."""
    for _, group in itertools.groupby(uses, key=lambda use: id(use.text)):
        lost: list[Use] = []
        for use in group:
            near = find_nearest(use)
            if near is None:
                lost.append(use)
                continue
            form, start, end = near
            there = reveal(use.text.text[start:end])
            message = f"“{use.written}” is {form} in the glossary, and {there} here"
            yield report(identifier, use.text, message, f"write {form}", start=start, end=end)
        if lost:
            names = " and ".join(f"“{use.written}”" for use in lost)
            those = f"the {noun}s {names} are" if lost[1:] else f"the {noun} {names} is"
            message = f"{those} not said as in the glossary"
            asked = "; ".join(f"{use.written} = {' or '.join(use.forms)}" for use in lost)
            hint = f"write {asked}; where another word is right too, put it into glossary.po"
            yield report(identifier, lost[0].text, message, hint)


def find_nearest(use: Use) -> tuple[str, int, int] | None:
    """What comes near one of the forms of a term that is not said, with the form."""
    for form in use.forms:
        if (near := find_near(use.text.text, form)) is not None:
            return form, *near
    return None
