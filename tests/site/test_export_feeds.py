"""The feeds of the built site, as their readers read them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import lxml.etree
import pytest

from atlas.export import feeds
from tests.site.conftest import Built
from tests.unit.test_export_feeds import ATOM, SCHEMA

HOST = "https://example.org"


def read_feed(site: Built, path: Path) -> Any:
    """A feed as a reader has it that fetched it from its place on the site."""
    address = f"{HOST}{site.base}{path.relative_to(site.folder).as_posix()}"
    headers = {"content-location": address, "content-type": feeds.MEDIA_TYPE}
    return feedparser.parse(BytesIO(path.read_bytes()), response_headers=headers)


@pytest.fixture(params=["built", "built_below"], ids=["at the root, address not known", "below a base path"])
def site(request: pytest.FixtureRequest) -> Built:
    found: Built = request.getfixturevalue(request.param)
    return found


def feed_files(site: Built) -> list[Path]:
    return sorted(site.folder.glob("feeds/**/*.atom"))


def test_every_feed_is_what_rfc_4287_asks_for_and_a_reader_of_feeds_reads_it(site: Built) -> None:
    for path in feed_files(site):
        tree = lxml.etree.parse(path)
        assert SCHEMA.validate(tree), (path.name, SCHEMA.error_log)
        ids = tree.xpath("//a:id/text()", namespaces=ATOM)
        assert len(set(ids)) == len(ids), path.name
        read = read_feed(site, path)
        assert (read.bozo, read.version) == (False, "atom10")
        times = [entry.updated_parsed for entry in read.entries]
        assert times == sorted(times, reverse=True)


def test_every_link_of_a_feed_leads_to_a_place_on_the_site(site: Built) -> None:
    ids = {path: {element.get("id") for element in page.xpath("//*[@id]")} | {""} for path, page in site.pages.items()}
    home = f"{HOST}{site.base}"
    for path in feed_files(site):
        own = path.relative_to(site.folder).as_posix()
        for link in lxml.etree.parse(path).xpath("//a:link[not(@rel='via' or @rel='license')]", namespaces=ATOM):
            target, _, anchor = urljoin(home + own, link.get("href")).removeprefix(home).partition("#")
            assert (target == own) if link.get("rel") == "self" else (anchor in ids[target]), (own, link.get("href"))


def test_a_city_or_topic_names_its_own_feed_and_others_that_of_everything(site: Built) -> None:
    named: dict[str, Any] = {
        path: page.xpath("/html/head/link[@type='application/atom+xml']/@href") for path, page in site.pages.items()
    }
    linked = {path: [urljoin(f"/{path}", address) for address in addresses] for path, addresses in named.items()}
    own = [path for path in site.pages if re.fullmatch(r"(cities|topics)/(?!compare)[^/]+/", path)]
    assert {path: feed for path, feed in linked.items() if feed} == {
        **{path: ["/feeds/changes.atom"] for path in ("", "projects/changes/", "network/timeline/")},
        **{path: [f"/feeds/{path.rstrip('/')}.atom"] for path in own},
    }
    assert all((site.folder / feed[0][1:]).is_file() for feed in linked.values() if feed)


def test_each_page_shows_a_link_to_the_files_that_its_head_names(site: Built) -> None:
    for path, page in site.pages.items():
        named = page.xpath("/html/head/link[@rel='alternate']/@href")
        assert set(named) <= set(page.xpath("//div[@class='page-end']//a/@href")), path
