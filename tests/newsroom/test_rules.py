"""The rules that the session `newsroom` holds a site to find what breaks them."""

import json
from pathlib import Path

import pytest

from newsroom.feeds import check_feeds
from newsroom.links import check_languages, check_links, check_sitemap
from newsroom.site import Site
from newsroom.vocabulary import check_data, read_vocabulary

ADDRESS = "https://press.example/"
PAGE = """<!DOCTYPE html><html lang="{tag}"><head><title>T</title>
<link rel="alternate" hreflang="en" href="{up}en/index.html">
<link rel="alternate" hreflang="my" href="{up}my/index.html">
</head><body><h1 id="top">T</h1><a href="{up}my/index.html">my</a>
<a href="{up}en/index.html#top">en</a>{more}</body></html>"""
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://press.example/</loc></url>
<url><loc>https://press.example/en/index.html</loc></url>
<url><loc>https://press.example/my/</loc></url>
</urlset>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x:1</id><title>T</title>
<updated>2017-07-24T09:00:00Z</updated><author><name>A</name></author>
<entry><id>urn:x:2</id><title>E</title><updated>2017-07-24T09:00:00+06:30</updated>
<link href="en/index.html"/></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "T",
    "items": [{"id": "1", "content_text": "x", "url": "https://press.example/en/index.html"}],
}
FILES = {
    "index.html": PAGE.format(tag="en", up="", more=""),
    "en/index.html": PAGE.format(tag="en", up="../", more=""),
    "my/index.html": PAGE.format(tag="my", up="../", more=""),
    "sitemap.xml": SITEMAP,
    "en/feed.xml": ATOM.replace('"en/index', '"index'),
    "en/feed.json": json.dumps(JSON_FEED),
    "manifest.json": json.dumps({"artifacts": [], "files": []}),
}
TYPES = """
export type Text = URL | string;
export type URL = string;
interface ThingBase extends Partial<IdReference> {
    /** The name. */
    "name"?: SchemaValue<Text, "name">;
}
interface CreativeWorkBase extends ThingBase {
    "headline"?: SchemaValue<Text, "headline">;
    "datePublished"?: SchemaValue<Date | DateTime, "datePublished">;
    "author"?: SchemaValue<Organization | Person | IdReference, "author">;
}
interface ArticleBase extends CreativeWorkBase {
}
export interface NewsArticleLeaf extends ArticleBase {
    "@type": "NewsArticle";
}
export interface OrganizationLeaf extends ThingBase {
    "@type": "Organization";
}
export interface NGOLeaf extends OrganizationBase {
    "@type": "NGO";
}
export interface PlaceLeaf extends ThingBase {
    "@type": "Place";
}
"""


def write_site(folder: Path, changed: dict[str, tuple[str, str]]) -> Site:
    """The site of FILES, where each file that is named has other text in one place."""
    for path, text in FILES.items():
        old, new = changed.get(path, ("", ""))
        assert old in text
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return Site(folder, ADDRESS)


def find_all(site: Site) -> list[str]:
    """All that is wrong with a site, in words."""
    checks = (check_links, check_languages, check_sitemap, check_feeds)
    return [f"{fault.path}: {fault.message}" for check in checks for fault in check(site)]


