"""The texts of an edition with the places they come from, and findings about them.

In: an edition and what it stands in; suspects of `publisher.text`. Out: texts in the order of
their files; findings that show what cannot be seen by its code points.
"""

import functools
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from publisher.model.edition import Edition, Localized
from publisher.model.finding import Finding, Severity
from publisher.model.language import Language
from publisher.model.message import Catalog, MessageKey
from publisher.model.newsroom import SHARED_DOMAIN, Newsroom
from publisher.model.release import Segment
from publisher.model.source import SourceFile
from publisher.text.cluster import may_part
from publisher.text.place import Place, locate_offset
from publisher.text.suspects import Suspect, find_invisible

_AROUND = 16
"""Characters of context that a message shows on either side."""


class Spot(NamedTuple):
    """A place in a file, the line that stands there, and how many of its characters are meant."""

    line: int | None
    column: int | None = None
    width: int = 1
    excerpt: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A text that an edition shows: `path` and `line` are where it is written, and what finds
    in it is reported; for text of a release.md, `segment` and `source` say so more exactly, for
    that of a catalogue the `lines` of its entry. The `segment` is what the text says there, where
    that is no string of a template. An `address` is what links and contacts lead to, shown or not.

    For text of a catalogue `original` is what it stands for: what the source language says, with
    the mends of its own catalogue; for such a mend itself, the msgid. `context` is that of the
    message."""

    text: str
    language: Language = field(hash=False)
    path: str
    line: int | None
    release: str
    edition_language: str
    segment: Segment | None = None
    source: SourceFile | None = None
    address: bool = False
    original: str | None = None
    context: str | None = None
    lines: tuple[str, ...] = ()

    def find_spot(self, start: int, end: int) -> Spot:
        """The place of the characters from `start` to `end`, as exactly as is known."""
        if self.line is not None and (place := locate_offset(self.lines, start)):
            return self._spot_in_entry(self.line, place, end)
        if self.source is None or self.line is None:
            return Spot(self.line)
        if self.segment is not None and self.segment.span is not None:
            span = self.segment.span
            for around in (_AROUND, 2, 0):
                first = max(0, start - around)
                wanted = self.text[first : end + around]
                offset = self.source.text.find(wanted, span.start, span.end)
                if offset >= 0:
                    offset += start - first
                    line = self.source.line_of(offset)
                    column = offset - self.source.line_start(line) + 1
                    return Spot(line, column, end - start, self.source.line_text(line))
        return Spot(self.line, excerpt=self.source.line_text(self.line))

    def _spot_in_entry(self, line: int, place: Place, end: int) -> Spot:
        excerpt, stop = self.lines[place.line], locate_offset(self.lines, end)
        inside = stop is not None and stop.line == place.line
        last = stop.column if stop is not None and inside else excerpt.rfind('"') + 1
        return Spot(line + place.line, place.column, max(last - place.column, 1), excerpt)


def collect_texts(
    edition: Edition,
    newsroom: Newsroom,
    catalogs: Mapping[tuple[str, str], Catalog],
    languages: Mapping[str, Language],
) -> tuple[Text, ...]:
    """Every text of an edition: its own, those that releases share, and the addresses that it
    prints, which nobody translates."""
    release = edition.release
    own = {segment.key: segment for segment in release.segments()}
    shared: dict[MessageKey, Segment] = {}
    for segment in newsroom.segments():
        shared.setdefault(segment.key, segment)
    make = functools.partial(Text, release=release.slug, edition_language=edition.language)

    def make_messages(
        messages: Mapping[MessageKey, Localized],
        domain: str,
        segments: Mapping[MessageKey, Segment],
    ) -> Iterator[Text]:
        for key, text in messages.items():
            here = functools.partial(make, text=text.text, language=languages[text.language])
            catalog = catalogs[text.language, domain]
            found = catalog.find(key)
            segment = segments.get(key)
            if found is not None and found.usable:
                mended = catalogs[newsroom.source_language, domain].find(key)
                is_source = text.language == newsroom.source_language
                original = (
                    key.id if is_source or mended is None or not mended.usable else mended.text
                )
                yield here(
                    path=catalog.path,
                    line=found.line or None,
                    segment=segment,
                    original=original,
                    context=key.context,
                    lines=found.lines,
                )
            elif domain != SHARED_DOMAIN:
                line = segment.line if segment else 1
                source = release.source
                yield here(path=source.path, line=line, segment=segment, source=source)
            elif segment is not None:
                yield here(path=newsroom.config_path, line=segment.line, segment=segment)
            else:
                yield here(path="templates", line=None)

    address = functools.partial(make, language=languages[newsroom.source_language], address=True)
    texts = [
        *make_messages(edition.texts, release.slug, own),
        *make_messages(edition.shared, SHARED_DOMAIN, shared),
        *(
            address(text=text, path=newsroom.config_path, line=line)
            for text, line in configured_addresses(newsroom, release.contacts)
        ),
    ]
    if (publication := release.publication) is not None:
        for link in publication.links.values():
            line = publication.title.line
            texts.append(address(text=link, path=release.source.path, line=line))
    return tuple(texts)


def configured_addresses(newsroom: Newsroom, contacts: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Addresses and telephone numbers of publisher.toml, with the lines of their tables."""
    yield newsroom.organisation.url, newsroom.organisation.name.line
    for key in contacts:
        contact = newsroom.contacts[key]
        for address in (contact.email, contact.phone, contact.url):
            yield address, contact.name.line


