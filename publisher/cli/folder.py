"""Where the newsroom and the cache are, how many cores there are and what time it is: what a
command takes from its surroundings."""

import datetime as dt
import os
from pathlib import Path

import click

CACHE_VARIABLE = "PUBLISHER_CACHE"
"""Names the folder of the cache, where --cache does not."""


def newsroom_folder(context: click.Context) -> Path:
    """The newsroom that the command works in."""
    from publisher.load.folder import find_newsroom

    folder: Path | None = context.find_object(Path)
    return folder.resolve() if folder is not None else find_newsroom(Path.cwd())


def cache_folder(told: Path | None) -> Path:
    """The folder of the cache: as told, by an option or the environment, else the platform's."""
    if told is not None:
        return told.resolve()
    if named := os.environ.get(CACHE_VARIABLE):
        return Path(named).resolve()
    import platformdirs

    return Path(platformdirs.user_cache_dir("publisher", appauthor=False))


def available_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def now() -> dt.datetime:
    """The present moment, in UTC."""
    return dt.datetime.now(dt.UTC)
