"""Runs the checks over editions.

In: editions and what they stand in. Out: findings. "No findings" means that every check ran.
"""

import itertools
from collections.abc import Iterable, Mapping

from publisher.checks.message import (
    ascii_punctuation,
    bracket,
    coeng_spelling,
    conflict_marker,
    consistency,
    contact,
    deprecated_character,
    digits,
    dotted_circle,
    end_stop,
    forbidden_term,
    foreign_script,
    glyph_coverage,
    invisible_character,
    khmer_order,
    latin_name,
    leftover,
    length,
    line_end,
    link,
    lookalike,
    markup,
    month,
    name,
    nfc,
    number,
    orphan_mark,
    outer_space,
    placeholder,
    quotation_mark,
    read_only_term,
    repetition,
    sara_am,
    term,
    untranslated,
    zawgyi,
)
from publisher.checks.registry import Collection, DottedCircles, Registry, Subject
from publisher.checks.release import contact as release_contact
from publisher.checks.release import nothing_follows, own_link, place
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
        placeholder.CHECK,
        markup.CHECK,
        line_end.CHECK,
        link.CHECK,
        contact.CHECK,
        number.CHECK,
        month.CHECK,
        digits.CHECK,
        end_stop.CHECK,
        ascii_punctuation.CHECK,
        bracket.CHECK,
        quotation_mark.CHECK,
        untranslated.CHECK,
        length.CHECK,
        foreign_script.CHECK,
        repetition.CHECK,
        outer_space.CHECK,
        conflict_marker.CHECK,
        latin_name.CHECK,
        name.CHECK,
        term.CHECK,
        read_only_term.CHECK,
        forbidden_term.CHECK,
        leftover.CHECK,
        nothing_follows.CHECK,
        place.CHECK,
        release_contact.CHECK,
    ),
    wide=(consistency.CHECK, own_link.CHECK),
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


def compare_editions(
    editions: Iterable[Edition],
    newsroom: Newsroom,
    catalogs: Mapping[tuple[str, str], Catalog],
    languages: Mapping[str, Language],
    slugs: Iterable[str],
) -> list[Finding]:
    """What the checks find that look at all editions at once; `slugs` are those of all releases,
    in case not all are looked at."""
    texts = (collect_texts(edition, newsroom, catalogs, languages) for edition in editions)
    collection = Collection(
        source_language=newsroom.source_language,
        texts=tuple(itertools.chain.from_iterable(texts)),
        address=newsroom.address,
        slugs=frozenset(slugs),
    )
    return [finding for check in REGISTRY.wide for finding in check.function(collection)]


def check_subject(subject: Subject) -> list[Finding]:
    """What the checks find in an edition, up to a gate that is closed."""
    findings: list[Finding] = []
    for check in REGISTRY.checks:
        found = list(check.function(subject))
        findings += found
        if check.gate and any(finding.severity is Severity.ERROR for finding in found):
            break
    return findings
