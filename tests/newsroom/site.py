"""A built site as it is read: its files, its pages as elements, and where its addresses lead.

In: the folder of a site and the address it will stand at. Out: pages by path; for an address in a
page, the file and the anchor that it means. HTML is read as browsers read it (html5lib).
"""

import functools
import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

RESOURCES = ("src", "poster", "data", "srcset", "imagesrcset")
"""Attributes whose addresses a browser fetches by itself."""
FETCHED_LINKS = frozenset({"stylesheet", "preload", "icon", "prefetch", "modulepreload"})
"""Relations of `<link>` that a browser fetches by itself."""
_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_ORIGIN = "http://site.invalid/"
"""Stands for the place of the site, wherever that is (RFC 6761 keeps `.invalid` free)."""


class Target(NamedTuple):
    """Where an address leads: a path from the site on, and an anchor, which may be empty."""

    path: str
    anchor: str


class Address(NamedTuple):
    """An address of a page; `fetched` says that a browser asks for it without being told to."""

    text: str
    fetched: bool


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page: `path` from the site on, and what it holds as elements without namespaces."""

    path: str
    root: Element

    @property
    def language(self) -> str:
        """What the page says its language is."""
        return self.root.get("lang", "")

    @functools.cached_property
    def anchors(self) -> frozenset[str]:
        """What links can lead to inside the page."""
        return frozenset(found for one in self.root.iter() if (found := one.get("id")))

    @functools.cached_property
    def addresses(self) -> tuple[Address, ...]:
        """Every address of the page, in its order, those of its styles last."""
        return tuple(find_addresses(self.root))

    @functools.cached_property
    def alternates(self) -> dict[str, str]:
        """The pages that this one names as itself in other languages, by `hreflang`; feeds and
        other formats, which have a `type`, are none."""
        return {
            link.get("hreflang", ""): link.get("href", "")
            for link in self.root.iter("link")
            if has_relation(link, "alternate") and link.get("hreflang") and not link.get("type")
        }

    @functools.cached_property
    def data(self) -> tuple[str, ...]:
        """The JSON-LD of the page, as it is written."""
        return tuple(
            "".join(script.itertext())
            for script in self.root.iter("script")
            if script.get("type") == "application/ld+json"
        )


class Site:
    """A site in a folder; `address` is where it will stand, and may be empty."""

    def __init__(self, folder: Path, address: str = "") -> None:
        self.folder = folder
        self.address = address
        self.paths = frozenset(
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        )
        self.manifest = json.loads((folder / "manifest.json").read_bytes())

    @functools.cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by its path."""
        names = sorted(path for path in self.paths if path.endswith(".html"))
        return {name: Page(path=name, root=parse_html(self.read(name))) for name in names}

    @functools.cached_property
    def public(self) -> frozenset[str]:
        """The pages that are in the open: no draft, and none under embargo."""
        closed = {
            entry["path"] for entry in self.manifest["artifacts"] if entry["state"] != "published"
        }
        return frozenset(
            path
            for path in self.pages
            if path not in closed and not path.startswith(("drafts/", "embargoed/"))
        )

    def read(self, path: str) -> bytes:
        """A file of the site."""
        return (self.folder / path).read_bytes()

    def resolve(self, address: str, path: str) -> Target | None:
        """Where an address in the file at `path` leads to inside the site; None where it leads
        out of it. A folder means its index.html."""
        whole = urljoin(_ORIGIN + path, address)
        for base in (_ORIGIN, self.address):
            if base and whole.startswith(base):
                inside, anchor = urldefrag(whole[len(base) :])
                name = unquote(inside.partition("?")[0])
                name = posixpath.join(name, "index.html") if name.endswith("/") else name
                return Target(name or "index.html", unquote(anchor))
        return None

    def is_here(self, target: Target) -> bool:
        """Whether there is such a file, and such an anchor in it."""
        if target.path not in self.paths:
            return False
        page = self.pages.get(target.path)
        return not target.anchor or (page is not None and target.anchor in page.anchors)


def parse_html(data: bytes) -> Element:
    """A page as a browser understands it."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return parser.parse(data, transport_encoding="utf-8")


def has_relation(link: Element, name: str) -> bool:
    """Whether a `<link>` or `<a>` has a relation."""
    return name in link.get("rel", "").lower().split()


def find_addresses(root: Element) -> Iterator[Address]:
    """Every address in elements and styles; sets of pictures (`srcset`) one by one."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        relations = set(element.get("rel", "").lower().split())
        for name, value in element.attrib.items():
            if name in {"srcset", "imagesrcset"}:
                for candidate in re.split(r",\s+", value.strip()):
                    yield Address(candidate.split()[0], fetched=True)
            elif name in RESOURCES and value:
                yield Address(value, fetched=True)
            elif name == "href":
                fetched = element.tag == "link" and bool(relations & FETCHED_LINKS)
                yield Address(value, fetched=fetched)
            elif name == "style":
                yield from (Address(text, fetched=True) for text in _CSS_ADDRESS.findall(value))
        if element.tag == "style":
            for text in _CSS_ADDRESS.findall("".join(element.itertext())):
                yield Address(text, fetched=True)


def is_elsewhere(address: str) -> bool:
    """Whether an address names a scheme or a host of its own."""
    parts = urlsplit(address)
    return bool(parts.scheme or parts.netloc)
