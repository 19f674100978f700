"""Rules about where values come from."""

from __future__ import annotations

import re

from atlas import query
from atlas.checks.context import RECORDS, WARNINGS, Context, Mistakes, each, rule
from atlas.model.network import Partner
from atlas.model.projects import Project, Status
from atlas.model.reports import Report


@rule(RECORDS)
def page_of_no_pdf(context: Context) -> Mistakes:
    """Only a PDF is cited with a page."""
    for document, path, mapping, source in context.cited:
        for key in ("page", "pages"):
            if key in mapping and not source.is_pdf and "rows" not in mapping:
                yield (document, *path, key), f"'{source.id}' is no PDF, so it has no pages", f"remove '{key}'"


@rule(RECORDS)
def source_not_listed(context: Context) -> Mistakes:
    """The source of every value of a project or city is one of the sources of its record."""
    for collection in ("projects", "cities"):
        for record_id, listed, path, source in query.upkeep.values_with_sources(context.atlas, collection):
            if source not in listed:
                message = f"'{source}' is cited here but not listed in the sources of the record"
                yield (collection, record_id, *path), message, "add it to 'sources'"


@rule(WARNINGS)
def page_missing(context: Context) -> Mistakes:
    """A value from a PDF has its page."""
    for document, path, mapping, source in context.cited:
        if source.is_pdf and len(mapping) > 1 and not {"page", "pages", "rows"} & set(mapping):
            yield (document, *path, "source"), "this value comes from a PDF without a page", "add it: 'page: 3'"


@each(RECORDS, "projects")
def stage_page(context: Context, project: Project) -> Mistakes:
    """The page of a status shows it: no list beside a chart of stages, no list of completed projects for others."""
    status = project.status
    report = {report.source: report for report in context.atlas.reports.values()}.get(status.source)
    if report is None or status.page is None or status.value == "unknown":
        return
    what = None
    if status.page in report.completed_list_pages:
        what = "completed projects" if status.value != "completed" else None
    elif status.page in report.list_pages and report.chart_page:
        what = "projects without their stage"
    if what:
        message = f"page {status.page} lists {what}, so it does not show '{status.value}'"
        yield ("status", "page"), message, _where_shown(report, status)


def _where_shown(report: Report, status: Status) -> str:
    pages = [f"{report.chart_page} (the chart of stages)"] if report.chart_page else []
    if status.value == "completed":
        pages += [f"{page} (completed projects)" for page in report.completed_list_pages]
    if not pages:
        return "give a page whose text says so"
    return f"give a page that shows it: {', '.join(pages)}, or one whose text says so"


@each(RECORDS, "reports")
def stage_basis_list(_: Context, report: Report) -> Mistakes:
    """No stage rests only on a list that does not separate ongoing from planned projects."""
    for index, row in enumerate(report.rows):
        if row.stage_basis == "list" and row.list == "ongoing-and-planned" and row.stage != "ongoing-or-planning":
            message = f"the list of ongoing and planned projects does not show the stage '{row.stage}'"
            hint = "say what does ('chart'), or give the stage as 'ongoing-or-planning' and the basis as 'open'"
            yield ("rows", index, "stage_basis"), message, hint


@rule(WARNINGS)
def plain_http(context: Context) -> Mistakes:
    """No source has an http address where another source of the same host has https."""
    for source in query.upkeep.needlessly_plain(context.atlas):
        yield ("sources", source.id, "url"), "another source of the same host has an https address", "try https:// here"


@each(RECORDS, "partners")
def offer_not_in_text(_: Context, partner: Partner) -> Mistakes:
    """The words of an offer are in the text of the partner, or in that of what it did in cities."""
    texts = [partner.what, *(support.what for support in partner.cities_supported)]
    for index, offer in enumerate(partner.offers):
        # Whole words only: "pays for" is not in "repays for".
        if not any(re.search(rf"(?<!\w){re.escape(offer.words)}(?!\w)", text) for text in texts):
            message = f"the words '{offer.words}' are not in the text of '{partner.id}'"
            yield ("offers", index, "words"), message, "copy the words from the text, or remove the offer"


@each(RECORDS, "partners")
def offered_twice(_: Context, partner: Partner) -> Mistakes:
    """A partner offers each kind of support once."""
    seen = set()
    for index, offer in enumerate(partner.offers):
        if offer.kind in seen:
            message = f"'{partner.id}' offers '{offer.kind}' a second time"
            yield ("offers", index, "kind"), message, "keep the clearest words"
        seen.add(offer.kind)


@each(RECORDS, "projects")
def summary_match(_: Context, project: Project) -> Mistakes:
    """A summary basis comes with a summary and a note, and a note with a basis."""
    if project.summary_note and not project.summary_basis:
        message = "this says how the summary was matched, but not how sure that is"
        yield ("summary_note",), message, "add 'summary_basis'"
    elif project.summary_basis and not (project.summary and project.summary_note):
        lacking = "summary_note" if project.summary else "summary"
        yield ("summary_basis",), f"this needs '{lacking}' beside it", f"add '{lacking}', or remove 'summary_basis'"
