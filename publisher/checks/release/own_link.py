"""release/own-link: a link to another release leads to one."""

import re
from collections.abc import Iterator

from publisher.checks.registry import Check, Collection
from publisher.checks.texts import report
from publisher.model.finding import Finding, Severity
from publisher.text.address import find_links

_PAGE = re.compile(r"([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)/(\d{4}-\d{2}-\d{2}-[a-z0-9-]+)(?:[/?#]|\Z)")
"""How the path of an edition begins, below the address of the site."""


def find_lost_links(collection: Collection) -> Iterator[Finding]:
    """Links below the site's own address to a release that the newsroom does not have, or to a
    language that the release is not published in."""
    languages: dict[str, set[str]] = {}
    for text in collection.texts:
        languages.setdefault(text.release, set()).add(text.edition_language)
    told: set[tuple[str, int | None, str]] = set()
    for text in collection.texts:
        for link in find_links(text.text) if collection.address else ():
            if not link.text.startswith(collection.address):
                continue
            page = _PAGE.match(link.text.removeprefix(collection.address))
            place = (text.path, text.line, link.text)
            if page is None or place in told:
                continue
            tag, slug = page.groups()
            if slug not in collection.slugs:
                message = f"the newsroom has no release {slug}, which the text links to"
            elif tag not in languages.get(slug, {tag}):
                message = f"the release {slug} has no edition in {tag!r}, which the text links to"
            else:
                continue
            told.add(place)
            start = max(link.start, 0)
            yield report(
                CHECK.id,
                text,
                message,
                "write the address of a page that is there",
                severity=Severity.ERROR,
                start=start,
                end=start + len(link.text),
            )


CHECK = Check(
    id="release/own-link",
    title="A link to another release leads to one",
    rationale=(
        "A link into the newsroom's own site can be looked up before anybody follows it in vain. "
        "Addresses below the site's own, of the form `<language>/<slug>/`, must be those of a "
        "release in the newsroom, in a language that it has. Links without a host are refused "
        "anywhere: on paper and in an e-mail they lead nowhere."
    ),
    bad=(
        "---\n---\n\nMore is in our "
        "[first release](https://www.example.org/en/2017-01-01-first/index.html).\n"
    ),
    good=(
        "---\n---\n\nMore is in our "
        "[other release](https://www.example.org/en/2017-07-24-example/index.html).\n"
    ),
    function=find_lost_links,
)
