"""build: load → translate.apply → compose → render → publish."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher.build.executor import run_all
from publisher.build.findings import (
    crash_finding,
    draft_finding,
    find_blocked,
    require_known,
    sort_findings,
)
from publisher.build.loading import Loaded, find_slugs, load_all, load_all_pictures
from publisher.build.resources import (
    character_coverage,
    dotted_circle_finder,
    face_library,
    require_families,
)
from publisher.build.site import Site, artifact_entry, keep_blocked, lay_out_site
from publisher.build.task import TaskResult, run_task
from publisher.checks.runner import check_editions
from publisher.model.edition import Edition
from publisher.model.errors import PublisherError
from publisher.model.finding import Finding
from publisher.model.manifest import Manifest, ManifestArtifact
from publisher.model.message import Template, catalog_path
from publisher.model.newsroom import FORMATS, SHARED_DOMAIN, Format
from publisher.model.page import Artifact
from publisher.publish.output import publish_site, read_manifest
from publisher.translate.apply import make_edition
from publisher.translate.extract import (
    extract_theme,
    merge_messages,
)

Progress = Callable[[str], None]
"""Told what is being done, in a few words."""


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
