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

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from publisher.model.language import BreakRules
from publisher.text.cluster import split_clusters

LONGEST = 8
"""Clusters of the longest known word; tools/make_words.py keeps none longer."""
LONGEST_PART = 4
"""The same when a long compound is read as its parts."""
UNKNOWN = 100
"""What an unknown cluster costs, about as much as a rare word: known words are preferred."""
NAME = 6
"""Clusters after an honorific in which no break is offered, unless a particle ends the name."""
_NEVER = 10**9


class Word(NamedTuple):
    """Characters `start` to `end` of a run; unknown clusters in a row are one word."""

    start: int
    end: int
    known: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class WordRules:
    """The rules of a language that are about words, ready for look-up."""

    lexicon: Mapping[str, int]
    no_line_start: frozenset[str]
    no_line_end: frozenset[str]
    phrase_ends: frozenset[str]
    honorifics: frozenset[str]
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
    [Word(start=0, end=7, known=True), Word(start=7, end=9, known=True)]
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
                best[j], came_from[j] = so_far + cost, (i, True)
    words: list[Word] = []
    j = count
    while j > 0:
        i, known = came_from[j]
        if words and not (known or words[-1].known):
            words[-1] = Word(offsets[i], words[-1].end, known=False)
        else:
            words.append(Word(offsets[i], offsets[j], known))
        j = i
    words.reverse()
    return words


def find_borders(
    run: str, rules: WordRules, agreed: Container[int], closed: Container[int]
) -> list[int]:
    """Offsets in `run` at which a line may end. `agreed` are the offsets that a second reading
    has too (ICU's), `closed` those inside protected words."""
    clusters = split_clusters(run)
    if len(clusters) <= rules.whole_run:
        return []
    borders = list(
        rank_borders(clusters, split_words(clusters, rules.lexicon), rules, agreed, closed)
    )
    chosen = [border for border in borders if border.first]
    if rules.long_run:
        fill_gaps(chosen, [b for b in borders if not b.first], len(clusters), rules.long_run)
        if has_gap(chosen, len(clusters), rules.long_run):
            parts = split_words(clusters, rules.lexicon, LONGEST_PART)
            doubtful = rank_borders(clusters, parts, rules, range(len(run)), closed)
            fill_gaps(chosen, list(doubtful), len(clusters), rules.long_run)
    return [border.offset for border in chosen]


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
    at = {0: 0}
    offset = 0
    for number, cluster in enumerate(clusters, start=1):
        offset += len(cluster)
        at[offset] = number
    borders: list[Border] = []
    name_until = 0
    for before, after in zip(words, words[1:], strict=False):
        left, right = run[before.start : before.end], run[after.start : after.end]
        if left in rules.honorifics:
            name_until = at[after.start] + NAME
        if right in rules.no_line_start:
            name_until = 0
            continue
        if left in rules.no_line_end:
            continue
        if after.start in closed or after.start not in agreed or at[after.start] < name_until:
            continue
        closes = left in rules.phrase_ends
        if not closes and not (before.known and after.known):
            continue
        borders.append(Border(after.start, at[after.start], first=closes or not rules.phrase_ends))
    return borders


def fill_gaps(chosen: list[Border], others: list[Border], length: int, longest: int) -> None:
    """Add to `chosen`, which stays sorted, the borders of `others` nearest the middle of each gap
    of more than `longest` clusters, until none is left or no border helps."""
    places = [0, *(border.clusters for border in chosen), length]
    queue = [(a, b) for a, b in zip(places, places[1:], strict=False) if b - a > longest]
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


def has_gap(chosen: list[Border], length: int, longest: int) -> bool:
    """Whether more than `longest` clusters stand in a row without a border."""
    places = [0, *(border.clusters for border in chosen), length]
    return any(b - a > longest for a, b in zip(places, places[1:], strict=False))
