"""Characters as ranges of code points, the way CSS writes them.

In: `U+20-7E, U+A0`. Out: characters, and back
(https://www.w3.org/TR/css-fonts-4/#unicode-range-desc, without its wildcards).
"""

import itertools
import re
from collections.abc import Iterable

_RANGE = re.compile(r"U\+([0-9A-F]{1,6})(?:-([0-9A-F]{1,6}))?\Z")


def expand_ranges(ranges: Iterable[str]) -> frozenset[str]:
    """The characters of `ranges`. Raises ValueError for what is not a range.

    >>> sorted(expand_ranges(["U+61-63", "U+A9"]))
    ['a', 'b', 'c', '©']
    """
    characters: set[str] = set()
    for text in ranges:
        found = _RANGE.match(text)
        if found is None:
            raise ValueError(f"{text!r} is not a range such as U+1000-1021")
        first, last = int(found[1], 16), int(found[2] or found[1], 16)
        if not first <= last <= 0x10FFFF:
            raise ValueError(f"{text!r} has no characters")
        characters.update(map(chr, range(first, last + 1)))
    return frozenset(characters)


def join_ranges(characters: Iterable[str]) -> list[str]:
    """The ranges of `characters`, in order.

    >>> join_ranges("cab©")
    ['U+61-63', 'U+A9']
    """
    codes = sorted(map(ord, characters))
    ranges = []
    for _, group in itertools.groupby(enumerate(codes), lambda pair: pair[1] - pair[0]):
        run = [code for _, code in group]
        ranges.append(f"U+{run[0]:X}" + (f"-{run[-1]:X}" if len(run) > 1 else ""))
    return ranges
