"""What a host sends beside the files, asked of a real nginx; and the other ready files say the same."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pytest

from atlas import export
from tests.conftest import ROOT
from tests.data.real import EDITION
from tests.site.conftest import Built
from tests.site.preview import wait_for

CONFIGURATION = ROOT / "scripts/hosting/nginx.conf"
HEADERS = ROOT / "scripts/hosting/_headers"
PAGE = ROOT / "docs/contributing/hosting.md"

MISSING = "no nginx is installed: on Debian and Ubuntu install it with: apt-get install nginx-light"

LONG = 'ສະບາຍດີ, "Hà Nội"\r\n' * 100
BUNDLE = "assets/javascripts/bundle.a5f9d56c.min.js"

#: Every kind of file that is published, with the type it is sent as.
TYPES = {
    "index.html": "text/html; charset=utf-8",
    "cities/index.html": "text/html; charset=utf-8",
    "404.html": "text/html; charset=utf-8",
    "llms.txt": "text/plain; charset=utf-8",
    "cities/index.md": "text/markdown; charset=utf-8",
    "sitemap.xml": "text/xml; charset=utf-8",
    "sitemap.xml.gz": "application/gzip",
    "assets/atlas.css": "text/css; charset=utf-8",
    "assets/favicon.svg": "image/svg+xml",
    "assets/atlas.png": "image/png",
    f"{BUNDLE}.map": "application/json",
    BUNDLE: "application/javascript; charset=utf-8",
    "api/v1/index.json": "application/json",
    "data/projects.csv": "text/csv; charset=utf-8",
    "data/cities.geojson": "application/geo+json",
    "data/catalogue.ttl": "text/turtle; charset=utf-8",
    "data/ascn-atlas.sqlite": "application/vnd.sqlite3",
    "data/projects.parquet": "application/vnd.apache.parquet",
    "data/ascn-atlas.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "data/ascn-atlas.zip": "application/zip",
    "data/SHA256SUMS": "text/plain; charset=utf-8",
    "feeds/all.atom": "application/atom+xml",
    "feeds/timeline.ics": "text/calendar; charset=utf-8",
}

#: Sent as they are: they are compressed already, or can be read in parts.
PLAIN = {
    "assets/atlas.png",
    "sitemap.xml.gz",
    "data/ascn-atlas.sqlite",
    "data/ascn-atlas.xlsx",
    "data/ascn-atlas.zip",
    "data/projects.parquet",
}

#: What pages of other sites may do: read every file, and the headers about parts and changes.
READERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Encoding, Content-Length, Content-Range, ETag",
}

#: What a browser may do for such a page, if it asks first.
ASKED = {"Access-Control-Allow-Headers": "*", "Access-Control-Allow-Methods": "GET, HEAD"}

SECURITY = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Content-Type-Options": "nosniff",
}


class Answer(NamedTuple):
    """What nginx answers."""

    status: int
    headers: Message
    body: bytes


class Host(NamedTuple):
    """A running nginx: where it answers, and the path of the site, "" or with a slash at the beginning."""

    port: int
    base: str

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path below the site; follow no redirect."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            asked = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, f"{self.base}/{path}", headers=asked)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())


@pytest.fixture(scope="module", params=["", "/atlas"], ids=["at the root", "below a base path"])
def host(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """nginx with the ready file, serving one file of each kind. Where there is none it is skipped, but never in CI."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if nginx is None and os.environ.get("CI"):
        pytest.fail(MISSING, pytrace=False)
    if nginx is None:
        pytest.skip(MISSING)
    folder = tmp_path_factory.mktemp("nginx")
    for path in TYPES:
        file = folder / f"www{request.param}" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(f"{path}\n{LONG}".encode())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [nginx, "-p", str(folder), "-c", str(configured(folder, port, request.param)), "-e", "stderr"]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False, timeout=30)
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in tested.stderr
    with subprocess.Popen(command) as running:
        try:
            wait_for(lambda: socket.create_connection(("127.0.0.1", port)).close() or True)
            yield Host(port, request.param)
        finally:
            running.terminate()


