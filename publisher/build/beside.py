"""What stands beside the web page of a published edition: its picture for messengers, and its item
for news systems.

In: a task. Out: bytes, and the key of those that take time to make.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from publisher.build.engine import digest_engine
from publisher.build.faces import FaceLibrary
from publisher.build.keys import combine, digest_faces, digest_value
from publisher.compose.body import compose_body
from publisher.compose.breaks import heading_use
from publisher.compose.page import lead_to_pictures
from publisher.compose.share import Setting, compose_share, find_settings, share_title
from publisher.model.errors import ConfigError
from publisher.model.finding import Finding
from publisher.model.page import SHARE_SIZE, Page
from publisher.model.theme import Theme
from publisher.render.ninjs import ItemSource, render_ninjs
from publisher.text.permanent import absolute

if TYPE_CHECKING:
    from publisher.build.task import EditionTask

SHARE = "jpg"
ITEM = "ninjs.json"


def share_key(task: "EditionTask", theme: Theme) -> str:
    """The key of the picture: of its page with the title in the size that is tried first, which
    shows all that it is made from."""
    page = compose_setting(task, theme, next(settings_of(task)))
    families = {family for use in page.texts for family in use.families}
    faces = {key: face for key, face in task.faces.items() if key.family in families}
    parts = {
        "engine": digest_engine(),
        "page": digest_value([page.html, page.title, sorted(page.texts.items())]),
        "faces": digest_faces(faces),
    }
    return combine("share", parts)


def make_share(task: "EditionTask", theme: Theme) -> bytes:
    """The picture, a JPEG: the title in the largest size in which it fits."""
    from publisher.render.pdf import render_pdf  # noqa: PLC0415  # WeasyPrint is slow to import
    from publisher.render.photograph import photograph_page  # noqa: PLC0415  # so is PDFium

    for setting in settings_of(task):
        page = compose_setting(task, theme, setting)
        data = photograph_page(render_pdf(page, FaceLibrary(task.faces), {}, None), SHARE_SIZE)
        if data is not None:
            return data
    raise ConfigError(
        Finding(
            id="theme/share",
            message="not even a title of one letter fits on the picture for messengers",
            hint="leave the title room on its one page, or remove share.html.j2 and share.css from "
            "templates/ to use those that publisher brings",
            path=theme.paths.get("share.html.j2", ""),
        )
    )


def settings_of(task: "EditionTask") -> Iterator[Setting]:
    """The ways to set the title of an edition, best first."""
    from publisher.render.faces import measure_text  # noqa: PLC0415  # HarfBuzz is slow to import

    language = task.languages[task.edition.language]

    def measure(text: str) -> float:
        return measure_text(text, heading_use(language), FaceLibrary(task.faces))

    return find_settings(share_title(task.edition, task.languages), language, measure)


def compose_setting(task: "EditionTask", theme: Theme, setting: Setting) -> Page:
    """The page of the picture, with the title set in one way."""
    return compose_share(
        edition=task.edition,
        newsroom=task.newsroom,
        theme=theme,
        languages=task.languages,
        setting=setting,
    )


def make_item(
    task: "EditionTask", text: bytes, share: str, downloads: tuple[tuple[str, str], ...]
) -> bytes:
    """The item for news systems; `text` is the plain text of the edition, and `share` and
    `downloads` stand beside its page."""
    path = f"{task.folder}/index.html"

    pictures = lead_to_pictures(task.shown, task.root)

    def complete(picture: str) -> str:
        return absolute(task.newsroom.address, path, pictures[picture].path)

    source = ItemSource(
        edition=task.edition,
        newsroom=task.newsroom,
        body=compose_body(task.edition, task.languages, complete),
        text=text.decode(),
        path=path,
        share=share,
        downloads=downloads,
        translations=tuple(link.language for link in task.links if not link.current),
        pictures=pictures,
    )
    return render_ninjs(source)
