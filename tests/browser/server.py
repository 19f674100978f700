"""A built site as a host serves it: under a base path, with its own page for what is missing."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

#: How hard a common host compresses, and what.
LEVEL = 6
COMPRESSED = {".html", ".md", ".txt", ".css", ".js", ".json", ".xml", ".svg", ".csv"}


@cache
def packed(path: Path) -> bytes:
    """A file as it travels: compressed unless its kind is compressed already. A site that is served does not change."""
    content = path.read_bytes()
    return gzip.compress(content, LEVEL, mtime=0) if path.suffix in COMPRESSED else content


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    base = "/"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def translate_path(self, path: str) -> str:
        """Find a file below the base path; nothing is beside it."""
        return super().translate_path(path.removeprefix(self.base) if path.startswith(self.base) else "/no/such/page")

    def send_error(self, code: int, *_: object) -> None:
        """Answer with the page for what is missing."""
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path, base: str = "/") -> Iterator[str]:
    """Serve a built site under a path with slashes at both ends; yield the address of its home page."""
    handler = partial(type("Handler", (_Handler,), {"base": base}), directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{base}"
        finally:
            server.shutdown()
