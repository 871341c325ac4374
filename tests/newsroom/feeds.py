"""Feeds against their rules: Atom (RFC 4287) and JSON Feed 1.1.

In: a site. Out: what is wrong, by the file it stands in. Only what the documents say with MUST, and
that every link leads to a public page: https://www.rfc-editor.org/rfc/rfc4287,
https://www.jsonfeed.org/version/1.1/
"""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from newsroom.links import Fault
from newsroom.site import Site

ATOM = "{http://www.w3.org/2005/Atom}"
JSON_FEED = "https://jsonfeed.org/version/1"
_ONE = ("id", "title", "updated")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)\Z", re.ASCII)
"""RFC 3339, with the capital letters that RFC 4287 §3.3 asks for."""


def find_feeds(site: Site) -> Iterator[tuple[str, Element | dict]]:
    """The feeds of a site, with their paths, read."""
    for path in sorted(site.paths):
        if path.endswith((".xml", ".atom")):
            root = ET.fromstring(site.read(path))
            if root.tag == f"{ATOM}feed":
                yield path, root
        elif path.endswith(".json"):
            value = json.loads(site.read(path))
            if isinstance(value, dict) and str(value.get("version")).startswith(JSON_FEED):
                yield path, value


def check_feeds(site: Site) -> Iterator[Fault]:
    """What is wrong with all feeds."""
    for path, feed in find_feeds(site):
        check = check_json_feed if isinstance(feed, dict) else check_atom
        for message in check(site, path, feed):
            yield Fault(path, message)


def check_atom(site: Site, path: str, feed: Element) -> Iterator[str]:
    """RFC 4287 §4.1 and §4.2."""
    yield from check_element(feed, "the feed")
    entries = feed.findall(f"{ATOM}entry")
    signed = feed.find(f"{ATOM}author") is not None
    for entry in entries:
        name = entry.findtext(f"{ATOM}id") or "an entry"
        yield from check_element(entry, name)
        source = entry.find(f"{ATOM}source")
        if not (signed or entry.findall(f"{ATOM}author")) and source is None:
            yield f"{name}: neither the entry nor the feed has an author (§4.1.1, §4.1.2)"
        links = [link for link in entry.findall(f"{ATOM}link") if relation(link) == "alternate"]
        content = entry.findall(f"{ATOM}content")
        if not links and not content:
            yield f"{name}: neither content nor an alternate link (§4.1.2)"
        if len(content) > 1 or len(entry.findall(f"{ATOM}summary")) > 1:
            yield f"{name}: more than one content or summary (§4.1.2)"
        for link in links:
            yield from check_reader_link(site, path, name, link.get("href", ""), link.get("type"))
    twice = Counter((e.findtext(f"{ATOM}id"), e.findtext(f"{ATOM}updated")) for e in entries)
    for (identifier, _), count in twice.items():
        if count > 1:
            yield f"{identifier} stands there {count} times with one date (§4.1.1)"


def check_element(element: Element, name: str) -> Iterator[str]:
    """What holds for a feed and for an entry."""
    for part in _ONE:
        found = element.findall(f"{ATOM}{part}")
        if len(found) != 1:
            yield f"{name}: {len(found)} times {part}, where one must be (§4.1)"
        elif not "".join(found[0].itertext()).strip():
            yield f"{name}: an empty {part}"
    identifier = element.findtext(f"{ATOM}id") or ""
    if not urlsplit(identifier).scheme:
        yield f"{name}: the id {identifier!r} is no absolute IRI (§4.2.6)"
    for part in ("updated", "published"):
        for moment in element.findall(f"{ATOM}{part}"):
            if not is_moment(moment.text or ""):
                yield f"{name}: {moment.text!r} is no RFC 3339 moment (§3.3)"
    for person in (*element.findall(f"{ATOM}author"), *element.findall(f"{ATOM}contributor")):
        if len(person.findall(f"{ATOM}name")) != 1:
            yield f"{name}: a person without one name (§3.2.1)"
    yield from check_texts(element, name)
    yield from check_element_links(element, name)


def check_texts(element: Element, name: str) -> Iterator[str]:
    """Text constructs (§3.1)."""
    for text in ("title", "subtitle", "summary", "rights", "content"):
        for found in element.findall(f"{ATOM}{text}"):
            kind = found.get("type", "text")
            if kind in {"text", "html"} and len(found):
                yield f"{name}: {text} is {kind} and holds elements (§3.1.1)"
            if text != "content" and kind not in {"text", "html", "xhtml"}:
                yield f"{name}: {text} has the type {kind} (§3.1.1)"


def check_element_links(element: Element, name: str) -> Iterator[str]:
    """The links of a feed or of an entry (§4.2.7)."""
    links = element.findall(f"{ATOM}link")
    alternates = Counter(
        (link.get("type"), link.get("hreflang")) for link in links if relation(link) == "alternate"
    )
    if any(count > 1 for count in alternates.values()):
        yield f"{name}: two alternate links of one type and language (§4.1.1, §4.1.2)"
    for link in links:
        if not link.get("href"):
            yield f"{name}: a link without href (§4.2.7.1)"


def relation(link: Element) -> str:
    """The relation of a link (§4.2.7.2)."""
    return link.get("rel", "alternate")


def check_json_feed(site: Site, path: str, feed: dict) -> Iterator[str]:
    """JSON Feed 1.1, “Top-level” and “Items”."""
    if not feed.get("title"):
        yield "no title"
    if not isinstance(feed.get("items"), list):
        yield "items is no array"
        return
    for item in feed["items"]:
        name = str(item.get("id") or "an item")
        if not item.get("id") or not isinstance(item["id"], str):
            yield f"{name}: no id"
        if not (item.get("content_text") or item.get("content_html")):
            yield f"{name}: neither content_text nor content_html"
        for key in ("date_published", "date_modified"):
            if key in item and not is_moment(item[key]):
                yield f"{name}: {key} {item[key]!r} is no RFC 3339 moment"
        if "url" in item:
            yield from check_reader_link(site, path, name, item["url"], "text/html")
        for attachment in item.get("attachments", []):
            if not attachment.get("url") or not attachment.get("mime_type"):
                yield f"{name}: an attachment without url or mime_type"
    if len({item.get("id") for item in feed["items"]}) != len(feed["items"]):
        yield "two items have one id"


def check_reader_link(
    site: Site, path: str, name: str, address: str, kind: str | None
) -> Iterator[str]:
    """A link of an entry leads to what is in the open."""
    target = site.resolve(address, path)
    page = kind in {None, "text/html"}
    if target is None or target.path not in (site.public if page else site.paths):
        yield f"{name}: {address} is no public page of the site"


def is_moment(text: str) -> bool:
    """Whether a text is a moment as RFC 3339 writes it, and in the calendar."""
    if not _MOMENT.match(text):
        return False
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