def report(
    identifier: str,
    text: Text,
    message: str,
    hint: str,
    *,
    severity: Severity = Severity.WARNING,
    start: int = 0,
    end: int | None = None,
) -> Finding:
    """A finding at the characters from `start` to `end` of a text; at its beginning where what is
    wrong is that something is not there."""
    spot = text.find_spot(start, start + 1 if end is None else end)
    return Finding(
        id=identifier,
        severity=severity,
        message=message,
        hint=hint,
        path=text.path,
        line=spot.line,
        column=spot.column,
        width=spot.width,
        excerpt=spot.excerpt,
        release=text.release,
        language=text.edition_language,
    )


def report_suspects(
    identifier: str,
    text: Text,
    suspects: Iterable[Suspect],
    *,
    worst: Severity = Severity.ERROR,
    hint: str = "have a person who reads the language write the word again",
) -> Iterator[Finding]:
    """A finding for each kind of suspect in a text, at the first of its kind. One that may be
    meant is at most a warning; `hint` is for those without a mend."""
    kinds: dict[tuple[str, str, str | None, bool], list[Suspect]] = {}
    for suspect in suspects:
        characters = text.text[suspect.start : suspect.end]
        kind = (characters, suspect.why, suspect.mend, suspect.sure)
        kinds.setdefault(kind, []).append(suspect)
    for (characters, why, mend, sure), found in kinds.items():
        first = found[0]
        more = f" (and {len(found) - 1} more in this text)" if len(found) > 1 else ""
        yield report(
            identifier,
            text,
            f"{name_characters(characters)} {why}: {show(text.text, first.start, first.end)}{more}",
            hint if mend is None else mend_hint(mend, sure=sure),
            severity=worst if sure else min(worst, Severity.WARNING, key=lambda s: s.rank),
            start=first.start,
            end=first.end,
        )


def mend_hint(mend: str, *, sure: bool) -> str:
    """What to write, in words."""
    if not mend:
        return "delete it; it came with a paste" if sure else "delete it if nobody put it there"
    written = f"write {mend} ({name_characters(mend)})"
    return written if sure else f"{written}, unless this is what is meant"


def name_characters(characters: str) -> str:
    """Characters by their code points, and up to two of them by their names.

    >>> name_characters("ဝ")
    'U+101D MYANMAR LETTER WA'
    """
    if len(characters) > 2:
        return code_points(characters)
    return " and ".join(
        f"{code_points(character)} {unicodedata.name(character, 'without a name')}"
        for character in characters
    )


def code_points(characters: str) -> str:
    """`U+101D U+1004`."""
    return " ".join(f"U+{ord(character):04X}" for character in characters)


def show(text: str, start: int, end: int) -> str:
    """The characters from `start` to `end` as their code points, in what stands around them.

    >>> show("အ၀တ်", 1, 2)
    'အ⟨U+1040⟩တ်'
    """
    first = max(0, start - _AROUND)
    while first < start and not may_part(text, first):
        first += 1
    last = min(len(text), end + _AROUND)
    while last > end and not may_part(text, last):
        last -= 1
    before = ("…" if first else "") + reveal(text[first:start])
    after = reveal(text[end:last]) + ("…" if last < len(text) else "")
    return f"{before}⟨{code_points(text[start:end])}⟩{after}"


def reveal(text: str) -> str:
    """`text` on one line, with what cannot be seen as its code points."""
    parts, position = [], 0
    for suspect in find_invisible(text, "", "ltr"):
        parts += [text[position : suspect.start], f"⟨{code_points(text[suspect.start])}⟩"]
        position = suspect.end
    return "".join([*parts, text[position:]]).replace("\n", " ")
