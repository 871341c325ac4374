"""Bundled faces: `fonts/fonts.toml` → faces by family, weight and slant, and their bytes.

In: the folder that holds `fonts.toml` and the font files it records (`publisher/fonts`, or one
that `tools/fetch_faces.py --to` filled). Out: `Face` values, which name files without opening
them, and, on request, bytes whose SHA-256 is the recorded one. Whatever is wrong with the folder
is wrong with the installation, so it is an `EnvironmentProblem` with all its findings together.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated

import msgspec

from publisher.model.errors import EnvironmentProblem
from publisher.model.face import Face, FaceFile, FaceKey
from publisher.model.finding import Finding

RECORD_NAME = "fonts.toml"

_HINT = "reinstall publisher; its font files must stay as they were delivered"

_Text = Annotated[str, msgspec.Meta(min_length=1)]


class _FaceRecord(msgspec.Struct, frozen=True):
    """A `[[face]]` table; what only `tools/fetch_faces.py` needs of it is passed over."""

    family: _Text
    weight: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    subset: _Text
    file: _Text
    version: _Text
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    italic: bool = False


class _Record(msgspec.Struct, frozen=True):
    face: Annotated[list[_FaceRecord], msgspec.Meta(min_length=1)]


def load_faces(folder: Path) -> Mapping[FaceKey, Face]:
    """The faces recorded in `folder`, by family, weight and slant, in the order of the record.

    Reads `fonts.toml` alone: about two milliseconds, whatever the fonts weigh.

    >>> from pathlib import Path
    >>> import publisher
    >>> faces = load_faces(Path(publisher.__path__[0], "fonts"))
    >>> [file.subset for file in faces[FaceKey("Noto Serif", 400, italic=True)].files]
    ['latin', 'latin-ext', 'vietnamese']

    Raises EnvironmentProblem where the record is missing, malformed, names a file outside
    `folder`, or has two files for the same family, weight, slant and subset.
    """
    path = folder / RECORD_NAME
    try:
        record = msgspec.toml.decode(path.read_bytes(), type=_Record)
    except OSError as error:
        raise EnvironmentProblem(
            _find("face/record-unreadable", path, f"cannot read the list of fonts: {_why(error)}")
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise EnvironmentProblem(
            _find("face/record-malformed", path, f"the list of fonts is damaged: {error}")
        ) from error

    findings: list[Finding] = []
    files: dict[FaceKey, dict[str, FaceFile]] = {}
    for entry in record.face:
        key = FaceKey(entry.family, entry.weight, entry.italic)
        subsets = files.setdefault(key, {})
        if entry.subset in subsets:
            slant = " italic" if entry.italic else ""
            message = f"{entry.family} {entry.weight}{slant} {entry.subset} is listed twice"
            findings.append(_find("face/record-malformed", path, message))
        elif not _stays_inside(entry.file):
            message = f"{entry.file!r} does not lie in the folder of the list"
            findings.append(_find("face/record-malformed", path, message))
        else:
            subsets[entry.subset] = FaceFile(
                family=entry.family,
                weight=entry.weight,
                italic=entry.italic,
                subset=entry.subset,
                path=folder / entry.file,
                sha256=entry.sha256,
                version=entry.version,
            )
    if findings:
        raise EnvironmentProblem.of(findings)
    return {
        key: Face(
            family=key.family,
            weight=key.weight,
            italic=key.italic,
            files=tuple(subsets.values()),
        )
        for key, subsets in files.items()
    }


def read_face(face: Face) -> tuple[bytes, ...]:
    """The bytes of each file of `face`, in the order of `face.files`.

    Raises EnvironmentProblem, with a finding for every file concerned, where one is missing,
    cannot be read, or does not have the SHA-256 recorded for it.
    """
    contents: list[bytes] = []
    findings: list[Finding] = []
    for file in face.files:
        try:
            content = file.path.read_bytes()
        except OSError as error:
            message = f"cannot read this font file: {_why(error)}"
            findings.append(_find("face/unreadable", file.path, message))
            continue
        found = hashlib.sha256(content).hexdigest()
        if found != file.sha256:
            message = f"this font file is damaged: SHA-256 {found}, expected {file.sha256}"
            findings.append(_find("face/damaged", file.path, message))
        contents.append(content)
    if findings:
        raise EnvironmentProblem.of(findings)
    return tuple(contents)


def _stays_inside(file: str) -> bool:
    path = PurePosixPath(file)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in file


def _why(error: OSError) -> str:
    return error.strerror or str(error)


def _find(check_id: str, path: Path, message: str) -> Finding:
    return Finding(id=check_id, path=path.as_posix(), message=message, hint=_HINT)
