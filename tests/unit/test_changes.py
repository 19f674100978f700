"""Two documents compared, on the small register made up for queries."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.reports import Report
from tests.unit.test_query import project, report, row, small  # noqa: F401 - a fixture


@pytest.fixture
def lists(small: Atlas) -> Atlas:  # noqa: F811
    """The workshop, then three lists, of which the second lacks the park and the third has it again, as a garden."""
    change: dict[str, Any] = {"old_name": "N", "new_name": "Garden", "seen_in": "three", "certainty": "stated"}
    links = [
        {"continued_by": "tram", "certainty": "inferred", "note": "In its place."},
        {"continued_by": "app", "certainty": "inferred"},
    ]
    reports = {
        **small.reports,
        "three": report(
            "three",
            "s-two",
            [
                row("park", "alba", "green", "ongoing", name="Garden"),
                row("app", "elva", "green", "ongoing", name="Z"),
                row("bus", "alba", "green", "ongoing", counted=False),
            ],
        ),
    }
    projects = {
        **small.projects,
        "park": project("park", "alba", "Ápark", name_changes=[change]),
        "bus": project("bus", "alba", "Bus", links=links),
    }
    return replace(small, reports=reports, projects=projects)


def compared(atlas: Atlas, before: str, after: str) -> list[query.changes.ProjectChange]:
    return query.changes.compared(atlas, atlas.reports[before], atlas.reports[after])


def test_the_workshop_was_no_list(lists: Atlas) -> None:
    assert [document.id for document in query.reports.lists(lists)] == ["one", "two", "three"]


def test_a_project_is_compared_by_the_rows_that_two_documents_count(lists: Atlas) -> None:
    found = {change.project.id: change for change in compared(lists, "two", "three")}
    assert set(found) == {"bus", "tram", "park", "app"}
    stages = {name: tuple(row and row.stage for row in (c.before, c.after)) for name, c in found.items()}
    assert stages == {
        "bus": ("completed", None), "tram": ("planning", None), "park": (None, "ongoing"), "app": (None, "ongoing"),
    }  # fmt: skip


def test_a_project_goes_by_the_name_that_the_two_documents_print_and_stands_in_its_order(lists: Atlas) -> None:
    assert [(change.project.city, change.name) for change in compared(lists, "two", "three")] == [
        ("dana", "N"), ("elva", "Z"), ("alba", "Garden"), ("alba", "N"),
    ]  # fmt: skip


def test_a_younger_document_changes_nothing_about_two_older_ones(lists: Atlas) -> None:
    before = compared(lists, "one", "two")
    renamed = {name: record.model_copy(update={"name": f"A {name}"}) for name, record in lists.projects.items()}
    younger: dict[str, Report] = {
        **lists.reports,
        "four": report("four", "s-two", [row("bus", "alba", "green", "planning")]),
    }
    later = replace(lists, projects=renamed, reports=younger)
    assert [(c.name, c.before, c.after) for c in compared(later, "one", "two")] == [
        (c.name, c.before, c.after) for c in before
    ]


def test_an_absence_begins_with_the_list_after_the_last_that_counts_the_project(lists: Atlas) -> None:
    found = query.changes.absence(lists, lists.projects["park"], lists.reports["three"])
    assert (found.last.id, found.since.id, found.row.stage) == ("one", "two", "ongoing-or-planning")


def test_an_absence_of_several_lists_begins_with_the_first_of_them(lists: Atlas) -> None:
    lists.reports["four"] = report("four", "s-two", [row("bus", "alba", "green", "ongoing")])
    found = query.changes.absence(lists, lists.projects["bus"], lists.reports["four"])
    assert (found.last.id, found.since.id) == ("two", "three")
    tram = [row("tram", "dana", "green", "ongoing")]
    lists.reports["five"] = report("five", "s-two", tram)
    found = query.changes.absence(lists, lists.projects["tram"], lists.reports["five"])
    assert (found.last.id, found.since.id) == ("two", "three")


def test_a_successor_is_one_that_the_later_document_lists(lists: Atlas) -> None:
    def goes_on(after: str) -> list[tuple[str | None, str]]:
        found = query.changes.successors(lists.projects["bus"], lists.reports[after])
        return [(link.continued_by, row.name) for link, row in found]

    assert goes_on("one") == []
    assert goes_on("two") == [("tram", "N")]
    assert goes_on("three") == [("app", "Z")]
    assert query.changes.successors(lists.projects["park"], lists.reports["three"]) == []


def test_how_sure_a_new_name_is_stands_with_the_document_that_prints_it_first(lists: Atlas) -> None:
    lists.reports["two"].rows.append(lists.reports["one"].rows[1])
    [park] = [change for change in compared(lists, "two", "three") if change.project.id == "park"]
    known = query.changes.renaming(park, lists.reports["three"])
    assert known is not None
    assert known.certainty == "stated"
    assert query.changes.renaming(park, lists.reports["two"]) is None
    assert query.changes.renaming(park._replace(name="Gardens"), lists.reports["three"]) is None
