"""Rules about the events of a project: their order, and whether they agree with its start and its status."""

from __future__ import annotations

from itertools import pairwise

from atlas import query
from atlas.checks.context import RECORDS, Context, Mistakes, each
from atlas.model.projects import Project

_LOOK = "one of the two is wrong: check their sources"


@each(RECORDS, "projects")
def event_order(_: Context, project: Project) -> Mistakes:
    """The events of a project are in order of date, oldest first."""
    for index, (earlier, later) in enumerate(pairwise(project.events), start=1):
        if query.common.is_before(later.date, earlier.date):
            message = f"this is of {later.date}, but the event before it is of {earlier.date}"
            yield ("events", index, "date"), message, "put the older event first"


@each(RECORDS, "projects")
def start(_: Context, project: Project) -> Mistakes:
    """Compare the events of a project with the year in which it began.

    event-before-start: No event is older than the year in which its project began.
    begun-in-another-year: The first event of kind 'begun' is of the year in which its project began.
    """
    begun = [event for event in project.events if event.kind == "begun"]
    for index, event in enumerate(project.events):
        place, year = ("events", index, "date"), int(event.date[:4])
        if project.started and year < project.started:
            yield "event-before-start", place, f"this is of {event.date}, but it began in {project.started}", _LOOK
        elif project.started and event in begun[:1] and year > project.started:
            message = f"this says that it began in {year}, but 'started' says {project.started}"
            yield "begun-in-another-year", place, message, _LOOK


@each(RECORDS, "projects")
def status_against_event(_: Context, project: Project) -> Mistakes:
    """The status of a project fits its newest event, unless the status is of a later date."""
    if event := query.upkeep.contradicting_event(project):
        message = f"'{project.status.value}' does not fit the event of {event.date}, '{event.kind}'"
        fitting = ", ".join(f"'{value}'" for value in query.upkeep.STATUS_AFTER[event.kind])
        hint = f"write {fitting}, or give the date and source of a later status"
        yield ("status", "value"), message, hint
