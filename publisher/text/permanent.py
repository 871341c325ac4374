"""Names and times by which machines tell the editions of a site apart, wherever it stands.

In: the address of a site, slugs, languages and dates. Out: absolute addresses, tags and moments as
feeds, news systems and JSON-LD write them.
"""

from urllib.parse import quote, urljoin, urlsplit

from publisher.model.release import PartialDate

SAFE = "!#$%&'()*+,/:;=?@[]~"
"""What stays as it is in an address (RFC 3986, 2.2 and 2.3, and `%`)."""


def absolute(site: str, page: str, href: str) -> str:
    """The address that `href` leads to from a page of the site at `site`; `page` is its path.
    Without a site, `href` itself."""
    return urljoin(site + page, quote(href, safe=SAFE)) if site else href


def edition_tag(site: str, slug: str, language: str) -> str:
    """What names an edition for ever: a tag URI (RFC 4151), which stays when the site moves to
    another scheme or folder of its host. Its date is that which every slug begins with."""
    return f"tag:{urlsplit(site).hostname},{slug[:10]}:{slug}/{language}"


def moment(date: PartialDate) -> str:
    """A day as RFC 3339 wants it, from its first second in UTC: no hour is known. A month begins
    with its first day."""
    return f"{date.year:04}-{date.month:02}-{date.day or 1:02}T00:00:00Z"
