"""What changed from one report to a later one."""

from atlas.model.atlas import Atlas
from atlas.query import changes
from tests.unit.query.conftest import ids, report, row


def changed(atlas: Atlas, before: str, after: str) -> dict[str, list[str]]:
    """The kinds of change that occur between two reports, each with its projects."""
    found = changes.changes(atlas, atlas.reports[before], atlas.reports[after])
    return {kind: ids(those) for kind, those in found.items() if those}


def compared(atlas: Atlas, before: str, after: str) -> list[changes.ProjectChange]:
    return changes.pair_projects(atlas, atlas.reports[before], atlas.reports[after])


def test_changes_compare_the_rows_that_both_reports_count(lists: Atlas) -> None:
    assert changed(lists, "plans", "one") == {"new": ["park"], "forward": ["bus"]}
    first = {"new": ["tram"], "gone": ["park"], "completed": ["bus"], "moved_area": ["bus"]}
    assert changed(lists, "one", "two") == first
    assert changed(lists, "two", "three") == {"new": ["app"], "returned": ["park"], "gone": ["tram", "bus"]}


def test_a_project_that_only_the_workshop_saw_is_new_in_the_first_list(small: Atlas) -> None:
    small.reports["two"] = report("two", "s-two", [row("tax", "alba", "green", "ongoing")])
    assert changed(small, "one", "two")["new"] == ["tax"]


MOVES = {
    ("proposed", "planning"): ["forward"],
    ("proposed", "ongoing-or-planning"): ["forward"],
    ("planning", "ongoing"): ["forward"],
    ("planning", "ongoing-or-planning"): [],
    ("ongoing-or-planning", "ongoing"): [],
    ("ongoing-or-planning", "planning"): [],
    ("ongoing-or-planning", "completed"): ["completed"],
    ("completed", "completed"): [],
    ("ongoing", "planning"): ["back"],
    ("completed", "ongoing-or-planning"): ["back"],
}


def test_a_move_is_what_the_stages_show_beyond_doubt(small: Atlas) -> None:
    def kinds(*stages: str) -> list[str]:
        for report_id, stage in zip(("one", "two"), stages, strict=True):
            small.reports[report_id] = report(report_id, "s-one", [row("bus", "alba", "green", stage)])
        return list(changed(small, "one", "two"))

    assert {stages: kinds(*stages) for stages in MOVES} == MOVES


def test_a_new_printed_name_is_a_change(small: Atlas) -> None:
    small.reports["two"] = report("two", "s-two", [row("bus", "alba", None, "ongoing", name="Big Bus")])
    assert changed(small, "one", "two") == {"gone": ["park"], "renamed": ["bus"]}
