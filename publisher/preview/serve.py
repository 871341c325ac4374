"""The preview on a port of this machine, until it is ended from the keyboard.

In: a newsroom, a host and a port. Out: a server that answers there. A port that is taken is said at
once, with one that is free.
"""

import datetime as dt
import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn

from publisher.model.errors import EnvironmentProblem
from publisher.model.finding import Finding
from publisher.preview.app import make_app
from publisher.preview.guard import Door
from publisher.preview.room import Room
from publisher.preview.watching import Watcher


class Server(uvicorn.Server):
    """A server that ends its streams when it is told to end: they would go on for ever."""

    def __init__(self, config: uvicorn.Config, room: Room) -> None:
        super().__init__(config)
        self.room = room

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end."""
        self.room.hub.close()
        super().handle_exit(sig, frame)


def open_port(host: str, port: int) -> socket.socket:
    """A socket that listens on a port; 0 means any. Raises EnvironmentProblem where it is taken or
    may not be used."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    if os.name == "posix":  # elsewhere this would share the port with whoever has it
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno != errno.EADDRINUSE:
            raise EnvironmentProblem(
                Finding(
                    id="environment/port",
                    message=f"{host}:{port} cannot be listened on: {error.strerror or error}",
                    hint="choose another port with --port, from 1024 on, or another --host",
                )
            ) from error
        raise EnvironmentProblem(
            Finding(
                id="environment/port",
                message=f"port {port} is taken, perhaps by another preview",
                hint=f"look at http://{host}:{port}/, or run 'publisher preview --port "
                f"{free_port(host)}'",
            )
        ) from error
    return listener


def free_port(host: str) -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.bind((host, 0))
        return int(trial.getsockname()[1])


def serve_preview(
    folder: Path,
    host: str,
    port: int,
    now: Callable[[], dt.datetime],
    ready: Callable[[str], None],
    *,
    network: bool,
) -> None:
    """Serve the preview of a newsroom; `ready` is told its address as soon as it can be asked."""
    listener = open_port(host, port)
    port = int(listener.getsockname()[1])
    names = (host, socket.gethostname(), socket.getfqdn()) if network else ()
    room = Room(folder, now)
    watcher = Watcher(room, folder / "site")
    app = make_app(room, Door.make(port, network=network, names=names))
    config = uvicorn.Config(
        app,
        log_level="critical",
        access_log=False,
        server_header=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=3,
    )
    watcher.start()
    try:
        # The port is open: whoever asks before the server runs waits for it.
        ready(f"http://{'127.0.0.1' if host in {'0.0.0.0', '::', 'localhost'} else host}:{port}/")  # noqa: S104  # compared, not bound
        Server(config, room).run(sockets=[listener])
    finally:
        watcher.close()
        room.close()
