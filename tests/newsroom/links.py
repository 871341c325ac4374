"""Links, languages and the sitemap of a site.

In: a site. Out: what is wrong, by the page it stands on; nothing where all is right. Sources:
https://html.spec.whatwg.org/multipage/links.html, https://www.sitemaps.org/protocol.html,
https://developers.google.com/search/docs/specialty/international/localized-versions (alternates
must name each other).
"""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

from newsroom.site import Page, Site, has_relation, is_elsewhere

SITEMAP = "sitemap.xml"
NEUTRAL = "x-default"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_XHTML = "{http://www.w3.org/1999/xhtml}"


class Fault(NamedTuple):
    """What is wrong in the file at `path`."""

    path: str
    message: str


def check_links(site: Site) -> Iterator[Fault]:
    """Addresses that lead nowhere; files that a page would fetch from another host; and pages that
    a reader cannot come to from the start page."""
    reached = {"index.html"} & site.pages.keys()
    waiting = list(reached)
    for page in site.pages.values():
        for address in page.addresses:
            yield from check_address(site, page, address.text, fetched=address.fetched)
    while waiting:
        page = site.pages[waiting.pop()]
        for link in page.root.iter("a"):
            target = site.resolve(link.get("href", ""), page.path)
            if target and target.path in site.pages and target.path not in reached:
                reached.add(target.path)
                waiting.append(target.path)
    for path in sorted(site.public - reached):
        yield Fault(path, "no link leads here from the start page")


def check_address(site: Site, page: Page, text: str, *, fetched: bool) -> Iterator[Fault]:
    """What is wrong with one address of a page."""
    if text.startswith("data:") and fetched:
        return
    target = site.resolve(text, page.path)
    if not text:
        yield Fault(page.path, "a link without an address")
    elif target is None:
        if fetched:
            yield Fault(page.path, f"asks another host for {text}")
    elif is_elsewhere(text) and not is_own(site, target.path):
        pass  # The organisation's other pages may stand beside the site, and are no part of it.
    elif not site.is_here(target):
        yield Fault(page.path, f"leads nowhere: {text}")


def is_own(site: Site, path: str) -> bool:
    """Whether a path below the site's address is one that publisher makes."""
    languages = {page.language for page in site.pages.values()}
    return path.partition("/")[0] in {*languages, "index.html", "faces", "drafts", SITEMAP}


def check_languages(site: Site) -> Iterator[Fault]:
    """Pages that name another as their translation, and are not named by it. The start page has no
    language of its own: it leads to all of them."""
    for page in site.pages.values():
        for tag, address in page.alternates.items():
            target = site.resolve(address, page.path)
            other = site.pages.get(target.path) if target else None
            if other is None:
                yield Fault(page.path, f"the {tag} page {address} is not part of the site")
            elif tag != NEUTRAL:
                if other.language != tag:
                    yield Fault(page.path, f"{address} is called {tag} and says {other.language}")
                if page.path != "index.html" and not names(site, other, page):
                    yield Fault(page.path, f"{address} does not name this page in return")
        neutral = page.alternates.get(NEUTRAL)
        others = {site.pages[t.path].alternates.get(NEUTRAL) for t in targets(site, page)}
        if neutral and None in others:
            yield Fault(page.path, "has an x-default, and its translations have none")
        yield from check_canonical(site, page)


def targets(site: Site, page: Page) -> Iterator[object]:
    """The pages that a page names as itself in other languages."""
    for tag, address in page.alternates.items():
        target = site.resolve(address, page.path)
        if tag != NEUTRAL and target and target.path in site.pages:
            yield target


def names(site: Site, page: Page, other: Page) -> bool:
    """Whether `page` names `other` as itself in the other's language."""
    address = page.alternates.get(other.language)
    target = site.resolve(address, page.path) if address else None
    return page is other or (target is not None and target.path == other.path)


def check_canonical(site: Site, page: Page) -> Iterator[Fault]:
    """A canonical address is absolute, one, and the page's own."""
    found = [
        link.get("href", "") for link in page.root.iter("link") if has_relation(link, "canonical")
    ]
    if len(found) > 1:
        yield Fault(page.path, "has more than one canonical address")
    for address in found:
        target = site.resolve(address, page.path)
        if not is_elsewhere(address):
            yield Fault(page.path, f"the canonical address {address} is not absolute")
        elif target is None or target.path != page.path:
            yield Fault(page.path, f"the canonical address {address} is another page's")


def check_sitemap(site: Site) -> Iterator[Fault]:
    """A sitemap names every public page once, no other, and the same alternates as its pages."""
    if SITEMAP not in site.paths:
        return
    seen: set[str] = set()
    root = ET.fromstring(site.read(SITEMAP))
    if root.tag != f"{_SITEMAP}urlset":
        yield Fault(SITEMAP, f"begins with {root.tag}")
    for url in root.iter(f"{_SITEMAP}url"):
        address = (url.findtext(f"{_SITEMAP}loc") or "").strip()
        target = site.resolve(address, SITEMAP)
        page = site.pages.get(target.path) if target else None
        if not is_elsewhere(address):
            yield Fault(SITEMAP, f"{address} is not absolute")
        if page is None or target is None or target.path not in site.public:
            yield Fault(SITEMAP, f"{address} is no public page of the site")
            continue
        if page.path in seen:
            yield Fault(SITEMAP, f"{address} stands there twice")
        seen.add(page.path)
        given = {
            (link.get("hreflang", ""), site.resolve(link.get("href", ""), SITEMAP))
            for link in url.iter(f"{_XHTML}link")
        }
        wanted = {(tag, site.resolve(href, page.path)) for tag, href in page.alternates.items()}
        own = (page.language, target)
        if given and given | {own} != wanted | {own}:
            yield Fault(SITEMAP, f"{address} has other alternates than its page")
    for path in sorted(site.public - seen):
        yield Fault(SITEMAP, f"{path} is missing")
