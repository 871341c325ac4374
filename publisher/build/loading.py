"""A newsroom, read: configuration, theme, releases, catalogues and pictures.

In: the newsroom's folder. Out: the model, with all that is wrong as findings. A file that cannot be
used costs the editions that need it, and no others. What all releases stand on is the *ground*;
each release is read by itself on top of it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from publisher.build.findings import require_known
from publisher.build.recall import PROCESS, Recall
from publisher.build.resources import known_faces, known_languages, resource_folder
from publisher.load.config import load_newsroom
from publisher.load.files import suggest
from publisher.load.logo import load_logo
from publisher.load.picture import load_pictures
from publisher.load.po import load_catalog
from publisher.load.release import RELEASES, find_slug_clashes, find_slugs, load_release
from publisher.load.theme import load_theme
from publisher.load.versions import load_versions
from publisher.load.zone import load_zone
from publisher.model.errors import ConfigError, ContentError, PublisherError
from publisher.model.face import Face, FaceKey
from publisher.model.finding import Finding
from publisher.model.language import Language
from publisher.model.message import Catalog, catalog_path
from publisher.model.newsroom import GLOSSARY_DOMAIN, SHARED_DOMAIN, Newsroom
from publisher.model.picture import Picture
from publisher.model.release import Release, Versions
from publisher.model.theme import Theme
from publisher.text.linebreak import protect_terms, split_terms
from publisher.text.terms import read_terms


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """A newsroom, read: its ground, and as many releases as were asked for."""

    folder: Path
    newsroom: Newsroom
    theme: Theme
    languages: Mapping[str, Language] = field(hash=False)
    """Every language by tag; those of the newsroom keep its glossary's terms whole."""
    faces: Mapping[FaceKey, Face] = field(hash=False)
    releases: tuple[Release, ...] = ()
    catalogs: Mapping[tuple[str, str], Catalog] = field(default_factory=dict, hash=False)
    """By language and domain."""
    pictures: Mapping[str, Mapping[str, Picture]] = field(default_factory=dict, hash=False)
    """Of each release by slug, by path."""
    versions: Mapping[str, Versions] = field(default_factory=dict, hash=False)
    """The PDFs of earlier versions that the newsroom keeps, of each release by slug."""
    findings: tuple[Finding, ...] = ()

    def zone_of(self, language: str) -> dt.tzinfo | None:
        """The time zone that a language is at home in, or else the newsroom."""
        return load_zone(self.languages[language].times.time_zone or self.newsroom.time_zone)


def load_all(folder: Path, slugs: Sequence[str] = (), recall: Recall = PROCESS) -> Loaded:
    """A newsroom with all of its releases, or those of `slugs`, oldest first."""
    ground = load_ground(folder, recall)
    names = find_slugs(folder)
    require_known("release", slugs, names)
    parts = [load_set(ground, name, names, recall) for name in names if not slugs or name in slugs]
    releases = [release for part in parts for release in part.releases]
    return replace(
        ground,
        releases=tuple(sorted(releases, key=lambda r: (r.date.sort_key, r.slug))),
        catalogs={key: found for part in (ground, *parts) for key, found in part.catalogs.items()},
        pictures={slug: found for part in parts for slug, found in part.pictures.items()},
        versions={slug: found for part in parts for slug, found in part.versions.items()},
        findings=(*ground.findings, *(found for part in parts for found in part.findings)),
    )


def load_ground(folder: Path, recall: Recall = PROCESS) -> Loaded:
    """A newsroom without its releases."""
    known = known_languages(folder, recall)
    newsroom = recall(load_newsroom, folder, frozenset(known))
    logo = recall(load_logo, folder, newsroom)
    theme = recall(load_theme, folder, resource_folder("templates"), logo)
    faces = known_faces(folder, recall)
    known = choose_faces(known, newsroom, faces)
    catalogs: dict[tuple[str, str], Catalog] = {}
    findings: list[Finding] = list(newsroom.findings)
    for domain in (SHARED_DOMAIN, GLOSSARY_DOMAIN):
        for language in newsroom.languages:
            catalogs[language, domain], found = load_domain(folder, known[language], domain, recall)
            findings += found
    return Loaded(
        folder=folder,
        newsroom=replace(newsroom, findings=()),
        theme=theme,
        languages=protect_glossaries(known, newsroom, catalogs),
        faces=faces,
        catalogs=catalogs,
        findings=tuple(findings),
    )


