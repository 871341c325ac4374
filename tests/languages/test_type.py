"""Type that holds: ink of neighbouring lines never touches, nothing is cut off, sizes match.

The numbers are those of tools/measure_type.py, over the texts that tests/languages/typesetting.py
names.
"""

import functools
import itertools
import re

import pymupdf
import pypdfium2
import pytest
from typesetting import (
    LANGUAGES,
    LIBRARY,
    SET,
    list_lines,
    make_page,
    measure_type,
    print_page,
    read_sample,
    read_texts,
)
from world import ROOT

from publisher.model.face import FaceKey
from publisher.model.language import ROLES, Language, Role
from publisher.render.sfnt import ASCENT, DESCENT
from publisher.render.shaping import shaping_font

STYLES = {path.name: path.read_text("utf-8") for path in (ROOT / "templates").glob("*.css")}
POINT = 25.4 / 72
"""A point in millimetres."""

each_language = pytest.mark.parametrize("language", SET, ids=lambda language: language.tag)


@functools.cache
def measure_extents(tag: str) -> list[tuple[Role, measure_type.Extent]]:
    """How far the words of a language reach, in every role and style."""
    language = LANGUAGES[tag]
    words = measure_type.list_words(read_texts()[tag])
    assert len(words) > 30
    known: dict[tuple[FaceKey, ...], measure_type.Extent] = {}
    extents = []
    for role, weight, italic in measure_type.styles_of(language):
        setter = measure_type.Typesetter(language, role, weight, italic=italic, library=LIBRARY)
        if setter.keys not in known:
            known[setter.keys] = measure_type.measure_words(setter, words)
        extents.append((role, known[setter.keys]))
    return extents


@each_language
def test_ink_of_neighbouring_lines_never_touches(language: Language) -> None:
    """The highest word over the deepest one: even these stay apart at the language's line height,
    in every role and style (R-1.9)."""
    for role, extent in measure_extents(language.tag):
        assert extent.safe < language.styles[role].line_height, (role, extent)


@each_language
def test_marks_at_the_edges_of_a_page_are_whole(language: Language) -> None:
    """What reaches out of the first or last line, or over the edges of a column, at the size of a
    title is less than the margin; and running text reaches out of its lines by nothing."""
    (margin, *_) = re.findall(r"margin:([\d. m]+);", STYLES["print.css"])
    margins = [float(side) for side in margin.replace("mm", "").split()]
    titles = re.findall(r"h1\{font-size:([\d.]+)pt", STYLES["print.css"])
    largest = max(map(float, titles))
    for role, extent in measure_extents(language.tag):
        line_height = language.styles[role].line_height
        above = extent.above - line_height / 2 - (ASCENT - DESCENT) / 2
        below = extent.below - line_height / 2 + (ASCENT - DESCENT) / 2
        reach = max(above, below, extent.before, extent.after)
        assert reach * largest * POINT < min(margins) / 4, (role, extent)
        if role == "text":
            assert max(above, below) < 0.02, extent


def test_nothing_is_cut_off() -> None:
    """No style sheet hides what reaches out of its box."""
    for name, text in STYLES.items():
        assert not re.search(
            r"overflow(?!-wrap)|clip|line-clamp|(?<!object-fit:)contain\b", text
        ), name


@each_language
def test_letters_look_equal_beside_latin_ones(language: Language) -> None:
    """Letters are as high as the x beside them, to a twentieth, or, where a letter carries a hair
    or marks of its own, between the x and the capitals."""
    native_height = {"Khmr": "between", "Latn": "any"}.get(language.script, "equal")
    for role in ROLES:
        heights = measure_type.letter_heights(language, role, LIBRARY, read_texts()[language.tag])
        size = language.styles[role].size
        latin = measure_type.letter_heights(LANGUAGES["en"], role, LIBRARY, ["x"])
        if native_height == "equal":
            assert heights["letters"] * size == pytest.approx(latin["x"], rel=0.05)
            assert heights["letters"] == pytest.approx(heights["x"], rel=0.05)
        elif native_height == "between":
            assert latin["x"] < heights["letters"] * size < 1.05 * latin["H"]
        assert heights["x"] * size == pytest.approx(latin["x"], rel=0.05)


