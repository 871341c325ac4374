"""The index of a language: which pages it has, and what stands on which."""

from collections.abc import Iterable

from publisher.build.listing import LATEST, plan_pages
from publisher.compose.index import IndexPage, Listing, group_by_place, group_by_title
from publisher.model.manifest import ManifestListing
from publisher.model.release import Kind, PartialDate

NAMES = {"en": "English", "my": "မြန်မာ", "km": "ខ្មែរ"}


def entry(
    slug: str, language: str, *, kind: Kind = "press-release", title: str = "", place: str = ""
) -> ManifestListing:
    """What is listed of an edition; its date is that of the slug."""
    year, month, day = map(int, slug.split("-")[:3])
    return ManifestListing(
        release=slug,
        language=language,
        kind=kind,
        date=PartialDate(year=year, month=month, day=day),
        title=title or slug,
        summary="",
        place=place,
    )


def plan(entries: Iterable[ManifestListing]) -> dict[str, IndexPage]:
    """The pages by path."""
    return {page.path: page for page in plan_pages(entries, NAMES, "en")}


def listed(page: IndexPage) -> list[str]:
    """The addresses of what a page lists, in order."""
    return [listing.href for group in page.groups for listing in group.listings]


def by_title(listings: Iterable[Listing]) -> list[tuple[str, list[str]]]:
    groups = group_by_title(listings)
    return [(group.key, [found.title for found in group.listings]) for group in groups]


SOME = [
    entry("2023-05-01-a", "en", place="Yangon", title="Ants"),
    entry("2024-02-01-b", "en", kind="activity-report", title="*Bees*"),
    entry("2024-02-01-b", "km", kind="activity-report", title="ឃ្មុំ"),
    entry("2024-03-01-c", "en", place="Phnom Penh", title="Cats"),
    entry("2024-03-01-c", "my", place="ဖနွမ်းပင်", title="ကြောင်"),
    entry("2024-03-01-c", "km", place="ភ្នំពេញ", title="ឆ្មា"),
]


def test_every_page_stands_in_every_language() -> None:
    """So that one can change the language anywhere, and every link of a page leads somewhere."""
    pages = plan(SOME)
    parts = ("2023", "2024", "press-release", "activity-report", "find")
    folders = ("", *(f"all/{part}/" for part in parts))
    assert set(pages) == {f"{tag}/{folder}index.html" for tag in NAMES for folder in folders}
    for page in pages.values():
        assert [link.language for link in page.links] == list(NAMES)
        assert [link.language for link in page.links if link.current] == [page.language]


def test_latest_first_by_year() -> None:
    """An index groups what there is in its language by year, the latest first."""
    index = plan(SOME)["en/index.html"]
    assert [group.key for group in index.groups] == ["2024", "2023"]
    assert listed(index) == [
        *("2024-03-01-c/index.html", "2024-02-01-b/index.html", "2023-05-01-a/index.html"),
    ]
    assert index.years == ("2024", "2023")


def test_other_editions_are_named() -> None:
    """Each entry leads to the editions in other languages that there are."""
    index = plan(SOME)["km/index.html"]
    others = [[link.href for link in entry.others] for entry in index.groups[0].listings]
    assert others == [
        ["../en/2024-03-01-c/index.html", "../my/2024-03-01-c/index.html"],
        ["../en/2024-02-01-b/index.html"],
    ]


def test_what_is_absent_is_said_on_its_year() -> None:
    """A release that a language lacks is in no list of it; the page of its year says so, in the
    words of the source language, and leads to what there is. The index leads to that year."""
    pages = plan(SOME)
    assert listed(pages["my/index.html"]) == ["2024-03-01-c/index.html"]
    assert pages["my/index.html"].absent_years == ("2024", "2023")
    (absent,) = pages["my/all/2024/index.html"].absent
    assert (absent.title, absent.language) == ("*Bees*", "en")
    assert [link.href for link in absent.others] == [
        "../../../en/2024-02-01-b/index.html",
        "../../../km/2024-02-01-b/index.html",
    ]
    assert not pages["en/index.html"].absent_years
    assert not pages["en/all/2024/index.html"].absent


def test_a_year_by_kind() -> None:
    """The page of a year has its releases by kind, and names the years beside it alone."""
    page = plan([*SOME, entry("2020-01-01-z", "en")])["en/all/2023/index.html"]
    assert [(group.key, len(group.listings)) for group in page.groups] == [("press-release", 1)]
    assert (page.newer, page.older) == ("2024", "2020")


def test_by_title_and_place() -> None:
    """In the order of the alphabet, without regard to markup; a release without a place is found
    by its title."""
    listings = plan(SOME)["en/all/find/index.html"].listings
    assert by_title(listings) == [("A", ["Ants"]), ("B", ["*Bees*"]), ("C", ["Cats"])]
    assert [group.key for group in group_by_place(listings)] == ["Phnom Penh", "Yangon"]
    khmer = plan(SOME)["km/all/find/index.html"].listings
    assert by_title(khmer) == [("ឃ", ["ឃ្មុំ"]), ("ឆ", ["ឆ្មា"])]


def many() -> list[ManifestListing]:
    """2,000 releases of twenty years in three languages."""
    return [
        entry(f"{2006 + number % 20}-{1 + number % 12:02}-{1 + number % 28:02}-{number}", tag)
        for number in range(2000)
        for tag in NAMES
    ]


def test_an_index_stays_light() -> None:
    """With 2,000 releases an index has the latest fifty, and the years have all."""
    pages = plan(many())
    index = pages["my/index.html"]
    assert len(listed(index)) == LATEST
    assert len(index.years) == 20
    assert sum(len(listed(pages[f"my/all/{year}/index.html"])) for year in index.years) == 2000


def test_a_new_release_changes_its_own_year_alone() -> None:
    """Of twenty years one page is planned anew; beside it the index, the kind and the titles."""
    before = plan(many())
    after = plan([*many(), entry("2025-12-31-new", "en")])
    changed = {path for path in after if after[path] != before[path]}
    assert {path for path in changed if path.startswith("en/")} == {
        *("en/index.html", "en/all/2025/index.html", "en/all/press-release/index.html"),
        "en/all/find/index.html",
    }
    assert {path for path in changed if path.startswith("my/")} == {
        *("my/index.html", "my/all/2025/index.html"),
    }


def test_nothing() -> None:
    """A newsroom that has published nothing has indexes that say so."""
    pages = plan([])
    assert set(pages) == {
        f"{tag}/{folder}index.html" for tag in NAMES for folder in ("", "all/find/")
    }
    assert not any(page.groups or page.listings for page in pages.values())


def test_a_listing_is_plain_data() -> None:
    """A plan is what its page is cached by."""
    assert isinstance(plan(SOME)["en/index.html"].groups[0].listings[0], Listing)
    assert plan(SOME) == plan(reversed(SOME))
