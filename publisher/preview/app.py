"""The preview as a web application: which address answers with what.

In: a room and a door. Out: a Starlette application. Addresses are looked up, never walked: what is
sent is in memory, but for the texts that a finding leads to.
"""

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from publisher.build.founding import found_release
from publisher.build.interface import SCRIPT
from publisher.build.resources import PACKAGE
from publisher.checks.runner import REGISTRY
from publisher.compose.proof import compare_words
from publisher.load.explanations import load_explanations
from publisher.model.errors import ContentError, PublisherError
from publisher.model.finding import Finding
from publisher.model.release import KINDS
from publisher.preview.bench import Urgency
from publisher.preview.guard import COOKIE, FIELD, Door, Guard
from publisher.preview.matrix import CONDITIONS
from publisher.preview.room import Room
from publisher.preview.voice import CHOICE
from publisher.preview.writing import Dropped, add_picture, read_place, read_release
from publisher.publish.output import digest

FOREVER = {"Cache-Control": "private, max-age=31536000, immutable"}
"""For what carries its digest in its address."""
SIZES = {"phone": 390, "desktop": 1280, "paper": 794}
"""Widths in CSS pixels: of a telephone, of a small desktop's window, and of A4 at 96 dpi."""
CHANGED = {"catalogue/changed", "usage/changed"}
"""What is found where a file is another than the one that was shown."""
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


class Form(NamedTuple):
    """What was typed into a form, and what is wrong with it."""

    values: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


class Pages:
    """The answers."""

    def __init__(self, room: Room, door: Door) -> None:
        self.room = room
        self.door = door
        self.script = room.voices.theme.styles[SCRIPT].encode()
        self.explanations = load_explanations(PACKAGE / "checks" / "explanations.toml")

    def page(
        self, request: Request, template: str, status: int = 200, **values: object
    ) -> HTMLResponse:
        """A page in the reader's language."""
        tag = self.room.voices.choose(request)
        html = self.room.voices.render(
            template,
            tag,
            **{"edition_name": "", "code": 0, **values},
            token=self.door.token,
            gone=self.room.gone,
            path=request.url.path,
            rationale=self.rationale,
            changes=compare_words,
        )
        answer = HTMLResponse(html, status)
        answer.set_cookie(COOKIE, self.door.token, httponly=True, samesite="strict")
        if request.query_params.get("language") == tag:
            answer.set_cookie(CHOICE, tag, max_age=31_536_000, httponly=True, samesite="strict")
        return answer

    def rationale(self, identifier: str) -> str:
        """Why a check exists."""
        text = REGISTRY.find(identifier) or self.explanations.get(identifier)
        return "" if text is None else " ".join(text.rationale.split())

    async def start(self, request: Request) -> Response:
        """The table of all editions, or those in one state."""
        matrix, findings = await self.room.matrix()
        state = request.query_params.get("state", "")
        return self.page(
            request,
            "matrix.html.j2",
            matrix=matrix,
            findings=findings if matrix is None else matrix.findings,
            state=state if state in CONDITIONS else "",
            conditions=CONDITIONS,
        )

    async def edition(self, request: Request) -> Response:
        """An edition beside its original."""
        return await self.show_edition(request, Form({}))

    async def show_edition(self, request: Request, form: Form, status: int = 200) -> Response:
        """An edition, with what was typed into the form for pictures."""
        slug, language = request.path_params["slug"], request.path_params["language"]
        try:
            view = await self.room.view(slug, language)
        except KeyError:
            raise HTTPException(404) from None
        except PublisherError as error:
            if any(found.id == "usage/unknown-release" for found in error.findings):
                raise HTTPException(404) from None
            return self.problem(request, error.findings, f"{slug}/{language}")
        source = self.room.desk.views.get(f"{slug}/{view.edition.source_language}")
        try:
            seen = digest(await run_in_threadpool(read_release, self.room.folder, slug))
        except PublisherError:
            seen = ""
        return self.page(
            request,
            "edition.html.j2",
            status,
            edition_name=f"{slug}/{language}",
            slug=slug,
            view=view,
            panes=[source, view] if source is not None and source is not view else [view],
            sizes=SIZES,
            seen=seen,
            form=form,
        )

    def problem(self, request: Request, findings: tuple[Finding, ...], name: str) -> Response:
        """What is wrong, where there is nothing else to show."""
        return self.page(request, "problem.html.j2", 200, findings=findings, edition_name=name)

    async def picture(self, request: Request) -> Response:
        """Take a picture that was dropped onto an edition."""
        slug = request.path_params["slug"]
        async with request.form(max_files=1, max_fields=10) as form:
            self.require_token(request, str(form.get(FIELD, "")))
            values = {
                name: str(form.get(name, "")) for name in ("alt", "credit", "caption", "seen")
            }
            file = form.get("picture")
            name = file.filename or "" if isinstance(file, UploadFile) else ""
            data = await file.read() if isinstance(file, UploadFile) else b""
        dropped = Dropped(
            name=name or "picture",
            data=data,
            alt=values["alt"],
            credit=values["credit"],
            caption=values["caption"],
        )
        try:
            await self.room.bench.run(
                Urgency.NOW, lambda: add_picture(self.room.folder, slug, dropped, values["seen"])
            )
        except ContentError as error:
            changed = any(found.id in CHANGED for found in error.findings)
            form_back = Form(values, error.findings)
            return await self.show_edition(request, form_back, 409 if changed else 422)
        except PublisherError as error:
            return await self.show_edition(request, Form(values, error.findings), 500)
        self.room.notice_save()
        return RedirectResponse(request.url.path.removesuffix("/picture"), 303)

    async def new(self, request: Request) -> Response:
        """The form for a new release."""
        today = self.room.now().date().isoformat()
        return self.show_new(request, Form({"date": today}))

    def show_new(self, request: Request, form: Form, status: int = 200) -> Response:
        """The form with what was typed into it."""
        return self.page(request, "new.html.j2", status, kinds=KINDS, form=form)

    async def make(self, request: Request) -> Response:
        """Make a new release."""
        async with request.form(max_files=0, max_fields=10) as form:
            self.require_token(request, str(form.get(FIELD, "")))
            values = {
                name: str(form.get(name, "")).strip() for name in ("kind", "title", "date", "place")
            }
        try:
            day = dt.date.fromisoformat(values["date"])
        except ValueError:
            day = None
        if day is None or values["kind"] not in KINDS or not values["title"]:
            return self.show_new(request, Form(values, (incomplete(),)), 422)
        try:
            slug = await self.room.bench.run(
                Urgency.NOW,
                lambda: found_release(
                    self.room.folder, values["kind"], values["title"], day, values["place"] or None
                ),
            )
        except PublisherError as error:
            return self.show_new(request, Form(values, error.findings), 409)
        self.room.notice_save()
        matrix, _ = await self.room.matrix()
        language = "en" if matrix is None else matrix.languages[0]
        return RedirectResponse(f"/edition/{slug}/{language}", 303)

    def require_token(self, request: Request, told: str) -> None:
        """Refuse what does not come from a form of ours."""
        if not self.door.holds(request, told):
            raise HTTPException(403)

    async def sheet(self, request: Request) -> Response:
        """A page of a PDF."""
        found = request.path_params
        try:
            png = await self.room.picture(
                found["slug"], found["language"], found["digest"], found["number"]
            )
        except (KeyError, IndexError):
            raise HTTPException(404) from None
        return Response(png, media_type="image/png", headers=FOREVER)

    async def site(self, request: Request) -> Response:
        """A web page as it will be published, or what it asks for."""
        try:
            kind, data = await self.room.file(request.path_params["path"])
        except KeyError:
            raise HTTPException(404) from None
        headers = dict(FOREVER)
        if kind == "text/html":
            headers = {"Content-Security-Policy": page_policy(data.decode())}
        return Response(data, media_type=kind, headers=headers)

    async def source(self, request: Request) -> Response:
        """The lines of a file that a finding leads to."""
        shown = request.path_params["path"]
        lines = await run_in_threadpool(read_place, self.room.folder, shown)
        if lines is None:
            raise HTTPException(404)
        return self.page(request, "source.html.j2", shown=shown, lines=lines)

    async def styles(self, request: Request) -> Response:
        """The style sheet of our own pages."""
        tag = self.room.voices.choose(request)
        return Response(await self.room.styles(tag), media_type="text/css")

    async def script_file(self, _: Request) -> Response:
        """The script of our own pages."""
        return Response(self.script, media_type="text/javascript")

    async def events(self, request: Request) -> Response:
        """What happens in the newsroom, as it happens."""
        stream = self.room.hub.listen(request.query_params.get("edition", ""))
        return StreamingResponse(stream, media_type="text/event-stream")

    async def failed(self, request: Request, error: Exception) -> Response:
        """What is said where there is no such page, or it may not be asked for so."""
        assert isinstance(error, HTTPException)
        answer = self.page(
            request, "problem.html.j2", error.status_code, findings=(), code=error.status_code
        )
        answer.headers.update(error.headers or {})
        return answer

    async def crashed(self, request: Request, error: Exception) -> Response:
        """What is said where publisher itself is at fault."""
        finding = Finding(
            id="internal/crash",
            message=f"{type(error).__name__}: {error}",
            hint="this is a fault of publisher; please report it with this message",
        )
        return self.page(request, "problem.html.j2", 500, findings=(finding,))


