"""The drill: with next year's report added, invented as it is, every page brings itself up to date.

What a page must show is worked out by hand: the list of 2025 has 134 projects, of which 108 are ongoing, 8 at planning
and 18 completed. The invented one of 2026 has two new projects, one ongoing and one at planning; one that was ongoing is
completed and one is gone. So 135 projects, of which 107 are ongoing, 9 at planning and 19 completed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import pytest

from atlas import format, query
from atlas.checks import examine
from atlas.render.build import check
from tests import drill
from tests.conftest import ROOT, copy_project
from tests.data.real import ATLAS
from tests.site.conftest import Built, run_build, text_of
from tests.site.test_pages import broken_links

#: What anyone may add to at any time, as it is now.
KNOWN, LISTED = len(ATLAS.projects), len(query.ever_listed(ATLAS))
CITIES, REPORTS, SOURCES, EVENTS = len(ATLAS.cities), len(ATLAS.reports), len(ATLAS.sources), len(ATLAS.timeline)
ROWS = query.count(ATLAS, "rows")

#: Path of a page, and what a reader finds on it.
SHOWN = [
    ("", [
        "projects in the 2026 list 135 of them ongoing 107 of them at planning 9 of them completed 19",
        f"projects known to the Atlas {KNOWN + 2} of them ever in an official list {LISTED + 2} member cities {CITIES + 1}",
        f"The {CITIES + 1} member cities, each dot sized by the projects of the city in the 2026 list.",
        "Contoh 2026, 2 projects", "Phuket 2018, 3 projects",
        "What changed in the list of 2026",
        f"{CITIES + 1} cities in 11 countries.", f"The register of all {KNOWN + 2} projects", f"{REPORTS + 1} documents, counted anew",
    ]),
    ("projects/", [
        f"The register holds every project that the Atlas knows: {KNOWN + 2} in all. {LISTED + 2} of them stand or stood in an official list",
        "The list of 2026 counts 135: 107 ongoing, 9 at planning and 19 completed.",
        "Where no list is chosen, the stage is that of 2026.", "30 September 2026", "Invented Siren Network", "In the 2026 list",
    ]),
    ("cities/", [f"The network has {CITIES + 1} member cities in 11 countries.", "Contoh", "joined in 2026"]),
    ("cities/contoh/", [
        "Indonesia, member since 2026 · 2 projects in the list of 2026 · 2 projects known",
        "Invented Night Clinic city not a member yet", "ongoing: Invented Night Clinic, page 28 in progress Sep 2026",
        "planning: Invented Siren Network, page 28 planned Sep 2026",
    ]),
    ("cities/kuching/", [
        "5 projects in the list of 2026", "Sep 2025 Sep 2026 Today", "ongoing: Invented Flood Watch, page 30",
        "Integrated Flood Management and Response System became Invented Flood Watch, first seen in Invented Monitoring and Evaluation Report 2026: inferred.",
    ]),
    ("cities/kota-kinabalu/", [
        "4 projects in the list of 2026", "Sep 2025 Sep 2026 Today",
        "completed: Integrated Solid Waste Management, page 33 completed Sep 2026", "completed as of 30 September 2026",
    ]),
    ("cities/phuket/", [
        "3 projects in the list of 2026", "Sep 2025 Sep 2026 Today",
        "ongoing: City Data Platform, page 31 not listed unknown Sep 2026", "listed until 2025, no longer in the list of 2026",
    ]),
    ("cities/luang-prabang/", ["5 projects in the list of 2026", "Sep 2025 Sep 2026 Today"]),
    ("focus-areas/", [
        "Projects in the list of 2026 by city and focus area. Cities with any: 36 of " + str(CITIES + 1),
        "The largest focus areas in the list of 2026 are Civic and Social and Built Infrastructure: 33 of 135 projects each, 24.4 %.",
    ]),
    ("focus-areas/built-infrastructure/", [
        "The list of 2026 files 33 projects here: 27 ongoing, 5 at planning, 1 completed.",
        "Built Infrastructure holds 24.4 % of the list of 2026 (33 of 135), and held 24.7 % of that of 2022 (19 of 77).",
        "The 33 projects that the list of 2026 files under Built Infrastructure.",
        "Restoration of Wetlands for Green Spaces Luang Prabang Quality Environment, 2025",
    ]),
    ("focus-areas/quality-environment/", [
        "The list of 2026 files 24 projects here: 19 ongoing, 1 at planning, 4 completed.",
        "The list of 2026 files it under Built Infrastructure.",
    ]),
    ("focus-areas/civic-and-social/", ["The list of 2026 files 33 projects here", "Last listed in 2025, under Civic and Social."]),
    ("focus-areas/health-and-well-being/", ["The list of 2026 files 9 projects here"]),
    ("focus-areas/safety-and-security/", ["The list of 2026 files 20 projects here"]),
    ("focus-areas/industry-and-innovation/", ["The list of 2026 files 16 projects here"]),
    ("network/", [f"how 26 cities became {CITIES + 1}", f"{EVENTS + 1} dated events and documents"]),
    ("network/members/", [f"from 26 in 2018 to {CITIES + 1} in 2026", "Contoh, Dili", f"September 2026 {CITIES + 1} 11"]),
    ("network/timeline/", ["Invented report of 2026"]),
    ("about/", [f"It rests on {REPORTS + 1} documents with {ROWS + 135} rows, and on {SOURCES + 1} sources in all."]),
    ("about/reports/", [
        f"{REPORTS + 1} documents name projects of the network.",
        "Invented Monitoring and Evaluation Report 2026 Sep 2026 135 135 135 36 36 0 9 107 19 0",
        "In the list of 2026, 79.3 % of the projects are ongoing, 6.7 % at planning and 14.1 % completed.",
        "Every row of Invented Monitoring and Evaluation Report 2026, as printed.",
    ]),
    ("projects/outcomes/", [
        "44 of them stand in the list of 2026: 6 completed, 35 ongoing, 3 at planning. [2] 5 stood in a later list, but do not stand in the newest. 3 were never listed again.",
        "Of the plans ongoing in the list of 2022 ( 37 ), 37 stand in that of 2026.",
        "2025 to 2026 completed completed 5 ongoing completed 1 ongoing ongoing 35 ongoing not listed 1 planning planning 3 not listed not listed 7",
        "Since the list of 2026: completed", "Last in the list of 2025: ongoing",
    ]),
    ("projects/changes/", [
        "September 2025 to September 2026",
        "134 projects in ASCN Monitoring and Evaluation Report 2025, less 1 that is gone, plus 2 new, make 135 in Invented Monitoring and Evaluation Report 2026.",
        "Invented Siren Network in Contoh enters as planning, under Safety and Security ( page 28 ).",
        "Invented Flood Watch in Kuching ( page 30 ) was printed as “Integrated Flood Management and Response System” before ( page 30 ). Inferred.",
        "Restoration of Wetlands for Green Spaces in Luang Prabang moved from Quality Environment ( page 29 ) to Built Infrastructure ( page 29 ).",
        "Integrated Solid Waste Management in Kota Kinabalu is completed ( page 33 ). The list before has it as ongoing ( page 29 ).",
        "City Data Platform in Phuket is not listed. The list before has it as ongoing, under Civic and Social ( page 31 ). No successor is known in the later list.",
    ]),
    ("projects/support/", [
        "39 of 52, 34 of them in the list of 2026.", "All plans 6 35 3 44 5 3 52", "listed in 2026",
    ]),
    ("cities/compare/", [
        f"The table holds all {CITIES + 1} member cities by country.", "2026 list, by focus area 2026 list, by stage",
        "Contoh 2026 123,456 [7, p. 5] 2025, encyclopedia or city plan 2 2 0 1 1 0 0 0 1 1 0 0 0 0 0 0 0 0 0 0",
    ]),
    ("about/help-wanted/", ["Contoh Invented Night Clinic Invented Siren Network", "City Data Platform status of 30 September 2026"]),
    ("about/sources/", [f"{SOURCES + 1} documents and pages are cited."]),
]  # fmt: skip


@dataclass(frozen=True)
class Drilled:
    """A copy of the project with the invented report, and the site built of it."""

    project: Path
    built: Built


@pytest.fixture(scope="module")
def drilled(tmp_path_factory: pytest.TempPathFactory) -> Drilled:
    """The copy after the drill."""
    if query.newest_report(ATLAS).id != drill.FOLLOWS:
        pytest.skip(f"{drill.FOLLOWS} is no longer the newest list: renew the drill, as MAINTAINING.md says")
    folder = tmp_path_factory.mktemp("drill")
    project = copy_project(folder / "project")
    drill.carry_out(project)
    result = run_build(project, folder / "site")
    assert result.returncode == 0, result.stderr
    return Drilled(project, Built(folder / "site", "/", result.stderr))


def shown(page: lxml.html.HtmlElement) -> str:
    """What a reader sees of a page, without the blanks that a link leaves before a point or comma."""
    return re.sub(r" (?=[.,;:])", "", text_of(*page.xpath("//article")))


def test_adding_a_report_touches_no_code_no_template_and_no_page_that_is_there(drilled: Drilled) -> None:
    files = {
        path.relative_to(drilled.project).as_posix(): path for path in drilled.project.rglob("*") if path.is_file()
    }
    changed = {
        name
        for name, path in files.items()
        if "__pycache__" not in name and (not (ROOT / name).exists() or (ROOT / name).read_bytes() != path.read_bytes())
    }
    assert changed == {
        "data/cities.yml", "data/network.yml", "data/projects.yml", "data/sources.yml", "data/timeline.yml",
        "data/reports/drill-2026.yml", "docs/cities/contoh.md",
    }  # fmt: skip


def test_it_is_checked_in_form_and_built_without_a_finding_or_warning(drilled: Drilled) -> None:
    examined = examine(drilled.project)
    assert check(examined) == []
    assert format.run(drilled.project, examined.atlas) == ({}, [])
    assert "WARNING" not in drilled.built.output
    assert broken_links(drilled.built) == []


def test_every_page_shows_the_new_year_and_the_new_counts(drilled: Drilled) -> None:
    pages = {path: shown(page) for path, page in drilled.built.pages.items()}
    missing = [f"{path}: {text}" for path, texts in SHOWN for text in texts if text not in pages[path]]
    assert missing == []


def test_the_home_page_tells_the_differences_from_the_list_before(drilled: Drilled) -> None:
    home = drilled.built.pages[""]
    [total] = home.xpath("//ul[@class='changes']/preceding-sibling::p[1]")
    assert text_of(total) == (
        "ASCN Monitoring and Evaluation Report 2025 counts 134 projects. "
        "Invented Monitoring and Evaluation Report 2026 counts 135 projects."
    )
    assert [text_of(item) for item in home.xpath("//ul[@class='changes']/li")] == [
        "2 projects are new. Invented Night Clinic (Contoh); Invented Siren Network (Contoh)",
        "1 project is no longer listed. City Data Platform (Phuket)",
        "1 project has been completed since. Integrated Solid Waste Management (Kota Kinabalu)",
        "1 project stands under another focus area. Restoration of Wetlands for Green Spaces (Luang Prabang)",
        "1 project is printed under another name. Invented Flood Watch (Kuching)",
    ]


def test_no_page_takes_the_list_before_for_the_newest(drilled: Drilled) -> None:
    stale = re.compile(r"projects? in the (?:list of 2025|2025 list)|[Tt]he list of 2025 files|In the 2025 list")
    found = [f"{path}: {text}" for path, page in drilled.built.pages.items() for text in stale.findall(shown(page))]
    assert found == []


def test_nothing_of_the_drill_stands_in_the_real_data() -> None:
    assert "contoh" not in ATLAS.cities
    assert not [
        name for name in [*ATLAS.sources, *ATLAS.reports, *ATLAS.projects] if "drill" in name or "invented" in name
    ]
