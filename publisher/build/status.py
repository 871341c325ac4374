"""status: load → translate.apply → check, for people who want to know what is left to do.

In: a newsroom. Out: its editions with what keeps each from readers, the release that waits longest
for a translation, and the next step.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher.build.checking import Checker, hold_sets
from publisher.build.findings import find_blocking, require_known, sort_findings
from publisher.build.loading import load_all
from publisher.model.edition import Coverage, Edition, State
from publisher.model.finding import Finding, Severity
from publisher.model.message import catalog_path
from publisher.model.newsroom import SHARED_DOMAIN


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionStatus:
    """How far an edition is. `date` is its release's, in ISO 8601; `errors` counts the errors that
    keep it from being published, and `blocked_by` says in plain words all that does. `path` is the
    catalogue in which most is left."""

    slug: str
    language: str
    date: str
    coverage: Coverage
    state: State
    errors: int
    blocked_by: tuple[str, ...]
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """A newsroom's editions, in the order of slug and language. `findings` say what could not be
    read or shown; what the checks find only counts."""

    editions: tuple[EditionStatus, ...]
    findings: tuple[Finding, ...]
    next_step: str

    @property
    def oldest(self) -> EditionStatus | None:
        """The edition that waits longest: of those with an untranslated message the one of the
        release with the earliest date. Catalogues hold no dates."""
        waiting = [row for row in self.editions if row.coverage.untranslated]
        return min(waiting, key=lambda row: (row.date, row.coverage.words_left), default=None)


def find_status(
    folder: Path, slugs: Sequence[str], languages: Collection[str], now: dt.datetime
) -> Status:
    """The status of the editions asked for, or of all."""
    loaded = load_all(folder, slugs)
    require_known("language", tuple(languages), loaded.newsroom.languages)
    checker = Checker(loaded)
    editions, found = checker.make_editions(loaded, now)
    findings = sort_findings(
        [
            finding
            for finding in (*loaded.findings, *found)
            if not languages or finding.language in ("", *languages)
        ]
    )
    checked = sort_findings([*loaded.findings, *found, *checker.find(loaded, editions)])
    rows = [
        describe_edition(edition, checked)
        for held in hold_sets(loaded, editions, checked)
        for language, edition in held.editions.items()
        if not languages or language in languages
    ]
    rows.sort(key=lambda row: (row.slug, row.language))
    missing = any(
        not (folder / catalog_path(row.language, domain)).is_file()
        for row in rows
        for domain in (row.slug, SHARED_DOMAIN)
    )
    next_step = find_next_step(rows, findings, missing=missing)
    return Status(editions=tuple(rows), findings=findings, next_step=next_step)


def describe_edition(edition: Edition, findings: Sequence[Finding]) -> EditionStatus:
    """How far an edition is, and what keeps it from readers."""
    slug, language = edition.release.slug, edition.language
    errors = find_blocking(findings, edition)
    blocked_by = list(edition.reasons)
    if errors:
        more = f" and {len(errors) - 1} more errors" if len(errors) > 1 else ""
        blocked_by.append(f"{errors[0].place}: {errors[0].message}{more}")
    left = sum(not text.translated for text in edition.texts.values())
    domain = slug if left else SHARED_DOMAIN
    return EditionStatus(
        slug=slug,
        language=language,
        date=edition.release.date.iso,
        coverage=edition.coverage,
        state=edition.state,
        errors=len(errors),
        blocked_by=tuple(blocked_by),
        path=catalog_path(language, domain),
    )


def find_next_step(
    rows: Sequence[EditionStatus], findings: Sequence[Finding], *, missing: bool
) -> str:
    """What to do next, in one line: mend what cannot be read, make catalogues that are `missing`,
    mend what is wrong, then translate what waits longest, then build."""
    unread = next((found for found in findings if found.severity is Severity.ERROR), None)
    if unread is not None:
        return f"mend {unread.place}: {unread.message}"
    if missing:
        return "make the catalogues of every language: 'publisher sync'"
    if wrong := [row for row in rows if row.errors]:
        slugs = " ".join(dict.fromkeys(row.slug for row in wrong))
        return f"see what is wrong with 'publisher check {slugs}'"
    waiting = [row for row in rows if not row.coverage.complete]
    if waiting:
        row = min(waiting, key=lambda row: (row.date, row.coverage.words_left, row.language))
        return f"translate {row.path}: {row.coverage.words_left} words left"
    if not rows:
        return "write a release: 'publisher new press-release TITLE'"
    return "everything is translated: 'publisher build'"
