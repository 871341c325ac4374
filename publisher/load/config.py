"""publisher.toml to a `Newsroom`.

In: the newsroom's folder. Out: its configuration, or a `ConfigError` with every problem found,
each at its line. Format: TOML 1.0, https://toml.io/en/v1.0.0
"""

import re
import tomllib
from collections.abc import Collection
from pathlib import Path

import msgspec

from publisher.load.files import read_source, suggest
from publisher.model.errors import ConfigError
from publisher.model.finding import Finding
from publisher.model.newsroom import (
    FORMATS,
    Boilerplate,
    Contact,
    Format,
    Newsroom,
    Organisation,
    ThemeSettings,
)
from publisher.model.release import Segment
from publisher.model.source import SourceFile
from publisher.text.inline import parse_inline
from publisher.text.markdown import normalize_message

CONFIG_NAME = "publisher.toml"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")


class _Organisation(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    short_name: str = ""
    url: str = ""


class _Newsroom(msgspec.Struct, forbid_unknown_fields=True):
    languages: list[str]
    source_language: str = "en"
    formats: list[str] = msgspec.field(default_factory=lambda: list(FORMATS))


class _Theme(msgspec.Struct, forbid_unknown_fields=True):
    accent: str = "#0b5563"
    ink: str = "#1a2226"


class _Contact(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    role: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    placeholder: bool = False


class _About(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    text: str


class _Config(msgspec.Struct, forbid_unknown_fields=True):
    organisation: _Organisation
    newsroom: _Newsroom
    theme: _Theme = msgspec.field(default_factory=_Theme)
    contacts: dict[str, _Contact] = msgspec.field(default_factory=dict)
    about: dict[str, _About] = msgspec.field(default_factory=dict)


def find_newsroom(start: Path) -> Path:
    """The nearest folder upward from `start` that holds publisher.toml."""
    for folder in (start, *start.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder
    raise ConfigError(
        Finding(
            id="config/no-newsroom",
            message=f"no {CONFIG_NAME} here or in any folder above",
            hint="run this in a newsroom, name one with --newsroom DIR, or make one with "
            "'publisher init DIR'",
        )
    )


def load_newsroom(folder: Path, known_languages: Collection[str]) -> Newsroom:
    """The configuration of the newsroom in `folder`."""
    path = folder / CONFIG_NAME
    if not path.is_file():
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
    if reader.findings:
        raise ConfigError.of(reader.findings)
    return newsroom


class _ConfigReader:
    """Decodes one configuration, collecting findings at the lines they stand on."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.findings: list[Finding] = []

    def report(self, name: str, where: tuple[str, ...], message: str, hint: str = "") -> None:
        """Note a finding at the key path `where`."""
        line = locate_key(self.source, where)
        self.findings.append(
            Finding(
                id=f"config/{name}",
                message=message,
                hint=hint,
                path=self.source.path,
                line=line,
                excerpt=self.source.line_text(line),
            )
        )

    def decode(self) -> _Config:
        """The raw configuration: syntax, keys and types are right afterwards."""
        try:
            raw = tomllib.loads(self.source.text)
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
            line = int(place[1]) if place else len(self.source.text.splitlines())
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
        self.check_keys(raw, (), _Config)
        for name in ("contacts", "about"):
            tables = raw.get(name)
            if isinstance(tables, dict):
                for key, table in tables.items():
                    self.check_keys(table, (name, key), _Contact if name == "contacts" else _About)
        if not self.findings:
            try:
                return msgspec.convert(raw, _Config)
            except msgspec.ValidationError as error:
                text = str(error)
                found = re.search(r"at `\$\.?(.*?)`", text)
                where = (
                    tuple(part for part in re.split(r"[.\[\]]+", found[1]) if part) if found else ()
                )
                message = text.split(" - at ", maxsplit=1)[0]
                self.report("value", where, ".".join(where) + ": " + message if where else message)
        raise ConfigError.of(self.findings)

    def check_keys(
        self, table: object, where: tuple[str, ...], struct: type[msgspec.Struct]
    ) -> None:
        """Unknown keys, each with the nearest known; goes down into nested structs."""
        if not isinstance(table, dict):
            return
        fields = {field.encode_name: field.type for field in msgspec.structs.fields(struct)}
        for key, value in table.items():
            if key not in fields:
                self.report(
                    "unknown-key",
                    (*where, key),
                    f"unknown key {'.'.join((*where, key))}",
                    suggest(key, fields),
                )
            elif isinstance(fields[key], type) and issubclass(fields[key], msgspec.Struct):
                self.check_keys(value, (*where, key), fields[key])

    def build(self, config: _Config, known_languages: Collection[str]) -> Newsroom:
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
        for key in ("accent", "ink"):
            if not _COLOUR.match(getattr(config.theme, key)):
                self.report(
                    "colour",
                    ("theme", key),
                    f"{getattr(config.theme, key)!r} is not a colour",
                    "write six hexadecimal digits, such as #0b5563",
                )
        name = config.organisation.name
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
            source_language=room.source_language,
            languages=tuple(room.languages),
            formats=tuple(formats),
            contacts={key: self.contact(key, value) for key, value in config.contacts.items()},
            about={key: self.boilerplate(key, value) for key, value in config.about.items()},
            theme=ThemeSettings(accent=config.theme.accent, ink=config.theme.ink),
        )

    def segment(self, text: str, where: tuple[str, ...], comment: str) -> Segment:
        """A translatable string of the configuration."""
        clean = normalize_message(text)
        if not clean:
            self.report("empty", where, f"{'.'.join(where)} is empty")
        for problem in parse_inline(clean)[1]:
            self.report("inline", where, f"found {problem}")
        return Segment(text=clean, line=locate_key(self.source, where), comments=(comment,))

    def contact(self, key: str, raw: _Contact) -> Contact:
        """A contact, which must have at least one means of contact."""
        where = ("contacts", key)
        if not (raw.email or raw.phone or raw.url):
            self.report(
                "contact-without-means",
                (*where, "name"),
                f"the contact {key!r} has no email, phone or url",
                "a reporter must be able to reach it",
            )
        return Contact(
            key=key,
            name=self.segment(raw.name, (*where, "name"), "Name of a contact for the media"),
            role=self.segment(raw.role, (*where, "role"), "Office of a contact for the media")
            if raw.role
            else None,
            email=raw.email,
            phone=raw.phone,
            url=raw.url,
            placeholder=raw.placeholder,
        )

    def boilerplate(self, key: str, raw: _About) -> Boilerplate:
        """A standing text: paragraphs are parted by empty lines."""
        where = ("about", key)
        paragraphs = [part for part in re.split(r"\n\s*\n", raw.text.strip()) if part.strip()]
        if not paragraphs:
            self.report("empty", (*where, "text"), f"the text of about.{key} is empty")
        return Boilerplate(
            key=key,
            title=self.segment(raw.title, (*where, "title"), "Heading of a standing text"),
            paragraphs=tuple(
                self.segment(
                    text,
                    (*where, "text"),
                    f"Standing text “{raw.title}”, paragraph {number} of {len(paragraphs)}",
                )
                for number, text in enumerate(paragraphs, start=1)
            ),
        )


def locate_key(source: SourceFile, where: tuple[str, ...]) -> int:
    """The line, from one, on which a key path stands; of its table where it is not written."""
    best, depth = 1, 0
    table: tuple[str, ...] = ()
    for number, line in enumerate(source.text.splitlines(), start=1):
        if header := re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?", line):
            table = tuple(part.strip().strip("\"'") for part in header[1].split("."))
            path = table
        elif pair := re.match(r"\s*([A-Za-z0-9_.\"'-]+)\s*=", line):
            path = (*table, *(part.strip("\"'") for part in pair[1].split(".")))
        else:
            continue
        if path == where[: len(path)] and len(path) > depth:
            best, depth = number, len(path)
    return best
