"""One thread for all work on the newsroom, the most urgent first.

In: functions and how urgent they are. Out: their results. PDFium, WeasyPrint and what is recalled
from earlier loads each want to be used by one thread at a time.
"""

import asyncio
import enum
import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

R = TypeVar("R")

PATIENCE = 5.0
"""Seconds that somebody who ends the preview waits for a job in hand; the process ends it then."""


class Urgency(enum.IntEnum):
    """What is done first."""

    NOW = 0
    """Somebody waits for a page."""
    SOON = 1
    """A picture of a page of paper."""
    LATER = 2
    """A PDF: it takes seconds."""


class Bench:
    """A thread that works until it is closed."""

    def __init__(self) -> None:
        self._jobs: queue.PriorityQueue[tuple[int, int, Future[Any], Callable[[], Any]]] = (
            queue.PriorityQueue()
        )
        self._numbers = itertools.count()
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._work, name="bench", daemon=True)
        self._thread.start()

    def give(self, urgency: Urgency, job: Callable[[], R]) -> Future[R]:
        """Have a job done."""
        future: Future[R] = Future()
        self._jobs.put((urgency, next(self._numbers), future, job))
        return future

    async def run(self, urgency: Urgency, job: Callable[[], R]) -> R:
        """Have a job done, and wait for its result."""
        return await asyncio.wrap_future(self.give(urgency, job))

    def close(self) -> bool:
        """End when the job in hand is done; what waits is left. Whether it ended soon."""
        self._closed.set()
        self._jobs.put((Urgency.NOW, -1, Future(), lambda: None))
        self._thread.join(PATIENCE)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while True:
            _, _, future, job = self._jobs.get()
            if self._closed.is_set():
                future.cancel()
                return
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(job())
            except BaseException as error:  # noqa: BLE001  # whoever waits is told
                future.set_exception(error)
