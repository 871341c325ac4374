"""message/glyph-coverage: every character of an edition is in one of its faces."""

import unicodedata
from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.model.edition import Localized
from publisher.model.finding import Finding
from publisher.model.message import Catalog, MessageKey
from publisher.model.newsroom import SHARED_DOMAIN


def find_uncovered(subject: Subject) -> Iterator[Finding]:
    """Characters that would print as a box, each once for the message it stands in."""
    edition = subject.edition
    own = {segment.key: segment.line for segment in edition.release.segments()}
    for texts, domain in ((edition.texts, edition.release.slug), (edition.shared, SHARED_DOMAIN)):
        for key, text in texts.items():
            covered = subject.coverage[text.language]
            for character in dict.fromkeys(text.text):
                if character in covered or character == "\n":
                    continue
                path, line = place_of(subject, domain, key, text, own)
                name = unicodedata.name(character, "unnamed")
                yield Finding(
                    id=CHECK.id,
                    message=f"no face has the character {character!r} "
                    f"(U+{ord(character):04X} {name}), which stands in: {text.text[:60]}",
                    hint="write it with another character, or choose a face that has it",
                    path=path,
                    line=line,
                    release=edition.release.slug,
                    language=edition.language,
                )


def place_of(
    subject: Subject, domain: str, key: MessageKey, text: Localized, own: dict[MessageKey, int]
) -> tuple[str, int]:
    """The file and line that a text comes from: its catalogue, or the source."""
    catalog: Catalog = subject.catalogs[text.language, domain]
    found = catalog.find(key)
    if found is not None and found.usable:
        return catalog.path, found.line
    if domain == SHARED_DOMAIN:
        return subject.newsroom.config_path, 1
    return subject.edition.release.source.path, own.get(key, 1)


CHECK = Check(
    id="message/glyph-coverage",
    title="Every character is in one of the edition's faces",
    rationale=(
        "A character that no face holds prints as an empty box, and what a reader copies from "
        "the PDF is not what was written. The fonts of the machine that builds are never used "
        "instead: the same page would look different on the next machine."
    ),
    bad='msgstr "ᚠ"',
    good='msgstr "က"',
    function=find_uncovered,
)
