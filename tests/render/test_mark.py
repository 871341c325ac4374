"""The mark across a superseded PDF: readable, on every page, and nothing else is touched."""

import dataclasses
import io
from pathlib import Path

import page
import pikepdf
import pytest
from test_conformance import PROFILES, STREAM_LENGTH, stream_lengths_hold
from world import Newsroom

from publisher.build.resources import use_bundled_fonts
from publisher.build.site import plan_editions
from publisher.build.task import EditionTask, mark_superseded
from publisher.cli.folder import now
from publisher.model.errors import ContentError
from publisher.model.page import File
from publisher.render.inspect import read_pages, squeeze

RICE = "2024-03-01-rice-dialogue"
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""WeasyPrint 70 leaves the file of its colour profile to be closed."""
SAID = {"en": "Superseded", "my": "မူဟောင်း", "km": "ត្រូវបានជំនួស"}


def published(newsroom: Newsroom, language: str) -> bytes:
    """The PDF of the release in a language."""
    return (newsroom.site / language / RICE / f"{RICE}.{language}.pdf").read_bytes()


def task_for(newsroom: Newsroom, language: str, data: bytes) -> EditionTask:
    """The task of the release in a language, with `data` as its first version."""
    use_bundled_fonts()
    for task in plan_editions(newsroom.folder, now(), slugs=[RICE]):
        if task.edition.language == language:
            return dataclasses.replace(task, superseded={1: data})
    raise AssertionError(language)


def mark(newsroom: Newsroom, language: str, data: bytes) -> File:
    """That version with its mark."""
    (file,) = mark_superseded(task_for(newsroom, language, data), "html")
    return file


@pytest.mark.parametrize("language", SAID)
def test_every_page_bears_the_mark(built_full: Newsroom, tmp_path: Path, language: str) -> None:
    """It comes back from each page as it is written, the text of the page before it as it was;
    attachments, title and standards hold; marking twice, or again, gives the same bytes."""
    before = published(built_full, language)
    file = mark(built_full, language, before)
    assert file.path == f"{RICE}.{language}.v1.pdf"
    pages = [squeeze(text) for text in read_pages(before)]
    assert [squeeze(text) for text in read_pages(file.data)] == [
        text + squeeze(SAID[language]) for text in pages
    ]
    assert mark(built_full, language, before) == file
    assert mark(built_full, language, file.data) == file
    with pikepdf.open(io.BytesIO(before)) as old, pikepdf.open(io.BytesIO(file.data)) as new:
        assert list(new.attachments) == list(old.attachments) != []
        assert new.docinfo == old.docinfo
        assert new.Root.Lang == old.Root.Lang
    assert stream_lengths_hold(file.data)
    path = tmp_path / file.path
    path.write_bytes(file.data)
    for profile in PROFILES:
        report = page.validate_pdf(path, profile=profile)
        assert [f.rule_id for f in report.failures if f.rule_id != STREAM_LENGTH] == []


def test_the_mark_stands_beside_the_page(built_full: Newsroom) -> None:
    """The page leads to it; only where there are no pages it stands beside the PDF."""
    task = task_for(built_full, "en", published(built_full, "en"))
    assert list(mark_superseded(task, "pdf")) == []
    without = dataclasses.replace(task, downloads=("pdf", "txt"))
    assert len(list(mark_superseded(without, "pdf"))) == 1


def test_what_is_no_pdf_is_told(built_full: Newsroom) -> None:
    """A file that only begins like a PDF is a fault of the newsroom's, not of publisher's."""
    with pytest.raises(ContentError, match=r"v1\.pdf cannot be read"):
        mark(built_full, "en", b"%PDF-1.7 and no more")
