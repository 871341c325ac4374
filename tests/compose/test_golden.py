"""The pages of the full newsroom are those that a person has read and approved.

`pytest tests/compose --update-golden` writes them anew; read the difference before you keep it.
"""

import re
from pathlib import Path

import pytest
from world import Newsroom

GOLDEN = Path(__file__).parent.parent / "golden"

PAGES = [
    *(
        ("2024-03", language, media)
        for language in ("en", "my", "km")
        for media in ("screen", "print")
    ),
    ("2023-11", "km", "screen"),
    ("2024-02", "en", "screen"),
]
INDEXES = ["index.html", "en/index.html", "my/index.html", "km/index.html"]


def normalize(html: str) -> str:
    """A page without its style sheet, which is no golden matter, without empty lines, and without
    the digests of pictures, in which the versions of codecs are."""
    styles = re.compile(r"<style>.*?</style>", re.DOTALL)
    html = re.sub(r"(?<=\.)[0-9a-f]{12}(?=\.(?:webp|jpg))", "…", html)
    lines = styles.sub("<style>…</style>", html).splitlines()
    return "".join(f"{line}\n" for line in lines if line.strip())


def compare(name: str, html: str, config: pytest.Config) -> None:
    """Compare a page with its golden file, or write that."""
    path = GOLDEN / name
    if config.getoption("update_golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(normalize(html), encoding="utf-8")
    assert normalize(html) == path.read_text(encoding="utf-8"), name


@pytest.mark.parametrize(("slug", "language", "media"), PAGES)
def test_page(slug: str, language: str, media: str, pages, pytestconfig: pytest.Config) -> None:
    """The HTML of an edition, as it goes to the screen or to paper."""
    compare(f"{slug}.{language}.{media}.html", pages[slug, language, media].html, pytestconfig)


@pytest.mark.parametrize("path", INDEXES)
def test_index(path: str, built_full: Newsroom, pytestconfig: pytest.Config) -> None:
    """The page that offers the languages, and the index of each."""
    html = (built_full.site / path).read_text(encoding="utf-8")
    compare(path.replace("/", "."), html, pytestconfig)


def test_no_golden_file_is_left_over() -> None:
    """Every golden file belongs to a page that is tested."""
    names = {f"{slug}.{language}.{media}.html" for slug, language, media in PAGES}
    names |= {path.replace("/", ".") for path in INDEXES}
    assert {path.name for path in GOLDEN.iterdir()} == names
