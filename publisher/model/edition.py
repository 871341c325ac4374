"""An edition: one release in one language, with every text that it shows."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from publisher.model.message import MessageKey
from publisher.model.release import Release, Segment

State = Literal["published", "draft", "embargoed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Localized:
    """A text as an edition shows it: `language` is its own, which is the source language
    where no usable translation was found (`translated` is false then)."""

    text: str
    language: str
    translated: bool


def find_text(
    texts: Mapping[MessageKey, Localized], key: MessageKey, source_language: str
) -> Localized:
    """What a message says in `texts`; its msgid where it is not there."""
    return texts.get(key) or Localized(text=key.id, language=source_language, translated=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """How far an edition's messages are translated; `words_left` counts words of msgids
    that are fuzzy or untranslated."""

    translated: int
    fuzzy: int
    untranslated: int
    words_left: int

    @property
    def complete(self) -> bool:
        """Whether nothing is left to translate."""
        return not self.fuzzy and not self.untranslated


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """A release in a language. `texts` holds the release's own messages, `shared` those that
    releases share; `reasons` says in plain words what keeps it from readers."""

    release: Release
    language: str
    source_language: str
    state: State
    reasons: tuple[str, ...]
    coverage: Coverage
    embargo: dt.datetime | None = None
    """Until when nobody may publish it, in the local time of its language; None where anybody may
    now."""
    announced: tuple[str, ...] = ()
    """The languages whose editions will follow this one."""
    texts: Mapping[MessageKey, Localized] = field(hash=False)
    shared: Mapping[MessageKey, Localized] = field(hash=False)
    translator: str = ""
    """Who translated it, where the newsroom credits translators and the catalogue says who."""

    def text(self, segment: Segment) -> Localized:
        """What a segment of the release says in this edition."""
        return self.texts[segment.key]

    def localized(self, segment: Segment) -> Localized:
        """What a segment of the release or of publisher.toml says in this edition."""
        return self.texts.get(segment.key) or self.shared_text(segment.key)

    def label(self, message: str) -> Localized:
        """What a template string says in this edition."""
        return self.shared_text(MessageKey(None, message))

    def shared_text(self, key: MessageKey) -> Localized:
        """What a shared message says in this edition; its msgid where no catalogue has it."""
        return find_text(self.shared, key, self.source_language)
