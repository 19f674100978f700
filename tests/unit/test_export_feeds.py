"""Feeds: what an entry says, how it is dated, how it is written. On the small register of queries."""

from __future__ import annotations

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
from atlas.read.pages import PageTree
from tests.breaks import FIXTURES
from tests.exported import is_written
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
    content = feeds.written(replace(edition, site=""), "k", "feeds/x/y.atom", "cities/y/", list(entries))
    tree = lxml.etree.fromstring(content)
    SCHEMA.assertValid(tree)
    return tree


ENTRY = feeds.Entry(
    "e", "Bus", "It runs.", "2024-12-31", "2025-09-30", "cities/y/#bus", ["p/#a"], ["https://e.org/?b&c"], [("n", "N")]
)


# How a feed is written


CORRECTIONS = [
    ("tram", {"field": "status, page", "old": "page 28", "new": "page 6", "source": "s-two"}),
    ("dana", {"field": "vision", "old": "Trams."}),
    ("network", {"field": "goal", "old": "A", "new": "B"}),
]


def with_news(edition: Edition) -> Edition:
    """The small register with corrections of one day, an event, and a release."""
    day, corrections = "2025-01-01", {}
    for about, fields in CORRECTIONS:
        corrections[about] = Correction.model_validate({"id": f"{day}-{about}", "date": day, "about": about} | fields)
    said = {"source": "s-one", "page": 3}
    event = {"date": "2024-05", "kind": "delayed", "text": "It was late.", "source": "s-1", "also": ["s-one"]}
    late = project("tram", "dana", "Tram", "blue", events=[event | {"answer": {"text": "The city agreed.", **said}}])
    atlas = replace(edition.atlas, corrections=corrections, projects=edition.atlas.projects | {"tram": late})
    return replace(edition, atlas=atlas, releases=(Release("1.2", "2030-04-01", "All."),))


def test_a_feed_is_written_like_this(edition: Edition) -> None:
    """Releases, changes from list to list, events, statuses, corrections: what each says, how it is dated, where it leads."""
    is_written("feed.atom", dict(feeds.files(with_news(edition)))[feeds.EVERYTHING])


def test_a_feed_in_another_language_has_other_ids_and_no_marks_of_what_is_in_english(edition: Edition) -> None:
    words.use("id", {("", "what changed"): ("yang berubah",)})
    try:
        tree = parsed(edition, ENTRY)
    finally:
        words.use("en")
    assert (tree.get(XML_LANG), tree.findtext("a:title", namespaces=ATOM)) == ("id", "ASCN Atlas: yang berubah")
    assert tree.findtext("a:subtitle", namespaces=ATOM).startswith("What changed for projects")
    ids = [tree.findtext(f".//{path}", namespaces=ATOM) for path in ("a:id", "a:entry/a:id")]
    assert ids == [lasting_id("k", "id"), lasting_id("e", "id")] != [lasting_id("k"), lasting_id("e")]


def test_a_feed_is_as_young_as_its_youngest_entry_and_one_without_entries_as_the_data(edition: Edition) -> None:
    older = replace(ENTRY, key="f", updated="2022-09-21")
    assert parsed(edition, ENTRY, older).findtext("a:updated", namespaces=ATOM) == "2025-09-30T00:00:00Z"
    assert parsed(edition).findtext("a:updated", namespaces=ATOM) == "2026-11-24T00:00:00Z"


def test_where_the_site_has_no_address_links_lead_from_the_feed_to_the_root_and_on(edition: Edition) -> None:
    links = parsed(edition, ENTRY).xpath("//a:link[not(@rel='license')]/@href", namespaces=ATOM)
    assert links == [
        "../../feeds/x/y.atom", "../../cities/y/", "../../cities/y/#bus", "../../p/#a", "https://e.org/?b&c",
    ]  # fmt: skip


def test_text_arrives_unchanged_in_a_feed(edition: Edition) -> None:
    line = SCRIPTS.replace("\n", " ")
    tree = parsed(edition, replace(ENTRY, title=SCRIPTS, text=SCRIPTS, categories=[("new", line)]))
    assert tree.xpath("//a:entry/a:title/text()", namespaces=ATOM) == [SCRIPTS]
    assert tree.xpath("//a:entry/a:content/text()", namespaces=ATOM) == [SCRIPTS]
    assert tree.xpath("//a:category/@label", namespaces=ATOM) == [line]


# How news are dated


