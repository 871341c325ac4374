"""Numbers in words: those of an English text, and how other languages would write one.

In: an English text, or a number. Out: values, each with whether a translation must have it; words.

Source of the words: CLDR's rules for spelling numbers out in Burmese and Khmer
(https://github.com/unicode-org/cldr/tree/main/common/rbnf), and the Pali forms in which ordinals
and offices have them.
"""

import functools
import re
from collections.abc import Mapping

from publisher.text.numbers import SCALES

NUMBER_WORDS: Mapping[str, int] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
"""Cardinals that are one word, up to a hundred."""
_OTHERS: Mapping[str, tuple[int, ...]] = {
    "first": (1,), "second": (2,), "third": (3,), "fourth": (4,), "fifth": (5,), "sixth": (6,),
    "seventh": (7,), "eighth": (8,), "ninth": (9,), "tenth": (10,), "eleventh": (11,),
    "twelfth": (12,), "a": (1,), "an": (1,), "single": (1,), "once": (1,), "each": (1,),
    "every": (1,), "per": (1,), "only": (1,), "another": (1,), "unique": (1,), "sole": (1,),
    "same": (1,), "alone": (1,), "both": (2,), "twice": (2,), "pair": (2,), "couple": (2,),
    "double": (2,), "either": (2,), "bilateral": (2,), "half": (2, 50), "thirds": (3,),
    "triple": (3,), "quarter": (4, 3, 25), "quarters": (4, 3), "dozen": (12,), "dozens": (12,),
    "daily": (1,), "week": (7, 1), "weekly": (7, 1), "fortnight": (14, 2), "annual": (1,),
    "yearly": (1,), "decade": (10,), "decades": (10,), "century": (100,), "centuries": (100,),
    "hundreds": (100,), "thousands": (1000,), "noon": (12,), "midnight": (12, 0, 24), "no": (0,),
    "none": (0,), "all": (100,),
}  # fmt: skip
"""Words that a translation may write as a number; never asked for."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WORD = re.compile(r"[A-Za-z]+")
_ROMAN = re.compile(r"(?<![A-Za-z])(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})(?![A-Za-z])")
_CLEAR = range(3, 13)
"""Numbers that a translation has too, as a word or in digits, where English has them as a word: one
and two go into a plural, a pronoun, “both”; what is greater is often a round figure of speech."""


@functools.lru_cache(maxsize=8192)
def find_english_words(text: str) -> Mapping[int, bool]:
    """The numbers that an English text has in words, each with whether a translation must have it
    too.

    >>> find_english_words("six of forty-two")
    {6: True, 40: False, 2: False, 42: False}
    """
    found: dict[int, bool] = {}
    words = [(match[0].lower(), match.start(), match.end()) for match in _WORD.finditer(text)]
    total = 0
    for index, (word, start, _) in enumerate(words):
        gap = text[words[index - 1][2] : start] if index else ""
        if gap.strip(" -\u2011"):
            total = 0
        if word in NUMBER_WORDS:
            value = NUMBER_WORDS[word]
            whole = word_stands_alone(words, index)
            found[value] = found.get(value, False) or (value in _CLEAR and whole)
            total = total + value
        elif word in SCALES["en"]:
            total = max(total, 1) * SCALES["en"][word]
            found.setdefault(SCALES["en"][word], False)
        elif word != "and":
            total = 0
        if total:
            found.setdefault(total, False)
        for value in _OTHERS.get(word, ()):
            found.setdefault(value, False)
        if word.capitalize() in MONTHS and text[start].isupper():
            found.setdefault(MONTHS.index(word.capitalize()) + 1, False)
    for match in _ROMAN.finditer(text):
        found.setdefault(10 * len(match[1]) + _read_unit(match[2]), False)
    return found


def _read_unit(roman: str) -> int:
    """A Roman numeral below ten."""
    return ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].index(roman)


def word_stands_alone(words: list[tuple[str, int, int]], index: int) -> bool:
    """Whether a number word is the whole number: not “six hundred”, not “thirty-six”."""
    around = [words[i][0] for i in (index - 1, index + 1) if 0 <= i < len(words)]
    return not any(word in NUMBER_WORDS or word in SCALES["en"] for word in around)


_UNITS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "my": (
        ("သုည",), ("တစ်", "တ", "ပထမ"), ("နှစ်", "ဒုတိယ", "ဒွိ"), ("သုံး", "တတိယ", "တြိ"),
        ("လေး", "စတုတ္ထ", "စတု"), ("ငါး", "ပဉ္စမ", "ပဉ္စ"), ("ခြောက်", "ဆဋ္ဌမ"),
        ("ခုနစ်", "ခုနှစ်", "ခွန်", "သတ္တမ"), ("ရှစ်", "အဋ္ဌမ"), ("ကိုး", "နဝမ"), ("ဆယ်", "ဆယ့်", "ဒသမ"),
    ),
    "km": (
        ("សូន្យ",), ("មួយ", "ម្នាក់", "ឯក"), ("ពីរ", "ទ្វេ", "ទ្វិ"), ("បី", "ត្រី"), ("បួន", "ចតុ"),
        ("ប្រាំ", "បញ្ច"), ("ប្រាំមួយ",), ("ប្រាំពីរ", "ប្រាំពិរ", "សត្ត"), ("ប្រាំបី", "អដ្ឋ"),
        ("ប្រាំបួន",), ("ដប់",),
    ),
}  # fmt: skip
"""Nought to ten, in native words and in those of Pali that ordinals and offices have."""
_TENS: Mapping[str, tuple[str, ...]] = {
    "km": ("", "ដប់", "ម្ភៃ", "សាមសិប", "សែសិប", "ហាសិប", "ហុកសិប", "ចិតសិប", "ប៉ែតសិប", "កៅសិប"),
}


@functools.lru_cache(maxsize=1024)
def spell_number(value: int, tag: str) -> tuple[str, ...]:
    """How `value`, below a hundred, can be written in words in the language `tag`; nothing where
    that is not known here.

    >>> spell_number(18, "km")
    ('ដប់ប្រាំបី',)
    """
    units = _UNITS.get(tag)
    if units is None or not 0 <= value < 100:
        return ()
    if value <= 10:
        return units[value]
    tens, unit = divmod(value, 10)
    if tag == "my":
        first = "" if tens == 1 else units[tens][0]
        heads = [f"{first}ဆယ့်", f"{first}ဆယ်", f"{first}ဆယ်"] if unit else [f"{first}ဆယ်"]
        if tens == 1:
            heads += [f"တစ်{head}" for head in heads]
        return tuple(dict.fromkeys(head + (units[unit][0] if unit else "") for head in heads))
    return (_TENS[tag][tens] + (units[unit][0] if unit else ""),)


_JOINS = "\u102b-\u103e\u17b6-\u17d3"
"""Marks that make another syllable of the one before them."""
_BELOW = "\u1039\u17d2"
"""Signs that put the next letter below, so that no word begins with it: បី, three, in ដើម្បី."""


@functools.lru_cache(maxsize=1024)
def number_pattern(value: int, tag: str) -> re.Pattern[str] | None:
    """What finds `value` in words in a text of the language `tag`; None where that is not known."""
    words = spell_number(value, tag)
    if not words:
        return None
    return re.compile(rf"(?<![{_BELOW}])(?:{'|'.join(map(re.escape, words))})(?![{_JOINS}])")


def says_number(text: str, value: int, tag: str) -> bool:
    """Whether a text has `value` in words.

    >>> says_number("ដើម្បីជួយ", 3, "km"), says_number("ឧទាហរណ៍បី", 3, "km")
    (False, True)
    """
    pattern = number_pattern(value, tag)
    return pattern is not None and pattern.search(text.replace("\u200b", "")) is not None


def knows_words(tag: str) -> bool:
    """Whether the number words of a language are known here."""
    return tag in _UNITS
