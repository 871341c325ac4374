"""A built site is found: its pages name each other, feeds and sitemap lead to what is there."""

import json
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from world import Newsroom, read_tree

from newsroom.rules import (
    check_alternates,
    check_atom,
    check_json_feed,
    check_vocabulary,
    read_heads,
)

ADDRESS = "https://dhf.example/"
RICE = "2024-03-01-rice-dialogue"
WATER = "2024-02-10-water-for-two-deltas"
SEEDS = "2023-11-01-seed-training"
LANGUAGES = ("en", "my", "km")
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LASTMOD = "{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod"


def paths_of(addresses: list[str]) -> list[str]:
    """Addresses of the site as paths."""
    assert all(address.startswith(ADDRESS) for address in addresses)
    return [address.removeprefix(ADDRESS) for address in addresses]


def test_pages_name_each_other(built_full: Newsroom) -> None:
    """Every page names itself, its languages and one page for all others, and each of these says
    the very same."""
    assert not list(check_alternates(built_full.site, ADDRESS))
    heads = read_heads(built_full.site)
    assert len(heads) == 8 + 3 + 1 + 3 * 6  # of each language: two years, three kinds, all titles
    rice = dict(heads[f"my/{RICE}/index.html"].alternates)
    assert list(rice) == [*LANGUAGES, "x-default"]
    assert rice["x-default"] == f"{ADDRESS}en/{RICE}/index.html"
    assert dict(heads["km/index.html"].alternates)["x-default"] == f"{ADDRESS}index.html"
    seeds = [path for path in heads if "2023-11" in path]
    assert all(len(heads[path].alternates) == 3 for path in seeds)


def test_feeds_are_valid_and_lead_to_pages(built_full: Newsroom) -> None:
    """Each language has a feed in two forms, of its own editions alone, the newest first."""
    for language in LANGUAGES:
        data = (built_full.site / language / "feed.xml").read_bytes()
        assert not list(check_atom(data))
        read = feedparser.parse(data)
        assert not read.bozo
        assert read.feed.language == language
        pages = paths_of([entry.link for entry in read.entries])
        assert all((built_full.site / page).is_file() for page in pages)
        slugs = [page.split("/")[1] for page in pages]
        assert slugs == sorted(slugs, reverse=True)
        assert len(slugs) == (2 if language == "my" else 3)
        json_feed = (built_full.site / language / "feed.json").read_bytes()
        assert not list(check_json_feed(json_feed))
        items = json.loads(json_feed)["items"]
        assert [(item["id"], item["title"]) for item in items] == [
            (entry.id, entry.title) for entry in read.entries
        ]
        assert all(
            (built_full.site / path).is_file() for path in paths_of([i["image"] for i in items])
        )


def test_the_sitemap_names_every_page(built_full: Newsroom) -> None:
    """It has all pages for readers, once each, and when an edition changed last."""
    root = etree.parse(built_full.site / "sitemap.xml").getroot()
    found = paths_of([element.text for element in root.iter(LOC)])
    assert sorted(found) == sorted(read_heads(built_full.site))
    changed = {url.findtext(LOC): url.findtext(LASTMOD) for url in root}
    assert changed[f"{ADDRESS}en/{RICE}/index.html"] == "2024-03-01"
    assert changed[f"{ADDRESS}index.html"] == "2024-03-01"


def test_linked_data_is_in_the_words_of_schema_org(built_full: Newsroom) -> None:
    """Each edition describes itself: what it is, who publishes it, what it is a translation of."""
    heads = read_heads(built_full.site)
    found = {path: head.linked_data for path, head in heads.items()}
    for path, data in found.items():
        assert len(data) == (path.count("/") == 2)
        assert not [problem for one in data for problem in check_vocabulary(one)], path
    (rice,) = found[f"en/{RICE}/index.html"]
    assert rice["@type"] == "NewsArticle"
    assert [work["inLanguage"] for work in rice["workTranslation"]] == ["my", "km"]
    assert "translator" not in rice
    (rice,) = found[f"km/{RICE}/index.html"]
    assert rice["translationOfWork"]["@id"] == f"{ADDRESS}en/{RICE}/index.html"
    assert rice["datePublished"] == rice["dateModified"] == "2024-03-01"
    (seeds,) = found[f"km/{SEEDS}/index.html"]
    assert (seeds["@type"], seeds["datePublished"]) == ("Report", "2023-11")
    (water,) = found[f"my/{WATER}/index.html"]
    assert water["isBasedOn"]["url"] == "https://dhf.example/water/en"


