"""Saves in a newsroom, as they happen.

In: a folder to watch. Out: the moment of the last save of each burst.
"""

import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import watchfiles

IDLE = 30_000
"""Milliseconds after which it looks at the clock without a save: an embargo may have ended."""
QUIET = 60
"""Milliseconds without a further save after which a burst is over."""

Change = tuple[watchfiles.Change, str]


class Saves(watchfiles.DefaultFilter):
    """What counts as a save: nothing in the site, and no scrap of an editor or of ours."""

    ignore_entity_patterns = (
        *watchfiles.DefaultFilter.ignore_entity_patterns,
        r"\.tmp$",
        r"^\.",
        r"^4913$",  # Vim tries with this name whether it can write
    )

    def __init__(self, output: Path, cache: Path) -> None:
        super().__init__(ignore_paths=[output, cache])


def watch_saves(
    folder: Path,
    output: Path,
    cache: Path,
    idle: int = IDLE,
    stop: threading.Event | None = None,
) -> Iterator[float | None]:
    """The moment of the last save of each burst, in seconds of the clock; None every `idle`
    milliseconds; until `stop` is set."""
    for changes in watchfiles.watch(
        folder,
        watch_filter=Saves(output, cache),
        step=QUIET,
        rust_timeout=idle,
        yield_on_timeout=True,
        stop_event=stop,
    ):
        yield time_of_save(changes) if changes else None


def time_of_save(changes: Iterable[Change]) -> float:
    """When the last of the changed files was saved; now, where they do not tell."""
    now = time.time()
    times = []
    for _, name in changes:
        try:
            times.append(Path(name).stat().st_mtime)
        except OSError:
            continue  # it was removed, or renamed over another
    # A file may come with an old time, from an archive, or with one of a clock that is ahead.
    return max((moment for moment in times if now - 60 < moment <= now), default=now)
