"""A built site as a good host serves it: compressed, under a base path, with its own page for what is missing."""

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: How hard a common host compresses.
LEVEL = 6

COMPRESSED = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml")

mimetypes.add_type("text/javascript", ".js")


@cache
def packed(path: Path) -> bytes:
    """A file as it travels: compressed unless its kind is compressed already. A site that is served does not change."""
    content = path.read_bytes()
    return gzip.compress(content, LEVEL, mtime=0) if _kind(path).startswith(COMPRESSED) else content


def _kind(path: Path) -> str:
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16

    def __init__(self, folder: Path, base: str, *args: object) -> None:
        self.folder, self.base = folder, base
        super().__init__(*args)  # type: ignore[arg-type]

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = (self.folder / path.removeprefix(self.base)).resolve()
        if file.is_dir():
            file /= "index.html"
        found = path.startswith(self.base) and file.is_relative_to(self.folder) and file.is_file()
        file = file if found else self.folder / "404.html"
        body = packed(file)
        self.send_response(200 if found else 404)
        kind = _kind(file)
        self.send_header("Content-Type", kind + ("; charset=utf-8" if kind.startswith(COMPRESSED) else ""))
        self.send_header("Content-Length", str(len(body)))
        if kind.startswith(COMPRESSED):
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path, base: str = "/") -> Iterator[str]:
    """Serve a built site under a path with slashes at both ends; yield the address of its home page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, folder.resolve(), base)) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{base}"
        finally:
            server.shutdown()
