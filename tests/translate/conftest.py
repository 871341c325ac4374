"""A newsroom, a theme and a release to translate, made without files."""

import pytest

from publisher.model.newsroom import (
    Boilerplate,
    Contact,
    Newsroom,
    Organisation,
    ThemeSettings,
)
from publisher.model.release import PartialDate, Publication, Release, Segment
from publisher.model.source import SourceFile
from publisher.model.theme import Theme
from publisher.text.markdown import parse_body

BODY = """\
The **lead**.

## Heading

<!-- translators: a note -->

Same words.

- Same words.

> Said.
> — Aye Aye, Director

![A map](images/map.png "Same words.")
"""


def segment(text: str, *comments: str) -> Segment:
    """A segment of the front matter or the configuration."""
    return Segment(text=text, line=1, comments=comments)


@pytest.fixture
def release() -> Release:
    """A release whose words repeat."""
    source = SourceFile(path="releases/2017-07-24-x/release.md", text=BODY)
    blocks, _ = parse_body(source, 1)
    return Release(
        slug="2017-07-24-x",
        kind="press-release",
        source=source,
        title=segment("Title", "Headline"),
        subtitle=None,
        summary=segment("Summary", "Summary"),
        place=segment("Yangon", "Place"),
        date=PartialDate(year=2017, month=7, day=24),
        languages=("en", "my"),
        embargo=None,
        contacts=("office",),
        about=("network",),
        publication=Publication(title=segment("The book", "Title of the publication"), links={}),
        blocks=blocks,
    )


@pytest.fixture
def newsroom() -> Newsroom:
    """A newsroom with two contacts and two standing texts, of which a release names one each."""
    return Newsroom(
        config_path="publisher.toml",
        organisation=Organisation(
            name=segment("Network", "Name"), short_name=segment("Network", "Short name"), url=""
        ),
        source_language="en",
        languages=("en", "my"),
        formats=("html",),
        contacts={
            key: Contact(
                key=key,
                name=segment(f"The {key}"),
                role=segment("Press") if key == "office" else None,
                email=f"{key}@example.org",
                phone="",
                url="",
                placeholder=False,
            )
            for key in ("office", "other")
        },
        about={
            key: Boilerplate(
                key=key, title=segment(f"About {key}"), paragraphs=(segment(f"{key} exists."),)
            )
            for key in ("network", "partner")
        },
        theme=ThemeSettings(accent="#000000", ink="#000000"),
    )


@pytest.fixture
def theme() -> Theme:
    """A theme of two templates that share a message."""
    return Theme(
        templates={
            "b.html.j2": '{{ label("Contact") }}{{ _("Page {n}", n=1) }}{{ _(name) }}',
            "a.html.j2": '{# translators: On top #}\n{{ _("Contact") }}<p>{{ say(x) }}</p>',
        },
        styles={},
        paths={"a.html.j2": "templates/a.html.j2", "b.html.j2": "templates/b.html.j2"},
    )
