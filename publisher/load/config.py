"""publisher.toml to a `Newsroom`.

In: the newsroom's folder. Out: its configuration, or a `ConfigError` with every problem found,
each at its line. Format: TOML 1.0, https://toml.io/en/v1.0.0
"""

import re
import tomllib
import typing
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from publisher.load.config_report import ConfigReport
from publisher.load.contact import (
    ContactTable,
    check_means,
    read_hours,
    read_languages,
    read_phone,
)
from publisher.load.files import read_source, suggest
from publisher.load.folder import CONFIG_NAME
from publisher.load.reads import file_exists
from publisher.load.theme_settings import ThemeTable, read_theme
from publisher.load.zone import load_zone, zone_names
from publisher.model.errors import ConfigError
from publisher.model.finding import Finding, Severity
from publisher.model.newsroom import (
    FORMATS,
    PUBLISH,
    Boilerplate,
    Contact,
    Format,
    Newsroom,
    Organisation,
)
from publisher.model.release import Segment
from publisher.text.control import find_control
from publisher.text.inline import link_problems, parse_inline, strip_to_line
from publisher.text.markdown import normalize_message

SECRET_LENGTH = 20
"""The fewest characters of a secret: 80 bits where each is a hexadecimal digit, which nobody tries
out over a network (NIST SP 800-63B asks 64 of what a verifier throttles)."""
TERMS = "What others may do with the releases, for news systems and feed readers"


class _Organisation(msgspec.Struct, forbid_unknown_fields=True):
    """Who publishes."""

    name: str
    """The name in full; translated."""
    short_name: str = ""
    """The name in short; translated. Without it, `name` stands for it."""
    url: str = ""
    """The organisation's own website; the templates that come with publisher do not show it."""


class _Newsroom(msgspec.Struct, forbid_unknown_fields=True):
    """What is published, and how."""

    languages: list[str]
    """The languages to publish in, in the order in which readers are offered them; with the source
    language."""
    source_language: str = "en"
    """The language that releases are written in."""
    formats: list[str] = msgspec.field(default_factory=lambda: list(FORMATS))
    """Any of `"html"`, `"pdf"` and `"txt"`."""
    publish: str = "each"
    """How the editions of a release go out: `"each"` as soon as it is complete, all `"together"`,
    or `"source-first"`; see [sets](releases.md#sets)."""
    time_zone: str = ""
    """The local time of languages that are at home in no one zone, as `"Asia/Yangon"`: embargoes
    are told in it. Without it, as each embargo is written."""
    embargo_secret: str = ""
    """What the addresses of embargoed releases are made from, 20 characters at least; see
    [embargo](releases.md#embargo). Without it, the text of the release itself."""
    url: str = ""
    """Where the site will stand, for feeds, search engines and messengers; see
    [sharing](sharing.md). Without it, the address of the organisation."""
    usage_terms: str = ""
    """What others may do with the releases, told in feeds and to news systems; translated."""
    credit_translators: bool = False
    """Whether machines are told who translated an edition; see [sharing](sharing.md)."""
    kit: bool = True
    """Whether each release has a [media kit](formats.md#media-kits)."""


class _About(msgspec.Struct, forbid_unknown_fields=True):
    """A standing text, which releases name by `KEY`, a word of your choice."""

    title: str
    """Its heading; translated."""
    text: str
    """The text, as Markdown; an empty line parts paragraphs; translated."""


class Config(msgspec.Struct, forbid_unknown_fields=True):
    """publisher.toml."""

    organisation: _Organisation
    newsroom: _Newsroom
    theme: ThemeTable = msgspec.field(default_factory=ThemeTable)
    contacts: dict[str, ContactTable] = msgspec.field(default_factory=dict)
    about: dict[str, _About] = msgspec.field(default_factory=dict)


def load_newsroom(folder: Path, known_languages: Collection[str]) -> Newsroom:
    """The configuration of the newsroom in `folder`."""
    path = folder / CONFIG_NAME
    if not file_exists(path):
        raise ConfigError(
            Finding(
                id="config/no-newsroom",
                message=f"there is no {CONFIG_NAME} in {folder}",
                hint="make a newsroom with 'publisher init DIR'",
            )
        )
    source = read_source(path, CONFIG_NAME)
    reader = _ConfigReader(source)
    config = reader.decode()
    newsroom = reader.build(config, known_languages)
    if any(finding.severity is Severity.ERROR for finding in reader.findings):
        raise ConfigError.of(reader.findings)
    return replace(newsroom, findings=tuple(reader.findings))


