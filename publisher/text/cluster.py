"""Where an orthographic cluster ends: the places inside a word that must never part.

In: text. Out: offsets at which a line, a face or a cursor may part it. A boundary here is
necessary for a break, never sufficient: whether a word ends is another question.

Sources: Khmer `(C 17D2)* cluster` and Burmese `(C 1039)* cluster`, kinzi and finals with U+103A,
from r12a's orthography notes (https://r12a.github.io/scripts/khmr/km.html and .../mymr/my.html);
for other scripts a character with its marks, as in https://unicode.org/reports/tr29/; flags and
other pairs of emoji are not looked at, since no line is ever broken between them.
"""

import itertools
import unicodedata

KHMER_COENG = "\u17d2"
MYANMAR_VIRAMA = "\u1039"
MYANMAR_ASAT = "\u103a"
MYANMAR_DOT_BELOW = "\u1037"
PREPOSED_VOWELS = frozenset("เแโใไເແໂໃໄ")
"""Thai and Lao vowels written before their consonant (Unicode Logical_Order_Exception)."""
JOINERS = frozenset("\u200c\u200d\u2060\ufeff")


def may_part(text: str, offset: int) -> bool:
    """Whether `text` may be parted before the character at `offset`."""
    if offset <= 0 or offset >= len(text):
        return True
    before, after = text[offset - 1], text[offset]
    if before in JOINERS or after in JOINERS:
        return False
    if unicodedata.category(after) in {"Mn", "Mc", "Me"} or after in "ำຳະາະາຽ":
        return False
    if before in (KHMER_COENG, MYANMAR_VIRAMA) or before in PREPOSED_VOWELS:
        return False
    return not _closes_burmese_syllable(text, offset)


def _closes_burmese_syllable(text: str, offset: int) -> bool:
    """Whether the Myanmar consonant at `offset` is the final of the syllable before it: it has
    been killed with asat, or it stands above a stack, where its reading ends that syllable."""
    if not "\u1000" <= text[offset] <= "\u109f":
        return False
    rest = text[offset + 1 : offset + 3]
    if rest[:1] in (MYANMAR_ASAT, MYANMAR_VIRAMA):
        return True
    return rest == MYANMAR_DOT_BELOW + MYANMAR_ASAT


def split_clusters(text: str) -> list[str]:
    """`text` in clusters; joining them gives it back."""
    starts = [i for i in range(len(text)) if i == 0 or may_part(text, i)]
    return [text[a:b] for a, b in itertools.pairwise([*starts, len(text)])]
