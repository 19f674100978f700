"""A running preview, for tests and for the bench."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Preview:
    """A running `mkdocs serve`."""

    address: str  # host and port
    server: subprocess.Popen[bytes]
    log: Path  # where its terminal is kept

    def fetch_bytes(self, path: str) -> bytes:
        """A file as it is served."""
        assert self.server.poll() is None, f"the preview has ended\n{self.terminal}"
        with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=30) as answer:
            return bytes(answer.read())

    def fetch(self, path: str) -> str:
        """A page as it is served."""
        return self.fetch_bytes(path).decode()

    def comes_to_show(self, path: str, text: str) -> None:
        """Wait until a page holds a text."""
        wait_for(lambda: text in self.fetch(path))

    @property
    def terminal(self) -> str:
        """What it printed so far."""
        return self.log.read_text(encoding="utf-8")


@contextmanager
def preview(project: Path, config: str = "mkdocs.yml") -> Iterator[Preview]:
    """Run `mkdocs serve` on a copy of the project, with one of its configurations."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    log = project.parent / "terminal.txt"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", address]
    command += ["--config-file", config]
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=project, env=environment, stdout=output, stderr=output)
    running = Preview(address, server, log)
    try:
        wait_for(lambda: running.fetch(""))
        yield running
    finally:
        server.terminate()
        server.wait(timeout=10)


def wait_for(happens: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something is true; an answer that does not come yet counts as not true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if happens():
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise AssertionError(f"did not happen within {seconds} s")
