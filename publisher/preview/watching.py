"""The newsroom's folder, watched for as long as the preview runs.

In: the folder. Out: a word to the room at each burst of saves, and when the folder is removed or
comes back.
"""

import threading
from pathlib import Path

from publisher.build.saves import watch_saves
from publisher.preview.room import Room

LOOK = 1_000
"""Milliseconds between two looks at whether the folder is still the same one."""
IDLE = 30
"""Looks after which what depends on the time is made again: an embargo may have ended."""


class Watcher:
    """A thread that watches."""

    def __init__(self, room: Room, site: Path) -> None:
        self.room = room
        self.site = site
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)

    def start(self) -> None:
        """Watch from now on."""
        self._thread.start()

    def close(self) -> None:
        """Watch no longer."""
        self._stop.set()
        self._thread.join(timeout=5)

    def _watch(self) -> None:
        while not self._stop.is_set():
            mark = mark_of(self.room.folder)
            if mark is None:
                if not self.room.gone:
                    self.room.notice_gone(gone=True)
                self._stop.wait(LOOK / 2_000)
                continue
            if self.room.gone:
                self.room.notice_gone(gone=False)
            self._watch_folder(mark)

    def _watch_folder(self, mark: tuple[int, int]) -> None:
        """Watch until the folder is another one or none."""
        looks = 0
        try:
            for saved in watch_saves(
                self.room.folder, self.site, self.site, idle=LOOK, stop=self._stop
            ):
                if mark_of(self.room.folder) != mark:
                    return
                looks = 0 if saved is not None else looks + 1
                if saved is not None or looks % IDLE == 0:
                    self.room.notice_save()
        except (FileNotFoundError, RuntimeError, OSError):
            self._stop.wait(LOOK / 2_000)  # it went away as the watch began


def mark_of(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from another that takes its place; None where there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)
