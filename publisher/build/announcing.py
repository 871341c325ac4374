"""What tells others of a site: a feed for each language, and the sitemap.

In: what the indexes say of the editions on the site. Out: bytes by path. Nothing where nobody says
where the site will stand, and no feed in a language in which nothing is published.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from publisher.build.beside import SHARE
from publisher.build.site import Site
from publisher.compose.index import IndexPage, default_of
from publisher.model.manifest import ManifestListing
from publisher.model.message import MessageKey
from publisher.publish.feed import NEWEST, Feed, FeedEntry, write_atom, write_json_feed
from publisher.publish.sitemap import Location, write_sitemap
from publisher.render.plaintext import KIND_MESSAGES
from publisher.text.inline import strip_to_line
from publisher.text.permanent import absolute, edition_tag, moment

WITHDRAWN_TITLE = "Withdrawn: {title}"
"""The title of what is no longer stood by; templates/found.html.j2 has the same."""

Sets = Mapping[str, Mapping[str, ManifestListing]]
"""The published editions of each release by slug, by language in the newsroom's order."""


def announce(
    site: Site,
    listings: Sequence[ManifestListing],
    indexes: Iterable[IndexPage],
    beside: Collection[str],
) -> Iterator[tuple[str, str, bytes]]:
    """Each file with its path and its language, which is empty for what belongs to none; `indexes`
    are the pages that lead to editions, `beside` the paths of what stands beside pages."""
    newsroom = site.ground.newsroom
    if not newsroom.address:
        return
    order = {tag: number for number, tag in enumerate(newsroom.languages)}
    sets: dict[str, dict[str, ManifestListing]] = {}
    for entry in sorted(listings, key=lambda e: (e.release, order.get(e.language, len(order)))):
        sets.setdefault(entry.release, {})[entry.language] = entry
    for tag in newsroom.languages:
        if tag in site.settable and any(tag in editions for editions in sets.values()):
            feed = make_feed(site, tag, sets, beside)
            yield f"{tag}/feed.xml", tag, write_atom(feed)
            yield f"{tag}/feed.json", tag, write_json_feed(feed)
    for path, data in write_sitemap(newsroom.address, locate_pages(site, sets, indexes)).items():
        yield path, "", data


def make_feed(site: Site, language: str, sets: Sets, beside: Collection[str]) -> Feed:
    """What is new in a language."""
    address, newsroom = site.ground.newsroom.address, site.ground.newsroom
    shared = site.shared(language)

    def say(message: str) -> str:
        found = shared.get(MessageKey(None, message))
        return strip_to_line(found.text if found else message)

    def make_entry(editions: Mapping[str, ManifestListing]) -> FeedEntry:
        entry = editions[language]
        title = strip_to_line(entry.title)
        picture = f"{language}/{entry.release}/{entry.release}.{language}.{SHARE}"
        return FeedEntry(
            id=edition_tag(address, entry.release, language),
            address=page_address(address, entry),
            title=say(WITHDRAWN_TITLE).replace("{title}", title) if entry.withdrawn else title,
            summary=strip_to_line(entry.summary),
            published=moment(entry.date),
            updated=moment(entry.updated or entry.date),
            kind=entry.kind,
            kind_label=say(KIND_MESSAGES[entry.kind]),
            picture=address + picture if picture in beside else "",
            withdrawn=entry.withdrawn,
            translations={
                tag: page_address(address, other)
                for tag, other in editions.items()
                if tag != language
            },
        )

    present = [editions for editions in sets.values() if language in editions]
    present.sort(key=lambda e: (e[language].date.sort_key, e[language].release), reverse=True)
    name = say(newsroom.organisation.name.text)
    return Feed(
        address=f"{address}{language}/feed.xml",
        json_address=f"{address}{language}/feed.json",
        index=f"{address}{language}/index.html",
        language=language,
        title=name,
        author=name,
        author_address=newsroom.organisation.url,
        rights=say(newsroom.usage_terms.text) if newsroom.usage_terms else "",
        entries=tuple(map(make_entry, present[:NEWEST])),
    )


def locate_pages(site: Site, sets: Sets, indexes: Iterable[IndexPage]) -> Iterator[Location]:
    """Every page for readers: the start page, the indexes and their lists, the editions, the newest
    first."""
    newsroom = site.ground.newsroom
    address = newsroom.address
    tags = [tag for tag in newsroom.languages if tag in site.settable]
    entries = [entry for editions in sets.values() for entry in editions.values()]
    first = [(tag, f"{address}{tag}/index.html") for tag in tags]
    start = [("x-default", f"{address}index.html")] if newsroom.source_language in tags else []
    around = (*first, *start)
    for _, page in start:
        yield Location(address=page, modified=last_change(entries), alternates=around)
    for tag, page in first:
        changed = last_change(entry for entry in entries if entry.language == tag)
        yield Location(address=page, modified=changed, alternates=around)
    for listed in indexes:
        if listed.sort not in {"index", "start"}:
            default = default_of(listed, newsroom.source_language)
            links = [*((link.language, link.href) for link in listed.links), ("x-default", default)]
            yield Location(
                address=address + listed.path,
                modified=last_change(
                    entry for entry in entries if entry.language == listed.language
                ),
                alternates=tuple(
                    (tag, absolute(address, listed.path, href)) for tag, href in links
                ),
            )
    for slug in sorted(sets, reverse=True):
        editions = sets[slug]
        pages = [(tag, page_address(address, entry)) for tag, entry in editions.items()]
        default = dict(pages).get(newsroom.source_language, pages[0][1])
        for entry in editions.values():
            yield Location(
                address=page_address(address, entry),
                modified=(entry.updated or entry.date).iso,
                alternates=(*pages, ("x-default", default)),
            )


def last_change(entries: Iterable[ManifestListing]) -> str:
    """The day on which any of `entries` changed last; empty where there is none."""
    dates = (entry.updated or entry.date for entry in entries)
    last = max(dates, key=lambda date: date.sort_key, default=None)
    return last.iso if last else ""


def page_address(site: str, entry: ManifestListing) -> str:
    """Where the page of an edition stands."""
    return f"{site}{entry.language}/{entry.release}/index.html"
