"""A newsroom: the folder a staff works in, as publisher.toml describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from publisher.model.release import Segment

Publish = Literal["each", "together", "source-first"]
PUBLISH: tuple[Publish, ...] = ("each", "together", "source-first")
"""How the editions of a release go out: each as soon as it is complete; all at once; or the one in
the source language first, and all translations at once."""
Format = Literal["html", "pdf", "txt"]
FORMATS: tuple[Format, ...] = ("html", "pdf", "txt")
SHARED_DOMAIN = "newsroom"
"""The domain of what releases share: template strings, boilerplate, offices, contacts."""
GLOSSARY_DOMAIN = "glossary"
"""The domain of the terms and names; translators keep it by hand, sync never rewrites it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation:
    """Who publishes."""

    name: Segment
    short_name: Segment
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """Whom the media may ask; `placeholder` says that the details are still to be replaced."""

    key: str
    name: Segment
    role: Segment | None
    email: str
    phone: str
    url: str
    placeholder: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Boilerplate:
    """A standing text about an organisation: a title and its paragraphs."""

    key: str
    title: Segment
    paragraphs: tuple[Segment, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeSettings:
    """What a newsroom changes of a theme without touching templates; colours as #rrggbb."""

    accent: str
    ink: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Newsroom:
    """The configuration of a newsroom. `config_path` is relative to the newsroom."""

    config_path: str
    organisation: Organisation
    address: str = ""
    """Where the site will stand, with a slash at its end: what feeds, search engines and messengers
    need; empty where nobody says."""
    source_language: str
    languages: tuple[str, ...]
    formats: tuple[Format, ...]
    publish: Publish = "each"
    time_zone: str = ""
    """The IANA name of the zone of languages that are at home in none; empty for UTC offsets as
    they are written."""
    embargo_secret: str = field(default="", repr=False)
    """What the addresses of embargoed releases are made from, so that nobody guesses them."""
    contacts: Mapping[str, Contact] = field(hash=False)
    about: Mapping[str, Boilerplate] = field(hash=False)
    theme: ThemeSettings
    usage_terms: Segment | None = None
    """What others may do with a release, for feeds and news systems."""
    credit_translators: bool = False
    """Whether machines are told who translated an edition."""
    kit: bool = True
    """Whether each release has a media kit."""
