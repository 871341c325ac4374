"""Reading text files strictly.

In: a path. Out: a `SourceFile`, or a `ContentError` that names the byte that is not UTF-8.
"""

import difflib
from collections.abc import Iterable
from pathlib import Path

from publisher.load.reads import read_file
from publisher.model.errors import ContentError, EnvironmentProblem
from publisher.model.finding import Finding
from publisher.model.source import SourceFile


def read_bytes(path: Path, shown: str) -> bytes:
    """The bytes of a file; `shown` is its path in messages."""
    try:
        return read_file(path)
    except OSError as error:
        raise EnvironmentProblem(
            Finding(
                id="environment/unreadable",
                message=f"cannot be read: {error.strerror or error}",
                hint="check that it is a file and that you may read it",
                path=shown,
            )
        ) from error


def read_source(path: Path, shown: str) -> SourceFile:
    """The text of a UTF-8 file; a byte order mark is left out, line ends stay."""
    return decode_source(read_bytes(path, shown), shown)


def decode_source(data: bytes, shown: str) -> SourceFile:
    """`data` as UTF-8 text, or an error at the first byte that is not."""
    try:
        return SourceFile(path=shown, text=data.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            message, line = "the file is UTF-16", 1
        else:
            message = f"byte {error.start} (0x{data[error.start]:02X}) is not UTF-8"
        raise ContentError(
            Finding(
                id="file/not-utf-8",
                message=message,
                hint="open it in your editor and save it again as UTF-8",
                path=shown,
                line=line,
            )
        ) from error


def suggest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to `word`, and else all of them."""
    names = sorted(known)
    if near := difflib.get_close_matches(word, names, n=1, cutoff=0.6):
        return f"did you mean {near[0]!r}?"
    return "known here: " + (", ".join(names) or "nothing")
