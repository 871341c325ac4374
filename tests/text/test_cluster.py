"""Orthographic clusters: the places inside a word that must never part (R-1.2)."""

import itertools

import pytest
from icu4py.breakers import CharacterBreaker

from publisher.text.cluster import may_part, split_clusters

KHMER = [
    "ខ្មែ|រ",  # a subscript (coeng) stays below its base
    "ក|ម្ពុ|ជា",
    "ស្ត្រី",  # two subscripts
    "កៅ|អី",
    "ក|ណ្តា|ល",
    "ធ|ម៌",  # a sign above
    "ព្រះ",  # visarga
    "ម៉ែ",  # a register shifter
    "ទី|២|៤",  # digits stand alone
    "ក|ៗ",  # the sign of repetition is a letter to Unicode, and guarded elsewhere
]
BURMESE = [
    "မြန်|မာ",  # a final consonant with asat
    "သတ္တိ",  # a stack, whose upper letter ends the syllable before it
    "အင်္ဂ|လိပ်",  # kinzi
    "မန္တ|လေး",
    "ယောက်ျား",  # asat before a medial
    "ခွင့်",  # dot below and asat, in the order of NFC
    "ခွင့်".replace("\u1037\u103a", "\u103a\u1037"),  # and in the other one
    "ကျွန်ုပ်",
    "ကြ",
    "၂|၀|၁|၇",
    "သ|ဘာ|ဝ",
    "ဥက္ကဋ္ဌ",  # two stacks in a row
]
OTHERS = [
    "เก็|บ",  # Thai: a vowel that is written first
    "แม่|น้ำ",  # sara am
    "ໄປ",  # Lao
    "e\u0301|a",
    "a|b",
    "a\u200db",  # joiners join
    "a\u2060b",
    "မိူင်း",  # Shan
]


@pytest.mark.parametrize("parted", [*KHMER, *BURMESE, *OTHERS])
def test_clusters_end_where_the_script_says(parted: str) -> None:
    """A text parts between its clusters, and nowhere else."""
    assert split_clusters(parted.replace("|", "")) == parted.split("|")


def test_no_text_has_no_clusters() -> None:
    """An empty text is no cluster at all."""
    assert split_clusters("") == []


@pytest.mark.parametrize("text", ["", "က", "ខ្មែរ"])
def test_a_text_may_part_at_its_edges(text: str) -> None:
    """Before its first character and behind its last, any text may part."""
    assert may_part(text, 0)
    assert may_part(text, len(text))


@pytest.mark.parametrize("parted", [*KHMER, *BURMESE, *OTHERS])
def test_clusters_are_whole_graphemes(parted: str) -> None:
    """No cluster ends inside what Unicode takes for one character (UAX 29)."""
    text = parted.replace("|", "")
    ends = set(itertools.accumulate(map(len, CharacterBreaker(text, "en"))))
    assert set(itertools.accumulate(map(len, split_clusters(text)))) <= ends


@pytest.mark.parametrize("mark", "\u17d2\u1039\u103a\u1037\u17c6\u0301\u200c\u2060")
def test_a_mark_parts_from_nothing_before_it(mark: str) -> None:
    """Whatever stands before a mark or a joiner, they stay together."""
    assert not any(may_part(before + mark, 1) for before in "កကaเ១ 😀")
