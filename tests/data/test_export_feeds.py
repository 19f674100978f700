"""The feeds of the real records say what the page of changes says, and leave nothing out."""

from __future__ import annotations

from itertools import pairwise

import pytest

from atlas import query
from atlas.export import feeds
from atlas.i18n import ENGLISH
from atlas.model import Report
from tests.conftest import ROOT
from tests.data.real import ATLAS, EDITION
from tests.data.test_changes import sections

ENTRIES = feeds.entries(EDITION)
PAIRS = list(pairwise(query.lists(ATLAS)))
NOTES = {ENGLISH["gone.note"], ENGLISH["staged.note"]}


def sentences(before: Report, after: Report, *, kinds: tuple[str, ...] = query.TOLD) -> list[str]:
    """What the feeds say of a pair of documents, a line for each change, without what the page says once for all."""
    changes = query.changes(ATLAS, before, after)
    return [
        " ".join(part for part in feeds.sentences(ATLAS, kind, change, before, after) if part not in NOTES)
        for kind in kinds
        for change in getattr(changes, kind)
    ]


@pytest.mark.parametrize(("before", "after"), PAIRS, ids=[after.id for _, after in PAIRS])
def test_a_feed_says_of_each_change_what_the_page_of_changes_says(before: Report, after: Report) -> None:
    page = sections(ATLAS)[after.id].splitlines()
    proposals = before not in query.monitoring_reports(ATLAS)
    kinds = tuple(kind for kind in query.TOLD if not (proposals and kind == "forward"))
    said = sentences(before, after, kinds=kinds)
    assert [sentence for sentence in said if sentence not in page] == []
    assert len(said) > 10


def test_what_was_proposed_before_is_told_by_its_stage_and_not_as_a_step_of_its_own() -> None:
    before, after = PAIRS[0]
    said = sentences(before, after, kinds=("forward",))
    assert "Clean River Management in Bandar Seri Begawan is listed as ongoing (page 22)." in said


def test_everything_that_changed_stands_in_an_entry() -> None:
    text = "\n".join(entry.text for entry, _ in ENTRIES)
    for before, after in PAIRS:
        for kind in query.TOLD:
            for change in getattr(query.changes(ATLAS, before, after), kind):
                for sentence in feeds.sentences(ATLAS, kind, change, before, after):
                    assert sentence in text


def test_every_project_has_its_status_with_its_date_and_source() -> None:
    keys = {entry.key: entry for entry, _ in ENTRIES}
    for project in ATLAS.projects.values():
        status = project.status
        entry = keys[f"status/{project.id}/{status.as_of}/{status.value}"]
        assert ATLAS.sources[status.source].title in entry.text
        assert entry.updated[: len(status.as_of)] == status.as_of


def test_no_two_entries_have_one_key_and_none_lies_ahead_of_the_data_but_a_release() -> None:
    assert len({entry.key for entry, _ in ENTRIES}) == len(ENTRIES)
    assert [entry.key for entry, city in ENTRIES if city and entry.updated > EDITION.date] == []
    assert [entry.updated for entry, _ in ENTRIES] == sorted((entry.updated for entry, _ in ENTRIES), reverse=True)


def test_the_feed_of_everything_holds_all_that_the_newest_list_brought() -> None:
    newest = query.report_date(ATLAS, query.newest_report(ATLAS))
    brought = [entry.key for entry, _ in ENTRIES if entry.updated >= newest]
    assert brought == [entry.key for entry, _ in ENTRIES[: len(brought)]]
    assert len(brought) <= feeds.NEWEST


def test_each_release_of_the_changelog_has_an_entry() -> None:
    changelog = (ROOT / "data/CHANGELOG.md").read_text(encoding="utf-8")
    headings = [line for line in changelog.splitlines() if line.startswith("## ")]
    releases = [entry for entry, city in ENTRIES if city is None]
    assert [f"## {entry.key.removeprefix('releases/')} ({entry.updated})" for entry in releases] == headings
