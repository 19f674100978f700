"""Rules about the official documents and their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from atlas import query
from atlas.checks.context import IDS, RECORDS, WARNINGS, Context, rule
from atlas.model.base import KeyPath
from atlas.read.findings import Finding

#: What helps where a document and its record differ.
_LOOK = "look at the document again"


@rule(RECORDS)
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
                yield context.at("reports", report.id, ("rows", index, "number"), "row-number", message, _LOOK)
            following[key] = row.number + 1


@rule(RECORDS)
def row_of_another_city(context: Context) -> Iterator[Finding]:
    """A row stands under the city of its project."""
    for report in context.atlas.reports.values():
        for index, row in enumerate(report.rows):
            own = context.atlas.projects[row.project].city
            if row.city != own:
                message = f"this row stands under '{row.city}', but the project '{row.project}' is one of '{own}'"
                yield context.at("reports", report.id, ("rows", index, "city"), "row-of-another-city", message, _LOOK)


@rule(RECORDS)
def row_before_joining(context: Context) -> Iterator[Finding]:
    """No document lists a city before the year in which it joined."""
    for report in context.atlas.reports.values():
        for index, row in enumerate(report.rows):
            joined = context.atlas.cities[row.city].joined
            if joined > query.reports.report_year(context.atlas, report):
                message = f"'{row.city}' joined in {joined}, after this document"
                yield context.at("reports", report.id, ("rows", index, "city"), "row-before-joining", message, _LOOK)


@rule(RECORDS)
def page_beyond_the_end(context: Context) -> Iterator[Finding]:
    """No page that is cited lies beyond the end of its document."""
    lengths = query.reports.lengths(context.atlas)
    for document, path, mapping in context.mappings:
        own = document.value.get("report", {}) if "source" not in mapping or path == ("report",) else mapping
        length = lengths.get(str(own.get("source")))
        if length is None:
            continue
        for inner in _pages_given(mapping, own_file=own is not mapping or path == ("report",)):
            _, node = list(document.nodes((*path, *inner)))[-1]
            if int(node.value) > length:
                message = f"the document has {length} pages, so there is no page {node.value}"
                yield document.finding((*path, *inner), "page-beyond-the-end", message, _LOOK)


def _pages_given(mapping: dict[str, Any], *, own_file: bool) -> Iterator[KeyPath]:
    """Where a mapping gives pages of a document: beside its source anywhere, and in the file of the document itself."""
    keys = ["page", *(_OWN_PAGES if own_file else ()), *(() if mapping.get("rows") else ("pages",))]
    for key in keys:
        if isinstance(mapping.get(key), list):
            yield from ((key, index) for index in range(len(mapping[key])))
        elif key in mapping:
            yield (key,)


_OWN_PAGES = ("chart_page", "list_pages", "completed_list_pages")


@rule(RECORDS)
def twice_in_a_document(context: Context) -> Iterator[Finding]:
    """A document lists a project once."""
    for report in context.atlas.reports.values():
        seen = set()
        for index, row in enumerate(report.rows):
            if row.project in seen:
                message = f"this document lists '{row.project}' a second time"
                yield context.at(
                    "reports", report.id, ("rows", index, "project"), "twice-in-a-document", message, _LOOK
                )
            seen.add(row.project)


@rule(RECORDS)
def stated_total(context: Context) -> Iterator[Finding]:
    """What a document states of itself fits its rows, or a discrepancy is recorded."""
    for report in context.atlas.reports.values():
        for claim in query.agreement.claims(context.atlas, report):
            if not claim.fits and query.agreement.recorded(report, claim) is None:
                unit = "per cent" if claim.unit == "percent" else claim.unit
                message = f"the document states {claim.stated:g} ({unit}), its rows add up to {claim.counted:g}"
                hint = "look at the rows again, or record a discrepancy"
                yield context.at("reports", report.id, claim.path, "stated-total", message, hint)


@rule(RECORDS)
def discrepancy_gone(context: Context) -> Iterator[Finding]:
    """A recorded discrepancy is one: the document states this, and its rows add up to that."""
    for report in context.atlas.reports.values():
        claims = {claim.key: claim for claim in query.agreement.claims(context.atlas, report)}
        for index, entry in enumerate(report.discrepancies):
            for value in query.agreement.disputes(entry):
                claim, path = claims.get(value.key), ("discrepancies", index, *value.path)
                if claim is None:
                    continue
                if value.stated != claim.stated:
                    message, hint = f"the document states {claim.stated:g}, not {value.stated}", _LOOK
                    yield context.at("reports", report.id, (*path, "stated"), "discrepancy-gone", message, hint)
                elif value.counted != claim.counted:
                    message, hint = f"the rows add up to {claim.counted:g}, not {value.counted}", _LOOK
                    yield context.at("reports", report.id, (*path, "counted"), "discrepancy-gone", message, hint)
                elif claim.fits:
                    message = f"the rows add up to the {claim.stated:g} that the document states"
                    hint = "take the discrepancy out"
                    yield context.at("reports", report.id, path, "discrepancy-gone", message, hint)


@rule(RECORDS)
def listed_without_row(context: Context) -> Iterator[Finding]:
    """A project whose focus area counts as listed stands in a document that prints one."""
    for project in context.atlas.projects.values():
        rows = query.reports.rows_by_project(context.atlas)[project.id].values()
        if project.focus_area_basis == "listed" and not any(row.focus_area for row in rows):
            message = "the focus area counts as listed, but no document prints one for this project"
            hint = "write 'inferred', or add the row"
            yield context.at("projects", project.id, ("focus_area_basis",), "listed-without-row", message, hint)


@rule(RECORDS)
def row_off_the_list(context: Context) -> Iterator[Finding]:
    """A row is on one of the pages of its document's lists, where these are known."""
    for report in context.atlas.reports.values():
        pages = {*report.list_pages, *report.completed_list_pages}
        for index, row in enumerate(report.rows):
            if report.list_pages and row.page and row.page <= report.pages and row.page not in pages:
                message = f"page {row.page} is none of the pages of the list: {', '.join(map(str, sorted(pages)))}"
                hint = "look at the document again, or add the page to 'list_pages'"
                yield context.at("reports", report.id, ("rows", index, "page"), "row-off-the-list", message, hint)


