"""Reading text files strictly.

In: a path. Out: a `SourceFile`, or a `ContentError` that names the byte that is not UTF-8.
"""

import codecs
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
    save = "open it in your editor and save it again as UTF-8"
    if is_utf_16(data):
        raise refuse_bytes("file/not-utf-8", "the file is UTF-16", save, shown, 1)
    try:
        return SourceFile(path=shown, text=data.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if error.reason == "unexpected end of data":
            message, hint = "the file breaks off inside a character", "get the whole file again"
            raise refuse_bytes("file/truncated", message, hint, shown, line) from error
        message = f"byte {error.start} (0x{data[error.start]:02X}) is not UTF-8"
        raise refuse_bytes("file/not-utf-8", message, save, shown, line) from error


def refuse_bytes(identifier: str, message: str, hint: str, shown: str, line: int) -> ContentError:
    """What bytes that are no text are reported as."""
    return ContentError(Finding(id=identifier, message=message, hint=hint, path=shown, line=line))


def is_utf_16(data: bytes) -> bool:
    """Whether a file is UTF-16: it begins with a mark that says so, or every other of its first
    bytes is zero."""
    return data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or any(
        data[at:4:2] == b"\0\0" and all(data[1 - at : 4 : 2]) for at in (0, 1)
    )


def suggest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to `word`, and else all of them."""
    names = sorted(known)
    if near := difflib.get_close_matches(word, names, n=1, cutoff=0.6):
        return f"did you mean {near[0]!r}?"
    return "known here: " + (", ".join(names) or "nothing")
