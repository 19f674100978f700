"""What was not as planned, by events and by lists."""

from dataclasses import replace
from typing import Any

from atlas.model.atlas import Atlas
from atlas.query import events
from tests.unit.query.conftest import by_id, ids, project, report, row


def event(date: str, kind: str) -> dict[str, Any]:
    return {"date": date, "kind": kind, "text": "T.", "source": "s-1"}


def test_trouble_is_shown_by_kind_the_newest_first(lists: Atlas) -> None:
    told = [event("2019", "delayed"), event("2020", "opened"), event("2021", "halted"), event("2022-05", "delayed")]
    told += [event("2022-06", "disputed")]
    later = [event("2022-06", "renamed"), event("2023", "resumed"), event("2024", "completed")]
    projects = [project("bus", "alba", "Bus", events=[*told, *later])]
    projects += [project("app", "elva", "App", events=[event("2024", "disputed"), event("2025", "delayed")])]
    atlas = replace(lists, projects=lists.projects | by_id(projects))
    found = events.trouble(atlas)
    assert {kind: [(entry.project.id, entry.date) for entry in entries] for kind, entries in found.items()} == {
        "delayed": [("app", "2025"), ("bus", "2022-05"), ("bus", "2019")],
        "disputed": [("app", "2024"), ("bus", "2022-06")],
        "halted": [("bus", "2021")],
        "gone": [("tram", "2025-09-30")],
    }
    assert [entry.shown_by.since.id for entry in found["gone"]] == ["three"]
    assert [entry.later and entry.later.kind for entry in found["delayed"]] == [None, "completed", "completed"]
    assert [entry.later for entry in found["disputed"]] == [None, None]
    assert ids(events.projects_in_trouble(atlas, "delayed", "gone")) == ["app", "bus", "tram"]
    assert ids(events.projects_in_trouble(atlas)) == ["app", "bus", "tram"]
    assert [entry.date for entry in events.troubles(projects)] == ["2025", "2024", "2022-06", "2022-05", "2021", "2019"]


def test_a_stage_that_goes_back_is_trouble_on_the_day_of_the_later_list(small: Atlas) -> None:
    two = report("two", "s-two", [row("bus", "alba", "blue", "planning"), row("park", "alba", "green", "planning")])
    found = events.trouble(replace(small, reports={**small.reports, "two": two}))
    [entry] = found["back"]
    assert (entry.project.id, entry.date, entry.source) == ("bus", "2025-09-30", "s-two")
    assert entry.shown_by.after.id == "two"
