"""Tasks to results, in this process or in several.

In: tasks. Out: their results, in the order of the tasks, whatever the number of workers.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

SMALL = 2
"""So few tasks are done here: a worker takes longer to start than they take."""


def run_all(function: Callable[[T], R], tasks: Sequence[T], jobs: int) -> Iterator[R | Exception]:
    """The result of each task, or the exception that it ended with; one that fails, fails
    alone."""
    if jobs <= 1 or len(tasks) <= SMALL:
        for task in tasks:
            yield _run_here(function, task)
        return
    with ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=get_context("spawn")) as pool:
        futures: list[Future[R]] = [pool.submit(function, task) for task in tasks]
        for future in futures:
            try:
                outcome: R | Exception = future.result()
            except Exception as error:  # noqa: BLE001  # the same
                outcome = error
            yield outcome


def _run_here(function: Callable[[T], R], task: T) -> R | Exception:
    try:
        return function(task)
    except Exception as error:  # noqa: BLE001  # one that fails, fails alone
        return error
