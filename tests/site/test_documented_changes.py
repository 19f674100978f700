"""Each change that the guide describes is safe: made in a copy as it says, it needs no other change, in no test.

They are made one after another in one copy, next year's report last. At the end one strict build shows the report, and
the tests of the real records and their site pass for the copy.
"""

import inspect
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import ModuleType

import lxml.html
import pytest

from atlas import query
from atlas.checks import Examined, examine
from atlas.model.atlas import Atlas
from atlas.tools import new, schemas
from tests.conftest import copy_project
from tests.data import test_help
from tests.documented import follow_guide, introduce
from tests.drill import Drill, carry_out
from tests.site import test_fields, test_heads, test_lists, test_numbers, test_pages
from tests.site.conftest import Built, run_build, text_of

#: The tests that must pass whatever the records are. They take a site, its records and the examined project.
MODULES: list[ModuleType] = [test_fields, test_heads, test_lists, test_numbers, test_pages, test_help]

#: What a contributor may change.
CHANGEABLE = ("atlas", "data", "docs", "overrides")


def test_each_change_of_the_guide_needs_no_other_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Each state of the records is examined once, and its pages are rendered by the build at the end alone.
    seen: dict[frozenset[tuple[str, bytes]], Examined] = {}
    monkeypatch.setattr(new, "check", lambda examined: examined.findings)
    monkeypatch.setattr(new, "examine", partial(examine_once, seen))
    project = copy_project(tmp_path / "project")
    follow_guide(project)
    sound = examine(project)
    assert sound.findings == []
    before, files = sound.atlas, contents(project, *CHANGEABLE)
    drill = carry_out(project)
    introduce(project, drill)
    changed = {file for file, content in contents(project, *CHANGEABLE).items() if files.get(file) != content}
    assert {file for file in changed if not file.startswith(schemas.SCHEMA_DIR)} == {
        "data/cities.yml", "data/network.yml", "data/projects.yml", "data/sources.yml", "data/timeline.yml",
        f"data/reports/drill-{drill.year}.yml", "docs/cities/contoh.md",
    }  # fmt: skip

    examined, site = examine(project), tmp_path / "site"
    result = run_build(project, site, "--strict")
    assert result.returncode == 0, result.stderr
    built = Built(site, "/", result.stderr)
    assert_report_is_shown(drill, before, examined.atlas, built)
    assert_holds(built, examined)


def examine_once(seen: dict[frozenset[tuple[str, bytes]], Examined], project: Path) -> Examined:
    """Return a project examined, from ``seen`` if its files were examined before."""
    files = frozenset(contents(project, "data", "docs").items())
    if files not in seen:
        seen[files] = examine(project)
    return seen[files]


def contents(project: Path, *parts: str) -> dict[str, bytes]:
    """Every file in some folders of a copy, by its path."""
    files = (path for part in parts for path in (project / part).rglob("*") if "__pycache__" not in path.parts)
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files if path.is_file()}


def assert_holds(built: Built, examined: Examined) -> None:
    """Run the tests that must pass for any site and its records."""
    given = {"built": built, "atlas": examined.atlas, "examined": examined}
    for module in MODULES:
        for name, test in inspect.getmembers(module, inspect.isfunction):
            wanted = inspect.signature(test).parameters
            if name.startswith("test_") and wanted.keys() <= given.keys():
                test(**{parameter: given[parameter] for parameter in wanted})


# Next year's report


def assert_report_is_shown(drill: Drill, before: Atlas, atlas: Atlas, built: Built) -> None:
    """Every page shows next year's report, and none still calls the one before it the newest."""
    # The list of corrections quotes what pages said when another report was the newest.
    pages = {path: shown(page) for path, page in built.pages.items() if path != "about/corrections/"}
    missing = [f"{path}: {text}" for path, text in expected(drill, before, atlas) if text not in pages[path]]
    assert not missing, "\n".join(missing)
    last = drill.year - 1
    stale = re.compile(rf"\d projects? in the (?:list of {last}|{last} list)|The {last} list has \d|In the {last} list")
    assert [f"{path}: {text}" for path, page in pages.items() for text in stale.findall(page)] == []


def shown(page: lxml.html.HtmlElement) -> str:
    """What a reader sees of a page, without the blanks that a link leaves before a point or comma."""
    return re.sub(r" (?=[.,;:])", "", text_of(*page.xpath("//article")))


def expected(drill: Drill, before: Atlas, atlas: Atlas) -> Iterator[tuple[str, str]]:
    """What a reader finds on which page, by the rows of the report and by what there was before it."""
    year, last, stages, total = drill.year, drill.year - 1, drill.stages, len(drill.rows)
    newest = query.reports.newest_report(before)
    title, was = f"Invented Monitoring and Evaluation Report {year}", query.reports.report_counts(before, newest).total
    ongoing, planning, completed = (stages[stage] for stage in ("ongoing", "planning", "completed"))
    yield "", f"according to ASEAN's report of {year}."
    yield "", f"projects in ASEAN's list of {year} {total} of them completed, as that list says {completed}"
    yield "", f"What changed in the list of {year}"
    yield (
        "",
        f"{title} counts {total} projects, the list of {last} {was}. 2 projects are new. 1 project is no longer listed.",
    )
    yield "projects/changes/", "Invented Night Clinic, Contoh: "
    for row in (drill.completed, drill.gone, drill.moved):
        yield "projects/changes/", f"{row.name} in {before.cities[row.city].name}"
    counts = f"{ongoing} ongoing, {planning} at planning and {completed} completed."
    yield "projects/", f"list of {year} counts {total}: {counts}"
    sums = f"{was} projects in {newest.title}, less 1 no longer listed, plus 2 new, make {total} in {title}."
    yield "projects/changes/", sums
    yield "projects/changes/", f"was printed as “{drill.renamed.name}” before"
    yield (
        f"cities/{drill.renamed.city}/",
        f"became Invented Flood Watch; the first document with the new name is {title}.",
    )
    yield f"cities/{drill.completed.city}/", f"completed last known 30 September {year}"
    yield f"cities/{drill.gone.city}/", f"listed until {last}, no longer in the list of {year}"
    yield f"focus-areas/{drill.moved.focus_area}/", f"The {year} list has it under "
    yield "cities/compare/", f"{year} list, by focus area {year} list, by stage"
    yield from expected_records(year, title, atlas)


def expected_records(year: int, title: str, atlas: Atlas) -> Iterator[tuple[str, str]]:
    """What a reader finds of the records that came with the report: two projects, a city, a document, an event."""
    cities, listed = len(atlas.cities), len(query.projects.ever_listed(atlas))
    yield "projects/", f"The Atlas knows {len(atlas.projects)} projects: {listed} have been on an ASEAN list"
    yield "", f"member cities in {len(query.projects.cities_by_country(atlas))} countries {cities}"
    yield "cities/", f"The network has {cities} member cities"
    yield "cities/contoh/", "Contoh planned a bus lane."
    yield "cities/contoh/", f"member since {year} · 2 projects in the list of {year} · 2 projects known"
    yield "network/members/", f"to {cities} in {year}"
    yield "network/timeline/", f"Invented report of {year}"
    yield "about/", f"It is based on {len(atlas.reports)} documents with {query.totals.count(atlas, 'rows')} rows"
    yield "about/reports/", f"Every row of {title}, as printed."
    yield "about/sources/", f"The Atlas cites {len(atlas.sources)} documents and pages."
