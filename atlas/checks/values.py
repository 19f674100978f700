"""Rules about values, where they come from, and what was corrected."""

from __future__ import annotations

import datetime
import re

from atlas import query
from atlas.checks.context import RECORDS, WARNINGS, Context, Mistakes, rule, rule_for_each
from atlas.model.cities import City
from atlas.model.network import Partner
from atlas.model.projects import Figure, Project, Status
from atlas.model.reports import Report
from atlas.model.sources import Correction, Source

DATES = {"date", "end_date", "as_of", "accessed", "made"}
#: Those of what may lie ahead.
DATES_AHEAD = {"due", "moved_to"}
#: Years in which something has happened.
YEARS = {"started", "joined", "from_year"}
_LOOK = "one date is wrong: check the source again"
#: The member states with a margin, in degrees north and east.
SOUTH, NORTH, WEST, EAST = -12, 29, 91, 142


@rule(RECORDS)
def impossible_date(context: Context) -> Mistakes:
    """Every full date is a day that exists."""
    for document, path, text in context.texts:
        if path[-1] in DATES | DATES_AHEAD and len(text) == len("2018-01-01"):
            try:
                datetime.date.fromisoformat(text)
            except ValueError:
                yield (document, *path), f"there is no day {text}", _LOOK


@rule(RECORDS)
def date_ahead(context: Context) -> Mistakes:
    """No fact is dated after the day on which the data were last checked.

    Terms of office, targets, plans and copies in an archive may be.
    """
    today = query.common.last_checked(context.atlas)
    hint = "a target or plan says so in its text, not in its date"
    for document, path, mapping in context.mappings:
        for key, value in mapping.items():
            is_date = (key in DATES and path[-1] != "archived") or (key in YEARS and "to_year" not in mapping)
            if is_date and query.common.first_day(str(value)) > today:
                message = f"{value} is after {today}, the newest day on which a source was read"
                yield (document, *path, key), message, hint


@rule(RECORDS)
def end_before_start(context: Context) -> Mistakes:
    """No event and no term of office ends before it begins."""
    for event in context.atlas.timeline.values():
        if event.end_date and event.end_date < event.date:
            message = f"this ends on {event.end_date}, before it begins on {event.date}"
            yield ("timeline", event.id, "end_date"), message, _LOOK
    for index, shepherd in enumerate(context.atlas.network.governance.shepherds):
        if shepherd.to_year < shepherd.from_year:
            path = ("governance", "shepherds", index, "to_year")
            message = f"this term ends in {shepherd.to_year}, before it begins in {shepherd.from_year}"
            yield ("network", "network", *path), message, _LOOK


@rule_for_each(RECORDS, "sources")
def read_before_publication(_: Context, source: Source) -> Mistakes:
    """No source was read before it was published."""
    if source.date and source.date > source.accessed[: len(source.date)]:
        yield ("accessed",), f"this was published on {source.date} but read on {source.accessed}", _LOOK


@rule_for_each(RECORDS, "sources")
def archived_copies(_: Context, source: Source) -> Mistakes:
    """Look at the copy of a source in an archive.

    gone-without-copy: A source whose page is gone has a copy.
    copy-before-publication: No copy was made before the source was published.
    copy-of-another-day: The address of a copy names the day on which it was made, if it names one.
    """
    copy = source.archived
    if copy is None:
        if source.read_as == "only copy":
            hint = f"run 'python -m atlas archive {source.id}', or add 'archived' by hand"
            yield "gone-without-copy", ("read_as",), "the page is gone, but no copy of it is named", hint
        return
    if source.date and copy.date[: len(source.date)] < source.date:
        message = f"this copy is of {copy.date}, but the source was published on {source.date}"
        yield "copy-before-publication", ("archived", "date"), message, _LOOK
    named = re.search(r"/web/(\d{4})(\d\d)(\d\d)\d{6}", copy.url)
    if named and (day := "-".join(named.groups())) != copy.date:
        yield "copy-of-another-day", ("archived", "date"), f"the address says {day}, not {copy.date}", _LOOK


