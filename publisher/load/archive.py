"""Files that somebody has sent: catalogues, and zip archives with catalogues in them.

In: the path of a file. Out: the bytes of its catalogues, and the record of the kit that they come
from, where there is one. An archive is read in memory and never unpacked, so that no name in it,
however it is written, can reach a file; and no more is read of it than catalogues can need, so that
nothing small can swell.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from publisher.load.files import read_bytes
from publisher.model.drawing import make_safe
from publisher.model.errors import ContentError
from publisher.model.finding import Finding

KIT_RECORD = ".publisher-kit.json"
"""The file in a kit that says what was sent."""
LARGEST = 20_000_000
"""Bytes that one file may have. The largest catalogue of Django or MediaWiki has less than 2 MB."""
MOST_BYTES = 100_000_000
"""Bytes that all catalogues of an archive may have together."""
MOST_FILES = 2000
"""Files that an archive may have."""

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a compression that nobody else knows
    RuntimeError,  # a password
    UnicodeDecodeError,  # a name that is said to be UTF-8 and is not
)
"""What the standard library says of archives that it cannot read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Returned:
    """A catalogue as it came: `path` is for messages, the archive's own before that in it."""

    path: str
    data: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """What one file that was sent holds: catalogues, and the bytes of a kit's record."""

    catalogs: tuple[Returned, ...] = ()
    record: bytes = b""


def load_delivery(path: Path, shown: str) -> Delivery:
    """The catalogues of a `.po` file or of a zip archive. Raises ContentError with all that is
    wrong with the archive, and EnvironmentProblem where the file cannot be read."""
    data = read_bytes(path, shown)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        if data.startswith(b"PK"):
            raise ContentError(damaged(shown, "it breaks off, or is damaged"))
        if len(data) > LARGEST:
            raise ContentError(too_large(shown, f"it has more than {LARGEST // 10**6} MB"))
        return Delivery(catalogs=(Returned(path=shown, data=data),))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return read_archive(archive, shown)
    except DAMAGE as error:
        raise ContentError(damaged(shown, str(error))) from error


def read_archive(archive: zipfile.ZipFile, shown: str) -> Delivery:
    """The catalogues of an open archive, in the order of their names."""
    if len(archive.infolist()) > MOST_FILES:
        raise ContentError(too_large(shown, f"it has more than {MOST_FILES} files"))
    catalogs: list[Returned] = []
    record = b""
    left = MOST_BYTES
    for name, entry in sorted(list_members(archive), key=lambda member: member[0]):
        inside = f"{shown}/{name}"
        content = read_member(archive, entry, min(LARGEST, left), inside)
        left -= len(content)
        if PurePosixPath(name).name == KIT_RECORD:
            record = content
        else:
            catalogs.append(Returned(path=inside, data=content))
    if not catalogs:
        raise ContentError(
            Finding(
                id="file/no-catalogue",
                message="there is no .po file in this archive",
                hint="ask for the file that the translation editor saved; it ends in .po",
                path=shown,
            )
        )
    return Delivery(catalogs=tuple(catalogs), record=record)


def list_members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files of an archive that are looked at, by a name that can be shown. What macOS adds
    beside each file, under its name, is none."""
    for place, entry in enumerate(archive.infolist()):
        name = make_safe(entry.filename.replace("\\", "/")).lstrip("/")
        last = PurePosixPath(name).name
        wanted = last == KIT_RECORD or last.lower().endswith(".po")
        if wanted and not entry.is_dir() and not last.startswith("._"):
            yield name or str(place), entry


def read_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int, shown: str) -> bytes:
    """The bytes of one file in an archive, at most `limit`: what the archive says of its size is
    not relied on."""
    with archive.open(entry) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise ContentError(too_large(shown, f"it unpacks to more than {limit // 10**6} MB"))
    return content


def damaged(shown: str, why: str) -> Finding:
    """What an archive is reported as that cannot be read."""
    return Finding(
        id="file/archive-damaged",
        message=f"this archive cannot be read: {why}",
        hint="ask for it again, as a plain zip file without a password",
        path=shown,
    )


def too_large(shown: str, why: str) -> Finding:
    """What is reported that no catalogues can need."""
    return Finding(
        id="file/archive-too-large",
        message=f"this is larger than catalogues are: {why}",
        hint="see where the file comes from; ask for the .po files alone",
        path=shown,
    )
