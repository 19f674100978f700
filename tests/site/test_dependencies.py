"""Which pages rest on the stage of one row: if it changes, these change and no other."""

from pathlib import Path

import yaml

from atlas import query
from atlas.checks import Examined, examine
from atlas.model.atlas import Atlas
from atlas.model.reports import Row
from atlas.site.pages.build import Build

#: Each page that changes with the stage of the row, and why.
DEPENDS = {
    "index.md": "how many projects of the newest list are ongoing, and how many moved to a later stage",
    "projects/index.md": "the sum of those ongoing, the stage beside the project, what the filter by stage finds",
    "cities/index.md": "the stage beside the project in the table of its country",
    "cities/compare.md": "how many projects of the city and of its country are ongoing",
    "cities/{row.city}.md": "the mark in the strip, the history of the project",
    "countries/{country}.md": "the mark in the strip, how many projects of the area are ongoing",
    "focus-areas/{row.focus_area}.md": "how many of the area are ongoing, the stage beside the project",
    "about/reports.md": "the counts of the document by stage, their shares, the row as printed",
}
IF_FORWARD = {"projects/changes.md": "that it moved forward from the list before"}
IF_PLANNED = {
    "projects/outcomes.md": "how many plans are ongoing, the picture, the tables, the last mark of the plan",
    "topics/index.md": "how many plans of its topics are ongoing",
    "projects/support.md": "where the plans are that ask for what it asks for",
}


def test_a_stage_changes_every_page_that_tells_it_and_no_other(atlas: Atlas, examined: Examined, project: Path) -> None:
    newest = query.reports.newest_report(atlas)
    changes = query.changes.changes(atlas, query.reports.report_before(atlas, newest), newest)
    forward = {change.project.id for change in changes["forward"]}
    plans = {plan.project.id: atlas.cities[plan.project.city].country for plan in query.plans.plans(atlas)}

    def told(row: Row) -> tuple[bool, bool]:
        return row.project in forward, row.project in plans

    row = max((row for row in newest.rows if row.stage == "ongoing"), key=told)
    document = project / f"data/reports/{newest.id}.yml"
    # What is left open may be either, so that it fits the totals that the document states.
    whole = yaml.load(document.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    [printed] = [printed for printed in whole["report"]["rows"] if printed["project"] == row.project]
    printed["stage"] = query.common.OPEN_STAGE
    document.write_text(
        yaml.dump(whole, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )

    before, after = Build(examined), Build(examine(project))
    changed = {src for src in before.examined.tree.pages if before.render(src) != after.render(src)}
    assert before.findings == after.findings == []
    country = atlas.cities[row.city].country
    expected = {*DEPENDS, *(IF_FORWARD if told(row)[0] else ()), *(IF_PLANNED if told(row)[1] else ())}
    # The open stage is new among the plans, and each country says how many of its plans are so.
    expected |= {f"countries/{each}.md" for each in plans.values()} if told(row)[1] else set()
    expected |= {f"topics/{topic}.md" for topic in atlas.projects[row.project].topics}  # the mark in the strip
    assert changed == {src.format(row=row, country=country) for src in expected}
