"""Rules about dates: each is a real day, they are in order, and no fact is in the future."""

from __future__ import annotations

import datetime

from atlas import query
from atlas.checks.context import RECORDS, WARNINGS, Context, Mistakes, each, rule
from atlas.model.base import KeyPath
from atlas.model.projects import Project
from atlas.model.sources import Source
from atlas.read.yaml_file import YamlFile

DATES = {"date", "end_date", "as_of", "accessed"}
#: Years in which something has happened.
YEARS = {"started", "joined", "from_year"}
_LOOK = "one date is wrong: check the source again"


@each(RECORDS, "texts")
def impossible_date(_: Context, _file: YamlFile, path: KeyPath, text: str) -> Mistakes:
    """Every full date is a day that exists."""
    if path[-1] in DATES and len(text) == len("2018-01-01"):
        try:
            datetime.date.fromisoformat(text)
        except ValueError:
            yield (), f"there is no day {text}", _LOOK


@rule(RECORDS)
def date_ahead(context: Context) -> Mistakes:
    """No fact is dated after the day on which the data were last checked; terms of office, targets and plans may be."""
    today = query.common.last_checked(context.atlas)
    hint = "a target or plan says so in its text, not in its date"
    for document, path, mapping in context.mappings:
        for key, value in mapping.items():
            date = str(value)
            if (key in DATES or (key in YEARS and "to_year" not in mapping)) and date > today[: len(date)]:
                message = f"{date} is after {today}, the newest day on which a source was read"
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


@each(RECORDS, "sources")
def read_before_publication(_: Context, source: Source) -> Mistakes:
    """No source was read before it was published."""
    if source.date and source.date > source.accessed[: len(source.date)]:
        yield ("accessed",), f"this was published on {source.date} but read on {source.accessed}", _LOOK


@each(RECORDS, "projects")
def start_after_completion(_: Context, project: Project) -> Mistakes:
    """No project begins after it was completed."""
    status = project.status
    if status.value == "completed" and project.started and project.started > int(status.as_of[:4]):
        yield ("started",), f"this began in {project.started} but was completed by {status.as_of}", _LOOK


@each(WARNINGS, "projects")
def old_status(context: Context, project: Project) -> Mistakes:
    """The status of a project is no older than the newest report that lists it, unless both call it completed."""
    if report := query.upkeep.newer_report(context.atlas, project):
        newest = query.reports.report_date(context.atlas, report)
        message = f"this status is of {project.status.as_of}, but a report of {newest} lists the project"
        yield ("status", "as_of"), message, "check what that report says, and give the status its date"


@each(WARNINGS, "projects")
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
