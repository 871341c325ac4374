"""What a request must be before anything looks at it, and what every answer says.

In: requests of anything that runs on this machine, or of any page that its browsers have open. Out:
those that come from our own pages. A name that somebody has pointed at 127.0.0.1 (DNS rebinding) is
refused by its Host, a foreign page's request by its Origin or by what the browser says of its site
(https://www.w3.org/TR/fetch-metadata/), a path that could be meant to leave by its form.
Precedents: GHSA-vg6x-rcgg-rjx6 (Vite), CVE-2025-62593 (Ray).
"""

import ipaddress
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL = ("127.0.0.1", "localhost")
COOKIE = "publisher-token"
FIELD = "token"
LARGEST = 60_000_000
"""Bytes of a request: a photograph of 40 megapixels as PNG, and a form around it."""
_ODD = re.compile(rb"(?i)%2f|%5c|%00|%2e|\\|//|/\.")
"""What no address of ours has: separators and dots in disguise, dotfiles, steps upward."""

POLICY = "; ".join(
    [
        *("default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'"),
        *("img-src 'self' data:", "connect-src 'self'", "frame-src 'self'", "form-action 'self'"),
        *("base-uri 'none'", "frame-ancestors 'none'"),
    ]
)
"""Content-Security-Policy of our own pages (https://www.w3.org/TR/CSP3/)."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""What every answer says, unless it says something else itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """Who may come in: requests to these hosts on this port, and to any address in numbers where
    the whole network was let in; what changes something carries the token."""

    port: int
    hosts: frozenset[str] = frozenset(LOCAL)
    network: bool = False
    token: str = ""

    @classmethod
    def make(cls, port: int, *, network: bool = False, names: Iterable[str] = ()) -> "Door":
        """A door with a token of its own; `names` are those of this machine in the network."""
        hosts = frozenset(LOCAL) | {name.lower() for name in names if network}
        return cls(port=port, hosts=hosts, network=network, token=secrets.token_urlsafe(32))

    def knows(self, host: str) -> bool:
        """Whether a Host header names this preview. A number cannot be pointed elsewhere."""
        name, _, port = host.lower().rpartition(":")
        if port != str(self.port):
            return False
        if name in self.hosts:
            return True
        return self.network and is_number(name)

    def refuse(self, scope: Scope) -> tuple[int, str] | None:
        """Why a request does not come in: a status and a sentence; None where it may."""
        headers = Headers(scope=scope)
        return self.refuse_origin(scope, headers) or refuse_form(scope, headers)

    def refuse_origin(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """Why a request is none of our own pages'."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self.knows(hosts[0]):
            return 400, "This is not the address of the preview."
        origins = headers.getlist("origin")
        if origins and origins != [f"http://{hosts[0]}"]:
            return 403, "Another site may not ask the preview."
        site = headers.get("sec-fetch-site", "none")
        visit = headers.get("sec-fetch-mode") == "navigate" and scope["method"] in {"GET", "HEAD"}
        if site not in {"none", "same-origin"} and not visit:
            return 403, "Another site may not ask the preview."
        return None

    def holds(self, request: Request, told: str) -> bool:
        """Whether a request that changes something carries the token, in its form and its
        cookie."""
        kept = request.cookies.get(COOKIE, "")
        return all(
            secrets.compare_digest(self.token.encode(), text.encode()) for text in (told, kept)
        )


def refuse_form(scope: Scope, headers: Headers) -> tuple[int, str] | None:
    """Why the form of a request is not one that we have."""
    if _ODD.search(scope.get("raw_path", b"").split(b"?")[0]):
        return 404, "There is nothing here."
    try:
        length = int(headers.get("content-length", "0"))
    except ValueError:
        return 400, "The request does not say how long it is."
    if length > LARGEST:
        return 413, "This is too much: at most 60 MB."
    if scope["method"] == "POST" and "content-length" not in headers:
        return 411, "The request does not say how long it is."
    return None


def is_number(host: str) -> bool:
    """Whether a host is an address in numbers."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


class Guard:
    """The application behind a door."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or say why not."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # nothing of ours speaks over web sockets

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self.door.refuse(scope)
        if refused is not None:
            status, sentence = refused
            await PlainTextResponse(f"{sentence}\n", status)(scope, receive, answer)
            return
        await self.app(scope, receive, answer)
