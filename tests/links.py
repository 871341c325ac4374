"""The links of a site as a reader follows them.

In: a site's folder, at any moment. Out: the links that lead nowhere, of all pages that a reader can
come to: those that the manifest names, which may be bookmarked, the start page, and whatever they
lead to.
"""

import json
import posixpath
import re
from pathlib import Path

ADDRESS = re.compile(r'(?:href|src)="([^"]+)"|url\("([^"]+)"\)')
"""A link, a picture or a face of a page."""


def addresses_of(page: str, html: str) -> set[str]:
    """The paths, from the site on, that a page needs or leads to."""
    folder = posixpath.dirname(page)
    found = {one or other for one, other in ADDRESS.findall(html)}
    return {
        posixpath.normpath(posixpath.join(folder, address.partition("#")[0]))
        for address in found
        if ":" not in address and not address.startswith("#")
    }


def entrances(site: Path) -> set[str]:
    """The pages that a reader may begin with."""
    try:
        manifest = json.loads((site / "manifest.json").read_bytes())
    except OSError:
        manifest = {"artifacts": [], "files": []}
    named = {entry["path"] for entry in (*manifest["artifacts"], *manifest["files"])}
    return {path for path in named | {"index.html"} if path.endswith(".html")}


def find_dangling(site: Path) -> list[str]:
    """The links that lead nowhere, as `page -> address`. A page that is replaced while it is looked
    at is looked at again."""
    waiting, seen, dangling = list(entrances(site)), set(), []
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        for address in read_links(site, page):
            if (site / address).is_file():
                waiting += [address] if address.endswith(".html") else []
            elif address in read_links(site, page) and not (site / address).is_file():
                dangling.append(f"{page} -> {address}")
    return dangling


def read_links(site: Path, page: str) -> set[str]:
    """The addresses on a page as it is now; none where it is gone."""
    try:
        return addresses_of(page, (site / page).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return set()
