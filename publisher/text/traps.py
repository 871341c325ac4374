"""Where a browser would break a line wrongly, and where it would not break although it may.

In: text and its language. Out: stretches that a page must keep on one line, and places where it
must allow a break. Browsers find words with ICU's dictionaries, as can be done here, and so the few
breaks of theirs that fall inside a cluster or before a sign that may not begin a line are known
before. Words that a browser parts are left to it: what is held together must fit into the narrowest
screen. A page says both by markup: a copy of its text carries nothing along.
"""

import functools
import itertools
from collections.abc import Iterator

from icu4py.breakers import LineBreaker

from publisher.model.language import Language
from publisher.text.cluster import may_part
from publisher.text.linebreak import find_joins, find_opportunities

HYPHENS = "-\u2010\u2013"
"""A screen may break after these: what a reader copies from it keeps them."""


@functools.lru_cache(maxsize=1024)
def find_traps(text: str, language: Language) -> tuple[tuple[int, int], ...]:
    """The stretches, from start to end, inside which no line may end; they do not touch."""
    rules = language.breaks
    joins = {offset for offset in find_joins(text, language) if text[offset - 1] not in HYPHENS}
    traps: list[tuple[int, int]] = []
    for offset in sorted(browser_breaks(text, language)):
        before = text[:offset].rstrip(" ")[-1:]
        if (
            may_part(text, offset)
            and text[offset] not in rules.no_line_start
            and before not in rules.no_line_end
            and offset not in joins
        ):
            continue
        start, end = cluster_start(text, offset), cluster_end(text, offset)
        if traps and start <= traps[-1][1]:
            start = traps.pop()[0]
        traps.append((start, end))
    return tuple(traps)


def find_outlets(text: str, language: Language) -> Iterator[int]:
    """Offsets behind a sign that may not begin a line, at which a word ends and no browser breaks:
    to UAX 14 the Burmese ၌ ၍ ၏ are letters (AL), which it keeps with the word that follows (LB28).
    """
    known = browser_breaks(text, language)
    for offset in find_opportunities(text, language):
        if text[offset - 1] in language.breaks.no_line_start and offset not in known:
            yield offset


@functools.lru_cache(maxsize=1024)
def browser_breaks(text: str, language: Language) -> frozenset[int]:
    """Where a browser may end a line inside the text."""
    lengths = map(len, LineBreaker(text, language.tag))
    return frozenset(offset for offset in itertools.accumulate(lengths) if offset < len(text))


def cluster_start(text: str, offset: int) -> int:
    """Where the last cluster before `offset` begins, spaces aside."""
    start = len(text[:offset].rstrip(" ")) - 1
    while start > 0 and not may_part(text, start):
        start -= 1
    return max(start, 0)


def cluster_end(text: str, offset: int) -> int:
    """Where the cluster at `offset` ends."""
    end = offset + 1
    while end < len(text) and not may_part(text, end):
        end += 1
    return end
