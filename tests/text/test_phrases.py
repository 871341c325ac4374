"""The phrases that a narrow column parts, and where it may."""

import unicodedata
from pathlib import Path

import pytest

import publisher
from publisher.load.language import load_languages
from publisher.text.cluster import may_part
from publisher.text.linebreak import ZWSP, find_marks, find_opportunities
from publisher.text.phrases import find_phrases

LANGUAGES = load_languages(Path(publisher.__path__[0], "languages"))
TEXTS = Path(__file__).parents[1] / "texts"


def read_paragraphs(tag: str) -> list[str]:
    """The paragraphs of a third-party text."""
    lines = (TEXTS / f"{tag}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("tag", ["my", "km", "th"])
def test_phrases_lie_between_the_usual_opportunities(tag: str) -> None:
    """None holds a space or an opportunity, they do not overlap, and each parts somewhere."""
    language = LANGUAGES[tag]
    for text in read_paragraphs(tag):
        usual = set(find_opportunities(text, language))
        more = set(find_opportunities(text, language, narrow=True))
        last = 0
        for start, end in find_phrases(text, language):
            assert last <= start < end
            last = end
            assert " " not in text[start:end]
            assert usual.isdisjoint(range(start + 1, end))
            assert not more.isdisjoint(range(start + 1, end))


@pytest.mark.parametrize("tag", ["my", "km"])
def test_a_narrow_column_parts_between_any_two_clusters(tag: str) -> None:
    """But never inside one, nor where a sign or a joined number forbids it."""
    language = LANGUAGES[tag]
    rules = language.breaks
    for text in read_paragraphs(tag):
        marks = dict(find_marks(text, language, narrow=True))
        usual = dict(find_marks(text, language))
        assert usual.items() <= marks.items()
        for offset, mark in marks.items():
            if mark == ZWSP:
                assert may_part(text, offset)
                assert text[offset] not in rules.no_line_start
                assert text[offset - 1] not in rules.no_line_end
        for start, end in find_phrases(text, language):
            for offset in range(start + 1, end):
                beside = text[offset - 1] + text[offset]
                letters = all(unicodedata.category(sign) in {"Lo", "Mn", "Mc"} for sign in beside)
                assert offset in marks or not letters or not may_part(text, offset)


@pytest.mark.parametrize("tag", ["shn", "mnw", "ksw", "en", "zh-Hans"])
def test_other_languages_have_no_such_phrases(tag: str) -> None:
    """What no dictionary knows is not cut in a narrow column either (R-1.18)."""
    assert all(not find_phrases(text, LANGUAGES[tag]) for text in read_paragraphs(tag))