@rule_for_each(RECORDS, "projects")
def start_after_completion(_: Context, project: Project) -> Mistakes:
    """No project begins after it was completed."""
    status = project.status
    if status.value == "completed" and project.started and project.started > int(status.as_of[:4]):
        yield ("started",), f"this began in {project.started} but was completed by {status.as_of}", _LOOK


@rule_for_each(RECORDS, "projects")
def local_name_in_english(_: Context, project: Project) -> Mistakes:
    """No local name of a project is in English, the language of the site."""
    for index, name in enumerate(project.local_names):
        if name.lang == "en":
            yield ("local_names", index, "lang"), f"'{name.text}' is in English", "move it to 'also_known_as'"


@rule_for_each(WARNINGS, "projects")
def old_status(context: Context, project: Project) -> Mistakes:
    """The status of a project is no older than the newest report that lists it, unless both call it completed."""
    if report := query.work.newer_report(context.atlas, project):
        newest = query.reports.report_date(context.atlas, report)
        message = f"this status is of {project.status.as_of}, but a report of {newest} lists the project"
        yield ("status", "as_of"), message, "check what that report says, and give the status its date"


@rule_for_each(WARNINGS, "projects")
def figures(context: Context, project: Project) -> Mistakes:
    """Look at the figures of a project.

    old-figure: No figure is older than three years.
    undated-figure: A figure has a date.
    """
    for index, figure in enumerate(project.figures):
        path = ("figures", index)
        if figure.as_of is None:
            hint = "add it, if the source has one: 'as_of: 2024-06'"
            yield "undated-figure", path, "this figure has no date", hint
        elif query.common.is_old(context.atlas, figure.as_of):
            message = f"this figure is {query.common.age(context.atlas, figure.as_of)} years old"
            yield "old-figure", (*path, "as_of"), message, "look for a newer one; readers see its age"


@rule_for_each(RECORDS, "projects")
def series_of_two_kinds(_: Context, project: Project) -> Mistakes:
    """The figures of a series have one unit, and all of them are planned or none is."""
    first: dict[str, Figure] = {}
    for index, figure in enumerate(project.figures):
        other = first.setdefault(figure.series, figure) if figure.series else figure
        if figure.unit != other.unit:
            message = f"this counts {figure.unit}, but the series '{figure.series}' begins with {other.unit}"
            yield ("figures", index, "unit"), message, "use one unit if both count the same; if not, remove 'series'"
        elif figure.planned != other.planned:
            message = f"of the series '{figure.series}', some figures are planned and others are not"
            yield ("figures", index, "series"), message, "remove 'series' here, or mark all of them alike"


@rule(RECORDS)
def publisher_of_two_kinds(context: Context) -> Mistakes:
    """All sources of one publisher have the same kind."""
    first: dict[str, Source] = {}
    for source in context.atlas.sources.values():
        other = first.setdefault(source.publisher, source)
        if source.kind != other.kind:
            message = f"'{source.publisher}' is '{source.kind}' here, but '{other.kind}' in '{other.id}'"
            hint = "a newspaper or press agency is 'news', also one that a state owns"
            yield ("sources", source.id, "kind"), message, hint


@rule(RECORDS)
def citations(context: Context) -> Mistakes:
    """Look at each value with its source.

    page-of-no-pdf: Only a PDF is cited with a page.
    known-before-read: No value and no event is dated after the day on which its source was read.
    """
    for document, path, mapping, source in context.citations:
        for key in ("page", "pages"):
            if key in mapping and not source.is_pdf and "rows" not in mapping:
                message = f"'{source.id}' is no PDF, so it has no pages"
                yield "page-of-no-pdf", (document, *path, key), message, f"remove '{key}'"
        key = "date" if "events" in path else "as_of"
        date = str(mapping.get(key, ""))
        if date > source.accessed[: len(date)]:
            message = f"this is of {date}, but its source was read on {source.accessed}"
            hint = "use the date that the source gives, or read the source again"
            yield "known-before-read", (document, *path, key), message, hint


