"""sync: load → extract → sync → write."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher.build.findings import require_known, sort_findings
from publisher.build.interface import own_interface
from publisher.build.remembering import list_catalog_units, load_domain_file, load_memory
from publisher.build.resources import known_languages, resource_folder
from publisher.load.config import load_newsroom
from publisher.load.po import confirm_update
from publisher.load.release import find_slugs, load_releases
from publisher.load.theme import load_theme
from publisher.model.errors import ContentError
from publisher.model.finding import Finding
from publisher.model.memory import Unit
from publisher.model.message import Template, pot_path
from publisher.model.newsroom import GLOSSARY_DOMAIN, SHARED_DOMAIN, Newsroom
from publisher.publish.catalog import write_catalog
from publisher.publish.output import write_file
from publisher.text.po import CatalogFile
from publisher.text.terms import Glossary, read_terms
from publisher.translate.extract import extract_release, extract_shared
from publisher.translate.memory import Memory, catalog_units
from publisher.translate.sync import carry_over, complete_catalog, format_pot, new_header

OWN_ORIGIN = "publisher"
"""Whence the translations are that publisher brings along."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Update:
    """A catalogue on its way: its pot, as it stands on disk, and with the messages of the pot."""

    template: Template
    before: CatalogFile
    carried: CatalogFile


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
    shared = extract_shared(newsroom, theme, own_interface(folder))
    templates = [shared, *map(extract_release, releases)]
    languages = {release.slug: release.languages for release in releases}
    changed = [
        pot_path(template.domain)
        for template in templates
        if write_file(
            folder / pot_path(template.domain),
            format_pot(template, newsroom.organisation.name.text).encode(),
        )
    ]
    for language in newsroom.languages:
        wanted = [
            template
            for template in templates
            if language in languages.get(template.domain, newsroom.languages)
        ]
        paths, found = sync_language(folder, newsroom, language, wanted)
        changed += paths
        findings += found
    return tuple(changed), sort_findings(findings)


def sync_language(
    folder: Path, newsroom: Newsroom, language: str, templates: Sequence[Template]
) -> tuple[list[str], list[Finding]]:
    """Bring the catalogues of one language up to date; the paths that changed, and what is wrong.

    All of them take over what their messages were before the first is filled from the memory: it
    is made of them, and must be the same whichever comes first.
    """
    is_source = language == newsroom.source_language
    changed: list[str] = []
    findings: list[Finding] = []
    glossary: Glossary | None = None
    remembered: Sequence[Unit] = ()
    try:
        file = load_domain_file(folder, language, GLOSSARY_DOMAIN)
        glossary = Glossary(read_terms(file.to_catalog(GLOSSARY_DOMAIN, language)))
    except ContentError as error:
        findings += error.findings
    try:
        if not is_source:
            remembered = load_memory(folder, newsroom.source_language, language)[1]
    except ContentError as error:
        findings += error.findings
    plural_forms = known_languages(folder)[language].plural_forms
    header = new_header(newsroom.organisation.name.text, language, plural_forms)
    updates: list[Update] = []
    for template in templates:
        try:
            before = load_domain_file(folder, language, template.domain, plural_forms)
        except ContentError as error:
            findings += error.findings
            continue
        findings += before.findings
        carried = carry_over(before, template, header, is_source=is_source)
        updates.append(Update(template=template, before=before, carried=carried))
    if glossary is None:  # without it the comments of every catalogue would change, and back again
        return changed, findings
    memory = Memory() if is_source else gather_memory(folder, language, updates, remembered)
    for update in updates:
        done = complete_catalog(
            update.carried, update.template, memory, glossary, is_source=is_source
        )
        text = done.text.render()
        path = update.before.path
        try:
            confirm_update(update.before, text)
            if write_catalog(folder / path, text.encode(), update.before.seen, path):
                changed.append(path)
        except ContentError as error:
            findings += error.findings
    return changed, findings


def gather_memory(
    folder: Path, language: str, updates: Sequence[Update], remembered: Sequence[Unit]
) -> Memory:
    """What the newsroom has translated into a language: what all releases share first, then the
    newest releases, then the memory file; last what publisher brings along. Empty where there is no
    gap to fill."""
    translations = (entry.translation for update in updates for entry in update.carried.entries)
    if all(found.text or found.obsolete for found in translations):
        return Memory()
    carried = {update.template.domain: update.carried for update in updates}
    brought = load_domain_file(resource_folder("locales").parent, language, SHARED_DOMAIN)
    units = [
        *list_catalog_units(folder, language, carried),
        *remembered,
        *catalog_units(brought, OWN_ORIGIN),
    ]
    return Memory(units)
