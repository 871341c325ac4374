"""What publisher brings along: languages, faces, the default theme and the shared catalogues;
and the languages and faces that a newsroom adds.

In a wheel these stand in the package; in a checkout the theme and the catalogues are the
repository's own newsroom, which stands beside it.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import publisher
from publisher.load.faces import load_faces, load_own_faces, merge_faces, read_face
from publisher.load.language import load_languages, load_own_languages
from publisher.model.errors import EnvironmentProblem
from publisher.model.face import Face, FaceKey
from publisher.model.finding import Finding
from publisher.model.language import Language
from publisher.render.faces import existing_face
from publisher.render.shaping import DOTTED_CIRCLE, IGNORABLE, ShapingFont, shaping_font

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
    return {**bundled_languages(), **load_own_languages(newsroom)}


class FaceLibrary(Mapping[FaceKey, tuple[bytes, ...]]):
    """The faces of a newsroom: those that publisher brings, and its own in `faces/`, which come
    first. The files of one are read when it is first asked for."""

    def __init__(self, newsroom: Path) -> None:
        self.faces: Mapping[FaceKey, Face] = merge_faces(
            load_faces(PACKAGE / "fonts"), load_own_faces(newsroom)
        )
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


def require_families(languages: Iterable[Language], faces: Iterable[FaceKey]) -> None:
    """Raise EnvironmentProblem for families that a language asks for, and that neither publisher
    nor the newsroom has. Pages in every language name the others, each in its own script."""
    here = {key.family for key in faces}
    findings = []
    for language in languages:
        asked = [name for style in language.styles.values() for name in style.families]
        findings += [
            Finding(
                id="face/missing-family",
                message=f"{language.english_name} is set in {family}, which is not here: not even "
                f"its name can be set, {language.name} (U+{ord(language.name[0]):04X} …)",
                hint=f"put {family} into the newsroom's folder faces/, as docs/formats.md says",
                language=language.tag,
            )
            for family in dict.fromkeys(asked)
            if family not in here
        ]
    if findings:
        raise EnvironmentProblem.of(findings)


def faces_with_circle(
    language: Language, library: FaceLibrary
) -> list[tuple[ShapingFont, frozenset[str]]]:
    """The fonts of a language, in every role, that can draw a dotted circle; what each holds."""
    keys = dict.fromkeys(
        existing_face(library, family, style.weight, italic=False)
        for style in language.styles.values()
        for family in style.families
    )
    fonts = [shaping_font(data) for key in keys if key is not None for data in library[key]]
    return [
        (font, frozenset(map(chr, font.characters)).difference(IGNORABLE))
        for font in fonts
        if DOTTED_CIRCLE in font.characters
    ]


_SHAPED = re.compile("[^\x00-\u02ff\u2000-\u200a\u2010-\u205f\u3000]+")
"""Text between Latin letters, spaces and general punctuation: runs that are shaped as one. What
draws nothing, such as ZWSP, stays with what stands around it."""


def dotted_circle_finder(
    languages: Iterable[Language], library: FaceLibrary
) -> Callable[[str, str], tuple[int, ...]]:
    """A function that finds where the faces of a language, by its tag, draw a dotted circle that
    is not in the text."""
    fonts = {language.tag: faces_with_circle(language, library) for language in languages}

    @functools.lru_cache(maxsize=65536)
    def find_in_run(run: str, tag: str) -> tuple[int, ...]:
        here = [font for font, held in fonts[tag] if not held.isdisjoint(run)]
        return tuple(sorted({at for font in here for at in font.find_dotted_circles(run, tag)}))

    def find(text: str, tag: str) -> tuple[int, ...]:
        return tuple(
            run.start() + at for run in _SHAPED.finditer(text) for at in find_in_run(run[0], tag)
        )

    return find


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
