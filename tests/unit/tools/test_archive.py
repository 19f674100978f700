"""Copies in an archive: what is asked, what is written, and what goes wrong, with an archive of the test's own."""

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result

from atlas.__main__ import main
from atlas.checks import examine
from atlas.site.pages.build import check
from atlas.tools import archive

LIST, PLAN, PRESS = "https://example.org/list.pdf", "https://example.org/plan.pdf", "https://press.example/"
KEY = {"ARCHIVE_KEY": "access:secret"}


def newest(stamp: str) -> tuple[int, Any]:
    """What the CDX server answers where there is a copy."""
    return 200, [["timestamp"], [stamp]]


class Archive(ThreadingHTTPServer):
    """An archive on this machine: it gives the answers to each page in their order, and the last one ever after."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.answers: dict[str, list[tuple[Any, ...]]] = defaultdict(lambda: [(200, [])])
        self.asked: list[str] = []

    def handle_error(self, *_: object) -> None:
        """Print nothing where the command did not wait for an answer."""


class _Handler(BaseHTTPRequestHandler):
    server: Archive

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = parse_qs(address.query)
        if address.path == "/cdx/search/cdx":
            assert {"output": ["json"], "fl": ["timestamp"], "limit": ["-1"]}.items() <= asked.items()
            assert asked["filter"] == ["statuscode:200"]
        self._answer(asked["url"][0] if asked else address.path)

    def do_POST(self) -> None:
        assert (self.path, self.headers["Authorization"]) == ("/save", "LOW access:secret")
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._answer(f"save {body['url'][0]}")

    def _answer(self, page: str) -> None:
        self.server.asked.append(page)
        answers = self.server.answers[page]
        status, content, *headers = answers.pop(0) if len(answers) > 1 else answers[0]
        if status == "slow":
            time.sleep(content)
            status, content = newest("20200102000000")
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value.format(self.server.address))
        self.end_headers()
        self.wfile.write((content if isinstance(content, str) else json.dumps(content)).encode())

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture
def server() -> Iterator[Archive]:
    with Archive() as server:
        Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def run(server: Archive, project: Path) -> Callable[..., Result]:
    def run(*arguments: str, **environment: str) -> Result:
        shared = ["archive", "--root", str(project), "--archive", server.address, "--pause", "0"]
        return CliRunner().invoke(main, [*shared, *arguments], env=environment)

    return run


def copies(project: Path) -> dict[str, str]:
    """The day and address of each copy by its source, in a file that the check accepts."""
    examined = examine(project)
    assert examined.atlas is not None
    assert check(examined) == []
    archived = {source.id: source.archived for source in examined.atlas.sources.values()}
    return {source: f"{copy.date} {copy.url}" for source, copy in archived.items() if copy}


def test_newest_copies_are_written_and_nothing_else_changes(
    run: Callable[..., Result], server: Archive, project: Path
) -> None:
    file = project / "data/sources.yml"
    file.write_text(file.read_text().replace("kind: official\n", "kind: official\n    # Remark.\n", 1))
    before = file.read_text()
    server.answers |= {LIST: [newest("20260101120000")], PLAN: [newest("20180707235959")]}  # the day before the plan
    assert run("--dry-run").output.splitlines()[1:] == [f"s-plan: {PLAN}", f"s-press: {PRESS}", "Without a copy: 3."]
    assert server.asked == []
    result = run()
    copy = f"{server.address}/web/20260101120000/{LIST}"
    assert result.output.splitlines() == [
        f"s-list: {copy}",
        "s-plan: the archive has no copy",
        "s-press: the archive has no copy",
        "Copies added: 1. Sources without one: 2.",
    ]
    line = f"    archived: {{url: {copy}, date: 2026-01-01}}\n"
    assert file.read_text().replace(line, "") == before
    assert copies(project) == {"s-list": f"2026-01-01 {copy}"}
    run("s-list", "s-press")
    assert server.asked == [LIST, PLAN, PRESS, PRESS]


@pytest.mark.parametrize(
    "first",
    [
        (503, ""),
        (302, "", ("Location", "{}/cdx/search/cdx?url=moved&output=json&fl=timestamp&limit=-1&filter=statuscode:200")),
    ],
)
def test_a_busy_archive_is_asked_again_and_a_redirect_followed(
    run: Callable[..., Result], server: Archive, project: Path, first: tuple[Any, ...]
) -> None:
    server.answers |= {PRESS: [first, newest("20200102000000")], "moved": [newest("20200102000000")]}
    assert run("s-press").exit_code == 0
    assert copies(project) == {"s-press": f"2020-01-02 {server.address}/web/20200102000000/{PRESS}"}


def test_it_waits_as_long_as_the_archive_says(run: Callable[..., Result], server: Archive, project: Path) -> None:
    server.answers[PRESS] = [(429, "", ("Retry-After", "1")), newest("20200102000000")]
    start = time.monotonic()
    assert run("s-press").exit_code == 0
    assert time.monotonic() - start >= 1
    assert list(copies(project)) == ["s-press"]


def test_what_goes_wrong_is_said_in_one_line_and_what_was_written_stays(
    run: Callable[..., Result], server: Archive, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "TIMEOUT", 0.1)
    wrong = {
        (403, "excluded"): "the archive says no: 403 Client Error: Forbidden",
        (429, ""): "the archive is busy, also after several tries",
        ("slow", 0.4): "the archive cannot be reached, or is too slow",
        (200, "<html>"): "the archive gives an answer that cannot be read",
        (200, ((), ("today",))): "the archive gives an answer that cannot be read",
    }
    for answer, reason in wrong.items():
        server.answers |= {LIST: [answer], PLAN: [newest("20200102000000")]}
        result = run("s-list")
        assert result.output.splitlines() == [f"s-list: {reason}", "Copies added: 0. Sources without one: 1."]
    monkeypatch.setattr(archive, "MAX_FAILURES", 2)
    server.answers |= {LIST: [(200, "?")], PRESS: [(200, "?")]}
    assert run().output.splitlines()[-1] == "Copies added: 1. Sources without one: 2."
    result = run()
    ends = "the archive failed to answer 2 times in a row, so this ends: run it again later. Copies added: 0"
    assert (result.exit_code, result.output.splitlines()[-1]) == (2, f"Error: {ends}")
    assert list(copies(project)) == ["s-plan"]


def test_it_can_be_stopped_and_goes_on_where_it_was(
    run: Callable[..., Result], server: Archive, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers |= {page: [newest("20250102000000")] for page in (LIST, PLAN, PRESS)}

    def stop(_: float) -> None:
        if server.asked == [LIST]:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("atlas.tools.archive.time.sleep", stop)
        assert run().exit_code == 1
    assert list(copies(project)) == ["s-list"]
    assert run().exit_code == 0
    assert server.asked == [LIST, PLAN, PRESS]
    assert list(copies(project)) == ["s-list", "s-plan", "s-press"]


def test_a_file_that_somebody_changes_meanwhile_is_left_as_it_is(
    run: Callable[..., Result], server: Archive, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers[LIST] = [newest("20250102000000")]
    file = project / "data/sources.yml"
    monkeypatch.setattr("atlas.tools.archive.time.sleep", lambda _: file.write_text("mine"))
    result = run("s-list")
    assert result.output.splitlines()[-1] == "Error: data/sources.yml was changed while this ran: run it again"
    assert file.read_text() == "mine"


def test_a_new_copy_is_asked_for_and_the_newest_one_used_if_there_can_be_none(
    run: Callable[..., Result], server: Archive, project: Path
) -> None:
    pending, job = (200, {"status": "pending", "job_id": "j"}), (200, {"url": LIST, "job_id": "j"})
    error = {"status": "error", "status_ext": "error:user-session-limit", "message": "You have reached the limit."}
    server.answers |= {
        f"save {LIST}": [job],
        "/save/status/j": [
            pending,
            pending,
            (200, {"status": "success", "job_id": "j", "timestamp": "20261203101112"}),
        ],
        f"save {PLAN}": [(200, error)],
        PLAN: [newest("20200102000000")],
    }
    result = run("--save", "s-list", "s-plan", **KEY)
    assert "s-plan: no new copy: You have reached the limit.\n" in result.output
    web = f"{server.address}/web"
    assert copies(project) == {
        "s-list": f"2026-12-03 {web}/20261203101112/{LIST}",  # after the day on which the data were last read
        "s-plan": f"2020-01-02 {web}/20200102000000/{PLAN}",
    }


def test_what_cannot_be_asked_is_refused_at_once(run: Callable[..., Result], server: Archive) -> None:
    keys = "https://archive.org/account/s3.php"
    server.answers[f"save {LIST}"] = [(401, "")]
    for arguments, environment, message in [
        (["s-nix"], {}, "there is no source 's-nix'"),
        (["--save"], {"ARCHIVE_KEY": ""}, f"set ARCHIVE_KEY to the key of your account: {keys} shows it"),
        (["--save"], KEY, f"the archive refuses ARCHIVE_KEY: compare it with {keys}"),
    ]:
        result = run(*arguments, **environment)
        assert (result.exit_code, result.output.splitlines()[-1]) == (2, f"Error: {message}")
