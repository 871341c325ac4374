"""Tasks to results on a Dask cluster: the same tasks, the same bytes, on other machines.

In: tasks, as they come, and where the cluster is. Out: as of `executor.run_all`. Files that a task
reads travel once to each worker, when it says that it lacks them. A worker that is lost loses
nothing: Dask has its tasks done again elsewhere, and their contents sent again. Only a cluster that
is gone ends the build.
"""

import itertools
import os
import pickle
import queue
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from distributed import Client, Future, KilledWorker

from publisher.build.connection import connect, patience, reaching, scheduler_problem
from publisher.build.executor import TaskFailure
from publisher.build.parcel import Content, Delivery, machine_parts, pack_task, unpack_result
from publisher.build.remote import MEND, Lacking, Order, do_task, hand_over, inspect_worker
from publisher.build.request import BuildRequest, Cluster, Limits
from publisher.build.store import object_path, read_object, write_object
from publisher.model.errors import EnvironmentProblem
from publisher.model.finding import Finding

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2
"""Tasks under way for each thread of the cluster: one in work, one that waits beside it."""
LOOK = 2.0
"""Seconds between two looks at who is there."""
Answer = Delivery | Lacking | Exception
"""What `do_task` gives."""
VISIBLE = 30.0
"""Seconds until a network file system shows what another machine wrote: acdirmin in nfs(5)."""


def run_on_cluster(
    function: Callable[[T], R], tasks: Iterable[T], request: BuildRequest
) -> Iterator[tuple[int, R | Exception]]:
    """The number of each task and its result, or the exception that it ended with.

    Raises EnvironmentProblem where the cluster cannot be used, or goes away.
    """
    source = iter(tasks)
    first = next(source, None)
    if first is None:
        return
    assert request.cluster is not None
    with connect(request.cluster) as client:
        dispatch = Dispatch(client, function, request.cluster, request.limits, request.name)
        yield from dispatch.run(itertools.chain([first], source))


@dataclass(frozen=True, kw_only=True, slots=True)
class Errand(Generic[T]):
    """A task under way; the cluster keeps its contents as long as we hold their futures."""

    number: int
    task: T
    future: "Future[Answer]"
    contents: "tuple[Future[bytes], ...]"


