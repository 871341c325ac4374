"""The pages of a site for search engines, each with the same page in other languages.

In: addresses. Out: bytes by path. A sitemap that would be too long for the protocol becomes
several, and an index of them.

Standards: https://www.sitemaps.org/protocol.html · alternates,
https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

SITEMAP = "sitemap.xml"
MAX_ADDRESSES = 50_000
MAX_BYTES = 50_000_000
"""Of one sitemap: a little less than the 52,428,800 that are allowed."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Location:
    """A page: when it changed last (a date, or nothing), and where it stands in each language,
    itself included; `x-default` for all others."""

    address: str
    modified: str
    alternates: tuple[tuple[str, str], ...]


def write_sitemap(
    site: str,
    locations: Iterable[Location],
    max_addresses: int = MAX_ADDRESSES,
    max_bytes: int = MAX_BYTES,
) -> Mapping[str, bytes]:
    """`sitemap.xml`, and what it leads to if it had to be split; `site` is the site's address."""
    parts = [
        f'{_HEAD}<urlset xmlns="{_NAMESPACE}" xmlns:xhtml="{_XHTML}">\n{part}</urlset>\n'.encode()
        for part in split_locations(locations, max_addresses, max_bytes)
    ]
    if len(parts) == 1:
        return {SITEMAP: parts[0]}
    files = {f"sitemap-{number}.xml": part for number, part in enumerate(parts, start=1)}
    entries = "".join(f"<sitemap><loc>{escape(site + path)}</loc></sitemap>\n" for path in files)
    index = f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">\n{entries}</sitemapindex>\n'
    return {SITEMAP: index.encode(), **files}


def split_locations(
    locations: Iterable[Location], max_addresses: int, max_bytes: int
) -> Iterator[str]:
    """The elements of each sitemap."""
    part: list[str] = []
    size = 0
    for location in locations:
        element = write_location(location)
        length = len(element.encode())
        if part and (len(part) == max_addresses or size + length > max_bytes):
            yield "".join(part)
            part, size = [], 0
        part.append(element)
        size += length
    yield "".join(part)


def write_location(location: Location) -> str:
    """The element of a page."""
    modified = f"<lastmod>{location.modified}</lastmod>\n" if location.modified else ""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(tag)} href={quoteattr(address)}/>\n'
        for tag, address in location.alternates
    )
    return f"<url>\n<loc>{escape(location.address)}</loc>\n{modified}{links}</url>\n"
