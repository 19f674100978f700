"""The feeds of the real records say what the page of changes says, and leave nothing out."""

from __future__ import annotations

from itertools import pairwise

from atlas import query
from atlas.export import feeds
from tests.conftest import ROOT
from tests.data.real import ATLAS, EDITION, EXAMINED
from tests.unit.test_changes_page import sections

ENTRIES = feeds.entries(EDITION)


def test_a_feed_says_of_each_change_what_the_page_of_changes_says() -> None:
    page = sections(EXAMINED)
    told = {line for entry, _ in ENTRIES for line in entry.text.splitlines()}
    for before, after in pairwise(query.reports.lists(ATLAS)):
        changes, lines = query.changes.changes(ATLAS, before, after), page[after.id].splitlines()
        for kind in query.changes.TOLD:
            listed = kind == "forward" and query.changes.only_proposes(ATLAS, before)
            for change in changes[kind]:
                sentence, *note = feeds.sentences(ATLAS, "listed" if listed else kind, change, before, after)
                assert {sentence, *note} <= told
                assert {sentence, *note} <= set(lines) or listed  # the page groups these by stage


def test_no_two_entries_have_one_key_and_none_lies_ahead_of_the_data_but_a_release() -> None:
    assert len({entry.key for entry, _ in ENTRIES}) == len(ENTRIES)
    assert [entry.key for entry, city in ENTRIES if city and entry.updated > EDITION.date] == []


def test_each_release_of_the_changelog_has_an_entry() -> None:
    changelog = (ROOT / "data/CHANGELOG.md").read_text(encoding="utf-8")
    headings = [line for line in changelog.splitlines() if line.startswith("## ")]
    releases = [entry for entry, _ in ENTRIES if entry.key.startswith("releases/")]
    assert [f"## {entry.key.removeprefix('releases/')} ({entry.updated})" for entry in releases] == headings
