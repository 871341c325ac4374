"""What a newsroom has translated: its catalogues, and a memory file that is fed from elsewhere.

In: the newsroom's folder, a language, files of finished work. Out: units for sync, the memory file
with what is new in them, a TMX file of everything.

The memory of a language is `locales/<language>/memory.tmx`: beside the catalogues, since it belongs
to translators and goes where they go, but not among them, where gettext's tools take every file for
a catalogue.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from publisher.build.findings import require_known
from publisher.build.finished import load_finished
from publisher.build.resources import known_languages
from publisher.load.config import load_newsroom
from publisher.load.files import read_bytes
from publisher.load.po import load_catalog
from publisher.load.reads import file_exists, list_folder
from publisher.load.release import find_slugs, load_releases
from publisher.load.tmx import parse_tmx
from publisher.model.errors import ContentError
from publisher.model.finding import Finding, Severity
from publisher.model.memory import Unit
from publisher.model.message import LOCALES, MessageKey, catalog_path
from publisher.model.newsroom import SHARED_DOMAIN, Newsroom
from publisher.model.release import Release
from publisher.publish.catalog import write_catalog
from publisher.text.annotate import ANNOTATED
from publisher.text.control import find_control
from publisher.text.po import CatalogFile
from publisher.translate.memory import catalog_units
from publisher.translate.tmx import format_tmx


@dataclass(frozen=True, kw_only=True, slots=True)
class FileTally:
    """What one file brought: messages found in it, out of so many that a release has (0 where there
    is none), and how many of them were new."""

    path: str
    found: int
    wanted: int
    added: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What an import did; `path` is the memory file, where it changed."""

    path: str
    files: tuple[FileTally, ...]
    findings: tuple[Finding, ...]


def memory_path(language: str) -> str:
    """Where the memory of a language stands, relative to the newsroom."""
    return f"{LOCALES}/{language}/memory.tmx"


def import_files(folder: Path, files: Sequence[str], language: str, slug: str) -> Imported:
    """Add to the memory of a language what is new in files, whose paths are from where the command
    runs; `slug` is the release that finished documents are translations of, or empty.

    A file with an error adds nothing, and keeps no other from doing so.
    """
    newsroom = load_target(folder, language)
    release = load_original(folder, newsroom, slug)
    known_language = known_languages(folder)[language]
    seen, standing = load_memory(folder, newsroom.source_language, language)
    store = _Store([*list_catalog_units(folder, language, {}), *standing])
    added: list[Unit] = []
    tallies: list[FileTally] = []
    findings: list[Finding] = []
    for shown in files:
        try:
            work = load_finished(Path(shown), shown, newsroom, known_language, release)
        except ContentError as error:
            findings += error.findings
            continue
        new, found = store.add(work.units, shown)
        added += new
        findings += [*work.findings, *found]
        tally = FileTally(path=shown, found=len(work.units), wanted=work.wanted, added=len(new))
        tallies.append(tally)
    path = memory_path(language)
    changed = False
    if added:
        text = format_tmx([*standing, *added], newsroom.source_language, language)
        changed = write_catalog(folder / path, text.encode(), seen, path)
    return Imported(path=path if changed else "", files=tuple(tallies), findings=tuple(findings))


def export_memory(folder: Path, language: str) -> tuple[bytes, tuple[Finding, ...]]:
    """A TMX file of all that a newsroom has translated into a language, and what was left out.

    Raises ContentError with all that is wrong where a catalogue or the memory cannot be read: a
    memory with silent gaps would be taken for whole.
    """
    newsroom = load_target(folder, language)
    findings: list[Finding] = []
    units: list[Unit] = []
    for domain in list_domains(folder, language):
        try:
            units += catalog_units(load_domain_file(folder, language, domain), domain)
        except ContentError as error:
            findings += error.findings
    try:
        units += load_memory(folder, newsroom.source_language, language)[1]
    except ContentError as error:
        findings += error.findings
    if findings:
        raise ContentError.of(findings)
    judged = [(unit, control_finding(unit, catalog_path(language, unit.origin))) for unit in units]
    writable = [unit for unit, control in judged if control is None]
    unique = {(unit.source, unit.context, unit.target): unit for unit in reversed(writable)}
    text = format_tmx(reversed(unique.values()), newsroom.source_language, language)
    return text.encode(), tuple(control for _, control in judged if control is not None)


