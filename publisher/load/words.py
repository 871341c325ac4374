"""Lexicons of languages written without spaces: `languages/words/<tag>.txt` → words and costs.

In: a file as tools/make_words.py writes it: one word a line, a tab and its cost, -10 ln p; the
first line has the cost of the words that have none of their own.
Out: a mapping that reads the file when it is first asked for a word, so that a run that sets no
text does not pay for it, and that crosses a process border as its path alone.
"""

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from publisher.load.files import read_source


class WordList(Mapping[str, int]):
    """The words of one file; `get` is the one of a dict from the first look on."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @functools.cached_property
    def words(self) -> dict[str, int]:
        """The file's words, read once per process."""
        return read_words(self.path)

    @functools.cached_property
    def get(self) -> Any:
        """`dict.get` of the words, for the innermost loop."""
        return self.words.get

    def __getitem__(self, word: str) -> int:
        return self.words[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def __reduce__(self) -> tuple[type["WordList"], tuple[Path]]:
        return WordList, (self.path,)


@functools.cache
def read_words(path: Path) -> dict[str, int]:
    """The words of the file at `path`, about 20 ms for 80,000 of them."""
    lines = read_source(path, path.as_posix()).text.split("\n")
    default = int(lines[0])
    words = dict.fromkeys(lines, default)
    for line in lines:
        if "\t" in line:
            word, cost = line.split("\t")
            del words[line]
            words[word] = int(cost)
    words.pop("", None)
    return words
