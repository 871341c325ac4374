"""Normal forms: one sequence of characters for what is one word to a reader.

In: text. Out: the same text in its normal form. NFC is for every language
(https://www.unicode.org/reports/tr15/). Khmer needs more: its vowels and subscripts may be typed
in several orders that look alike, and NFC leaves them as they are.

The order of Khmer, and which sequences are one, are those of the Khmer Encoding Structure: UTC
document L2/22-290 and Unicode Technical Note 61 (https://www.unicode.org/notes/tn61/), which SIL's
`khnormal` follows (https://github.com/sillsdev/khmer-character-specification). They hold for the
Khmer language of today. Brao, Kuy, Tampuan and other languages in Khmer script have words that
break them.

Three things are not as in `khnormal`. COENG DA stays apart from COENG TA: to a reader they are one
form, but which of the two a name has is its bearer's choice (`fold_coeng` is for comparing). ZERO
WIDTH NON-JOINER stays on its side of a shifter, because shapers set the two differently. Old
spellings of lunar dates stay as they are.
"""

import functools
import re
import unicodedata

from publisher.text.suspects import Suspect

COENG = "\u17d2"
COENG_DA, COENG_TA = "\u17d2\u178a", "\u17d2\u178f"
ZWNJ = "\u200c"
_COENG_RO = "\u17d2\u179a"
_MUUSIKATOAN, _TRIISAP = "\u17c9", "\u17ca"

_BASE = "[\u1780-\u17a2\u17a5-\u17b3]"
_SHIFTER = "[\u17c9\u17ca]"
_TOKEN = f"{COENG}+{_BASE}|{ZWNJ}{_SHIFTER}|{_SHIFTER}{ZWNJ}|[\u17b6-\u17d1\u17d3\u17dd]"
_TOKENS = re.compile(_TOKEN)
_SYLLABLE = re.compile(f"{_BASE}(?:{_TOKEN})+")
"""A base with what is drawn around it. A syllable ends before anything else: a joiner, or a COENG
that no letter follows."""

_TAKES_TRIISAP = frozenset(
    "\u1780\u1781\u1782\u1783\u1785\u1786\u1787\u1788\u178a\u178b\u178c\u178d"
    "\u178f\u1790\u1791\u1792\u1795\u1796\u1797\u179e\u179f\u17a0\u17a2"
)
"""Consonants that take triisap where a shifter is hidden; others take muusikatoan, and so does
every syllable with BA."""
_BA = "\u1794"
_HIDDEN_SHIFTER = re.compile(
    "([\u17c1-\u17c5]?)\u17bb(?=[\u17b7-\u17ba\u17be\u17bf\u17dd\u17d0]|\u17b6\u17c6)"
)
"""U below where a vowel above follows: a shifter, drawn as what it looks like there."""


def to_nfc(text: str) -> str:
    """`text` in Unicode's Normalization Form C."""
    return unicodedata.normalize("NFC", text)


def normalize_khmer(text: str) -> str:
    """`text` with every Khmer syllable in its normal form.

    >>> normalize_khmer("ខែ្មរ") == "ខ្មែរ"  # The vowel was typed before the subscript.
    True
    """
    # Putting right may bring together what composes or belongs together, in text that is wrong
    # anyway: so until nothing changes. Each round has fewer characters, or fewer out of place.
    while (better := _SYLLABLE.sub(lambda found: _order_syllable(found[0]), text)) != text:
        text = better
    return text


