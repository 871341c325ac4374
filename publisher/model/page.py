"""A composed page, and the artifacts made from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from publisher.model.edition import State
from publisher.model.face import FaceKey as FaceKey  # noqa: PLC0414 - this marks a re-export.
from publisher.model.newsroom import Format

Media = Literal["screen", "print"]

FACES_SLOT = "/*faces*/"
"""Where the renderer puts the page's @font-face rules."""


class FaceUse(NamedTuple):
    """What a stretch of text is set with: the chain of families of its language and role."""

    families: tuple[str, ...]
    weight: int
    italic: bool
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The HTML of an edition for one medium.

    `texts` says which stretches of text are set with which faces, generated content included.
    """

    html: str
    media: Media
    language: str
    title: str
    texts: Mapping[FaceUse, tuple[str, ...]] = field(hash=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file of the site; `path` is relative to it, with forward slashes."""

    path: str
    data: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Artifact:
    """A file we deliver: one edition in one format, and the files that it needs beside it."""

    release: str
    language: str
    format: Format
    state: State
    file: File
    beside: tuple[File, ...] = ()
