"""What happens in the newsroom, told to every page that is open.

In: events, from any thread. Out: a stream of Server-Sent Events for each open page
(https://html.spec.whatwg.org/multipage/server-sent-events.html).
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field

BEAT = 15.0
"""Seconds after which a page hears that the preview is still there."""
QUEUE = 64
"""Events that a page may lag behind; one that lags further looks at everything anew."""


@dataclass(eq=False)
class Listener:
    """An open page: the edition that it shows, or an empty text, and what it has still to hear;
    None ends it."""

    edition: str
    loop: asyncio.AbstractEventLoop
    events: asyncio.Queue[str | None] = field(default_factory=lambda: asyncio.Queue(QUEUE))

    def put(self, event: str | None) -> None:
        """Have the page hear an event; in its own loop."""
        with suppress(asyncio.QueueFull):
            self.events.put_nowait(event)


class Hub:
    """All pages that are open."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._closed = False

    def watched(self) -> set[str]:
        """The editions that somebody looks at, as `slug/language`; an empty text for the start."""
        return {listener.edition for listener in tuple(self._listeners)}

    def tell(self, kind: str, edition: str = "", **more: object) -> None:
        """Tell every page."""
        self._put(json.dumps({"kind": kind, "edition": edition, **more}))

    def close(self) -> None:
        """End every stream."""
        self._closed = True
        self._put(None)

    def _put(self, event: str | None) -> None:
        for listener in tuple(self._listeners):
            with suppress(RuntimeError):  # its loop has ended
                listener.loop.call_soon_threadsafe(listener.put, event)

    async def listen(self, edition: str) -> AsyncIterator[str]:
        """The stream of a page that shows an edition."""
        listener = Listener(edition, asyncio.get_running_loop())
        self._listeners.add(listener)
        try:
            yield "retry: 500\n\n"
            while not self._closed:
                try:
                    event = await asyncio.wait_for(listener.events.get(), BEAT)
                except TimeoutError:
                    yield ": here\n\n"
                    continue
                if event is None:
                    return
                yield f"data: {event}\n\n"
        finally:
            self._listeners.discard(listener)
