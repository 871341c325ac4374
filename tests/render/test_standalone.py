"""A page of the site as one file: it asks for nothing, and leads only where there is something."""

import pytest

from publisher.render.standalone import stand_alone

PLACE = "my/2017-07-24-x/index.html"
FILES = {"faces/a.woff2": b"face", "pictures/2017-07-24-x/a-960.jpg": b"jpeg"}
MOVED = {
    "en/2017-07-24-x/index.html": "../en/x.en.html",
    "my/2017-07-24-x/x.my.pdf": "x.my.pdf",
}


def alone(html: str, address: str = "") -> str:
    """A fragment of the page, alone."""
    return stand_alone(html, PLACE, FILES, MOVED, address)


SAME = [
    '<a href="x.my.pdf" type="application/pdf">',
    '<a href="https://x.example/?a=1&amp;b=2">',
    '<a href="mailto:a@x.example">',
    '<a href="#contact">',
    '<link rel="canonical" href="https://x.example/">',
    '<script type="application/ld+json">{"a": "<b>&amp;"}</script>',
    "<!DOCTYPE html><p>A &amp; B &#60; C &lt;a href=x&gt; “D”<br></p>",
]
OTHER = {
    '<a href="../../en/2017-07-24-x/index.html">': '<a href="../en/x.en.html">',
    '<a href="../../en/2017-07-24-x/index.html#top" lang="en">': (
        '<a href="../en/x.en.html" lang="en">'
    ),
    '<a href="../index.html" class="x">': '<a class="x">',
    '<img src="../../pictures/2017-07-24-x/a-960.jpg" alt="&quot;A&quot;" loading="lazy">': (
        '<img src="data:image/jpeg;base64,anBlZw==" alt="&quot;A&quot;">'
    ),
    '<picture><source srcset="a.webp 1w"></picture>': "<picture></picture>",
    '<style>@font-face{src:url("../../faces/a.woff2")}</style>': (
        '<style>@font-face{src:url("data:font/woff2;base64,ZmFjZQ==")}</style>'
    ),
    '<link rel="alternate" href="../feed.xml"><link rel="icon" href="/x.ico">': "",
}


@pytest.mark.parametrize(("html", "expected"), [*zip(SAME, SAME, strict=True), *OTHER.items()])
def test_what_becomes_of_html(html: str, expected: str) -> None:
    """What is shown is put inside, what leads elsewhere is led there, all else is echoed."""
    assert alone(html) == expected


def test_a_site_with_an_address_is_led_to() -> None:
    """What is not in the kit is on the site, if anybody says where that is."""
    html = alone('<a href="../index.html">', "https://news.example/")
    assert html == '<a href="https://news.example/my/index.html">'
