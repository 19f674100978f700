"""The documents: which there are and of when, the rows in which they list projects, and what these add up to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from atlas.model.atlas import Atlas
from atlas.model.projects import Project
from atlas.model.reports import Report, Row
from atlas.query.common import STAGES, require_known

#: The word that stands for the newest document in a filter.
NEWEST = "newest"


def report_date(atlas: Atlas, report: Report) -> str:
    """The date of a document, as precise as its source gives it."""
    return atlas.sources[report.source].date or ""


def lengths(atlas: Atlas) -> dict[str, int]:
    """Return how many pages a source has, by its id, for each document whose length the records give."""
    framework = atlas.network.framework
    pdfs = [citation.source for citation in framework.sources if atlas.sources[citation.source].is_pdf]
    found = dict.fromkeys(pdfs[:1], framework.length_pages)
    return found | {report.source: report.pages for report in atlas.reports.values()}


def first_date(atlas: Atlas) -> str:
    """When what the data tell of begins: the date of the first document, as precise as its source gives it."""
    return min(report_date(atlas, report) for report in atlas.reports.values())


def report_year(atlas: Atlas, report: Report) -> int:
    """The year of a document."""
    return int(report_date(atlas, report)[:4])


def newest_report(atlas: Atlas) -> Report:
    """The newest document."""
    return list(atlas.reports.values())[-1]


def lists(atlas: Atlas) -> list[Report]:
    """The documents that list projects of the network, oldest first; the workshop of 2018 was no list."""
    return [report for report in atlas.reports.values() if report.id != atlas.network.workshop.id]


def plan_report(atlas: Atlas) -> Report:
    """The document of the action plans: the first that lists projects of the network, which the workshop did not."""
    return lists(atlas)[0]


def monitoring_reports(atlas: Atlas) -> list[Report]:
    """The documents that follow projects up: those that give any of them another stage than proposed."""
    return [report for report in atlas.reports.values() if any(row.stage != "proposed" for row in report.rows)]


def report_before(atlas: Atlas, report: Report) -> Report:
    """The document before another; before the first there is only itself."""
    documents = list(atlas.reports.values())
    return documents[max(0, documents.index(report) - 1)]


def find_report(atlas: Atlas, report: str) -> Report:
    """A document by its id, or by the word ``newest``.

    Raises:
        QueryError: For an id that does not exist.
    """
    require_known("report", report, [*atlas.reports, NEWEST])
    return newest_report(atlas) if report == NEWEST else atlas.reports[report]


@lru_cache(maxsize=1)
def rows_by_project(atlas: Atlas) -> dict[str, dict[str, Row]]:
    """For each project the row of each document that lists it: ``{project id: {report id: row}}``."""
    found: dict[str, dict[str, Row]] = {project: {} for project in atlas.projects}
    for report in atlas.reports.values():
        for row in report.rows:
            found[row.project][report.id] = row
    return found


def row_of(atlas: Atlas, project: Project, report: Report) -> Row | None:
    """The row in which a document lists a project, if it does."""
    return rows_by_project(atlas)[project.id].get(report.id)


@dataclass(frozen=True)
class ReportCounts:
    """What a document's rows add up to. Rows it prints but does not count are in ``printed`` only."""

    printed: int
    total: int
    cities: int
    stages: dict[str, int]
    areas: dict[str, int]
    countries: dict[str, int]


def report_counts(atlas: Atlas, report: Report) -> ReportCounts:
    """Count the rows of a document: by stage, by area as printed, by country."""
    rows = [row for row in report.rows if row.counted]
    areas = Counter(row.focus_area for row in rows if row.focus_area)
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
