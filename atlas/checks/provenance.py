"""Rules about where values come from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas import query
from atlas.checks.context import RECORDS, WARNINGS, Context, rule
from atlas.model.projects import Status
from atlas.model.reports import Report
from atlas.read.findings import Finding


@rule(RECORDS)
def page_of_no_pdf(context: Context) -> Iterator[Finding]:
    """Only a PDF is cited with a page."""
    for document, path, mapping in context.mappings:
        source = context.atlas.sources.get(str(mapping.get("source")))
        for key in ("page", "pages"):
            if key in mapping and source is not None and not source.is_pdf and "rows" not in mapping:
                message = f"'{source.id}' is no PDF, so it has no pages"
                yield document.finding((*path, key), "page-of-no-pdf", message, f"leave '{key}' out")


@rule(RECORDS)
def source_not_listed(context: Context) -> Iterator[Finding]:
    """The source of every value of a project or city stands among the sources of its record."""
    for collection in ("projects", "cities"):
        for record_id, listed, path, source in query.upkeep.values_with_sources(context.atlas, collection):
            if source not in listed:
                message = f"'{source}' is cited here but not listed in the sources of the record"
                yield context.at(collection, record_id, path, "source-not-listed", message, "add it to 'sources'")


@rule(WARNINGS)
def page_missing(context: Context) -> Iterator[Finding]:
    """A value from a PDF says on which page it stands."""
    for document, path, mapping in context.mappings:
        source = context.atlas.sources.get(str(mapping.get("source")))
        if source is not None and source.is_pdf and len(mapping) > 1 and not {"page", "pages", "rows"} & set(mapping):
            message = "this value comes from a PDF without a page"
            yield document.finding((*path, "source"), "page-missing", message, "give it: 'page: 3'")


@rule(RECORDS)
def stage_page(context: Context) -> Iterator[Finding]:
    """The page of a status shows it: not a list beside a chart of stages, nor that of completed projects for others."""
    reports = {report.source: report for report in context.atlas.reports.values()}
    for project in context.atlas.projects.values():
        status, report = project.status, reports.get(project.status.source)
        if report is None or status.page is None or status.value == "unknown":
            continue
        if status.page in report.completed_list_pages:
            what = "completed projects" if status.value != "completed" else None
        else:
            what = "projects without their stage" if status.page in report.list_pages and report.chart_page else None
        if what is not None:
            message = f"page {status.page} lists {what}, so it does not show '{status.value}'"
            hint = _where_shown(report, status)
            yield context.at("projects", project.id, ("status", "page"), "stage-page", message, hint)


def _where_shown(report: Report, status: Status) -> str:
    """The hint that names the pages of a report that may show how a project stands."""
    pages = [f"{report.chart_page} (the chart of stages)"] if report.chart_page else []
    if status.value == "completed":
        pages += [f"{page} (completed projects)" for page in report.completed_list_pages]
    if not pages:
        return "give a page whose text says so"
    return f"give a page that shows it: {', '.join(pages)}, or one whose text says so"


@rule(RECORDS)
def stage_basis_list(context: Context) -> Iterator[Finding]:
    """No stage rests on a list alone that does not tell ongoing and planned projects apart."""
    for report in context.atlas.reports.values():
        for index, row in enumerate(report.rows):
            if row.stage_basis == "list" and row.list == "ongoing-and-planned" and row.stage != "ongoing-or-planning":
                message = f"the list of ongoing and planned projects does not show the stage '{row.stage}'"
                hint = "say what does ('chart'), or give the stage as 'ongoing-or-planning' and the basis as 'open'"
                path = ("rows", index, "stage_basis")
                yield context.at("reports", report.id, path, "stage-basis-list", message, hint)


@rule(WARNINGS)
def undated_figure(context: Context) -> Iterator[Finding]:
    """A figure says when it held."""
    for project in context.atlas.projects.values():
        for index, figure in enumerate(project.figures):
            if figure.as_of is None:
                path = ("figures", index)
                hint = "give it, if the source does: 'as_of: 2024-06'"
                yield context.at("projects", project.id, path, "undated-figure", "this figure has no date", hint)


@rule(WARNINGS)
def plain_http(context: Context) -> Iterator[Finding]:
    """No source is named by plain http where another source of the same host has https."""
    for source in query.upkeep.needlessly_plain(context.atlas):
        message = "another source of the same host is read by https"
        yield context.at("sources", source.id, ("url",), "plain-http", message, "try https:// here")


@rule(RECORDS)
def offer_not_in_text(context: Context) -> Iterator[Finding]:
    """What a partner offers is shown by words that stand in its own text, or in that of what it did in cities."""
    for partner in context.atlas.partners.values():
        texts = [partner.what, *(support.what for support in partner.cities_supported)]
        for index, offer in enumerate(partner.offers):
            # Words of their own: "pays for" does not stand in "repays for".
            if not any(re.search(rf"(?<!\w){re.escape(offer.words)}(?!\w)", text) for text in texts):
                message = f"the words '{offer.words}' do not stand in the text of '{partner.id}'"
                hint = "take over the words as they stand there, or take the offer out"
                path = ("offers", index, "words")
                yield context.at("partners", partner.id, path, "offer-not-in-text", message, hint)


@rule(RECORDS)
def offered_twice(context: Context) -> Iterator[Finding]:
    """A partner offers each kind of support once."""
    for partner in context.atlas.partners.values():
        seen = set()
        for index, offer in enumerate(partner.offers):
            if offer.kind in seen:
                message = f"'{partner.id}' offers '{offer.kind}' a second time"
                path, hint = ("offers", index, "kind"), "keep the words that say it best"
                yield context.at("partners", partner.id, path, "offered-twice", message, hint)
            seen.add(offer.kind)


@rule(RECORDS)
def summary_match(context: Context) -> Iterator[Finding]:
    """How sure it is that a summary fits its project is given with the reason, and only where there is a summary."""
    for project in context.atlas.projects.values():
        if project.summary_note and not project.summary_basis:
            message, hint = "this says how the summary was matched, but not how sure that is", "add 'summary_basis'"
            yield context.at("projects", project.id, ("summary_note",), "summary-match", message, hint)
        elif project.summary_basis and not (project.summary and project.summary_note):
            lacking = "summary_note" if project.summary else "summary"
            message, hint = f"this needs '{lacking}' beside it", f"add '{lacking}', or leave 'summary_basis' out"
            yield context.at("projects", project.id, ("summary_basis",), "summary-match", message, hint)
