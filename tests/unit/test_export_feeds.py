"""Feeds: what an entry says, how it is dated, how it is written. On the small register of queries."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.etree
import pytest

from atlas.export import feeds
from atlas.export.metadata import Edition, Release, lasting_id, read_releases
from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.sources import Correction
from atlas.model.topics import Topic
from atlas.read.pages import PageTree
from tests.breaks import FIXTURES
from tests.unit.query.conftest import lists, project, small  # noqa: F401 - fixtures

SCHEMA = lxml.etree.RelaxNG(lxml.etree.parse(FIXTURES / "atom.rng"))
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SCRIPTS = "A, b; c \\ “d” & <e>\nĐà Nẵng ភ្នំពេញ ວຽງຈັນ ရန်ကုန် กรุงเทพฯ"


@pytest.fixture
def edition(lists: Atlas) -> Edition:  # noqa: F811
    return Edition(lists, PageTree(), "https://example.org/atlas/")


def parsed(edition: Edition, *entries: feeds.Entry) -> Any:
    """A feed of a site that does not know its address, read again."""
    content = feeds.render_feed(replace(edition, site=""), "k", "feeds/x/y.atom", "cities/y/", list(entries))
    tree = lxml.etree.fromstring(content)
    SCHEMA.assertValid(tree)
    return tree


ENTRY = feeds.Entry(
    "e", "Bus", "It runs.", "2024-12-31", "2025-09-30", "cities/y/#bus", ["https://e.org/?b&c"], "opened", "opened"
)


# How a feed is written


CORRECTIONS = [
    ("tram", {"field": "status, date", "old": "2024", "new": "2025", "source": "s-two"}),
    ("dana", {"field": "vision", "old": "Trams."}),
    ("network", {"field": "goal", "old": "A", "new": "B"}),
]


def with_news(edition: Edition) -> Edition:
    """The small register with corrections of one day, and an event of a project that has a topic."""
    day, corrections = "2025-01-01", {}
    for about, fields in CORRECTIONS:
        corrections[about] = Correction.model_validate({"id": f"{day}-{about}", "date": day, "about": about} | fields)
    said = {"source": "s-one", "page": 3}
    event = {"date": "2024-05", "kind": "delayed", "text": "It was late.", "source": "s-1", "also": ["s-one"]}
    events, topics = [event | {"answer": {"text": "The city agreed.", **said}}], ["rails"]
    late = project("tram", "dana", "Tram", "blue", events=events, topics=topics)
    rails = Topic.model_construct(id="rails", name="Rails")
    projects, topics_known = edition.atlas.projects | {"tram": late}, {"rails": rails}
    return replace(
        edition, atlas=replace(edition.atlas, corrections=corrections, projects=projects, topics=topics_known)
    )


def test_a_report_an_event_and_a_correction_say_what_is_new_when_and_where(edition: Edition) -> None:
    feed = lxml.etree.fromstring(dict(feeds.files(with_news(edition)))[feeds.EVERYTHING])
    found = {entry.findtext("a:title", namespaces=ATOM): entry for entry in feed.iterfind("a:entry", ATOM)}
    place, answer = "https://example.org/atlas/", "It was late.\nAnswer: The city agreed.\n"
    for title, day, link, text in [
        ("one", "2022-09-21", "about/reports/#one", "S"),
        ("Tram (Đana): delayed, May 2024", "2024-05-31", "cities/dana/#tram", answer + "Source: T, P.\nSource: T, P."),
        ("Đana: vision (correction)", "2025-01-01", "about/corrections/#2025-01-01-dana", "Trams. → nothing"),
    ]:
        said = [found[title].findtext(f"a:{name}", namespaces=ATOM) for name in ("published", "content")]
        assert (*said, found[title].find("a:link", ATOM).get("href")) == (f"{day}T00:00:00Z", text, place + link)


def test_a_feed_in_another_language_has_other_ids_and_says_what_is_in_english(edition: Edition) -> None:
    words.use("id", {("", "news"): ("kabar",)})
    try:
        tree = parsed(
            edition, ENTRY, *(entry for entry in feeds.entries(with_news(edition)) if entry.kind == "correction")
        )
    finally:
        words.use("en")
    assert (tree.get(XML_LANG), tree.findtext("a:title", namespaces=ATOM)) == ("id", "ASCN Atlas: kabar")
    ids = [tree.findtext(f".//{path}", namespaces=ATOM) for path in ("a:id", "a:entry/a:id")]
    assert ids == [lasting_id("k", "id"), lasting_id("e", "id")] != [lasting_id("k"), lasting_id("e")]
    assert [content.get(XML_LANG) for content in tree.iterfind(".//a:content", ATOM)] == [None, "en", "en", "en"]


def test_a_feed_is_as_young_as_its_youngest_entry_and_one_without_entries_as_the_data(edition: Edition) -> None:
    older = replace(ENTRY, key="f", updated="2022-09-21")
    assert parsed(edition, ENTRY, older).findtext("a:updated", namespaces=ATOM) == "2025-09-30T00:00:00Z"
    assert parsed(edition).findtext("a:updated", namespaces=ATOM) == "2026-11-24T00:00:00Z"


def test_text_arrives_unchanged_in_a_feed(edition: Edition) -> None:
    line = SCRIPTS.replace("\n", " ")
    tree = parsed(edition, replace(ENTRY, title=SCRIPTS, text=SCRIPTS, label=line))
    assert tree.xpath("//a:entry/a:title/text()", namespaces=ATOM) == [SCRIPTS]
    assert tree.xpath("//a:entry/a:content/text()", namespaces=ATOM) == [SCRIPTS]
    assert tree.xpath("//a:category/@label", namespaces=ATOM) == [line]


def test_a_year_that_is_not_over_counts_as_the_day_on_which_the_data_were_checked(edition: Edition) -> None:
    event = {"date": "2026", "kind": "opened", "text": "It opened.", "source": "s-1"}
    app = project("app", "elva", "App", events=[event])
    atlas = replace(edition.atlas, projects=edition.atlas.projects | {"app": app})
    [news] = [entry for entry in feeds.entries(replace(edition, atlas=atlas)) if entry.kind == "opened"]
    assert (news.published, news.title) == ("2026-11-24", "App (Elva): opened, 2026")


# Releases


CHANGELOG = """# Changes

