"""What an artifact is made from, as digests.

In: a task, narrowed to what it reads. Out: one digest for each thing that goes into an artifact,
by a name that people understand, and one key over all of them. Where no digest differs, the bytes
would be the same; where one does, its name says why the artifact is made anew.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec

from publisher.build.engine import digest_engine
from publisher.load.words import WordList
from publisher.model.edition import Edition
from publisher.model.face import Face, FaceKey
from publisher.model.newsroom import Format
from publisher.model.source import SourceFile

if TYPE_CHECKING:
    from publisher.build.task import EditionTask

Parts = Mapping[str, str]
"""Digests by the name of what they are of."""
STYLES: Mapping[Format, tuple[str, ...]] = {
    "html": ("base.css", "screen.css"),
    "pdf": ("base.css", "print.css"),
}
"""The styles that the page of a format is composed with (compose.page.page_styles)."""


def digest_value(value: object) -> str:
    """SHA-256 of a value of the model: of its fields, in a fixed order."""
    return hashlib.sha256(
        msgspec.msgpack.encode(value, enc_hook=_plain, order="deterministic")
    ).hexdigest()


def _plain(value: Any) -> object:
    """Values that MessagePack does not know, as some that it does."""
    if isinstance(value, WordList):
        return value.sha256
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def artifact_parts(task: "EditionTask", name: Format) -> dict[str, str]:
    """What one format of an edition is made from."""
    edition, newsroom = task.edition, task.newsroom
    # A plain text knows no colours, no other edition and no other language.
    text = name == "txt"
    config = [newsroom.organisation, newsroom.contacts, newsroom.about] if text else newsroom
    tags = [edition.language] if text else list(task.languages)
    parts = {
        "publisher or a library": digest_engine(),
        "the release": digest_value(_without_source(edition)),
        "a shared text": digest_value(sorted(edition.shared.items(), key=str)),
        "publisher.toml": digest_value(config),
        "its place on the site": digest_value(task.folder),
    }
    parts |= {f"the language {tag}": digest_value(task.languages[tag]) for tag in tags}
    if not text:
        parts |= {f"the template {n}": digest_value(t) for n, t in task.theme.templates.items()}
        parts |= {
            f"the style {n}": digest_value(text)
            for n, text in task.theme.styles.items()
            if n in STYLES[name]
        }
        parts |= {
            "a link to another edition": digest_value(
                [task.links, task.absent, task.index_href, task.kit_href, task.pictures_folder]
            ),
            "the formats on offer": digest_value(task.downloads),
            "a face": digest_faces(task.faces),
            "the logo": digest_value(task.theme.logo),
        }
        if name == "html":
            parts["a picture for messengers"] = digest_value(task.shares)
            if (shared := task.share_theme) is not None:
                parts |= {f"the template {n}": digest_value(t) for n, t in shared.templates.items()}
                parts["the style share.css"] = digest_value(shared.styles.get("share.css", ""))
        if task.superseded:
            parts["an earlier version"] = digest_value(sorted(task.superseded.items()))
        parts |= {f"the picture {p}": digest_value(task.pictures[p]) for p in task.pictures}
    return parts


def combine(kind: str, parts: Parts) -> str:
    """The key of what is made from `parts`."""
    return f"{kind}:{digest_value(sorted(parts.items()))}"


def find_reason(before: Parts | None, parts: Parts) -> str:
    """Why an artifact is made anew, in words, or that nothing it is made from has changed."""
    if before is None:
        return "it was not made here before"
    changed = [name for name in parts if before.get(name) != parts[name]]
    gone = [name for name in before if name not in parts]
    return "; ".join(
        [f"{name} changed" if name in before else f"{name} is new" for name in changed]
        + [f"{name} is gone" for name in gone]
    )


def digest_faces(faces: Mapping[FaceKey, Face]) -> str:
    """The digest of faces, wherever their files stand."""
    return digest_value(
        [[*key, *(file.sha256 for file in face.files)] for key, face in sorted(faces.items())]
    )


def _without_source(edition: Edition) -> list[object]:
    """What an edition shows: not the text of release.md, which holds comments and line ends
    too, nor the shared texts, which are looked at apart."""
    release = edition.release
    bare = replace(release, source=SourceFile(path=release.source.path, text=""))
    rest = replace(edition, release=bare, texts={}, shared={})
    return [rest, sorted(edition.texts.items(), key=str)]
