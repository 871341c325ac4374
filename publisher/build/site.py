"""How a site is laid out: which edition stands where, who links to whom, what the manifest says.

In: the ground of a newsroom, its editions and their artifacts. Out: tasks with their links, the
index pages, and the manifest, in which what this build did not touch stays as it was.
"""

import datetime as dt
import functools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from publisher.build.checking import Checker
from publisher.build.embargo import embargo_folder, fits_embargo, reached_state
from publisher.build.faces import faces_of
from publisher.build.listing import plan_pages
from publisher.build.loading import Loaded, load_all
from publisher.build.record import ArtifactRecord, SetRecord
from publisher.build.task import EditionTask
from publisher.compose.index import IndexPage, compose_index, compose_start
from publisher.compose.page import Absent, Link
from publisher.compose.parts import reach_templates
from publisher.compose.share import TEMPLATE as SHARE_TEMPLATE
from publisher.model.edition import Edition, Localized
from publisher.model.language import Language
from publisher.model.manifest import (
    Manifest,
    ManifestArtifact,
    ManifestFile,
    ManifestListing,
)
from publisher.model.message import MessageKey, Template
from publisher.model.newsroom import FORMATS, SHARED_DOMAIN, Format, Newsroom
from publisher.model.page import Artifact, Page
from publisher.model.picture import Picture
from publisher.model.theme import Theme
from publisher.publish.output import EMBARGOED, digest
from publisher.render.html import FACES_FOLDER
from publisher.render.picture import PICTURES_FOLDER
from publisher.text.normalize import to_nfc
from publisher.translate.apply import localize
from publisher.translate.extract import extract_shared

