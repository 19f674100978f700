"""Each change that the guide describes is safe: made in a copy by its commands, it needs no other change, in no test.

The changes are made one after another in one copy, next year's report first. After each of them the check finds nothing
and the strict build passes. At the end the tests that read real records and their site are run on that copy.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import lxml.html

from atlas import query
from atlas.checks import examine
from atlas.model.atlas import Atlas
from atlas.site.build import check
from tests.conftest import ROOT
from tests.data.real import ATLAS
from tests.documented import CHANGES, whole_copy
from tests.drill import Drill, carry_out
from tests.site.conftest import Built, run_build, text_of
from tests.site.test_pages import broken_links

#: Tests that read no real record, or make previews, builds and packages of their own, whatever the records say.
LEFT_OUT = [
    "tests/data/test_library.py",
    "tests/site/test_build.py",
    "tests/site/test_dependencies.py",
    "tests/site/test_documented_changes.py",
    "tests/site/test_hosting.py",
]


def test_each_change_of_the_guide_needs_no_other_change_in_data_page_or_test(tmp_path: Path) -> None:
    project = whole_copy(tmp_path / "project")
    drill = carry_out(project)
    assert_report_is_shown(project, drill, build(project))
    for name, change in CHANGES.items():
        change(project)
        assert check(examine(project)) == [], name
        build(project)
    run_tests(project, "tests/data", "tests/site", *(f"--ignore={file}" for file in LEFT_OUT))


def build(project: Path) -> Built:
    """The site of a copy, built strictly."""
    site = project.parent / "built"
    result = run_build(project, site, "--strict")
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stderr
    return Built(site, "/", result.stderr)


def run_tests(project: Path, *arguments: str) -> None:
    """Run tests of a copy on that copy, in processes of their own."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    parallel = ["--numprocesses=2", "--dist=worksteal"]
    command = [sys.executable, "-m", "pytest", "--tb=short", f"--basetemp={project.parent / 'tests'}", *parallel]
    result = subprocess.run(
        [*command, *arguments], cwd=project, env=surroundings, capture_output=True, text=True, check=False, timeout=1200
    )
    assert result.returncode == 0, result.stdout[-10_000:]


# Next year's report


def assert_report_is_shown(project: Path, drill: Drill, built: Built) -> None:
    """Next year's report changes no page that is there, and every page shows it."""
    assert changed_files(project) == {
        "data/cities.yml", "data/network.yml", "data/projects.yml", "data/sources.yml", "data/timeline.yml",
        f"data/reports/drill-{drill.year}.yml", "docs/cities/contoh.md",
    }  # fmt: skip
    assert broken_links(built) == []
    atlas = examine(project).atlas
    assert atlas is not None
    # The list of corrections quotes what pages said when another report was the newest.
    pages = {path: shown(page) for path, page in built.pages.items() if path != "about/corrections/"}
    missing = [f"{path}: {text}" for path, text in expected(drill, atlas) if text not in pages[path]]
    assert missing == []
    last = drill.year - 1
    stale = re.compile(
        rf"\d projects? in the (?:list of {last}|{last} list)|[Tt]he list of {last} files|In the {last} list"
    )
    assert [f"{path}: {text}" for path, page in pages.items() for text in stale.findall(page)] == []


def changed_files(project: Path) -> set[str]:
    """The files of a copy that are new or other than those of the project."""
    return {
        path.relative_to(project).as_posix()
        for part in ("atlas", "data", "docs", "overrides")
        for path in (project / part).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
        if not (ROOT / path.relative_to(project)).exists()
        or (ROOT / path.relative_to(project)).read_bytes() != path.read_bytes()
    }


def shown(page: lxml.html.HtmlElement) -> str:
    """What a reader sees of a page, without the blanks that a link leaves before a point or comma."""
    return re.sub(r" (?=[.,;:])", "", text_of(*page.xpath("//article")))


def expected(drill: Drill, atlas: Atlas) -> Iterator[tuple[str, str]]:
    """What a reader finds on which page, by the rows of the report and by what there was before it."""
    year, last, stages = drill.year, drill.year - 1, drill.stages
    title, old_title = f"Invented Monitoring and Evaluation Report {year}", query.reports.newest_report(ATLAS).title
    before, total = query.reports.report_counts(ATLAS, query.reports.newest_report(ATLAS)).total, len(drill.rows)
    ongoing, planning, completed = (stages[stage] for stage in ("ongoing", "planning", "completed"))
    each = f"of them ongoing {ongoing} of them at planning {planning} of them completed {completed}"
    yield "", f"projects in the {year} list {total} {each}"
    yield "", f"What changed in the list of {year}"
    yield "", f"{old_title} counts {before} projects. {title} counts {total} projects."
    yield "", "2 projects are new. Invented Night Clinic (Contoh); Invented Siren Network (Contoh)"
    for row in (drill.completed, drill.gone, drill.moved):
        yield "", f"{row.name} ({ATLAS.cities[row.city].name})"
    yield (
        "projects/",
        f"list of {year} counts {total}: {ongoing} ongoing, {planning} at planning and {completed} completed.",
    )
    yield (
        "projects/changes/",
        f"{before} projects in {old_title}, less 1 that is gone, plus 2 new, make {total} in {title}.",
    )
    yield "projects/changes/", f"was printed as “{drill.renamed.name}” before"
    yield f"cities/{drill.renamed.city}/", f"became Invented Flood Watch, first seen in {title}: inferred."
    yield f"cities/{drill.completed.city}/", f"completed as of 30 September {year}"
    yield f"cities/{drill.gone.city}/", f"listed until {last}, no longer in the list of {year}"
    yield f"focus-areas/{drill.moved.focus_area}/", f"The list of {year} files it under "
    yield "cities/compare/", f"{year} list, by focus area {year} list, by stage"
    yield from expected_records(drill, atlas, title)


def expected_records(drill: Drill, atlas: Atlas, title: str) -> Iterator[tuple[str, str]]:
    """What a reader finds of the records that came with the report: two projects, a city, a document, an event."""
    year, cities = drill.year, len(ATLAS.cities) + 1
    known, listed = len(ATLAS.projects) + 2, len(query.projects.ever_listed(ATLAS)) + 2
    rows = query.totals.count(ATLAS, "rows") + len(drill.rows)
    yield "", f"projects known to the Atlas {known} of them ever in an official list {listed} member cities {cities}"
    yield "cities/", f"The network has {cities} member cities"
    yield "cities/contoh/", f"member since {year} · 2 projects in the list of {year} · 2 projects known"
    yield "network/members/", f"to {cities} in {year}"
    yield "network/timeline/", f"Invented report of {year}"
    yield "about/", f"It rests on {len(ATLAS.reports) + 1} documents with {rows} rows"
    yield "about/reports/", f"Every row of {title}, as printed."
    yield "about/sources/", f"{len(atlas.sources)} documents and pages are cited."
