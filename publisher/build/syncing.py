"""sync: load → extract → sync → write."""

from collections.abc import Sequence
from pathlib import Path

from publisher.build.findings import require_known, sort_findings
from publisher.build.loading import find_slugs, shared_memory
from publisher.build.resources import known_languages, resource_folder
from publisher.load.config import load_newsroom
from publisher.load.po import load_catalog
from publisher.load.release import load_releases
from publisher.load.theme import load_theme
from publisher.model.errors import PublisherError
from publisher.model.finding import Finding
from publisher.model.message import MessageKey, Template, catalog_path, pot_path
from publisher.model.newsroom import SHARED_DOMAIN, Newsroom
from publisher.publish.output import write_file
from publisher.translate.extract import extract_release, extract_shared
from publisher.translate.sync import format_pot, new_header, sync_catalog


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