DRAFTS = "drafts"
KITS_FOLDER = "kits"
ABSENT_MESSAGE = "Not available in this language yet"
"""The template string that says so; templates/lists.html.j2 has the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """All that the pages of a site are made of, but for the releases; `old` is the manifest that
    it has now, and `settable` are the languages whose faces are here."""

    ground: Loaded
    old: Manifest
    formats: tuple[Format, ...]
    settable: frozenset[str] = field(hash=False)

    def task(
        self,
        edition: Edition,
        pictures: Mapping[str, Picture],
        reachable: Collection[str],
        superseded: Mapping[int, bytes] = MappingProxyType({}),
    ) -> EditionTask:
        """The task that makes an edition; `reachable` are the languages in which its readers can
        come to the release, and `superseded` the PDFs of its earlier versions."""
        newsroom = self.ground.newsroom
        edition = drop_links(edition, set(newsroom.languages) - self.settable)
        release = edition.release
        area = self.area_of(edition)
        folder = f"{area}{edition.language}/{release.slug}"
        root = sisters = "../" * (folder.count("/") + 1)
        if edition.state == "embargoed":
            sisters = "../../"
        kit = newsroom.kit and edition.state != "draft" and release.withdrawn is None
        links = tuple(
            Link(
                language=tag,
                text=self.ground.languages[tag].name,
                href=f"{sisters}{tag}/{release.slug}/index.html",
                current=tag == edition.language,
            )
            for tag in release.languages
            if tag == edition.language or tag in reachable
        )
        there = {link.language for link in links}
        absent = tuple(self.find_absent(tag) for tag in self.tags if tag not in there)
        languages = self.languages_of(edition, (*links, *absent))
        return EditionTask(
            edition=edition,
            newsroom=replace(
                newsroom,
                contacts={key: newsroom.contacts[key] for key in release.contacts},
                about={key: newsroom.about[key] for key in release.about},
                embargo_secret="",
            ),
            theme=reach_templates(self.ground.theme, f"{release.kind}.html.j2"),
            languages=languages,
            faces=faces_of(languages.values(), self.ground.faces),
            pictures={f.image: pictures[f.image] for f in release.figures() if f.image in pictures},
            superseded=dict(superseded) if "pdf" in newsroom.formats else {},
            links=links,
            absent=absent,
            index_href=f"{root}{edition.language}/index.html",
            formats=self.formats,
            downloads=newsroom.formats,
            folder=folder,
            share_theme=reach_templates(self.ground.theme, SHARE_TEMPLATE)
            if edition.state == "published" and newsroom.address
            else None,
            pictures_folder=f"{area}{PICTURES_FOLDER}/{release.slug}",
            kit_href=f"../../{KITS_FOLDER}/{release.slug}.zip" if kit else "",
        )

    def area_of(self, edition: Edition) -> str:
        """The part of the site in which an edition stands, with all that belongs to it: pictures
        and media kit too. Empty for what everybody may find."""
        if edition.state == "draft":
            return f"{DRAFTS}/"
        if edition.state == "embargoed":
            return f"{embargo_folder(self.ground.newsroom, edition.release)}/"
        return ""

    def kit_path(self, edition: Edition) -> str:
        """Where the media kit of an edition's release stands, relative to the site."""
        return f"{self.area_of(edition)}{KITS_FOLDER}/{edition.release.slug}.zip"

    def embargo_of(self, editions: Mapping[str, Edition]) -> str | None:
        """Where the embargoed editions of a release stand; empty where it is under no embargo, and
        None where it could not be read."""
        for edition in editions.values():
            held = edition.embargo is not None
            return embargo_folder(self.ground.newsroom, edition.release) if held else ""
        return None

    def languages_of(self, edition: Edition, links: Iterable[Link | Absent]) -> dict[str, Language]:
        """The languages that the pages of an edition may hold text in."""
        tags = [edition.language, edition.source_language, *(link.language for link in links)]
        tags += edition.announced
        if edition.release.publication is not None:
            tags += edition.release.publication.links
        return {tag: self.ground.languages[tag] for tag in sorted(set(tags))}

    def shared(self, language: str) -> dict[MessageKey, Localized]:
        """The shared messages in a language."""
        ground = self.ground
        template = shared_template(ground.newsroom, ground.theme)
        return localize(
            template.messages,
            ground.catalogs[language, SHARED_DOMAIN],
            ground.catalogs[ground.newsroom.source_language, SHARED_DOMAIN],
        )

    def find_absent(self, tag: str) -> Absent:
        """What a page says of an edition in a language that there is not: so, in that language."""
        note = self.shared(tag).get(MessageKey(None, ABSENT_MESSAGE)) or Localized(
            text=ABSENT_MESSAGE, language=self.ground.newsroom.source_language, translated=False
        )
        return Absent(
            language=tag,
            text=self.ground.languages[tag].name,
            note=to_nfc(note.text),
            note_language=note.language,
        )

    @property
    def tags(self) -> list[str]:
        """The languages that readers are offered: those whose faces are here."""
        return [tag for tag in self.ground.newsroom.languages if tag in self.settable]

    def plan_index(self, listings: Sequence[ManifestListing]) -> Iterator[IndexPage]:
        """The pages of the index of each language, and the start page."""
        names = {tag: self.ground.languages[tag].name for tag in self.tags}
        source_language = self.ground.newsroom.source_language
        yield from plan_pages(listings, names, source_language)
        if source_language in names:
            yield IndexPage(sort="start", path="index.html", language="")

    def index_page(self, page: IndexPage) -> Page:
        """A page of the index of a language, or the start page."""
        if page.sort == "start":
            return self.start_page()
        ground = self.ground
        return compose_index(
            page,
            newsroom=replace(ground.newsroom, languages=tuple(self.tags)),
            theme=ground.theme,
            languages=ground.languages,
            shared=self.shared(page.language),
        )

    def start_page(self) -> Page:
        """The page that offers the languages."""
        ground, tags = self.ground, self.tags
        return compose_start(
            newsroom=replace(ground.newsroom, languages=tuple(tags)),
            theme=ground.theme,
            languages=ground.languages,
            shared={tag: self.shared(tag) for tag in tags},
            links=tuple(
                Link(language=tag, text=ground.languages[tag].name, href=f"{tag}/index.html")
                for tag in tags
            ),
        )


