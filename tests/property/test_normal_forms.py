"""Normal forms hold for any text, right or wrong (R-4.4, R-4.7)."""

import collections
import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import PACKAGE

from publisher.render.shaping import shaping_font
from publisher.text.cluster import split_clusters
from publisher.text.normalize import find_disordered, normalize_khmer, to_nfc

TEXTS = Path(__file__).parent.parent / "texts"
KHMER = st.text(
    st.sampled_from(
        "\u1780\u1794\u1798\u179a\u179f\u17a2\u17b3"  # letters
        "\u17b6\u17b7\u17b8\u17bb\u17bd\u17be\u17bf\u17c1\u17c2\u17c4\u17c5"  # vowels
        "\u17c6\u17c7\u17c9\u17ca\u17cb\u17cc\u17d0\u17dd\u17d2\u17d2"  # signs
        "\u200b\u200c\u200d\u17d4\u17e1 a"
    ),
    max_size=12,
)
FACES = ["noto-serif-khmer/400-khmer.ttf", "noto-serif-khmer/700-khmer.ttf", "moul/400-khmer.ttf"]


def count_parts(text: str) -> collections.Counter[str]:
    """The characters of a text, compound vowels as their parts, and a shifter as the U below that
    it is drawn as; a COENG that was typed twice counts once."""
    text = re.sub("\u17d2+(?=[\u1780-\u17b3])", "\u17d2", text)
    text = text.replace("\u17be", "\u17c1\u17b8").replace("\u17c4", "\u17c1\u17b6")
    return collections.Counter(re.sub("[\u17c9\u17ca]", "\u17bb", text))


def draw(face: str, text: str) -> list[tuple[int, int, int]]:
    """What a face draws for a text, in any order."""
    font = shaping_font((PACKAGE / "fonts" / face).read_bytes())
    return sorted(font.drawing_of(text, "km").ink)


@given(KHMER)
def test_khmer_settles(text: str) -> None:
    """What is normal stays so, in NFC too, and nothing is found in it."""
    normal = normalize_khmer(text)
    assert normalize_khmer(normal) == normal
    assert to_nfc(normal) == normal
    assert find_disordered(normal) == ()


@given(KHMER)
def test_nothing_is_lost(text: str) -> None:
    """Characters change places, or two become the one that is drawn like them."""
    assert count_parts(normalize_khmer(text)) == count_parts(text)


@given(KHMER)
def test_findings_mend(text: str) -> None:
    """Something is found exactly where text is not normal; writing the mends makes it so, round
    by round."""
    found = find_disordered(text)
    assert bool(found) == (normalize_khmer(text) != text)
    for suspect in reversed(found):
        text = text[: suspect.start] + suspect.mend + text[suspect.end :]
    assert count_parts(normalize_khmer(text)) == count_parts(text)


def real_syllables() -> list[str]:
    """The syllables of a real text with two marks or more."""
    text = (TEXTS / "km.txt").read_text(encoding="utf-8")
    found = {cluster for cluster in split_clusters(text) if len(cluster) > 2}
    return sorted(cluster for cluster in found if "\u1780" <= cluster[0] <= "\u17b3")


def test_every_order_of_typing_is_one_word() -> None:
    """However a real syllable's marks are typed, its normal form is the same."""
    syllables = real_syllables()
    assert len(syllables) > 100
    for syllable in syllables:
        marks = re.findall("\u17d2.|.", syllable[1:])
        for typed in itertools.permutations(marks):
            assert normalize_khmer(syllable[0] + "".join(typed)) == syllable


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(
    "typed",
    [
        "\u1781\u17c2\u17d2\u1798",  # the vowel before the subscript
        "\u179f\u17d2\u179a\u17d2\u178f\u17b8",  # subscript RO first
        "\u1780\u17c1\u17b6",  # a vowel in its parts
        "\u179f\u17bb\u17b8",  # U below for triisap
        "\u1798\u17bb\u17b8",  # and for muusikatoan
        "\u1780\u17c6\u17bb",
        "\u1796\u17d2\u179a\u17cc",
    ],
)
def test_normal_khmer_looks_the_same(typed: str, face: str) -> None:
    """Only what a face draws alike is made one."""
    normal = normalize_khmer(typed)
    assert normal != typed
    assert draw(face, normal) == draw(face, typed)


@pytest.mark.parametrize("weight", [400, 700])
def test_both_orders_of_burmese_look_the_same(weight: int) -> None:
    """R-4.4: asat and dot below in the order of typing and in NFC's are drawn alike, in every
    word of a real text."""
    face = f"noto-sans-myanmar/{weight}-myanmar.ttf"
    words = set((TEXTS / "my.txt").read_text(encoding="utf-8").split())
    words = {word for word in words if "\u1037\u103a" in word}
    assert len(words) > 20
    for word in words:
        typed = word.replace("\u1037\u103a", "\u103a\u1037")
        assert to_nfc(typed) == word
        assert draw(face, typed) == draw(face, word)
