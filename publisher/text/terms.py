"""Terms and names of a glossary, found in the English text that holds them.

In: the glossary of a language. Out: for an English text the terms in it, and one line that tells a
translator how to say them. Weblate's flags are known: `terminology` says what an entry is anyway,
`forbidden` that its translation must not be used, `read-only` that the term stays as it is. The
first word of an entry's context says what kind of term it is; other words after a comma tell
entries of one msgid apart.

https://docs.weblate.org/en/latest/user/glossary.html
"""

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from publisher.model.message import Catalog
from publisher.text.address import mask_objects

GLOSSARY_MARK = "glossary: "
"""What the comment begins with that names the terms of a message."""
PERSON = "person"
"""The kind of a person's name, which may also stand without its form of address."""
NAMES = frozenset(
    (
        PERSON,
        "honorific",
        "office",
        "ministry",
        "organisation",
        "member",
        "law",
        "publication",
        "event",
        "place",
    )
)
"""The kinds whose translation is an official form, and not only the newsroom's choice."""
_OTHER_FORM = re.compile(r"\s*;\s*|\s*(?<![A-Za-z])/\s*|\s*/(?![A-Za-z])\s*|\s+/\s+")
"""What parts the forms of a translation; the stroke of HIV/AIDS does not."""
_GLOSS = re.compile(r"\s*\(([^()]*[A-Za-z][^()]*)\)")
_WORD = re.compile(r"\w+")
_MINOR = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to")
)
"""Words that stay small in a headline in which all others begin with a capital."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A term or a name, and how a language says it, or must not say it. One that is `read_only`
    stays as it is."""

    source: str
    target: str
    kind: str = ""
    forbidden: bool = False
    read_only: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The ways to say it, each of them right, without what stands in brackets in Latin
        letters."""
        if self.read_only:
            return (self.target,)
        forms = (_GLOSS.sub("", form).strip() for form in _OTHER_FORM.split(self.target))
        return tuple(filter(None, forms)) or (self.target,)

    @property
    def glosses(self) -> tuple[str, ...]:
        """What stands in brackets in Latin letters, and not in the term itself: how a name is
        spelled, for readers who look it up."""
        if self.read_only or self.forbidden:
            return ()
        return tuple(
            gloss for gloss in _GLOSS.findall(self.target) if f"({gloss})" not in self.source
        )


class Hit(NamedTuple):
    """A place in an English text: what stands there, and the terms that it is."""

    text: str
    terms: tuple[Term, ...]


class Glossary:
    """The terms of one language."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        terms = tuple(terms)
        # A plural that is an entry of its own is that entry, and no plural of another one.
        self.by_form = index_forms(terms, plural_forms) | index_forms(terms, singular_forms)
        self._hits: dict[str, tuple[Hit, ...]] = {}
        self._by_word: dict[str, list[str]] = {}
        for form in sorted(self.by_form, key=lambda form: (-len(form), form)):
            if first := _WORD.match(form):
                self._by_word.setdefault(first[0], []).append(form)

    def find(self, text: str) -> tuple[Term, ...]:
        """The terms in an English text, in its order, each once; a longer one hides those inside
        it. A term is written as in the glossary, in small letters, or as in a headline, in the
        singular or the plural."""
        return tuple(dict.fromkeys(term for hit in self.find_hits(text) for term in hit.terms))

    def find_hits(self, text: str) -> tuple[Hit, ...]:
        """The places of terms in an English text, in its order; addresses hold none."""
        if text not in self._hits:
            self._hits[text] = tuple(self._look_for_hits(text)) if self._by_word else ()
        return self._hits[text]

    def _look_for_hits(self, text: str) -> Iterator[Hit]:
        words, end = " ".join(mask_objects(text).split()), 0
        for word in _WORD.finditer(words):
            if word.start() < end:
                continue
            for form in self._by_word.get(word[0], ()):
                stop = word.start() + len(form)
                if words.startswith(form, word.start()) and not _WORD.match(words, stop):
                    yield Hit(form, tuple(self.by_form[form]))
                    end = stop
                    break


def index_forms(
    terms: Iterable[Term], list_forms: Callable[[Term], Iterable[str]]
) -> dict[str, list[Term]]:
    """Terms by their forms."""
    found: dict[str, list[Term]] = {}
    for term in terms:
        for form in list_forms(term):
            found.setdefault(form, []).append(term)
    return found


