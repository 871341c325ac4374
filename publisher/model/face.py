"""Faces: the font files of a family in one weight and slant.

In: nothing. Out: the values that `load.faces` fills from `fonts/fonts.toml` and that `render`
subsets, embeds and compares with what a PDF really holds.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class FaceKey(NamedTuple):
    """What a face is found by: a family, a weight and whether it is slanted."""

    family: str
    weight: int
    """As in CSS: 400 regular, 700 bold."""
    italic: bool = False
    """Drawn slanted; nothing is ever slanted by machine."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FaceFile:
    """One TrueType file: the characters of one subset, in one style of a family."""

    family: str
    weight: int
    italic: bool
    subset: str
    """Which characters it is there for: `latin`, `latin-ext`, `vietnamese`, `myanmar`, `khmer` …"""
    path: Path
    sha256: str
    """Of the file's bytes, in lower-case hexadecimal."""
    version: str
    """The font's own version string (OpenType `name` record 5)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Face:
    """A family in one weight and slant, in as many files as its characters are spread over.

    `files` stand in the order of preference: the native script first, then `latin`,
    `latin-ext` and so on. Where two files hold the same character, the earlier one gives it.

    In a PDF each file needs a family name of its own, and text the chain of these names:
    WeasyPrint 70 takes two files of one family, weight and slant for one font
    (`get_pango_font_key`), and then draws the glyphs of the second by the outlines of the first.
    """

    family: str
    weight: int
    italic: bool
    files: tuple[FaceFile, ...]
