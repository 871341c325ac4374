"""Dask clusters to build on: a scheduler and workers as processes of their own, on the loopback.

In: what a worker is to be like. Out: the address of a scheduler, and processes to kill. Workers
have another working directory, home, language and time zone than the build, and nothing that they
do in Python can open a file of the newsroom or of its cache.
"""

import contextlib
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from distributed import Client
from distributed.security import Security
from world import PACKAGE, ROOT, sabotage

DOCUMENT = ROOT / "docs" / "cluster.md"

PATIENCE = 60.0
"""Seconds for a process to start on a busy machine."""

BLIND = """
import os, sys

def refuse(event, arguments):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], (str, bytes)):
        if os.path.abspath(os.fsdecode(arguments[0])).startswith({folders!r}):
            raise PermissionError(13, "this machine has no such disk", arguments[0])

sys.addaudithook(refuse)
"""
"""A machine without some folders, for `sabotage`."""
NEVER = "/nowhere"


@dataclass
class Cluster:
    """A scheduler and its workers, which speak TLS where there are certificates."""

    folder: Path
    tls: "Certificates | None" = None
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    address: str = ""

    def start_scheduler(self, env: Mapping[str, str] | None = None) -> str:
        """Start the scheduler; its address."""
        told = self.folder / "scheduler.json"
        told.unlink(missing_ok=True)
        self.run(
            *("scheduler", "--host", f"{'tls' if self.tls else 'tcp'}://127.0.0.1", "--port", "0"),
            *("--no-dashboard", "--scheduler-file", told),
            *(self.tls.options("--tls-ca-file", "--tls-cert", "--tls-key") if self.tls else ()),
            name="scheduler",
            env=env,
        )
        self.address = json.loads(wait_for(lambda: told.is_file() and told.read_text()))["address"]
        return self.address

    def start_worker(
        self,
        name: str,
        *options: str,
        blind: Sequence[Path] = (),
        code: str = "",
    ) -> None:
        """Start a worker with one thread, that cannot read what is below `blind`, and that runs
        `code` before anything else."""
        hidden = tuple(str(path.resolve()) for path in blind) or (NEVER,)
        self.run(
            *("worker", self.address, "--name", name, "--nthreads", "1", "--no-dashboard"),
            *("--local-directory", self.folder / f"{name}-scratch", *options),
            *(self.tls.options("--tls-ca-file", "--tls-cert", "--tls-key") if self.tls else ()),
            name=name,
            env=sabotage(self.folder / f"{name}-start", BLIND.format(folders=hidden) + code),
        )

    def run(self, *arguments: object, name: str, env: Mapping[str, str] | None = None) -> None:
        """Run one of Dask's own commands."""
        home = self.folder / f"{name}-home"
        home.mkdir()
        with (self.folder / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", "dask", *map(str, arguments)],
                cwd=home,
                env={
                    "PATH": os.environ["PATH"],
                    "PYTHONPATH": str(PACKAGE.parent),
                    "HOME": str(home),
                    "LC_ALL": "C.UTF-8",
                    "LANGUAGE": "my",
                    "TZ": "Asia/Yangon",
                    # Workers remember all that they did, for `keys`.
                    "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "100000",
                    **(env or {}),
                },
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_for_workers(self, count: int) -> None:
        """Wait until so many workers are there."""
        with self.client() as client:
            client.wait_for_workers(count, timeout=PATIENCE)

    @contextlib.contextmanager
    def client(self) -> Iterator[Client]:
        """A client of our own, to look on."""
        security = self.tls.security() if self.tls else None
        with Client(self.address, security=security, set_as_default=False) as client:
            yield client

    def busy_workers(self) -> list[str]:
        """The names of workers that have tasks."""
        with self.client() as client:
            processing = client.processing()
            names = {
                address: worker["name"]
                for address, worker in client.scheduler_info()["workers"].items()
            }
        return [names[address] for address, tasks in processing.items() if tasks]

    def keys(self, kind: str) -> dict[str, list[str]]:
        """The keys of the tasks of one kind that each worker did, each as often as it did it; a
        content that comes to it is a task that hands it over."""

        def collect(dask_worker):
            return [
                event[0]
                for event in dask_worker.state.log
                if event[1:2] == ("put-in-memory",) and event[0].startswith(f"{kind}-")
            ]

        with self.client() as client:
            return client.run(collect)

    def kill(self, name: str) -> None:
        """Kill a process, and whatever watches over it, at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()

    def log(self, name: str) -> str:
        """What a process has said."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def stop(self) -> None:
        """End every process."""
        for name in self.processes:
            self.kill(name)


@dataclass(frozen=True)
class Certificates:
    """Who vouches, a certificate that it vouches for, and its key; all made by OpenSSL, in the way
    of docs/cluster.md."""

    folder: Path

    @classmethod
    def make(cls, folder: Path) -> "Certificates":
        """Make them in a new folder."""
        folder.mkdir()
        commands = re.search(r"```sh\n(openssl .*?)```", DOCUMENT.read_text(), re.DOTALL)[1]
        subprocess.run(["sh", "-ec", commands], cwd=folder, check=True, capture_output=True)
        return cls(folder)

    def options(self, ca: str, cert: str, key: str) -> tuple[object, ...]:
        """These files, behind the options of these names."""
        names = ("ca.pem", "node.pem", "node.key")
        return tuple(itertools.chain(*zip((ca, cert, key), map(self.path, names), strict=True)))

    def path(self, name: str) -> Path:
        """The path of a file."""
        return self.folder / name

    def security(self) -> Security:
        """What a client of Dask's takes."""
        return Security(
            tls_ca_file=str(self.path("ca.pem")),
            tls_client_cert=str(self.path("node.pem")),
            tls_client_key=str(self.path("node.key")),
            require_encryption=True,
        )


def wait_for(found, seconds: float = PATIENCE):
    """What `found` gives, once that is something."""
    deadline = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.05)
    return value
