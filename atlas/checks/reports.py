"""Rules about the reports and their rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from atlas import query
from atlas.checks.context import IDS, RECORDS, WARNINGS, Context, Mistakes, rule, rule_for_each
from atlas.model.base import KeyPath
from atlas.model.projects import Project
from atlas.model.reports import Report

_LOOK = "check the report again"


@rule_for_each(RECORDS, "reports")
def row_number(_: Context, report: Report) -> Mistakes:
    """The rows of each list are numbered without gap or repeat, per city where the numbers restart."""
    restarts = sum(row.number == 1 for row in report.rows) > len({row.list for row in report.rows})
    last = Counter[object]()
    for index, row in enumerate(report.rows):
        if row.number is not None:
            key = (row.list, row.city if restarts else None)
            if row.number != last[key] + 1:
                yield ("rows", index, "number"), f"after {last[key]} comes {last[key] + 1}, not {row.number}", _LOOK
            last[key] = row.number


@rule_for_each(RECORDS, "reports")
def rows(context: Context, report: Report) -> Mistakes:
    """Look at the rows of a report.

    row-of-another-city: A row has the city of its project.
    row-before-joining: No report lists a city before the year in which it joined.
    row-off-the-list: A row is on one of the pages of its report's lists, where these are known.
    twice-in-a-report: A report lists a project once.
    stage-basis-list: No stage rests only on a list that does not separate ongoing from planned projects.
    """
    pages, listed = sorted({*report.list_pages, *report.completed_list_pages}), set[str]()
    for index, row in enumerate(report.rows):
        path, city = ("rows", index), context.atlas.cities[row.city]
        own = context.atlas.projects[row.project].city
        if row.city != own:
            message = f"this row is one of '{row.city}', but the project '{row.project}' is one of '{own}'"
            yield "row-of-another-city", (*path, "city"), message, _LOOK
        if city.joined > query.reports.report_year(context.atlas, report):
            message = f"'{row.city}' joined in {city.joined}, after this report"
            yield "row-before-joining", (*path, "city"), message, _LOOK
        if report.list_pages and row.page and row.page <= report.pages and row.page not in pages:
            message = f"page {row.page} is none of the pages of the list: {', '.join(map(str, pages))}"
            hint = "check the report again, or add the page to 'list_pages'"
            yield "row-off-the-list", (*path, "page"), message, hint
        if row.project in listed:
            message = f"this report lists '{row.project}' a second time"
            yield "twice-in-a-report", (*path, "project"), message, _LOOK
        listed.add(row.project)
        if row.stage_basis == "list" and row.list == "ongoing-and-planned" and row.stage != "ongoing-or-planning":
            message = f"the list of ongoing and planned projects does not show the stage '{row.stage}'"
            hint = "say what does ('chart'), or give the stage as 'ongoing-or-planning' and the basis as 'open'"
            yield "stage-basis-list", (*path, "stage_basis"), message, hint


@rule(RECORDS)
def page_beyond_the_end(context: Context) -> Mistakes:
    """No cited page is beyond the end of its PDF."""
    lengths = query.reports.lengths(context.atlas)
    for document, path, mapping in context.mappings:
        own = path == ("report",) or "source" not in mapping
        source = document.value.get("report", {}).get("source") if own else mapping["source"]
        for inner, page in _page_numbers(mapping, own=own) if source in lengths else ():
            if int(page) > lengths[source]:
                message = f"the PDF has {lengths[source]} pages, so there is no page {page}"
                yield (document, *path, *inner), message, _LOOK


def _page_numbers(mapping: dict[str, Any], *, own: bool) -> Iterator[tuple[KeyPath, str]]:
    """Yield the page numbers of a mapping, each with its path; ``pages`` of a report is its length."""
    lists = ("chart_page", "list_pages", "completed_list_pages") if own else ()
    for key in ("page", *lists, *(() if mapping.get("rows") else ("pages",))):
        if isinstance(mapping.get(key), list):
            yield from (((key, index), page) for index, page in enumerate(mapping[key]))
        elif key in mapping:
            yield (key,), mapping[key]


@rule_for_each(RECORDS, "reports")
def stated_total(context: Context, report: Report) -> Mistakes:
    """What a report states fits its rows, or a discrepancy is recorded."""
    for claim in query.agreement.claims(context.atlas, report):
        if not claim.fits and query.agreement.index_of_recorded(report, claim) is None:
            unit = "per cent" if claim.unit == "percent" else claim.unit
            message = f"the report states {claim.stated:g} ({unit}), its rows add up to {claim.counted:g}"
            yield claim.path, message, "check the rows again, or record a discrepancy"


@rule_for_each(RECORDS, "reports")
def discrepancy_gone(context: Context, report: Report) -> Mistakes:
    """A recorded discrepancy exists: the report states the one number, and its rows add up to the other."""
    claims = {claim.key: claim for claim in query.agreement.claims(context.atlas, report)}
    for index, entry in enumerate(report.discrepancies):
        for value in query.agreement.disputes(entry):
            claim, path = claims.get(value.key), ("discrepancies", index, *value.path)
            if claim is None:
                continue
            if value.stated != claim.stated:
                yield (*path, "stated"), f"the report states {claim.stated:g}, not {value.stated}", _LOOK
            elif value.counted != claim.counted:
                yield (*path, "counted"), f"the rows add up to {claim.counted:g}, not {value.counted}", _LOOK
            elif claim.fits:
                yield path, f"the rows add up to the {claim.stated:g} that the report states", "remove the discrepancy"


@rule_for_each(RECORDS, "projects")
def names_and_areas(context: Context, project: Project) -> Mistakes:
    """Look at what a project says of the reports that list it.

    listed-without-row: A report prints the focus area of each project whose area counts as listed.
    name-not-printed: The report in which a new name is first seen lists the project under that name.
    """
    rows = query.reports.rows_by_project(context.atlas)[project.id]
    if project.focus_area_basis == "listed" and not any(row.focus_area for row in rows.values()):
        message = "the focus area counts as listed, but no report prints one for this project"
        yield "listed-without-row", ("focus_area_basis",), message, "write 'inferred', or add the row"
    for index, change in enumerate(project.name_changes):
        row, path = rows.get(change.seen_in), ("name_changes", index)
        if row is None:
            yield "name-not-printed", (*path, "seen_in"), f"'{change.seen_in}' does not list this project", _LOOK
        elif row.name != change.new_name:
            message = f"'{change.seen_in}' prints '{row.name}'"
            yield "name-not-printed", (*path, "new_name"), message, "write the name as printed"


@rule_for_each(WARNINGS, "projects")
def area_of_newest_row(context: Context, project: Project) -> Mistakes:
    """The focus area of a project that lists name is 'listed', and that of the newest such list comes first."""
    rows = query.reports.rows_by_project(context.atlas)[project.id]
    for report, area in [(report, row.focus_area) for report, row in rows.items() if row.focus_area][-1:]:
        if project.focus_area_basis != "listed":
            yield ("focus_area_basis",), f"'{report}' prints a focus area for this project", "write 'listed'"
        if project.focus_areas[0] != area:
            yield ("focus_areas", 0), f"'{report}' lists this project under '{area}'", f"put '{area}' first"


@rule(IDS)
def undated_report(context: Context) -> Mistakes:
    """The source of a report has a date: reports are compared in their order."""
    for report in context.atlas.reports.values():
        source = context.atlas.sources.get(report.source)
        if source is not None and source.date is None:
            message = f"this is the source of the report '{report.id}', so it needs a date"
            yield ("sources", source.id, "id"), message, "add 'date'; a month or a year is enough"


@rule(IDS)
def workshop_alone(context: Context) -> Mistakes:
    """A report other than that of the workshop lists projects of the network."""
    if not query.reports.lists(context.atlas):
        hint = "add the report of the action plans, or name another one here"
        yield ("network", "network", "workshop", "id"), "no report but that of the workshop lists projects", hint
