"""A newsroom, read: configuration, theme, releases, catalogues and pictures.

In: the newsroom's folder. Out: the model, with all that is wrong as findings. A file that cannot be
used costs the editions that need it, and no others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from publisher.build.findings import require_known
from publisher.build.resources import known_languages, resource_folder
from publisher.load.config import load_newsroom
from publisher.load.picture import load_pictures
from publisher.load.po import load_catalog
from publisher.load.release import RELEASES, load_releases
from publisher.load.theme import load_theme
from publisher.model.errors import PublisherError
from publisher.model.finding import Finding
from publisher.model.language import Language
from publisher.model.message import Catalog, catalog_path
from publisher.model.newsroom import GLOSSARY_DOMAIN, SHARED_DOMAIN, Newsroom
from publisher.model.picture import Picture
from publisher.model.release import Release
from publisher.model.theme import Theme
from publisher.text.linebreak import protect_terms, split_terms


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


def find_slugs(folder: Path) -> set[str]:
    """The slug of every release folder there is, broken ones too."""
    root = folder / RELEASES
    folders = [path.name for path in root.iterdir() if path.is_dir()] if root.is_dir() else []
    return {name for name in folders if not name.startswith((".", "_"))}
