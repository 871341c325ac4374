"""A release: one authored document, in the language it was written in.

Blocks hold segments; a segment is what a translator sees as one message. What a segment says
in another language is looked up by its msgid when an edition is made.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from publisher.model.message import MessageKey
from publisher.model.source import SourceFile, Span

Kind = Literal["press-release", "activity-report", "publication-summary"]
KINDS: tuple[Kind, ...] = ("press-release", "activity-report", "publication-summary")


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A translatable unit: inline Markdown on one line, as it becomes the msgid.

    `span` is where it stands in release.md, line prefixes of lists and quotations included.
    `comments` tell the translator where it stands; `line` counts from one.
    """

    text: str
    line: int
    span: Span | None = None
    context: str | None = None
    comments: tuple[str, ...] = ()

    @property
    def key(self) -> MessageKey:
        """Context and msgid."""
        return MessageKey(self.context, self.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading; `level` 2 to 6, as the title is level 1."""

    level: int
    content: Segment


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A paragraph; `lead` marks the first of a release."""

    content: Segment
    lead: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ListBlock:
    """A list; `start` is the first number of an ordered one, `tight` as in CommonMark."""

    ordered: bool
    start: int
    tight: bool
    items: tuple[tuple["Block", ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """A quotation: what was said, and who said it, in which office."""

    blocks: tuple["Block", ...]
    attribution: Segment | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A picture with what describes it; `image` is relative to the release folder."""

    image: str
    line: int
    alt: Segment
    caption: Segment | None
    credit: Segment | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A thematic break."""


Block = Heading | Paragraph | ListBlock | Quote | Figure | Rule


@dataclass(frozen=True, kw_only=True, slots=True)
class PartialDate:
    """A day, or only a month where the day is not known (`day` is None)."""

    year: int
    month: int
    day: int | None

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """A month without a day sorts after its days."""
        return (self.year, self.month, self.day or 32)

    @property
    def earliest(self) -> "PartialDate":
        """Its first day, where only the month is known."""
        return replace(self, day=self.day or 1)

    @property
    def midnight(self) -> dt.datetime:
        """The beginning of its first day, in no zone; files that ask for a moment say UTC."""
        return dt.datetime(self.year, self.month, self.day or 1)  # noqa: DTZ001  # as it says

    @property
    def iso(self) -> str:
        """ISO 8601, in reduced precision where the day is not known."""
        text = f"{self.year:04}-{self.month:02}"
        return text if self.day is None else f"{text}-{self.day:02}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """What a release launches or sums up; `links` are by language tag."""

    title: Segment
    links: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """What was wrong in an earlier version, as readers are told; `date` has a day."""

    date: PartialDate
    text: Segment


@dataclass(frozen=True, kw_only=True, slots=True)
class Withdrawal:
    """A release that is no longer stood by: since when (with a day), and why."""

    date: PartialDate
    reason: Segment | None


def version_file(slug: str, language: str, version: int) -> str:
    """The name of the PDF of an earlier version."""
    return f"{slug}.{language}.v{version}.pdf"


Versions = Mapping[tuple[str, int], bytes]
"""The PDFs of earlier versions of a release, by language and version."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """One document of the newsroom; its folder's name is its slug."""

    slug: str
    kind: Kind
    source: SourceFile
    title: Segment
    subtitle: Segment | None
    summary: Segment | None
    place: Segment | None
    date: PartialDate
    languages: tuple[str, ...]
    embargo: dt.datetime | None
    contacts: tuple[str, ...]
    about: tuple[str, ...]
    publication: Publication | None
    version: int = 1
    corrections: tuple[Correction, ...] = ()
    """Oldest first."""
    withdrawn: Withdrawal | None = None
    blocks: tuple[Block, ...]

    @property
    def updated(self) -> PartialDate | None:
        """The day of the last correction or of the withdrawal."""
        dates = [correction.date for correction in self.corrections]
        if self.withdrawn is not None:
            dates.append(self.withdrawn.date)
        return max(dates, key=lambda date: date.sort_key, default=None)

    def bury(self) -> "Release":
        """What remains of a release that is withdrawn: its title, date and place, who answers for
        it, and why it is gone."""
        return replace(
            self, subtitle=None, summary=None, publication=None, corrections=(), blocks=()
        )

    def segments(self) -> Iterator[Segment]:
        """All segments: front matter first, then the body in document order."""
        for segment in (self.title, self.subtitle, self.summary, self.place):
            if segment is not None:
                yield segment
        if self.publication is not None:
            yield self.publication.title
        for correction in self.corrections:
            yield correction.text
        if self.withdrawn is not None and self.withdrawn.reason is not None:
            yield self.withdrawn.reason
        yield from iterate_segments(self.blocks)

    def figures(self) -> Iterator[Figure]:
        """All figures in document order."""
        yield from iterate_figures(self.blocks)


def iterate_segments(blocks: tuple[Block, ...]) -> Iterator[Segment]:
    """The segments of blocks in document order."""
    for block in blocks:
        match block:
            case Heading(content=content) | Paragraph(content=content):
                yield content
            case ListBlock(items=items):
                for item in items:
                    yield from iterate_segments(item)
            case Quote(blocks=inner, attribution=attribution):
                yield from iterate_segments(inner)
                if attribution is not None:
                    yield attribution
            case Figure(alt=alt, caption=caption, credit=credit):
                yield from (part for part in (alt, caption, credit) if part is not None)
            case Rule():
                pass


def iterate_figures(blocks: tuple[Block, ...]) -> Iterator[Figure]:
    """The figures of blocks in document order."""
    for block in blocks:
        match block:
            case Figure():
                yield block
            case ListBlock(items=items):
                for item in items:
                    yield from iterate_figures(item)
            case Quote(blocks=inner):
                yield from iterate_figures(inner)
            case _:
                pass
