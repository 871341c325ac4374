"""Lexicons of languages written without spaces: `languages/words/<tag>.txt` → words and costs.

In: a file as tools/make_words.py writes it: one word a line, below a line with a tab and the cost
that the words have, -10 ln p.
Out: a mapping that reads the file when it is first asked for a word, so that a run that sets no
text does not pay for it, and that crosses a process border as its path alone.
"""

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from publisher.load.files import read_source
from publisher.load.reads import digest_file


class WordList(Mapping[str, int]):
    """The words of one file, whose digest is `sha256`; `get` is the one of a dict from the first
    look on. Lists are equal where their files are, wherever these stand: what was found with other
    words is not found again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sha256 = digest_file(path)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WordList) and self.sha256 == other.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    @functools.cached_property
    def words(self) -> dict[str, int]:
        """The file's words, read once per process and state of the file."""
        return read_words(self.path, self.sha256)

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


@functools.lru_cache(maxsize=16)
def read_words(path: Path, sha256: str) -> dict[str, int]:  # noqa: ARG001  # for the cache
    """The words of the file at `path`, about half a microsecond each; `sha256` is its digest."""
    words: dict[str, int] = {}
    for section in read_source(path, path.as_posix()).text.split("\t")[1:]:
        cost, *listed = section.split("\n")
        words.update(dict.fromkeys(listed, int(cost)))
    words.pop("", None)
    return words
