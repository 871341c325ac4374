"""How a site is laid out: which edition stands where, who links to whom, what the manifest says.

In: the editions of a newsroom and the artifacts of this build. Out: tasks with their links, the
index pages, and the manifest, in which what this build did not touch stays as it was.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from publisher.build.resources import face_library
from publisher.build.task import EditionTask
from publisher.compose.page import Link, Listing, compose_index, compose_start
from publisher.model.edition import Edition, Localized
from publisher.model.language import Language
from publisher.model.manifest import Manifest, ManifestArtifact, ManifestFile
from publisher.model.message import Catalog, MessageKey, Template
from publisher.model.newsroom import SHARED_DOMAIN, Format, Newsroom
from publisher.model.page import Artifact, Page
from publisher.model.picture import Picture
from publisher.model.theme import Theme
from publisher.publish.output import digest
from publisher.render.html import render_html
from publisher.translate.apply import localize
from publisher.translate.extract import extract_shared

DRAFTS = "drafts"


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """All that the pages of a site are made of."""

    newsroom: Newsroom
    theme: Theme
    languages: Mapping[str, Language] = field(hash=False)
    catalogs: Mapping[tuple[str, str], Catalog] = field(hash=False)
    editions: Mapping[tuple[str, str], Edition] = field(hash=False)
    formats: tuple[Format, ...]

    def published(self, slug: str, language: str) -> bool:
        """Whether an edition is on the site for readers."""
        edition = self.editions.get((slug, language))
        return edition is not None and edition.state == "published"

    def task(self, edition: Edition, pictures: Mapping[str, Picture]) -> EditionTask:
        """The task that makes an edition."""
        draft = edition.state == "draft"
        slug = edition.release.slug
        folder = f"{edition.language}/{slug}"
        root = "../../"
        if draft:
            folder, root = f"{DRAFTS}/{folder}", "../../../"
        links = tuple(
            Link(
                language=tag,
                text=self.languages[tag].name,
                href=f"{root}{tag}/{slug}/index.html",
                current=tag == edition.language,
            )
            for tag in edition.release.languages
            if tag == edition.language or self.published(slug, tag)
        )
        return EditionTask(
            edition=edition,
            newsroom=self.newsroom,
            theme=self.theme,
            languages=self.languages,
            pictures=pictures,
            links=links,
            index_href=f"{root}{edition.language}/index.html",
            formats=self.formats,
            downloads=self.formats,
            folder=folder,
        )

    def shared(self, language: str) -> dict[MessageKey, Localized]:
        """The shared messages in a language."""
        template: Template = extract_shared(self.newsroom, self.theme)
        return localize(
            template.messages,
            self.catalogs[language, SHARED_DOMAIN],
            self.catalogs[self.newsroom.source_language, SHARED_DOMAIN],
        )

    def index_page(self, language: str, listed: Iterable[Edition]) -> Page:
        """The index of a language."""
        ordered = sorted(
            listed, key=lambda e: (e.release.date.sort_key, e.release.slug), reverse=True
        )
        return compose_index(
            language=self.languages[language],
            newsroom=self.newsroom,
            theme=self.theme,
            languages=self.languages,
            shared=self.shared(language),
            listings=tuple(
                Listing(edition=e, href=f"{e.release.slug}/index.html") for e in ordered
            ),
            links=tuple(
                Link(
                    language=tag,
                    text=self.languages[tag].name,
                    href=f"../{tag}/index.html",
                    current=tag == language,
                )
                for tag in self.newsroom.languages
            ),
            start_href="../index.html",
        )

    def start_page(self) -> Page:
        """The page that offers the languages."""
        return compose_start(
            newsroom=self.newsroom,
            theme=self.theme,
            languages=self.languages,
            shared={tag: self.shared(tag) for tag in self.newsroom.languages},
            links=tuple(
                Link(language=tag, text=self.languages[tag].name, href=f"{tag}/index.html")
                for tag in self.newsroom.languages
            ),
        )


def lay_out_site(
    site: Site,
    artifacts: Iterable[Artifact],
    old: Manifest,
    slugs: set[str],
) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest of the site, and the files to write, in an order in which no page comes
    before what it links to.

    What `old` says of editions that this build did not make stays, as long as their release is
    one of `slugs` and they have a place in the newsroom: one with an error keeps its last good
    state.
    """
    artifacts = list(artifacts)
    done = {(artifact.release, artifact.language) for artifact in artifacts}
    made = {(artifact.release, artifact.language, artifact.format) for artifact in artifacts}
    states = {(artifact.release, artifact.language): artifact.state for artifact in artifacts}
    kept = [
        entry
        for entry in old.artifacts
        if entry.key not in made
        and entry.release in slugs
        and entry.state == states.get((entry.release, entry.language), entry.state)
        and is_still_asked_for(site, entry)
    ]
    remade = {key for key in done if (*key, "html") in made}
    kept_files = [
        entry
        for entry in old.files
        if entry.release in slugs
        and entry.release
        and (entry.release, entry.language) not in remade
        and any(
            a.release == entry.release and a.language == entry.language and a.format == "html"
            for a in kept
        )
    ]
    data: dict[str, bytes] = {}
    entries = list(kept)
    files = list(kept_files)
    pages: dict[str, bytes] = {}
    for artifact in artifacts:
        for file in artifact.beside:
            data[file.path] = file.data
            files.append(file_entry(artifact.release, artifact.language, file.path, file.data))
        (pages if artifact.format == "html" else data)[artifact.file.path] = artifact.file.data
        entries.append(artifact_entry(artifact))
    data.update(pages)
    if "html" in site.newsroom.formats:
        for path, language, page in index_pages(site, entries):
            content, beside = render_html(page, face_library(), {})
            folder = path.removesuffix("index.html")
            for file in beside:
                data[folder + file.path] = file.data
                files.append(file_entry("", language, folder + file.path, file.data))
            data[path] = content
            files.append(file_entry("", language, path, content))
    return Manifest(artifacts=tuple(entries), files=tuple(files)), data


def is_still_asked_for(site: Site, entry: ManifestArtifact) -> bool:
    """Whether an older artifact has a place in the newsroom as it is now configured."""
    if entry.language not in site.newsroom.languages:
        return False
    edition = site.editions.get((entry.release, entry.language))
    if edition is not None and edition.state != entry.state:
        return False
    return entry.format in site.newsroom.formats


def index_pages(site: Site, entries: Iterable[ManifestArtifact]) -> Iterable[tuple[str, str, Page]]:
    """The index of each language, and the start page last, with their paths and languages."""
    live = {
        (entry.release, entry.language)
        for entry in entries
        if entry.format == "html" and entry.state == "published"
    }
    for language in site.newsroom.languages:
        listed = [
            edition for key, edition in site.editions.items() if key[1] == language and key in live
        ]
        yield f"{language}/index.html", language, site.index_page(language, listed)
    yield "index.html", "", site.start_page()


def artifact_entry(artifact: Artifact) -> ManifestArtifact:
    """What the manifest says of an artifact."""
    return ManifestArtifact(
        release=artifact.release,
        language=artifact.language,
        format=artifact.format,
        path=artifact.file.path,
        sha256=digest(artifact.file.data),
        size=len(artifact.file.data),
        state=artifact.state,
    )


def file_entry(release: str, language: str, path: str, data: bytes) -> ManifestFile:
    """What the manifest says of a file beside artifacts."""
    return ManifestFile(
        release=release, language=language, path=path, sha256=digest(data), size=len(data)
    )
