"""Tasks to results, in this process or in several.

In: tasks. Out: their results, in the order of the tasks, whatever the number of workers.
"""

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
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
    pool = make_pool(min(jobs, len(tasks)))
    try:
        with interrupts_ignored():
            futures = [pool.submit(function, task) for task in tasks]
        for future, task in zip(futures, tasks, strict=True):
            outcome = _outcome(future)
            # A worker that dies takes the tasks of the others along: each gets one of its own.
            yield _run_apart(function, task) if isinstance(outcome, BrokenProcessPool) else outcome
    finally:
        pool.shutdown(cancel_futures=True)


def make_pool(workers: int) -> ProcessPoolExecutor:
    """Fresh processes, which share nothing with this one."""
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


@contextmanager
def interrupts_ignored() -> Iterator[None]:
    """Processes that start in here ignore what a terminal sends to all of them on Ctrl-C: this one
    decides what becomes of them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


def _outcome(future: Future[R]) -> R | Exception:
    try:
        return future.result()
    except Exception as error:  # noqa: BLE001  # one that fails, fails alone
        return error


def _run_here(function: Callable[[T], R], task: T) -> R | Exception:
    try:
        return function(task)
    except Exception as error:  # noqa: BLE001  # one that fails, fails alone
        return error


def _run_apart(function: Callable[[T], R], task: T) -> R | Exception:
    with make_pool(1) as pool, interrupts_ignored():
        future = pool.submit(function, task)
    return _outcome(future)