One for each.

## 1.1 (2026-12-02)

New: `a`.

### Cities

- altered: b

## 1.0 (2026-11-24)

First.
"""


def test_a_release_tells_what_its_changelog_says_first(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    releases = read_releases(tmp_path)
    assert releases == (Release("1.1", "2026-12-02", "New: `a`."), Release("1.0", "2026-11-24", "First."))
    assert read_releases(tmp_path / "data") == ()


def test_the_data_are_as_new_as_their_last_check_or_release(edition: Edition) -> None:
    assert (edition.version, edition.last_change_date) == (None, edition.date)
    day_after = f"{edition.date[:-2]}{int(edition.date[-2:]) + 1:02}"
    assert replace(edition, releases=(Release("2.0", "2000-01-01", ""),)).last_change_date == edition.date
    assert replace(edition, releases=(Release("2.0", day_after, ""),)).last_change_date == day_after


# Which feeds there are


def test_there_is_a_feed_of_everything_and_one_for_each_city_and_topic(edition: Edition) -> None:
    edition = with_news(edition)
    assert list(feeds.paths(edition)) == [
        "feeds/changes.atom", "feeds/cities/alba.atom", "feeds/cities/dana.atom", "feeds/cities/elva.atom",
        "feeds/topics/rails.atom",
    ]  # fmt: skip
    made = dict(feeds.files(edition))
    assert list(made) == list(feeds.paths(edition))
    titles = {
        path: lxml.etree.fromstring(made[path]).xpath("//a:entry/a:title/text()", namespaces=ATOM) for path in made
    }
    news = ["Tram (Đana): delayed, May 2024", "two", "Tram (Đana): status, date (correction)"]
    assert titles["feeds/cities/elva.atom"] == ["three"]
    assert titles["feeds/topics/rails.atom"] == news
    assert titles["feeds/cities/dana.atom"] == [*news, "Đana: vision (correction)"]
    elsewhere = {"three", "one", "plans", "The network: goal (correction)"}
    assert {*titles["feeds/cities/dana.atom"], *elsewhere} == set(titles["feeds/changes.atom"])
