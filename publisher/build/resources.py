"""What publisher brings along: languages, faces, the default theme and the shared catalogues.

In a wheel these stand in the package; in a checkout the theme and the catalogues are the
repository's own newsroom, which stands beside it.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import publisher
from publisher.load.faces import load_faces, read_face
from publisher.load.language import load_languages
from publisher.model.face import Face, FaceKey
from publisher.model.language import Language
from publisher.render.faces import IGNORABLE, existing_face
from publisher.render.shaping import shaping_font

PACKAGE = Path(publisher.__file__).parent


def resource_folder(name: str) -> Path:
    """The folder of a resource: in the package, or beside it in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


@functools.cache
def bundled_languages() -> Mapping[str, Language]:
    """Every language that publisher knows, by tag."""
    return load_languages(PACKAGE / "languages")


class FaceLibrary(Mapping[FaceKey, tuple[bytes, ...]]):
    """The bundled faces; the files of one are read when it is first asked for."""

    def __init__(self) -> None:
        self.faces: Mapping[FaceKey, Face] = load_faces(PACKAGE / "fonts")
        self.data: dict[FaceKey, tuple[bytes, ...]] = {}

    def __getitem__(self, key: FaceKey) -> tuple[bytes, ...]:
        if key not in self.data:
            self.data[key] = read_face(self.faces[key])
        return self.data[key]

    def __contains__(self, key: object) -> bool:
        return key in self.faces

    def __iter__(self) -> Iterator[FaceKey]:
        return iter(self.faces)

    def __len__(self) -> int:
        return len(self.faces)


@functools.cache
def face_library() -> FaceLibrary:
    """The bundled faces, once per process."""
    return FaceLibrary()


def character_coverage(tags: Iterable[str]) -> dict[str, frozenset[str]]:
    """The characters that the faces of each language can set, all roles and weights."""
    library = face_library()
    coverage = {}
    for tag in tags:
        language = bundled_languages()[tag]
        roles = []
        for style in language.styles.values():
            held: set[str] = set(IGNORABLE)
            for family in style.families:
                key = existing_face(library, family, style.weight, italic=False)
                if key is not None:
                    for data in library[key]:
                        held.update(map(chr, shaping_font(data).characters))
            roles.append(held)
        coverage[tag] = frozenset(set.intersection(*roles))
    return coverage
