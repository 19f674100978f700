"""The reports: which there are and their dates, the rows that list a project, and what the rows add up to."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from atlas.model.atlas import Atlas
from atlas.model.projects import Project
from atlas.model.reports import Report, Row
from atlas.query.common import STAGES, percent, present_year, require_known

#: The word for the newest report in a filter.
NEWEST = "newest"


def report_date(atlas: Atlas, report: Report) -> str:
    """Return the date of a report, as precise as its source gives it."""
    return atlas.sources[report.source].date or ""


def report_year(atlas: Atlas, report: Report) -> int:
    """Return the year of a report."""
    return int(report_date(atlas, report)[:4])


def first_date(atlas: Atlas) -> str:
    """Return the date of the oldest report, as precise as its source gives it."""
    return min(report_date(atlas, report) for report in atlas.reports.values())


def lengths(atlas: Atlas) -> dict[str, int]:
    """Return how many pages a PDF has, by the id of its source, for the reports and the framework."""
    framework = atlas.network.framework
    pdfs = [citation.source for citation in framework.sources if atlas.sources[citation.source].is_pdf]
    pages = dict.fromkeys(pdfs[:1], framework.length_pages)
    return pages | {report.source: report.pages for report in atlas.reports.values()}


def newest_report(atlas: Atlas) -> Report:
    """Return the newest report."""
    return list(atlas.reports.values())[-1]


def lacks_report(atlas: Atlas) -> bool:
    """Tell whether the year in which the data were last checked has no report yet."""
    return report_year(atlas, newest_report(atlas)) < present_year(atlas)


def lists(atlas: Atlas) -> list[Report]:
    """Return the reports that list projects of the network, oldest first: all but that of the workshop."""
    return [report for report in atlas.reports.values() if report.id != atlas.network.workshop.id]


def plan_report(atlas: Atlas) -> Report:
    """Return the report of the action plans: the first list of projects."""
    return lists(atlas)[0]


def monitoring_reports(atlas: Atlas) -> list[Report]:
    """Return the reports that follow projects up: those with any stage other than proposed."""
    return [report for report in atlas.reports.values() if any(row.stage != "proposed" for row in report.rows)]


def report_before(atlas: Atlas, report: Report) -> Report:
    """Return the report before another; the first one itself."""
    reports = list(atlas.reports.values())
    return reports[max(0, reports.index(report) - 1)]


def find_report(atlas: Atlas, report: str) -> Report:
    """Return a report by its id, or by the word ``newest``."""
    require_known("report", report, [*atlas.reports, NEWEST])
    return newest_report(atlas) if report == NEWEST else atlas.reports[report]


@lru_cache(maxsize=1)
def rows_by_project(atlas: Atlas) -> dict[str, dict[str, Row]]:
    """Return the rows of every project, oldest report first: ``{project id: {report id: row}}``."""
    rows: dict[str, dict[str, Row]] = {project: {} for project in atlas.projects}
    for report in atlas.reports.values():
        for row in report.rows:
            rows[row.project][report.id] = row
    return rows


def project_rows(atlas: Atlas, project: Project) -> list[tuple[Report, Row]]:
    """Return the rows of one project, oldest first: (report, row)."""
    return [(atlas.reports[report], row) for report, row in rows_by_project(atlas)[project.id].items()]


def row_of(atlas: Atlas, project: Project, report: Report) -> Row | None:
    """Return the row in which a report lists a project, if it does."""
    return rows_by_project(atlas)[project.id].get(report.id)


class ReportCounts(NamedTuple):
    """What the rows of a report add up to."""

    printed: int  # all rows, also those that the report prints but does not count; the other numbers leave these out
    total: int  # the rows that the report counts
    cities: int  # how many cities have such a row
    stages: dict[str, int]  # rows by stage, without zeros
    areas: dict[str, int]  # rows by printed focus area, zeros included
    countries: dict[str, int]  # rows by country, zeros included


def area_share(area: str, counts: ReportCounts) -> float:
    """Return how many of the counted rows of a report are under an area, in per cent."""
    return percent(counts.areas[area], counts.total)


def report_counts(atlas: Atlas, report: Report) -> ReportCounts:
    """Count the rows of a report by stage, printed area and country."""
    rows = [row for row in report.rows if row.counted]
    areas = Counter(row.focus_area for row in rows)
    countries = Counter(atlas.cities[row.city].country for row in rows)
    stages: Counter[str] = Counter(row.stage for row in rows)
    return ReportCounts(
        printed=len(report.rows),
        total=len(rows),
        cities=len({row.city for row in rows}),
        stages={stage: stages[stage] for stage in STAGES if stages[stage]},
        areas={area: areas[area] for area in atlas.focus_areas},
        countries={country: countries[country] for country in atlas.countries},
    )
