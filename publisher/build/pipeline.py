"""The two ways through the house, each on one screen.

build: load → translate.apply → compose → render → publish · sync: load → extract → sync → write.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from publisher.build.executor import run_all
from publisher.build.findings import (
    crash_finding,
    draft_finding,
    find_blocked,
    require_known,
    sort_findings,
)
from publisher.build.resources import (
    character_coverage,
    dotted_circle_finder,
    face_library,
    known_languages,
    require_families,
    resource_folder,
)
from publisher.build.site import Site, artifact_entry, keep_blocked, lay_out_site
from publisher.build.task import TaskResult, run_task
from publisher.checks.runner import check_editions
from publisher.load.config import load_newsroom
from publisher.load.picture import load_pictures
from publisher.load.po import load_catalog
from publisher.load.release import RELEASES, load_releases
from publisher.load.theme import load_theme
from publisher.model.edition import Edition
from publisher.model.errors import PublisherError
from publisher.model.finding import Finding
from publisher.model.language import Language
from publisher.model.manifest import Manifest, ManifestArtifact
from publisher.model.message import Catalog, MessageKey, Template, catalog_path, pot_path
from publisher.model.newsroom import FORMATS, GLOSSARY_DOMAIN, SHARED_DOMAIN, Format, Newsroom
from publisher.model.page import Artifact
from publisher.model.picture import Picture
from publisher.model.release import Release
from publisher.model.theme import Theme
from publisher.publish.output import publish_site, read_manifest, write_file
from publisher.text.linebreak import protect_terms, split_terms
from publisher.translate.apply import make_edition
from publisher.translate.extract import (
    extract_release,
    extract_shared,
    extract_theme,
    merge_messages,
)
from publisher.translate.sync import format_pot, new_header, sync_catalog

Progress = Callable[[str], None]
"""Told what is being done, in a few words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """A newsroom, read."""

    folder: Path
    newsroom: Newsroom
    theme: Theme
    releases: tuple[Release, ...]
    catalogs: Mapping[tuple[str, str], Catalog] = field(hash=False)
    languages: Mapping[str, Language] = field(hash=False)
    """Every language by tag; those of the newsroom keep its glossary's terms whole."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildRequest:
    """What to build: no slugs, languages or formats mean all of them."""

    folder: Path
    output: Path
    slugs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    formats: tuple[Format, ...] = ()
    jobs: int = 1
    strict: bool = False
    now: dt.datetime

    def asks_for(self, slug: str, language: str) -> bool:
        """Whether an edition is to be built."""
        return (not self.slugs or slug in self.slugs) and (
            not self.languages or language in self.languages
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildResult:
    """What was built, as the manifest has it, which is that of the whole site."""

    artifacts: tuple[ManifestArtifact, ...]
    findings: tuple[Finding, ...]
    manifest: Manifest


def load_all(folder: Path, slugs: Sequence[str] = ()) -> Loaded:
    """Read a newsroom: configuration, theme, releases and catalogues, with all that is wrong."""
    newsroom = load_newsroom(folder, known_languages(folder))
    require_known("release", slugs, find_slugs(folder))
    theme = load_theme(folder, resource_folder("templates"))
    releases, findings = load_releases(folder, newsroom, slugs)
    catalogs: dict[tuple[str, str], Catalog] = {}
    for domain in [SHARED_DOMAIN, GLOSSARY_DOMAIN, *(release.slug for release in releases)]:
        for language in newsroom.languages:
            try:
                catalogs[language, domain] = load_domain(folder, language, domain)
            except PublisherError as error:
                if error.exit_code != 1:
                    raise
                release = "" if domain in (SHARED_DOMAIN, GLOSSARY_DOMAIN) else domain
                findings += [
                    replace(finding, release=release, language=language)
                    for finding in error.findings
                ]
                catalogs[language, domain] = Catalog(
                    domain=domain, language=language, path=catalog_path(language, domain)
                )
    return Loaded(
        folder=folder,
        newsroom=newsroom,
        theme=theme,
        releases=releases,
        catalogs=catalogs,
        languages=protect_glossaries(known_languages(folder), newsroom, catalogs),
        findings=tuple(findings),
    )


def protect_glossaries(
    languages: Mapping[str, Language],
    newsroom: Newsroom,
    catalogs: Mapping[tuple[str, str], Catalog],
) -> dict[str, Language]:
    """`languages`, whose lines never end inside a term of the newsroom's glossary."""
    protected = dict(languages)
    for tag in newsroom.languages:
        translations = catalogs[tag, GLOSSARY_DOMAIN].translations.values()
        terms = [found.text for found in translations if found.usable]
        protected[tag] = protect_terms(languages[tag], split_terms(terms))
    return protected


