"""What leads to editions: the index of a language, its years, kinds and titles, and the start page.

In: plain lists of what is published, the newsroom, the theme and the languages. Out: a `Page` each.
What stands on which page is decided where sites are laid out (build.site); here it is only said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from publisher.compose.breaks import insert_breaks
from publisher.compose.environment import render_template
from publisher.compose.found import Place, find_index
from publisher.compose.page import Languages, Link, Voice, base_values, page_styles, place_logo
from publisher.model.edition import Localized
from publisher.model.language import Language
from publisher.model.message import MessageKey
from publisher.model.newsroom import Newsroom
from publisher.model.page import Page
from publisher.model.release import Kind, PartialDate
from publisher.model.theme import Theme
from publisher.text.collate import collate, find_initial
from publisher.text.inline import strip_to_line

ALL = "all"
"""The folder, in that of a language, of its years, kinds and titles."""
Sort = Literal["index", "year", "kind", "find", "start"]
"""The sorts of pages; each has a template of its name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """One release in an index: what its edition in `language` says, and where that stands; `title`,
    `summary` and `place` are inline Markdown. `others` are its other editions."""

    language: str
    kind: Kind
    date: PartialDate
    title: str
    summary: str
    place: str
    href: str
    others: tuple[Link, ...]
    updated: PartialDate | None = None
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Listings under one heading: a year, a kind, a letter or a place; `key` is the heading, and
    `href` leads to the page of a year."""

    key: str
    listings: tuple[Listing, ...]
    href: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexPage:
    """All that one page of an index says; `path` is relative to the site. `key` is the year or the
    kind that it is of."""

    sort: Sort
    path: str
    language: str
    key: str = ""
    groups: tuple[Group, ...] = ()
    listings: tuple[Listing, ...] = ()
    """Of the page of all titles and places: all there are, latest first."""
    absent: tuple[Listing, ...] = ()
    """What is published in other languages alone."""
    years: tuple[str, ...] = ()
    """All there are, latest first."""
    absent_years: tuple[str, ...] = ()
    """Those in which something is published in other languages alone."""
    kinds: tuple[Kind, ...] = ()
    newer: str = ""
    older: str = ""
    """The years next to that of a year's page."""
    links: tuple[Link, ...] = ()
    """The same page in other languages."""

    @property
    def root(self) -> str:
        """The way from the page to the site."""
        return "../" * self.path.count("/")


def default_of(page: IndexPage, source_language: str) -> str:
    """Where readers of any other language are led: from an index to the start page, from a list to
    the same one in the source language."""
    if page.sort == "index":
        return f"{page.root}index.html"
    hrefs = {link.language: link.href for link in page.links}
    return hrefs.get(source_language) or next(iter(hrefs.values()), "index.html")


def compose_index(
    page: IndexPage,
    *,
    newsroom: Newsroom,
    theme: Theme,
    languages: Languages,
    shared: Mapping[MessageKey, Localized],
) -> Page:
    """A page of the index of a language."""
    language = languages[page.language]
    voice = Voice(language, languages, shared, newsroom.source_language)
    html = render_template(
        theme,
        f"{page.sort}.html.j2",
        **base_values(voice, newsroom, "screen"),
        styles=page_styles(theme, newsroom, language, _others(newsroom, languages), "screen"),
        logo=place_logo(theme, page.root),
        found=find_index(
            voice=voice,
            newsroom=newsroom,
            place=Place(site=newsroom.address, path=page.path),
            links=page.links,
            default=default_of(page, newsroom.source_language),
            has_feed=page.sort == "index" and bool(page.groups),
        ),
        absent=(),
        page=page,
        letters=group_by_title(page.listings),
        places=group_by_place(page.listings),
        inline=voice.quote,
        links=page.links,
        start_href=f"{page.root}index.html",
        index_href=f"{page.root}{page.language}/index.html",
        home=f"{page.root}{page.language}/{ALL}/",
    )
    text = insert_breaks(html, languages, language, "screen")
    return Page(
        html=text.html,
        media="screen",
        language=language.tag,
        title=voice.plain(newsroom.organisation.name),
        texts=text.texts,
    )


def group_by_title(listings: Iterable[Listing]) -> tuple[Group, ...]:
    """Listings under the letters that their titles begin with, in the order of a dictionary."""
    keyed = [(collate(title := strip_to_line(entry.title)), title, entry) for entry in listings]
    keyed.sort(key=lambda item: (item[0], item[2].href))
    grouped = groupby(keyed, key=lambda item: find_initial(item[1]))
    return tuple(
        Group(key=letter, listings=tuple(entry for _, _, entry in found))
        for letter, found in grouped
    )


def group_by_place(listings: Iterable[Listing]) -> tuple[Group, ...]:
    """Listings under their places; those without one are found by title alone."""
    placed: dict[str, list[Listing]] = {}
    for entry in listings:
        if place := strip_to_line(entry.place):
            placed.setdefault(place, []).append(entry)
    return tuple(
        Group(key=place, listings=tuple(placed[place])) for place in sorted(placed, key=collate)
    )


def compose_start(
    *,
    newsroom: Newsroom,
    theme: Theme,
    languages: Languages,
    shared: Mapping[str, Mapping[MessageKey, Localized]],
    links: tuple[Link, ...],
) -> Page:
    """The start page, which offers each language in its own name and script."""
    root = languages[newsroom.source_language]
    voices = {
        tag: Voice(languages[tag], languages, shared[tag], newsroom.source_language)
        for tag in newsroom.languages
    }
    html = render_template(
        theme,
        "start.html.j2",
        **base_values(voices[root.tag], newsroom, "screen"),
        styles=page_styles(theme, newsroom, root, _others(newsroom, languages), "screen"),
        logo=place_logo(theme, ""),
        found=find_index(
            voice=voices[root.tag],
            newsroom=newsroom,
            place=Place(site=newsroom.address, path="index.html"),
            links=links,
            default="index.html",
            has_feed=False,
        ),
        links=links,
        names={tag: voice.say(newsroom.organisation.name) for tag, voice in voices.items()},
    )
    text = insert_breaks(html, languages, root, "screen")
    return Page(
        html=text.html,
        media="screen",
        language=root.tag,
        title=voices[root.tag].plain(newsroom.organisation.name),
        texts=text.texts,
    )


def _others(newsroom: Newsroom, languages: Languages) -> list[Language]:
    return [languages[tag] for tag in newsroom.languages]
