"""A PDF is made of approved files alone: nothing asks the network or the disk for another.

Each channel by which HTML or CSS can ask for a file is tried with a page that holds it, against a
trap on loopback that counts who calls.
"""

import io
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest
from world import NEWSROOMS

from publisher.build.faces import FaceLibrary
from publisher.build.resources import use_bundled_fonts
from publisher.build.site import plan_editions
from publisher.build.task import EditionTask, compose
from publisher.cli.folder import now
from publisher.model.errors import ContentError
from publisher.model.page import File, Page
from publisher.render.pdf import render_pdf

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""WeasyPrint 70 leaves a colour profile to be closed."""
CHANNELS = {
    "picture": '<img src="{url}" alt="x">',
    "picture-object": '<object data="{url}" type="image/png">x</object>',
    "picture-embed": '<embed src="{url}" type="image/png">',
    "style-sheet": '<link rel="stylesheet" href="{url}">',
    "style-import": "<style>@import '{url}';</style>",
    "style-face": "<style>@font-face{{font-family:z;src:url({url})}}p{{font-family:z}}</style>",
    "style-background": "<p style=\"background:url('{url}')\">x</p>",
    "style-background-image": "<p style=\"background-image:url('{url}'),url('{url}')\">x</p>",
    "style-list": "<ul style=\"list-style-image:url('{url}')\"><li>x</li></ul>",
    "style-border": "<p style=\"border:1px solid;border-image:url('{url}') 1\">x</p>",
    "style-content": "<style>p::before{{content:url('{url}')}}</style><p>x</p>",
    "style-page": "<style>@page{{background:url('{url}')}}</style>",
    "style-margin-box": "<style>@page{{@top-left{{content:url('{url}')}}}}</style>",
    "svg-picture": '<svg width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
    "svg-use": '<svg width="9" height="9"><use href="{url}#x"/></svg>',
    "attachment-link": '<link rel="attachment" href="{url}">',
    "attachment-anchor": '<a rel="attachment" href="{url}">x</a>',
    "picture-in-data": "<img alt='x' src='data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/"
    "svg%22 width=%229%22 height=%229%22%3E%3Cimage href=%22{url}%22 width=%229%22 height=%229%22/"
    "%3E%3C/svg%3E'>",
    "colour-profile": "<style>@color-profile --z{{src:url('{url}')}}p{{color:color(--z 1 0 0 1)}}"
    "</style><p>x</p>",
}
"""What a page holds, by the way in which it asks."""


class Trap:
    """A server on loopback that answers nobody and counts who calls."""

    def __init__(self) -> None:
        trap = self
        self.calls = 0

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                trap.calls += 1

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/x.png"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def trap() -> Iterator[Trap]:
    """A trap that is set."""
    trap = Trap()
    yield trap
    trap.server.shutdown()
    trap.server.server_close()


@pytest.fixture(scope="module")
def edition() -> tuple[EditionTask, Page]:
    """A small edition with its page for paper."""
    use_bundled_fonts()
    (task,) = plan_editions(NEWSROOMS / "minimal", now(), ("pdf",))
    return task, compose(task, "print")


@pytest.mark.parametrize("address", ["trap", "file", "metadata"])
@pytest.mark.parametrize("channel", CHANNELS)
def test_no_channel_is_open(
    channel: str, address: str, trap: Trap, edition: tuple[EditionTask, Page]
) -> None:
    """Nobody is asked, whatever the page holds: the edition is refused with a finding, or is made
    without the file. No file of this machine is attached."""
    urls = {
        "trap": trap.url,
        "file": "file:///etc/passwd",
        "metadata": "http://169.254.169.254/latest/meta-data",
    }
    task, page = edition
    asked = CHANNELS[channel].format(url=urls[address])
    html = page.html.replace("</main>", f"{asked}</main>")
    assert html != page.html
    text = File(path="x.txt", data=b"x")
    refused: set[str] = set()
    attached = {"x.txt"}
    try:
        data = render_pdf(replace(page, html=html), FaceLibrary(task.faces), {}, text)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            attached = set(pdf.attachments)
    except ContentError as error:
        refused = {finding.id for finding in error.findings}
    assert refused <= {"pdf/unreachable", "pdf/not-as-meant"}
    assert attached == {"x.txt"}
    assert trap.calls == 0