@rule(RECORDS)
def name_not_printed(context: Context) -> Iterator[Finding]:
    """The document in which a new name is first seen lists the project under that name."""
    for project in context.atlas.projects.values():
        rows = query.reports.rows_by_project(context.atlas)[project.id]
        for index, change in enumerate(project.name_changes):
            row, path = rows.get(change.seen_in), ("name_changes", index)
            if row is None:
                message = f"'{change.seen_in}' does not list this project"
                yield context.at("projects", project.id, (*path, "seen_in"), "name-not-printed", message, _LOOK)
            elif row.name != change.new_name:
                message, hint = f"'{change.seen_in}' prints '{row.name}'", "write the name as printed"
                yield context.at("projects", project.id, (*path, "new_name"), "name-not-printed", message, hint)


@rule(WARNINGS)
def area_of_newest_row(context: Context) -> Iterator[Finding]:
    """The focus area of a project that lists name is 'listed', and that of the newest such list comes first."""
    for project in context.atlas.projects.values():
        rows = query.reports.rows_by_project(context.atlas)[project.id]
        printed = [(report, row.focus_area) for report, row in rows.items() if row.focus_area]
        if not printed:
            continue
        report, area = printed[-1]
        if project.focus_area_basis != "listed":
            message, hint = f"'{report}' prints a focus area for this project", "write 'listed'"
            yield context.at("projects", project.id, ("focus_area_basis",), "area-of-newest-row", message, hint)
        if project.focus_areas[0] != area:
            message, hint = f"'{report}' lists this project under '{area}'", f"put '{area}' first"
            yield context.at("projects", project.id, ("focus_areas", 0), "area-of-newest-row", message, hint)


@rule(IDS)
def undated_document(context: Context) -> Iterator[Finding]:
    """The source of a document has a date: documents are compared in their order."""
    for report in context.atlas.reports.values():
        source = context.atlas.sources.get(report.source)
        if source is not None and source.date is None:
            message = f"this is the source of the document '{report.id}', so it needs a date"
            hint = "add 'date'; a month or a year will do"
            yield context.at("sources", source.id, ("id",), "undated-document", message, hint)


@rule(IDS)
def workshop_alone(context: Context) -> Iterator[Finding]:
    """A document other than that of the workshop lists projects of the network."""
    if not query.reports.lists(context.atlas):
        message = "no document but that of the workshop lists projects"
        hint = "add the document of the action plans, or name another one here"
        yield context.at("network", "network", ("workshop", "id"), "workshop-alone", message, hint)
