"""One build of a site at a time.

In: the store's folder and the site's. Out: a lock, which the system lets go of when the process
ends, however it ends. It is a file in the store, and the folder of the site itself, for two people
who share a newsroom have a store each.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import filelock

from publisher.model.errors import EnvironmentProblem
from publisher.model.finding import Finding

POLL = 0.05
"""Seconds between two looks at whether the other build is done."""


@contextmanager
def site_lock(
    cache: Path, site: Path, seconds: float, waiting: Callable[[], None]
) -> Iterator[None]:
    """Hold the lock of the site in the folder `site`; wait up to `seconds` for another build, and
    tell `waiting` once. Raises EnvironmentProblem when that is not enough."""
    name = hashlib.sha256(str(site.resolve()).encode()).hexdigest()[:32]
    folder = cache / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = _wait_for(filelock.FileLock(folder / f"{name}.lock"), site, seconds, waiting)
    except OSError as error:
        raise EnvironmentProblem(
            Finding(
                id="environment/cache",
                message=f"the cache cannot be used: {error.strerror or error}",
                hint="free space there, or name another folder with --cache DIR",
                path=str(folder),
            )
        ) from error
    with held:
        yield


def _wait_for(
    lock: filelock.BaseFileLock, site: Path, seconds: float, waiting: Callable[[], None]
) -> ExitStack:
    """Both locks, as soon as both are free."""
    deadline = time.monotonic() + seconds
    told = False
    while (held := _try_locks(lock, site)) is None:
        if time.monotonic() >= deadline:
            raise EnvironmentProblem(
                Finding(
                    id="environment/locked",
                    message="another build of this site is still running "
                    f"after {seconds:g} seconds",
                    hint="wait until it is done, or stop it; nothing was changed",
                    path=str(site),
                )
            )
        if not told:
            waiting()
            told = True
        time.sleep(POLL)
    return held


def _try_locks(lock: filelock.BaseFileLock, site: Path) -> ExitStack | None:
    """Both locks, or none."""
    with ExitStack() as held:
        try:
            held.enter_context(lock.acquire(timeout=0))
        except filelock.Timeout:
            return None
        return held.pop_all() if _lock_folder(site, held) else None


def _lock_folder(folder: Path, held: ExitStack) -> bool:
    """Whether nobody else has locked a folder; where that cannot be known, the other lock must
    do."""
    try:
        import fcntl  # noqa: PLC0415  # not on Windows

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return True  # there is no site yet
    held.callback(os.close, handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a network drive on which folders have no locks
    return True
