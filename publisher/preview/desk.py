"""The editions that somebody looks at, and what is known of each.

In: the newsroom's folder. Out: for each edition its web page, its messages and findings, each made
again when what it was made from changed. Nothing is written: what is made stays in memory. Where a
file cannot be read, the last good page stays, and the error is said beside it.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from mimetypes import guess_type
from pathlib import Path

from publisher.build.checking import Checker
from publisher.build.findings import find_blocking, sort_findings
from publisher.build.loading import Loaded, load_all
from publisher.build.proof import collect_proof
from publisher.build.recall import Recall
from publisher.build.site import Site
from publisher.build.task import EditionTask, TaskResult, run_task
from publisher.compose.proof import Proof
from publisher.model.edition import Edition
from publisher.model.errors import ConfigError, PublisherError
from publisher.model.face import Face, FaceKey
from publisher.model.finding import Finding
from publisher.model.page import FaceSlice
from publisher.model.picture import Picture, Variant
from publisher.preview.paper import Paper
from publisher.preview.places import mark_messages
from publisher.text.inline import strip_markup
from publisher.translate.apply import shared_messages
from publisher.translate.extract import extract_release

OTHER = "application/octet-stream"
"""The type of a file whose name tells nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Web:
    """A web page: its path below the site's root and its digest."""

    path: str
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Depiction:
    """A picture in a size and format that a page offers, made when a browser chooses it."""

    picture: Picture
    variant: Variant


@dataclass(kw_only=True, slots=True)
class View:
    """An edition as it is shown. `loaded` and `checker` are what it was made from; `errors` say why
    page and paper are older than the files; `moment` is the state of the files that it shows."""

    loaded: Loaded
    checker: Checker
    edition: Edition
    moment: int
    texts: tuple[str, ...] = ()
    task: EditionTask | None = None
    web: Web | None = None
    paper: Paper | None = None
    printed: bool = False
    """Whether its PDF is that of its page."""
    proof: Proof | None = None
    findings: tuple[Finding, ...] = ()
    errors: tuple[Finding, ...] = ()
    paper_errors: tuple[Finding, ...] = ()


