"""R-1.2, R-1.3: at no width does a line part a cluster or begin with a sign that may not.

Lines are filled greedily, one unit of width a cluster, as WeasyPrint would fill them from the
marks: in native letters a line ends at ZWSP alone, elsewhere by UAX 14.
"""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icu4py.breakers import LineBreaker

import publisher
from publisher.load.language import load_languages
from publisher.model.language import Language
from publisher.text.cluster import may_part, split_clusters
from publisher.text.linebreak import WORD_JOINER, ZWSP, find_marks, insert_marks, strip_marks

LANGUAGES = load_languages(Path(publisher.__path__[0], "languages"))
TEXTS = Path(__file__).parent.parent / "texts"
NATIVE = re.compile("[\u1000-\u103f\u104c-\u108f\u1780-\u17d3\u17d7\u17dc\u17dd]")
SIGNS = {"my": "၊။၌၍၏?!%”’»)]", "km": "ៗ។៕៖៘៚៛?!%”’»)]"}
OPENING = "“‘«(["

any_width = st.integers(min_value=20, max_value=180)
"""Millimetres; at the size of the theme a cluster is about 3.5 wide."""
CLUSTER = 3.5


def read_paragraphs(tag: str) -> list[str]:
    """The paragraphs of a third-party text (Universal Declaration of Human Rights)."""
    lines = (TEXTS / f"{tag}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def latinize(native: re.Match[str]) -> str:
    """A letter for a letter and a mark for a mark (UAX 14 classes AL and CM)."""
    return "\u0300" if unicodedata.category(native[0]).startswith("M") else "x"


def line_starts(text: str, language: Language, width: float) -> list[int]:
    """Offsets in `text`, with its marks, at which lines begin, but the first."""
    if not text:
        return []
    ends = [start for start, _ in LineBreaker(NATIVE.sub(latinize, text), "en").segments()][1:]
    starts: list[int] = []
    pen = 0.0
    for before, after in zip([0, *ends], [*ends, len(text)], strict=True):
        piece = len(split_clusters(strip_marks(text[before:after]))) * CLUSTER
        if pen and pen + piece > width:
            starts.append(before)
            pen = 0.0
        pen += piece
    return starts


def assert_legal(text: str, start: int, language: Language) -> None:
    """No line begins at `start` of the marked text that may not."""
    before, after = strip_marks(text[:start]), strip_marks(text[start:])
    assert before.endswith(" ") or may_part(before + after, len(before))
    if before.strip():
        assert after.lstrip()[:1] not in tuple(SIGNS[language.tag]) or not after.strip()
        assert before.rstrip()[-1:] not in tuple(OPENING)


@pytest.mark.parametrize("tag", ["my", "km"])
@settings(deadline=None)
@given(width=any_width)
def test_real_text_breaks_legally_at_every_width(tag: str, width: int) -> None:
    """0 illegal breaks in the Declaration, from 20 to 180 mm."""
    language = LANGUAGES[tag]
    for paragraph in read_paragraphs(tag):
        marked = insert_marks(paragraph, language)
        for start in line_starts(marked, language, width):
            assert_legal(marked, start, language)


@pytest.mark.parametrize(
    ("tag", "pieces"),
    [
        ("my", "မြန် မာ နိုင် ငံ က ကို သည် များ သင်္ချာ ဥက္ကဋ္ဌ ၊ ။ ၌ ၏ ၁ ၂၀ “ ” ( ) ? - / MMN"),
        ("km", "កម្ពុជា ការ ងារ ក ស្ត្រី ប៉ុន្តែ ឆ្នាំ ១ ២០ ។ ៗ ៖ ៕ ៛ ។ល។ « » ( ) ? - / MMN"),
    ],
)
@settings(deadline=None, max_examples=300)
@given(data=st.data(), width=any_width)
def test_any_text_breaks_legally(tag: str, pieces: str, data: st.DataObject, width: int) -> None:
    """Also text that no person would write; taking the marks out gives it back."""
    piece = st.sampled_from([*pieces.split(), " "])
    text = data.draw(st.lists(piece, max_size=40).map("".join))
    language = LANGUAGES[tag]
    marked = insert_marks(text, language)
    assert strip_marks(marked) == text
    for start in line_starts(marked, language, width):
        assert_legal(marked, start, language)


@pytest.mark.parametrize("tag", ["my", "km"])
@settings(deadline=None)
@given(width=any_width)
def test_narrow_columns_break_legally_too(tag: str, width: int) -> None:
    """Where every cluster may begin a line, none that may not does."""
    language = LANGUAGES[tag]
    for paragraph in read_paragraphs(tag):
        marked = insert_marks(paragraph, language, narrow=True)
        assert strip_marks(marked) == paragraph
        for start in line_starts(marked, language, width):
            assert_legal(marked, start, language)


@pytest.mark.parametrize("tag", ["my", "km"])
def test_marks_are_clean(tag: str) -> None:
    """R-1.7: no ZWSP doubled, beside a space, before a closing sign or inside a number."""
    language = LANGUAGES[tag]
    for paragraph in read_paragraphs(tag):
        for offset, mark in find_marks(paragraph, language):
            if mark == ZWSP:
                assert paragraph[offset] not in " " + SIGNS[tag]
                assert paragraph[offset - 1] not in " " + OPENING
                assert not (paragraph[offset].isdigit() and paragraph[offset - 1].isdigit())
            else:
                assert mark == WORD_JOINER
