"""Composes the pages of a newsroom, without making any file of them."""

from pathlib import Path

from publisher.build.checking import check_newsroom
from publisher.build.site import plan_editions
from publisher.build.task import compose
from publisher.cli.folder import now
from publisher.model.page import Media, Page

Pages = dict[tuple[str, str, Media], Page]
"""Pages by the month of the release, language and medium."""


def compose_all(folder: Path, *, sound: bool = True) -> Pages:
    """Every page of a newsroom's editions, for screen and print; of a `sound` one, in which the
    checks find nothing."""
    assert not (sound and check_newsroom(folder, (), now()))
    pages: Pages = {}
    for task in plan_editions(folder, now()):
        slug, language = task.edition.release.slug, task.edition.language
        for media in ("screen", "print"):
            pages[slug[:7], language, media] = compose(task, media)
    return pages
