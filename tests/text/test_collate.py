"""The order of an index: against ICU's collations, where its bindings are there to ask."""

import itertools
import random

import pytest

from publisher.build.resources import PACKAGE
from publisher.text.collate import OTHER, collate, find_initial


def test_latin() -> None:
    """Capitals, accents and quotation marks do not part words that begin alike; figures come
    first."""
    titles = ["Zone", "“Émigré” voices", "eel", "Eve", "2017 in brief", "ant"]
    assert sorted(titles, key=collate) == [
        *("2017 in brief", "ant", "eel", "“Émigré” voices", "Eve", "Zone"),
    ]
    assert [find_initial(title) for title in titles] == ["Z", "E", "E", "E", OTHER, "A"]


def test_initials() -> None:
    """Burmese and Khmer stand under a consonant: that of independent vowels is the one that they
    are read with."""
    assert [find_initial(word) for word in ("ရန်ကုန်", "ဥပဒေ", "ဩဂုတ်", "ကျောင်း")] == list("ရအအက")
    assert [find_initial(word) for word in ("ភ្នំពេញ", "ឯកសារ", "ឫស្សី", "ឱកាស")] == list("ភអរអ")
    assert find_initial("…") == OTHER


def test_burmese_goes_by_syllables() -> None:
    """A bare initial, then tones, vowels, finals, medials."""
    words = ["ကပ", "ကာ", "ကိ", "ကံ", "ကို", "ကက်", "ကင်", "ကင့်", "ကင်း", "ကျ", "ခ"]
    shuffled = sorted(words)
    assert sorted(shuffled, key=collate) == words


@pytest.mark.parametrize("language", ["km", "my"])
def test_order_is_that_of_icu(language: str) -> None:
    """Of pairs of words of the language, at most one in two hundred stands otherwise than CLDR's
    collation has it."""
    icu = pytest.importorskip("icu", reason="ICU's own bindings are an extra")
    collator = icu.Collator.createInstance(icu.Locale(language))
    path = PACKAGE / "languages" / "words" / f"{language}.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    words = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    chosen = random.Random(7).sample(words, 4000)
    pairs = list(itertools.pairwise(chosen))
    wrong = [
        (one, other)
        for one, other in pairs
        if (collate(one) < collate(other)) != (collator.compare(one, other) < 0)
    ]
    assert len(wrong) <= len(pairs) / 200, wrong[:5]
