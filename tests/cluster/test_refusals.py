"""Clusters that cannot be used: exit code 3, the reason, a way out, and the site as it was."""

import datetime as dt
import shutil
import socket
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from clusters import Certificates, Cluster
from world import Newsroom, Said, read_tree, sabotage

from publisher.build import remote
from publisher.build.cluster import Dispatch
from publisher.build.parcel import machine_parts
from publisher.build.pipeline import build_site
from publisher.build.remote import inspect_worker
from publisher.build.request import BuildRequest
from publisher.build.request import Cluster as Place
from publisher.build.store import Store, write_object
from publisher.model.errors import EnvironmentProblem

QUICK = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "4s"}
"""How long a build waits for a cluster that is not there."""
OLD_WEASYPRINT = """
import importlib.metadata

version = importlib.metadata.version

def tell(name):
    return "69.9" if name == "weasyprint" else version(name)

importlib.metadata.version = tell
"""
"""A machine on which one package has another version, for `sabotage`."""
WITHOUT = """
import sys

class Hide:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == {name!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Hide())
"""
"""A machine without a package, for `sabotage`."""


def refuse(newsroom: Newsroom, address: str, finding: str, *arguments: object, **how) -> Said:
    """A build that is refused for a reason and leaves nothing behind."""
    env = {**QUICK, **how.pop("env", {})}
    said = newsroom.run("build", "--scheduler", address, *arguments, env=env, **how)
    assert said.code == 3, said
    assert f"[{finding}]" in said.stderr
    assert "hint: " in said.stderr
    assert not newsroom.site.exists()
    return said


def test_nobody_there(minimal: Newsroom) -> None:
    """Where no scheduler listens, the build says so and how to go on."""
    said = refuse(minimal, "tcp://127.0.0.1:1", "environment/scheduler")
    assert "the scheduler tcp://127.0.0.1:1 cannot be reached: " in said.stderr
    assert "build without --scheduler" in said.stderr


@pytest.mark.parametrize("answer", [b"SSH-2.0-OpenSSH_9.9\r\n", b""])
def test_somebody_else_there(minimal: Newsroom, answer: bytes) -> None:
    """What listens there may be something else, or never say a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        connections = []

        def talk() -> None:
            while True:
                connections.append(server.accept()[0])
                connections[-1].sendall(answer)

        threading.Thread(target=talk, daemon=True).start()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        refuse(minimal, address, "environment/scheduler")


def test_no_worker(minimal: Newsroom, cluster: Cluster) -> None:
    """A scheduler without workers is waited for, and then is no cluster."""
    said = refuse(minimal, cluster.start_scheduler(), "environment/scheduler")
    assert "has no worker" in said.stderr


def test_other_versions(minimal: Newsroom, cluster: Cluster) -> None:
    """Workers that would make other bytes are refused, each with what differs; others pass."""
    cluster.start_scheduler()
    cluster.start_worker("same")
    cluster.start_worker("old", code=OLD_WEASYPRINT)
    cluster.wait_for_workers(2)
    said = refuse(minimal, cluster.address, "environment/worker")
    assert said.stderr.count(" error: ") == 1
    assert "it has weasyprint 69.9, not " in said.stderr
    assert "babel" not in said.stderr


def test_a_latecomer_with_other_versions(
    minimal: Newsroom, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that came too late to be inspected does nothing that would come out otherwise."""
    cluster.start_scheduler()
    cluster.start_worker("old", code=OLD_WEASYPRINT)
    cluster.wait_for_workers(1)
    monkeypatch.setattr(Dispatch, "_inspect", lambda self: None)
    request = BuildRequest(
        folder=minimal.folder,
        output=minimal.site,
        cluster=Place(scheduler=cluster.address),
        now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )
    with pytest.raises(EnvironmentProblem, match=r"weasyprint 69\.9, not "):
        build_site(request, Store(minimal.cache))
    assert not minimal.site.exists()