def load_domain(folder: Path, language: str, domain: str) -> Catalog:
    """The catalogue of a domain; for the shared one, what publisher brings stands behind it."""
    path = catalog_path(language, domain)
    catalog = load_catalog(folder, path).to_catalog(domain, language)
    if domain != SHARED_DOMAIN:
        return catalog
    behind = shared_memory(language)
    usable = {key: found for key, found in catalog.translations.items() if found.text}
    return replace(catalog, translations={**behind.translations, **usable})


def shared_memory(language: str) -> Catalog:
    """The translations of the template strings that publisher brings along."""
    root = resource_folder("locales").parent
    path = catalog_path(language, SHARED_DOMAIN)
    return load_catalog(root, path).to_catalog(SHARED_DOMAIN, language)


def make_editions(
    loaded: Loaded, now: dt.datetime
) -> tuple[dict[tuple[str, str], Edition], list[Finding]]:
    """Every edition by slug and language, and what is wrong with its texts."""
    theme_messages = Template(
        domain=SHARED_DOMAIN, messages=tuple(merge_messages(extract_theme(loaded.theme)))
    )
    editions: dict[tuple[str, str], Edition] = {}
    findings: list[Finding] = []
    for release in loaded.releases:
        for language in release.languages:
            edition, found = make_edition(
                release, loaded.newsroom, language, loaded.catalogs, theme_messages, now
            )
            editions[release.slug, language] = edition
            findings += found
    return editions, findings


def find_all(loaded: Loaded, editions: Mapping[tuple[str, str], Edition]) -> list[Finding]:
    """What the checks find in editions that are otherwise whole."""
    languages = loaded.languages
    used = [languages[tag] for tag in loaded.newsroom.languages]
    library = face_library(loaded.folder)
    require_families(used, library)
    return check_editions(
        editions.values(),
        loaded.newsroom,
        loaded.catalogs,
        languages,
        character_coverage(used, library),
        dotted_circle_finder(used, library),
    )


def check_newsroom(folder: Path, slugs: Sequence[str], now: dt.datetime) -> tuple[Finding, ...]:
    """Every finding of a newsroom."""
    loaded = load_all(folder, slugs)
    editions, findings = make_editions(loaded, now)
    _, picture_findings = load_all_pictures(loaded)
    return sort_findings(
        [*loaded.findings, *findings, *picture_findings, *find_all(loaded, editions)]
    )


def load_all_pictures(loaded: Loaded) -> tuple[dict[str, dict[str, Picture]], list[Finding]]:
    """The pictures of each release by slug."""
    pictures: dict[str, dict[str, Picture]] = {}
    findings: list[Finding] = []
    for release in loaded.releases:
        pictures[release.slug], found = load_pictures(
            loaded.folder / RELEASES / release.slug, release
        )
        findings += found
    return pictures, findings


