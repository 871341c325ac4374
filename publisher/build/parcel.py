"""Tasks and results as they travel between machines that share no disk: by content.

In: a task. Out: a parcel, in which bytes and whatever came from a file stand as SHA-256, and the
contents that the other machine may not have; what publisher brings along, it has. There, the task
again. The bytes of its result come back by digest, with the result or on a shared disk.
"""

import functools
import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from publisher.build.engine import engine_parts
from publisher.build.resources import PACKAGE
from publisher.build.store import object_path, write_object
from publisher.load.faces import load_faces
from publisher.load.reads import digest_file
from publisher.load.words import WordList
from publisher.model.face import FaceFile
from publisher.publish.output import digest

Content = bytes | Path
"""Bytes, or the file that holds them."""

LEAST = 64
"""So many bytes travel by themselves; fewer are part of what holds them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """A task without the bytes in it, and without the places of its files."""

    packed: bytes
    files: frozenset[str]
    """The SHA-256 of each file that publisher does not bring along."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """A result without the bytes in it."""

    packed: bytes
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


class _Packer(pickle.Pickler):
    """Pickles a value, and keeps by SHA-256 what it leaves out: bytes, and files that say which
    bytes they hold. One that is not there has no SHA-256: its path travels as it is, to be missed
    there too."""

    def __init__(self, output: io.BytesIO) -> None:
        super().__init__(output, pickle.HIGHEST_PROTOCOL)
        self.contents: dict[str, Content] = {}
        self.digests: dict[Path, str] = {}

    def persistent_id(self, value: object) -> tuple[str, str] | None:
        """What stands for `value`, if it is left out."""
        if isinstance(value, bytes) and len(value) >= LEAST:
            sha256 = digest(value)
            self.contents[sha256] = value
            return "bytes", sha256
        # Whoever has a file comes before its path.
        if isinstance(value, FaceFile | WordList) and value.sha256:
            self.digests[value.path] = value.sha256
        elif isinstance(value, Path) and value in self.digests:
            sha256 = self.digests[value]
            if sha256 not in bundled_files():
                self.contents[sha256] = value
            return "file", sha256
        return None


class _Unpacker(pickle.Unpickler):
    """Puts back what a packer left out."""

    def __init__(
        self, packed: bytes, find: Callable[[str], bytes], place: Callable[[str], Path]
    ) -> None:
        super().__init__(io.BytesIO(packed))
        self.find = find
        self.place = place

    def persistent_load(self, name: tuple[str, str]) -> Content:
        """What `name` stands for."""
        kind, sha256 = name
        return self.find(sha256) if kind == "bytes" else self.place(sha256)


def _pack(value: object) -> tuple[bytes, dict[str, Content]]:
    output = io.BytesIO()
    packer = _Packer(output)
    packer.dump(value)
    return output.getvalue(), packer.contents


def pack_task(task: object) -> tuple[Parcel, dict[str, Content]]:
    """A task as a parcel, and its contents by SHA-256."""
    packed, contents = _pack(task)
    files = frozenset(sha256 for sha256, content in contents.items() if isinstance(content, Path))
    return Parcel(packed=packed, files=files), contents


def keep_files(parcel: Parcel, contents: Mapping[str, bytes], folder: Path) -> bool:
    """Put those files of a parcel that are among `contents` into `folder`, for this parcel and all
    that come after it; whether all its files are there now. Raises OSError."""
    for sha256 in sorted(parcel.files.intersection(contents)):
        write_object(folder, contents[sha256])
    return all(object_path(folder, sha256).is_file() for sha256 in parcel.files)


def unpack_task(parcel: Parcel, contents: Mapping[str, bytes], folder: Path) -> Any:
    """The task in a parcel; `contents` are its bytes, its files are in `folder`."""

    def place(sha256: str) -> Path:
        if sha256 in parcel.files:
            return object_path(folder, sha256)
        return bundled_files()[sha256]

    return _Unpacker(parcel.packed, contents.__getitem__, place).load()


def pack_result(result: object, shared: Path | None) -> Delivery:
    """A result, with its bytes, or with none where they are put into the store in `shared`. Raises
    OSError."""
    packed, contents = _pack(result)
    known = {sha: content for sha, content in contents.items() if isinstance(content, bytes)}
    if shared is not None:
        for data in known.values():
            write_object(shared, data)
    return Delivery(packed=packed, contents=known if shared is None else {})


def unpack_result(delivery: Delivery, fetch: Callable[[str], bytes]) -> Any:
    """The result in a delivery; `fetch` gives the bytes of a digest that came without them.

    Raises ValueError where bytes are not those of their digest.
    """

    def find(sha256: str) -> bytes:
        data = delivery.contents[sha256] if sha256 in delivery.contents else fetch(sha256)
        if digest(data) != sha256:
            raise ValueError(f"its bytes are not those of {sha256}")
        return data

    return _Unpacker(delivery.packed, find, Path).load()
