"""The register of checks: each has an id, a rationale and an example that runs.

In: functions marked with `check`. Out: `Check` values by id. `publisher explain` and the
documentation print the same texts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from publisher.checks.texts import Text
from publisher.model.edition import Edition
from publisher.model.finding import Finding
from publisher.model.language import Language
from publisher.model.message import Catalog
from publisher.model.newsroom import Newsroom

DottedCircles = Callable[[str, str], Sequence[int]]
"""Offsets in a text, of a language by its tag, at which its faces draw a dotted circle (U+25CC)
that is not in it: there a mark has nothing to stand on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What a check looks at: an edition with what it stands in, and its texts with their places.

    `coverage` holds, by language, the characters that its faces can set; `find_dotted_circles`
    shapes text with them.
    """

    edition: Edition
    newsroom: Newsroom
    catalogs: Mapping[tuple[str, str], Catalog] = field(hash=False)
    languages: Mapping[str, Language] = field(hash=False)
    coverage: Mapping[str, frozenset[str]] = field(hash=False)
    find_dotted_circles: DottedCircles
    texts: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Collection:
    """What a check of the whole newsroom looks at: the texts of its editions. `slugs` are those of
    all its releases, `address` is where its site stands, or empty."""

    source_language: str
    texts: tuple[Text, ...]
    address: str
    slugs: frozenset[str]


S = TypeVar("S", Subject, Collection)


@dataclass(frozen=True, kw_only=True, slots=True)
class Check(Generic[S]):
    """A check: `function` yields what it finds in a subject, or in a collection.

    `bad` and `good` are entries of a catalogue, under the line of its header that names the
    language; or a release.md, of which only what matters stands there. `⟨U+200D⟩` stands for a
    character that cannot be seen. The bad one has a finding of this check, the good one has none.

    Where a `gate` finds an error, the checks after it would find fault with every word, and
    wait until it is mended.
    """

    id: str
    title: str
    rationale: str
    bad: str
    good: str
    function: Callable[[S], Iterator[Finding]]
    gate: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Registry:
    """Checks in the order in which they run: `checks` on every edition, `wide` on all editions at
    once, which a build does not look at."""

    checks: Sequence[Check[Subject]]
    wide: Sequence[Check[Collection]] = ()

    @property
    def every(self) -> tuple[Check[Any], ...]:
        """All checks."""
        return (*self.checks, *self.wide)

    def find(self, identifier: str) -> Check[Any] | None:
        """The check of an id."""
        return next((check for check in self.every if check.id == identifier), None)