def build_site(request: BuildRequest, progress: Progress) -> BuildResult:
    """Build the editions that are asked for and bring the site up to date.

    An edition with an error is not published; what was published of it before stays.
    """
    progress("load")
    loaded = load_all(request.folder)
    require_known("release", request.slugs, find_slugs(request.folder))
    require_known("language", request.languages, loaded.newsroom.languages)
    editions, findings = make_editions(loaded, request.now)
    pictures, picture_findings = load_all_pictures(loaded)
    findings = [
        *loaded.findings,
        *findings,
        *picture_findings,
        *find_all(loaded, editions),
    ]
    if request.strict:
        findings += [
            draft_finding(edition, catalog_path(key[1], key[0]))
            for key, edition in editions.items()
            if edition.reasons and request.asks_for(*key)
        ]
    blocked = find_blocked(findings, editions)
    unreadable = find_slugs(request.folder) - {release.slug for release in loaded.releases}
    wanted = {
        key: edition
        for key, edition in editions.items()
        if key not in blocked and request.asks_for(*key)
    }
    old = read_manifest(request.output)
    kept = keep_blocked(
        old,
        loaded.newsroom,
        lambda slug, language: slug in unreadable or (slug, language) in blocked,
    )
    whole = {key: edition for key, edition in editions.items() if key not in blocked}
    site = plan_site(loaded, whole, request.formats or loaded.newsroom.formats, kept)
    tasks = [site.task(edition, pictures[edition.release.slug]) for edition in wanted.values()]
    artifacts: list[Artifact] = []
    for task, result in zip(tasks, run_all(run_task, tasks, request.jobs), strict=True):
        progress(task.name)
        if isinstance(result, TaskResult):
            artifacts += result.artifacts
            findings += result.findings
        elif isinstance(result, PublisherError):
            raise result
        else:
            findings.append(crash_finding(task, result))
    manifest, data = lay_out_site(site, artifacts, old)
    progress("publish")
    publish_site(request.output, data, manifest)
    return BuildResult(
        artifacts=tuple(map(artifact_entry, artifacts)),
        findings=sort_findings(findings),
        manifest=manifest,
    )


def plan_site(
    loaded: Loaded,
    editions: Mapping[tuple[str, str], Edition],
    formats: Sequence[Format],
    kept: Manifest,
) -> Site:
    """The site of `editions`, in `formats`; `kept` is what stays of older builds."""
    return Site(
        folder=loaded.folder,
        newsroom=loaded.newsroom,
        theme=loaded.theme,
        languages=loaded.languages,
        catalogs=loaded.catalogs,
        editions=editions,
        kept=kept,
        formats=tuple(name for name in FORMATS if name in formats),
    )


def find_slugs(folder: Path) -> set[str]:
    """The slug of every release folder there is, broken ones too."""
    root = folder / RELEASES
    folders = [path.name for path in root.iterdir() if path.is_dir()] if root.is_dir() else []
    return {name for name in folders if not name.startswith((".", "_"))}


def sync_newsroom(
    folder: Path, slugs: Sequence[str]
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Bring pots and catalogues up to date; the paths that changed, and what is wrong.

    A catalogue with an error is left exactly as it is.
    """
    newsroom = load_newsroom(folder, known_languages(folder))
    require_known("release", slugs, find_slugs(folder))
    theme = load_theme(folder, resource_folder("templates"))
    releases, findings = load_releases(folder, newsroom, slugs)
    templates = [extract_shared(newsroom, theme), *map(extract_release, releases)]
    languages = {release.slug: release.languages for release in releases}
    changed: list[str] = []
    for template in templates:
        written = write_file(
            folder / pot_path(template.domain),
            format_pot(template, newsroom.organisation.name.text).encode(),
        )
        if written:
            changed.append(pot_path(template.domain))
        for language in languages.get(template.domain, newsroom.languages):
            try:
                if sync_one(folder, newsroom, template, language):
                    changed.append(catalog_path(language, template.domain))
            except PublisherError as error:
                if error.exit_code != 1:
                    raise
                findings += error.findings
    return tuple(changed), sort_findings(findings)


def sync_one(folder: Path, newsroom: Newsroom, template: Template, language: str) -> bool:
    """Bring one catalogue up to date; whether it changed."""
    path = catalog_path(language, template.domain)
    catalog = load_catalog(folder, path)
    header = new_header(
        newsroom.organisation.name.text, language, known_languages(folder)[language].plural_forms
    )
    memory: dict[MessageKey, str] = {}
    if template.domain == SHARED_DOMAIN and language != newsroom.source_language:
        memory = {
            key: found.text
            for key, found in shared_memory(language).translations.items()
            if found.usable
        }
    return write_file(folder / path, sync_catalog(catalog, template, header, memory).encode())
