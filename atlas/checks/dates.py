"""Rules about dates: they exist, they lie in order, and facts do not lie ahead."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from atlas import query
from atlas.checks.context import RECORDS, WARNINGS, Context, rule
from atlas.read.findings import Finding

DATES = {"date", "end_date", "as_of", "accessed"}
#: Years of what has happened.
YEARS = {"started", "joined", "from_year"}
#: What helps where two dates cannot both be right.
_LOOK = "one date is wrong: look at the source again"


@rule(RECORDS)
def impossible_date(context: Context) -> Iterator[Finding]:
    """Every full date is a day that exists."""
    for document, path, text in context.texts:
        if path[-1] in DATES and len(text) == len("2018-01-01"):
            try:
                datetime.date.fromisoformat(text)
            except ValueError:
                yield document.finding(path, "impossible-date", f"there is no day {text}", _LOOK)


@rule(RECORDS)
def date_ahead(context: Context) -> Iterator[Finding]:
    """No fact is dated after the day on which the data were last checked; terms of office, targets and plans may be."""
    today = query.common.last_checked(context.atlas)
    hint = "a target or plan says so in its text, not in its date"
    for document, path, mapping in context.mappings:
        for key, value in mapping.items():
            if key in DATES or (key in YEARS and "to_year" not in mapping):
                date = str(value)
                if date > today[: len(date)]:
                    message = f"{date} lies after {today}, the newest day on which a source was read"
                    yield document.finding((*path, key), "date-ahead", message, hint)


@rule(RECORDS)
def known_before_read(context: Context) -> Iterator[Finding]:
    """Nothing held on a day after the one on which its source was read."""
    for document, path, mapping in context.mappings:
        source = context.atlas.sources.get(str(mapping.get("source")))
        as_of = str(mapping.get("as_of", ""))
        if source is not None and as_of > source.accessed[: len(as_of)]:
            message = f"this is of {as_of}, but its source was read on {source.accessed}"
            hint = "date it by what the source says, or read the source again"
            yield document.finding((*path, "as_of"), "known-before-read", message, hint)


@rule(RECORDS)
def read_before_publication(context: Context) -> Iterator[Finding]:
    """No source was read before it was published."""
    for source in context.atlas.sources.values():
        if source.date and source.date > source.accessed[: len(source.date)]:
            message = f"this was published on {source.date} but read on {source.accessed}"
            yield context.at("sources", source.id, ("accessed",), "read-before-publication", message, _LOOK)


@rule(RECORDS)
def end_before_start(context: Context) -> Iterator[Finding]:
    """No event and no term of office ends before it begins."""
    for event in context.atlas.timeline.values():
        if event.end_date and event.end_date < event.date:
            message = f"this ends on {event.end_date}, before it begins on {event.date}"
            yield context.at("timeline", event.id, ("end_date",), "end-before-start", message, _LOOK)
    for index, shepherd in enumerate(context.atlas.network.governance.shepherds):
        if shepherd.to_year < shepherd.from_year:
            path = ("governance", "shepherds", index, "to_year")
            message = f"this term ends in {shepherd.to_year}, before it begins in {shepherd.from_year}"
            yield context.at("network", "network", path, "end-before-start", message, _LOOK)


@rule(RECORDS)
def start_after_completion(context: Context) -> Iterator[Finding]:
    """No project begins after it was completed."""
    for project in context.atlas.projects.values():
        done = project.status.value == "completed"
        if done and project.started and project.started > int(project.status.as_of[:4]):
            message = f"this began in {project.started} but was completed by {project.status.as_of}"
            yield context.at("projects", project.id, ("started",), "start-after-completion", message, _LOOK)


@rule(WARNINGS)
def old_status(context: Context) -> Iterator[Finding]:
    """The status of a project is no older than the newest document that lists it, unless both call it completed."""
    for project in context.atlas.projects.values():
        if report := query.upkeep.newer_report(context.atlas, project):
            newest = query.reports.report_date(context.atlas, report)
            message = f"this status is of {project.status.as_of}, but a document of {newest} lists the project"
            hint = "look at what that document says, and date the status by it"
            yield context.at("projects", project.id, ("status", "as_of"), "old-status", message, hint)


@rule(WARNINGS)
def old_figure(context: Context) -> Iterator[Finding]:
    """No figure is older than three years."""
    for project in context.atlas.projects.values():
        for index, figure in enumerate(project.figures):
            if figure.as_of and query.common.is_old(context.atlas, figure.as_of):
                path, years = ("figures", index, "as_of"), query.common.age(context.atlas, figure.as_of)
                message, hint = f"this figure is {years} years old", "look for a newer one; readers see its age"
                yield context.at("projects", project.id, path, "old-figure", message, hint)
