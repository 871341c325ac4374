"""What a worker of a Dask cluster does: parcels to deliveries.

In: a parcel and contents. Out: a delivery, or the exception that the task ended with. The work is
done in a process of its own, one for each thread of the worker: a task that hangs, swells or dies
takes neither the worker nor other tasks along.
"""

import functools
import multiprocessing
import pickle
import signal
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from distributed import Worker, get_worker

from publisher.build.executor import Crew
from publisher.build.parcel import (
    Delivery,
    Parcel,
    keep_files,
    machine_parts,
    pack_result,
    unpack_task,
)
from publisher.build.request import Limits
from publisher.build.resources import use_bundled_fonts
from publisher.build.store import object_path
from publisher.model.errors import EnvironmentProblem
from publisher.model.finding import Finding

Order = tuple[Callable[[Any], object], Parcel, str, Limits, Path | None]
"""What to do, with what, for which build, within what limits, and the shared store's folder."""
Job = tuple[Callable[[Any], object], object]
"""What to do, and with what."""

MEND = "install there what is installed here, and start it anew; or stop that worker"

GRACE = 10.0
"""Seconds over its limit after which a task ends itself."""

_HERE = threading.local()


@functools.cache
def loaded_parts() -> dict[str, str]:
    """The parts of this machine as they were when its worker first heard of publisher: what is
    installed afterwards is not loaded any more."""
    return machine_parts()


def inspect_worker(
    parts: Mapping[str, str], shared: Path | None, mark: str, dask_worker: Worker
) -> tuple[Finding, ...]:
    """What is wrong with this worker: it is not like the machine of `parts`, or the shared store is
    not the one in which there are bytes with the digest `mark`. Dask names the worker."""
    found: list[Finding] = []
    if problem := find_differences(parts):
        found.append(worker_finding(dask_worker, problem, MEND))
    if loaded_parts() != machine_parts():
        problem = "has been upgraded since it started, and works with what it had then"
        found.append(worker_finding(dask_worker, problem, "start it anew"))
    if shared is not None and not object_path(shared, mark).is_file():
        problem = f"does not see in {shared} what was just put there"
        hint = "mount the same folder at the same path there, or build without --shared-cache"
        found.append(worker_finding(dask_worker, problem, hint))
    return tuple(found)


def hand_over(content: bytes) -> bytes:
    """A content, as a task: so Dask keeps it, and has it again when a worker is lost."""
    return content


@dataclass(frozen=True, kw_only=True, slots=True)
class Lacking:
    """What a worker answers that lacks files of the newsroom: its address, to send them to."""

    worker: str


def do_task(
    parts: Mapping[str, str], order: bytes, digests: tuple[str, ...], *contents: bytes
) -> Delivery | Lacking | Exception:
    """Do a task. `order` is an `Order`, pickled, and opened only if this machine is like that of
    `parts`; `digests` are those of the contents that came along."""
    worker = get_worker()
    if problem := find_differences(parts):
        return EnvironmentProblem(worker_finding(worker, problem, MEND))
    opened: Order = pickle.loads(order)  # noqa: S301  # a client may run any code
    function, parcel, build, limits, shared = opened
    folder = Path(worker.local_directory) / "publisher"
    known = dict(zip(digests, contents, strict=True))
    try:
        if not keep_files(parcel, known, folder):
            return Lacking(worker=worker.address)
        job = (function, unpack_task(parcel, known, folder))
        ((_, result),) = _crew(build, limits).run([job])
        if isinstance(result, Exception):
            return result
        return pack_result(result, shared)
    except OSError as error:
        hint = "see to the disk of that machine, or stop that worker"
        return EnvironmentProblem(worker_finding(worker, f"cannot go on: {error}", hint))


def _crew(build: str, limits: Limits) -> Crew[Job, object]:
    """The process of this thread. It is kept from task to task, but not from build to build: what
    it remembers of one newsroom must not show in another."""
    if getattr(_HERE, "build", None) != build:
        if hasattr(_HERE, "crew"):
            _HERE.crew.dismiss()
        use_bundled_fonts()
        # Dask starts workers as daemons, which may have no children, lest these outlive them. Ours
        # end when their pipe does, or their time.
        multiprocessing.current_process().daemon = False
        do_job = functools.partial(do_in_time, limits.seconds + GRACE)
        _HERE.build, _HERE.crew = build, Crew(do_job, 1, limits)
    crew: Crew[Job, object] = _HERE.crew
    return crew


def do_in_time(seconds: float, job: Job) -> object:
    """Do a job in a process that ends after so many seconds of it, where the system can. The
    worker ends what takes too long; this is for when the worker itself was killed."""
    alarm = hasattr(signal, "setitimer")
    if alarm:
        signal.setitimer(signal.ITIMER_REAL, seconds)
    function, task = job
    try:
        return function(task)
    finally:
        if alarm:
            signal.setitimer(signal.ITIMER_REAL, 0)


def find_differences(parts: Mapping[str, str]) -> str:
    """What this machine has in another version than the machine of `parts`, in words."""
    mine = loaded_parts()
    differences = [
        f"{name} {_short(mine.get(name))}, not {_short(parts.get(name))}"
        for name in sorted({*parts, *mine})
        if mine.get(name) != parts.get(name)
    ]
    if not differences:
        return ""
    return f"would not make the same bytes: it has {'; '.join(differences)}"


def _short(version: str | None) -> str:
    return (version or "none")[:12]


def worker_finding(worker: Worker, problem: str, hint: str) -> Finding:
    """A finding about a worker."""
    return Finding(
        id="environment/worker", message=f"the worker {worker.address} {problem}", hint=hint
    )
