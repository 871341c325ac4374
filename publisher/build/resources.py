"""What publisher brings along: languages, faces, the default theme and the shared catalogues;
and the languages and faces that a newsroom adds.

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


@functools.lru_cache(maxsize=8)
def known_languages(newsroom: Path) -> Mapping[str, Language]:
    """Every language of a newsroom, by tag: those that publisher brings, and the newsroom's own
    in `languages/`, which come first."""
    own = newsroom / "languages"
    return {**bundled_languages(), **(load_languages(own) if own.is_dir() else {})}


class FaceLibrary(Mapping[FaceKey, tuple[bytes, ...]]):
    """The faces of a newsroom: those that publisher brings, and its own in `faces/`, which come
    first. The files of one are read when it is first asked for."""

    def __init__(self, newsroom: Path) -> None:
        own = newsroom / "faces"
        self.faces: Mapping[FaceKey, Face] = {
            **load_faces(PACKAGE / "fonts"),
            **(load_faces(own) if own.is_dir() else {}),
        }
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


@functools.lru_cache(maxsize=8)
def face_library(newsroom: Path) -> FaceLibrary:
    """The faces of a newsroom, once per process."""
    return FaceLibrary(newsroom)


def character_coverage(
    languages: Iterable[Language], library: FaceLibrary
) -> dict[str, frozenset[str]]:
    """The characters that the faces of each language can set in every role, by tag."""
    coverage = {}
    for language in languages:
        roles = []
        for style in language.styles.values():
            held: set[str] = set(IGNORABLE)
            for family in style.families:
                key = existing_face(library, family, style.weight, italic=False)
                if key is not None:
                    for data in library[key]:
                        held.update(map(chr, shaping_font(data).characters))
            roles.append(held)
        coverage[language.tag] = frozenset(set.intersection(*roles))
    return coverage
