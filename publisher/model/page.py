"""A composed page, and the artifacts made from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from publisher.model.edition import State
from publisher.model.face import FaceKey as FaceKey  # noqa: PLC0414 - this marks a re-export.
from publisher.model.newsroom import Format
from publisher.model.release import PartialDate

Media = Literal["screen", "print"]

SHARE_SIZE = (1200, 630)
"""Width and height in pixels of the picture that messengers show with a link: 1.91 : 1, as Facebook
asks for (https://developers.facebook.com/docs/sharing/webmasters/images)."""

FACES_SLOT = "/*faces*/"
"""Where the renderer puts the page's @font-face rules."""

COUNTER_MARK = "\ufffc"
"""Stands in `Page.furniture` for a number that styles fill in (OBJECT REPLACEMENT CHARACTER)."""


class FaceUse(NamedTuple):
    """What a stretch of text is set with: the chain of families of its language and role."""

    families: tuple[str, ...]
    weight: int
    italic: bool
    language: str


def document_family(family: str, language: str) -> str:
    """The name under which a document's faces of a family go, for one of its languages.

    Each language has faces of its own: one text may be shaped differently in two of them, and
    the name of its font tells what language a passage of a PDF is in.
    """
    return f"{family} {language}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The HTML of an edition for one medium.

    `texts` says which stretches of text are set with which faces, generated content included.
    """

    html: str
    media: Media
    language: str
    title: str
    date: PartialDate | None = None
    blocks: tuple[str, ...] = ()
    """The words of each block, in order and without break marks: what a reader of the PDF must
    get back."""
    furniture: tuple[str, ...] = ()
    """What stands on every page besides."""
    texts: Mapping[FaceUse, tuple[str, ...]] = field(hash=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file of the site; `path` is relative to it, with forward slashes."""

    path: str
    data: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class FaceSlice:
    """Some characters of one file of a face, as web pages load them; `path` is relative to the
    site, `number` that of the file in its face."""

    path: str
    key: FaceKey
    number: int
    characters: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Artifact:
    """A file we deliver: one edition in one format, and the files that it needs beside it."""

    release: str
    language: str
    format: Format
    state: State
    version: int = 1
    """That of the release."""
    file: File
    text_score: float | None = None
    """Of a PDF: the share of its text that a reader gets back, from 0 to 1."""
    beside: tuple[File, ...] = ()
    slices: tuple[FaceSlice, ...] = ()
    """What a web page asks for of the faces that all pages share."""
