"""One edition as a task: plain data in, artifacts and findings out, in any process."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from publisher.build.beside import ITEM, SHARE, make_item, make_share, share_key
from publisher.build.engine import digest_engine
from publisher.build.faces import FaceLibrary
from publisher.build.keys import combine, digest_faces, digest_value
from publisher.compose.index import ALL
from publisher.compose.mark import compose_mark
from publisher.compose.page import LOGO_ON_PAPER, Absent, Link, compose_page
from publisher.model.edition import Edition
from publisher.model.errors import ContentError, EnvironmentProblem
from publisher.model.face import Face, FaceKey
from publisher.model.finding import Finding
from publisher.model.language import Language
from publisher.model.message import catalog_path
from publisher.model.newsroom import Format, Newsroom
from publisher.model.page import Artifact, FaceSlice, File, Media, Page
from publisher.model.picture import Picture, VariantSet
from publisher.model.release import version_file
from publisher.model.theme import Theme
from publisher.render.picture import plan_variants

MEDIA: Mapping[Format, Media] = {"html": "screen", "pdf": "print"}
"""The medium that the page of a format is composed for; plain text has none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionTask:
    """All that the artifacts of an edition are made of, and nothing else: the same task gives the
    same bytes."""

    edition: Edition
    newsroom: Newsroom
    """With the contacts and standing texts of this release alone."""
    theme: Theme
    """With the templates that the edition's own reaches."""
    languages: Mapping[str, Language] = field(hash=False)
    """Those that the pages may hold text in."""
    faces: Mapping[FaceKey, Face] = field(hash=False)
    """Those that these languages are set in."""
    pictures: Mapping[str, Picture] = field(hash=False)
    superseded: Mapping[int, bytes] = field(hash=False)
    """The PDFs of earlier versions, as they were published."""
    links: tuple[Link, ...]
    absent: tuple[Absent, ...]
    index_href: str
    formats: tuple[Format, ...]
    """Those to make."""
    downloads: tuple[Format, ...]
    """Those that the page offers."""
    folder: str
    """Where the edition stands, relative to the site."""
    pictures_folder: str
    """Where all editions of the release have their pictures, likewise."""
    kit_href: str
    """Where the media kit of the release is, seen from the page; empty where there is none."""
    known_pages: Mapping[Format, str] = field(default_factory=dict, hash=False)
    """Keys of the pages that earlier artifacts were made from: the same page is not rendered
    again."""
    shares: bool = False
    """Whether the page has a picture for messengers."""
    share_theme: Theme | None = None
    """With the templates of this picture; None where none is to be made."""
    known_share: str = ""
    """The key of the picture that an earlier page has: the same is not made again."""

    @property
    def name(self) -> str:
        """The edition, for people."""
        return f"{self.edition.release.slug} ({self.edition.language})"

    @property
    def announced(self) -> bool:
        """Whether the page has an item for news systems, which names it by its full address."""
        return self.edition.state == "published" and bool(self.newsroom.address)

    @property
    def root(self) -> str:
        """The way from the page to the site."""
        return "../" * len(self.folder.split("/"))

    @property
    def shown(self) -> Mapping[str, VariantSet]:
        """The pictures as the web page offers them."""
        return {
            path: plan_variants(picture, self.pictures_folder)
            for path, picture in self.pictures.items()
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A format of an edition: the key of its page, and the artifact; none where the page is the
    one that is known, and the artifact with it."""

    format: Format
    page: str
    artifact: Artifact | None
    share: str = ""
    """Of a web page: the key of its picture, which is only beside it if it is new."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskResult:
    """What became of a task: artifacts, or the findings that prevented them."""

    made: tuple[Made, ...] = ()
    findings: tuple[Finding, ...] = ()


def run_task(task: EditionTask) -> TaskResult:
    """Make the artifacts of an edition: all of them, or none.

    A fault of the theme is no fault of the edition: it is raised.
    """
    try:
        return TaskResult(made=tuple(make_format(task, name) for name in task.formats))
    except (ContentError, EnvironmentProblem) as error:
        path = task.edition.release.source.path if isinstance(error, ContentError) else ""
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


def make_format(task: EditionTask, name: Format) -> Made:
    """One format of an edition, unless its page is known."""
    if name == "txt":
        data = plaintext(task)
        key = digest_value([task.folder, task.edition.state, data])
        same = task.known_pages.get(name) == key
        artifact = None if same else make_artifact(task, name, data)
        return Made(format=name, page=key, artifact=artifact)
    page = compose(task, MEDIA[name])
    if name == "html":
        return make_page(task, page)
    key = page_key(task, page, name)
    same = task.known_pages.get(name) == key
    return Made(format=name, page=key, artifact=None if same else make_pdf(task, page))


def make_page(task: EditionTask, page: Page) -> Made:
    """The web page and what stands beside it, unless all of it is known. Its pictures are made once
    for all languages (`build.companions`)."""
    from publisher.render.html import render_html

    theme, items = task.share_theme, []
    share = share_key(task, theme) if theme is not None else ""
    if task.announced:
        name = edition_file(task.edition, ITEM)
        data = make_item(task, plaintext(task), share_file(task), list_downloads(task))
        items.append(File(path=name, data=data))
    key = page_key(task, page, "html", [share, *(item.data for item in items)])
    if task.known_pages.get("html") == key:
        return Made(format="html", page=key, artifact=None, share=share)
    data, slices = render_html(page, FaceLibrary(task.faces), task.languages, task.root)
    beside = [*mark_superseded(task, "html"), *items]
    if theme is not None and share != task.known_share:
        beside.append(File(path=share_file(task), data=make_share(task, theme)))
    artifact = make_artifact(task, "html", data, beside=tuple(beside), slices=slices)
    return Made(format="html", page=key, artifact=artifact, share=share)


def make_pdf(task: EditionTask, page: Page) -> Artifact:
    """The PDF, read back."""
    data = print_page(task, page)
    score = check_text(data, page, task.edition)
    beside = tuple(mark_superseded(task, "pdf"))
    return make_artifact(task, "pdf", data, beside=beside, text_score=score)


def print_page(task: EditionTask, page: Page) -> bytes:
    """The bytes of the PDF, with the plain text in it."""
    from publisher.render.pdf import render_pdf

    text = File(path=edition_file(task.edition, "txt"), data=plaintext(task))
    logo = task.theme.logo
    pictures = {**task.pictures, **({LOGO_ON_PAPER + logo.path: logo} if logo else {})}
    return render_pdf(page, FaceLibrary(task.faces), pictures, text)


def mark_superseded(task: EditionTask, name: Format) -> Iterator[File]:
    """The PDFs of earlier versions, with a mark across every page. They stand beside the page that
    leads to them, or, where the newsroom has no pages, beside the PDF."""
    if not task.superseded or name != holder(task):
        return
    from publisher.render.inspect import read_pages, squeeze
    from publisher.render.mark import mark_pages
    from publisher.render.pdf import render_pdf

    page = compose_mark(task.edition, task.newsroom, task.theme, task.languages)
    mark = render_pdf(page, FaceLibrary(task.faces), {}, None)
    release, language = task.edition.release, task.edition.language
    for version, data in sorted(task.superseded.items()):
        path = version_file(release.slug, language, version)
        marked = mark_pages(data, mark, path)
        words = [squeeze(block) for block in page.blocks]
        if not all(word in squeeze(text) for text in read_pages(marked) for word in words):
            raise ContentError(
                Finding(
                    id="pdf/text-layer",
                    message=f"{path} does not give back its mark: {page.title}",
                    hint="this is a fault of the face or of publisher; please report it",
                )
            )
        yield File(path=path, data=marked)


def holder(task: EditionTask) -> Format:
    """The format beside which the PDFs of earlier versions stand."""
    return "html" if "html" in task.downloads else "pdf"


def make_artifact(
    task: EditionTask,
    name: Format,
    data: bytes,
    *,
    beside: tuple[File, ...] = (),
    slices: tuple[FaceSlice, ...] = (),
    text_score: float | None = None,
) -> Artifact:
    """An artifact in its place."""
    edition = task.edition
    file = "index.html" if name == "html" else edition_file(edition, name)
    return Artifact(
        release=edition.release.slug,
        language=edition.language,
        format=name,
        state=edition.state,
        version=edition.release.version,
        text_score=text_score,
        file=File(path=f"{task.folder}/{file}", data=data),
        beside=tuple(File(path=f"{task.folder}/{f.path}", data=f.data) for f in beside),
        slices=slices,
    )


def page_key(task: EditionTask, page: Page, name: Format, beside: Sequence[object] = ()) -> str:
    """The key of all that the renderer sees of an edition, and of what is made `beside` it."""
    families = {family for use in page.texts for family in use.families}
    faces = {key: face for key, face in task.faces.items() if key.family in families}
    parts = {
        "engine": digest_engine(),
        "page": digest_value([page.html, page.title, page.date, page.furniture, page.blocks]),
        "texts": digest_value(sorted(page.texts.items())),
        "place": digest_value([task.folder, task.edition.state]),
        "faces": digest_faces(faces),
        "pictures": digest_value([task.pictures, task.theme.logo]),
        "beside": digest_value(beside),
    }
    if task.superseded and name == holder(task):
        parts["superseded"] = digest_value(sorted(task.superseded.items()))
    if name == "pdf":
        parts["attachment"] = digest_value(plaintext(task))
    return combine("page", parts)


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


def share_file(task: EditionTask) -> str:
    """The name of the picture for messengers; empty where the page has none."""
    return edition_file(task.edition, SHARE) if task.shares else ""


def share_path(task: EditionTask) -> str:
    """Where this picture stands in the site."""
    return f"{task.folder}/{share_file(task)}"


def list_downloads(task: EditionTask) -> tuple[tuple[str, str], ...]:
    """The other formats of the edition, with their files beside its page."""
    return tuple(
        (name, edition_file(task.edition, name)) for name in task.downloads if name != "html"
    )


def compose(task: EditionTask, media: Media) -> Page:
    """The page of the edition for a medium."""
    return compose_page(
        edition=task.edition,
        newsroom=task.newsroom,
        theme=task.theme,
        languages=task.languages,
        pictures=task.pictures,
        shown=task.shown,
        root=task.root,
        links=task.links,
        absent=task.absent,
        downloads=list_downloads(task),
        superseded=tuple(
            (version, version_file(task.edition.release.slug, task.edition.language, version))
            for version in sorted(task.superseded)
        ),
        index_href=task.index_href,
        find_href=task.index_href.removesuffix("index.html") + f"{ALL}/find/index.html",
        path=f"{task.folder}/index.html",
        share=share_file(task),
        item=edition_file(task.edition, ITEM),
        kit_href=task.kit_href,
        media=media,
    )
