"""Projects through the documents, with the names they bear there, and the members of the network through the years."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, get_args

from atlas.model import Atlas, City, Project, Report, Row
from atlas.query.common import last_checked
from atlas.query.documents import report_date, report_year, row_of, rows_by_project
from atlas.query.selections import select_cities

#: How a project stands in a document.
State = Literal["proposed", "planning", "ongoing", "completed", "ongoing-or-planning", "not-listed", "not-a-member"]

#: All of them, in the order of the vocabulary.
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True)
class Appearance:
    """How a project stands in one document: at the stage of its row, not listed, or its city not yet a member."""

    report: Report
    state: State
    row: Row | None


def history(atlas: Atlas, project: Project) -> list[Appearance]:
    """A project through all documents, oldest first."""
    return [appearance_in(atlas, project, report) for report in atlas.reports.values()]


def appearance_in(atlas: Atlas, project: Project, report: Report) -> Appearance:
    """How a project stands in one document."""
    row = row_of(atlas, project, report)
    if row is not None:
        return Appearance(report, row.stage, row)
    member = is_member_in(atlas, atlas.cities[project.city], report)
    return Appearance(report, "not-listed" if member else "not-a-member", None)


@dataclass(frozen=True)
class Strips:
    """Projects under each other, each through the same documents, oldest first; and which states occur."""

    reports: list[Report]
    rows: list[tuple[Project, list[Appearance]]]
    states: list[State]


def strips(atlas: Atlas, projects: list[Project]) -> Strips:
    """Projects through the documents. The workshop of 2018 is among these only if it saw one of the projects."""
    workshop = atlas.network.workshop.id
    presented = any(workshop in rows_by_project(atlas)[project.id] for project in projects)
    reports = [report for report in atlas.reports.values() if presented or report.id != workshop]
    rows = [(project, [appearance_in(atlas, project, report) for report in reports]) for project in projects]
    occurring = {appearance.state for _, appearances in rows for appearance in appearances}
    return Strips(reports, rows, [state for state in STATES if state in occurring])


def printings(atlas: Atlas, project: Project) -> list[list[tuple[Report, Row]]]:
    """The rows of a project, oldest first; those that follow each other stand together if they print the same.

    List, number and page of a row are its place in the document, so they may differ.
    """
    rows = [(atlas.reports[report], row) for report, row in rows_by_project(atlas)[project.id].items()]
    return [
        list(alike) for _, alike in groupby(rows, lambda row: row[1].model_dump(exclude={"number", "page", "list"}))
    ]


def other_names(atlas: Atlas, project: Project) -> list[str]:
    """Every further name by which a project was printed or is known, in Latin letters, each once."""
    changed = [name for change in project.name_changes for name in (change.old_name, change.new_name)]
    printed = [row.name for row in rows_by_project(atlas)[project.id].values()]
    known = {project.name, *(name.text for name in project.local_names)}
    return [name for name in dict.fromkeys([*project.also_known_as, *changed, *printed]) if name not in known]


def unprinted_names(atlas: Atlas, project: Project) -> list[str]:
    """The names of a project beside its own, its local ones and those that documents print."""
    told = {row.name for row in rows_by_project(atlas)[project.id].values()}
    told |= {name.text for name in project.local_names}
    return [name for name in project.also_known_as if name not in told]


def language_of(project: Project, name: str) -> str | None:
    """The language of a printed name that holds one of the local names of its project."""
    return next((local.lang for local in project.local_names if local.text in name and local.lang != "en"), None)


def ever_listed(atlas: Atlas) -> list[Project]:
    """The projects that stand in any document."""
    return [project for project in atlas.projects.values() if rows_by_project(atlas)[project.id]]


def is_member_in(atlas: Atlas, city: City, report: Report) -> bool:
    """Whether a city was a member of the network when a document was made.

    Only the year of joining is known. In that same year the city counts as a member if the document has a row of it,
    or if a count of members no younger than the document already includes all cities that joined in that year.
    """
    year = report_year(atlas, report)
    if city.joined != year:
        return city.joined < year
    if any(row.city == city.id for row in report.rows):
        return True
    joined_by_then = sum(other.joined <= year for other in atlas.cities.values())
    return any(
        count.as_of <= report_date(atlas, report) and count.cities == joined_by_then
        for count in atlas.network.membership.counts
    )


def members_by_year(atlas: Atlas) -> list[tuple[int, list[City], int]]:
    """For each year in which cities joined: the year, those cities, and how many members there were then."""
    years = sorted({city.joined for city in atlas.cities.values()})
    return [
        (year, select_cities(atlas, joined=year), sum(city.joined <= year for city in atlas.cities.values()))
        for year in years
    ]


def members_each_year(atlas: Atlas) -> list[tuple[int, int, int]]:
    """For every year from the first to that of the data: the year, how many cities joined, how many members it had."""
    joined = Counter(city.joined for city in atlas.cities.values())
    years = range(min(joined), int(last_checked(atlas)[:4]) + 1)
    return [(year, joined[year], sum(n for then, n in joined.items() if then <= year)) for year in years]
