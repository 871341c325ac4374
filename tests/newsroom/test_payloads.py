"""No text of a catalogue becomes markup, script or another value in what machines read."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from lxml import etree
from world import NEWSROOMS

from newsroom.payloads import PAYLOADS
from newsroom.rules import Head, check_vocabulary
from publisher.build.beside import compose_setting, make_item
from publisher.build.site import plan_editions
from publisher.build.task import EditionTask, compose, list_downloads, plaintext, share_file
from publisher.compose.share import Setting
from publisher.model.edition import Edition
from publisher.model.inline import plain_text
from publisher.text.inline import parse_inline

BODY_ELEMENTS = {
    *("div", "h2", "h3", "h4", "p", "ol", "ul", "li", "blockquote", "figure", "figcaption"),
    *("img", "hr", "br", "a", "strong", "em", "code", "span"),
}
"""What the body of an item is made of."""
NOW = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def tasks() -> dict[tuple[str, str], EditionTask]:
    """The editions of the full newsroom by month and language."""
    planned = plan_editions(NEWSROOMS / "full", NOW)
    return {(task.edition.release.slug[:7], task.edition.language): task for task in planned}


def poison(task: EditionTask, text: str) -> EditionTask:
    """The task with `text` in the place of every text of the release and of the organisation."""

    def said(edition: Edition) -> Edition:
        names = (task.newsroom.organisation.name, task.newsroom.organisation.short_name)
        keys = {name.key for name in names}
        return replace(
            edition,
            texts={key: replace(found, text=text) for key, found in edition.texts.items()},
            shared={
                key: replace(found, text=text) if key in keys else found
                for key, found in edition.shared.items()
            },
            translator=text,
        )

    return replace(task, edition=said(task.edition))


@pytest.mark.parametrize("language", ["en", "my", "km"])
@pytest.mark.parametrize("text", PAYLOADS)
def test_a_text_stays_a_text(text: str, language: str, tasks) -> None:
    """In JSON-LD, in Open Graph, in the item for news systems and on the picture: one script at
    most, the very words, and well-formed XHTML."""
    task = poison(tasks["2024-03", language], text)
    words = plain_text(parse_inline(text)[0])
    head = Head(compose(task, "screen").html)
    (data,) = head.linked_data
    assert not list(check_vocabulary(data))
    assert data["headline"] == data["author"]["name"] == words
    assert data["translator"] == {"@type": "Person", "name": text}
    assert ("og:title", words) in head.properties
    assert ("og:site_name", words) in head.properties
    item = json.loads(make_item(task, plaintext(task), share_file(task), list_downloads(task)))
    assert item["headlines"][0]["value"] == item["by"] == words
    body = etree.fromstring(item["bodies"][0]["value"])
    assert {etree.QName(element).localname for element in body.iter()} <= BODY_ELEMENTS
    page = compose_setting(task, task.share_theme, Setting(size=39, title=words))
    assert page.html.count("<script") == 0
    assert page.html.count("<h1") == 1