def singular_forms(term: Term) -> tuple[str, ...]:
    """How a text may write a term as the glossary has it; one way where it stays as it is, and none
    for an empty one."""
    source = " ".join(term.source.split())
    return (source,) if term.read_only and source else write_forms(source)


def plural_forms(term: Term) -> Iterator[str]:
    """How a text may write a term in the plural."""
    source = " ".join(term.source.split())
    if source and not term.read_only:
        for plural in list_plurals(source):
            yield from write_forms(plural)


def write_forms(words: str) -> tuple[str, ...]:
    """Words as they are, in small letters, at a sentence's head, and in a headline."""
    if not words:
        return ()
    head = words[0].upper() + words[1:]
    return tuple(dict.fromkeys((words, words.lower(), head, to_headline(words))))


def list_plurals(source: str) -> Iterator[str]:
    """A term in the plural, which Burmese and Khmer need not mark. Of `country of origin` the first
    word may have it.

    >>> list(list_plurals("country of origin"))
    ['country of origins', 'countries of origin']
    """
    if source[-1].isalpha():
        yield pluralise(source)
    head, of, rest = source.partition(" of ")
    if of and head[-1].isalpha():
        yield pluralise(head) + of + rest


def pluralise(word: str) -> str:
    """A word in the plural.

    >>> [pluralise(word) for word in ("agency", "embassy", "process", "day", "worker")]
    ['agencies', 'embassies', 'processes', 'days', 'workers']
    """
    if re.search(r"[^aeiou]y\Z", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(?:s|x|z|ch|sh)\Z", word) else "s")


def to_headline(source: str) -> str:
    """A term as a headline writes it.

    >>> to_headline("freedom of movement")
    'Freedom of Movement'
    """
    words = [w if w in _MINOR else w[0].upper() + w[1:] for w in source.split(" ")]
    return " ".join(words)


def bare_names(
    terms: Iterable[Term], titles: Collection[str], other_titles: Collection[str]
) -> Iterator[Term]:
    """The names of people without their form of address, where both languages have one: `titles`
    are those of the source language. One that is not abbreviated, such as U and Daw, is part of
    the name in English."""
    short = {title for title in titles if title.endswith(".") or f"{title}." in titles}
    longest_first = sorted(other_titles, key=len, reverse=True)
    for term in terms:
        if term.kind != PERSON or term.forbidden or term.read_only:
            continue
        words = term.source.split()
        bare = list(itertools.dropwhile(short.__contains__, words))
        forms = [without_title(form, longest_first) for form in term.forms]
        if bare and len(bare) < len(words) and all(forms):
            yield replace(term, source=" ".join(bare), target=" / ".join(filter(None, forms)))


def without_title(form: str, titles: Iterable[str]) -> str | None:
    """A name without the form of address before it; None where it has none."""
    title = next(filter(form.startswith, titles), None)
    return None if title is None else form.removeprefix(title).lstrip() or None


def read_terms(catalog: Catalog) -> Iterator[Term]:
    """The terms of a glossary that are finished. One that stays as it is says so by its flag, which
    needs no translation, or by being its own translation."""
    for key, found in catalog.translations.items():
        kind = (key.context or "").partition(",")[0].strip()
        flagged = "read-only" in found.flags and not found.obsolete
        if flagged or (found.usable and found.text == key.id):
            yield Term(source=key.id, target=key.id, kind=kind, read_only=True)
        elif found.usable:
            forbidden = "forbidden" in found.flags
            yield Term(source=key.id, target=found.text, kind=kind, forbidden=forbidden)


def describe_terms(terms: Iterable[Term]) -> str | None:
    """The comment that names terms; nothing where there are none.

    >>> describe_terms([Term(source="MMN", target="MMN")])
    'glossary: MMN = MMN'
    """
    said: dict[str, list[str]] = {}
    for term in sorted(terms, key=lambda term: term.forbidden):
        target = " ".join(term.target.split())
        said.setdefault(term.source, []).append(("not: " if term.forbidden else "") + target)
    parts = [f"{source} = {', '.join(targets)}" for source, targets in said.items()]
    return GLOSSARY_MARK + "; ".join(parts) if parts else None
