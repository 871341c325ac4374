"""The way to a Dask cluster, and what people are told where there is none.

In: where the cluster is. Out: a client of its scheduler.
"""

import asyncio
import logging
import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress

import dask
from dask.utils import parse_timedelta
from distributed import Client
from distributed.client import ClosedClientError
from distributed.comm import connect as open_comm
from distributed.security import Security

from publisher.build.request import Cluster
from publisher.model.errors import EnvironmentProblem
from publisher.model.finding import Finding

FAREWELL = 2.0
"""Seconds to take leave of a scheduler."""
GONE = (OSError, CancelledError, ClosedClientError)
"""What Dask raises where a scheduler cannot be reached, or not any more."""


@contextmanager
def connect(cluster: Cluster) -> Iterator[Client]:
    """A client of the cluster. What Dask logs is for those who run one; whatever of it matters to
    a build, a finding says."""
    for name in ("distributed", "distributed.client", "tornado", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    security = make_security(cluster)
    try:
        asyncio.run(knock(cluster, security))
        # Versions that differ are found by `inspect_worker`.
        with warnings.catch_warnings(action="ignore"):
            client = Client(
                cluster.scheduler, security=security, timeout=patience(), set_as_default=False
            )
    except Exception as error:  # whoever answers there may be no scheduler, and answer anything
        said = str(error) or type(error).__name__
        raise scheduler_problem(cluster, f"cannot be reached: {said}") from error
    try:
        # Contents are part of the graph, so that the scheduler can have them sent again.
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1TB"}):
            yield client
    finally:
        with suppress(*GONE):
            client.close(timeout=FAREWELL)


async def knock(cluster: Cluster, security: Security) -> None:
    """See whether a scheduler answers: a client that meets none leaves a mess."""
    arguments = security.get_connection_args("client")
    async with asyncio.timeout(patience()):
        comm = await open_comm(cluster.scheduler, timeout=patience(), **arguments)
        await comm.close()


def make_security(cluster: Cluster) -> Security:
    """What TLS asks for: from the options, else from Dask's own configuration."""
    encrypted = cluster.scheduler.startswith("tls://")
    files = {
        "tls_ca_file": cluster.tls_ca,
        "tls_client_cert": cluster.tls_cert,
        "tls_client_key": cluster.tls_key,
    }
    told = {name: str(path) for name, path in files.items() if path is not None}
    try:
        security = Security(require_encryption=encrypted or None, **told)
        context = security.get_connection_args("client")["ssl_context"]
    except OSError as error:
        raise scheduler_problem(cluster, f"cannot be asked: a TLS file is bad: {error}") from error
    if encrypted and context is None:
        problem = "cannot be asked: it takes --tls-ca, --tls-cert and --tls-key"
        raise scheduler_problem(cluster, problem)
    return security


def patience() -> float:
    """Seconds to wait for a scheduler, and for workers where there are none, as configured."""
    return float(parse_timedelta(dask.config.get("distributed.comm.timeouts.connect")))


@contextmanager
def reaching(cluster: Cluster) -> Iterator[None]:
    """A scheduler that is gone as what people are told."""
    try:
        yield
    except GONE as error:
        raise scheduler_problem(cluster, f"went away: {error}") from error


def scheduler_problem(cluster: Cluster, problem: str) -> EnvironmentProblem:
    """What to do without a scheduler or without workers."""
    return EnvironmentProblem(
        Finding(
            id="environment/scheduler",
            message=f"the scheduler {cluster.scheduler} {problem}",
            hint="the site is as it was, and what was made is kept; see that the scheduler and its "
            "workers run (docs/cluster.md), or build without --scheduler",
        )
    )