@rule(RECORDS)
def source_not_listed(context: Context) -> Mistakes:
    """The source of every value of a project or city is one of the sources of its record."""
    for collection in ("projects", "cities"):
        for record_id, listed, path, source in query.sources.values_with_sources(context.atlas, collection):
            if source not in listed:
                message = f"'{source}' is cited here but not listed in the sources of the record"
                yield (collection, record_id, *path), message, "add it to 'sources'"


@rule(WARNINGS)
def page_missing(context: Context) -> Mistakes:
    """A value from a PDF has its page."""
    for document, path, mapping, source in context.citations:
        if source.is_pdf and len(mapping) > 1 and not {"page", "pages", "rows"} & set(mapping):
            yield (document, *path, "source"), "this value comes from a PDF without a page", "add it: 'page: 3'"


@rule_for_each(RECORDS, "projects")
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
    for source in query.sources.sources_with_http(context.atlas):
        yield ("sources", source.id, "url"), "another source of the same host has an https address", "try https:// here"


@rule_for_each(RECORDS, "cities")
def outside_the_region(_: Context, city: City) -> Mistakes:
    """Every city is in Southeast Asia."""
    lat, lon = city.coordinates.lat, city.coordinates.lon
    if not (SOUTH <= lat <= NORTH and WEST <= lon <= EAST):
        swapped = SOUTH <= lon <= NORTH and WEST <= lat <= EAST
        hint = "latitude and longitude are swapped" if swapped else "check the source again"
        yield ("coordinates", "lat"), f"{lat}, {lon} is outside Southeast Asia", hint


@rule_for_each(RECORDS, "corrections")
def corrections(_: Context, correction: Correction) -> Mistakes:
    """Look at one correction.

    correction-id: The id of a correction begins with its date.
    nothing-corrected: The new value of a correction differs from the old one.
    page-of-no-source: A correction gives a page only of a source that it names.
    """
    if not correction.id.startswith(f"{correction.date}-"):
        message = f"the id does not begin with the date of the correction, {correction.date}"
        yield "correction-id", ("id",), message, f"write '{correction.date}-', then the record and the field"
    if correction.old == correction.new:
        hint = "give what the page says now, or remove the correction"
        yield "nothing-corrected", ("new",), "this is the old value as well", hint
    if correction.page is not None and correction.source is None:
        yield "page-of-no-source", ("page",), "a page without its source", "add the 'source', or remove 'page'"


@rule_for_each(RECORDS, "partners")
def offers(_: Context, partner: Partner) -> Mistakes:
    """Look at the offers of a partner.

    offer-not-in-text: The words of an offer are in the text of the partner, or in that of what it did in cities.
    offered-twice: A partner offers each kind of support once.
    """
    texts = [partner.what, *(support.what for support in partner.cities_supported)]
    for index, offer in enumerate(partner.offers):
        # Whole words only: "pays for" is not in "repays for".
        if not any(re.search(rf"(?<!\w){re.escape(offer.words)}(?!\w)", text) for text in texts):
            message = f"the words '{offer.words}' are not in the text of '{partner.id}'"
            hint = "copy the words from the text, or remove the offer"
            yield "offer-not-in-text", ("offers", index, "words"), message, hint
        if offer.kind in [earlier.kind for earlier in partner.offers[:index]]:
            message = f"'{partner.id}' offers '{offer.kind}' a second time"
            yield "offered-twice", ("offers", index, "kind"), message, "keep the clearest words"


@rule_for_each(RECORDS, "projects")
def summary_match(_: Context, project: Project) -> Mistakes:
    """A summary basis comes with a summary and a note, and a note with a basis."""
    if project.summary_note and not project.summary_basis:
        message = "this says how the summary was matched, but not how sure that is"
        yield ("summary_note",), message, "add 'summary_basis'"
    elif project.summary_basis and not (project.summary and project.summary_note):
        lacking = "summary_note" if project.summary else "summary"
        yield ("summary_basis",), f"this needs '{lacking}' beside it", f"add '{lacking}', or remove 'summary_basis'"
