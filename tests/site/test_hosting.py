"""What a host sends beside the files, asked of a real nginx; and the other ready files say the same."""

import gzip
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pytest

from atlas import export
from atlas.export.metadata import Edition
from atlas.model.words import LANGUAGES
from atlas.site.frame.languages import folder
from tests.conftest import ROOT
from tests.site.conftest import Built
from tests.site.preview import wait_for

CONFIGURATION = ROOT / "scripts/hosting/nginx.conf"
HEADERS = ROOT / "scripts/hosting/_headers"
#: The part of MAINTAINING that says what a host has to set.
PAGE = (ROOT / "MAINTAINING.md").read_text(encoding="utf-8").partition("\n## Hosting\n")[2].partition("\n## ")[0]

MISSING = "no nginx is installed: on Debian and Ubuntu install it with: apt-get install nginx-light"

LONG = 'ສະບາຍດີ, "Hà Nội"\r\n' * 100
BUNDLE = "assets/javascripts/bundle.a5f9d56c.min.js"

#: Every kind of file that is published, by the type it is sent as.
TEXTS = {
    "text/html": ["index.html", "cities/index.html", "404.html", "id/404.html"],
    "text/plain": ["assets/vendor/minisearch.LICENSE.txt", "data/SHA256SUMS"],
    "text/xml": ["sitemap.xml"],
    "text/css": ["assets/atlas.css"],
    "text/csv": ["data/projects.csv"],
    "application/javascript": [BUNDLE],
}
OTHERS = {
    "image/svg+xml": ["assets/favicon.svg"],
    "application/json": [f"{BUNDLE}.map", "api/v1/index.json"],
    "application/geo+json": ["data/cities.geojson"],
    "application/atom+xml": ["feeds/all.atom"],
}
#: Sent as they are: they are compressed already, or can be read in parts.
PLAIN = {
    "image/png": ["assets/atlas.png"],
    "application/gzip": ["sitemap.xml.gz"],
    "application/zip": ["data/ascn-atlas.zip"],
    "application/vnd.sqlite3": ["data/ascn-atlas.sqlite"],
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ["data/ascn-atlas.xlsx"],
}
TYPES = {path: f"{kind}; charset=utf-8" for kind, paths in TEXTS.items() for path in paths}
TYPES |= {path: kind for kind, paths in {**OTHERS, **PLAIN}.items() for path in paths}

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


ASKED_FOR = "public, max-age=0, must-revalidate"


