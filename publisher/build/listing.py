"""Which pages the index of each language has, and what stands on which.

In: what is published, as the manifest lists it. Out: the plan of each page, as plain data:

    <language>/index.html              the latest, by year, and the ways to all others
    <language>/all/<year>/index.html   a year, by kind, and what of it is not in the language
    <language>/all/<kind>/index.html   a kind, by year, titles alone
    <language>/all/find/index.html     everything by title and by place

They stand in a folder of their own: what else is in the folder of a language, are releases.

A page of a year speaks of this year alone and names its neighbours, so that a new release changes
one of them. Each page stands in every language: one can change the language anywhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from publisher.compose.index import ALL, Group, IndexPage, Listing, Sort
from publisher.compose.page import Link
from publisher.model.manifest import ManifestListing
from publisher.model.release import KINDS

LATEST = 50
"""Releases on the index of a language: some 20 kB, and what most readers look for."""
LIST_HOME = "../../"
"""The way from a list to the folder of its language."""
Editions = Mapping[str, ManifestListing]
"""The listings of a release by language."""


def plan_pages(
    listings: Iterable[ManifestListing], names: Mapping[str, str], source_language: str
) -> Iterator[IndexPage]:
    """The pages of every language; `names` are what the languages call themselves, in the order in
    which readers are offered them."""
    releases: dict[str, dict[str, ManifestListing]] = {}
    for entry in listings:
        if entry.language in names:
            releases.setdefault(entry.release, {})[entry.language] = entry
    ordered = sorted(
        releases.values(), key=lambda editions: _latest(_best(editions, "", names)), reverse=True
    )
    site = _Planner(ordered, names, source_language)
    for language in names:
        yield from site.plan(language)


class _Planner:
    """What the pages of all languages have in common; `releases` are the latest first."""

    def __init__(
        self, releases: Sequence[Editions], names: Mapping[str, str], source_language: str
    ) -> None:
        self.releases = releases
        self.names = names
        self.source_language = source_language
        self.years = tuple(dict.fromkeys(_year(editions) for editions in releases))
        kinds = {entry.kind for editions in releases for entry in editions.values()}
        self.kinds = tuple(kind for kind in KINDS if kind in kinds)

    def plan(self, language: str) -> Iterator[IndexPage]:
        """The pages of a language."""
        own = [editions for editions in self.releases if language in editions]
        absent = [editions for editions in self.releases if language not in editions]
        latest = own[:LATEST]
        yield self.page(
            "index",
            language,
            "",
            groups=self.by_year(latest, language, ""),
            years=self.years,
            absent_years=tuple(dict.fromkeys(map(_year, absent))),
        )
        for number, year in enumerate(self.years):
            mine = [editions for editions in own if _year(editions) == year]
            groups = [
                Group(
                    key=kind,
                    listings=self.list(
                        [editions for editions in mine if editions[language].kind == kind], language
                    ),
                )
                for kind in self.kinds
            ]
            yield self.page(
                "year",
                language,
                year,
                groups=tuple(group for group in groups if group.listings),
                absent=self.list(
                    [editions for editions in absent if _year(editions) == year], language
                ),
                newer=self.years[number - 1] if number else "",
                older=self.years[number + 1] if number + 1 < len(self.years) else "",
            )
        for kind in self.kinds:
            mine = [editions for editions in own if editions[language].kind == kind]
            yield self.page("kind", language, kind, groups=self.by_year(mine, language))
        # Sorting titles as a dictionary does takes its time: the page does it, where it is new.
        yield self.page("find", language, "", listings=self.list(own, language))

    def page(self, sort: Sort, language: str, key: str, **parts: object) -> IndexPage:
        """A page in its place, with its links to the same in other languages."""
        folder = "" if sort == "index" else f"{ALL}/{key or sort}/"
        path = f"{language}/{folder}index.html"
        root = "../" * path.count("/")
        links = tuple(
            Link(
                language=tag,
                text=name,
                href=f"{root}{tag}/{folder}index.html",
                current=tag == language,
            )
            for tag, name in self.names.items()
        )
        kinds = () if sort == "year" else self.kinds
        return IndexPage(
            sort=sort,
            path=path,
            language=language,
            key=key,
            links=links if len(links) > 1 else (),
            kinds=kinds,
            **parts,  # type: ignore[arg-type]  # the callers above name them
        )

    def by_year(
        self, releases: Sequence[Editions], language: str, home: str = LIST_HOME
    ) -> tuple[Group, ...]:
        """Releases under their years."""
        return tuple(
            Group(
                key=year,
                listings=self.list(list(found), language, home),
                href=f"{home}{ALL}/{year}/index.html",
            )
            for year, found in groupby(releases, key=_year)
        )

    def list(
        self, releases: Sequence[Editions], language: str, home: str = LIST_HOME
    ) -> tuple[Listing, ...]:
        """What a page in `language` says of releases: in this language, or else in that of
        their source, or in whatever there is. `home` leads to the folder of the language."""
        listings = []
        for editions in releases:
            entry = _best(editions, language, self.names, self.source_language)
            others = tuple(
                Link(
                    language=tag,
                    text=self.names[tag],
                    href=f"{home}../{tag}/{entry.release}/index.html",
                )
                for tag in self.names
                if tag in editions and tag != language
            )
            listings.append(
                Listing(
                    language=entry.language,
                    kind=entry.kind,
                    date=entry.date,
                    title=entry.title,
                    summary=entry.summary,
                    place=entry.place,
                    href=f"{home}{entry.release}/index.html"
                    if entry.language == language
                    else f"{home}../{entry.language}/{entry.release}/index.html",
                    others=others,
                    updated=entry.updated,
                    withdrawn=entry.withdrawn,
                )
            )
        return tuple(listings)


def _best(
    editions: Editions, language: str, names: Iterable[str], source_language: str = ""
) -> ManifestListing:
    """The listing in `language`, in the source language, or in the first there is."""
    wanted = (language, source_language, *names)
    return next(editions[tag] for tag in wanted if tag in editions)


def _latest(entry: ManifestListing) -> tuple[tuple[int, int, int], str]:
    return entry.date.sort_key, entry.release


def _year(editions: Editions) -> str:
    return f"{next(iter(editions.values())).date.year:04}"
