"""Faces: `fonts.toml` → faces by family, weight and slant, and their bytes.

In: a folder that holds `fonts.toml` and the font files it records: `publisher/fonts`, and a
newsroom's own `faces`, as `tools/fetch_faces.py --to` fills it. Out: `Face` values, which name
files without opening them, and, on request, bytes whose SHA-256 is the recorded one. Whatever is
wrong with fonts is an `EnvironmentProblem` with all its findings together.
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated

import msgspec

from publisher.load.reads import list_folder, read_file
from publisher.model.errors import EnvironmentProblem
from publisher.model.face import Face, FaceFile, FaceKey
from publisher.model.finding import Finding

RECORD_NAME = "fonts.toml"
OWN_FOLDER = "faces"
"""Where a newsroom keeps faces of its own."""

_HINT = (
    "fonts must stay as they were delivered: reinstall publisher, or fetch anew the faces that "
    "the newsroom has of its own"
)

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
    `folder`, has two files for the same family, weight, slant and subset, or styles of one family
    that are not split into the same subsets: a document's faces of a family are made alike.
    """
    path = folder / RECORD_NAME
    try:
        record = msgspec.toml.decode(read_file(path), type=_Record)
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
    findings += _find_uneven_families(files, path)
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


def load_own_faces(newsroom: Path) -> Mapping[FaceKey, Face]:
    """The faces in the newsroom's folder `faces`; none where there is no such folder.

    Raises EnvironmentProblem as `load_faces` does.
    """
    folder = newsroom / OWN_FOLDER
    list_folder(folder)  # should it come, or change, the faces are others
    return load_faces(folder) if folder.is_dir() else {}


def merge_faces(
    bundled: Mapping[FaceKey, Face], own: Mapping[FaceKey, Face]
) -> Mapping[FaceKey, Face]:
    """The faces of both, a newsroom's own before the bundled ones: a family that it brings
    stands for the whole bundled family of that name, so that the styles of a family match."""
    families = {key.family for key in own}
    rest = {key: face for key, face in bundled.items() if key.family not in families}
    return {**own, **rest}


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


def _find_uneven_families(
    files: Mapping[FaceKey, Mapping[str, FaceFile]], path: Path
) -> Iterator[Finding]:
    """Families of which one style is split otherwise than the first."""
    first: dict[str, list[str]] = {}
    for key, subsets in files.items():
        expected = first.setdefault(key.family, list(subsets))
        if list(subsets) != expected:
            slant = " italic" if key.italic else ""
            message = (
                f"{key.family} {key.weight}{slant} has the subsets {', '.join(subsets)}, where "
                f"the first style of the family has {', '.join(expected)}"
            )
            yield _find("face/record-malformed", path, message)


def _stays_inside(file: str) -> bool:
    path = PurePosixPath(file)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in file


def _why(error: OSError) -> str:
    return error.strerror or str(error)


def _find(check_id: str, path: Path, message: str) -> Finding:
    return Finding(id=check_id, path=path.as_posix(), message=message, hint=_HINT)