def load_target(folder: Path, language: str) -> Newsroom:
    """The newsroom, which must translate into `language`."""
    newsroom = load_newsroom(folder, known_languages(folder))
    targets = [tag for tag in newsroom.languages if tag != newsroom.source_language]
    require_known("language", [language], targets)
    return newsroom


def load_original(folder: Path, newsroom: Newsroom, slug: str) -> Release | None:
    """The release of a slug; none where there is no slug. Raises ContentError where the release
    itself has an error."""
    if not slug:
        return None
    require_known("release", [slug], find_slugs(folder))
    releases, findings = load_releases(folder, newsroom, [slug])
    if not releases:
        raise ContentError.of(findings)
    return releases[0]


def load_memory(
    folder: Path, source_language: str, language: str
) -> tuple[bytes | None, tuple[Unit, ...]]:
    """The memory file of a language, as it was read, and its units; none where there is no file.

    Raises ContentError where it holds what publisher could not write again.
    """
    shown = memory_path(language)
    if not file_exists(folder / shown):
        return None, ()
    data = read_bytes(folder / shown, shown)
    units, findings = parse_tmx(data, shown, source_language, language)
    if findings:
        raise ContentError.of(replace(found, severity=Severity.ERROR) for found in findings)
    return data, tuple(units)


def list_domains(folder: Path, language: str) -> list[str]:
    """The domains that have a catalogue: what all releases share first, then the newest."""
    standing = list_folder((folder / catalog_path(language, SHARED_DOMAIN)).parent)
    names = (path.stem for path in standing if path.suffix == ".po")
    return sorted((name for name in names if not name.endswith(ANNOTATED)), reverse=True)


def list_catalog_units(
    folder: Path, language: str, carried: Mapping[str, CatalogFile]
) -> Iterator[Unit]:
    """The units of every catalogue of a language; of those in `carried`, by domain, as they are
    there. One that cannot be read has none, and is reported when it is synced."""
    for domain in sorted({*list_domains(folder, language), *carried}, reverse=True):
        try:
            catalog = carried.get(domain) or load_domain_file(folder, language, domain)
        except ContentError:
            continue
        yield from catalog_units(catalog, domain)


def load_domain_file(
    folder: Path, language: str, domain: str, plural_forms: str = ""
) -> CatalogFile:
    """The catalogue of a domain as it stands on disk."""
    return load_catalog(folder, catalog_path(language, domain), plural_forms)


class _Store:
    """What is there already, to which more is added."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.known: dict[MessageKey, dict[str, Unit]] = {}
        for unit in units:
            self.remember(unit)

    def remember(self, unit: Unit) -> None:
        """Note a unit."""
        told = self.known.setdefault(MessageKey(unit.context, unit.source), {})
        told.setdefault(unit.target, unit)

    def add(self, units: Iterable[Unit], shown: str) -> tuple[list[Unit], list[Finding]]:
        """The units that are new, and what is to be said of them."""
        new: list[Unit] = []
        findings: list[Finding] = []
        for unit in units:
            control = control_finding(unit, shown)
            if control is not None:
                findings.append(control)
                continue
            told = self.known.get(MessageKey(unit.context, unit.source), {})
            if unit.target in told:
                continue
            if told:
                findings.append(second_finding(unit, next(iter(told.values())), shown))
            self.remember(unit)
            new.append(unit)
        return new, findings


def second_finding(unit: Unit, first: Unit, shown: str) -> Finding:
    """What is said of another translation of the same message."""
    return Finding(
        id="memory/second-translation",
        severity=Severity.NOTE,
        message=f"“{unit.source[:60]}” is translated in another way in {first.origin}; both stay",
        hint="sync takes the one that was there first; see which of the two is better",
        path=shown,
        line=unit.line or None,
        excerpt=unit.target,
    )


def control_finding(unit: Unit, shown: str) -> Finding | None:
    """What is said of a unit that holds a character that XML has no place for, or that nobody can
    see; nothing of any other."""
    control = find_control(unit.source) or find_control(unit.target)
    if control is None:
        return None
    return Finding(
        id="memory/control-character",
        severity=Severity.WARNING,
        message=f"{control.message} “{unit.source[:60]!a}”, which is left out",
        hint="delete the character there",
        path=shown,
        line=unit.line or None,
    )
