"""What machines ask of a site, as functions: each tells what is wrong, or nothing.

In: the bytes of a feed, JSON-LD of a page, or the folder of a site. Out: problems in words.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})\Z")
"""RFC 3339, in capitals, as RFC 4287, 3.3 has it."""
LEAVES = {"Text", "URL", "Date", "DateTime", "Number", "Integer", "Boolean", "Distance", "string"}
VOCABULARY = json.loads(Path(__file__).with_name("schema_org.json").read_bytes())["types"]


def check_atom(data: bytes) -> Iterator[str]:
    """What a feed has against the MUSTs of RFC 4287 that a document of entries can break."""
    feed = etree.fromstring(data)
    if feed.tag != f"{ATOM}feed":
        yield f"the root is {feed.tag}"
    if not feed.get(LANG):
        yield "no xml:lang"
    yield from check_once(feed, ("id", "title", "updated"), ("generator", "rights", "subtitle"))
    yield from check_links(feed, "feed")
    if not any(link.get("rel") == "self" for link in feed.iterfind(f"{ATOM}link")):
        yield "no link to itself (4.1.1, SHOULD)"
    entries = list(feed.iterfind(f"{ATOM}entry"))
    has_author = feed.find(f"{ATOM}author") is not None
    for person in feed.iter(f"{ATOM}author", f"{ATOM}contributor"):
        yield from check_once(person, ("name",), ("uri", "email"))
    names = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(set(names)) != len(names):
        yield "two entries have one id (4.1.1)"
    for entry in entries:
        yield from check_entry(entry, has_author=has_author)
    for name in feed.iter(f"{ATOM}id"):
        if not urlsplit(name.text or "").scheme:
            yield f"{name.text!r} is no IRI (4.2.6)"
    for date in feed.iter(f"{ATOM}updated", f"{ATOM}published"):
        if not MOMENT.match(date.text or ""):
            yield f"{date.text!r} is no moment of RFC 3339 (3.3)"
    for text in feed.iter(f"{ATOM}title", f"{ATOM}summary", f"{ATOM}rights"):
        if text.get("type", "text") not in {"text", "html", "xhtml"} or len(text):
            yield f"{text.tag} is no text construct (3.1)"


def check_entry(entry: Any, *, has_author: bool) -> Iterator[str]:
    """The same of an entry; `has_author` says whether its feed names one."""
    where = entry.findtext(f"{ATOM}id")
    yield from check_once(
        entry, ("id", "title", "updated"), ("content", "published", "rights", "summary")
    )
    yield from check_links(entry, f"entry {where}")
    if not has_author and entry.find(f"{ATOM}author") is None:
        yield f"{where}: no author (4.1.2)"
    content = entry.find(f"{ATOM}content")
    if content is None and not any(
        link.get("rel", "alternate") == "alternate" for link in entry.iterfind(f"{ATOM}link")
    ):
        yield f"{where}: neither content nor an alternate link (4.1.2)"
    for category in entry.iterfind(f"{ATOM}category"):
        if not category.get("term"):
            yield f"{where}: a category without a term (4.2.2)"


def check_once(element: Any, needed: tuple[str, ...], allowed: tuple[str, ...]) -> Iterator[str]:
    """Children that must be there once, and those that may."""
    for name in (*needed, *allowed):
        count = len(element.findall(f"{ATOM}{name}"))
        if count > 1 or (count == 0 and name in needed):
            yield f"{element.tag} has {count} {name}"
        if name in needed and not (element.findtext(f"{ATOM}{name}") or "").strip():
            yield f"{element.tag} has an empty {name}"


def check_links(element: Any, where: str) -> Iterator[str]:
    """Links: an address each, and no two alternates of one type and language."""
    seen = set()
    for link in element.iterfind(f"{ATOM}link"):
        if not urlsplit(link.get("href", "")).scheme:
            yield f"{where}: a link without an absolute address"
        if link.get("rel", "alternate") == "alternate":
            key = (link.get("type"), link.get("hreflang"))
            if key in seen:
                yield f"{where}: two alternates {key} (4.1.1, 4.1.2)"
            seen.add(key)


def check_json_feed(data: bytes) -> Iterator[str]:
    """What a feed has against JSON Feed 1.1."""
    feed = json.loads(data)
    for name in ("version", "title", "items"):
        if name not in feed:
            yield f"no {name}"
    if feed["version"] != "https://jsonfeed.org/version/1.1":
        yield f"version {feed['version']}"
    for item in feed["items"]:
        if not isinstance(item.get("id"), str):
            yield f"an item without an id: {item}"
        if not (item.get("content_text") or item.get("content_html")):
            yield f"{item['id']}: no content"
        for name in ("date_published", "date_modified"):
            if not MOMENT.match(item[name]):
                yield f"{item['id']}: {name} is {item[name]!r}"


def check_vocabulary(data: Any, kinds: tuple[str, ...] = ("CreativeWork",)) -> Iterator[str]:
    """What of a JSON-LD description is not in the words of schema.org: a type or a property that
    it does not know, a property that the type has not, a value of another type; `kinds` are those
    that may stand here."""
    if not isinstance(data, Mapping):
        if not LEAVES & {*kinds}:
            yield f"{data!r} stands where one of {', '.join(kinds)} must"
        elif isinstance(data, int) and not {
            "Boolean" if isinstance(data, bool) else "Number",
            "Boolean" if isinstance(data, bool) else "Integer",
        } & {*kinds}:
            yield f"{data!r} is not one of {', '.join(kinds)}"
        return
    name = data.get("@type", "")
    if name not in VOCABULARY:
        yield f"no type {name!r}"
        return
    if not lineage(name) & {*kinds}:
        yield f"{name} is not one of {', '.join(kinds)}"
    known = properties_of(name)
    for key, value in data.items():
        if key.startswith("@"):
            continue
        if key not in known:
            yield f"{name} has no property {key!r}"
            continue
        for one in value if isinstance(value, list) else [value]:
            if one in ("", None):
                yield f"{name}.{key} is empty"
            yield from check_vocabulary(one, tuple(known[key]))


def lineage(name: str) -> set[str]:
    """A type and all above it."""
    return {name}.union(*(lineage(parent) for parent in VOCABULARY[name]["parents"]))


def properties_of(name: str) -> dict[str, list[str]]:
    """The properties of a type, those of the types above it too."""
    found: dict[str, list[str]] = {}
    for kind in lineage(name):
        found |= VOCABULARY[kind]["properties"]
    return found


class Head(HTMLParser):
    """What the head of a page tells machines."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[dict[str, str]] = []
        self.properties: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self._in_script = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links, properties and where a script begins."""
        values = {name: value or "" for name, value in attrs}
        if tag == "link":
            self.links.append(values)
        elif tag == "meta" and "property" in values:
            self.properties.append((values["property"], values["content"]))
        elif tag == "script":
            assert values == {"type": "application/ld+json"}
            self.scripts.append("")
            self._in_script = True

    def handle_endtag(self, tag: str) -> None:
        """Note where a script ends."""
        self._in_script = self._in_script and tag != "script"

    def handle_data(self, data: str) -> None:
        """Keep what a script holds."""
        if self._in_script:
            self.scripts[-1] += data

    @property
    def canonical(self) -> str:
        """The address that the page gives itself."""
        found = [link["href"] for link in self.links if link.get("rel") == "canonical"]
        assert len(found) <= 1
        return found[0] if found else ""

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """The same page by language."""
        return [(link["hreflang"], link["href"]) for link in self.links if "hreflang" in link]

    @property
    def linked_data(self) -> list[Any]:
        """What its scripts describe."""
        return [json.loads(script) for script in self.scripts]


def read_heads(site: Path) -> dict[str, Head]:
    """The heads of all pages for readers, by path."""
    return {
        path.relative_to(site).as_posix(): Head(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
        if {"drafts", "embargoed"}.isdisjoint(path.relative_to(site).parts)
    }


def check_alternates(site: Path, address: str) -> Iterator[str]:
    """What is wrong with the canonical addresses and hreflang links of a whole site: each page
    names itself, one page for all others, and pages that name it back, with the same words."""
    heads = read_heads(site)
    for path, head in heads.items():
        if head.canonical != address + path:
            yield f"{path}: canonical {head.canonical!r}"
        tags = [tag for tag, _ in head.alternates]
        if len(set(tags)) != len(tags):
            yield f"{path}: a language twice: {tags}"
        if tags.count("x-default") != 1:
            yield f"{path}: no x-default"
        if address + path not in {href for _, href in head.alternates}:
            yield f"{path}: does not name itself"
        for tag, href in head.alternates:
            other = href.removeprefix(address)
            if href == other or other not in heads:
                yield f"{path}: {tag} leads to {href}, which is not there"
            elif sorted(heads[other].alternates) != sorted(head.alternates):
                yield f"{path}: {other} names other pages"
