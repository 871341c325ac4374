"""A newsroom around a few messages, and what the checks find in it.

In: entries of a catalogue, as checks show them, or messages. Out: findings of the whole newsroom.
"""

import datetime as dt
import inspect
import re
from collections.abc import Mapping
from pathlib import Path

from publisher.build.checking import check_newsroom
from publisher.checks.runner import REGISTRY
from publisher.load.po import parse_catalog
from publisher.model.finding import Finding
from publisher.model.message import catalog_path
from publisher.model.newsroom import GLOSSARY_DOMAIN
from publisher.model.source import SourceFile
from publisher.text.po import format_field

SLUG = "2017-07-24-example"
NOW = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
CONFIG = """\
[organisation]
name = "Mekong Migration Network"
url = "https://www.example.org/"

[newsroom]
languages = {languages}

[contacts.secretariat]
name = "MMN Secretariat"
email = "secretariat@example.org"
"""
RELEASE = """\
---
kind: press-release
title: Ministers meet migrant workers
date: 2017-07-24
place: Yangon
contacts: [secretariat]
---

"""


def reveal(example: str) -> str:
    """`example` with the characters that it names: `⟨U+200D⟩`."""
    return re.sub(r"⟨U\+([0-9A-F]+)⟩", lambda found: chr(int(found[1], 16)), example)


def write_newsroom(
    folder: Path,
    messages: Mapping[str, Mapping[str, str]],
    source: Mapping[str, str] | None = None,
    slug: str = SLUG,
) -> Path:
    """A newsroom with one release, whose paragraphs are the msgids of `messages`, by language.

    `source` replaces text of publisher.toml and release.md. Written again with another slug, it
    has both releases.
    """
    languages = list(dict.fromkeys(["en", *messages]))
    config = CONFIG.format(languages=str(languages).replace("'", '"'))
    msgids = dict.fromkeys(msgid for texts in messages.values() for msgid in texts)
    release = RELEASE + "\n\n".join([*msgids, "Two ministers met migrant workers."]) + "\n"
    for old, new in (source or {}).items():
        assert old in config + release, f"{old!r} does not stand there"
        config, release = config.replace(old, new), release.replace(old, new)
    write(folder / "publisher.toml", config)
    write(folder / "releases" / slug / "release.md", release)
    for language, texts in messages.items():
        lines = ['msgid ""', 'msgstr ""', f'"Language: {language}\\n"']
        for msgid, msgstr in texts.items():
            lines += ["", *format_field("msgid", msgid), *format_field("msgstr", msgstr)]
        write(folder / catalog_path(language, slug), "\n".join(lines) + "\n")
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


COMPARING = frozenset(
    check.id
    for check in REGISTRY.every
    if re.search(
        r"(?:list|group)_(?:pairs|uses)|\.original",
        inspect.getsource(inspect.getmodule(check.function)),
    )
)
"""The checks that hold a translation against its original."""


def check(folder: Path, language: str, *texts: str) -> tuple[Finding, ...]:
    """What is found in `texts` by themselves, where they are the translations of a release. Their
    msgids number them and say nothing of what they say, so they are not held against these."""
    messages = {f"Paragraph {number}.": text for number, text in enumerate(texts, start=1)}
    found = check_newsroom(write_newsroom(folder, {language: messages}), (), NOW)
    return tuple(finding for finding in found if finding.id not in COMPARING)


def check_source(folder: Path, **replaced: str) -> tuple[Finding, ...]:
    """What is found where text of publisher.toml or release.md is replaced."""
    return check_newsroom(write_newsroom(folder, {}, replaced), (), NOW)


def check_release(folder: Path, example: str) -> tuple[Finding, ...]:
    """What is found in a release.md, whose front matter takes the place of RELEASE's."""
    front, body = example.removeprefix("---\n").split("---\n", 1)
    keys = {line.partition(":")[0] for line in front.splitlines()}
    usual = [
        line
        for line in RELEASE.split("---\n")[1].splitlines()
        if line.partition(":")[0] not in keys
    ]
    write_newsroom(folder, {})
    text = "\n".join(["---", *usual, *front.splitlines(), "---", body])
    write(folder / "releases" / SLUG / "release.md", text)
    return check_newsroom(folder, (), NOW)


def check_example(folder: Path, example: str) -> tuple[Finding, ...]:
    """What is found in what a check shows as bad or good: a release.md, or entries of a catalogue.
    Those with flags are of the glossary; those with a reference are of the release that it names.
    """
    if example.startswith("---"):
        return check_release(folder, reveal(example))
    header, *entries = reveal(example).split("\n\n")
    (language,) = re.findall(r"Language: ([\w-]+)", header)
    releases: dict[str, dict[str, str]] = {}
    glossary = ['msgid ""', f'msgstr ""\n{header}']
    for entry in entries:
        if entry.startswith("#,"):
            glossary.append("\n" + entry)
            continue
        slug = re.match(r"#: releases/([\w-]+)/", entry)
        source = SourceFile(path="example.po", text=f'msgid ""\nmsgstr ""\n{header}\n\n{entry}\n')
        (found,) = parse_catalog(source).entries
        texts = releases.setdefault(slug[1] if slug else SLUG, {})
        texts[found.key.id] = found.translation.text
    for slug, texts in releases.items():
        write_newsroom(folder, {language: texts}, slug=slug)
    if glossary[2:]:
        write_glossary(folder, language, "\n".join(glossary) + "\n")
    return check_newsroom(folder, (), NOW)


def write_glossary(folder: Path, language: str, text: str) -> None:
    """The glossary of a newsroom."""
    write(folder / catalog_path(language, GLOSSARY_DOMAIN), text)