class Desk:
    """All views by `slug/language`, for one thread; `files` are what web pages are made of, by
    path, for any."""

    def __init__(self, folder: Path, now: Callable[[], dt.datetime]) -> None:
        self.folder = folder
        self.now = now
        self.recall = Recall()
        self.views: dict[str, View] = {}
        self.moment = 0
        """Counts what was saved: views of an older moment are looked at again."""
        self.faults: dict[str, tuple[Finding, ...]] = {}
        """What keeps a release, by slug, from being read at all."""
        self.files: dict[str, tuple[str, bytes] | FaceSlice | Depiction] = {}
        self.faces: Mapping[FaceKey, Face] = {}

    def shown(self, slug: str, language: str) -> View | None:
        """The view of an edition, if it shows the newest state."""
        view = self.views.get(f"{slug}/{language}")
        return view if view is not None and view.moment == self.moment else None

    def open(self, slug: str, language: str) -> View:
        """The view of an edition and of its original, as the files are now, but for the PDF.
        Raises PublisherError where they cannot be read and never could, and KeyError where the
        release has no such edition."""
        if self.shown(slug, language) is None:
            try:
                self.set_pages(slug, [language])
            except PublisherError:
                if f"{slug}/{language}" not in self.views:
                    raise
            self.find_faults(slug, [language])
        return self.views[f"{slug}/{language}"]

    def set_pages(self, slug: str, languages: Iterable[str]) -> list[str]:
        """Make the web pages of editions and of their original; those that came out anew. Raises
        PublisherError where the release cannot be read."""
        try:
            loaded = load_all(self.folder, [slug], self.recall)
            if not loaded.releases:
                raise ConfigError.of(loaded.findings)
        except PublisherError as error:
            self.keep_old(slug, error.findings)
            raise
        self.faults.pop(slug, None)
        release = loaded.releases[0]
        checker = Checker(loaded)
        editions, found = checker.make_editions(loaded, self.now())
        published = {tag for (_, tag), edition in editions.items() if edition.state == "published"}
        site = Site.of(checker, ("html", "pdf"))
        self.faces = loaded.faces
        changed = []
        for tag in dict.fromkeys([loaded.newsroom.source_language, *languages]):
            if tag not in release.languages:
                self.views.pop(f"{slug}/{tag}", None)
                continue
            edition = editions[slug, tag]
            view = View(
                loaded=loaded,
                checker=checker,
                edition=edition,
                moment=self.moment,
                texts=find_texts(loaded, checker, edition),
            )
            before = self.views.get(f"{slug}/{tag}")
            if before is not None:
                view.web, view.paper = before.web, before.paper
                view.paper_errors = before.paper_errors
                view.proof, view.findings = before.proof, before.findings
            view.errors = find_blocking([*loaded.findings, *found], edition)
            view.errors += () if tag in site.settable else checker.problems[tag]
            if not view.errors or (view.web is None and tag in site.settable):
                view.task = site.task(edition, loaded.pictures[slug], published)
                self.make_web(view)
            self.views[f"{slug}/{tag}"] = view
            if before is None or before.web != view.web or before.errors != view.errors:
                changed.append(tag)
        return changed

    def keep_old(self, slug: str, findings: tuple[Finding, ...]) -> None:
        """Leave views as they are, and say with them what is wrong now."""
        self.faults[slug] = findings
        for key, view in self.views.items():
            if key.startswith(f"{slug}/"):
                view.errors, view.moment = findings, self.moment

    def make_web(self, view: View) -> None:
        """Make the web page of a view, unless it is the one that it has."""
        assert view.task is not None
        result = make_html(view.task)
        if result.findings:
            view.errors += result.findings
            return
        (made,) = result.made
        assert made.artifact is not None
        path = made.artifact.file.path
        for file in made.artifact.beside:
            self.files[file.path] = (guess_type(file.path)[0] or OTHER, file.data)
        for address, planned in view.task.shown.items():
            for variant in planned.every:
                shown = Depiction(picture=view.task.pictures[address], variant=variant)
                self.files.setdefault(variant.path, shown)
        for cut in made.artifact.slices:
            self.files.setdefault(cut.path, cut)
        data = mark_messages(made.artifact.file.data.decode(), view.texts)
        view.web = Web(path=path, digest=digest_text(data))
        self.files[path] = ("text/html", data.encode())

    def find_faults(self, slug: str, languages: Iterable[str]) -> None:
        """Have the checks look at editions and their original, and gather what is known of their
        messages."""
        for tag in dict.fromkeys([self.source_of(slug), *languages]):
            view = self.views.get(f"{slug}/{tag}")
            if view is None or slug in self.faults:
                continue
            if view.errors and view.proof is not None:
                continue  # the last good page goes with the messages that it shows
            checked = view.checker.find(view.loaded, {(slug, tag): view.edition})
            found = sort_findings([*view.loaded.findings, *checked])
            view.findings = tuple(f for f in found if f.language in ("", tag))
            view.proof = collect_proof(view.loaded, view.checker, view.edition, list(view.findings))

    def source_of(self, slug: str) -> str:
        """The language that a release was written in."""
        keys = (key for key in self.views if key.startswith(f"{slug}/"))
        return next((self.views[key].edition.source_language for key in keys), "en")


def make_html(task: EditionTask) -> TaskResult:
    """The web page of an edition; a theme that does not work is said like any other error. Its
    picture for messengers is not made: nobody sees it here, and it would take WeasyPrint, which
    is slow, and PDFium, which another thread is at work with."""
    try:
        return run_task(replace(task, formats=("html",), share_theme=None))
    except PublisherError as error:
        return TaskResult(findings=error.findings)


def find_texts(loaded: Loaded, checker: Checker, edition: Edition) -> tuple[str, ...]:
    """What the messages of an edition say in it, in the order of its proof."""
    release = edition.release
    own = [edition.texts[message.key] for message in extract_release(release)]
    messages = shared_messages(release, loaded.newsroom, checker.messages(release.kind))
    shared = [edition.shared[message.key] for message in messages]
    return tuple(strip_markup(text.text) for text in (*own, *shared))


def digest_text(text: str) -> str:
    """A short digest, for addresses."""
    return hashlib.sha256(text.encode()).hexdigest()[:20]
