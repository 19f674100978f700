"""Which pages rest on the stage of one row: if it changes, these change and no other."""

from __future__ import annotations

import re
from pathlib import Path

from atlas import query
from atlas.checks import examine
from atlas.model.reports import Row
from atlas.site.build import check
from tests.conftest import copy_project
from tests.data.real import ATLAS
from tests.site.conftest import Built, run_build

NEWEST = query.reports.newest_report(ATLAS)


FORWARD = {
    change.project.id
    for change in query.changes.changes(ATLAS, query.reports.report_before(ATLAS, NEWEST), NEWEST).forward
}
PLANS = {plan.project.id for plan in query.plans.plans(ATLAS)}


def told(row: Row) -> tuple[bool, bool]:
    """Whether a row moved forward since the document before, and whether it was planned in 2018."""
    return row.project in FORWARD, row.project in PLANS


#: An ongoing row of the newest document whose stage most is told of.
ROW = max((row for row in NEWEST.rows if row.stage == "ongoing"), key=told)

#: Each page that changes with the stage of the row, and why.
DEPENDS = {
    "": "how many projects of the newest list are ongoing, and how many moved to a later stage",
    "projects/": "the sum of those ongoing, the stage beside the project, what the filter by stage finds",
    "cities/": "the stage beside the project in the table of its country",
    "cities/compare/": "how many projects of the city and of its country are ongoing",
    f"cities/{ROW.city}/": "the mark in the strip, the history of the project",
    f"focus-areas/{ROW.focus_area}/": "how many of the area are ongoing, the stage beside the project",
    "about/data/": "the checksums of the tables of rows and projects",
    "about/reports/": "the counts of the document by stage, their shares, the row as printed",
}
IF_FORWARD = {"projects/changes/": "that it moved forward from the list before"}
IF_PLANNED = {
    "projects/outcomes/": "how many plans are ongoing, the picture, the tables, the last mark of the plan",
    "projects/support/": "where the plans stand that ask for what it asks for",
}


def test_a_stage_changes_every_page_that_tells_it_and_no_other(built: Built, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    document = project / f"data/reports/{NEWEST.id}.yml"
    # What is left open may be either, so that it fits the totals that the document states.
    stage = rf"(stage: )ongoing(,.* project: {ROW.project}\}}\n)"
    text, changed = re.subn(stage, rf"\1{query.common.OPEN_STAGE}\2", document.read_text(encoding="utf-8"))
    assert changed == 1
    document.write_text(text, encoding="utf-8")
    assert check(examine(project)) == []

    result = run_build(project, tmp_path / "site")
    assert result.returncode == 0, result.stderr
    after = Built(tmp_path / "site", "/", result.stderr)
    assert after.pages.keys() == built.pages.keys()
    forward, planned = told(ROW)
    expected = {*DEPENDS, *(IF_FORWARD if forward else ()), *(IF_PLANNED if planned else ())}
    assert {path for path in built.pages if html(after, path) != html(built, path)} == expected


def html(site: Built, path: str) -> str:
    """A page as it is served."""
    return (site.folder / (path if path.endswith(".html") else f"{path}index.html")).read_text(encoding="utf-8")
