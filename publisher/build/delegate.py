"""Tasks to results, wherever they are done: here, or on the cluster that is asked for.

In: what to do, and with what. Out: as of `executor.run_all`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from publisher.build.executor import run_all
from publisher.build.findings import dask_finding
from publisher.build.request import BuildRequest
from publisher.model.errors import EnvironmentProblem

T = TypeVar("T")
R = TypeVar("R")


def do_tasks(
    function: Callable[[T], R], tasks: Iterable[T], request: BuildRequest
) -> Iterator[tuple[int, R | Exception]]:
    """Results by the number of their task. `function` is one of a module's own.

    Raises EnvironmentProblem where a cluster is asked for that cannot be used.
    """
    if request.cluster is None:
        return run_all(function, tasks, request.jobs, request.limits)
    try:
        from publisher.build.cluster import run_on_cluster  # noqa: PLC0415  # Dask is an extra
    except ModuleNotFoundError as error:
        raise EnvironmentProblem(dask_finding(error)) from error
    return run_on_cluster(function, tasks, request)
