"""Build a newsroom, look at every page of its site, and print one table.

    python -m newsroom.table NEWSROOM

Fails (exit 1) where a page is not accessible, not valid, leads nowhere, asks another host, is
heavier at first view than `LIMIT`, or says of itself or of others what is not true.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from world import publisher

from newsroom.browser import VIEWS, Cost, look_at_pages
from newsroom.feeds import check_feeds, find_feeds
from newsroom.links import (
    SITEMAP,
    Fault,
    check_languages,
    check_links,
    check_sitemap,
)
from newsroom.markup import run_vnu
from newsroom.server import Server
from newsroom.site import Site
from newsroom.vocabulary import check_data, read_vocabulary
from publisher.build.resources import known_languages
from publisher.load.config import load_newsroom

MODULES = Path(__file__).parent / "node_modules"
LIMIT = 100 * 1024
"""Bytes over the wire that the first view of a page may cost, its faces included. Pictures come on
top: what they may cost depends on how many the first view shows."""


@dataclass(kw_only=True)
class Row:
    """What is known of a page: its `cost`, and what is wrong by the column it stands in."""

    cost: Cost
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


COLUMNS = (*(f"{width} px {scheme}" for width, scheme in VIEWS), "vnu", "links", "hreflang", "data")


def main() -> int:
    """Print the table, and what is wrong; 1 where anything is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("newsroom", type=Path)
    newsroom = parser.parse_args().newsroom.resolve()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "site"
        build(newsroom, folder, Path(name) / "cache")
        config = load_newsroom(newsroom, frozenset(known_languages(newsroom)))
        site = Site(folder, config.address)
        rows = look_at(site)
        others = list(look_at_site(site, rows))
        print_pages(rows)
        print_site(site, rows, others)
    print(f"\n{len(rows)} pages in {time.monotonic() - started:.0f} seconds")
    return int(any(row.faults for row in rows.values()) or bool(others))


def build(newsroom: Path, output: Path, cache: Path) -> None:
    """The site, as the command builds it, which must have no error."""
    said = publisher(
        "--newsroom", newsroom, "build", "-o", output, env={"PUBLISHER_CACHE": str(cache)}
    )
    if said.code:
        raise SystemExit(said.stderr)


def look_at(site: Site) -> dict[str, Row]:
    """Every page, in the browser and beside the standard of HTML."""
    rows: dict[str, Row] = {}
    axe = MODULES / "axe-core" / "axe.min.js"
    with Server(site.folder) as server:
        for path, cost, views in look_at_pages(server.address, site.pages, axe):
            rows[path] = Row(cost=cost)
            for view, faults in views.items():
                if faults:
                    rows[path].faults[view] = faults
            if cost.faults:
                rows[path].faults["requests"] = list(cost.faults)
            if cost.size - cost.pictures > LIMIT:
                rows[path].faults["KB"] = [f"{kilobytes(cost)} KB without pictures"]
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    errors = run_vnu(jar, [site.folder / path for path in rows])
    for path, row in rows.items():
        if found := errors.get((site.folder / path).resolve()):
            row.faults["vnu"] = found
    return rows


def look_at_site(site: Site, rows: Mapping[str, Row]) -> Iterator[Fault]:
    """What pages say of each other and of themselves, noted in their rows; and what is wrong with
    files that are no pages."""
    declarations = MODULES / "schema-dts" / "dist" / "schema.d.ts"
    vocabulary = read_vocabulary(declarations)
    data = (
        Fault(path, fault)
        for path, page in site.pages.items()
        for block in page.data
        for fault in check_data(block, vocabulary)
    )
    columns: dict[str, Iterable[Fault]] = {
        "links": check_links(site),
        "hreflang": check_languages(site),
        "data": data,
    }
    for column, faults in columns.items():
        for fault in faults:
            rows[fault.path].faults[column].append(fault.message)
    yield from check_sitemap(site)
    yield from check_feeds(site)


def print_pages(rows: Mapping[str, Row]) -> None:
    """One line for each page: how much is wrong, requests, and the weight of its first view."""
    head = ["page", *(f"axe {column}" if "px" in column else column for column in COLUMNS)]
    print_row([*head, "requests", "KB", "with pictures"])
    print_row(["---"] * (len(head) + 3))
    for path, row in rows.items():
        cells = [str(len(row.faults.get(column, ()))) for column in COLUMNS]
        requests = f"{row.cost.requests}" + (" !" if "requests" in row.faults else "")
        print_row([path, *cells, requests, kilobytes(row.cost), f"{row.cost.size / 1024:.0f}"])


def kilobytes(cost: Cost) -> str:
    """The weight of a page without its pictures."""
    return f"{(cost.size - cost.pictures) / 1024:.1f}"


def print_row(cells: Iterable[str]) -> None:
    """One row of a table in Markdown."""
    print(f"| {' | '.join(cells)} |")


def print_site(site: Site, rows: Mapping[str, Row], others: Iterable[Fault]) -> None:
    """What there is besides pages, and everything that is wrong."""
    feeds = [path for path, _ in find_feeds(site)]
    blocks = sum(len(page.data) for page in site.pages.values())
    links = sum(len(page.addresses) for page in site.pages.values())
    alternates = sum(len(page.alternates) for page in site.pages.values())
    sitemap = "a sitemap" if SITEMAP in site.paths else "no sitemap"
    print(
        f"\n{links} links, {alternates} alternates, {blocks} blocks of JSON-LD, "
        f"{len(feeds)} feeds, {sitemap}"
    )
    for path, row in rows.items():
        for column, faults in row.faults.items():
            for fault in faults:
                print(f"{path}: {column}: {fault}")
    for fault in others:
        print(f"{fault.path}: {fault.message}")


if __name__ == "__main__":
    sys.exit(main())
