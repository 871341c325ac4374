"""The faces that pages are set with, and what they can set.

In: faces by family, weight and slant. Out: their bytes, read when first asked for; the characters
that a language's faces hold; where they would draw a dotted circle; families that are not here.
"""

import functools
import re
import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from publisher.load.faces import read_face
from publisher.load.reads import digest_file
from publisher.model.errors import EnvironmentProblem
from publisher.model.face import Face, FaceKey
from publisher.model.finding import Finding
from publisher.model.language import Language
from publisher.render.faces import existing_face
from publisher.render.shaping import DOTTED_CIRCLE, IGNORABLE, ShapingFont, shaping_font

CLUSTERS = {
    "Khmr": ("ក្រ", ("khmr",)),
    "Mymr": ("က္က", ("mym2", "mymr")),
}
"""Scripts whose letters take other shapes in a cluster: a cluster of such, and the tags that a
face has the rules for it under
(https://learn.microsoft.com/en-us/typography/opentype/spec/scripttags)."""


class FaceLibrary(Mapping[FaceKey, tuple[bytes, ...]]):
    """The bytes of faces, each file read when it is first asked for, once per process."""

    def __init__(self, faces: Mapping[FaceKey, Face]) -> None:
        self.faces = faces

    def __getitem__(self, key: FaceKey) -> tuple[bytes, ...]:
        return _read_face(self.faces[key])

    def __contains__(self, key: object) -> bool:
        return key in self.faces

    def __iter__(self) -> Iterator[FaceKey]:
        return iter(self.faces)

    def __len__(self) -> int:
        return len(self.faces)


_read_face = functools.lru_cache(maxsize=256)(read_face)


def faces_of(languages: Iterable[Language], faces: Mapping[FaceKey, Face]) -> dict[FaceKey, Face]:
    """The faces of the families that any of `languages` is set in."""
    families = {
        family
        for language in languages
        for style in language.styles.values()
        for family in style.families
    }
    return {key: face for key, face in faces.items() if key.family in families}


def find_face_problems(
    languages: Iterable[Language], faces: Mapping[FaceKey, Face]
) -> dict[str, tuple[Finding, ...]]:
    """What keeps each language, by tag, from being set: families that it asks for and that neither
    publisher nor the newsroom has, and files that are damaged. Its editions are not published, and
    other pages do not name it; the rest of the site is."""
    families = {key.family for key in faces}
    problems: dict[str, tuple[Finding, ...]] = {}
    for language in languages:
        found = list(_find_missing_families(language, families))
        for face in faces_of([language], faces).values():
            damage = _find_damage(face) or tuple(_find_unfit(face, language.script))
            found += [replace(finding, language=language.tag) for finding in damage]
        if found:
            problems[language.tag] = tuple(found)
    return problems


def _find_damage(face: Face) -> tuple[Finding, ...]:
    """What is wrong with the files of a face now, whatever this process read from them before."""
    if all(digest_file(file.path) == file.sha256 for file in face.files):
        return ()
    try:
        read_face(face)
    except EnvironmentProblem as error:
        return error.findings
    return ()  # somebody mended them this very moment


def _find_unfit(face: Face, script: str) -> Iterator[Finding]:
    """Files of a face, as they were delivered, that no text of a script can be set with."""
    cluster, tags = CLUSTERS.get(script, ("", ()))
    for file, data in zip(face.files, _read_face(face), strict=True):
        font = _read_font(data)
        if font is None:
            yield Finding(
                id="face/not-a-font",
                message=f"{file.family}: this is no TrueType font, or breaks off",
                hint="get this file again; fonts with PostScript outlines (.otf) cannot be used",
                path=file.path.as_posix(),
            )
        elif (
            cluster
            and font.holds(cluster)
            and {"DFLT", *tags}.isdisjoint(font.face.get_table_script_tags("GSUB"))
        ):
            codes = " ".join(f"U+{ord(sign):04X}" for sign in cluster)
            yield Finding(
                id="face/no-rules",
                message=f"{file.family} has no rules for {script} (no GSUB): every cluster such as "
                f"{cluster} ({codes}) would come apart",
                hint="take the font as its maker gives it away: what converts or subsets fonts may "
                "leave the rules out",
                path=file.path.as_posix(),
            )


def _read_font(data: bytes) -> ShapingFont | None:
    """A font, if all its tables are there
    (https://learn.microsoft.com/en-us/typography/opentype/spec/otff)."""
    try:
        (count,) = struct.unpack_from(">H", data, 4)
        tables = [struct.unpack_from(">II", data, 12 + 16 * number + 8) for number in range(count)]
        whole = all(offset + length <= len(data) for offset, length in tables)
        return shaping_font(data) if whole else None
    except (struct.error, LookupError, ValueError):
        return None


def _find_missing_families(language: Language, families: Collection[str]) -> Iterator[Finding]:
    asked = [name for style in language.styles.values() for name in style.families]
    for family in dict.fromkeys(asked):
        if family not in families:
            yield Finding(
                id="face/missing-family",
                message=f"{language.english_name} is set in {family}, which is not here: not even "
                f"its name can be set, {language.name} (U+{ord(language.name[0]):04X} …)",
                hint=f"put {family} into the newsroom's folder faces/, as docs/formats.md says",
                language=language.tag,
            )


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
