"""The order of titles and names in an index, and the letter under which each stands.

In: a text. Out: a key to sort by, and its initial. Latin letters go by their base letters; Khmer by
code points, with independent vowels under the letters that they are read as; Burmese by syllables:
initial, medials, rhyme, tone, where a rhyme with a final consonant follows all those without. These
are the main rules of CLDR's collations for `km` and `my`
(https://github.com/unicode-org/cldr/tree/main/common/collation), which the tests compare them with:
ICU's Python bindings that publisher runs on have no collator.
"""

import re
import unicodedata
from collections.abc import Iterator

OTHER = "#"
"""Where stands what begins with no letter: figures and signs."""

_KHMER_VOWELS = dict(
    zip(
        "ឣឤឥឦឧឨឩឪឫឬឭឮឯឰឱឲឳ",
        ("អ", "អា", "អិ", "អី", "អុ", "អុក", "អូ", "អូវ", *"ររលល", "អែ", "អៃ", "អោ", "អោ", "អៅ"),
        strict=True,
    )
)
"""Khmer's independent vowels as CLDR places them: among the syllables of អ, រ and ល."""
_BURMESE_VOWELS = dict(
    zip(
        "ဣဤဥဦဧဩဪဿ၌၍",
        ("အိ", "အီ", "အု", "အူ", "အေ", "အော", "အော်", "သ္သ", "နိုက်", "ရွေ့"),
        strict=True,
    )
)
"""Burmese letters and signs that are read as syllables of several others."""
_KHMER_SHIFTERS = re.compile("[\u17c9\u17ca\u17cb\u17cc\u17cd\u17ce\u17cf\u17d0\u17d1\u17dd\u17c8]")
"""Signs that change how a Khmer letter is read, and count only between words else alike."""
_BURMESE = re.compile(
    "(?P<initial>[က-အ](?!်|္))|(?P<medials>[ျြွှ]+)"
    "|(?P<vowels>[ါာိီုူေဲဳဴဵ]*)(?P<final>[က-အ])(?:်္|်|္)|(?P<open>[ါာိီုူေဲဳဴဵံ]+်?)"
    "|(?P<tones>[့း]+)"
)
_RHYMES = ("", "ာ", "ိ", "ီ", "ု", "ူ", "ေ", "ဲ", "ော", "ော်", "ံ", "ို")
"""The order of Burmese rhymes without a final consonant."""
_MEDIALS = ("ျ", "ြ", "ွ", "ှ")


def collate(text: str) -> tuple[object, ...]:
    """A key that puts texts into the order of a dictionary."""
    words = _plain(text)
    return (_first_script(words), tuple(_weigh(words)), words)


def find_initial(text: str) -> str:
    """The letter under which a text stands: a consonant in Burmese and Khmer, a base letter in
    Latin script."""
    words = _plain(text)
    first = words[:1]
    return first.upper() if first.isalpha() else OTHER


def _plain(text: str) -> str:
    """`text` from its first letter or figure on, with base letters alone."""
    folded = []
    for character in unicodedata.normalize("NFC", text.casefold()):
        spelled = _KHMER_VOWELS.get(character) or _BURMESE_VOWELS.get(character)
        base = spelled or (
            unicodedata.normalize("NFD", character)[0] if character < "\u0370" else character
        )
        folded.append(base)
    return re.sub(r"\A[\W_]+", "", "".join(folded)).replace("\u200b", "")


def _first_script(words: str) -> tuple[int, int]:
    """Figures come first, then scripts by their place in Unicode."""
    if not words or words[0].isdigit():
        return (0, 0)
    return (1, ord(words[0]) >> 7)


def _weigh(words: str) -> Iterator[tuple[int, ...]]:
    """Weights of a word, syllable part by syllable part."""
    position = 0
    # The normal form has the tone of a closed syllable before what closes it.
    words = _KHMER_SHIFTERS.sub("", words).replace("\u1037\u103a", "\u103a\u1037")
    while position < len(words):
        if "\u1000" <= words[position] <= "\u103f" and (found := _BURMESE.match(words, position)):
            yield _weigh_burmese(found)
            position = found.end()
            continue
        yield (ord(words[position]),)
        position += 1


def _weigh_burmese(found: re.Match[str]) -> tuple[int, ...]:
    """The weight of a part of a syllable: the next initial, tones, vowels, finals, medials; for a
    shorter syllable comes before all that go on."""
    if found["tones"] is not None:
        return (0x1000, *map(ord, found["tones"]))
    if found["open"] is not None:
        return (0x1001, _rank_rhyme(found["open"]))
    if found["final"] is not None:
        return (0x1002, ord(found["final"]), _rank_rhyme(found["vowels"]))
    if found["medials"] is not None:
        ranks = [_MEDIALS.index(medial) for medial in found["medials"]]
        return (0x2000, *ranks)
    return (0x0FFF, ord(found["initial"]))


def _rank_rhyme(vowels: str) -> int:
    rhyme = vowels.replace("ါ", "ာ")
    return _RHYMES.index(rhyme) if rhyme in _RHYMES else len(_RHYMES)