def plan_editions(
    folder: Path, now: dt.datetime, formats: tuple[Format, ...] = FORMATS, slugs: Sequence[str] = ()
) -> list[EditionTask]:
    """The tasks of all editions of a newsroom, as for a new site; what is wrong with their texts
    is not told."""
    loaded = load_all(folder, slugs)
    checker = Checker(loaded)
    editions, _ = checker.make_editions(loaded, now)
    settable = frozenset(language.tag for language in checker.settable)
    site = Site(ground=loaded, old=Manifest(), formats=formats, settable=settable)
    return [
        site.task(
            edition,
            loaded.pictures[slug],
            {
                tag
                for (name, tag), other in editions.items()
                if name == slug and other.state == reached_state(edition)
            },
        )
        for (slug, _), edition in editions.items()
    ]


@functools.lru_cache(maxsize=4)
def shared_template(newsroom: Newsroom, theme: Theme) -> Template:
    """The messages that releases share: 25 ms, asked for twice for each language of a site."""
    return extract_shared(newsroom, theme)


def drop_links(edition: Edition, tags: Collection[str]) -> Edition:
    """`edition` without links to a publication, and without word of editions to come, in languages
    whose names cannot be set now: a page shows each of these names in its own script."""
    announced = tuple(tag for tag in edition.announced if tag not in tags)
    edition = replace(edition, announced=announced)
    release = edition.release
    if release.publication is None or not any(tag in tags for tag in release.publication.links):
        return edition
    links = {tag: href for tag, href in release.publication.links.items() if tag not in tags}
    publication = replace(release.publication, links=links)
    return replace(edition, release=replace(release, publication=publication))


def make_manifest(
    site: Site, sets: Mapping[str, SetRecord], pages: Iterable[ManifestFile]
) -> Manifest:
    """What the site holds: what was made or is known to be as it would be made, the index pages,
    and of the old site what stays (see `find_kept`)."""
    records = [record for outcome in sets.values() for record in outcome.artifacts]
    kept = find_kept(site, sets, {record.entry.path for record in records})
    with_page = {(e.release, e.language) for e in kept if e.format == "html"}
    # The index of a language that cannot be set just now stays as it is.
    with_page |= {("", tag) for tag in set(site.ground.newsroom.languages) - site.settable}
    # Which slices of faces an older page asks for is not known: where one stays, all stay.
    # Likewise of the pictures that the editions of a release share. A build of some formats or
    # languages makes no media kit: the old one stays as long as pages lead to it.
    leading = {(e.release, part_of(e.path)) for e in kept if e.format == "html"}
    entries = [*kept, *(record.entry for record in records)]
    offering = {(e.release, part_of(e.path)) for e in entries if e.state != "draft"}
    files = [
        entry
        for entry in site.old.files
        if (entry.release, entry.language) in with_page
        or (with_page and is_slice(entry))
        or (is_companion(entry) and (entry.release, part_of(entry.path)) in leading)
        or (site.ground.newsroom.kit and is_kit(entry) and is_offered(entry, offering, sets))
    ]
    files += [file for record in records for file in record.files]
    files += [*(file for outcome in sets.values() for file in outcome.files), *pages]
    return Manifest(
        artifacts=tuple(entries),
        files=tuple({file.path: file for file in files}.values()),
        listings=list_published(site, sets),
    )


def is_slice(entry: ManifestFile) -> bool:
    """Whether a file is a slice of a face, which pages share."""
    return entry.path.startswith(f"{FACES_FOLDER}/")


def part_of(path: str) -> str:
    """The part of the site that a path is in (see `Site.area_of`)."""
    parts = path.split("/")
    return {DRAFTS: f"{DRAFTS}/", EMBARGOED: "/".join(parts[:2]) + "/"}.get(parts[0], "")


def is_companion(entry: ManifestFile) -> bool:
    """Whether the editions of a release share a file: its pictures."""
    return bool(entry.release) and not entry.language and not is_kit(entry)


def is_kit(entry: ManifestFile) -> bool:
    """Whether a file is the media kit of a release."""
    return entry.path == f"{part_of(entry.path)}{KITS_FOLDER}/{entry.release}.zip"


def is_offered(
    entry: ManifestFile, offering: Collection[tuple[str, str]], sets: Mapping[str, SetRecord]
) -> bool:
    """Whether pages lead to an old media kit: of a withdrawn release none does."""
    outcome = sets.get(entry.release)
    withdrawn = outcome is not None and any(listing.withdrawn for listing in outcome.listings)
    return not withdrawn and (entry.release, part_of(entry.path)) in offering


