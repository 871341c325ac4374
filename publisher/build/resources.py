"""What publisher brings along: languages, faces, the default theme and the shared catalogues;
and the languages and faces that a newsroom adds.

In a wheel these stand in the package; in a checkout the theme and the catalogues are the
repository's own newsroom, which stands beside it.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import publisher
from publisher.build.recall import PROCESS, Recall
from publisher.load.faces import load_faces, load_own_faces, merge_faces
from publisher.load.language import load_languages, load_own_languages
from publisher.load.reads import digest_file
from publisher.model.face import Face, FaceKey
from publisher.model.language import Language

PACKAGE = Path(publisher.__file__).parent


def resource_folder(name: str) -> Path:
    """The folder of a resource: in the package, or beside it in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def bundled_languages(recall: Recall = PROCESS) -> Mapping[str, Language]:
    """Every language that publisher brings, by tag."""
    return recall(load_languages, PACKAGE / "languages")


def known_languages(newsroom: Path, recall: Recall = PROCESS) -> Mapping[str, Language]:
    """Every language of a newsroom, by tag: those that publisher brings, and the newsroom's own
    in `languages/`, which come first."""
    return {**bundled_languages(recall), **recall(load_own_languages, newsroom)}


def known_faces(newsroom: Path, recall: Recall = PROCESS) -> Mapping[FaceKey, Face]:
    """The faces of a newsroom: those that publisher brings, and its own in `faces/`, which come
    first."""
    faces = merge_faces(recall(load_faces, PACKAGE / "fonts"), recall(load_own_faces, newsroom))
    for face in faces.values():
        for file in face.files:
            digest_file(file.path)  # as it is: damage, and its mending, are changes like others
    return faces


def use_bundled_fonts() -> None:
    """Make fontconfig know no fonts but those that a page brings along, in this process and in
    those that it starts from now on; before WeasyPrint is imported."""
    os.environ["FONTCONFIG_FILE"] = str(PACKAGE / "fonts" / "fonts.conf")
    os.environ.pop("FONTCONFIG_SYSROOT", None)
    os.environ.pop("FONTCONFIG_PATH", None)
