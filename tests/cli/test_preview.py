"""`preview` opens a port of this machine, and no other; the pages are tested in tests/preview."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from world import PACKAGE, Newsroom


@contextmanager
def taken_port() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_that_is_taken(minimal: Newsroom) -> None:
    """A second preview on a port says which one is taken and names one that is free."""
    with taken_port() as port:
        said = minimal.run("preview", "--no-open", "--port", port)
    assert said.code == 3
    assert f"port {port} is taken, perhaps by another preview" in said.stderr
    assert "publisher preview --port " in said.stderr
    assert said.stdout == ""


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "example.org"])
def test_other_machines(minimal: Newsroom, host: str) -> None:
    """Other machines are let in only by who says so twice."""
    said = minimal.run("preview", "--no-open", "--port", 0, "--host", host)
    assert said.code == 2
    assert "--allow-network" in said.stderr


def test_no_newsroom(minimal: Newsroom) -> None:
    """Outside a newsroom there is nothing to show."""
    (minimal.folder / "publisher.toml").unlink()
    assert minimal.run("preview", "--no-open", "--port", 0).code == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for other processes")
def test_it_answers_until_it_is_ended(minimal: Newsroom) -> None:
    """It prints its address, answers there and on no other interface, and Ctrl-C ends it within
    seconds, also while a page listens to it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "publisher", "preview", "--no-open", "--port", "0"],
        cwd=minimal.folder,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    address = process.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(address, timeout=60) as answer:
        assert "2024-05-02-hello" in answer.read().decode()
    listening = urllib.request.urlopen(f"{address}events", timeout=60)
    assert listening.readline().startswith(b"retry:")
    port = int(address.rstrip("/").rpartition(":")[2])
    with socket.socket() as other:
        assert other.connect_ex(("127.0.0.2", port)) != 0
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=20)
    listening.close()
    assert process.returncode == 130
    assert "Traceback" not in "".join(said)
