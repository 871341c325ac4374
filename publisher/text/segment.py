"""Where a run of text written without spaces may part, by a lexicon: words, then the borders
between them that are good enough for the end of a line.

In: a run of letters and marks of one script, the language's rules and its lexicon (words with
their costs, -10 ln p). Out: offsets. A line has one end, so a border that is missed costs a
ragged edge a few clusters, while a wrong one costs the reader a word: only borders are offered
that two readings agree on, and the doubtful ones only where a stretch would be long without.

The model is a unigram one: the cheapest reading is the one whose words cost least together.
Background: https://en.wikipedia.org/wiki/Viterbi_algorithm. Costs are whole numbers, so that
every machine agrees.
"""

import itertools
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from publisher.model.language import BreakRules
from publisher.text.cluster import split_clusters

LONGEST = 8
"""Clusters of the longest known word; tools/make_words.py keeps none longer."""
LONG_COMPOUND = 8
"""Clusters of a compound that may be parted where nothing else helps (R-2.4)."""
LONGEST_PART = 4
"""The same when a long compound is read as its parts."""
LONG_PAIR = 5
"""Clusters of two words between which a break is offered although nothing closes a phrase."""
RARE = 100
"""A word of one cluster that costs as much is seldom met: more likely it is part of a name."""
UNKNOWN = 150
"""What an unknown cluster costs: more than any known word, which are preferred."""
NAME = 6
"""Clusters after an honorific in which no break is offered, unless a particle ends the name."""
_NEVER = 10**9


class Word(NamedTuple):
    """Characters `start` to `end` of a run; unknown clusters in a row are one word."""

    start: int
    end: int
    clusters: int
    known: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class WordRules:
    """The rules of a language that are about words, ready for look-up."""

    lexicon: Mapping[str, int]
    no_line_start: frozenset[str]
    no_line_end: frozenset[str]
    phrase_ends: frozenset[str]
    honorifics: frozenset[str]
    numerals: frozenset[str]
    units: frozenset[str]
    whole_run: int
    long_run: int

    @classmethod
    def of(cls, rules: BreakRules) -> "WordRules":
        """The rules of a language."""
        return cls(
            lexicon=rules.lexicon,
            no_line_start=frozenset(rules.no_line_start_words),
            no_line_end=frozenset(rules.no_line_end_words) | frozenset(rules.honorifics),
            phrase_ends=frozenset(rules.phrase_ends),
            honorifics=frozenset(rules.honorifics),
            numerals=frozenset(rules.numerals),
            units=frozenset(rules.units),
            whole_run=rules.whole_run,
            long_run=rules.long_run,
        )


class Border(NamedTuple):
    """A place between two words: its character offset, its clusters from the run's start, and
    whether it is first class."""

    offset: int
    clusters: int
    first: bool


def split_words(
    clusters: list[str], lexicon: Mapping[str, int], longest: int = LONGEST
) -> list[Word]:
    """The cheapest reading of a run, of words of at most `longest` clusters.

    >>> split_words(["ក", "ម្ពុ", "ជា", "ថៃ"], {"កម្ពុជា": 70, "ថៃ": 60})
    [Word(start=0, end=7, clusters=3, known=True), Word(start=7, end=9, clusters=1, known=True)]
    """
    run = "".join(clusters)
    offsets = [0]
    for cluster in clusters:
        offsets.append(offsets[-1] + len(cluster))
    count = len(clusters)
    cost_of = lexicon.get
    best = [0] + [_NEVER] * count
    came_from = [(0, False)] * (count + 1)
    for i in range(count):
        start, so_far = offsets[i], best[i]
        if so_far + UNKNOWN < best[i + 1]:
            best[i + 1], came_from[i + 1] = so_far + UNKNOWN, (i, False)
        for j in range(i + 1, min(i + longest, count) + 1):
            cost = cost_of(run[start : offsets[j]])
            if cost is not None and so_far + cost < best[j]:
                best[j], came_from[j] = so_far + cost, (i, j > i + 1 or cost < RARE)
    words: list[Word] = []
    j = count
    while j > 0:
        i, known = came_from[j]
        if words and not (known or words[-1].known):
            last = words[-1]
            words[-1] = Word(offsets[i], last.end, last.clusters + 1, known=False)
        else:
            words.append(Word(offsets[i], offsets[j], j - i, known))
        j = i
    words.reverse()
    return words


def find_borders(
    run: str, rules: WordRules, agreed: Container[int], closed: Container[int], figure: bool
) -> list[int]:
    """Offsets in `run` at which a line may end. `agreed` are the offsets that a second reading
    has too (ICU's), `closed` those inside protected words; `figure` says that a digit follows,
    before which a line may end as well."""
    clusters = split_clusters(run)
    if len(clusters) <= rules.whole_run:
        return []
    words = split_words(clusters, rules.lexicon)
    borders = rank_borders(clusters, words, rules, agreed, closed)
    chosen = [border for border in borders if border.first]
    if rules.long_run:
        fill_gaps(chosen, [b for b in borders if not b.first], len(clusters), rules.long_run)
        parts = find_parts(clusters, words, rules, closed)
        fill_gaps(chosen, parts, len(clusters), max(rules.long_run, LONG_COMPOUND - 1))
    offsets = [border.offset for border in chosen]
    last = run[words[-1].start :]
    closes = last in rules.phrase_ends or not rules.phrase_ends
    if figure and closes and words[-1].known and not run.endswith(tuple(rules.no_line_end)):
        offsets.append(len(run))
    return offsets


def rank_borders(
    clusters: list[str],
    words: list[Word],
    rules: WordRules,
    agreed: Container[int],
    closed: Container[int],
) -> list[Border]:
    """The borders of a reading at which the rules allow a break, first class or not.

    A border is first class where it closes a phrase or, in a language without words that do,
    between any two known words.
    """
    run = "".join(clusters)
    borders: list[Border] = []
    place, name_until = 0, 0
    for before, after in itertools.pairwise(words):
        place += before.clusters
        left, right = run[before.start : before.end], run[after.start : after.end]
        if left in rules.honorifics:
            name_until = place + NAME
        if right in rules.no_line_start:
            name_until = 0
            continue
        if left in rules.no_line_end or (left in rules.numerals and right in rules.units):
            continue
        if after.start in closed or after.start not in agreed or place < name_until:
            continue
        closes = left in rules.phrase_ends
        if not closes and not (before.known and after.known):
            continue
        first = True
        if rules.phrase_ends:
            # A single cluster that is no particle is most often part of a longer word.
            first = closes and after.clusters > 1
            if not closes and before.clusters + after.clusters < LONG_PAIR:
                continue
            if not closes and min(before.clusters, after.clusters) == 1:
                continue
        borders.append(Border(after.start, place, first))
    return borders


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
    if not any(word.known and word.clusters >= LONG_COMPOUND for word in words):
        return []
    parts = split_words(clusters, rules.lexicon, LONGEST_PART)
    everywhere = range(words[-1].end)
    inside = {
        offset
        for word in words
        if word.known and word.clusters >= LONG_COMPOUND
        for offset in range(word.start + 1, word.end)
    }
    return [
        border
        for border in rank_borders(clusters, parts, rules, everywhere, closed)
        if border.offset in inside
    ]
