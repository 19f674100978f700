"""Rules about dates: they exist, they lie in order, and facts do not lie ahead."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from atlas import query
from atlas.checks.context import Context, Rule
from atlas.findings import Finding

DATES = {"date", "end_date", "as_of", "accessed"}


def impossible_date(context: Context) -> Iterator[Finding]:
    """Every full date is a day that exists."""
    for document, path, text in context.texts:
        if path[-1] in DATES and len(text) == len("2018-01-01"):
            try:
                datetime.date.fromisoformat(text)
            except ValueError:
                yield document.finding(path, "impossible-date", f"there is no day {text}")


def date_ahead(context: Context) -> Iterator[Finding]:
    """No fact is dated after the day on which the data were last checked."""
    today = query.last_checked(context.atlas)
    for document, path, text in context.texts:
        if path[-1] in DATES and text > today[: len(text)]:
            message = f"{text} lies after {today}, the newest day on which a source was read"
            yield document.finding(path, "date-ahead", message, "a target or plan says so in its text, not in its date")


def read_before_publication(context: Context) -> Iterator[Finding]:
    """No source was read before it was published."""
    for source in context.atlas.sources.values():
        if source.date and source.date > source.accessed[: len(source.date)]:
            message = f"this was published on {source.date} but read on {source.accessed}"
            yield context.at("sources", source.id, ("accessed",), "read-before-publication", message)


def end_before_start(context: Context) -> Iterator[Finding]:
    """No event and no term of office ends before it begins."""
    for event in context.atlas.timeline.values():
        if event.end_date and event.end_date < event.date:
            message = f"this ends on {event.end_date}, before it begins on {event.date}"
            yield context.at("timeline", event.id, ("end_date",), "end-before-start", message)
    for index, shepherd in enumerate(context.atlas.network.governance.shepherds):
        if shepherd.to_year < shepherd.from_year:
            path = ("governance", "shepherds", index, "to_year")
            message = f"this term ends in {shepherd.to_year}, before it begins in {shepherd.from_year}"
            yield context.at("network", "network", path, "end-before-start", message)


def start_after_completion(context: Context) -> Iterator[Finding]:
    """No project begins after it was completed."""
    for project in context.atlas.projects.values():
        done = project.status.value == "completed"
        if done and project.started and project.started > int(project.status.as_of[:4]):
            message = f"this began in {project.started} but was completed by {project.status.as_of}"
            yield context.at("projects", project.id, ("started",), "start-after-completion", message)


def old_status(context: Context) -> Iterator[Finding]:
    """The status of a project is no older than the newest document that lists it, unless it is final."""
    for project in context.atlas.projects.values():
        listed = list(query.rows_by_project(context.atlas)[project.id])
        if not listed or project.status.value == "completed":
            continue
        newest = query.report_date(context.atlas, context.atlas.reports[listed[-1]])
        if project.status.as_of < newest[: len(project.status.as_of)]:
            message = f"this status is of {project.status.as_of}, but a document of {newest} lists the project"
            yield context.at("projects", project.id, ("status", "as_of"), "old-status", message)


def old_figure(context: Context) -> Iterator[Finding]:
    """No figure is older than three years."""
    for project in context.atlas.projects.values():
        for index, figure in enumerate(project.figures):
            if figure.as_of and (years := query.age(context.atlas, figure.as_of)) >= query.OLD_AFTER_YEARS:
                path = ("figures", index, "as_of")
                yield context.at("projects", project.id, path, "old-figure", f"this figure is {years} years old")


RULES: list[Rule] = [impossible_date, date_ahead, read_before_publication, end_before_start, start_after_completion]
WARNINGS: list[Rule] = [old_status, old_figure]
