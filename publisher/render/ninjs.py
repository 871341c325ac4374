"""An edition as a news item in JSON, for the systems of news agencies and newspapers.

In: an edition, its text as XHTML and plain, and where it stands. Out: a ninjs item.

Standard: IPTC ninjs 2.1, https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from publisher.model.edition import Edition
from publisher.model.newsroom import DOWNLOAD_TYPES, Contact, Newsroom
from publisher.model.page import SHARE_SIZE
from publisher.model.picture import Variant
from publisher.model.release import Segment
from publisher.render.plaintext import KIND_MESSAGES
from publisher.text.inline import strip_markup
from publisher.text.permanent import absolute, edition_tag, moment

STANDARD = {
    "name": "ninjs",
    "version": "2.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json",
}

Item = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemSource:
    """What an item is made from. `path` is that of the page in the site, `share` and `downloads`
    lead on from there, `share` empty where there is no such picture; `translations` are the
    languages of the other editions on the site."""

    edition: Edition
    newsroom: Newsroom
    body: str
    """XHTML."""
    text: str
    path: str
    share: str
    downloads: tuple[tuple[str, str], ...]
    translations: tuple[str, ...]
    pictures: Mapping[str, Variant] = field(hash=False)

    def complete(self, href: str) -> str:
        """The address that a link of the page leads to."""
        return absolute(self.newsroom.address, self.path, href)

    def tag(self, language: str) -> str:
        """What names the edition in a language."""
        return edition_tag(self.newsroom.address, self.edition.release.slug, language)

    def plain(self, segment: Segment) -> str:
        """The words of a segment."""
        return strip_markup(self.edition.localized(segment).text)


def render_ninjs(source: ItemSource) -> bytes:
    """The item, in UTF-8 with a final line end; what is not known is not there."""
    edition, release = source.edition, source.edition.release
    organisation = source.plain(source.newsroom.organisation.name)
    kind = edition.label(KIND_MESSAGES[release.kind]).text
    terms = source.newsroom.usage_terms
    associations = [*describe_pictures(source), *describe_translations(source)]
    item: Item = {
        "uri": source.tag(edition.language),
        "standard": STANDARD,
        "type": "text",
        "representationtype": "full",
        "profile": "text-photo" if release.blocks and source.pictures else "text-only",
        "version": str(release.version),
        "firstcreated": moment(release.date),
        "versioncreated": moment(release.updated or release.date),
        "embargoed": release.embargo.isoformat() if release.embargo else "",
        "pubstatus": "canceled" if release.withdrawn else "usable",
        "copyrightholder": organisation,
        "usageterms": source.plain(terms) if terms else "",
        "ednote": "\n".join(
            f"{correction.date.iso}: {source.plain(correction.text)}"
            for correction in release.corrections
        ),
        "language": edition.language,
        "by": organisation,
        "slugline": release.slug,
        "located": source.plain(release.place) if release.place else "",
        "genres": [{"literal": release.kind, "name": kind}],
        "infosources": [describe_organisation(source), *describe_contacts(source)],
        "altids": [
            {"role": "slug", "value": release.slug},
            {"role": "web", "value": source.complete("index.html")},
        ],
        "headlines": list(describe_headlines(source)),
        "descriptions": [{"role": "summary", "value": source.plain(release.summary)}]
        if release.summary
        else [],
        "bodies": [
            {"role": "xhtml", "contenttype": "application/xhtml+xml", "value": source.body},
            {"role": "text", "contenttype": "text/plain", "value": source.text},
        ]
        if not release.withdrawn
        else [],
        "renditions": list(describe_renditions(source)),
        "associations": associations if not release.withdrawn else [],
    }
    known = {name: value for name, value in item.items() if value not in ("", [])}
    return json.dumps(known, ensure_ascii=False, indent=1).encode() + b"\n"


def describe_headlines(source: ItemSource) -> Iterator[Item]:
    """The title and the subtitle."""
    release = source.edition.release
    yield {"role": "main", "value": source.plain(release.title)}
    if release.subtitle is not None:
        yield {"role": "subtitle", "value": source.plain(release.subtitle)}


def describe_organisation(source: ItemSource) -> Item:
    """Who publishes."""
    organisation = source.newsroom.organisation
    item = {"name": source.plain(organisation.name)}
    return item | ({"uri": organisation.url} if organisation.url else {})


def describe_contacts(source: ItemSource) -> Iterator[Item]:
    """Whom the media may ask, with the means to."""
    for key in source.edition.release.contacts:
        contact = source.newsroom.contacts[key]
        yield {"name": source.plain(contact.name), "contactinfo": list(means_of(contact))}


def means_of(contact: Contact) -> Iterable[Item]:
    """How a contact is reached."""
    means = (("email", contact.email), ("phone", contact.phone), ("web", contact.url))
    return [{"type": name, "value": value} for name, value in means if value]


def describe_renditions(source: ItemSource) -> Iterator[Item]:
    """The same as a page and as files."""
    href = source.complete("index.html")
    yield {"name": "web", "href": href, "contenttype": "text/html"}
    for name, address in () if source.edition.release.withdrawn else source.downloads:
        href, kind = source.complete(address), DOWNLOAD_TYPES[name]
        yield {"name": name, "href": href, "contenttype": kind}


def describe_pictures(source: ItemSource) -> Iterator[Item]:
    """The pictures of the release, then the one for messengers."""
    figures = [f for f in source.edition.release.figures() if f.image in source.pictures]
    for number, figure in enumerate(figures, start=1):
        picture = source.pictures[figure.image]
        address = source.complete(picture.path)
        descriptions = [{"role": "alt", "value": source.plain(figure.alt)}]
        if figure.caption is not None:
            descriptions.append({"role": "caption", "value": source.plain(figure.caption)})
        item: Item = {
            "name": f"picture-{number}",
            "uri": address,
            "type": "picture",
            "descriptions": descriptions,
            "renditions": [
                {
                    "name": "web",
                    "href": address,
                    "contenttype": picture.media_type,
                    "width": picture.width,
                    "height": picture.height,
                }
            ],
        }
        if figure.credit is not None:
            item["by"] = source.plain(figure.credit)
        yield item
    if source.share:
        width, height = SHARE_SIZE
        address = source.complete(source.share)
        rendition = {"name": "share", "href": address, "contenttype": "image/jpeg"}
        yield {
            "name": "share",
            "uri": address,
            "type": "graphic",
            "renditions": [{**rendition, "width": width, "height": height}],
        }


def describe_translations(source: ItemSource) -> Iterator[Item]:
    """The other editions on the site."""
    for language in source.translations:
        yield {
            "name": f"translation-{language}",
            "uri": source.tag(language),
            "type": "text",
            "representationtype": "partial",
            "language": language,
        }
