"""Catalogues onto disk, and never over what somebody else wrote.

In: the bytes of a catalogue, and those that it was made from. Out: the file, whole or not at all.
Translators save when they like, also between our reading and our writing. The new file is made
beside the old one and takes its place only where the old one is still what was read.
"""

import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from publisher.model.errors import ContentError, EnvironmentProblem
from publisher.model.finding import Finding
from publisher.publish.output import sync_folder, write_file, write_problem


def write_catalog(path: Path, data: bytes, seen: bytes | None, shown: str = "") -> bool:
    """Write a catalogue that was read as `seen`, which is None where there was no file; whether
    anything changed. `shown` is its path in messages.

    Raises ContentError where the file is another by now, and EnvironmentProblem where it cannot be
    written. In both cases the file that stands there is untouched.
    """
    shown = shown or str(path)
    if data == seen:
        return False
    path = path.resolve()  # a link stays a link, to the new file
    made = path.with_name(f".{path.name}.new.tmp")
    try:
        if read_standing(path) == data:
            return False
        refuse_change(path, seen, shown)
        write_file(made, data)
        if seen is not None:
            shutil.copymode(path, made)
        refuse_change(path, seen, shown)
        made.replace(path)
    except EnvironmentProblem as error:
        raise EnvironmentProblem(*(replace(one, path=shown) for one in error.findings)) from error
    except OSError as error:
        raise write_problem(Path(shown), error) from error
    finally:
        with suppress(OSError):
            made.unlink()
    sync_folder(path.parent)
    return True


def read_standing(path: Path) -> bytes | None:
    """The bytes of the file that stands at `path` now; None where there is none. Raises OSError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def refuse_change(path: Path, seen: bytes | None, shown: str) -> None:
    """Raise an error where the file at `path` is not what was seen."""
    standing = read_standing(path)
    if standing == seen:
        return
    if seen is None:
        message = "a file has come here while publisher was at work"
    elif standing is None:
        message = "the file was removed while publisher was at work"
    else:
        message = "the file was changed while publisher was at work"
    raise ContentError(
        Finding(
            id="catalogue/changed",
            message=message,
            hint="nothing was written here; run the command again, which reads what is there now",
            path=shown,
        )
    )
