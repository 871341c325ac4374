"""Finding words in a text however they were typed.

In: a text and what is looked for in it. Out: where it stands, or what comes nearest to it. Spaces,
marks of line breaks, the order in which a syllable was typed and the two subscripts of Khmer that
look alike make no difference.
"""

import difflib
import functools
import re
import unicodedata
from typing import NamedTuple

from publisher.text.cluster import may_part, split_clusters
from publisher.text.normalize import fold_coeng, normalize_khmer

NEAR = 0.75
"""From which likeness (difflib's ratio) a passage is what was looked for, written otherwise."""
_UNSEEN = re.compile("[\\s\u200b\u2060\u00ad\ufeff]")


class Folded(NamedTuple):
    """A text as it is compared, and where each of its characters stands in the text itself."""

    text: str
    offsets: tuple[int, ...]


class Stretch(NamedTuple):
    """Characters of a text, from `start` to `end`."""

    start: int
    end: int


@functools.lru_cache(maxsize=4096)
def fold_text(text: str) -> Folded:
    """`text` without what makes no difference."""
    parts: list[str] = []
    offsets: list[int] = []
    start = 0
    for cluster in split_clusters(text):
        folded = _fold_cluster(cluster)
        parts.append(folded)
        offsets += [start] * len(folded)
        start += len(cluster)
    return Folded("".join(parts), tuple(offsets))


@functools.lru_cache(maxsize=16384)
def _fold_cluster(cluster: str) -> str:
    composed = unicodedata.normalize("NFC", _UNSEEN.sub("", cluster))
    return fold_coeng(normalize_khmer(composed))


def find_form(text: str, form: str) -> Stretch | None:
    """The first place in `text` where `form` stands.

    >>> find_form("ရွှေ့ပြောင်း အလုပ်သမားများ", "ရွှေ့ပြောင်းအလုပ်သမား")
    Stretch(start=0, end=22)
    """
    start = text.find(form)
    if start >= 0:
        return Stretch(start, start + len(form))
    wanted, body = fold_text(form).text, fold_text(text)
    start = body.text.find(wanted) if wanted else -1
    return None if start < 0 else _unfold(text, body, start, start + len(wanted))


def find_near(text: str, form: str) -> Stretch | None:
    """The passage of `text` that comes nearest to `form`, where one is near enough."""
    wanted, body = fold_text(form).text, fold_text(text)
    match = difflib.SequenceMatcher(None, body.text, wanted, autojunk=False)
    same = match.find_longest_match()
    start = max(same.a - same.b, 0)
    end = min(start + len(wanted), len(body.text))
    match.set_seq1(body.text[start:end])
    if match.ratio() < NEAR:
        return None
    *blocks, _ = match.get_matching_blocks()
    first, last = blocks[0], blocks[-1]
    return _unfold(text, body, start + first.a, start + last.a + last.size)


def _unfold(text: str, body: Folded, start: int, end: int) -> Stretch:
    """The characters of `text` that were folded to those from `start` to `end`, by whole
    clusters."""
    last = body.offsets[end - 1] + 1
    while not may_part(text, last):
        last += 1
    return Stretch(body.offsets[start], last)
