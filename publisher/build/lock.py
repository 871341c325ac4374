"""One build of a site at a time.

In: the store's folder and the site's. Out: a lock, which the system lets go of when the process
ends, however it ends.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from publisher.model.errors import EnvironmentProblem
from publisher.model.finding import Finding


@contextmanager
def site_lock(
    cache: Path, site: Path, seconds: float, waiting: Callable[[], None]
) -> Iterator[None]:
    """Hold the lock of the site in the folder `site`; wait up to `seconds` for another build, and
    tell `waiting` once. Raises EnvironmentProblem when that is not enough."""
    name = hashlib.sha256(str(site.resolve()).encode()).hexdigest()[:32]
    folder = cache / "locks"
    lock = filelock.FileLock(folder / f"{name}.lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            waiting()
            lock.acquire(timeout=seconds)
    except filelock.Timeout as error:
        raise EnvironmentProblem(
            Finding(
                id="environment/locked",
                message=f"another build of this site is still running after {seconds:g} seconds",
                hint="wait until it is done, or stop it; nothing was changed",
                path=str(site),
            )
        ) from error
    except OSError as error:
        raise EnvironmentProblem(
            Finding(
                id="environment/cache",
                message=f"the cache cannot be used: {error.strerror or error}",
                hint="free space there, or name another folder with --cache DIR",
                path=str(folder),
            )
        ) from error
    try:
        yield
    finally:
        lock.release()
