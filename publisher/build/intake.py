"""Catalogues that translators sent back, into the newsroom: read → repair → vet → merge → write.

In: the newsroom's folder, and the paths of `.po` files and zip archives. Out: each catalogue of
the newsroom as it would be with them, and everything that is to be said about them. Writing is a
step of its own.
"""

import codecs
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from publisher.build.findings import sort_findings
from publisher.build.kit import KitRecord
from publisher.build.origin import (
    catalog_keys,
    find_domain,
    find_language,
    list_domains,
    pot_keys,
)
from publisher.build.resources import known_languages
from publisher.build.vetting import Vetted, vet_offers
from publisher.load.archive import Delivery, Returned, load_delivery
from publisher.load.config import load_newsroom
from publisher.load.po import confirm_update, decode_catalog, load_catalog, parse_catalog
from publisher.model.errors import ConfigError, ContentError, PublisherError
from publisher.model.finding import Finding, Severity
from publisher.model.language import Language
from publisher.model.message import MessageKey, catalog_path
from publisher.model.source import SourceFile
from publisher.publish.catalog import write_catalog
from publisher.text.po import CatalogFile
from publisher.text.repair import repair_lines
from publisher.translate.merge import (
    Merged,
    Outcome,
    Record,
    find_offers,
    merge_catalog,
    merge_header,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """What came of a delivery: the catalogues that change, as they are read and as they would be;
    how many messages were taken; and what is to be said."""

    folder: Path
    changed: tuple[tuple[CatalogFile, CatalogFile], ...]
    taken: int
    findings: tuple[Finding, ...]

    def diff(self) -> str:
        """What would change, as a unified diff."""
        return "".join(diff_catalogs(before, after) for before, after in self.changed)

    def apply(self) -> list[str]:
        """Write what changes; the paths. Raises ContentError where a catalogue changed meanwhile,
        and EnvironmentProblem where it cannot be written."""
        return [
            after.path
            for before, after in self.changed
            if write_catalog(
                self.folder / after.path, after.text.render().encode(), before.seen, after.path
            )
        ]


class Desk:
    """Where deliveries are worked off: the newsroom's catalogues, each read when it is first asked
    for, and as it stands after what came before."""

    def __init__(self, folder: Path, *, convert: bool) -> None:
        known = known_languages(folder)
        self.folder = folder
        self.convert = convert
        self.newsroom = load_newsroom(folder, known)
        self.languages: dict[str, Language] = {tag: known[tag] for tag in self.newsroom.languages}
        self.pots = {domain: pot_keys(folder, domain) for domain in list_domains(folder)}
        self.catalogs: dict[tuple[str, str], tuple[CatalogFile, CatalogFile]] = {}
        """By language and domain: as read, and as it stands now."""
        self.taken = 0
        self.findings: list[Finding] = []

    def find_catalog(self, language: str, domain: str) -> CatalogFile:
        """A catalogue of the newsroom as it stands now."""
        if (language, domain) not in self.catalogs:
            read = load_catalog(self.folder, catalog_path(language, domain))
            self.catalogs[language, domain] = (read, read)
        return self.catalogs[language, domain][1]

    def find_keys(self, language: str) -> Iterator[tuple[str, frozenset[MessageKey]]]:
        """The messages that each domain has or had in a language. A catalogue that cannot be read
        has none here, and is reported when something is to go into it."""
        for domain, keys in self.pots.items():
            try:
                catalog = self.find_catalog(language, domain)
            except PublisherError:
                yield domain, keys
            else:
                yield domain, keys | frozenset(catalog_keys(catalog))

    def take(self, returned: Returned, records: Mapping[str, KitRecord]) -> None:
        """Take in one catalogue that came; `records` are what was sent, by language. All that is
        wrong with it is noted, and what is not wrong is taken."""
        try:
            self._take(returned, records)
        except (ContentError, ConfigError) as error:
            self.findings += error.findings

    def _take(self, returned: Returned, records: Mapping[str, KitRecord]) -> None:
        text = decode_catalog(returned.data, returned.path).text
        text, repairs = repair_lines(text)
        if returned.data.startswith(codecs.BOM_UTF8):
            repairs.insert(0, "a byte order mark")
        theirs = parse_catalog(SourceFile(path=returned.path, text=text))
        tag, said = find_language(theirs, self.languages)
        if not said:
            repairs.append("the language in the header")
        domain = find_domain(theirs, dict(self.find_keys(tag)))
        ours = self.find_catalog(tag, domain)
        if ours.header is None:
            self.findings.append(report_missing(ours, returned.path))
            return
        record = records.get(tag)
        base = record.catalogs.get(domain, {}) if record else {}
        vetted = vet_offers(
            list(find_offers(ours, theirs, base)),
            self.languages[tag],
            returned.path,
            is_source=tag == self.newsroom.source_language,
            convert=self.convert,
        )
        if vetted.repaired:
            repairs.append(f"{vetted.repaired} texts in another normal form")
        self._merge(ours, theirs, vetted, (tag, domain), base)
        if repairs:
            self.findings.append(report_repairs(repairs, returned.path))

    def _merge(
        self,
        ours: CatalogFile,
        theirs: CatalogFile,
        vetted: Vetted,
        place: tuple[str, str],
        base: Record,
    ) -> None:
        """Merge what may be taken, and see that nothing else is lost."""
        assert ours.header is not None
        merged = merge_catalog(ours, vetted.offers)
        self.findings += [*vetted.findings, *report_outcomes(merged, vetted, theirs.path, base)]
        taken = sum(outcome is not None for outcome in merged.outcomes)
        if not taken:
            return
        self.taken += taken
        header = merge_header(ours.header, theirs.metadata)
        entries = (header, *merged.catalog.text.entries[1:])
        text = replace(merged.catalog.text, entries=entries).render()
        kept = [e for i, e in enumerate(ours.entries) if i not in merged.replaced]
        confirm_update(replace(ours, entries=tuple(kept)), text)
        now = parse_catalog(SourceFile(path=ours.path, text=text.replace("\r\n", "\n")))
        now = replace(now, text=replace(now.text, newline=ours.text.newline), seen=ours.seen)
        self.catalogs[place] = (self.catalogs[place][0], now)


def take_in(folder: Path, files: Sequence[tuple[Path, str]], *, convert: bool = False) -> Intake:
    """What the newsroom's catalogues are with `files`, each a path and how it is shown. A file that
    came without its kit is compared with the kits that came beside it."""
    desk = Desk(folder, convert=convert)
    deliveries: list[Delivery] = []
    for path, shown in files:
        try:
            deliveries.append(load_delivery(path, shown))
        except ContentError as error:
            desk.findings += error.findings
    every: dict[str, KitRecord] = {}
    own: list[dict[str, KitRecord]] = []
    for delivery in deliveries:
        record = read_record(delivery, desk)
        own.append({record.language: record} if record else {})
        every = {**own[-1], **every}
    for delivery, records in zip(deliveries, own, strict=True):
        for returned in delivery.catalogs:
            desk.take(returned, records or every)
    return Intake(
        folder=folder,
        changed=tuple(
            (before, after) for before, after in desk.catalogs.values() if before is not after
        ),
        taken=desk.taken,
        findings=sort_findings(desk.findings),
    )


def read_record(delivery: Delivery, desk: Desk) -> KitRecord | None:
    """What a kit says was sent; nothing where it came without, or with one that cannot be read."""
    if not delivery.record:
        return None
    try:
        return msgspec.json.decode(delivery.record, type=KitRecord)
    except (msgspec.DecodeError, UnicodeDecodeError):
        desk.findings.append(
            Finding(
                id="file/kit-record",
                severity=Severity.WARNING,
                message="the kit's note of what was sent is damaged, and is not used",
                hint="name the kit that was sent beside it, if you have kept it",
                path=delivery.catalogs[0].path,
            )
        )
        return None


def diff_catalogs(before: CatalogFile, after: CatalogFile) -> str:
    """A catalogue beside what it was, as a unified diff."""
    old, new = (file.text.render().replace("\r\n", "\n").split("\n") for file in (before, after))
    lines = difflib.unified_diff(old, new, f"a/{before.path}", f"b/{after.path}", n=3, lineterm="")
    return "".join(f"{line}\n" for line in lines)


def report_outcomes(merged: Merged, vetted: Vetted, path: str, base: Record) -> Iterator[Finding]:
    """The conflicts of a file, each at its line, and what the newsroom's texts no longer have."""
    met = list(zip(vetted.offers, merged.outcomes, strict=True))
    for offer, outcome in met:
        if outcome is Outcome.CONFLICT:
            yield Finding(
                id="catalogue/conflict",
                severity=Severity.WARNING,
                message="this message was changed here too since it was sent"
                if base
                else "this message says something else here, and what was sent is not known",
                hint="both texts are kept, one as a comment; keep one, and delete the comment",
                path=path,
                line=offer.entry.translation.line,
            )
    lines = [o.entry.translation.line for o, outcome in met if outcome is Outcome.OBSOLETE]
    if lines:
        count = "1 message is" if len(lines) == 1 else f"{len(lines)} messages are"
        yield Finding(
            id="catalogue/returned-obsolete",
            severity=Severity.NOTE,
            message=f"{count} not in the newsroom's texts, or not as sent; kept as obsolete",
            hint="'publisher sync' brings them back where their text is there",
            path=path,
            line=min(lines),
        )


def report_repairs(repairs: Sequence[str], path: str) -> Finding:
    """What was repaired in a file on its way in."""
    return Finding(
        id="catalogue/repaired",
        severity=Severity.NOTE,
        message=f"repaired: {', '.join(repairs)}",
        path=path,
        line=1,
    )


def report_missing(ours: CatalogFile, path: str) -> Finding:
    """A catalogue that the newsroom should have by now."""
    return Finding(
        id="catalogue/missing",
        message=f"it belongs into {ours.path}, which is not there",
        hint="run 'publisher sync', then take it in again",
        path=path,
        line=1,
    )