@each_language
def test_digits_of_both_kinds_stand_on_one_baseline(language: Language) -> None:
    """Zero and one stand on the baseline in native and in European digits. Native digits are as
    high as the letters beside them, as in the script's own printing; Khmer and European ones are
    of one height."""
    for role in ROLES:
        setter = measure_type.Typesetter(
            language, role, language.styles[role].weight, italic=False, library=LIBRARY
        )
        for digit in (*language.digits[:2], "0", "1"):
            bottom = min(mark.bottom for mark in setter.set_word(digit).marks)
            assert abs(bottom) < 0.02, digit
        heights = measure_type.letter_heights(language, role, LIBRARY, read_texts()[language.tag])
        if language.digits[0] != "0":
            assert heights["digits"] == pytest.approx(heights["letters"], rel=0.05)
        if language.script != "Mymr":
            assert heights["digits"] == pytest.approx(heights["0"], rel=0.1)


@each_language
def test_no_dotted_circle_is_drawn(language: Language) -> None:
    """Every mark in our texts has a letter to stand on, in every face of its language (R-6.7)."""
    words = measure_type.list_words([*read_texts()[language.tag], *language.dates.months])
    faces = {
        data
        for role, weight, italic in measure_type.styles_of(language)
        for family in language.styles[role].families
        if (key := measure_type.existing_face(LIBRARY, family, weight, italic))
        for data in LIBRARY[key]
    }
    for font in map(shaping_font, sorted(faces)):
        drawn = {w for w in words if font.holds(w) and font.find_dotted_circles(w, language.tag)}
        assert not drawn
        orphans = [mark for mark in "\u102d\u17b7" if font.holds(mark)]
        assert all(font.find_dotted_circles(mark, language.tag) for mark in orphans)


def list_baselines(data: bytes) -> list[float]:
    """Where the lines of a PDF's first page stand, in points from above."""
    with pymupdf.open(stream=data) as document:
        return sorted(
            {
                round(char["origin"][1], 1)
                for block in document[0].get_text("rawdict")["blocks"]
                for line in block.get("lines", ())
                for span in line["spans"]
                for char in span["chars"]
                if char["c"].strip()
            }
        )


@each_language
def test_white_runs_between_the_lines_of_a_page(language: Language) -> None:
    """On the printed page, too, an unbroken row of white parts each line from the next."""
    text = " ".join(read_sample(language.tag))[:1200]
    data = print_page(make_page(language.tag, f"<p>{text} <strong>{text[:200]}</strong></p>"))
    baselines = list_baselines(data)
    assert len(baselines) > 8
    scale = 4
    (page, *_) = pypdfium2.PdfDocument(data)
    image = page.render(scale=scale).to_pil().convert("L")
    width, pixels = image.width, image.tobytes()
    white = [y for y in range(image.height) if min(pixels[y * width : (y + 1) * width]) > 200]
    for upper, lower in itertools.pairwise(baselines):
        assert any(upper * scale < row < lower * scale for row in white), upper


def test_lines_stay_even_where_the_language_changes() -> None:
    """A word in another language moves no line, as long as it asks for no more room: all faces of
    a document have the same ascent and descent."""
    sample = read_sample("km")[1:4]
    body = f'<p>{sample[1]} <span lang="en">press@mmn.example</span> {sample[2]}</p>'
    data = print_page(make_page("km", body, ["en"]))
    assert any("press@" in line for line in list_lines(data))
    baselines = list_baselines(data)
    gaps = {round(b - a, 0) for a, b in itertools.pairwise(baselines)}
    assert len(baselines) > 4
    assert len(gaps) == 1, gaps
