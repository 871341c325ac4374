"""The site as a web host sends it: on loopback, compressed, each file counted.

In: a folder. Out: its address, and the bytes that went over the wire. Text is compressed with gzip,
as hosts do by default; pictures and WOFF2 are compressed already.
"""

import gzip
import http.server
import mimetypes
import threading
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

TEXT = (".html", ".css", ".json", ".xml", ".atom", ".txt", ".svg", ".js")
LEVEL = 6
"""The level of gzip that web servers use by default."""
TYPES = {".atom": "application/atom+xml", ".woff2": "font/woff2", ".avif": "image/avif"}


class Server:
    """Serves a folder while it is open."""

    def __init__(self, folder: Path) -> None:
        root = folder.resolve()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = root / unquote(urlsplit(self.path).path).lstrip("/")
                path = path / "index.html" if path.is_dir() else path
                if not path.exists() and self.path == "/favicon.ico":
                    self.send_response(204)
                    self.end_headers()
                    return
                if root not in path.resolve().parents or not path.is_file():
                    self.send_error(404)
                    return
                data = path.read_bytes()
                kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
                self.send_response(200)
                self.send_header("Content-Type", kind or "application/octet-stream")
                if path.suffix in TEXT:
                    data = gzip.compress(data, LEVEL, mtime=0)
                    self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *arguments: object) -> None:
                """Say nothing: the table says it."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.server.shutdown()
        self.server.server_close()