def test_a_right_site(tmp_path: Path) -> None:
    """Nothing is found in a site that is as it should be."""
    assert find_all(write_site(tmp_path, {})) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        ("en/index.html", "</body>", '<a href="gone.html">x</a>', "leads nowhere: gone.html"),
        ("en/index.html", "en/index.html#top", "en/index.html#t", "leads nowhere"),
        ("en/index.html", "</body>", '<a href="">x</a>', "without an address"),
        ("en/index.html", "</body>", '<img src="//cdn.example/x.png" alt="">', "another host"),
        ("en/index.html", "</head>", "<style>a{background:url(x.png)}</style>", "leads nowhere"),
        ("en/index.html", "</body>", '<img srcset="a.avif 1x, b.avif 2x">', "b.avif"),
        ("en/index.html", "</head>", '<link rel="canonical" href="/x/">', "not absolute"),
        ("en/index.html", "</head>", f'<link rel="canonical" href="{ADDRESS}">', "another page's"),
        ("my/index.html", 'hreflang="en" href="../en/', 'hreflang="en" href="../my/', "says my"),
        ("my/index.html", 'hreflang="en"', 'hreflang="km"', "does not name this page"),
        ("my/index.html", 'hreflang="en" href="../en/', 'hreflang="en" href="../xx/', "not part"),
        ("sitemap.xml", "/en/index.html", "/xx/index.html", "no public page"),
        ("sitemap.xml", "/my/", "/en/", "is missing"),
        ("sitemap.xml", "/my/", "/en/index.html", "twice"),
        ("en/feed.xml", "<id>urn:x:2</id>", "", "0 times id"),
        ("en/feed.xml", "urn:x:1", "feed", "no absolute IRI"),
        ("en/feed.xml", "+06:30", "", "no RFC 3339 moment"),
        ("en/feed.xml", "<author><name>A</name></author>", "", "author"),
        ("en/feed.xml", '<link href="index.html"/>', "", "neither content nor"),
        ("en/feed.xml", 'href="index.html"', 'href="drafts.html"', "no public page"),
        ("en/feed.xml", "<title>E</title>", "<title>E<b>x</b></title>", "holds elements"),
        ("en/feed.json", '"id": "1", ', "", "no id"),
        ("en/feed.json", "content_text", "content", "neither content_text"),
        ("en/feed.json", '"id": "1"', '"id": "1", "date_published": "2017-07-24"', "RFC 3339"),
    ],
)
def test_a_fault_is_found(tmp_path: Path, path: str, old: str, new: str, words: str) -> None:
    """Each rule finds what breaks it, in the file that is wrong or in one that leads there."""
    found = find_all(write_site(tmp_path, {path: (old, new)}))
    assert any(words in fault for fault in found), found


def test_a_page_that_nothing_leads_to(tmp_path: Path) -> None:
    """A public page that no link leads to is found; a draft is none."""
    write_site(tmp_path, {})
    page = PAGE.format(tag="en", up="../../", more="")
    for folder in ("drafts/en", "en/lost"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "index.html").write_text(page, encoding="utf-8")
    found = [fault for fault in check_links(Site(tmp_path, ADDRESS)) if "start page" in fault[1]]
    assert [fault.path for fault in found] == ["en/lost/index.html"]


@pytest.mark.parametrize(
    ("node", "words"),
    [
        ({"@type": "NewsArticle", "headline": "x", "author": {"@type": "NGO", "name": "M"}}, None),
        ({"@type": "NewsArticle", "datePublished": "2017-07"}, None),
        ({"@type": "NewsArticle", "datePublished": "2017-13-01"}, "none of Date"),
        ({"@type": "NewsArticle", "author": {"@id": "https://press.example/#m"}}, None),
        ({"@type": "NewsArtikel"}, "no type NewsArtikel"),
        ({"@type": "NewsArticle", "titel": "x"}, "no such property"),
        ({"@type": "NGO", "headline": "x"}, "no such property"),
        ({"@type": "NewsArticle", "author": {"@type": "Place", "name": "x"}}, "none of"),
        ({"@type": "NewsArticle", "author": "MMN"}, "none of"),
        ({"@type": "NewsArticle", "headline": ""}, "says nothing"),
        ({"headline": "x"}, "no @type"),
    ],
)
def test_vocabulary(tmp_path: Path, node: dict, words: str | None) -> None:
    """Types, properties and kinds of values are those of the vocabulary."""
    (tmp_path / "schema.d.ts").write_text(TYPES, encoding="utf-8")
    vocabulary = read_vocabulary(tmp_path / "schema.d.ts")
    found = check_data(json.dumps({"@context": "https://schema.org", **node}), vocabulary)
    assert (found == []) if words is None else any(words in fault for fault in found), found