def incomplete() -> Finding:
    """What a form says that lacks something."""
    return Finding(
        id="usage/incomplete-form",
        message="a release needs a kind, a title and a date",
        hint="fill in what is missing",
    )


def page_policy(html: str) -> str:
    """The Content-Security-Policy of a web page as it will be published: its own styles by their
    digests, pictures and faces from here, and no script at all."""
    digests = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
        for style in _STYLE.findall(html)
    )
    return (
        f"default-src 'none'; style-src {digests}; img-src 'self'; font-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
    )


def make_app(room: Room, door: Door) -> Guard:
    """The application."""
    pages = Pages(room, door)
    edition = "/edition/{slug}/{language}"
    answers: list[tuple[str, Callable[[Request], Awaitable[Response]], str]] = [
        ("/", pages.start, "GET"),
        ("/new", pages.new, "GET"),
        ("/new", pages.make, "POST"),
        (edition, pages.edition, "GET"),
        (f"{edition}/picture", pages.picture, "POST"),
        (f"{edition}/paper/{{digest}}/{{number:int}}.png", pages.sheet, "GET"),
        ("/site/{path:path}", pages.site, "GET"),
        ("/source/{path:path}", pages.source, "GET"),
        ("/preview.css", pages.styles, "GET"),
        ("/preview.js", pages.script_file, "GET"),
        ("/events", pages.events, "GET"),
    ]
    app = Starlette(
        routes=[Route(path, answer, methods=[method]) for path, answer, method in answers],
        exception_handlers={HTTPException: pages.failed, Exception: pages.crashed},
    )
    return Guard(app, door)
