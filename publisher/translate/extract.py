"""Releases, configuration and templates to the messages that translators see.

In: model values. Out: the pot of each domain. References name files only and no clock is read,
so that a pot changes only when a message does.
"""

import io
from collections.abc import Iterable, Iterator

from jinja2 import TemplateSyntaxError
from jinja2.ext import babel_extract

from publisher.model.errors import ConfigError
from publisher.model.finding import Finding
from publisher.model.message import Message, MessageKey, Template
from publisher.model.newsroom import SHARED_DOMAIN, Newsroom
from publisher.model.release import Release, Segment
from publisher.model.theme import Theme

GETTEXT_FUNCTIONS = ("_", "label")
"""The calls in templates whose first argument is a message; see compose.environment."""
NOTE_TAG = "translators:"
"""A template comment that begins so is for translators: {# translators: … #}"""


def extract_release(release: Release) -> Template:
    """The messages of one release, in document order."""
    return Template(
        domain=release.slug,
        messages=tuple(
            merge_messages(
                segment_message(segment, release.source.path) for segment in release.segments()
            )
        ),
    )


def extract_shared(newsroom: Newsroom, theme: Theme, interface: Theme | None = None) -> Template:
    """The messages that releases share: template strings, those of publisher.toml, then those of
    the preview's own pages, `interface`."""
    configured = [segment_message(text, newsroom.config_path) for text in newsroom.segments()]
    shown = [] if interface is None else extract_theme(interface)
    return Template(
        domain=SHARED_DOMAIN,
        messages=tuple(merge_messages([*extract_theme(theme), *configured, *shown])),
    )


def extract_theme(theme: Theme) -> Iterator[Message]:
    """The messages of every template of a theme.

    Raises ConfigError where a template cannot be read, after those that can: its messages would
    else vanish from every catalogue.
    """
    findings = []
    for name in sorted(theme.templates):
        source = io.BytesIO(theme.templates[name].encode())
        try:
            found = list(babel_extract(source, GETTEXT_FUNCTIONS, [NOTE_TAG], {"silent": "false"}))
        except TemplateSyntaxError as error:
            findings.append(
                Finding(
                    id="theme/template",
                    message=f"the template does not work: {error.message}",
                    hint="remove the file from templates/ to use the one that publisher brings",
                    path=theme.paths[name],
                    line=error.lineno,
                )
            )
            continue
        for _, _, message, comments in found:
            text = message if isinstance(message, str) else next(iter(message or ()), None)
            if not text:
                continue
            notes = tuple(comment.removeprefix(NOTE_TAG).strip() for comment in comments)
            yield Message(id=text, comments=notes, references=(theme.paths[name],))
    if findings:
        raise ConfigError.of(findings)


def segment_message(segment: Segment, path: str) -> Message:
    """The message that a segment becomes."""
    return Message(
        id=segment.text, context=segment.context, comments=segment.comments, references=(path,)
    )


def merge_messages(messages: Iterable[Message]) -> list[Message]:
    """Messages of one key become one, which tells of every place."""
    merged: dict[MessageKey, Message] = {}
    for message in messages:
        known = merged.get(message.key)
        merged[message.key] = message if known is None else join_places(known, message)
    return list(merged.values())


def join_places(first: Message, second: Message) -> Message:
    """One message with the comments and references of two."""
    return Message(
        id=first.id,
        context=first.context,
        comments=tuple(dict.fromkeys(first.comments + second.comments)),
        references=tuple(dict.fromkeys(first.references + second.references)),
    )
