"""Runs the checks over editions.

In: editions and what they stand in. Out: findings. "No findings" means that every check ran.
"""

from collections.abc import Iterable, Mapping

from publisher.checks.message import glyph_coverage
from publisher.checks.registry import Registry, Subject
from publisher.model.edition import Edition
from publisher.model.finding import Finding
from publisher.model.language import Language
from publisher.model.message import Catalog
from publisher.model.newsroom import Newsroom

REGISTRY = Registry(checks=(glyph_coverage.CHECK,))


def check_editions(
    editions: Iterable[Edition],
    newsroom: Newsroom,
    catalogs: Mapping[tuple[str, str], Catalog],
    languages: Mapping[str, Language],
    coverage: Mapping[str, frozenset[str]],
) -> list[Finding]:
    """What every check finds in every edition."""
    findings: list[Finding] = []
    for edition in editions:
        subject = Subject(
            edition=edition,
            newsroom=newsroom,
            catalogs=catalogs,
            languages=languages,
            coverage=coverage,
        )
        for check in REGISTRY.checks:
            findings.extend(check.function(subject))
    return findings
