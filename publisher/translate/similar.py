"""The most similar of many texts.

In: texts, in the order of preference. Out: the one that is most like another text, by its letters
and digits alone: twice what both have in the same order, by what they have together, in percent.
"""

import bisect
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from publisher.translate.edits import letters_of


class SimilarTexts:
    """Texts, sorted by length: one that is too long or too short to be similar is never asked."""

    def __init__(self, texts: Sequence[str]) -> None:
        letters = list(map(letters_of, texts))
        self.places = sorted(range(len(texts)), key=lambda place: len(letters[place]))
        self.letters = [letters[place] for place in self.places]
        self.lengths = list(map(len, self.letters))
        self.same: dict[str, list[int]] = {}
        for place, text in enumerate(letters):
            if text:
                self.same.setdefault(text, []).append(place)

    def find(self, text: str, least: float) -> tuple[float, int] | None:
        """The likeness and the place of the text that is most like `text`, by `least` percent or
        more; nothing where none is."""
        letters = letters_of(text)
        if not letters:
            return None
        # Likeness is 2c/(a+b) for c letters in common, and c is the length of the shorter at most.
        reach = least / (200.0 - least)
        start = bisect.bisect_left(self.lengths, len(letters) * reach)
        end = bisect.bisect_right(self.lengths, len(letters) / reach)
        found = process.extractOne(
            letters, self.letters[start:end], scorer=fuzz.ratio, score_cutoff=least
        )
        return None if found is None else (float(found[1]), self.places[start + found[2]])

    def find_same(self, text: str) -> Iterator[int]:
        """The places of the texts that have the very letters of `text`."""
        yield from self.same.get(letters_of(text), ())
