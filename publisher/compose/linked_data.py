"""An edition as JSON-LD in the words of schema.org, for search engines.

In: an edition, and where it and its sisters stand. Out: one description, and the text of the
element that carries it into a page. Addresses are absolute where the site's is known; otherwise
they are relative to the page, as JSON-LD allows (https://www.w3.org/TR/json-ld11/#base-iri).

Vocabulary: https://schema.org, version 29.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from publisher.model.edition import Edition
from publisher.model.newsroom import DOWNLOAD_TYPES, Newsroom
from publisher.model.page import SHARE_SIZE
from publisher.model.picture import Variant
from publisher.model.release import Kind, Publication

if TYPE_CHECKING:
    from publisher.compose.found import Place
    from publisher.compose.page import Link, Voice

TYPES: Mapping[Kind, str] = {
    "press-release": "NewsArticle",
    "activity-report": "Report",
    "publication-summary": "Article",
}
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""What could end the element, begin a comment in it or a line: in JSON all of these stand in
strings alone, where an escape is the same character (RFC 8259, 7; HTML, 4.12.1.3)."""

Description = dict[str, Any]


def write_linked_data(data: Description) -> Markup:
    """The content of a `script` element, which no text in it can end."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704  # nothing is left that HTML would read


def describe_edition(
    *,
    voice: "Voice",
    edition: Edition,
    newsroom: Newsroom,
    place: "Place",
    links: "tuple[Link, ...]",
    downloads: tuple[tuple[str, str], ...],
    pictures: Mapping[str, Variant],
    share: str,
) -> Description:
    """An edition. `share` is its picture for messengers, `downloads` its other formats; what is
    not there is not said."""
    release = edition.release
    kind = TYPES[release.kind]
    here = place.canonical or "index.html"
    organisation = describe_organisation(voice, newsroom, place)
    data: Description = {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": here,
        "url": here,
        "mainEntityOfPage": here,
        "identifier": release.slug,
        "headline": voice.plain(release.title),
        "alternativeHeadline": voice.plain(release.subtitle) if release.subtitle else "",
        "description": voice.plain(release.summary) if release.summary else "",
        "inLanguage": edition.language,
        "datePublished": release.date.iso,
        "dateModified": (release.updated or release.date).iso,
        "version": release.version,
        "creativeWorkStatus": "Withdrawn" if release.withdrawn else "",
        "author": organisation,
        "publisher": organisation,
        "locationCreated": {"@type": "Place", "name": voice.plain(release.place)}
        if release.place
        else {},
        "image": describe_pictures(voice, edition, place, pictures, share),
        "encoding": [
            {
                "@type": "MediaObject",
                "contentUrl": place.absolute(href),
                "encodingFormat": DOWNLOAD_TYPES[name],
            }
            for name, href in downloads
        ],
        **describe_translations(kind, edition, place, links),
        "translator": {"@type": "Person", "name": edition.translator} if edition.translator else {},
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": voice.plain(correction.text),
                "datePublished": correction.date.iso,
                "inLanguage": voice.language_of(correction.text),
            }
            for correction in release.corrections
        ],
        "usageInfo": {"@type": "CreativeWork", "text": voice.plain(newsroom.usage_terms)}
        if newsroom.usage_terms
        else {},
        "isAccessibleForFree": True,
    }
    if release.publication is not None:
        relation = "isBasedOn" if release.kind == "publication-summary" else "about"
        data[relation] = describe_publication(voice, release.publication)
    return {name: value for name, value in data.items() if value not in ("", [], {})}


def describe_organisation(voice: "Voice", newsroom: Newsroom, place: "Place") -> Description:
    """Who publishes."""
    organisation = newsroom.organisation
    name, short = voice.plain(organisation.name), voice.plain(organisation.short_name)
    data: Description = {"@type": "Organization", "name": name}
    if short != name:
        data["alternateName"] = short
    if address := organisation.url or place.site:
        data |= {"@id": address, "url": address}
    return data


def describe_pictures(
    voice: "Voice",
    edition: Edition,
    place: "Place",
    pictures: Mapping[str, Variant],
    share: str,
) -> list[Description]:
    """The picture for messengers, then those of the release."""
    found: list[Description] = []
    if share:
        width, height = SHARE_SIZE
        address = place.absolute(share)
        found.append({"@type": "ImageObject", "url": address, **describe_size(width, height)})
    for figure in edition.release.figures():
        picture = pictures.get(figure.image)
        if picture is None:
            continue
        data: Description = {
            "@type": "ImageObject",
            "url": place.absolute(picture.path),
            **describe_size(picture.width, picture.height),
            "description": voice.plain(figure.alt),
        }
        if figure.caption is not None:
            data["caption"] = voice.plain(figure.caption)
        if figure.credit is not None:
            data["creditText"] = voice.plain(figure.credit)
        found.append(data)
    return found


def describe_size(width: int, height: int) -> Description:
    """Pixels as schema.org's Distance, a number with its unit."""
    return {"width": f"{width} px", "height": f"{height} px"}


def describe_translations(
    kind: str, edition: Edition, place: "Place", links: "tuple[Link, ...]"
) -> Description:
    """The translations of an original, or the original of a translation, if it is published."""
    others = {
        link.language: {
            "@type": kind,
            "@id": place.absolute(link.href),
            "inLanguage": link.language,
            "url": place.absolute(link.href),
        }
        for link in links
        if not link.current
    }
    if edition.language == edition.source_language:
        return {"workTranslation": list(others.values())}
    return {"translationOfWork": others.get(edition.source_language, {})}


def describe_publication(voice: "Voice", publication: Publication) -> Description:
    """What a release launches or sums up, in each language that it can be read in."""
    data: Description = {"@type": "CreativeWork", "name": voice.plain(publication.title)}
    if publication.links:
        own = publication.links.get(voice.language.tag)
        data["url"] = own or next(iter(publication.links.values()))
        data["workTranslation"] = [
            {"@type": "CreativeWork", "inLanguage": tag, "url": href}
            for tag, href in publication.links.items()
        ]
    return data
