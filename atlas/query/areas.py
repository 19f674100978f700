"""Focus areas: the rows and the share of each, and the projects that documents file under different ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from atlas.model import Atlas, FocusArea, Project, Report, once_per_atlas
from atlas.query.documents import ReportCounts, newest_report, rows_by_project
from atlas.query.selections import projects_in_order, select_projects


@dataclass(frozen=True)
class AreaYear:
    """How many rows a document files under an area: as printed, and by our reading where it prints none."""

    report: Report
    printed: int
    implied: int


def area_years(atlas: Atlas, area: FocusArea) -> list[AreaYear]:
    """The rows of an area in each document, counted rows only."""
    return [
        AreaYear(
            report,
            printed=sum(row.counted and row.focus_area == area.id for row in report.rows),
            implied=sum(row.counted and row.focus_area_implied == area.id for row in report.rows),
        )
        for report in atlas.reports.values()
    ]


@once_per_atlas
def area_matrix(atlas: Atlas) -> dict[str, dict[str, int]]:
    """How many projects of each city the newest document files under each area, zeros included."""
    rows = Counter((row.city, row.focus_area) for row in newest_report(atlas).rows if row.counted)
    return {city: {area: rows[city, area] for area in atlas.focus_areas} for city in atlas.cities}


def share_changes(before: ReportCounts, after: ReportCounts) -> dict[str, Fraction]:
    """By how much the share of each focus area has changed from one document to another, exactly."""

    def share(counts: ReportCounts, area: str) -> Fraction:
        return Fraction(counts.areas[area], counts.total or 1)  # a document that counts no row has no share either

    return {area: share(after, area) - share(before, area) for area in after.areas}


@dataclass(frozen=True)
class AreaMove:
    """That a project is filed under another area than in the document before."""

    project: Project
    before: Report
    old_area: str
    after: Report
    new_area: str


@once_per_atlas
def area_moves(atlas: Atlas) -> list[AreaMove]:
    """Every change of the printed area between two documents that list a project, oldest first."""
    moves = []
    for project in projects_in_order(atlas):
        printed = [
            (atlas.reports[report], row.focus_area)
            for report, row in rows_by_project(atlas)[project.id].items()
            if row.focus_area
        ]
        for (before, old_area), (after, new_area) in pairwise(printed):
            if old_area != new_area:
                moves.append(AreaMove(project, before, old_area, after, new_area))
    order = list(atlas.reports)
    return sorted(moves, key=lambda move: order.index(move.after.id))


@dataclass(frozen=True)
class Filing:
    """Why a project that the newest document does not list under an area stands on the page of that area."""

    project: Project
    reason: Literal["elsewhere", "left", "plan", "never"]
    report: Report | None
    area: str | None


def filed_otherwise(atlas: Atlas, area: FocusArea) -> list[Filing]:
    """Projects that belong to an area by their record or an older document, but not by the newest document.

    ``elsewhere``: the newest document lists it under another area. ``left``: an older document is the last to list it
    with a printed area. ``plan``: only documents that print no area list it. ``never``: no document lists it.
    """
    newest = newest_report(atlas)
    here = {project.id for project in select_projects(atlas, report=newest.id, area=area.id)}
    found = []
    for project in projects_in_order(atlas):
        rows = rows_by_project(atlas)[project.id]
        if project.id in here or not (
            area.id in project.focus_areas or any(r.focus_area == area.id for r in rows.values())
        ):
            continue
        printed = [(atlas.reports[report], row.focus_area) for report, row in rows.items() if row.focus_area]
        if newest.id in rows:
            found.append(Filing(project, "elsewhere", newest, rows[newest.id].focus_area))
        elif printed:
            found.append(Filing(project, "left", *printed[-1]))
        elif rows:
            found.append(Filing(project, "plan", atlas.reports[list(rows)[-1]], None))
        else:
            found.append(Filing(project, "never", None, None))
    return found
