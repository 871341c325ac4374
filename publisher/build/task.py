"""One edition as a task: plain data in, artifacts and findings out, in any process."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from publisher.build.resources import face_library
from publisher.compose.page import Link, compose_page
from publisher.model.edition import Edition
from publisher.model.errors import ContentError
from publisher.model.finding import Finding
from publisher.model.language import Language
from publisher.model.message import catalog_path
from publisher.model.newsroom import Format, Newsroom
from publisher.model.page import Artifact, File, Page
from publisher.model.picture import Picture
from publisher.model.theme import Theme


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionTask:
    """All that the artifacts of an edition are made of, but for the bundled faces."""

    edition: Edition
    newsroom: Newsroom
    theme: Theme
    languages: Mapping[str, Language] = field(hash=False)
    pictures: Mapping[str, Picture] = field(hash=False)
    links: tuple[Link, ...]
    index_href: str
    formats: tuple[Format, ...]
    downloads: tuple[Format, ...]
    folder: str
    """Where the edition stands, relative to the site."""
    newsroom_folder: str
    """Where the newsroom stands on disk: it may bring faces of its own."""

    @property
    def name(self) -> str:
        """The edition, for people."""
        return f"{self.edition.release.slug} ({self.edition.language})"


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskResult:
    """What became of a task: artifacts, or the findings that prevented them."""

    artifacts: tuple[Artifact, ...] = ()
    findings: tuple[Finding, ...] = ()


def run_task(task: EditionTask) -> TaskResult:
    """Make the artifacts of an edition: all of them, or none.

    A fault of the theme or of the machine is no fault of the edition: it is raised.
    """
    try:
        return TaskResult(artifacts=tuple(make_artifact(task, name) for name in task.formats))
    except ContentError as error:
        path = task.edition.release.source.path
        return TaskResult(
            findings=tuple(
                replace(
                    finding,
                    path=finding.path or path,
                    release=task.edition.release.slug,
                    language=task.edition.language,
                )
                for finding in error.findings
            )
        )


def make_artifact(task: EditionTask, name: Format) -> Artifact:
    """One format of an edition."""
    from publisher.render.html import render_html
    from publisher.render.pdf import render_pdf

    edition = task.edition
    beside: tuple[File, ...] = ()
    text_score = None
    match name:
        case "html":
            page = compose(task, "screen")
            data, beside = render_html(
                page, face_library(Path(task.newsroom_folder)), task.pictures
            )
            file = "index.html"
        case "pdf":
            text = File(path=edition_file(edition, "txt"), data=plaintext(task))
            page = compose(task, "print")
            data = render_pdf(page, face_library(Path(task.newsroom_folder)), task.pictures, text)
            text_score = check_text(data, page, edition)
            file = edition_file(edition, "pdf")
        case "txt":
            data = plaintext(task)
            file = edition_file(edition, "txt")
    return Artifact(
        release=edition.release.slug,
        language=edition.language,
        format=name,
        state=edition.state,
        text_score=text_score,
        file=File(path=f"{task.folder}/{file}", data=data),
        beside=tuple(File(path=f"{task.folder}/{f.path}", data=f.data) for f in beside),
    )


def check_text(data: bytes, page: Page, edition: Edition) -> float:
    """The score of a PDF's text. Raises ContentError, with a finding for every block that a
    reader does not get back exactly: such a PDF is not published."""
    from publisher.render.inspect import read_pages, score_text

    score = score_text(read_pages(data), page)
    if score.perfect:
        return score.share
    found = [f"does not give back: {block}" for block in score.lost]
    if score.extra:
        found.append(f"gives a reader what nobody wrote: {score.extra}")
    source = edition.language == edition.source_language
    raise ContentError(
        *(
            Finding(
                id="pdf/text-layer",
                message=f"the PDF {text} ({score.share:.2%} of its text is right)",
                hint="this is a fault of the face or of publisher; please report it",
                path="" if source else catalog_path(edition.language, edition.release.slug),
            )
            for text in found
        )
    )


def plaintext(task: EditionTask) -> bytes:
    """The edition as plain text."""
    from publisher.render.plaintext import render_plaintext

    return render_plaintext(task.edition, task.newsroom, task.languages[task.edition.language])


def edition_file(edition: Edition, suffix: str) -> str:
    """The name of a file that people download: it says what it is when it lies in a folder."""
    return f"{edition.release.slug}.{edition.language}.{suffix}"


def compose(task: EditionTask, media: str) -> Page:
    """The page of the edition for a medium."""
    return compose_page(
        edition=task.edition,
        newsroom=task.newsroom,
        theme=task.theme,
        languages=task.languages,
        pictures=task.pictures,
        links=task.links,
        downloads=tuple(
            (name, edition_file(task.edition, name)) for name in task.downloads if name != "html"
        ),
        index_href=task.index_href,
        media="screen" if media == "screen" else "print",
    )