@functools.lru_cache(maxsize=8192)
def _order_syllable(syllable: str) -> str:
    """Base, robat, subscripts with RO last, shifter, vowels, signs above, signs after."""
    base, tail = syllable[0], syllable[1:]
    tokens = [re.sub(f"{COENG}+", COENG, token) for token in _TOKENS.findall(tail)]
    tokens.sort(key=_rank)
    onset = [token for token in tokens if _rank(token) <= _COENG_RO_RANK]
    shifters = "".join(token for token in tokens if _rank(token) == _SHIFTER_RANK)
    rest = "".join(token for token in tokens if _rank(token) > _SHIFTER_RANK)
    rest = rest.replace("\u17be\u17b6", "\u17c4\u17b8")
    rest = re.sub("\u17c1([\u17bb-\u17bd]?)\u17b8", "\u17be\\1", rest)
    rest = re.sub("\u17c1([\u17bb-\u17bd]?)\u17b6", "\u17c4\\1", rest)
    rest = rest.replace("\u17be\u17bb", "\u17bb\u17be")
    if not shifters and (hidden := _HIDDEN_SHIFTER.match(rest)):
        letters = {base, *(token[-1] for token in onset)}
        weak = _BA in letters or letters.isdisjoint(_TAKES_TRIISAP)
        shifters = _MUUSIKATOAN if weak else _TRIISAP
        rest = hidden[1] + rest[hidden.end() :]
    return base + "".join(onset) + shifters + rest


_COENG_RO_RANK = 3
_SHIFTER_RANK = 4
_RANKS: dict[str, int] = {
    "\u17cc": 1,
    COENG: 2,
    _COENG_RO: _COENG_RO_RANK,
    **dict.fromkeys("\u17c9\u17ca", _SHIFTER_RANK),
    **dict.fromkeys("\u17be\u17bf\u17c0\u17c1\u17c2\u17c3\u17c4\u17c5", 5),
    **dict.fromkeys("\u17bb\u17bc\u17bd", 6),
    **dict.fromkeys("\u17b7\u17b8\u17b9\u17ba", 7),
    "\u17b6": 8,
    **dict.fromkeys("\u17c6\u17cb\u17cd\u17ce\u17cf\u17d0\u17d1\u17d3\u17dd", 9),
    **dict.fromkeys("\u17c7\u17c8", 10),
}


def _rank(token: str) -> int:
    """Where in its syllable a token stands."""
    return _RANKS.get(token) or _RANKS.get(token[0]) or _RANKS[token.strip(ZWNJ)]


def find_disordered(text: str) -> tuple[Suspect, ...]:
    """The syllables of Khmer text that are not in their normal form."""
    return tuple(
        Suspect(
            start=found.start(), end=found.end(), why="is not in Khmer's normal order", mend=mended
        )
        for found in _SYLLABLE.finditer(text)
        if (mended := normalize_khmer(found[0])) != found[0]
    )


_BURMESE_RANKS = {
    character: rank
    for rank, characters in enumerate(
        (
            "\u103b",
            "\u103c",
            "\u103d",
            "\u103e",
            "\u1031",
            "\u102d\u102e",
            "\u102f\u1030",
            "\u102b\u102c",
            "\u1032",
            "\u1036",
            "\u1037",
            "\u103a",
            "\u1038",
        )
    )
    for character in characters
}
_BURMESE_MARKS = re.compile(f"[{''.join(_BURMESE_RANKS)}]{{2,}}")


def order_burmese(text: str) -> str:
    """`text` with each run of Burmese marks in the order of Unicode Technical Note 11, where NFC
    allows it (https://www.unicode.org/notes/tn11/). It is a guess at what was meant: asat and dot
    below may stand between other marks too.

    >>> order_burmese("\u1015\u1036\u102f") == "\u1015\u102f\u1036"
    True
    """
    return _BURMESE_MARKS.sub(
        lambda found: "".join(sorted(found[0], key=_BURMESE_RANKS.__getitem__)), text
    )


def fold_coeng(text: str) -> str:
    """`text` with every COENG DA as COENG TA, which look alike; for comparing and searching, never
    for what is shown. Offsets stay what they were.

    >>> fold_coeng("សេចក្ដី") == fold_coeng("សេចក្តី")
    True
    """
    return text.replace(COENG_DA, COENG_TA)
