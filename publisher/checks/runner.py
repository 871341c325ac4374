"""Runs the checks over editions.

In: editions and what they stand in. Out: findings. "No findings" means that every check ran.
"""

from collections.abc import Iterable, Mapping

from publisher.checks.message import (
    coeng_spelling,
    deprecated_character,
    dotted_circle,
    glyph_coverage,
    invisible_character,
    khmer_order,
    lookalike,
    nfc,
    orphan_mark,
    sara_am,
    zawgyi,
)
from publisher.checks.registry import DottedCircles, Registry, Subject
from publisher.checks.texts import collect_texts
from publisher.model.edition import Edition
from publisher.model.finding import Finding, Severity
from publisher.model.language import Language
from publisher.model.message import Catalog
from publisher.model.newsroom import Newsroom

REGISTRY = Registry(
    checks=(
        zawgyi.CHECK,
        nfc.CHECK,
        khmer_order.CHECK,
        coeng_spelling.CHECK,
        sara_am.CHECK,
        deprecated_character.CHECK,
        lookalike.CHECK,
        invisible_character.CHECK,
        orphan_mark.CHECK,
        dotted_circle.CHECK,
        glyph_coverage.CHECK,
    )
)


def check_editions(
    editions: Iterable[Edition],
    newsroom: Newsroom,
    catalogs: Mapping[tuple[str, str], Catalog],
    languages: Mapping[str, Language],
    coverage: Mapping[str, frozenset[str]],
    find_dotted_circles: DottedCircles,
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
            find_dotted_circles=find_dotted_circles,
            texts=collect_texts(edition, newsroom, catalogs, languages),
        )
        findings += check_subject(subject)
    return findings


def check_subject(subject: Subject) -> list[Finding]:
    """What the checks find in an edition, up to a gate that is closed."""
    findings: list[Finding] = []
    for check in REGISTRY.checks:
        found = list(check.function(subject))
        findings += found
        if check.gate and any(finding.severity is Severity.ERROR for finding in found):
            break
    return findings
