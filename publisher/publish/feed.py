"""The newest editions of a language as feeds: Atom, and JSON Feed.

In: plain values. Out: bytes. An entry tells its title and summary and leads to its page; one that
was withdrawn says so.

Standards: Atom, https://www.rfc-editor.org/rfc/rfc4287 · JSON Feed 1.1,
https://www.jsonfeed.org/version/1.1/
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

NEWEST = 50
"""Entries of a feed."""
WITHDRAWN = "withdrawn"
"""The term of the category of what is no longer stood by."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What cannot stand in XML 1.0, not even escaped (https://www.w3.org/TR/xml/#charsets)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedEntry:
    """An edition: `id` names it for ever; `published` and `updated` are moments (RFC 3339)."""

    id: str
    address: str
    title: str
    summary: str
    published: str
    updated: str
    kind: str
    kind_label: str
    picture: str
    """Its address; empty where there is none."""
    withdrawn: bool = False
    translations: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The addresses of the other editions, by language."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """What is new in a language; `entries` are the newest first, and there is at least one."""

    address: str
    json_address: str
    index: str
    language: str
    title: str
    author: str
    author_address: str
    rights: str
    entries: tuple[FeedEntry, ...]

    @property
    def updated(self) -> str:
        """When anything in it changed last."""
        return max(entry.updated for entry in self.entries)


def write_atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    return ("\n".join(atom_lines(feed)) + "\n").encode()


def atom_lines(feed: Feed) -> Iterator[str]:
    """The elements of a feed; its address is its id."""
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={attribute(feed.language)}>'
    yield element("id", feed.address)
    yield element("title", feed.title)
    yield element("updated", feed.updated)
    yield link("self", feed.address, "application/atom+xml")
    yield link("alternate", feed.index, "text/html", feed.language)
    yield "<author>"
    yield element("name", feed.author)
    if feed.author_address:
        yield element("uri", feed.author_address)
    yield "</author>"
    if feed.rights:
        yield element("rights", feed.rights)
    yield element("generator", "publisher")
    for entry in feed.entries:
        yield "<entry>"
        yield from entry_lines(entry, feed.language)
        yield "</entry>"
    yield "</feed>"


def entry_lines(entry: FeedEntry, language: str) -> Iterator[str]:
    """The elements of an entry. Translations are related: of several alternates, feed readers
    take the last one for the entry."""
    yield element("id", entry.id)
    yield element("title", entry.title)
    yield element("updated", entry.updated)
    yield element("published", entry.published)
    yield link("alternate", entry.address, "text/html", language)
    for tag, address in entry.translations.items():
        yield link("related", address, "text/html", tag)
    yield f"<category term={attribute(entry.kind)} label={attribute(entry.kind_label)}/>"
    if entry.withdrawn:
        yield f"<category term={attribute(WITHDRAWN)}/>"
    if entry.summary:
        yield element("summary", entry.summary)


def element(name: str, text: str) -> str:
    """An element that holds plain text, which is what Atom takes it for without a type."""
    return f"<{name}>{escape(xml_text(text))}</{name}>"


def attribute(text: str) -> str:
    """The value of an attribute, with its marks."""
    return quoteattr(xml_text(text))


def link(relation: str, address: str, media_type: str, language: str = "") -> str:
    """A link."""
    tongue = f" hreflang={attribute(language)}" if language else ""
    parts = f"rel={attribute(relation)} type={attribute(media_type)}{tongue}"
    return f"<link {parts} href={attribute(address)}/>"


def xml_text(text: str) -> str:
    """`text` with a mark for what XML does not know."""
    return _NOT_XML.sub("\ufffd", text)


def write_json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed, whose items must have a content: the summary, else the title."""
    author = {"name": feed.author, "url": feed.author_address}
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.index,
        "feed_url": feed.json_address,
        "language": feed.language,
        "authors": [{name: value for name, value in author.items() if value}],
        "items": [
            {
                "id": entry.id,
                "url": entry.address,
                "title": entry.title,
                "content_text": entry.summary or entry.title,
                **({"image": entry.picture} if entry.picture else {}),
                "date_published": entry.published,
                "date_modified": entry.updated,
                "tags": [entry.kind, *([WITHDRAWN] if entry.withdrawn else [])],
                "language": feed.language,
            }
            for entry in feed.entries
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"
