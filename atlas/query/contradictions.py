"""Where documents contradict themselves or each other: in all they state, in totals of the year before, in stages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from atlas.model import Atlas, Project, Report, Row, once_per_atlas
from atlas.query.differences import goes_back
from atlas.query.documents import report_counts, report_year, rows_by_project
from atlas.query.selections import projects_in_order
from atlas.query.statements import Comparison, comparisons


@dataclass(frozen=True)
class Agreement:
    """How many numbers a document gives of itself, and how many of them fit its rows.

    Args:
        stated, fitting: In its text.
        charted, charted_fitting: By the icons of its chart.
        gaps: Where what is stated, the chart and the rows do not all agree.
    """

    report: Report
    stated: int
    fitting: int
    charted: int
    charted_fitting: int
    gaps: list[Comparison]


@once_per_atlas
def agreements(atlas: Atlas) -> list[Agreement]:
    """How far each document agrees with itself, oldest first."""
    found = []
    for report in atlas.reports.values():
        compared = comparisons(atlas, report)
        stated = [claim.fits for comparison in compared for claim in comparison.claims]
        charted = [comparison.chart_fits for comparison in compared if comparison.icons is not None]
        gaps = [comparison for comparison in compared if comparison.gap]
        found.append(Agreement(report, len(stated), sum(stated), len(charted), sum(charted), gaps))
    return found


@dataclass(frozen=True)
class EarlierTotal:
    """How many projects a document states for the year before, beside what a document of that year counts.

    Args:
        year: The year before.
        before: The last document of that year or, where there is none, the last before it.
        counted: The projects that this one counts.
        kind: Whether the two agree; ``unknown`` where no document of that year is known.
    """

    report: Report
    stated: int
    year: int
    before: Report
    counted: int
    kind: Literal["same", "other", "unknown"]


def earlier_totals(atlas: Atlas) -> list[EarlierTotal]:
    """The totals that documents state for the year before theirs, oldest first."""
    found = []
    for report in atlas.reports.values():
        stated, year = report.stated.total_previous_year, report_year(atlas, report) - 1
        earlier = [other for other in atlas.reports.values() if report_year(atlas, other) <= year]
        if stated is not None and earlier:
            counted = report_counts(atlas, earlier[-1]).total
            known = report_year(atlas, earlier[-1]) == year
            kind: Literal["same", "other", "unknown"] = (
                ("same" if stated == counted else "other") if known else "unknown"
            )
            found.append(EarlierTotal(report, stated, year, earlier[-1], counted, kind))
    return found


@dataclass(frozen=True)
class Setback:
    """That a document gives a project an earlier stage than the document before that lists it."""

    project: Project
    before: Report
    old: Row
    after: Report
    new: Row


def setbacks(atlas: Atlas) -> list[Setback]:
    """Every stage that goes back between two documents that count a project, oldest first."""
    found = []
    for project in projects_in_order(atlas):
        rows = [
            (atlas.reports[report], row) for report, row in rows_by_project(atlas)[project.id].items() if row.counted
        ]
        for (before, old), (after, new) in pairwise(rows):
            if goes_back(old, new):
                found.append(Setback(project, before, old, after, new))
    order = list(atlas.reports)
    return sorted(found, key=lambda setback: order.index(setback.after.id))