def test_a_year_that_is_not_over_counts_as_the_day_on_which_the_data_were_checked(edition: Edition) -> None:
    status = edition.atlas.projects["app"].status.model_copy(update={"as_of": "2026"})
    edition.atlas.projects["app"] = edition.atlas.projects["app"].model_copy(update={"status": status})
    [app] = [entry for entry, _ in feeds.entries(edition) if entry.key.startswith("status/app/")]
    assert (app.published, app.title) == ("2026-11-24", "App (Elva): status planned as of 2026")


CORRECTED = [
    pytest.param("tram", "status, page", ["status/tram/2024/planned"], id="a status"),
    pytest.param("three", "row “tram” stage", ["changes/three/tram"], id="the row of a list"),
    pytest.param("tram", "change of name “N”, date", ["changes/two/tram", "changes/three/tram"], id="a name"),
]


@pytest.mark.parametrize(("about", "field", "keys"), CORRECTED)
def test_what_is_corrected_comes_first_and_keeps_its_date(
    edition: Edition, about: str, field: str, keys: list[str]
) -> None:
    """What else is said of the same project or list stays where it was."""
    before = {entry.key: entry for entry, _ in feeds.entries(edition)}
    correction = Correction(id="2026-11-28-c", date="2026-11-28", about=about, field=field, old="A", new="B")
    after = feeds.entries(replace(edition, atlas=replace(edition.atlas, corrections={correction.id: correction})))
    changed = [entry for entry, _ in after if before.get(entry.key) != entry and entry.key in before]
    assert changed == [entry for entry, _ in after][: len(keys)]
    assert {entry.key: entry for entry in changed} == {key: replace(before[key], updated="2026-11-28") for key in keys}


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
    assert (edition.version, edition.modified) == (None, edition.date)
    day_after = f"{edition.date[:-2]}{int(edition.date[-2:]) + 1:02}"
    assert replace(edition, releases=(Release("2.0", "2000-01-01", ""),)).modified == edition.date
    assert replace(edition, releases=(Release("2.0", day_after, ""),)).modified == day_after


# Which feeds there are


def test_there_is_a_feed_of_everything_and_one_for_each_country_and_city(edition: Edition) -> None:
    assert list(feeds.paths(edition)) == [
        "feeds/changes.atom", "feeds/countries/th.atom", "feeds/countries/la.atom",
        "feeds/cities/alba.atom", "feeds/cities/dana.atom", "feeds/cities/elva.atom",
    ]  # fmt: skip
    made = dict(feeds.files(edition))
    assert list(made) == list(feeds.paths(edition))
    titles = {
        path: lxml.etree.fromstring(made[path]).xpath("//a:entry/a:title/text()", namespaces=ATOM) for path in made
    }
    assert titles["feeds/cities/elva.atom"] == ["App (Elva): status planned as of 2024", "Z (Elva): new in the list"]
    assert len(titles["feeds/countries/la.atom"]) == 5
    assert len(titles["feeds/changes.atom"]) == 12


def test_of_everything_only_the_newest_is_kept(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "NEWEST", 3)
    tree = lxml.etree.fromstring(dict(feeds.files(edition))[feeds.EVERYTHING])
    assert len(tree.findall("a:entry", ATOM)) == 3
    assert tree.findtext("a:subtitle", namespaces=ATOM).endswith("and only the newest 3 entries are kept.")


def test_a_new_id_leaves_old_news_old_and_the_feed_where_it_was(edition: Edition) -> None:
    before, atlas = dict(feeds.files(edition)), edition.atlas
    moved = replace(
        atlas,
        cities={**atlas.cities, "elva": atlas.cities["elva"].model_copy(update={"former_ids": ["first", "second"]})},
        projects={**atlas.projects, "tram": atlas.projects["tram"].model_copy(update={"former_ids": ["train"]})},
    )
    after = dict(feeds.files(replace(edition, atlas=moved)))
    assert list(after) == list(feeds.paths(replace(edition, atlas=moved)))
    assert after["feeds/cities/first.atom"] == after["feeds/cities/second.atom"] == after["feeds/cities/elva.atom"]
    assert lasting_id("cities/first") in after["feeds/cities/elva.atom"].decode()
    assert lasting_id("status/train/2024/planned") in after["feeds/cities/dana.atom"].decode()
    assert after["feeds/cities/alba.atom"] == before["feeds/cities/alba.atom"]
