"""All that the preview of a newsroom consists of, and what happens in it when something is saved.

In: the newsroom's folder. Out: views and tables for whoever asks; events for whoever looks on. A
save makes first the web pages that somebody looks at, then what was found in them, and their PDFs
beside that.
"""

import datetime as dt
import functools
from collections.abc import Callable, Iterable
from pathlib import Path

from publisher.build.faces import FaceLibrary
from publisher.build.resources import known_faces
from publisher.build.task import TaskResult
from publisher.model.errors import PublisherError
from publisher.model.finding import Finding
from publisher.model.page import FaceSlice
from publisher.model.picture import VariantSet
from publisher.preview.bench import Bench, Urgency
from publisher.preview.desk import Depiction, Desk, View
from publisher.preview.hub import Hub
from publisher.preview.matrix import Matrix, MatrixMaker
from publisher.preview.paper import draw_sheet, read_paper
from publisher.preview.press import Press
from publisher.preview.voice import Voices
from publisher.render.html import cut_face
from publisher.render.picture import make_variants

DRAWN = 60
"""Pictures of pages that are kept."""


class Room:
    """A newsroom, looked at by as many pages as are open."""

    def __init__(self, folder: Path, now: Callable[[], dt.datetime]) -> None:
        self.folder = folder
        self.now = now
        self.hub = Hub()
        self.bench = Bench()
        self.desk = Desk(folder, now)
        self.voices = Voices(folder)
        self.gone = False
        """Whether the newsroom's folder is not there just now."""
        self._maker = MatrixMaker(folder, self.desk.recall)
        self._press = Press()
        self._printing = Bench()
        self._drawing = Bench()
        self._styles: dict[str, str] = {}
        self._drawn: dict[tuple[str, int], bytes] = {}

    async def view(self, slug: str, language: str) -> View:
        """The view of an edition. Its PDF and that of its original are on their way. Raises
        PublisherError where it cannot be read and never could, and KeyError where the release has
        no such edition."""
        view = self.desk.shown(slug, language)
        if view is None:
            opened = functools.partial(self.desk.open, slug, language)
            view = await self.bench.run(Urgency.NOW, opened)
            self.order_paper(slug, [language])
        return view

    async def matrix(self) -> tuple[Matrix | None, tuple[Finding, ...]]:
        """The table of all editions, or why there is none."""

        def make() -> tuple[Matrix | None, tuple[Finding, ...]]:
            try:
                return self._maker.make(self.now()), ()
            except PublisherError as error:
                return None, error.findings

        return await self.bench.run(Urgency.NOW, make)

    async def styles(self, tag: str) -> str:
        """The style sheet of pages in a language."""
        if tag not in self._styles:
            matrix, _ = await self.matrix()
            shown = () if matrix is None else matrix.languages
            made = await self._drawing.run(Urgency.NOW, lambda: self.voices.styles(tag, shown))
            self._styles[tag], slices = made
            self.desk.files |= slices
        return self._styles[tag]

    async def file(self, path: str) -> tuple[str, bytes]:
        """The type and the bytes of what a page asks for. Raises KeyError where there is no such
        thing."""
        known = self.desk.files[path]
        if isinstance(known, tuple):
            return known
        cut = functools.partial(self.cut, path, known)
        return await self._drawing.run(Urgency.NOW, cut)

    def cut(self, path: str, wanted: FaceSlice | Depiction) -> tuple[str, bytes]:
        """A slice of a face, or a picture in one of its sizes, made when it is first asked for."""
        known = self.desk.files.get(path, wanted)
        if isinstance(known, Depiction):
            only = VariantSet(variants=(), fallback=known.variant)
            data = make_variants(known.picture, only)[path]
            known = self.desk.files[path] = (known.variant.media_type, data)
        if isinstance(known, FaceSlice):
            faces = FaceLibrary(self.desk.faces or known_faces(self.folder))
            data = cut_face(faces[known.key][known.number], known.characters)
            known = self.desk.files[path] = ("font/woff2", data)
        return known

    async def picture(self, slug: str, language: str, digest: str, number: int) -> bytes:
        """A page of a PDF as PNG. Raises KeyError or IndexError where there is none."""
        drawn = self._drawn.get((digest, number))
        if drawn is None:
            paper = self.desk.views[f"{slug}/{language}"].paper
            if paper is None or paper.digest != digest:
                raise KeyError(digest)
            draw = functools.partial(draw_sheet, paper.data, number)
            drawn = await self._drawing.run(Urgency.SOON, draw)
            while len(self._drawn) >= DRAWN:
                del self._drawn[next(iter(self._drawn))]
            self._drawn[digest, number] = drawn
        return drawn

    def order_paper(self, slug: str, languages: Iterable[str]) -> None:
        """Have the PDFs of editions and of their original made, as the files are now."""
        tags = dict.fromkeys([*languages, self.desk.source_of(slug)])
        self._printing.give(Urgency.LATER, functools.partial(self.make_papers, slug, tuple(tags)))

    def make_papers(self, slug: str, languages: Iterable[str]) -> None:
        """Make PDFs, and say of each that it is there."""
        found = [(f"{slug}/{tag}", self.desk.views.get(f"{slug}/{tag}")) for tag in languages]
        wanted = [
            (name, view, view.task)
            for name, view in found
            if view is not None and not view.printed and view.task is not None
        ]
        tasks = [(task, view.paper.key if view.paper else "") for _, view, task in wanted]
        for number, result in self._press.make(tasks):
            name, view, _ = wanted[number]
            read = functools.partial(set_paper, view, result)
            if self._drawing.give(Urgency.NOW, read).result():
                self.hub.tell("paper", name)

    def notice_save(self) -> None:
        """Have everything that somebody looks at made again; from any thread."""
        self.bench.give(Urgency.NOW, self.refresh)

    def refresh(self) -> None:
        """Make again what somebody looks at, and say what came out anew."""
        self.desk.moment += 1
        self.voices.renew()
        slugs: dict[str, list[str]] = {}
        for name in sorted(filter(None, self.hub.watched())):
            slug, _, language = name.partition("/")
            slugs.setdefault(slug, []).append(language)
        for slug, languages in slugs.items():
            self.refresh_release(slug, languages)
        self.hub.tell("saved")

    def refresh_release(self, slug: str, languages: list[str]) -> None:
        """Make the editions of a release again that somebody looks at."""
        try:
            changed = self.desk.set_pages(slug, languages)
        except PublisherError:
            self.hub.tell("broken", slug)
            return
        for tag in changed:
            web = self.desk.views[f"{slug}/{tag}"].web
            if web is not None:
                self.hub.tell("page", f"{slug}/{tag}", src=f"/site/{web.path}?v={web.digest}")
        self.order_paper(slug, languages)
        self.desk.find_faults(slug, languages)

    def notice_gone(self, *, gone: bool) -> None:
        """Say that the newsroom's folder has gone, or is back."""
        self.gone = gone
        if gone:
            self.hub.tell("gone")
        else:
            self.notice_save()

    def close(self) -> None:
        """End all streams and the work."""
        self.hub.close()
        self.bench.close()
        # The press is closed by nobody while its own thread still reads from it; and that thread
        # waits for the one that draws.
        if self._printing.close():
            self._press.close()
        self._drawing.close()


def set_paper(view: View, result: TaskResult) -> bool:
    """Give a view its PDF, or say why it has none; whether that is something new."""
    before, before_errors = view.paper, view.paper_errors
    view.paper_errors, view.printed = result.findings, True
    for made in result.made:
        if made.artifact is not None:
            view.paper = read_paper(made.artifact.file.data, view.texts, made.page)
        elif before is not None and before.texts != view.texts:
            view.paper = read_paper(before.data, view.texts, made.page)
    return view.paper != before or view.paper_errors != before_errors