def test_an_upgraded_worker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What was upgraded under a running worker is not what it works with: it must start anew."""
    worker = SimpleNamespace(address="tcp://192.0.2.1:1")
    parts = machine_parts()
    assert inspect_worker(parts, None, "", worker) == ()
    monkeypatch.setattr(remote, "machine_parts", lambda: {**parts, "babel": "0.1"})
    (finding,) = inspect_worker(parts, None, "", worker)
    assert "has been upgraded since it started" in finding.message


def test_a_disk_that_is_not_shared(tmp_path: Path) -> None:
    """A worker whose folder of that name is another one is found out before it works."""
    worker = SimpleNamespace(address="tcp://192.0.2.1:1")
    mark = write_object(tmp_path / "here", b"here")
    assert inspect_worker(machine_parts(), tmp_path / "here", mark, worker) == ()
    (finding,) = inspect_worker(machine_parts(), tmp_path / "there", mark, worker)
    assert finding.id == "environment/worker"
    assert "does not see in " in finding.message


def test_a_worker_without_publisher(minimal: Newsroom, cluster: Cluster) -> None:
    """A machine on which publisher is not installed is named."""
    cluster.start_scheduler()
    cluster.start_worker("bare", code=WITHOUT.format(name="publisher"))
    cluster.wait_for_workers(1)
    said = refuse(minimal, cluster.address, "environment/worker")
    assert "No module named 'publisher'" in said.stderr


def test_a_scheduler_without_publisher(minimal: Newsroom, cluster: Cluster) -> None:
    """The scheduler, which hands tasks on, must know publisher too."""
    env = sabotage(cluster.folder / "bare", WITHOUT.format(name="publisher"))
    cluster.start_scheduler(env=env)
    cluster.start_worker("whole")
    cluster.wait_for_workers(1)
    said = refuse(minimal, cluster.address, "environment/scheduler")
    assert "does not know publisher, which must be installed there too" in said.stderr


def test_without_dask(minimal: Newsroom, tmp_path: Path) -> None:
    """Where the extra is not installed, the command that installs it is named."""
    env = sabotage(tmp_path / "bare", WITHOUT.format(name="distributed"))
    said = refuse(minimal, "tcp://127.0.0.1:1", "environment/dask", env=env)
    assert "pip install 'publisher[dask]'" in said.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--scheduler", "192.0.2.1:8786"], "begins with neither tcp:// nor tls://"),
        (["--tls-ca", "publisher.toml"], "go with --scheduler"),
        (["--shared-cache", "there"], "go with --scheduler"),
        (["--scheduler", "tls://x:1", "--tls-ca", "nothing.pem"], "does not exist"),
        (["--scheduler", "tcp://x:1", "--cache", "a", "--shared-cache", "b"], "one cache"),
    ],
)
def test_options_that_make_no_sense(minimal: Newsroom, arguments: list[str], says: str) -> None:
    """Options that do not go together are usage errors, exit code 2."""
    said = minimal.run("build", *arguments)
    assert said.code == 2, said
    assert says in said.stderr


def test_tls(minimal: Newsroom, cluster: Cluster, built_minimal: Newsroom, tmp_path: Path) -> None:
    """With certificates made as docs/cluster.md says, named by options or in Dask's own
    configuration, the build comes out the same; without, with others, and without TLS, it is
    refused."""
    cluster.tls = Certificates.make(tmp_path / "ours")
    cluster.start_scheduler()
    assert cluster.address.startswith("tls://")
    cluster.start_worker("a")
    cluster.wait_for_workers(1)
    names = ("--tls-ca", "--tls-cert", "--tls-key")

    said = refuse(minimal, cluster.address, "environment/scheduler")
    assert "it takes --tls-ca, --tls-cert and --tls-key" in said.stderr
    others = Certificates.make(tmp_path / "others")
    refuse(minimal, cluster.address, "environment/scheduler", *others.options(*names))
    refuse(minimal, cluster.address.replace("tls", "tcp"), "environment/scheduler")
    key = ("--tls-ca", others.path("ca.pem"), "--tls-cert", others.path("node.key"))
    said = refuse(minimal, cluster.address, "environment/scheduler", *key)
    assert "a TLS file is bad" in said.stderr

    build = ("build", "--scheduler", cluster.address)
    said = minimal.run(*build, *cluster.tls.options(*names))
    assert said.code == 0, said
    assert read_tree(minimal.site) == read_tree(built_minimal.site)

    shutil.rmtree(minimal.site)
    shutil.rmtree(minimal.cache)
    prefix = "DASK_DISTRIBUTED__COMM__TLS__"
    names = (f"{prefix}CA_FILE", f"{prefix}CLIENT__CERT", f"{prefix}CLIENT__KEY")
    told = list(map(str, cluster.tls.options(*names)))
    env = dict(zip(told[::2], told[1::2], strict=True))
    assert minimal.run(*build, env=env).code == 0
    assert read_tree(minimal.site) == read_tree(built_minimal.site)
