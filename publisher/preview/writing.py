"""What people change through the preview: a picture into a release.

In: a file that was dropped, and what is said of it. Out: the picture in `images/` beside the
release, and a figure at the end of its text, as somebody would write it by hand. A text that was
changed since it was shown is not written over, nor is a picture.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from publisher.load.picture import ENDINGS, LARGEST, PictureError, measure_picture
from publisher.load.release import RELEASES, find_slugs
from publisher.model.errors import ContentError
from publisher.model.finding import Finding
from publisher.model.release import iterate_figures
from publisher.model.source import SourceFile
from publisher.publish.catalog import write_catalog
from publisher.publish.output import digest, write_file
from publisher.text.markdown import parse_body

READABLE = frozenset({".md", ".po", ".pot", ".toml", ".j2", ".css"})
"""Files that a finding can lead to."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>!&\"])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """A picture as it was dropped: its name, its bytes, and what is said of it."""

    name: str
    data: bytes
    alt: str
    credit: str
    caption: str


def inside(folder: Path, path: Path) -> bool:
    """Whether a path, all links followed, is in the newsroom's folder."""
    return path.resolve().is_relative_to(folder.resolve())


def read_release(folder: Path, slug: str) -> bytes:
    """The text of a release. Raises ContentError where there is none in this newsroom."""
    path = folder / RELEASES / slug / "release.md"
    if slug not in find_slugs(folder) or not inside(folder, path) or not path.is_file():
        raise refuse("release/no-file", "there is no such release any more", "", slug)
    return path.read_bytes()


def add_picture(folder: Path, slug: str, dropped: Dropped, seen: str) -> str:
    """Put a picture into a release, whose text was shown as of digest `seen`; the picture's path.

    Raises ContentError where the picture cannot be used, or the text has changed meanwhile.
    """
    old = read_release(folder, slug)
    if digest(old) != seen:
        raise refuse(
            "usage/changed",
            "the text was changed since it was shown here",
            "nothing was written; look at the text as it is now, and drop the picture again",
            slug,
        )
    if not dropped.alt.strip():
        raise refuse(
            "release/no-alt",
            "the picture has no description",
            "say in one sentence what it shows, for people who cannot see it",
            slug,
        )
    name = choose_name(dropped)
    address = f"images/{name}"
    target = folder / RELEASES / slug / address
    if not inside(folder, target.parent):
        raise refuse("picture/outside", "images/ leads out of the newsroom", "", slug)
    if target.exists() and target.read_bytes() != dropped.data:
        raise refuse(
            "picture/name",
            f"there is another picture of the name {address} already",
            "rename the file and drop it again",
            slug,
        )
    text = old.decode()
    figure = write_figure(address, dropped)
    new = f"{text.rstrip()}\n\n{figure}\n"
    confirm_figure(new, address)
    fresh = write_file(target, dropped.data)
    shown = f"{RELEASES}/{slug}/release.md"
    try:
        write_catalog(folder / shown, new.encode(), old, shown)
    except BaseException:
        if fresh:
            target.unlink(missing_ok=True)
        raise
    return address


def choose_name(dropped: Dropped) -> str:
    """The name that a dropped picture gets, in letters that work in every address; its ending says
    what it is. Raises ContentError where it is no picture that can be used; one that is too large
    is refused before it is decoded."""
    if len(dropped.data) > LARGEST:
        raise refuse(
            "picture/too-large",
            f"the file has {len(dropped.data) // 1_000_000} MB",
            "save it smaller: 2000 pixels across are enough for print",
        )
    try:
        picture = measure_picture(dropped.name, dropped.data)
    except PictureError as error:
        raise refuse(f"picture/{error.name}", error.message, error.hint) from error
    stem = re.sub(r"[^a-z0-9]+", "-", Path(dropped.name).stem.lower()).strip("-")[:60]
    return f"{stem or 'picture'}.{ENDINGS[picture.media_type]}"


def write_figure(address: str, dropped: Dropped) -> str:
    """A figure as the text has it."""
    alt, caption, credit = (
        escape_marks(" ".join(text.split()))
        for text in (dropped.alt, dropped.caption, dropped.credit)
    )
    # A title in quotation marks takes one set of backslashes for itself.
    title = f' "{escape_marks(caption)}"' if caption else ""
    tail = f'{{credit="{credit}"}}' if credit else ""
    return f"![{alt}]({address}{title}){tail}"


def escape_marks(text: str) -> str:
    """`text` with a backslash before whatever Markdown would take for markup."""
    return _SPECIAL.sub(r"\\\1", text)


def confirm_figure(text: str, address: str) -> None:
    """Raise an error where the new text would not show the picture: somebody's text ends in
    something that a figure cannot follow."""
    body = re.sub(r"\A---\n.*?\n---\n", "", text.replace("\r\n", "\n"), count=1, flags=re.DOTALL)
    blocks, _ = parse_body(SourceFile(path="release.md", text=body), 1)
    if not any(figure.image == address for figure in iterate_figures(blocks)):
        raise refuse(
            "picture/name",
            "the picture cannot be put behind the last paragraph",
            "close what is open at the end of the text, or write the picture where it belongs",
        )


def refuse(identifier: str, message: str, hint: str, slug: str = "") -> ContentError:
    """What is told to whoever sent a form."""
    path = f"{RELEASES}/{slug}/release.md" if slug else ""
    return ContentError(Finding(id=identifier, message=message, hint=hint, path=path))


def read_place(folder: Path, shown: str) -> list[str] | None:
    """The lines of a file that a finding leads to; None where it is none of the newsroom's texts:
    hidden, of another kind, or, all links followed, elsewhere."""
    parts = shown.split("/")
    path = folder.joinpath(*parts)
    if any(part.startswith(".") or not part or "\\" in part or "\0" in part for part in parts):
        return None
    if path.suffix not in READABLE or not inside(folder, path):
        return None
    target = path.resolve()
    hidden = any(part.startswith(".") for part in target.relative_to(folder.resolve()).parts)
    if hidden or target.suffix not in READABLE or not target.is_file():
        return None
    return target.read_bytes().decode("utf-8", "replace").splitlines()
