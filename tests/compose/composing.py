"""Composes the pages of a newsroom, without making any file of them."""

from pathlib import Path

import pytest

import publisher.build.pipeline
from publisher.build.pipeline import BuildRequest, build_site
from publisher.build.task import EditionTask, TaskResult, compose
from publisher.cli.folder import now
from publisher.model.page import Media, Page

Pages = dict[tuple[str, str, Media], Page]
"""Pages by the month of the release, language and medium."""


def compose_all(folder: Path, output: Path) -> Pages:
    """Every page of a newsroom's editions, for screen and print."""
    pages: Pages = {}

    def compose_only(task: EditionTask) -> TaskResult:
        slug, language = task.edition.release.slug, task.edition.language
        for media in ("screen", "print"):
            pages[slug[:7], language, media] = compose(task, media)
        return TaskResult()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publisher.build.pipeline, "run_task", compose_only)
        request = BuildRequest(folder=folder, output=output, formats=("html",), now=now())
        result = build_site(request, progress=lambda _: None)
    assert not result.findings, result.findings
    return pages
