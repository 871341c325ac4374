"""A newsroom around a few messages, and what the checks find in it.

In: entries of a catalogue, as checks show them, or messages. Out: findings of the whole newsroom.
"""

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

from publisher.build.checking import check_newsroom
from publisher.load.po import parse_catalog
from publisher.model.finding import Finding
from publisher.model.source import SourceFile
from publisher.text.po import format_field

SLUG = "2017-07-24-example"
NOW = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
CONFIG = """\
[organisation]
name = "Mekong Migration Network"

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
contacts: [secretariat]
---

"""


def reveal(example: str) -> str:
    """`example` with the characters that it names: `⟨U+200D⟩`."""
    return re.sub(r"⟨U\+([0-9A-F]+)⟩", lambda found: chr(int(found[1], 16)), example)


def write_newsroom(
    folder: Path, messages: Mapping[str, Mapping[str, str]], source: Mapping[str, str] | None = None
) -> Path:
    """A newsroom with one release, whose paragraphs are the msgids of `messages`, by language.

    `source` replaces text of publisher.toml and release.md.
    """
    languages = list(dict.fromkeys(["en", *messages]))
    config = CONFIG.format(languages=str(languages).replace("'", '"'))
    msgids = dict.fromkeys(msgid for texts in messages.values() for msgid in texts)
    release = RELEASE + "\n\n".join([*msgids, "Two ministers met migrant workers."]) + "\n"
    for old, new in (source or {}).items():
        assert old in config + release, f"{old!r} does not stand there"
        config, release = config.replace(old, new), release.replace(old, new)
    write(folder / "publisher.toml", config)
    write(folder / "releases" / SLUG / "release.md", release)
    for language, texts in messages.items():
        lines = ['msgid ""', 'msgstr ""', f'"Language: {language}\\n"']
        for msgid, msgstr in texts.items():
            lines += ["", *format_field("msgid", msgid), *format_field("msgstr", msgstr)]
        write(folder / "locales" / language / "LC_MESSAGES" / f"{SLUG}.po", "\n".join(lines) + "\n")
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def check(folder: Path, language: str, *texts: str) -> tuple[Finding, ...]:
    """What is found where `texts` are the translations of a release."""
    messages = {f"Paragraph {number}.": text for number, text in enumerate(texts, start=1)}
    return check_newsroom(write_newsroom(folder, {language: messages}), (), NOW)


def check_source(folder: Path, **replaced: str) -> tuple[Finding, ...]:
    """What is found where text of publisher.toml or release.md is replaced."""
    return check_newsroom(write_newsroom(folder, {}, replaced), (), NOW)


def check_example(folder: Path, example: str) -> tuple[Finding, ...]:
    """What is found in the entries that a check shows as bad or good."""
    source = SourceFile(path="example.po", text='msgid ""\nmsgstr ""\n' + reveal(example) + "\n")
    catalog = parse_catalog(source)
    texts = {entry.key.id: entry.translation.text for entry in catalog.entries}
    language = catalog.metadata["Language"]
    return check_newsroom(write_newsroom(folder, {language: texts}), (), NOW)
