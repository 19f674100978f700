"""The feeds and the calendar of the built site, as their readers read them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import lxml.etree
import pytest
from icalendar import Calendar

from atlas.export import feeds, ical
from atlas.export.metadata import Edition
from atlas.read.pages import OVERVIEWS
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


def test_a_city_or_country_names_its_own_feed_home_and_changes_that_of_everything(
    site: Built, documented: Path
) -> None:
    named: dict[str, Any] = {
        path: page.xpath("/html/head/link[@type='application/atom+xml']/@href") for path, page in site.pages.items()
    }
    found = {path: [urljoin(f"/{path}", address) for address in addresses] for path, addresses in named.items()}
    own = [
        f"{folder}/{path.stem}"
        for folder in ("cities", "countries")
        for path in (documented / "docs" / folder).glob("*.md")
    ]
    assert {path: feed for path, feed in found.items() if feed} == {
        "": ["/feeds/changes.atom"],
        "projects/changes/": ["/feeds/changes.atom"],
        **{f"{page}/": [f"/feeds/{page.lower()}.atom"] for page in own if f"{page}.md" not in OVERVIEWS},
    }
    assert all((site.folder / feed[0][1:]).is_file() for feed in found.values() if feed)


def test_each_page_shows_a_link_to_the_files_that_its_head_names_and_to_the_calendar(site: Built) -> None:
    for path, page in site.pages.items():
        named = page.xpath("/html/head/link[@rel='alternate']/@href")
        assert set(named) <= set(page.xpath("//div[@class='page-end']//a/@href")), path
    assert f"../../{ical.TIMELINE}" in site.pages["network/timeline/"].xpath("//div[@class='page-end']//a/@href")


def test_a_calendar_reads_each_event_of_which_the_days_are_known(site: Built, edition: Edition) -> None:
    content = (site.folder / ical.TIMELINE).read_bytes()
    read = Calendar.from_ical(content)
    read.validate()
    dated = [event for event in edition.atlas.timeline.values() if len(event.date) == len("2018-07-08")]
    assert [(str(event["summary"]), str(event["dtstart"].dt)) for event in read.events] == [
        (event.title, event.date) for event in sorted(dated, key=lambda event: event.date)
    ]
    assert [problem for part in (read, *read.events) for problem in part.errors] == []
    assert len({event["uid"] for event in read.events}) == len(read.events)
    assert {event["dtstamp"].dt.isoformat() for event in read.events} == {f"{edition.date}T00:00:00+00:00"}
    for event in edition.atlas.timeline.values():
        assert (event in dated) == (event.title not in str(read["description"]))


def test_an_event_leads_to_its_place_on_the_page_where_the_address_is_known(built: Built, built_below: Built) -> None:
    assert b"\r\nURL" not in (built.folder / ical.TIMELINE).read_bytes()
    read = Calendar.from_ical((built_below.folder / ical.TIMELINE).read_bytes())
    ids = built_below.pages["network/timeline/"].xpath("//@id")
    for event in read.events:
        page, _, anchor = str(event["url"]).partition("#")
        assert page == "https://example.org/atlas/network/timeline/"
        assert anchor in ids