def test_the_vocabulary_tells_mistakes() -> None:
    """A wrong type, a wrong property and a wrong value are seen, at any depth."""
    data = {"@type": "NewsArticle", "headline": "x", "author": {"@type": "Organization"}}
    assert not list(check_vocabulary(data))
    assert list(check_vocabulary({**data, "headlin": "x"})) == [
        "NewsArticle has no property 'headlin'"
    ]
    assert list(check_vocabulary({**data, "@type": "Novella"})) == ["no type 'Novella'"]
    wrong = {**data, "correction": [{"@type": "Person", "name": "x"}]}
    assert list(check_vocabulary(wrong)) == ["Person is not one of CorrectionComment, Text, URL"]
    wrong = {**data, "author": {"@type": "Organization", "headline": "x"}}
    assert list(check_vocabulary(wrong)) == ["Organization has no property 'headline'"]


def test_what_is_shared_has_words_and_a_picture(built_full: Newsroom) -> None:
    """Messengers find a title, a language and the address of a picture that is there."""
    for path, head in read_heads(built_full.site).items():
        properties = dict(head.properties)
        assert properties["og:url"] == ADDRESS + path
        assert properties["og:title"]
        territories = {"en": "en_GB", "my": "my_MM", "km": "km_KH"}
        assert (
            properties["og:locale"] == territories[path.split("/")[0].replace("index.html", "en")]
        )
        if path.count("/") == 2:
            (picture,) = paths_of([properties["og:image"]])
            assert (built_full.site / picture).read_bytes().startswith(b"\xff\xd8\xff")


