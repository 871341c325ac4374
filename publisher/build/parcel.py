"""Tasks and results as they travel between machines that share no disk: by content.

In: a task. Out: a parcel, in which whatever came from a file stands as the SHA-256 of its bytes,
and the contents that the other machine may not have; what publisher brings along, it has. There,
the task again. The bytes of its result come back by digest, with the result or on a shared disk.
"""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from publisher.build.engine import engine_parts
from publisher.build.resources import PACKAGE
from publisher.build.store import object_path, write_object
from publisher.build.task import EditionTask, Made, TaskResult
from publisher.load.faces import load_faces
from publisher.load.reads import digest_file
from publisher.load.words import WordList
from publisher.model.language import Language
from publisher.model.page import File
from publisher.publish.output import digest

Content = bytes | Path
"""Bytes, or the file that holds them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """A task whose pictures have no bytes, and in which the path of every file is its SHA-256."""

    task: EditionTask
    pictures: Mapping[str, str] = field(hash=False)
    """The SHA-256 of each picture, by its path."""
    files: frozenset[str]
    """The SHA-256 of each file that publisher does not bring along."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """A result whose files have no bytes."""

    result: TaskResult
    digests: tuple[str, ...]
    """The SHA-256 of each file, in their order."""
    contents: Mapping[str, bytes] = field(hash=False)
    """The bytes of a digest, unless they are where the delivery goes."""


@functools.cache
def bundled_files() -> Mapping[str, Path]:
    """The faces and word lists that publisher brings along, by SHA-256."""
    faces = load_faces(PACKAGE / "fonts").values()
    words = sorted((PACKAGE / "languages" / "words").glob("*.txt"))
    return {
        **{file.sha256: file.path for face in faces for file in face.files},
        **{digest_file(path): path for path in words},
    }


def machine_parts() -> dict[str, str]:
    """All that shapes what a machine makes of a parcel: machines on which it is the same make the
    same bytes."""
    bundled = "\n".join(sorted(bundled_files()))
    return {**engine_parts(), "faces and words": digest(bundled.encode())}


def pack_task(task: EditionTask) -> tuple[Parcel, dict[str, Content]]:
    """A task as a parcel, and by SHA-256 the contents of its pictures and files."""
    digests = dict(_list_files(task))
    files = {sha256: path for path, sha256 in digests.items() if sha256 not in bundled_files()}
    pictures = {path: digest(picture.data) for path, picture in task.pictures.items()}
    bare = replace(
        _move_files(task, lambda path: Path(digests.get(path, path))),
        pictures={path: replace(picture, data=b"") for path, picture in task.pictures.items()},
    )
    contents = {pictures[path]: picture.data for path, picture in task.pictures.items()}
    return Parcel(task=bare, pictures=pictures, files=frozenset(files)), {**files, **contents}


def keep_files(parcel: Parcel, contents: Mapping[str, bytes], folder: Path) -> bool:
    """Put those files of a parcel that are among `contents` into `folder`, for this parcel and all
    that come after it; whether all its files are there now. Raises OSError."""
    for sha256 in sorted(parcel.files.intersection(contents)):
        write_object(folder, contents[sha256])
    return all(object_path(folder, sha256).is_file() for sha256 in parcel.files)


def unpack_task(parcel: Parcel, contents: Mapping[str, bytes], folder: Path) -> EditionTask:
    """The task in a parcel; `contents` are those of its pictures, its files are in `folder`."""

    def place(path: Path) -> Path:
        if path.name in parcel.files:
            return object_path(folder, path.name)
        return bundled_files().get(path.name, path)

    pictures = {
        path: replace(picture, data=contents[parcel.pictures[path]])
        for path, picture in parcel.task.pictures.items()
    }
    return replace(_move_files(parcel.task, place), pictures=pictures)


def pack_result(result: TaskResult, shared: Path | None) -> Delivery:
    """A result, with the bytes of its files, or with none where they are put into the store in
    `shared`. Raises OSError."""
    contents = {digest(file.data): file.data for file in _result_files(result)}
    if shared is not None:
        for data in contents.values():
            write_object(shared, data)
    return Delivery(
        result=_fill_files(result, itertools.repeat(b"")),
        digests=tuple(digest(file.data) for file in _result_files(result)),
        contents=contents if shared is None else {},
    )


def unpack_result(delivery: Delivery, fetch: Callable[[str], bytes]) -> TaskResult:
    """The result in a delivery; `fetch` gives the bytes of a digest that came without them.

    Raises ValueError where bytes are not those of their digest.
    """
    files = []
    for sha256 in delivery.digests:
        data = delivery.contents[sha256] if sha256 in delivery.contents else fetch(sha256)
        if digest(data) != sha256:
            raise ValueError(f"its bytes are not those of {sha256}")
        files.append(data)
    return _fill_files(delivery.result, files)


def _list_files(task: EditionTask) -> Iterator[tuple[Path, str]]:
    """The files that a task reads, with their SHA-256. One that is not there has none: its path
    travels as it is, to be missed there too."""
    for face in task.faces.values():
        yield from ((file.path, file.sha256) for file in face.files)
    for language in task.languages.values():
        words = language.breaks.lexicon
        if isinstance(words, WordList) and words.sha256:
            yield words.path, words.sha256


def _move_files(task: EditionTask, move: Callable[[Path], Path]) -> EditionTask:
    """A task that reads its files elsewhere."""

    def move_words(language: Language) -> Language:
        words = language.breaks.lexicon
        if not isinstance(words, WordList):
            return language
        moved = WordList(move(words.path))
        return replace(language, breaks=replace(language.breaks, lexicon=moved))

    faces = {
        key: replace(face, files=tuple(replace(file, path=move(file.path)) for file in face.files))
        for key, face in task.faces.items()
    }
    languages = {tag: move_words(language) for tag, language in task.languages.items()}
    return replace(task, faces=faces, languages=languages)


def _result_files(result: TaskResult) -> Iterator[File]:
    for made in result.made:
        if made.artifact is not None:
            yield made.artifact.file
            yield from made.artifact.beside


def _fill_files(result: TaskResult, contents: Iterable[bytes]) -> TaskResult:
    """A result whose files hold `contents`, in their order."""
    source = iter(contents)

    def fill(file: File) -> File:
        return replace(file, data=next(source))

    def fill_made(made: Made) -> Made:
        if made.artifact is None:
            return made
        file = fill(made.artifact.file)
        beside = tuple(fill(each) for each in made.artifact.beside)
        return replace(made, artifact=replace(made.artifact, file=file, beside=beside))

    return replace(result, made=tuple(fill_made(made) for made in result.made))
