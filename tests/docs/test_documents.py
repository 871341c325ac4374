"""The pages of the documentation are whole: each has its place, and what it links to is there.

What `nox -s docs` finds by building them strictly, found without MkDocs, and for those who read the
pages where the repository is shown, without the tables that are made of the code.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from documentation import DOCS, REFERENCE, read_page
from world import ROOT

PAGES = sorted(DOCS.rglob("*.md"))
OTHERS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md")]
NAV = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]


def places(nav: object) -> Iterator[str]:
    """The paths of a navigation, at any depth."""
    if isinstance(nav, str):
        yield nav
    else:
        for inner in nav.values() if isinstance(nav, dict) else nav:
            yield from places(inner)


def prose(text: str) -> str:
    """A page without its code."""
    return re.sub(r"^ *(`{3,}).*?^ *\1$|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(path: Path) -> set[str]:
    """Where one can go in a page: its headings, as forges and MkDocs name them."""
    text = re.sub(r"^(`{3,}).*?^\1$", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", title.lower()).strip()) for title in titles}


def test_every_page_has_one_place() -> None:
    """The navigation has every page once, and none that is not there."""
    assert sorted(places(NAV)) == sorted(path.relative_to(DOCS).as_posix() for path in PAGES)


@pytest.mark.parametrize("path", [*PAGES, *OTHERS], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    """Every link to a file or a heading leads to one, also where the repository is shown."""
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(path.read_text(encoding="utf-8"))):
        if re.match(r"https?://", target):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target
        assert path in OTHERS or file.is_relative_to(DOCS), f"{target} is no page"


def test_every_picture_says_what_it_shows() -> None:
    """Who cannot see a picture is told what is on it."""
    said = [
        alt for path in PAGES for alt in re.findall(r"!\[(.*?)\]\(", prose(path.read_text("utf-8")))
    ]
    assert len(said) > 5
    assert all(len(alt) > 40 for alt in said)


def test_every_mark_is_filled() -> None:
    """No page is left with a mark, and one that names what is not there is refused."""
    for path in PAGES:
        assert "<!-- reference" not in read_page(path.relative_to(DOCS).as_posix())
    for mark in ("options nothing", "keys nothing", "nothing", "findings nothing"):
        with pytest.raises(KeyError):
            REFERENCE["fill_marks"](f"<!-- reference: {mark} -->")
