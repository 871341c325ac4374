"""The words of a run of text written without spaces, by a lexicon, and which of them hold together.

In: a run of letters and marks of one script, cut into clusters, the language's rules and its
lexicon (words with their costs, -10 ln p). Out: chunks: words with their prefixes and particles,
between which a line might end. `borders` says at which of these places it had better.

The model is a unigram one: the cheapest reading is the one whose words cost least together.
Background: https://en.wikipedia.org/wiki/Viterbi_algorithm. Costs are whole numbers, so that
every machine agrees.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from publisher.model.language import BreakRules

LONGEST = 8
"""Clusters of the longest known word; tools/make_words.py keeps none longer."""
TRUSTED = 110
"""Words that cost more are in a dictionary and in no text, nor did anyone choose them by hand
(tools/make_words.py). Such a word of one cluster is more likely a part of a name."""
UNKNOWN = 150
"""What an unknown cluster costs: more than any known word, which are preferred."""
NAME = 6
"""Clusters after an honorific in which no break is offered, unless a word ends the name."""
_NEVER = 10**9


class Word(NamedTuple):
    """Characters `start` to `end` of a run; unknown clusters in a row are one word."""

    start: int
    end: int
    clusters: int
    cost: int
    known: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class WordRules:
    """The rules of a language that are about words, ready for look-up."""

    lexicon: Mapping[str, int]
    no_line_start: frozenset[str]
    no_line_end: frozenset[str]
    phrase_ends: frozenset[str]
    honorifics: frozenset[str]
    after_names: frozenset[str]
    number: re.Pattern[str]
    """One number word or several in a row: thirty, or three ten."""
    units: frozenset[str]
    whole_run: int
    long_run: int

    @classmethod
    def of(cls, rules: BreakRules) -> "WordRules":
        """The rules of a language."""
        return cls(
            lexicon=rules.lexicon,
            no_line_start=frozenset(rules.no_line_start_words),
            no_line_end=frozenset(rules.no_line_end_words)
            | frozenset(rules.honorifics) - frozenset(rules.phrase_ends),
            phrase_ends=frozenset(rules.phrase_ends),
            honorifics=frozenset(rules.honorifics),
            after_names=frozenset(rules.after_names),
            number=re.compile(f"(?:{'|'.join(map(re.escape, rules.numerals)) or '(?!)'})+"),
            units=frozenset(rules.units),
            whole_run=rules.whole_run,
            long_run=rules.long_run,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Chunk:
    """Words of a reading that hold together: prefixes, a word, its particles."""

    words: tuple[Word, ...]
    particles: int
    """How many of its last words are particles or suffixes."""
    closer: str
    """The word that ends a phrase with it, or nothing."""
    counts: bool
    """Whether it begins with a number word and its unit."""
    counted: bool
    """Whether it ends with a unit, after a number."""
    numeral: bool
    """Whether it ends with a number word that has no unit yet."""
    name: bool
    """Whether it may end inside a name."""

    @property
    def start(self) -> int:
        """The offset at which it begins."""
        return self.words[0].start

    @property
    def clusters(self) -> int:
        """Its length."""
        return sum(word.clusters for word in self.words)

    @property
    def stem(self) -> tuple[Word, ...]:
        """Its words but for the particles at its end."""
        return self.words[: len(self.words) - self.particles]

    @property
    def stem_clusters(self) -> int:
        """Its length but for the particles at its end."""
        return sum(word.clusters for word in self.stem)

    @property
    def known(self) -> bool:
        """Whether some list has all its words."""
        return all(word.known for word in self.stem)

    @property
    def trusted(self) -> bool:
        """Whether all its words are more than entries of a dictionary."""
        return all(word.cost <= TRUSTED for word in self.stem)


def split_words(
    clusters: list[str], lexicon: Mapping[str, int], longest: int = LONGEST
) -> list[Word]:
    """The cheapest reading of a run, of words of at most `longest` clusters.

    >>> words = split_words(["ក", "ម្ពុ", "ជា", "ថៃ"], {"កម្ពុជា": 70, "ថៃ": 60})
    >>> [(word.start, word.end, word.clusters) for word in words]
    [(0, 7, 3), (7, 9, 1)]
    """
    run = "".join(clusters)
    offsets = [0]
    for cluster in clusters:
        offsets.append(offsets[-1] + len(cluster))
    count = len(clusters)
    cost_of = lexicon.get
    best = [0] + [_NEVER] * count
    came_from = [(0, UNKNOWN)] * (count + 1)
    for i in range(count):
        start, so_far = offsets[i], best[i]
        if so_far + UNKNOWN < best[i + 1]:
            best[i + 1], came_from[i + 1] = so_far + UNKNOWN, (i, UNKNOWN)
        for j in range(i + 1, min(i + longest, count) + 1):
            cost = cost_of(run[start : offsets[j]])
            if cost is not None and so_far + cost < best[j]:
                best[j], came_from[j] = so_far + cost, (i, cost)
    words: list[Word] = []
    j = count
    while j > 0:
        i, cost = came_from[j]
        known = cost <= TRUSTED or (cost < UNKNOWN and j > i + 1)
        if words and not (known or words[-1].known):
            last = words[-1]
            words[-1] = Word(offsets[i], last.end, last.clusters + 1, UNKNOWN, known=False)
        else:
            words.append(Word(offsets[i], offsets[j], j - i, cost, known))
        j = i
    words.reverse()
    return words


def join_words(
    run: str, words: list[Word], rules: WordRules, closed: Container[int], *, counted: bool
) -> list[Chunk]:
    """The words of a reading in chunks. `closed` are the offsets inside protected words; `counted`
    says that a digit stands before the run."""
    texts = [run[word.start : word.end] for word in words]
    numbers = [rules.number.fullmatch(text) is not None for text in texts]
    chunks: list[Chunk] = []
    first, place, name_until = 0, 0, 0
    measured = counted
    for index, (word, text) in enumerate(zip(words, texts, strict=True)):
        after = texts[index + 1] if index + 1 < len(words) else ""
        measured = numbers[index] or (measured and text in rules.units)
        place += word.clusters
        if text in rules.honorifics and text not in rules.phrase_ends:
            name_until = place + NAME
        elif text in rules.after_names or after in rules.after_names:
            name_until = 0
        if after and (
            (place < name_until and text not in rules.phrase_ends)
            or word.end in closed
            or _hold_together(texts, numbers, index, rules, measured=measured)
        ):
            continue
        last = index + 1
        # A particle that stands first is none: ကို at the beginning is an honorific.
        closes = text in rules.phrase_ends and (index > first or text not in rules.no_line_start)
        inside = texts[first + 1 : last]
        others = [i for i, inner in enumerate(inside, 1) if inner not in rules.no_line_start]
        chunks.append(
            Chunk(
                words=tuple(words[first:last]),
                particles=last - first - 1 - max(others, default=0),
                closer=text if closes else "",
                counts=numbers[first] and inside[:1] != [] and inside[0] in rules.units,
                counted=measured and text in rules.units,
                numeral=numbers[index] and text not in rules.units,
                name=place < name_until,
            )
        )
        first = last
    return chunks


def _hold_together(
    texts: list[str], numbers: list[bool], index: int, rules: WordRules, *, measured: bool
) -> bool:
    """Whether a word and the next are in one chunk. `measured` says that the word is a number, or
    a unit after one."""
    left, right, *_ = texts[index:]
    after = texts[index + 2] if index + 2 < len(texts) else ""
    if numbers[index + 1] and after in rules.units and not numbers[index]:
        return False
    if right in rules.no_line_start:
        # What marks a phrase as closed has no particle after it that is an honorific or a number
        # as well: ဦး before a name, နှစ် before a unit.
        other = right in rules.honorifics or numbers[index + 1]
        return right in rules.phrase_ends or not (other and left in rules.phrase_ends)
    if left in rules.no_line_end and not (measured and left in rules.units):
        return True
    return measured and (right in rules.units or (numbers[index] and numbers[index + 1]))
