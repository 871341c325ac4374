"""Every edition of a newsroom in one table: how far it is, and what keeps it from readers.

In: the newsroom's folder. Out: a row for each release. A release that is as it was is not checked
again.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from publisher.build.checking import Checker
from publisher.build.findings import find_blocking, sort_findings
from publisher.build.loading import Loaded, load_ground, load_set
from publisher.build.recall import Recall
from publisher.load.reads import recording
from publisher.load.release import RELEASES, find_slugs
from publisher.model.edition import Edition
from publisher.model.finding import Finding, Severity
from publisher.model.message import catalog_path
from publisher.model.release import PartialDate

Condition = str
"""`published`: it can be; `embargoed`: it waits for its hour; `draft`: it is not complete;
`blocked`: an error is in the way."""
CONDITIONS: tuple[Condition, ...] = ("published", "embargoed", "draft", "blocked")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """An edition: what is left of it, and the errors and warnings that were found."""

    language: str
    edition: Edition
    condition: Condition
    errors: tuple[Finding, ...]
    warnings: int
    changed: PartialDate


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A release: its editions by language; `findings` say why it cannot be read."""

    slug: str
    cells: Mapping[str, Cell]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Matrix:
    """The releases, newest first, and what is wrong with what they share."""

    languages: tuple[str, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


class MatrixMaker:
    """Remembers the row of each release with what it was made from."""

    def __init__(self, folder: Path, recall: Recall) -> None:
        self.folder = folder
        self.recall = recall
        self._rows: dict[str, tuple[object, Row]] = {}

    def make(self, now: dt.datetime) -> Matrix:
        """The table as the files are now. Raises PublisherError where the newsroom cannot be
        read."""
        with recording() as reads:
            ground = load_ground(self.folder, self.recall)
        base = sorted((read.path, read.sha256) for read in reads.values())
        checker = Checker(ground)
        slugs = find_slugs(self.folder)
        rows = [self._row(ground, checker, slug, slugs, base, now) for slug in slugs]
        self._rows = {slug: known for slug, known in self._rows.items() if slug in slugs}
        return Matrix(
            languages=ground.newsroom.languages,
            rows=tuple(reversed(rows)),
            findings=sort_findings(ground.findings),
        )

    def _row(
        self,
        ground: Loaded,
        checker: Checker,
        slug: str,
        slugs: tuple[str, ...],
        base: object,
        now: dt.datetime,
    ) -> Row:
        with recording() as reads:
            part = load_set(ground, slug, slugs, self.recall)
        embargoes = [r.embargo is not None and now < r.embargo for r in part.releases]
        own = sorted((read.path, read.sha256) for read in reads.values())
        state = (base, own, embargoes, "?" in (read.sha256 for read in reads.values()) and now)
        known = self._rows.get(slug)
        if known is not None and known[0] == state:
            return known[1]
        editions, found = checker.make_editions(part, now)
        found = [*ground.findings, *part.findings, *found, *checker.find(part, editions)]
        findings = sort_findings(found)
        cells = {tag: self._cell(edition, findings) for (_, tag), edition in editions.items()}
        row = Row(slug=slug, cells=cells, findings=() if cells else tuple(part.findings))
        self._rows[slug] = (state, row)
        return row

    def _cell(self, edition: Edition, findings: tuple[Finding, ...]) -> Cell:
        slug, tag = edition.release.slug, edition.language
        errors = find_blocking(findings, edition)
        warnings = sum(
            finding.severity is Severity.WARNING
            and finding.release in ("", slug)
            and finding.language in ("", tag)
            for finding in findings
        )
        return Cell(
            language=tag,
            edition=edition,
            condition="blocked" if errors else edition.state,
            errors=errors,
            warnings=warnings,
            changed=last_change(
                self.folder / RELEASES / slug / "release.md",
                self.folder / catalog_path(tag, slug),
            ),
        )


def last_change(*paths: Path) -> PartialDate:
    """The day on which one of some files was changed last, in the time of this machine."""
    times = []
    for path in paths:
        try:
            times.append(path.stat().st_mtime)
        except OSError:
            continue
    day = dt.datetime.fromtimestamp(max(times, default=0.0)).astimezone()
    return PartialDate(year=day.year, month=day.month, day=day.day)
