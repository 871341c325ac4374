"""A newsroom whose catalogues mean harm, and the same with harmless words.

In: payloads, by family. Out: a newsroom in English and Burmese in which every one of them stands in
every kind of place that a catalogue fills; and which of them the gates refuse, with their findings.
"""

import datetime as dt
import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from world import NEWSROOMS, ROOT, Newsroom

from publisher.build.checking import check_newsroom
from publisher.model.finding import Finding, Severity
from publisher.model.message import catalog_path
from publisher.model.newsroom import SHARED_DOMAIN
from publisher.text.po import format_field

NOW = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
FAMILIES: Mapping[str, Sequence[str]] = tomllib.loads(
    Path(__file__).with_name("payloads.toml").read_text(encoding="utf-8")
)
WORDS = {"en": "Ministers met ", "my": "ဝန်ကြီးများ တွေ့ဆုံ "}
"""What stands before a payload: a text that is nothing else would be told by other checks."""
HARMLESS = {
    "en": "Ministers *met* **twice** in `May`\\\n[again](https://www.example.org/x).",
    "my": "ဝန်ကြီးများ *တွေ့ဆုံ* **ခဲ့** `May`\\\n[ထပ်မံ](https://www.example.org/x)။",
}
PLAIN = {"en": "Ministers met", "my": "ဝန်ကြီးများ"}
"""The same for a string of a template, which is not Markdown."""
LANGUAGES = tuple(WORDS)
RELEASES = 3
"""Each shows a share of the payloads, one by one and in its places."""
CROWD = 8
"""So many payloads stand in one place together."""
NAMES = ("Tiny Press of the two rivers", "Tiny Press")
"""What the organisation is called, on every page and at the head of every sheet."""
ATTACKS = ("markup-1e", "attributes-1", "attributes-3e", "templates-1")
"""What tries most there."""
CONFIG = """\
[organisation]
name = "Tiny Press of the two rivers"
short_name = "Tiny Press"
url = "https://www.example.org/"

[newsroom]
languages = ["en", "my"]
"""
RELEASE = """\
---
kind: {kind}
title: Title {number} of it
subtitle: Subtitle {number} of it
summary: Summary {number} of it
date: 2017-07-24
place: Place {number} of it
contacts: [c{number}]
about: [a{number}]
version: 2
corrections:
  - date: 2017-07-25
    text: Correction {number} of it
publication:
  title: Publication {number} of it
  links: {{en: "https://www.example.org/p"}}
---

Lead {number} of it

## Heading {number} of it

- Item {number} of it

> Speech {number} of it
>
> — Speaker {number} of it

![Alternative {number} of it]({image} "Caption {number} of it"){{credit="Credit {number} of it"}}

"""
PLACES = re.compile(r"(?:[A-Z][a-z]+) \d+ of it(?=[\"\n])")
KINDS = ("press-release", "activity-report", "publication-summary")


def list_payloads() -> Iterator[tuple[str, str]]:
    """Every payload with its name: its family and number. Where it holds signs of Markdown, once
    more with these escaped, as `e`."""
    for family, payloads in FAMILIES.items():
        for number, payload in enumerate(payloads, start=1):
            yield f"{family}-{number}", payload
            if re.search(r"[<&*`\[\]]", payload):
                yield f"{family}-{number}e", re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", payload)


def slug_of(number: int) -> str:
    """The slug of the release with a number."""
    return f"2017-07-24-release-{number}"


