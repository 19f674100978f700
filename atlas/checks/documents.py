"""Rules about the official documents and their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from atlas import query
from atlas.checks.context import Context, Rule
from atlas.findings import Finding


def row_number(context: Context) -> Iterator[Finding]:
    """The rows of each list of a document are numbered without gap or repeat, per city where the numbers begin anew."""
    for report in context.atlas.reports.values():
        begins_anew = sum(row.number == 1 for row in report.rows) > len({row.list for row in report.rows})
        following: dict[object, int] = defaultdict(lambda: 1)
        for index, row in enumerate(report.rows):
            if row.number is None:
                continue
            key = (row.list, row.city if begins_anew else None)
            if row.number != following[key]:
                message = f"after {following[key] - 1} comes {following[key]}, not {row.number}"
                yield context.at("reports", report.id, ("rows", index, "number"), "row-number", message)
            following[key] = row.number + 1


def row_of_another_city(context: Context) -> Iterator[Finding]:
    """A row stands under the city of its project."""
    for report in context.atlas.reports.values():
        for index, row in enumerate(report.rows):
            own = context.atlas.projects[row.project].city
            if row.city != own:
                message = f"this row stands under '{row.city}', but the project '{row.project}' is one of '{own}'"
                yield context.at("reports", report.id, ("rows", index, "city"), "row-of-another-city", message)


def row_before_joining(context: Context) -> Iterator[Finding]:
    """No document lists a city before the year in which it joined."""
    for report in context.atlas.reports.values():
        for index, row in enumerate(report.rows):
            joined = context.atlas.cities[row.city].joined
            if joined > query.report_year(context.atlas, report):
                message = f"'{row.city}' joined in {joined}, after this document"
                yield context.at("reports", report.id, ("rows", index, "city"), "row-before-joining", message)


def page_beyond_the_end(context: Context) -> Iterator[Finding]:
    """No page lies beyond the end of its document."""
    for report in context.atlas.reports.values():
        for index, row in enumerate(report.rows):
            if row.page and row.page > report.pages:
                message = f"the document has {report.pages} pages, so there is no page {row.page}"
                yield context.at("reports", report.id, ("rows", index, "page"), "page-beyond-the-end", message)


def twice_in_a_document(context: Context) -> Iterator[Finding]:
    """A document lists a project once."""
    for report in context.atlas.reports.values():
        seen = set()
        for index, row in enumerate(report.rows):
            if row.project in seen:
                message = f"this document lists '{row.project}' a second time"
                yield context.at("reports", report.id, ("rows", index, "project"), "twice-in-a-document", message)
            seen.add(row.project)


def stated_total(context: Context) -> Iterator[Finding]:
    """What a document states of itself fits its rows, or a discrepancy is recorded."""
    for report in context.atlas.reports.values():
        counts = query.report_counts(context.atlas, report)
        recorded = {discrepancy.about for discrepancy in report.discrepancies}
        if report.stated.total != counts.total and "total" not in recorded:
            message = f"the document states {report.stated.total} projects, its rows add up to {counts.total}"
            yield context.at("reports", report.id, ("stated", "total"), "stated-total", message, _RECORD)
        if report.stated.cities != counts.cities and "city" not in recorded:
            message = f"the document states {report.stated.cities} cities, its rows name {counts.cities}"
            yield context.at("reports", report.id, ("stated", "cities"), "stated-total", message, _RECORD)
        for index, total in enumerate(report.stated.by_country):
            if total.projects != counts.countries[total.country] and "country" not in recorded:
                path = ("stated", "by_country", index, "projects")
                ours = counts.countries[total.country]
                message = f"the document states {total.projects} projects, its rows add up to {ours}"
                yield context.at("reports", report.id, path, "stated-total", message, _RECORD)


_RECORD = "look at the rows again, or record a discrepancy"


def listed_without_row(context: Context) -> Iterator[Finding]:
    """A project whose focus area counts as listed stands in a document that prints one."""
    for project in context.atlas.projects.values():
        rows = query.rows_by_project(context.atlas)[project.id].values()
        if project.focus_area_basis == "listed" and not any(row.focus_area for row in rows):
            message = "the focus area counts as listed, but no document prints one for this project"
            hint = "write 'inferred', or add the row"
            yield context.at("projects", project.id, ("focus_area_basis",), "listed-without-row", message, hint)


RULES: list[Rule] = [
    row_number,
    row_of_another_city,
    row_before_joining,
    page_beyond_the_end,
    twice_in_a_document,
    stated_total,
    listed_without_row,
]