def configured(folder: Path, port: int, base: str) -> Path:
    """The ready file with the lines changed that it asks to be changed, in a system that writes to one folder only."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    yours = {
        "listen": f"127.0.0.1:{port}",
        "server_name": "localhost",
        "root": f'"{folder}/www"',
        "set": f'$base "{base}"',
    }
    for word, value in yours.items():
        text, changed = re.subn(rf"^    {word} .*# yours.*$", f"    {word} {value};", text, flags=re.MULTILINE)
        assert changed == 1, word
    assert "# yours" not in text
    user = "user root; " if os.geteuid() == 0 else ""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f'{kind}_temp_path "{folder}/{kind}"; ' for kind in kinds)
    whole = folder / "nginx.conf"
    system = f'{user}daemon off; pid "{folder}/pid"; events {{}}\nhttp {{ access_log off; {paths}\n{text}\n}}\n'
    whole.write_text(system, encoding="utf-8")
    return whole


def test_each_kind_of_file_has_its_type_and_arrives_compressed_if_asked(host: Host) -> None:
    for path, kind in TYPES.items():
        plain, answer = host.get(path), host.get(path, Accept_Encoding="gzip")
        assert plain.headers["Content-Type"] == kind, path
        assert plain.body == f"{path}\n{LONG}".encode(), path
        packed = answer.headers["Content-Encoding"] == "gzip"
        assert packed == (path not in PLAIN), path
        assert (answer.headers["Vary"] == "Accept-Encoding") == packed, path
        assert (gzip.decompress(answer.body) if packed else answer.body) == plain.body, path


def test_every_kind_of_file_that_is_published_is_among_them_and_no_other(built: Built) -> None:
    published = [path.relative_to(built.folder).as_posix() for path in built.folder.rglob("*") if path.is_file()]
    every = map(PurePosixPath, [*published, *export.paths(EDITION)])
    assert {path.suffix or path.name for path in every} == {
        path.suffix or path.name for path in map(PurePosixPath, TYPES)
    }


def test_pages_of_other_sites_may_read_everything_and_are_told_so(host: Host) -> None:
    for path in TYPES:
        headers = host.get(path, Origin="https://other.example").headers
        assert {name: headers[name] for name in READERS} == READERS, path
        assert {name: headers[name] for name in ASKED} == dict.fromkeys(ASKED), path
    told = {**READERS, **ASKED, "Access-Control-Max-Age": "86400"}
    asked = {"Origin": "https://other.example", "Access_Control_Request_Method": "GET"}
    for path in ("", "data/ascn-atlas.sqlite", "data/none.csv"):
        answer = host.get(path, method="OPTIONS", Access_Control_Request_Headers="if-none-match, range", **asked)
        assert (answer.status, answer.body) == (204, b""), path
        assert {name: answer.headers[name] for name in told} == told, path
    missing = host.get("data/none.csv")
    assert (missing.status, missing.headers["Access-Control-Allow-Origin"]) == (404, "*")


def test_a_name_that_changes_with_its_content_is_kept_and_others_asked_for(host: Host) -> None:
    kept = {path: host.get(path).headers["Cache-Control"] for path in TYPES}
    assert kept.pop(BUNDLE) == "public, max-age=31536000, immutable"
    assert set(kept.values()) == {"public, max-age=0, must-revalidate"}
    tag = host.get("api/v1/index.json").headers["ETag"]
    assert host.get("api/v1/index.json", If_None_Match=tag).status == 304


def test_every_answer_says_what_a_page_cannot_say_of_itself(host: Host) -> None:
    for path in [*TYPES, "nothing/here/"]:
        headers = host.get(path).headers
        assert {name: headers[name] for name in SECURITY} == SECURITY, path
        assert headers["Server"] == "nginx"  # no version
    assert host.get("", method="POST").status == 405


def test_what_is_missing_is_answered_with_its_page_and_no_folder_is_listed(host: Host) -> None:
    folders = ("nothing/here/", "data/", "assets/", "feeds/")
    for path in (*folders, "cities/none.html", "cities/.git/config", "assets/javascripts/gone.a5f9d56c.min.js"):
        answer = host.get(path)
        assert (answer.status, answer.body) == (404, f"404.html\n{LONG}".encode()), path
        assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate", path


def test_a_folder_is_answered_with_its_page_and_without_slash_with_the_way(host: Host) -> None:
    assert host.get("").body == f"index.html\n{LONG}".encode()
    assert host.get("cities/?with=x").body == f"cities/index.html\n{LONG}".encode()
    answer = host.get("cities")
    assert (answer.status, answer.headers["Location"]) == (301, f"{host.base}/cities/")


def test_a_part_of_a_large_file_can_be_asked_for(host: Host) -> None:
    answer = host.get("data/ascn-atlas.sqlite", Range="bytes=0-3", Accept_Encoding="gzip")
    assert (answer.status, answer.body) == (206, b"data")
    assert host.get("data/ascn-atlas.sqlite", method="HEAD", Accept_Encoding="gzip").headers["Accept-Ranges"] == "bytes"


def test_netlify_is_told_the_same_as_nginx() -> None:
    rules = re.findall(r"^(/\S*)\n((?:  \S.*\n)+)", HEADERS.read_text(encoding="utf-8"), re.MULTILINE)
    found = {path: dict(re.findall(r"^  (.+?): (.+)$", lines, re.MULTILINE)) for path, lines in rules}
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    assert found == {
        "/*": {**ASKED, **READERS, **SECURITY},
        "/data/SHA256SUMS": {"Content-Type": TYPES["data/SHA256SUMS"]},
        "/assets/javascripts/*": kept,
        "/assets/stylesheets/*": kept,
    }


def test_the_page_names_every_header_and_type_and_how_each_host_is_set_up() -> None:
    page = PAGE.read_text(encoding="utf-8")
    said = {**READERS, **ASKED, **SECURITY}
    assert [f"{name}: {value}" for name, value in said.items() if f"`{name}: {value}`" not in page] == []
    known = re.findall(
        r"^        ([a-z]+/[a-z0-9.+-]+) +\w+;$", CONFIGURATION.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(known) == 9
    assert {kind for kind in known if f"`{kind}`" not in page} == {"application/gzip", "application/json"}
    assert "SITE_URL=https://atlas.example.org/ make data\n" in page
    assert "`make data && cp scripts/hosting/_headers site/`" in page
    assert re.findall(r"[^`\n]*make build[^`\n]*", page) == ["make build"]


def test_what_is_kept_for_ever_changes_its_name_with_its_content(built: Built) -> None:
    linked = {
        address.rpartition("../")[2]
        for page in built.pages.values()
        for address in page.xpath("//script/@src | //link[@rel='stylesheet']/@href")
    }
    kept = {path for path in linked if path.startswith(("assets/javascripts/", "assets/stylesheets/"))}
    assert kept
    assert [path for path in kept if not re.search(r"\.[0-9a-f]{8}\.min\.(css|js)$", path)] == []
