"""The preview of a newsroom, asked as a browser does, without a port.

In: a newsroom of the tests. Out: its preview, and answers.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from starlette.testclient import TestClient
from world import Newsroom

from publisher.build.resources import use_bundled_fonts
from publisher.preview.app import make_app
from publisher.preview.guard import Door
from publisher.preview.room import Room

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
NOW = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Preview:
    """A preview: its newsroom, its room, and a browser that has its cookies."""

    newsroom: Newsroom
    room: Room
    door: Door
    browser: TestClient

    def get(self, path: str, **how: object) -> str:
        """The text of a page that must be there."""
        answer = self.browser.get(path, **how)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:500])
        return answer.text

    def words(self, path: str) -> str:
        """What a page says, without elements."""
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.get(path))).split())

    def save(self) -> None:
        """Look at everything anew, as after a save."""
        self.room.bench.give(0, self.room.refresh).result()


def open_preview(newsroom: Newsroom) -> Iterator[Preview]:
    """A preview of a newsroom, and its end."""
    use_bundled_fonts()
    room = Room(newsroom.folder, lambda: NOW)
    door = Door.make(PORT)
    browser = TestClient(make_app(room, door), base_url=f"http://{HOST}", follow_redirects=False)
    browser.get("/new")
    yield Preview(newsroom, room, door, browser)
    browser.close()
    room.close()
