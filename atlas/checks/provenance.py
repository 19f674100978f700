"""Rules about where values come from."""

from __future__ import annotations

from atlas import query
from atlas.checks.context import RECORDS, WARNINGS, Context, Mistakes, each, rule
from atlas.model.projects import Project, Status
from atlas.model.reports import Report


@rule(RECORDS)
def citations(context: Context) -> Mistakes:
    """Look at each value with its source.

    page-of-no-pdf: Only a PDF is cited with a page.
    known-before-read: No value is dated after the day on which its source was read.
    """
    for document, path, mapping, source in context.cited:
        for key in ("page", "pages"):
            if key in mapping and not source.is_pdf and "rows" not in mapping:
                message = f"'{source.id}' is no PDF, so it has no pages"
                yield "page-of-no-pdf", (document, *path, key), message, f"remove '{key}'"
        as_of = str(mapping.get("as_of", ""))
        if as_of > source.accessed[: len(as_of)]:
            message = f"this is of {as_of}, but its source was read on {source.accessed}"
            hint = "use the date that the source gives, or read the source again"
            yield "known-before-read", (document, *path, "as_of"), message, hint


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


@rule(WARNINGS)
def plain_http(context: Context) -> Mistakes:
    """No source has an http address where another source of the same host has https."""
    for source in query.upkeep.needlessly_plain(context.atlas):
        yield ("sources", source.id, "url"), "another source of the same host has an https address", "try https:// here"
