"""What a page says of itself to search engines, messengers and feed readers.

In: where a page stands and what it is about. Out: what `found.html.j2` puts into its head: its one
address, the same page in other languages, feeds, Open Graph properties and JSON-LD. A page that
readers shall not find, a draft or one for paper, says nothing; without the address of the site a
page names its sisters by relative links and leaves out what needs whole ones.

Standards: hreflang, https://developers.google.com/search/docs/specialty/international/localized-versions
· Open Graph, https://ogp.me · Cards, https://developer.x.com/en/docs/x-for-websites/cards
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.compose.linked_data import describe_edition, write_linked_data
from publisher.model.edition import Edition
from publisher.model.language import Language
from publisher.model.newsroom import Newsroom
from publisher.model.page import SHARE_SIZE
from publisher.model.picture import Variant
from publisher.text.permanent import absolute, moment

if TYPE_CHECKING:
    from publisher.compose.page import Link, Voice

DEFAULT = "x-default"
"""The language of who is served by none of the others."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A file that says the same to machines; `href` is relative to the page."""

    media_type: str
    href: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What the head of a page says; `alternates` by language tag, `properties` by name."""

    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    feeds: tuple[Feed, ...] = ()
    title: str = ""
    withdrawn: bool = False
    properties: tuple[tuple[str, str], ...] = ()
    linked_data: str = ""
    """Markup, or nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a page stands: the address of its site, empty where nobody says it, and its path."""

    site: str
    path: str

    def absolute(self, href: str) -> str:
        """The address that a link of the page leads to; without a site, the link itself."""
        return absolute(self.site, self.path, href)

    @property
    def canonical(self) -> str:
        """The address of the page."""
        return self.site + self.path if self.site else ""


def find_edition(
    *,
    voice: "Voice",
    edition: Edition,
    newsroom: Newsroom,
    place: Place,
    links: "tuple[Link, ...]",
    downloads: tuple[tuple[str, str], ...],
    pictures: Mapping[str, Variant],
    index_href: str,
    share: str,
    item: str,
) -> Found:
    """What the page of a published edition says; `share` is its picture for messengers, if it has
    one, `item` its item for news systems, relative to it like all links and `pictures`."""
    release = edition.release
    default = next((link for link in links if link.language == edition.source_language), links[0])
    data = describe_edition(
        voice=voice,
        edition=edition,
        newsroom=newsroom,
        place=place,
        links=links,
        downloads=() if release.withdrawn else downloads,
        pictures={} if release.withdrawn else pictures,
        share=share,
    )
    title = voice.plain(release.title)
    properties = [
        ("og:type", "article"),
        *([("og:description", voice.plain(release.summary))] if release.summary else []),
        *site_properties(voice, newsroom, place, links),
        ("article:published_time", moment(release.date)),
        ("article:modified_time", moment(release.updated or release.date)),
    ]
    feeds: list[Feed] = []
    if share:
        width, height = SHARE_SIZE
        properties += [
            ("og:image", place.absolute(share)),
            ("og:image:type", "image/jpeg"),
            ("og:image:width", str(width)),
            ("og:image:height", str(height)),
            ("og:image:alt", title),
            ("twitter:card", "summary_large_image"),
        ]
    if place.site:
        feeds = [
            *language_feeds(voice, newsroom, index_href),
            Feed(media_type="application/json", href=item, title="ninjs"),
        ]
    return Found(
        canonical=place.canonical,
        alternates=tuple(alternates(place, links, default.href)),
        feeds=tuple(feeds),
        title=title,
        withdrawn=release.withdrawn is not None,
        properties=tuple(properties),
        linked_data=write_linked_data(data),
    )


def find_index(
    *,
    voice: "Voice",
    newsroom: Newsroom,
    place: Place,
    links: "tuple[Link, ...]",
    default: str,
    has_feed: bool,
) -> Found:
    """What the index of a language says, or, without a feed, another list or the start page;
    `default` is where those are led whose language there is not."""
    return Found(
        canonical=place.canonical,
        alternates=tuple(alternates(place, links, default)),
        feeds=tuple(language_feeds(voice, newsroom, "index.html"))
        if place.site and has_feed
        else (),
        title=voice.plain(newsroom.organisation.name),
        properties=(
            ("og:type", "website"),
            *site_properties(voice, newsroom, place, links),
        ),
    )


def alternates(place: Place, links: "tuple[Link, ...]", default: str) -> Iterator[tuple[str, str]]:
    """The same page in each language, itself included, by tag: all of them say the same, or search
    engines believe none. Without a site, only the others."""
    for link in links:
        if place.site or not link.current:
            yield link.language, place.absolute(link.href)
    if place.site:
        yield DEFAULT, place.absolute(default)


def site_properties(
    voice: "Voice", newsroom: Newsroom, place: Place, links: "tuple[Link, ...]"
) -> Iterator[tuple[str, str]]:
    """What every page says of its site and its language."""
    yield "og:site_name", voice.plain(newsroom.organisation.name)
    if place.site:
        yield "og:url", place.canonical
    if own := locale_of(voice.language):
        yield "og:locale", own
    for link in links:
        other = locale_of(voice.languages[link.language])
        if link.language != voice.language.tag and other:
            yield "og:locale:alternate", other


def locale_of(language: Language) -> str:
    """A language as Open Graph names it, such as `my_MM`; empty where its file names no territory
    to go with it."""
    return f"{language.tag.partition('-')[0]}_{language.territory}" if language.territory else ""


def language_feeds(voice: "Voice", newsroom: Newsroom, index_href: str) -> Iterator[Feed]:
    """The feeds of a language, which stand beside its index."""
    folder = index_href.removesuffix("index.html")
    title = voice.plain(newsroom.organisation.name)
    yield Feed(media_type="application/atom+xml", href=f"{folder}feed.xml", title=title)
    yield Feed(media_type="application/feed+json", href=f"{folder}feed.json", title=title)
