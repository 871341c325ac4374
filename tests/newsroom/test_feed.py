"""Feeds and sitemaps, as bytes: valid whatever a text says, and split where a protocol wants it."""

import json

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from newsroom.payloads import PAYLOADS
from newsroom.rules import ATOM, check_atom, check_json_feed
from publisher.publish.feed import WITHDRAWN, Feed, FeedEntry, write_atom, write_json_feed, xml_text
from publisher.publish.sitemap import Location, write_sitemap

SITE = "https://news.example/"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def make_feed(title: str, *, withdrawn: bool = False) -> Feed:
    """A feed of two entries that say `title` wherever a text can stand."""
    entries = [
        FeedEntry(
            id=f"tag:news.example,2024-03-0{number}:2024-03-0{number}-x/en",
            address=f"{SITE}en/2024-03-0{number}-x/index.html",
            title=title,
            summary=title,
            published=f"2024-03-0{number}T00:00:00Z",
            updated=f"2024-04-0{number}T00:00:00Z",
            kind="press-release",
            kind_label=title,
            picture=f"{SITE}x.jpg",
            withdrawn=withdrawn,
            translations={"my": f"{SITE}my/2024-03-0{number}-x/index.html"},
        )
        for number in (2, 1)
    ]
    return Feed(
        address=f"{SITE}en/feed.xml",
        json_address=f"{SITE}en/feed.json",
        index=f"{SITE}en/index.html",
        language="en",
        title=title,
        author=title,
        author_address=f"{SITE}?a=1&b=2",
        rights=title,
        entries=tuple(entries),
    )


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_text_stays_a_text_in_feeds(text: str) -> None:
    """Readers get back what was written, character by character, and no element besides."""
    feed = make_feed(text)
    atom = write_atom(feed)
    assert not list(check_atom(atom))
    root = etree.fromstring(atom)
    said = {element.text for element in root.iter(f"{ATOM}title", f"{ATOM}summary", f"{ATOM}name")}
    assert said == {xml_text(text)}
    assert {
        category.get("label").split() == text.split() for category in root.iter(f"{ATOM}category")
    }
    assert len(list(root.iter())) == len(list(etree.fromstring(write_atom(make_feed("x"))).iter()))
    data = write_json_feed(feed)
    assert not list(check_json_feed(data))
    assert {item["title"] for item in json.loads(data)["items"]} == {text}


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1))
def test_no_text_breaks_a_feed(text: str) -> None:
    """Whatever characters a text is made of, the feed is XML; what XML does not know is marked."""
    text = text.encode(errors="replace").decode()
    root = etree.fromstring(write_atom(make_feed(text)))
    assert root.findtext(f"{ATOM}title") == xml_text(text).replace("\r\n", "\n").replace("\r", "\n")


def test_a_feed_as_its_readers_see_it() -> None:
    """The most used parser of feeds finds nothing wrong, and the entries in their order."""
    read = feedparser.parse(write_atom(make_feed("Rice & water")))
    assert not read.bozo
    assert read.version == "atom10"
    assert [entry.title for entry in read.entries] == ["Rice & water"] * 2
    assert read.feed.updated == "2024-04-02T00:00:00Z"
    assert read.entries[0].link == f"{SITE}en/2024-03-02-x/index.html"


def test_a_withdrawn_entry_is_marked() -> None:
    """It stays in the feed, and its category says that it was taken back."""
    root = etree.fromstring(write_atom(make_feed("x", withdrawn=True)))
    terms = [category.get("term") for category in root.iter(f"{ATOM}category")]
    assert terms.count(WITHDRAWN) == 2
    items = json.loads(write_json_feed(make_feed("x", withdrawn=True)))["items"]
    assert all(WITHDRAWN in item["tags"] for item in items)


def make_locations(count: int) -> list[Location]:
    """Pages with an ampersand in their address."""
    return [
        Location(
            address=f"{SITE}en/{number}?a&b",
            modified="2024-03-01",
            alternates=(("en", f"{SITE}en/{number}?a&b"), ("x-default", f'{SITE}"{number}"')),
        )
        for number in range(count)
    ]


def addresses_of(data: bytes) -> list[str]:
    """The addresses of a sitemap."""
    return [found.text for found in etree.fromstring(data).iter(f"{SITEMAP}loc")]


def test_a_sitemap_names_each_page_with_its_sisters() -> None:
    """Each page stands there once, with its languages as XHTML links."""
    (data,) = write_sitemap(SITE, make_locations(3)).values()
    assert addresses_of(data) == [f"{SITE}en/{number}?a&b" for number in range(3)]
    links = list(etree.fromstring(data).iter("{http://www.w3.org/1999/xhtml}link"))
    assert [link.get("hreflang") for link in links] == ["en", "x-default"] * 3
    assert links[1].get("href") == f'{SITE}"0"'


@pytest.mark.parametrize(("addresses", "size"), [(10, 10**9), (10**9, 3000)])
def test_a_long_sitemap_is_split(addresses: int, size: int) -> None:
    """Where there are too many pages or too many bytes, an index leads to the parts, and no page
    is lost."""
    files = write_sitemap(SITE, make_locations(35), addresses, size)
    index = etree.fromstring(files["sitemap.xml"])
    assert index.tag == f"{SITEMAP}sitemapindex"
    parts = [path for path in files if path != "sitemap.xml"]
    assert addresses_of(files["sitemap.xml"]) == [SITE + path for path in parts]
    assert len(parts) > 1
    assert all(len(files[path]) < size + 300 for path in parts)
    found = [address for path in parts for address in addresses_of(files[path])]
    assert found == [location.address for location in make_locations(35)]


def test_a_sitemap_of_nothing() -> None:
    """Without a page it is empty, and still a sitemap."""
    (data,) = write_sitemap(SITE, []).values()
    assert addresses_of(data) == []
