"""text.traps: what a screen must keep on one line."""

import itertools
from collections.abc import Mapping

import pytest
from icu4py.breakers import LineBreaker

from publisher.build.resources import bundled_languages
from publisher.model.language import Language
from publisher.text.cluster import split_clusters
from publisher.text.traps import find_traps


@pytest.fixture
def languages() -> Mapping[str, Language]:
    """Every bundled language by tag."""
    return bundled_languages()


SAMPLES = {
    "my": "မစ္စ လစ်ဇ် ဟီလ်တန် (Liz Hilton) က ၂၀၁၇ ခုနှစ် ဇူလိုင်လ ၂၄ ရက်တွင် “ပြော” သည် ။",
    "km": "ថ្ងៃទី២៤ ខែកក្កដា តម្លៃ ៣.០០០ ៛ ផ្សេង ៗ និងអ្វីៗ ។ល។ ។",
    "en": "Ms. Jackie Pollock spoke of inter-governmental bodies on 24 July 2017.",
}


@pytest.mark.parametrize("tag", sorted(SAMPLES))
def test_no_break_of_a_browser_is_wrong_outside_a_trap(
    tag: str, languages: Mapping[str, Language]
) -> None:
    """Where ICU, and so a browser, would break outside of every trap, a line may break."""
    text, language = SAMPLES[tag], languages[tag]
    traps = find_traps(text, language)
    rules = language.breaks
    clusters = set(itertools.accumulate(map(len, split_clusters(text))))
    for offset in itertools.accumulate(map(len, LineBreaker(text, tag))):
        if offset == len(text) or any(start < offset < end for start, end in traps):
            continue
        assert text[offset] not in rules.no_line_start, text[:offset]
        assert text[offset - 1] == " " or offset in clusters, text[:offset]


@pytest.mark.parametrize("tag", sorted(SAMPLES))
def test_traps_are_short_and_apart(tag: str, languages: Mapping[str, Language]) -> None:
    """Traps come in order, do not touch, and hold a few clusters: they fit into any screen."""
    text = SAMPLES[tag]
    traps = find_traps(text, languages[tag])
    assert all(a[1] < b[0] for a, b in itertools.pairwise(traps))
    assert all(len(split_clusters(text[start:end])) <= 8 for start, end in traps)


def test_a_sign_behind_a_space_is_held(languages: Mapping[str, Language]) -> None:
    """A space before a sign that may not begin a line is inside a trap, with both neighbours."""
    text = "តម្លៃ ៛ ថ្មី"
    assert any(
        text[start:end] == "ម្លៃ ៛" or "ៃ ៛" in text[start:end]
        for start, end in find_traps(text, languages["km"])
    )


def test_nothing_is_held_without_need(languages: Mapping[str, Language]) -> None:
    """Plain English has no trap."""
    assert find_traps("Nothing to hold here.", languages["en"]) == ()
