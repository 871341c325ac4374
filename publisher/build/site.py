"""How a site is laid out: which edition stands where, who links to whom.

In: the ground of a newsroom and its editions. Out: tasks with their links, and the index pages.
"""

import datetime as dt
import functools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from publisher.build.checking import Checker
from publisher.build.embargo import embargo_folder, reached_state
from publisher.build.engine import sets_text
from publisher.build.faces import faces_of
from publisher.build.listing import plan_pages
from publisher.build.loading import Loaded, load_all
from publisher.build.task import EditionTask
from publisher.compose.index import IndexPage, compose_index, compose_start
from publisher.compose.page import Absent, Link
from publisher.compose.parts import reach_templates
from publisher.compose.share import TEMPLATE as SHARE_TEMPLATE
from publisher.model.edition import Edition, Localized, find_text
from publisher.model.language import Language
from publisher.model.manifest import (
    Manifest,
    ManifestListing,
)
from publisher.model.message import MessageKey, Template
from publisher.model.newsroom import FORMATS, SHARED_DOMAIN, Format, Newsroom
from publisher.model.page import Page
from publisher.model.picture import Picture
from publisher.model.theme import Theme
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

    @classmethod
    def of(
        cls, checker: Checker, formats: tuple[Format, ...], old: Manifest | None = None
    ) -> "Site":
        """The site of the newsroom that is checked: a new one, unless there is an `old` one."""
        return cls(
            ground=checker.ground,
            old=old or Manifest(),
            formats=formats,
            settable=frozenset(language.tag for language in checker.settable),
        )

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
        shares = edition.state == "published" and self.shows_pictures
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
            shares=shares,
            share_theme=reach_templates(self.ground.theme, SHARE_TEMPLATE) if shares else None,
            pictures_folder=f"{area}{PICTURES_FOLDER}/{release.slug}",
            kit_href=f"../../{KITS_FOLDER}/{release.slug}.zip" if kit else "",
        )

    @property
    def shows_pictures(self) -> bool:
        """Whether pages have pictures for messengers, which a page names by its full address."""
        return bool(self.ground.newsroom.address) and sets_text()

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
        key = MessageKey(None, ABSENT_MESSAGE)
        note = find_text(self.shared(tag), key, self.ground.newsroom.source_language)
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
    site = Site.of(checker, formats)
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