class Hostile:
    """A newsroom in a folder; `texts` is what its payloads say by language and name."""

    def __init__(self, folder: Path, payloads: Mapping[str, str]) -> None:
        self.newsroom = Newsroom(folder)
        self.names = list(payloads)
        self.shares = [self.names[number::RELEASES] for number in range(RELEASES)]
        self.texts = {
            (language, name): words + payload
            for language, words in WORDS.items()
            for name, payload in payloads.items()
        }
        self.places: dict[tuple[str, str, str], str] = {}
        """What stands in the other places, by language, domain and msgid."""
        self.template = sorted(template_strings())
        self._write_sources()

    def _write_sources(self) -> None:
        folder, config = self.newsroom.folder, CONFIG
        picture = next((NEWSROOMS / "full").rglob("field.jpg")).read_bytes()
        for number, names in enumerate(self.shares):
            config += (
                f'\n[contacts.c{number}]\nname = "Contact {number} of it"\n'
                f'role = "Role {number} of it"\nemail = "press@example.org"\n'
                f'phone = "+95 1 234 567"\nurl = "https://www.example.org/c"\n'
                f'\n[about.a{number}]\ntitle = "About {number} of it"\n'
                f'text = "Text {number} of it"\n'
            )
            body = RELEASE.format(
                number=number, image="images/a.jpg", kind=KINDS[number % len(KINDS)]
            )
            release = folder / "releases" / slug_of(number)
            (release / "images").mkdir(parents=True)
            (release / "images" / "a.jpg").write_bytes(picture)
            text = body + "\n\n".join(f"It is {name}" for name in names) + "\n"
            (release / "release.md").write_text(text, encoding="utf-8")
        (folder / "publisher.toml").write_text(config, encoding="utf-8")
        self.config = config

    def shared_msgids(self) -> list[str]:
        """The msgids of what releases share, those of templates aside."""
        return [*NAMES, *PLACES.findall(self.config)]

    def release_msgids(self, number: int) -> list[str]:
        """The msgids of a release that are places for several payloads at once."""
        return [
            f"{match} {number} of it" for match in re.findall(r"(\w+) \{number\} of it", RELEASE)
        ]

    def fill_places(self, accepted: Mapping[str, Sequence[str]]) -> None:
        """Put accepted payloads into every place, some into each, so that each stands in several;
        fewer into what is repeated on every page."""
        for language in LANGUAGES:
            kept = [name for name in self.names if name in set(accepted[language])]
            turn = itertools.cycle(kept)
            for number in range(RELEASES):
                for msgid in self.release_msgids(number):
                    key = (language, slug_of(number), msgid)
                    self.places[key] = self.join(language, itertools.islice(turn, CROWD))
            for msgid in [*PLACES.findall(self.config), *self.template]:
                key = (language, SHARED_DOMAIN, msgid)
                self.places[key] = self.join(language, itertools.islice(turn, CROWD))
            for msgid in NAMES:
                key = (language, SHARED_DOMAIN, msgid)
                self.places[key] = self.join(language, ATTACKS)

    def join(self, language: str, names: Iterable[str]) -> str:
        """The texts of several payloads as one."""
        return " · ".join(self.texts[language, name] for name in names)

    def write_catalogs(self) -> dict[tuple[str, int], tuple[str, ...]]:
        """Write every catalogue; which text stands on which line of which file: its language and
        the name of its payload, or language, domain and msgid of another place."""
        lines: dict[tuple[str, int], tuple[str, ...]] = {}
        for language in LANGUAGES:
            for number, names in enumerate(self.shares):
                said: dict[str, tuple[tuple[str, ...], str]] = {
                    f"It is {name}": ((language, name), self.texts[language, name])
                    for name in names
                }
                for msgid in self.release_msgids(number):
                    key = (language, slug_of(number), msgid)
                    said[msgid] = key, self.places.get(key, HARMLESS[language])
                lines |= self._write(language, slug_of(number), said)
            said = {}
            for msgid in [*self.shared_msgids(), *self.template]:
                key = (language, SHARED_DOMAIN, msgid)
                words = PLAIN if msgid in {*self.template, *NAMES} else HARMLESS
                said[msgid] = key, self.places.get(key, words[language])
            for msgid in self.template:
                for name in re.findall(r"\{\w+\}", msgid):
                    key, text = said[msgid]
                    said[msgid] = key, text if name in text else f"{text} {name}"
            lines |= self._write(language, SHARED_DOMAIN, said)
        return lines

    def _write(
        self, language: str, domain: str, said: Mapping[str, tuple[tuple[str, ...], str]]
    ) -> dict[tuple[str, int], tuple[str, ...]]:
        path = catalog_path(language, domain)
        header = f'"Language: {language}\\n"', '"Content-Type: text/plain; charset=UTF-8\\n"'
        written = ['msgid ""', 'msgstr ""', *header]
        owners: dict[tuple[str, int], tuple[str, ...]] = {}
        for msgid, (owner, text) in said.items():
            first = len(written) + 1
            entry = [*format_field("msgid", msgid), *format_field("msgstr", text)]
            written += ["", *entry]
            owners |= {(path, line): owner for line in range(first, len(written) + 1)}
        target = self.newsroom.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(("\n".join(written) + "\n").encode())
        return owners

    def refuse(self) -> dict[tuple[str, ...], Finding]:
        """Put harmless words in the place of every text that a gate finds an error in, until no
        error is left; what was refused, with its finding."""
        refused: dict[tuple[str, ...], Finding] = {}
        while True:
            owners = self.write_catalogs()
            found = [
                finding
                for finding in check_newsroom(self.newsroom.folder, (), NOW)
                if finding.severity is Severity.ERROR
            ]
            new = {owners[f.path, f.line]: f for f in found if (f.path, f.line) in owners}
            if not found:
                return refused
            assert new, [str(f) for f in found][:5]
            assert not new.keys() & refused.keys(), new
            refused |= new
            for language, *rest in new:
                if len(rest) == 1:
                    self.texts[language, rest[0]] = HARMLESS[language]
                else:
                    del self.places[language, *rest]


def template_strings() -> set[str]:
    """The strings of the templates of the repository."""
    strings = set()
    for path in (ROOT / "templates").glob("*.j2"):
        text = path.read_text(encoding="utf-8")
        strings |= set(re.findall(r'(?:_|label)\("([^"]+)"', text))
    return strings
