"""How a site is laid out: which edition stands where, who links to whom, what the manifest says.

In: the editions of a newsroom and the artifacts of this build. Out: tasks with their links, the
index pages, and the manifest, in which what this build did not touch stays as it was.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from publisher.build.resources import face_library
from publisher.build.task import EditionTask
from publisher.compose.page import Link, Listing, compose_index, compose_start
from publisher.model.edition import Edition, Localized
from publisher.model.language import Language
from publisher.model.manifest import (
    Manifest,
    ManifestArtifact,
    ManifestFile,
    ManifestListing,
)
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
    """All that the pages of a site are made of: the editions that can be made now, and in `kept`
    what older builds made of those that have an error."""

    folder: Path
    newsroom: Newsroom
    theme: Theme
    languages: Mapping[str, Language] = field(hash=False)
    catalogs: Mapping[tuple[str, str], Catalog] = field(hash=False)
    editions: Mapping[tuple[str, str], Edition] = field(hash=False)
    kept: Manifest
    formats: tuple[Format, ...]

    def published(self, slug: str, language: str) -> bool:
        """Whether an edition is on the site for readers."""
        edition = self.editions.get((slug, language))
        if edition is not None:
            return edition.state == "published"
        return any(e.release == slug and e.language == language for e in self.kept.listings)

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
            downloads=self.newsroom.formats,
            folder=folder,
            newsroom_folder=str(self.folder),
        )

    def shared(self, language: str) -> dict[MessageKey, Localized]:
        """The shared messages in a language."""
        template: Template = extract_shared(self.newsroom, self.theme)
        return localize(
            template.messages,
            self.catalogs[language, SHARED_DOMAIN],
            self.catalogs[self.newsroom.source_language, SHARED_DOMAIN],
        )

    def index_page(self, language: str, listed: Iterable[ManifestListing]) -> Page:
        """The index of a language."""
        ordered = sorted(listed, key=lambda e: (e.date.sort_key, e.release), reverse=True)
        return compose_index(
            language=self.languages[language],
            newsroom=self.newsroom,
            theme=self.theme,
            languages=self.languages,
            shared=self.shared(language),
            listings=tuple(
                Listing(
                    kind=entry.kind,
                    date=entry.date,
                    title=entry.title,
                    summary=entry.summary,
                    href=f"{entry.release}/index.html",
                )
                for entry in ordered
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


def keep_blocked(
    old: Manifest, newsroom: Newsroom, is_blocked: Callable[[str, str], bool]
) -> Manifest:
    """What `old` says of editions that have an error now: their last good state stays."""

    def stays(entry: ManifestArtifact | ManifestFile | ManifestListing) -> bool:
        return entry.language in newsroom.languages and is_blocked(entry.release, entry.language)

    return Manifest(
        artifacts=tuple(
            entry for entry in old.artifacts if stays(entry) and entry.format in newsroom.formats
        ),
        files=tuple(entry for entry in old.files if stays(entry)),
        listings=tuple(entry for entry in old.listings if stays(entry)),
    )


def lay_out_site(
    site: Site, artifacts: Sequence[Artifact], old: Manifest
) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest of the site, and the files to write, in an order in which no page comes
    before what it links to.

    What `old` says of editions that this build did not make stays, as long as they are in the
    newsroom and in the same state.
    """
    made = {(artifact.release, artifact.language, artifact.format) for artifact in artifacts}
    entries = [
        *site.kept.artifacts,
        *(e for e in old.artifacts if e.key not in made and is_still_asked_for(site, e)),
    ]
    with_page = {(e.release, e.language) for e in entries if e.format == "html"}
    files = [entry for entry in old.files if (entry.release, entry.language) in with_page]
    data: dict[str, bytes] = {}
    pages: dict[str, bytes] = {}
    for artifact in artifacts:
        for file in artifact.beside:
            data[file.path] = file.data
            files.append(file_entry(artifact.release, artifact.language, file.path, file.data))
        (pages if artifact.format == "html" else data)[artifact.file.path] = artifact.file.data
        entries.append(artifact_entry(artifact))
    data.update(pages)
    listings = list_published(site, entries)
    if "html" in site.newsroom.formats:
        for path, language, page in index_pages(site, listings):
            content, beside = render_html(page, face_library(site.folder), {})
            folder = path.removesuffix("index.html")
            for file in beside:
                data[folder + file.path] = file.data
                files.append(file_entry("", language, folder + file.path, file.data))
            data[path] = content
            files.append(file_entry("", language, path, content))
    manifest = Manifest(artifacts=tuple(entries), files=tuple(files), listings=tuple(listings))
    return manifest, data


def is_still_asked_for(site: Site, entry: ManifestArtifact) -> bool:
    """Whether an older artifact is of an edition that would be the same in this build."""
    edition = site.editions.get((entry.release, entry.language))
    if edition is None or edition.state != entry.state:
        return False
    return entry.format in site.newsroom.formats


def list_published(site: Site, entries: Iterable[ManifestArtifact]) -> list[ManifestListing]:
    """What the indexes say: each published edition that has a page on the site."""
    live = {
        (entry.release, entry.language)
        for entry in entries
        if entry.format == "html" and entry.state == "published"
    }
    listings = [entry for entry in site.kept.listings if (entry.release, entry.language) in live]
    for key, edition in site.editions.items():
        if key in live:
            release = edition.release
            summary = edition.text(release.summary).text if release.summary else ""
            listings.append(
                ManifestListing(
                    release=release.slug,
                    language=edition.language,
                    kind=release.kind,
                    date=release.date,
                    title=edition.text(release.title).text,
                    summary=summary,
                )
            )
    return listings


def index_pages(site: Site, listings: Iterable[ManifestListing]) -> Iterable[tuple[str, str, Page]]:
    """The index of each language, and the start page last, with their paths and languages."""
    for language in site.newsroom.languages:
        listed = [entry for entry in listings if entry.language == language]
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
        text_score=artifact.text_score,
    )


def file_entry(release: str, language: str, path: str, data: bytes) -> ManifestFile:
    """What the manifest says of a file beside artifacts."""
    return ManifestFile(
        release=release, language=language, path=path, sha256=digest(data), size=len(data)
    )