def find_kept(
    site: Site, sets: Mapping[str, SetRecord], made: Collection[str]
) -> list[ManifestArtifact]:
    """The older artifacts that stay, where nothing was `made` at their paths: those of `stays`;
    and, as long as a page stays, the editions that were published beside it, for it leads to them.
    """
    old = [entry for entry in site.old.artifacts if entry.path not in made]
    staying = {entry.path for entry in old if stays(site, sets, entry)}
    leading = {
        entry.release
        for entry in old
        if entry.path in staying and (entry.format, entry.state) == ("html", "published")
    }
    return [
        entry
        for entry in old
        if entry.path in staying
        or (
            entry.release in leading
            and entry.state == "published"
            and entry.language in site.ground.newsroom.languages
        )
    ]


def stays(site: Site, sets: Mapping[str, SetRecord], entry: ManifestArtifact) -> bool:
    """Whether an older artifact, not made in this build, stays on the site: that of an edition
    which has an error now, as its last good state, and that of one which nobody asked for, if it
    would be in the same state."""
    outcome = sets.get(entry.release)
    newsroom = site.ground.newsroom
    if outcome is None or entry.format not in newsroom.formats:
        return False
    if outcome.embargo is not None and not fits_embargo(entry, outcome.embargo):
        return False
    if entry.language in outcome.blocked:
        return entry.language in newsroom.languages
    if entry.language in outcome.waiting and entry.state == "published":
        return True
    return outcome.states.get(entry.language) == entry.state


def list_published(site: Site, sets: Mapping[str, SetRecord]) -> tuple[ManifestListing, ...]:
    """What the indexes say: each published edition that has a page on the site."""
    listings = []
    pages_by_release: dict[str, set[str]] = {}
    for entry in site.old.artifacts:
        if (entry.format, entry.state) == ("html", "published") and stays(site, sets, entry):
            pages_by_release.setdefault(entry.release, set()).add(entry.language)
    listed: dict[str, list[ManifestListing]] = {}
    for listing in site.old.listings:
        listed.setdefault(listing.release, []).append(listing)
    for slug, outcome in sets.items():
        pages = {
            record.entry.language
            for record in outcome.artifacts
            if record.entry.format == "html" and record.entry.state == "published"
        }
        pages |= pages_by_release.get(slug, set())
        known = {listing.language: listing for listing in outcome.listings}
        for listing in listed.get(slug, ()):
            if listing.language in outcome.blocked or listing.language in outcome.waiting:
                known.setdefault(listing.language, listing)
        listings += [listing for language, listing in known.items() if language in pages]
    return tuple(listings)


def list_edition(edition: Edition) -> ManifestListing:
    """What indexes say of an edition."""
    release = edition.release
    return ManifestListing(
        release=release.slug,
        language=edition.language,
        kind=release.kind,
        date=release.date,
        title=edition.text(release.title).text,
        summary=edition.text(release.summary).text if release.summary else "",
        place=edition.text(release.place).text if release.place else "",
        version=release.version,
        updated=release.updated,
        withdrawn=release.withdrawn is not None,
    )


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
        version=artifact.version,
        text_score=artifact.text_score,
    )


def file_entry(release: str, language: str, path: str, data: bytes) -> ManifestFile:
    """What the manifest says of a file beside artifacts."""
    return ManifestFile(
        release=release, language=language, path=path, sha256=digest(data), size=len(data)
    )


def record_artifact(
    artifact: Artifact,
    others: Iterable[ManifestFile],
    parts: Mapping[str, str],
    page: str,
    share: str,
) -> ArtifactRecord:
    """What is remembered of an artifact and of the `others` that it needs: slices of faces, and the
    picture for messengers where an earlier build made it."""
    return ArtifactRecord(
        entry=artifact_entry(artifact),
        files=(
            *(
                file_entry(artifact.release, artifact.language, file.path, file.data)
                for file in artifact.beside
            ),
            *others,
        ),
        parts=dict(parts),
        page=page,
        share=share,
    )