def choose_faces(
    languages: Mapping[str, Language], newsroom: Newsroom, faces: Mapping[FaceKey, Face]
) -> dict[str, Language]:
    """`languages`, set in the families that publisher.toml chooses for their roles; those of the
    language's own file come behind, for what the chosen ones do not hold.

    Raises ConfigError where a family is not here.
    """
    families = sorted({key.family for key in faces})
    chosen = dict(languages)
    findings = []
    for choice in newsroom.theme.faces:
        for family in choice.families:
            if family not in families:
                findings.append(
                    Finding(
                        id="config/unknown-family",
                        message=f"there is no family {family!r}",
                        hint=f"{suggest(family, families)}; docs/formats.md says how a newsroom "
                        "brings faces of its own",
                        path=newsroom.config_path,
                        line=choice.line,
                    )
                )
        language = chosen[choice.language]
        style = language.styles[choice.role]
        chain = tuple(dict.fromkeys((*choice.families, *style.families)))
        # A family keeps the distance of lines that it was measured to need in another role.
        line_height = max(
            other.line_height
            for other in language.styles.values()
            if other is style or other.families[0] in choice.families
        )
        chosen_style = replace(style, families=chain, line_height=line_height)
        styles = {**language.styles, choice.role: chosen_style}
        chosen[choice.language] = replace(language, styles=styles)
    if findings:
        raise ConfigError.of(findings)
    return chosen


def load_set(ground: Loaded, slug: str, slugs: Sequence[str], recall: Recall) -> Loaded:
    """`ground` with one release, its catalogues in every language and its pictures; what is wrong
    with the ground is not said again. `slugs` are those of all releases."""
    clash = [found for found in find_slug_clashes(slugs) if found.release == slug]
    if clash:
        return replace(ground, findings=tuple(clash))
    folder = ground.folder / RELEASES / slug
    try:
        release, findings = recall(load_release, folder, f"{RELEASES}/{slug}", ground.newsroom)
    except PublisherError as error:
        release, findings = None, list(error.findings)
    if release is None:
        return replace(ground, findings=tuple(findings))
    catalogs = dict(ground.catalogs)
    found: Sequence[Finding]
    for language in ground.newsroom.languages:
        catalogs[language, slug], found = load_domain(
            ground.folder, ground.languages[language], slug, recall
        )
        findings = [*findings, *found]
    pictures, found = recall(load_pictures, folder, release)
    versions, strange = recall(load_versions, folder, release)
    return replace(
        ground,
        releases=(release,),
        catalogs=catalogs,
        pictures={slug: pictures},
        versions={slug: versions},
        findings=(*findings, *found, *strange),
    )


def protect_glossaries(
    languages: Mapping[str, Language],
    newsroom: Newsroom,
    catalogs: Mapping[tuple[str, str], Catalog],
) -> dict[str, Language]:
    """`languages`, whose lines never end inside a term of the newsroom's glossary."""
    protected = dict(languages)
    for tag in newsroom.languages:
        terms = read_terms(catalogs[tag, GLOSSARY_DOMAIN])
        said = [term.target for term in terms if not term.forbidden]
        protected[tag] = protect_terms(languages[tag], split_terms(said))
    return protected


def load_domain(
    folder: Path, language: Language, domain: str, recall: Recall, shown: str = ""
) -> tuple[Catalog, list[Finding]]:
    """The catalogue of a domain, empty where it has an error, and what is wrong with it; behind
    the shared one stands what publisher brings. `shown` is its path, where it is another."""
    path = shown or catalog_path(language.tag, domain)
    release = "" if domain in (SHARED_DOMAIN, GLOSSARY_DOMAIN) else domain
    try:
        file = recall(load_catalog, folder, path, language.plural_forms)
    except ContentError as error:
        catalog = Catalog(domain=domain, language=language.tag, path=path)
        found: Sequence[Finding] = error.findings
    else:
        catalog, found = file.to_catalog(domain, language.tag), file.findings
        if domain == SHARED_DOMAIN:
            behind = recall(shared_memory, language.tag)
            usable = {key: text for key, text in catalog.translations.items() if text.text}
            catalog = replace(catalog, translations={**behind.translations, **usable})
    return catalog, [replace(f, release=release, language=language.tag) for f in found]


def shared_memory(language: str) -> Catalog:
    """The translations of the template strings that publisher brings along. They have no place in
    the newsroom's own catalogue."""
    root = resource_folder("locales").parent
    path = catalog_path(language, SHARED_DOMAIN)
    catalog = load_catalog(root, path).to_catalog(SHARED_DOMAIN, language)
    brought = catalog.translations.items()
    return replace(
        catalog, translations={key: replace(found, line=0, lines=()) for key, found in brought}
    )
