"""Messages and catalogues, in gettext's words.

Standard: the PO format, https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

LOCALES = "locales"
"""The folder of pots and catalogues in a newsroom."""


def catalog_path(language: str, domain: str) -> str:
    """Where the catalogue of a domain stands, relative to the newsroom."""
    return f"{LOCALES}/{language}/LC_MESSAGES/{domain}.po"


def pot_path(domain: str) -> str:
    """Where the pot of a domain stands, relative to the newsroom."""
    return f"{LOCALES}/pot/{domain}.pot"


class MessageKey(NamedTuple):
    """What tells messages of a domain apart: context and id together."""

    context: str | None
    id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One message of a domain, without its translation.

    `comments` are extracted comments (`#.`), one line each. `references` are files only
    (`#:`), so that moving a paragraph changes no catalogue.
    """

    id: str
    context: str | None = None
    comments: tuple[str, ...] = ()
    references: tuple[str, ...] = ()

    @property
    def key(self) -> MessageKey:
        """Context and id."""
        return MessageKey(self.context, self.id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Translation:
    """What a catalogue says for one message: `line` is where its entry starts, from one, and
    `lines` are that line and the rest of the entry, as they stand in the file. `flags` are those
    behind `#,`."""

    text: str
    fuzzy: bool = False
    obsolete: bool = False
    line: int = 0
    lines: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()

    @property
    def usable(self) -> bool:
        """Whether readers may see it: a fuzzy or empty message is never shown."""
        return bool(self.text) and not self.fuzzy and not self.obsolete


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """The pot of a domain: its messages in document order, each key once."""

    domain: str
    messages: tuple[Message, ...]

    def __iter__(self) -> Iterator[Message]:
        return iter(self.messages)


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalog:
    """The translations of one domain into one language, as the build reads them.

    `path` is relative to the newsroom; an absent file is an empty catalogue.
    """

    domain: str
    language: str
    path: str
    translations: Mapping[MessageKey, Translation] = field(default_factory=dict, hash=False)
    translator: str = ""
    """Who worked on it last, by the name alone that its header gives."""

    def find(self, key: MessageKey) -> Translation | None:
        """The translation of a message, usable or not."""
        return self.translations.get(key)