class Dispatch(Generic[T, R]):
    """Tasks of one kind on a cluster, for the build of a name."""

    def __init__(
        self,
        client: Client,
        function: Callable[[T], R],
        cluster: Cluster,
        limits: Limits,
        build: str,
    ) -> None:
        self.client = client
        self.function = function
        self.cluster = cluster
        self.limits = limits
        self.build = build
        self.name = os.urandom(16).hex()
        self.parts = machine_parts()
        self._errands: dict[str, Errand[T]] = {}
        self._count = itertools.count()
        self._done: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._files: dict[str, Future[bytes]] = {}
        self._bytes: weakref.WeakValueDictionary[str, Future[bytes]]
        self._bytes = weakref.WeakValueDictionary()
        self._room = 0
        self._looked = 0.0
        self._seen = time.monotonic()

    def run(self, tasks: Iterable[T]) -> Iterator[tuple[int, R | Exception]]:
        """The results of `tasks`, as they are done; the next are got ready meanwhile."""
        while not self._room:
            self._look()
        self._inspect()
        source = enumerate(tasks)
        suspects: list[tuple[int, T]] = []
        more = True
        while more or self._errands:
            while more and len(self._errands) < self._room:
                upcoming = next(source, None)
                more = upcoming is not None
                if upcoming is not None:
                    self._send(*upcoming)
            if self._errands:
                errand, result = self._next()
                if isinstance(result, TaskFailure) and result.reason == "death":
                    suspects.append((errand.number, errand.task))
                else:
                    yield errand.number, result
        # Dask gives up all tasks that were on workers that ended, again and again, of one of them.
        # Alone each shows what it is.
        self._files.clear()
        for number, task in suspects:
            self._send(number, task)
            yield number, self._next()[1]

    def _look(self) -> None:
        """See who is there; wait a little where nobody is."""
        with reaching(self.cluster):
            if self.client.status != "running":
                raise ConnectionError("the connection is lost")
            threads = sum(self.client.nthreads().values())
        self._looked = time.monotonic()
        if threads:
            self._room, self._seen = AHEAD * threads, self._looked
        elif self._looked - self._seen > patience():
            raise scheduler_problem(self.cluster, "has no worker")
        else:
            time.sleep(0.1)

    def _inspect(self) -> None:
        """Refuse workers that would make other bytes, or do not share what they should. The
        scheduler, too, opens what it hands on."""
        try:
            with reaching(self.cluster):
                self.client.run_on_scheduler(hand_over, b"")
        except (ImportError, AttributeError) as error:
            problem = f"does not know publisher, which must be installed there too: {error}"
            raise scheduler_problem(self.cluster, problem) from error
        with self._mark() as mark, reaching(self.cluster):
            told = self.client.run(
                inspect_worker, self.parts, self.cluster.shared, mark, on_error="return"
            )
        findings: list[Finding] = []
        for address, found in sorted(told.items()):
            if isinstance(found, tuple):
                findings += found
            elif not isinstance(found, OSError):  # which says that it is not there any more
                findings.append(foreign_finding(address, found))
        if findings:
            raise EnvironmentProblem(*findings)

    @contextmanager
    def _mark(self) -> Iterator[str]:
        """The digest of bytes that are in the shared store for now."""
        folder = self.cluster.shared
        if folder is None:
            yield ""
            return
        try:
            mark = write_object(folder, self.name.encode())
        except OSError as error:
            raise shared_problem(folder, f"cannot be written to: {error}") from error
        try:
            yield mark
        finally:
            with suppress(OSError):
                object_path(folder, mark).unlink()

    def _send(self, number: int, task: T, worker: str = "") -> None:
        """Send a task with its bytes, or to a worker that lacks them with its files too."""
        parcel, contents = pack_task(task)
        order: Order = (self.function, parcel, self.build, self.limits, self.cluster.shared)
        digests = tuple(sha for sha in contents if worker or sha not in parcel.files)
        key = f"{self.function.__name__}-{self.name}-{next(self._count)}"
        where = {"workers": [worker], "allow_other_workers": True} if worker else {}
        with reaching(self.cluster):
            needs = tuple(self._content(sha, contents[sha], where) for sha in digests)
            future = self.client.submit(
                do_task, self.parts, pickle.dumps(order), digests, *needs, key=key, **where
            )
        self._errands[key] = Errand(number=number, task=task, future=future, contents=needs)
        future.add_done_callback(lambda done: self._done.put(done.key))

    def _content(self, sha256: str, content: Content, where: Mapping[str, Any]) -> "Future[bytes]":
        """A content on the cluster: files of the newsroom for as long as there are tasks, bytes as
        long as a task that needs them is under way."""
        for kept in (self._files, self._bytes):
            if sha256 in kept:
                return kept[sha256]
        data = content if isinstance(content, bytes) else read_content(content)
        future = self.client.submit(hand_over, data, key=f"hand_over-{sha256}", **where)
        if isinstance(content, bytes):
            self._bytes[sha256] = future
        else:
            self._files[sha256] = future
        return future

    def _next(self) -> tuple[Errand[T], R | Exception]:
        """The next errand that is done, and what became of it."""
        while True:
            if time.monotonic() - self._looked > LOOK:
                self._look()
            with suppress(queue.Empty):
                errand = self._errands.pop(self._done.get(timeout=LOOK))
                result = self._receive(errand)
                if not isinstance(result, Lacking):
                    return errand, result
                self._send(errand.number, errand.task, result.worker)

    def _receive(self, errand: Errand[T]) -> R | Lacking | Exception:
        with reaching(self.cluster):
            if errand.future.status == "error":
                return self._failure(errand.future.exception())
            found = errand.future.result()
        if isinstance(found, Lacking | Exception):
            return found
        try:
            result: R = unpack_result(found, self._fetch)
        except ValueError as error:
            return TaskFailure("crash", f"it came back damaged: {error}")
        return result

    def _failure(self, error: BaseException | None) -> Exception:
        """What an error of Dask's is: `do_task` itself raises none."""
        if isinstance(error, KilledWorker):
            return TaskFailure("death", "every worker that took it up ended by itself")
        if isinstance(error, ImportError | AttributeError):
            return EnvironmentProblem(foreign_finding("", error))
        return TaskFailure("crash", f"{type(error).__name__}: {error}")

    def _fetch(self, sha256: str) -> bytes:
        """Bytes that a worker has put into the shared store."""
        folder = self.cluster.shared
        assert folder is not None
        deadline = time.monotonic() + VISIBLE
        while (data := read_object(folder, sha256)) is None:
            if time.monotonic() > deadline:
                raise shared_problem(folder, f"lacks what a worker has put there: {sha256}")
            time.sleep(0.1)
        return data


def read_content(path: Path) -> bytes:
    """The bytes of a file of the newsroom."""
    try:
        return path.read_bytes()
    except OSError as error:
        hint = "it was there a moment ago: build once more"
        message = f"cannot be read: {error.strerror}"
        finding = Finding(id="environment/unreadable", message=message, hint=hint, path=str(path))
        raise EnvironmentProblem(finding) from error


def shared_problem(folder: Path, problem: str) -> EnvironmentProblem:
    """What to do about a disk that is not shared."""
    return EnvironmentProblem(
        Finding(
            id="environment/cache",
            message=f"the shared cache {problem}",
            hint="mount one folder at the same path on all machines, or build without "
            "--shared-cache",
            path=str(folder),
        )
    )


def foreign_finding(address: str, error: BaseException) -> Finding:
    """A worker that does not know this version of publisher, or none."""
    worker = f"the worker {address}" if address else "a worker"
    return Finding(
        id="environment/worker",
        message=f"{worker} cannot work for this publisher: {type(error).__name__}: {error}",
        hint=MEND,
    )