class Host(NamedTuple):
    """A running nginx: where it answers, and the path of the site, "" or with a slash at the beginning."""

    port: int
    base: str

    def get(self, path: str, method: str = "GET", **headers: str) -> HTTPResponse:
        """Ask for a path below the site, follow no redirect, and give the answer with its `body`."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            asked = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, f"{self.base}/{path}", headers=asked)
            answer = connection.getresponse()
            answer.body = answer.read()
            return answer


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


def test_each_kind_of_file_has_its_type_its_headers_and_arrives_compressed_if_asked(host: Host) -> None:
    for path, kind in TYPES.items():
        answer = host.get(path, Accept_Encoding="gzip", Origin="https://other.example")
        kept = "public, max-age=31536000, immutable" if path == BUNDLE else ASKED_FOR
        wanted = {**SECURITY, **READERS, **dict.fromkeys(ASKED), "Content-Type": kind, "Cache-Control": kept}
        wanted |= {"Server": "nginx"}  # no version
        assert {name: answer.headers[name] for name in wanted} == wanted, path
        packed = kind not in PLAIN
        assert [answer.headers[name] for name in ("Content-Encoding", "Vary")] == (
            ["gzip", "Accept-Encoding"] if packed else [None, None]
        ), path
        content = gzip.decompress(answer.body) if packed else answer.body
        assert content == host.get(path).body == f"{path}\n{LONG}".encode(), path


def test_every_kind_of_file_that_is_published_is_among_them_and_no_other(built: Built, edition: Edition) -> None:
    published = [path.relative_to(built.folder).as_posix() for path in built.folder.rglob("*") if path.is_file()]
    kinds, known = (
        {path.suffix or path.name for path in map(PurePosixPath, paths)}
        for paths in ([*published, *export.paths(edition)], TYPES)
    )
    assert kinds == known


def test_pages_of_other_sites_may_ask_for_everything(host: Host) -> None:
    told = {**READERS, **ASKED, "Access-Control-Max-Age": "86400"}
    asked = {"Origin": "https://other.example", "Access_Control_Request_Method": "GET"}
    for path in ("", "data/ascn-atlas.sqlite", "data/none.csv"):
        answer = host.get(path, method="OPTIONS", Access_Control_Request_Headers="if-none-match, range", **asked)
        assert (answer.status, answer.body) == (204, b""), path
        assert {name: answer.headers[name] for name in told} == told, path


def test_what_is_missing_is_answered_with_its_page_and_no_folder_is_listed(host: Host) -> None:
    folders = ("nothing/here/", "data/", "assets/", "feeds/")
    for path in (*folders, "cities/none.html", "cities/.git/config", "assets/javascripts/gone.a5f9d56c.min.js"):
        answer = host.get(path)
        assert (answer.status, answer.body) == (404, f"404.html\n{LONG}".encode()), path
        assert host.get(f"id/{path}").body == f"id/404.html\n{LONG}".encode(), path
        wanted = {**SECURITY, "Cache-Control": ASKED_FOR, "Access-Control-Allow-Origin": "*"}
        assert {name: answer.headers[name] for name in wanted} == wanted, path


def test_a_folder_a_part_and_a_known_file_are_answered_as_asked(host: Host) -> None:
    assert host.get("").body == f"index.html\n{LONG}".encode()
    assert host.get("cities/?with=x").body == f"cities/index.html\n{LONG}".encode()
    answer, large = host.get("cities"), "data/ascn-atlas.sqlite"
    assert (answer.status, answer.headers["Location"]) == (301, f"{host.base}/cities/")
    answer = host.get(large, Range="bytes=0-3", Accept_Encoding="gzip")
    assert (answer.status, answer.body) == (206, b"data")
    assert host.get(large, method="HEAD", Accept_Encoding="gzip").headers["Accept-Ranges"] == "bytes"
    tag = host.get("api/v1/index.json").headers["ETag"]
    assert host.get("api/v1/index.json", If_None_Match=tag).status == 304
    assert host.get("", method="POST").status == 405


def test_netlify_is_told_the_same_as_nginx() -> None:
    rules = re.findall(r"^(/\S*)\n((?:  \S.*\n)+)", HEADERS.read_text(encoding="utf-8"), re.MULTILINE)
    found = {path: dict(re.findall(r"^  (.+?): (.+)$", lines, re.MULTILINE)) for path, lines in rules}
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    assert found == {
        "/*": {**ASKED, **READERS, **SECURITY},
        "/data/SHA256SUMS": {"Content-Type": TYPES["data/SHA256SUMS"]},
        **{
            f"/{folder(language)}assets/{kind}/*": kept
            for language in LANGUAGES
            for kind in ("javascripts", "stylesheets")
        },
    }


def test_the_page_names_every_header_and_type_and_how_each_host_is_set_up() -> None:
    said = {**READERS, **ASKED, **SECURITY}
    assert [f"{name}: {value}" for name, value in said.items() if f"`{name}: {value}`" not in PAGE] == []
    known = re.findall(
        r"^        ([a-z]+/[a-z0-9.+-]+) +\w+;$", CONFIGURATION.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert known
    assert {kind for kind in known if f"`{kind}`" not in PAGE} == {"application/gzip", "application/json"}
    assert "SITE_URL=https://atlas.example.org/ make data\n" in PAGE
    assert "`make data && cp scripts/hosting/_headers site/`" in PAGE
    assert re.findall(r"[^`\n]*make build[^`\n]*", PAGE) == ["make build"]


def test_what_is_kept_for_ever_changes_its_name_with_its_content(built: Built) -> None:
    linked = {
        address.rpartition("../")[2]
        for page in built.pages.values()
        for address in page.xpath("//script/@src | //link[@rel='stylesheet']/@href")
    }
    kept = [path for path in linked if path.startswith(("assets/javascripts/", "assets/stylesheets/"))]
    assert {bool(re.search(r"\.[0-9a-f]{8}\.min\.(css|js)$", path)) for path in kept} == {True}, kept
