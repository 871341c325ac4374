"""Tasks to results, in this process or in several.

In: tasks, as they come. Out: the place of each in the order of the tasks and its result, as they
are done. One that fails, fails alone: it raises, takes too long or too much memory, or takes its
process down, and the others finish.
"""

import contextlib
import itertools
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from publisher.build.request import Limits
from publisher.model.errors import PublisherError

T = TypeVar("T")
R = TypeVar("R")

SMALL = 2
"""So few tasks are done here: a worker takes longer to start than they take."""


class TaskFailure(Exception):  # noqa: N818  # what became of a task, not an error of this module
    """A task that gave no result: `reason` is `crash`, `time`, `memory` or `death`."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(reason, message)
        self.reason = reason
        self.message = message


def run_all(
    function: Callable[[T], R],
    tasks: Iterable[T],
    jobs: int,
    limits: Limits,
) -> Iterator[tuple[int, R | Exception]]:
    """The number of each task and its result, or the exception that it ended with."""
    source = iter(tasks)
    first = list(itertools.islice(source, SMALL + 1))
    tasks = itertools.chain(first, source)
    if jobs <= 1 or len(first) <= SMALL:
        for number, task in enumerate(tasks):
            yield number, _run_here(function, task, limits)
        return
    crew = Crew(function, jobs, limits)
    try:
        yield from crew.run(tasks)
    finally:
        crew.dismiss()


@dataclass
class _Worker(Generic[T]):
    """A process, the pipe to it, and what it is doing: a task, and until when it may."""

    process: Any
    pipe: Connection
    number: int = -1
    task: T | None = None
    deadline: float = 0.0


class Crew(Generic[T, R]):
    """Worker processes, made once and kept for as many tasks as there are."""

    def __init__(self, function: Callable[[T], R], size: int, limits: Limits) -> None:
        self.function = function
        self.size = size
        self.limits = limits
        self.workers: list[_Worker[T]] = []
        self.context = _context()
        with interrupts_ignored():
            _begin_workers(self.context)

    def run(self, tasks: Iterable[T]) -> Iterator[tuple[int, R | Exception]]:
        """The results of `tasks`, as they are done. The next tasks are got ready while the
        workers are busy."""
        source = enumerate(tasks)
        ready: deque[tuple[int, T]] = deque()
        again: set[int] = set()
        more = True
        while more or ready or self._busy():
            self._occupy(ready)
            fetch = more and len(ready) < self.size
            done = self._collect(seconds=0.0 if fetch else None)
            if fetch and not done:
                upcoming = next(source, None)
                more = upcoming is not None
                ready.extend([upcoming] if upcoming is not None else [])
            for number, task, result in done:
                # A process that dies may not have died of this task: it gets another chance.
                if _died(result) and number not in again:
                    again.add(number)
                    ready.appendleft((number, task))
                else:
                    yield number, result

    def _busy(self) -> list[_Worker[T]]:
        return [worker for worker in self.workers if worker.task is not None]

    def _occupy(self, ready: deque[tuple[int, T]]) -> None:
        """Give tasks to workers that have none, and to new ones."""
        for worker in self.workers:
            if worker.task is None and ready:
                self._give(worker, *ready.popleft())
        while ready and len(self.workers) < self.size:
            self._give(self._hire(), *ready.popleft())

    def dismiss(self) -> None:
        """End every worker, whatever it is doing."""
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.process.join()
            worker.pipe.close()
        self.workers.clear()

    def _hire(self) -> _Worker[T]:
        here, there = self.context.Pipe()
        process = self.context.Process(
            target=_serve, args=(there, self.function, self.limits.memory), daemon=True
        )
        process.start()
        there.close()
        worker: _Worker[T] = _Worker(process, here)
        self.workers.append(worker)
        return worker

    def _give(self, worker: _Worker[T], number: int, task: T) -> None:
        worker.number, worker.task = number, task
        worker.deadline = time.monotonic() + self.limits.seconds
        with contextlib.suppress(BrokenPipeError):  # a worker that is gone is found by its pipe
            worker.pipe.send(task)

    def _collect(self, seconds: float | None) -> list[tuple[int, T, R | Exception]]:
        """What is done by now; waits `seconds` for the first, None: until there is one."""
        done: list[tuple[int, T, R | Exception]] = []
        busy = self._busy()
        if not busy:
            return done
        now = time.monotonic()
        if seconds is None:
            seconds = max(0.0, min(worker.deadline for worker in busy) - now)
        readable = set(wait([worker.pipe for worker in busy], timeout=seconds))
        now = time.monotonic()
        for worker in busy:
            assert worker.task is not None
            if worker.pipe in readable:
                result = self._receive(worker)
            elif now >= worker.deadline:
                result = TaskFailure("time", f"took longer than {self.limits.seconds:g} seconds")
                self._let_go(worker)
            else:
                continue
            done.append((worker.number, worker.task, result))
            worker.task = None
        return done

    def _receive(self, worker: _Worker[T]) -> R | Exception:
        try:
            result: R | Exception = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            code = worker.process.exitcode
            self._let_go(worker)
            return TaskFailure("death", f"its process ended by itself (exit code {code})")
        if isinstance(result, TaskFailure) and result.reason == "memory":
            self._let_go(worker)  # its memory may be too crowded for another task
        return result

    def _let_go(self, worker: _Worker[T]) -> None:
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self.workers.remove(worker)


def _died(result: object) -> bool:
    return isinstance(result, TaskFailure) and result.reason == "death"


def _context() -> Any:
    """Processes that share nothing with this one, and that have imported the renderer once, where
    the system can fork."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["publisher.build.warm"])
    return context


def _begin_workers(context: Any) -> None:
    """Start the process that workers fork from, and what it starts inherits; it takes its time to
    import the renderer, and nobody waits for it."""
    if context.get_start_method() == "forkserver":
        from multiprocessing import forkserver  # noqa: PLC0415  # not on Windows

        forkserver.ensure_running()


def _serve(pipe: Connection, function: Callable[[T], R], memory: int) -> None:
    """What a worker does: tasks from the pipe, results into it, until it is told to end."""
    _end_with_parent()
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        result = _run(function, task)
        try:
            pipe.send(result)
        except BrokenPipeError:
            return


def _end_with_parent() -> None:
    """End this process as soon as the one that started it is gone, even if it was killed: nobody
    would end a task that hangs."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()


def _run(function: Callable[[T], R], task: T) -> R | Exception:
    try:
        return function(task)
    except (PublisherError, TaskFailure) as error:
        return error
    except MemoryError:
        return TaskFailure("memory", "took more memory than it may")
    except Exception as error:  # noqa: BLE001  # one that fails, fails alone
        return TaskFailure("crash", f"{type(error).__name__}: {error}")


def _run_here(function: Callable[[T], R], task: T, limits: Limits) -> R | Exception:
    """A task in this process, held to its time where the system can."""
    if threading.current_thread() is not threading.main_thread() or os.name == "nt":
        return _run(function, task)

    def ring(*_: object) -> None:
        raise TaskFailure("time", f"took longer than {limits.seconds:g} seconds")

    handler = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    try:
        return _run(function, task)
    except TaskFailure as failure:
        return failure
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)


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
