"""A newsroom: the folder a staff works in, as publisher.toml describes it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from publisher.model.finding import Finding
from publisher.model.language import Role
from publisher.model.release import Segment

Publish = Literal["each", "together", "source-first"]
PUBLISH: tuple[Publish, ...] = ("each", "together", "source-first")
"""How the editions of a release go out: each as soon as it is complete; all at once; or the one in
the source language first, and all translations at once."""
Format = Literal["html", "pdf", "txt"]
FORMATS: tuple[Format, ...] = ("html", "pdf", "txt")
DOWNLOAD_TYPES: Mapping[str, str] = {"pdf": "application/pdf", "txt": "text/plain"}
"""The media types of the formats that a page offers beside itself."""
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
class OfficeHours:
    """When somebody answers: on which days (runs of first and last, Monday being 0), in the time
    of an IANA time zone."""

    opens: dt.time
    closes: dt.time
    days: tuple[tuple[int, int], ...]
    time_zone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """Whom the media may ask; `placeholder` says that the details are still to be replaced."""

    key: str
    name: Segment
    role: Segment | None
    email: str
    phone: str
    """As its country groups the digits."""
    phone_address: str = ""
    """The same to call it by, as RFC 3966 has it."""
    url: str
    languages: tuple[str, ...] = ()
    """Those that are spoken there; none where nobody says."""
    hours: OfficeHours | None = None
    placeholder: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Boilerplate:
    """A standing text about an organisation: a title and its paragraphs."""

    key: str
    title: Segment
    paragraphs: tuple[Segment, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeFaces:
    """The families that a role of a language is set in, first choice first; `line` is that of
    publisher.toml."""

    language: str
    role: Role
    families: tuple[str, ...]
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeSettings:
    """What a newsroom changes of a theme without touching templates; colours as #rrggbb."""

    accent: str
    ink: str
    paper: str = "#ffffff"
    logo: str = ""
    """The path of a picture in the newsroom; empty where there is none."""
    logo_line: int = 0
    faces: tuple[ThemeFaces, ...] = ()


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
    findings: tuple[Finding, ...] = ()
    """What is doubtful in publisher.toml, and keeps nothing from being published."""

    def segments(
        self, contacts: Iterable[str] | None = None, about: Iterable[str] | None = None
    ) -> Iterator[Segment]:
        """The texts that translators see: of these contacts and standing texts, or of all."""
        yield self.organisation.name
        yield self.organisation.short_name
        if self.usage_terms is not None:
            yield self.usage_terms
        for key in self.contacts if contacts is None else contacts:
            yield self.contacts[key].name
            if (role := self.contacts[key].role) is not None:
                yield role
        for key in self.about if about is None else about:
            yield self.about[key].title
            yield from self.about[key].paragraphs
