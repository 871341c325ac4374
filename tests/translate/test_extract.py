"""What translators get: the messages of a release, of the configuration, of the templates."""

from dataclasses import replace

import pytest

from publisher.model.errors import ConfigError
from publisher.model.message import Message
from publisher.model.newsroom import Newsroom
from publisher.model.release import Release
from publisher.model.theme import Theme
from publisher.translate.extract import (
    extract_release,
    extract_shared,
    extract_theme,
    merge_messages,
)


def test_a_release_gives_its_messages_in_the_order_of_reading(release: Release) -> None:
    """Front matter first, then the body; a text that stands in three places is one message."""
    pot = extract_release(release)
    assert pot.domain == "2017-07-24-x"
    assert [message.id for message in pot] == [
        *("Title", "Summary", "Yangon", "The book"),
        *("The **lead**.", "Heading", "Same words.", "Said.", "Aye Aye, Director", "A map"),
    ]


def test_a_message_tells_of_every_place_it_stands_in(release: Release) -> None:
    """Comments of all places are kept, each once, with the notes to translators; references name
    the file alone, so that moving a paragraph changes no catalogue."""
    (same,) = (message for message in extract_release(release) if message.id == "Same words.")
    assert same.comments == (
        "Paragraph under “Heading”",
        "a note",
        "Item 1 of 1 of the list under “Heading”",
        "Caption of figure 1",
    )
    assert same.references == ("releases/2017-07-24-x/release.md",)


def test_the_shared_domain_holds_templates_and_configuration(
    newsroom: Newsroom, theme: Theme
) -> None:
    """All that releases share is there: also what no release names yet."""
    pot = extract_shared(newsroom, theme)
    assert pot.domain == "newsroom"
    assert [(message.id, message.references) for message in pot] == [
        ("Contact", ("templates/a.html.j2", "templates/b.html.j2")),
        ("Page {n}", ("templates/b.html.j2",)),
        ("Network", ("publisher.toml",)),
        ("The office", ("publisher.toml",)),
        ("Press", ("publisher.toml",)),
        ("The other", ("publisher.toml",)),
        ("About network", ("publisher.toml",)),
        ("network exists.", ("publisher.toml",)),
        ("About partner", ("publisher.toml",)),
        ("partner exists.", ("publisher.toml",)),
    ]


def template(text: str) -> Theme:
    """A theme of one template."""
    name = "page.html.j2"
    return Theme(templates={name: text}, styles={}, paths={name: f"templates/{name}"})


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ('{{ _("a") }}', ["a"]),
        ("{{ label('a') }}", ["a"]),
        ('<a title="{{ label("a {b}", b=c) }}">', ["a {b}"]),
        ('{% if _("a") == x %}{{ _("b") }}{% endif %}', ["a", "b"]),
        ('{{ _("a" "b") }}', ["ab"]),
        ("{{ _('it\\'s “ក”') }}", ["it's “ក”"]),
        ('{{ _(name) }}{{ label(name, "a") }}', []),
        ('{{ _("") }}', []),
        ('{{ say("a") }}{{ plain("b") }}{# _("c") #}', []),
    ],
)
def test_templates_give_their_constant_strings(text: str, messages: list[str]) -> None:
    """The first argument of `_` and `label` is a message where it is a constant; nothing else
    is."""
    assert [message.id for message in extract_theme(template(text))] == messages


def test_notes_in_templates_are_for_translators() -> None:
    """A comment that begins with `translators:` is told with the message that follows."""
    text = '{# translators: The {n} is a number #}\n{{ _("Page {n}") }}\n{# other #}\n{{ _("b") }}'
    assert [message.comments for message in extract_theme(template(text))] == [
        ("The {n} is a number",),
        (),
    ]


def test_a_template_that_cannot_be_read_is_an_error() -> None:
    """Its messages would else vanish from every catalogue: all broken templates are named, each
    with the line."""
    names = {"a.html.j2": "ok", "b.html.j2": '\n\n{{ _("x" }}', "c.html.j2": "{% if %}"}
    theme = Theme(templates=names, styles={}, paths={name: f"templates/{name}" for name in names})
    with pytest.raises(ConfigError) as caught:
        list(extract_theme(theme))
    assert [finding.place for finding in caught.value.findings] == [
        "templates/b.html.j2:3",
        "templates/c.html.j2:1",
    ]


def test_contexts_keep_messages_apart() -> None:
    """The same words in two contexts are two messages; in one they are one."""
    message = Message(id="a", comments=("x",), references=("f",))
    other = replace(message, comments=("y", "x"), references=("g",))
    assert merge_messages([message, replace(message, context="c"), other]) == [
        Message(id="a", comments=("x", "y"), references=("f", "g")),
        replace(message, context="c"),
    ]