class _ConfigReader(ConfigReport):
    """Decodes one configuration, collecting findings at the lines they stand on."""

    def decode(self) -> Config:
        """The raw configuration: syntax, keys and types are right afterwards."""
        try:
            raw = tomllib.loads(self.source.text)
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
            line = int(place[1]) if place else len(self.source.lines)
            raise ConfigError(
                Finding(
                    id="config/syntax",
                    message=re.sub(r"\s*\(at .*\)", "", str(error)),
                    hint="see https://toml.io for how values are written",
                    path=self.source.path,
                    line=line,
                    column=int(place[2]) if place else None,
                    excerpt=self.source.line_text(line),
                )
            ) from error
        except RecursionError:
            self.report("syntax", (), "values stand too deep in each other")
            raise ConfigError.of(self.findings) from None
        self.check(raw, Config, ())
        if self.findings:
            raise ConfigError.of(self.findings)
        return msgspec.convert(raw, Config)

    def check(self, value: object, kind: Any, where: tuple[str, ...]) -> None:
        """Unknown keys, missing ones and values of another type than the field's, at any depth;
        msgspec alone would stop at the first."""
        path = ".".join(where)
        keyed = typing.get_origin(kind) is dict
        if keyed or (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
            if not isinstance(value, dict):
                self.report("value", where, f"{path} must be a table", f"write [{path}]")
                return
            fields = {} if keyed else {f.encode_name: f for f in msgspec.structs.fields(kind)}
            for key, inner in value.items():
                if keyed:
                    self.check(inner, typing.get_args(kind)[1], (*where, key))
                elif key in fields:
                    self.check(inner, fields[key].type, (*where, key))
                else:
                    path = ".".join((*where, key))
                    message = f"unknown key {path}"
                    self.report("unknown-key", (*where, key), message, suggest(key, fields))
            for key, field in fields.items():
                if field.required and key not in value:
                    path = ".".join((*where, key))
                    self.report("missing-key", (*where, key), f"{path} is missing")
            return
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            self.report("value", where, f"{path}: {error}")

    def build(self, config: Config, known_languages: Collection[str]) -> Newsroom:
        """The newsroom that a well-typed configuration describes."""
        room = config.newsroom
        for tag in [*room.languages, room.source_language]:
            if tag not in known_languages:
                where = "languages" if tag in room.languages else "source_language"
                self.report(
                    "unknown-language",
                    ("newsroom", where),
                    f"there is no language file for {tag!r}",
                    suggest(tag, known_languages),
                )
        if room.source_language not in room.languages:
            self.report(
                "source-language",
                ("newsroom", "languages"),
                f"the source language {room.source_language!r} is not among the languages",
            )
        if len(set(room.languages)) != len(room.languages):
            self.report("duplicate-language", ("newsroom", "languages"), "a language stands twice")
        formats: list[Format] = []
        for name in room.formats:
            matching = [known for known in FORMATS if known == name]
            if not matching:
                self.report(
                    "unknown-format",
                    ("newsroom", "formats"),
                    f"unknown format {name!r}",
                    suggest(name, FORMATS),
                )
            formats.extend(matching)
        if not room.formats:
            self.report("empty", ("newsroom", "formats"), "newsroom.formats is empty")
        self.check_lifecycle(room)
        theme = read_theme(config.theme, room.languages, self)
        name = config.organisation.name
        self.check_address(config.organisation.url, ("organisation", "url"))
        self.check_address(room.url, ("newsroom", "url"))
        stands = ("newsroom" if room.url else "organisation", "url")
        terms = room.usage_terms
        return Newsroom(
            config_path=self.source.path,
            organisation=Organisation(
                name=self.segment(name, ("organisation", "name"), "Name of the organisation"),
                short_name=self.segment(
                    config.organisation.short_name or name,
                    ("organisation", "short_name"),
                    "Short name of the organisation",
                ),
                url=config.organisation.url,
            ),
            address=self.site_address(room.url or config.organisation.url, stands),
            source_language=room.source_language,
            languages=tuple(room.languages),
            formats=tuple(formats),
            publish=next((name for name in PUBLISH if name == room.publish), "each"),
            time_zone=room.time_zone,
            embargo_secret=room.embargo_secret,
            contacts={
                key: self.contact(key, value, known_languages)
                for key, value in config.contacts.items()
            },
            about={key: self.boilerplate(key, value) for key, value in config.about.items()},
            theme=theme,
            usage_terms=self.segment(terms, ("newsroom", "usage_terms"), TERMS) if terms else None,
            credit_translators=room.credit_translators,
            kit=room.kit,
        )

    def check_lifecycle(self, room: _Newsroom) -> None:
        """How release sets go out, and what embargoes need."""
        if room.publish not in PUBLISH:
            self.report(
                "publish",
                ("newsroom", "publish"),
                f"there is no way {room.publish!r} for a release to go out",
                suggest(room.publish, PUBLISH),
            )
        if room.time_zone and load_zone(room.time_zone) is None:
            self.report(
                "time-zone",
                ("newsroom", "time_zone"),
                f"there is no time zone {room.time_zone!r}",
                suggest(room.time_zone, zone_names()),
            )
        if room.embargo_secret and len(room.embargo_secret) < SECRET_LENGTH:
            self.report(
                "embargo-secret",
                ("newsroom", "embargo_secret"),
                f"the secret has {len(room.embargo_secret)} characters, which can be guessed",
                f"write at least {SECRET_LENGTH}: python -c 'import secrets; "
                "print(secrets.token_hex(16))' prints some",
            )

    def segment(self, text: str, where: tuple[str, ...], comment: str) -> Segment:
        """A translatable string of the configuration."""
        clean = normalize_message(text)
        if not clean:
            self.report("empty", where, f"{'.'.join(where)} is empty")
        for problem in parse_inline(clean)[1]:
            self.report("inline", where, f"found {problem}")
        if control := find_control(clean):
            self.report("control-character", where, control.message, "remove its escape")
        return Segment(text=clean, line=self.locate(where), comments=(comment,))

    def check_address(self, url: str, where: tuple[str, ...]) -> None:
        """An address that a page will link to."""
        for problem in link_problems(url) if url else []:
            self.report("link", where, f"found {problem}")

    def site_address(self, url: str, where: tuple[str, ...]) -> str:
        """Where the site will stand, in ASCII (RFC 3986) and with a slash at its end."""
        if not url or link_problems(url):
            return ""  # what is no address at all is reported already
        parts = urlsplit(url)
        with suppress(ValueError):
            host = (parts.hostname or "").encode("idna").decode()
            port = f":{parts.port}" if parts.port else ""
            if parts.scheme in {"http", "https"} and host and not (parts.query or parts.fragment):
                path = quote(parts.path, safe="/%").rstrip("/")
                return f"{parts.scheme}://{host}{port}{path}/"
        message = f"a site cannot stand at {url!r}"
        self.report("site-address", where, message, "write it as https://HOST/FOLDER/")
        return ""

    def contact(self, key: str, raw: ContactTable, known_languages: Collection[str]) -> Contact:
        """A contact, which must have at least one means of contact."""
        where = ("contacts", key)
        check_means(raw, where, self)
        self.check_address(raw.url, (*where, "url"))
        phone, phone_address = read_phone(raw.phone, (*where, "phone"), self)
        return Contact(
            key=key,
            name=self.segment(raw.name, (*where, "name"), "Name of a contact for the media"),
            role=self.segment(raw.role, (*where, "role"), "Office of a contact for the media")
            if raw.role
            else None,
            email=raw.email,
            phone=phone,
            phone_address=phone_address,
            url=raw.url,
            languages=read_languages(raw, known_languages, where, self),
            hours=read_hours(raw, where, self),
            placeholder=raw.placeholder,
        )

    def boilerplate(self, key: str, raw: _About) -> Boilerplate:
        """A standing text: paragraphs are parted by empty lines."""
        where = ("about", key)
        paragraphs = [part for part in re.split(r"\n\s*\n", raw.text.strip()) if part.strip()]
        if not paragraphs:
            self.report("empty", (*where, "text"), f"the text of about.{key} is empty")
        title = self.segment(raw.title, (*where, "title"), "Heading of a standing text")
        said = f"Standing text “{strip_to_line(title.text)}”"
        return Boilerplate(
            key=key,
            title=title,
            paragraphs=tuple(
                self.segment(
                    text,
                    (*where, "text"),
                    f"{said}, paragraph {number} of {len(paragraphs)}",
                )
                for number, text in enumerate(paragraphs, start=1)
            ),
        )