@pytest.fixture(scope="module")
def changed(built_full: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """The full newsroom with a draft, a correction, a withdrawal, usage terms and credits."""
    newsroom = built_full.copy(tmp_path_factory.mktemp("changed") / "newsroom")
    newsroom.edit(
        f"releases/{RICE}/release.md",
        "date: 2024-03-01\n",
        "date: 2024-03-01\nversion: 2\ncorrections:\n  - date: 2024-03-09\n    text: It was two.\n",
    )
    newsroom.edit(
        f"releases/{WATER}/release.md",
        "date: 2024-02-10\n",
        "date: 2024-02-10\nwithdrawn: 2024-04-01\n",
    )
    newsroom.edit(
        "publisher.toml",
        'languages = ["en", "my", "km"]',
        'languages = ["en", "my", "km"]\ncredit_translators = true\n'
        'usage_terms = "Free to *quote*."',
    )
    for language, text in (("my", "နှစ်ခု ဖြစ်ပါသည်။"), ("km", "គឺពីរ។")):
        add_message(newsroom, language, RICE, "It was two.", text)
    add_message(newsroom, "km", "newsroom", "Free to *quote*.", "អាច*ដកស្រង់*បាន។")
    name = '"Last-Translator: Sok Dara <dara@example.org>\\n"'
    newsroom.edit(f"locales/km/LC_MESSAGES/{RICE}.po", '"Last-Translator: \\n"', name)
    said = newsroom.run("build", "--jobs", 1, "-f", "html")
    assert said.code == 0, said
    return newsroom


def add_message(newsroom: Newsroom, language: str, domain: str, msgid: str, msgstr: str) -> None:
    """Add a translated message to a catalogue."""
    path = newsroom.folder / f"locales/{language}/LC_MESSAGES/{domain}.po"
    with path.open("a", encoding="utf-8") as file:
        file.write(f'\nmsgid "{msgid}"\nmsgstr "{msgstr}"\n')


def test_a_correction_is_told_to_machines(changed: Newsroom) -> None:
    """The feed's entry, the sitemap and the description carry its day and its words."""
    head = read_heads(changed.site)[f"km/{RICE}/index.html"]
    (data,) = head.linked_data
    assert not list(check_vocabulary(data))
    assert data["correction"][0]["text"] == "គឺពីរ។"
    assert (data["dateModified"], data["version"]) == ("2024-03-09", 2)
    assert ("article:modified_time", "2024-03-09T00:00:00Z") in head.properties
    read = feedparser.parse((changed.site / "km" / "feed.xml").read_bytes())
    assert read.entries[0].updated == "2024-03-09T00:00:00Z"
    assert read.entries[0].published == "2024-03-01T00:00:00Z"
    assert read.feed.rights == "អាចដកស្រង់បាន។"
    item = json.loads((changed.site / f"km/{RICE}/{RICE}.km.ninjs.json").read_bytes())
    assert (item["version"], item["versioncreated"]) == ("2", "2024-03-09T00:00:00Z")
    assert item["ednote"] == "2024-03-09: គឺពីរ។"


def test_a_translator_is_credited_by_name_alone(changed: Newsroom) -> None:
    """Where the newsroom wants it and the catalogue says who; nobody's address goes out."""
    (data,) = read_heads(changed.site)[f"km/{RICE}/index.html"].linked_data
    assert data["translator"] == {"@type": "Person", "name": "Sok Dara"}
    (data,) = read_heads(changed.site)[f"en/{RICE}/index.html"].linked_data
    assert "translator" not in data
    assert not [
        path for path, text in read_tree(changed.site).items() if b"dara@example.org" in text
    ]


def test_a_withdrawn_release_says_so(changed: Newsroom) -> None:
    """In the feed by its title and a category, in the description by its status, in the item."""
    read = feedparser.parse((changed.site / "en" / "feed.xml").read_bytes())
    entry = next(entry for entry in read.entries if WATER in entry.id)
    assert entry.title == "Withdrawn: Water for Two Deltas: A Study"
    assert entry.updated == "2024-04-01T00:00:00Z"
    assert {tag.term for tag in entry.tags} == {"publication-summary", "withdrawn"}
    (data,) = read_heads(changed.site)[f"en/{WATER}/index.html"].linked_data
    assert data["creativeWorkStatus"] == "Withdrawn"
    item = json.loads((changed.site / f"en/{WATER}/{WATER}.en.ninjs.json").read_bytes())
    assert item["pubstatus"] == "canceled"
    assert "bodies" not in item


def test_a_draft_is_nowhere(changed: Newsroom) -> None:
    """Burmese, in which the terms are not translated, has drafts alone: none of them is named by
    a page, a feed or the sitemap, and none says where it stands."""
    assert not list(check_alternates(changed.site, ADDRESS))
    assert not (changed.site / "my" / "feed.xml").exists()
    assert f"my/{RICE}".encode() not in (changed.site / "sitemap.xml").read_bytes()
    folder = changed.site / "drafts" / "my" / RICE
    assert not list(folder.glob("*.jpg")) + list(folder.glob("*.json"))
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "canonical" not in page
    assert "ld+json" not in page


def test_without_an_address(minimal: Newsroom) -> None:
    """A site whose address nobody says has no feed, no sitemap and no canonical address; what can
    be said without it is said."""
    said = minimal.build("-f", "html", "--json")
    assert said.json["findings"] == []
    assert not [
        path
        for path in read_tree(minimal.site)
        if path.endswith((".xml", ".jpg", "feed.json", "ninjs.json"))
    ]
    for head in read_heads(minimal.site).values():
        assert not head.canonical
        assert "og:url" not in dict(head.properties)
    (data,) = read_heads(minimal.site)["en/2024-05-02-hello/index.html"].linked_data
    assert not list(check_vocabulary(data))
    assert data["url"] == "index.html"


def times(folder: Path) -> dict[str, int]:
    """When each file was last written."""
    return {path: (folder / path).stat().st_mtime_ns for path in read_tree(folder)}


def test_only_what_changed_is_written(built_full_copy: Newsroom) -> None:
    """A word in the text of one edition leaves its picture, all feeds and the sitemap alone."""
    before = times(built_full_copy.site)
    built_full_copy.edit(f"releases/{RICE}/release.md", "Meet again.", "Meet again soon.")
    built_full_copy.edit(
        f"locales/my/LC_MESSAGES/{RICE}.po", 'msgid "Meet again."', 'msgid "Meet again soon."'
    )
    built_full_copy.edit(
        f"locales/km/LC_MESSAGES/{RICE}.po", 'msgid "Meet again."', 'msgid "Meet again soon."'
    )
    built_full_copy.build("-f", "html")
    after = times(built_full_copy.site)
    written = {path for path in after if after[path] != before.get(path)}
    assert f"en/{RICE}/index.html" in written
    assert f"en/{RICE}/{RICE}.en.ninjs.json" in written
    assert not [path for path in written if path.endswith((".jpg", ".xml", "feed.json"))]
    assert set(before) == set(after)
