"""A drill: next year's report, invented, added to a copy of the project as a contributor adds a real one.

Its rows are those of the newest real report, with the differences that a report brings. The commands are those of
docs/contributing/add-a-report.md, `edits.yml` is what is changed by hand. None of it is true, and neither the real
build nor the real check reads it.
"""

import csv
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from atlas import query
from atlas.checks import examine
from atlas.model.atlas import Atlas
from atlas.model.reports import Row
from atlas.read.yaml_file import parse
from tests.conftest import open_data
from tests.guide import commands_of, run

HERE = Path(__file__).parent

#: How edits call the id of the invented report.
REPORT = "$report"

#: The columns of its table.
COLUMNS = ["number", "city", "name", "focus_area", "stage", "stage_basis", "page", "list", "project"]

#: What is changed by hand: the kind of change, the file, the record in it, and its fields.
EDITS: list[dict[str, Any]] = parse("edits.yml", (HERE / "edits.yml").read_text(encoding="utf-8")).value


@dataclass(frozen=True)
class Drill:
    """The invented report."""

    year: int  # that after the newest real report
    rows: list[Row]
    renamed: Row  # a row of the newest real report that becomes another one, as the next three
    completed: Row
    gone: Row
    moved: Row
    forward: Row
    back: Row
    values: dict[str, str]  # what stands for each word with a dollar sign in the edits

    @property
    def stages(self) -> Counter[str]:
        """How many rows have which stage."""
        return Counter(row.stage for row in self.rows)


def invented(atlas: Atlas) -> Drill:
    """The report that follows the newest real one."""
    newest = query.reports.newest_report(atlas)
    old = [row for row in newest.rows if row.counted]
    listed = Counter(row.city for row in old)
    # Where a city has others, so that none leaves the list; and no plan, so that what became of the plans stays.
    plans = {plan.project.id for plan in query.plans.plans(atlas)}
    free = [r for r in old if r.stage == "ongoing" and r.focus_area and listed[r.city] > 2 and r.project not in plans]
    cities = {row.city: row for row in free}
    renamed, completed, gone, moved, back = list(cities.values())[:5]
    forward = next(row for row in old if row.stage == "planning")
    other = next(area for area in atlas.focus_areas if area not in atlas.projects[moved.project].focus_areas)
    done = next((row for row in old if row.stage == "completed"), completed)
    changed = {
        renamed.project: renamed.model_copy(update={"name": "Invented Flood Watch"}),
        completed.project: completed.model_copy(update={"stage": "completed", "list": done.list, "page": done.page}),
        moved.project: moved.model_copy(update={"focus_area": other}),
        forward.project: forward.model_copy(update={"stage": "ongoing"}),
        back.project: back.model_copy(update={"stage": "planning"}),
    }
    clinic = {"city": "contoh", "name": "Night Clinic", "project": "contoh-night-clinic"}
    siren = {"city": "contoh", "name": "Siren Network", "project": "contoh-siren-network"}
    rows = [changed.get(row.project, row) for row in old if row is not gone]
    rows.append(gone.model_copy(update={**clinic, "focus_area": "health-and-well-being"}))
    rows.append(gone.model_copy(update={**siren, "focus_area": "safety-and-security", "stage": "planning"}))
    year = query.reports.report_year(atlas, newest) + 1
    drill = Drill(year, _numbered(rows), renamed, completed, gone, moved, forward, back, {})
    return _with_values(atlas, drill, other, done.page)


def _numbered(rows: list[Row]) -> list[Row]:
    """Rows by their lists, each numbered from 1."""
    n: Counter[object] = Counter()
    found = []
    for row in sorted(rows, key=lambda row: row.list or ""):
        n[row.list] += 1
        found.append(row.model_copy(update={"number": n[row.list]}))
    return found


def _with_values(atlas: Atlas, drill: Drill, new_area: str, done_page: int | None) -> Drill:
    newest, stages = query.reports.newest_report(atlas), drill.stages
    values = {
        "year": drill.year, "before": drill.year - 1, "date": f"{drill.year}-09-30", "month": f"{drill.year}-09",
        "report": f"me-{drill.year}", "source": f"s-asean-{drill.year}-me",
        "page": drill.gone.page, "chart": newest.chart_page or drill.gone.page, "done_page": done_page, "pages": newest.pages, "total": len(drill.rows),
        "cities": len({row.city for row in drill.rows}), "members": len(atlas.cities) + 1,
        "countries": len(atlas.countries), "ongoing": stages["ongoing"], "planning": stages["planning"],
        "done": stages["completed"], "renamed": drill.renamed.project,
        "old_name": json.dumps(atlas.projects[drill.renamed.project].name, ensure_ascii=False),
        "completed": drill.completed.project, "gone": drill.gone.project, "moved": drill.moved.project,
        "forward": drill.forward.project, "back": drill.back.project,
        "new_area": new_area, "old_area": drill.moved.focus_area,
    }  # fmt: skip
    drill.values.update({name: str(value) for name, value in values.items()})
    return drill


def commands(drill: Drill) -> list[str]:
    """Return the commands of the guide, with the year and the numbers of the invented report in place of its own."""
    years = {"2026": drill.year, "2025": drill.year - 1}
    numbers = {"total": "total", "cities": "cities", "pages": "pages", "page": "chart"}
    lines = [re.sub("2026|2025", lambda year: str(years[year[0]]), line) for line in commands_of("add-a-report.md")]
    flags = re.compile(rf"(?<= --)({'|'.join(numbers)}) [0-9]+")
    return [flags.sub(lambda flag: f"{flag[1]} {drill.values[numbers[flag[1]]]}", line) for line in lines]


def carry_out(project: Path) -> Drill:
    """Add the invented report to a copy of the project: commands, then changes by hand, then form and check."""
    atlas = examine(project).atlas
    assert atlas is not None
    drill = invented(atlas)
    with (project / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerows([COLUMNS, *([getattr(row, name) for name in COLUMNS] for row in drill.rows)])
    *first, form, check = commands(drill)
    for line in first:
        run(project, line)
    text = Template((HERE / "edits.yml").read_text(encoding="utf-8").partition("\n\n")[2])
    for entry in parse("edits.yml", text.substitute(drill.values)).value:
        edit(project / entry["file"], entry)
    for line in (form, check):
        run(project, line)
    (project / "rows.csv").unlink()
    return drill


def edit(path: Path, change: dict[str, Any]) -> None:
    """Change a record in a file."""
    with open_data(path) as whole:
        record = whole
        if "at" in change:  # a record by its id, or a part of the one record of a file by its field
            [records] = whole.values()
            by_name = records if isinstance(records, dict) else {record["id"]: record for record in records}
            record = by_name[change["at"]]
        record |= change.get("set", {})
        for field, items in change.get("add", {}).items():
            record.setdefault(field, []).extend(items)
