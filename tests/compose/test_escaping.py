"""Whatever a text says, it is only text: in elements, in attributes, in titles and in styles."""

import json
import re
from collections.abc import Callable
from html import unescape

import polib
import pytest
from world import Newsroom, copy_newsroom

from compose.composing import compose_all
from compose.reading import Reading

SAID = "<script>alert(1)</script> \"q\" 'a' {{ 7*7 }} {% x %} {0} &lt;b&gt; ]]> <!-- </style>"
"""What readers shall see, character by character."""
WRITTEN = (
    "\\<script\\>alert(1)\\</script\\> \\\"q\\\" 'a' {{ 7\\*7 }} {% x %} {0} \\&lt;b\\&gt; ]]> "
    "\\<!-- \\</style\\>"
)
"""The same in Markdown."""
PLAIN = "< b > \"q\" 'a' {{ 7*7 }} {% x %} {0} {page.__class__} &lt;"
"""What a template's string may hold, which is not Markdown."""
TEMPLATE_STRINGS = {
    *("Press release", "Field report", "Publication summary", "Activity report", "Contact"),
    *("Download", "PDF", "Plain text", "All publications", "The publication", "Read it in:"),
    *("E-mail:", "Telephone:", "Web:", "Languages", "Page {page} of {pages}"),
    *("Nothing has been published in this language yet.", "Draft – not for publication"),
}
ATTRIBUTES = {
    *("alt", "aria-current", "aria-label", "aria-labelledby", "charset", "class", "content"),
    *("data-bookmark", "datetime", "decoding", "dir", "height", "href", "hreflang", "id", "lang"),
    *("loading", "name", "property", "rel", "sizes", "src", "srcset", "start", "title", "type"),
    "width",
}
"""Every attribute that a page may have: none of them runs anything."""

Compose = Callable[[Newsroom], dict]


def quote(text: str) -> str:
    """`text` as a PO string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def poison(newsroom: Newsroom) -> None:
    """Add what is hostile to every translation of the newsroom."""
    for path in newsroom.folder.glob("locales/my/LC_MESSAGES/*.po"):
        catalog = polib.pofile(str(path), wrapwidth=0)
        for entry in catalog:
            extra = PLAIN if entry.msgid in TEMPLATE_STRINGS else WRITTEN
            entry.msgstr = f"{entry.msgstr} {extra}"
        catalog.save()


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory):
    """The pages of a newsroom whose Burmese catalogues are hostile."""
    newsroom = copy_newsroom("full", tmp_path_factory.mktemp("poison") / "newsroom")
    poison(newsroom)
    return {
        media: Reading(page.html)
        for (slug, language, media), page in compose_all(newsroom.folder, sound=False).items()
        if (slug, language) == ("2024-03", "my")
    }


@pytest.mark.parametrize("media", ["screen", "print"])
def test_no_text_becomes_markup(media: str, poisoned) -> None:
    """No script, no handler, no element and no attribute appears that a template did not write."""
    page = poisoned[media]
    data = [text for text in page.texts if text.inside[-1] == "script"]
    assert len(data) == page.elements.count("script") == (media == "screen")
    assert all(isinstance(json.loads(text.words), dict) for text in data)
    assert page.elements.count("style") == 1
    assert {found.name for found in page.attributes} <= ATTRIBUTES
    for found in page.attributes:
        if found.name in {"href", "src"}:
            assert not found.value.lower().startswith(("javascript:", "data:", "vbscript:"))


@pytest.mark.parametrize("media", ["screen", "print"])
def test_no_text_becomes_a_template(media: str, poisoned) -> None:
    """Nothing between braces is evaluated, and no name reaches into an object."""
    words = "".join(text.words for text in poisoned[media].texts)
    assert not re.search(r"(?<!\w)49(?!\w)", words)
    assert "{{ 7*7 }}" in words
    assert "class '" not in words
    assert "{page.__class__}" in words or media == "screen"


@pytest.mark.parametrize("media", ["screen", "print"])
def test_every_text_is_shown_as_it_is_written(media: str, poisoned) -> None:
    """Readers see every character of what was written, in every position of the page."""
    page = poisoned[media]
    places = ["h1", "subtitle", "lead", "dateline", "h2", "h3", "h4", "li", "blockquote"]
    places += ["figcaption", "credit", "publication-title", "about", "contact-card", "title"]
    places += ["masthead-name"]
    for place in places:
        said = re.sub("[\u200b\u2060]", "", page.said_in(place))
        assert SAID in said, place
    for place in ("kind", "box-heading"):
        said = re.sub("[\u200b\u2060]", "", page.said_in(place))
        assert PLAIN in said, place


@pytest.mark.parametrize("media", ["screen", "print"])
def test_attributes_hold_the_very_text(media: str, poisoned) -> None:
    """Alternative texts, bookmarks and descriptions hold the text as it is, quotes and all."""
    page = poisoned[media]
    alts = page.values("alt")
    assert len(alts) == 2
    assert all(alt.endswith(SAID) for alt in alts)
    bookmarks = page.values("data-bookmark")
    assert bookmarks
    assert all(mark.endswith((SAID, PLAIN)) for mark in bookmarks)
    contents = [found.value for found in page.attributes if found.name == "content"]
    # Author and description; title, description and site of Open Graph, and its picture's text.
    assert sum(value.endswith(SAID) for value in contents) == 2 + (4 if media == "screen" else 0)


def test_source_is_escaped_like_translations(full: Newsroom, compose_newsroom: Compose) -> None:
    """What the source says with markup's own characters is shown as text, too."""
    full.edit("releases/2024-03-*/release.md", "& seed\n", '\\<b\\> {{ x }} & "seed"\n')
    full.edit(
        "locales/en/LC_MESSAGES/2023-*.po",
        '"Thirty growers learned how to keep seed dry."',
        quote(f"Dry {WRITTEN}"),
    )
    made = compose_newsroom(full)
    page = Reading(made["2024-03", "en", "screen"].html)
    assert page.said_in("subtitle") == 'A dialogue on water, prices <b> {{ x }} & "seed"'
    assert "b" not in page.elements
    report = Reading(made["2023-11", "en", "screen"].html)
    assert f"Dry {SAID}" in report.said_in("lead")


def test_addresses_are_escaped(pages) -> None:
    """An address with an ampersand is one attribute, and reads as it was written."""
    html = pages["2024-03", "en", "screen"].html
    address = "https://dhf.example/tables?season=wet&year=2024"
    (found,) = [value for value in Reading(html).values("href") if "tables" in value]
    assert found == address
    assert address not in html
    assert address in unescape(html)


@pytest.mark.parametrize("colour", ["#fff</style><script>", "red", "#12345", "url(x)"])
def test_colours_cannot_leave_the_styles(colour: str, minimal: Newsroom) -> None:
    """Only six hexadecimal digits are a colour: nothing else reaches the style element."""
    path = minimal.folder / "publisher.toml"
    path.write_text(path.read_text() + f'\n[theme]\naccent = "{colour}"\n')
    said = minimal.run("check")
    assert said.code == 2
    assert "publisher.toml:8: error:" in said.stderr
    assert "#0b5563" in said.stderr
