"""The phrases that a narrow column has to part, although a line had better keep them whole.

In: text and its language. Out: stretches, from start to end, between the places where a line may
end anywhere. In a column that is wider than such a stretch it stays whole; in one that is not, a
line may end at more places, those of `find_marks` with `narrow`. Only layout knows which: a page
makes each stretch a box of its own, which goes to the next line before it parts.
"""

import functools
import itertools
import re

from publisher.model.language import Language
from publisher.text.linebreak import ZWSP, find_opportunities

_SPACES = re.compile(f"[\\s{ZWSP}]+")


@functools.lru_cache(maxsize=1024)
def find_phrases(text: str, language: Language) -> tuple[tuple[int, int], ...]:
    """The stretches that `narrow` parts; they do not overlap."""
    usual = set(find_opportunities(text, language))
    more = sorted(set(find_opportunities(text, language, narrow=True)) - usual)
    edges = usual | {0, len(text)}
    for space in _SPACES.finditer(text):
        edges |= set(space.span())
    return tuple(
        (start, end)
        for start, end in itertools.pairwise(sorted(edges))
        if any(start < offset < end for offset in more)
    )
