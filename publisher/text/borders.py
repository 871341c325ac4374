"""At which places of a run written without spaces a line may end: the borders between its words
that are good enough, by rank.

In: a run, the language's rules, and a second reading (ICU's). Out: offsets. A line has one end, so
a border that is missed costs a ragged edge a few clusters, while a wrong one costs the reader a
word. So borders have ranks: 0 is offered everywhere, 1 and 2 only where a stretch would be long
without. The ranks follow from how often borders of a kind are right in text segmented by hand
(docs/decisions/line-breaks.md).
"""

import itertools
from collections.abc import Container
from typing import NamedTuple

from publisher.text.cluster import split_clusters
from publisher.text.segment import Chunk, Word, WordRules, join_words, split_words

COMMON = 80
"""What the words cost that every text has: beside one of them a border is hardly ever wrong."""
LONG_PAIR = 5
"""Clusters of two words, not both sure, between which a break is offered if need be."""
LONG_COMPOUND = 8
"""Clusters of a compound that may be parted where nothing else helps (R-2.4)."""
LONGEST_PART = 4
"""The same when a long compound is read as its parts."""


class Border(NamedTuple):
    """A place between two chunks: its character offset, its clusters from the run's start, and
    its rank."""

    offset: int
    clusters: int
    rank: int


class Around(NamedTuple):
    """What stands beside a run: a digit before it, a digit after it, an opening sign after it."""

    digit_before: bool = False
    digit_after: bool = False
    sign_after: bool = False


def find_borders(
    run: str,
    rules: WordRules,
    agreed: Container[int],
    closed: Container[int],
    around: Around,
) -> list[int]:
    """Offsets in `run`, in order, at which a line may end. `agreed` are the offsets that a second
    reading has too, `closed` those inside protected words. The end of the run is among them where
    a line may end before what follows it."""
    clusters = split_clusters(run)
    if len(clusters) <= rules.whole_run:
        return []
    words = split_words(clusters, rules.lexicon)
    chunks = join_words(run, words, rules, closed, counted=around.digit_before)
    borders = rank_borders(chunks, rules, agreed)
    chosen = [border for border in borders if border.rank == 0]
    if rules.long_run:
        length = len(clusters)
        for rank in (1, 2):
            others = [border for border in borders if 0 < border.rank <= rank]
            fill_gaps(chosen, others, length, rules.long_run)
        parts = find_parts(clusters, words, rules, closed)
        fill_gaps(chosen, parts, length, max(rules.long_run, LONG_COMPOUND - 1))
    offsets = [border.offset for border in chosen]
    if ends_line(run, chunks[-1], rules, around):
        offsets.append(len(run))
    return offsets


def ends_line(run: str, last: Chunk, rules: WordRules, around: Around) -> bool:
    """Whether a line may end behind a run, before a figure or an opening sign."""
    if run.endswith(tuple(rules.no_line_end)):
        return False
    if around.digit_after:
        return last.trusted and (last.clusters > 1 or not rules.phrase_ends)
    return around.sign_after and bool(last.closer)


def rank_borders(chunks: list[Chunk], rules: WordRules, agreed: Container[int]) -> list[Border]:
    """The borders between chunks that may be offered."""
    borders: list[Border] = []
    place = 0
    for before, after in itertools.pairwise(chunks):
        place += before.clusters
        if before.closer:
            rank = rank_phrase_end(before, after, rules)
        elif rules.phrase_ends:
            rank = rank_inside_phrase(before, after) if after.start in agreed else None
        else:
            rank = rank_words(before, after, agreed)
        if rank is not None:
            borders.append(Border(after.start, place, rank))
    return borders


def rank_phrase_end(before: Chunk, after: Chunk, rules: WordRules) -> int | None:
    """The rank of a border behind a word that closes a phrase. A single cluster behind it is
    often the rest of an unknown word that only begins like this; the more so behind one letter.
    In what may be a name, only a sure word ends it, and a closer that is an honorific as well,
    as ကို is, may begin one."""
    if before.name and not (after.trusted and after.stem_clusters > 1):
        return None
    if before.closer in rules.honorifics and not after.trusted:
        return None
    if after.clusters > 1:
        return 0
    return 1 if len(before.closer) > 1 else None


def rank_inside_phrase(before: Chunk, after: Chunk) -> int | None:
    """The rank of a border at which no phrase ends, in a language that marks their ends."""
    if before.clusters == 1 or before.numeral:
        return None
    if after.stem_clusters == 1 and not after.counts:
        return None
    if before.trusted and after.trusted:
        return 0 if after.counts or before.counted or before.particles else 1
    if after.counts or not (before.known and after.known):
        return None
    return 2 if before.clusters + after.stem_clusters >= LONG_PAIR else None


def rank_words(before: Chunk, after: Chunk, agreed: Container[int]) -> int | None:
    """The rank of a border between two words, in a language that does not mark phrases. The other
    reading has phrases for words; beside a common word it is not asked."""
    common = min(before.words[-1].cost, after.words[0].cost) <= COMMON
    return 0 if before.known and after.known and (common or after.start in agreed) else None


def fill_gaps(chosen: list[Border], others: list[Border], length: int, longest: int) -> None:
    """Add to `chosen`, which stays sorted, the borders of `others` nearest the middle of each gap
    of more than `longest` clusters, until none is left or no border helps."""
    places = [0, *(border.clusters for border in chosen), length]
    queue = [(a, b) for a, b in itertools.pairwise(places) if b - a > longest]
    while queue:
        low, high = queue.pop()
        inside = [border for border in others if low + 2 <= border.clusters <= high - 2]
        if not inside:
            continue
        best = min(inside, key=lambda border: abs(2 * border.clusters - low - high))
        chosen.append(best)
        queue += [
            (a, b) for a, b in ((low, best.clusters), (best.clusters, high)) if b - a > longest
        ]
    chosen.sort()


def find_parts(
    clusters: list[str], words: list[Word], rules: WordRules, closed: Container[int]
) -> list[Border]:
    """Borders between the parts of known compounds that are themselves known."""
    compounds = [word for word in words if word.known and word.clusters >= LONG_COMPOUND]
    if not compounds:
        return []
    run = "".join(clusters)
    parts = split_words(clusters, rules.lexicon, LONGEST_PART)
    chunks = join_words(run, parts, rules, closed, counted=False)
    return [
        border
        for border in rank_borders(chunks, rules, range(len(run)))
        if any(word.start < border.offset < word.end for word in compounds)
    ]
