"""The register of checks: each has an id, a rationale and an example that runs.

In: functions marked with `check`. Out: `Check` values by id. `publisher explain` and the
documentation print the same texts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from publisher.model.edition import Edition
from publisher.model.finding import Finding
from publisher.model.language import Language
from publisher.model.message import Catalog
from publisher.model.newsroom import Newsroom


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What a check looks at: an edition with what it stands in. `coverage` holds, by language,
    the characters that its faces can set."""

    edition: Edition
    newsroom: Newsroom
    catalogs: Mapping[tuple[str, str], Catalog] = field(hash=False)
    languages: Mapping[str, Language] = field(hash=False)
    coverage: Mapping[str, frozenset[str]] = field(hash=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """A check: `function` yields what it finds in a subject."""

    id: str
    title: str
    rationale: str
    bad: str
    good: str
    function: Callable[[Subject], Iterator[Finding]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Registry:
    """Checks in the order in which they run."""

    checks: Sequence[Check]

    def find(self, identifier: str) -> Check | None:
        """The check of an id."""
        return next((check for check in self.checks if check.id == identifier), None)
