"""Rules about the events of a project: their order, and whether they agree with its start and its status."""

from __future__ import annotations

from itertools import pairwise

from atlas import query
from atlas.checks.context import RECORDS, Context, Mistakes, rule_for_each
from atlas.model.projects import Project, ProjectEvent
from atlas.model.vocabularies import ProjectEventKind, StatusValue

_CHECK_BOTH = "one of the two is wrong: check their sources"

#: The statuses that fit a project after an event of a kind; the other kinds say nothing about the status. Opening and
#: removal may be of a part, while work on the rest goes on.
_STATUS_AFTER: dict[ProjectEventKind, list[StatusValue]] = {
    "begun": ["in-progress", "operational", "completed", "unknown"],
    "opened": ["in-progress", "operational", "completed"],
    "halted": ["paused"],
    "removed": ["planned", "in-progress", "completed", "paused", "unknown"],
    "resumed": ["in-progress", "operational", "completed"],
    "completed-in-part": ["in-progress", "operational", "completed"],
    "completed": ["operational", "completed"],
}

#: The kinds of events that a planned project does not have: of it, nothing is there yet.
_NOT_OF_A_PLAN: tuple[ProjectEventKind, ...] = ("begun", "opened", "completed-in-part", "completed")


@rule_for_each(RECORDS, "projects")
def event_order(_: Context, project: Project) -> Mistakes:
    """The events of a project are in order of date, oldest first."""
    for index, (earlier, later) in enumerate(pairwise(project.events), start=1):
        if query.common.is_before(later.date, earlier.date):
            message = f"this is of {later.date}, but the event before it is of {earlier.date}"
            yield ("events", index, "date"), message, "put the older event first"


@rule_for_each(RECORDS, "projects")
def events_and_start(_: Context, project: Project) -> Mistakes:
    """Compare the events of a project with the year in which it began.

    event-before-start: No event is older than the year in which its project began.
    begun-in-another-year: The first event of kind 'begun' is of the year in which its project began.
    """
    begun = next((event for event in project.events if event.kind == "begun"), None)
    if (start := project.started) is None:
        return
    for index, event in enumerate(project.events):
        place, year = ("events", index, "date"), int(event.date[:4])
        if year < start:
            message = f"this is of {event.date}, but it began in {start}"
            yield "event-before-start", place, message, _CHECK_BOTH
        elif event is begun and year > start:
            message = f"this says that it began in {year}, but 'started' says {start}"
            yield "begun-in-another-year", place, message, _CHECK_BOTH


@rule_for_each(RECORDS, "projects")
def planned(_: Context, project: Project) -> Mistakes:
    """Look at what a project with the status 'planned' has beside it.

    planned-but-begun: A planned project has no year in which it began, and no event that says that a part is there.
    planned-but-counted: Each figure of a planned project is marked as planned.
    """
    if project.status.value != "planned":
        return
    another = "give the project another status, or remove this"
    if project.started:
        yield "planned-but-begun", ("started",), "this says that it began, but its status is 'planned'", another
    for index, event in enumerate(project.events):
        if event.kind in _NOT_OF_A_PLAN:
            message = f"'{event.kind}' of {event.date} does not fit the status 'planned'"
            yield "planned-but-begun", ("events", index, "kind"), message, another
    for index, figure in enumerate(project.figures):
        if not figure.planned:
            message = "this figure counts something that exists, but the status is 'planned'"
            hint = f"write 'planned: true' here if it is of the plan; if not, {another}"
            yield "planned-but-counted", ("figures", index, "value"), message, hint


@rule_for_each(RECORDS, "projects")
def dispute_without_answer(_: Context, project: Project) -> Mistakes:
    """A dispute has the answer of those whom it concerns, or says that none was found."""
    for index, event in enumerate(project.events):
        if event.kind == "disputed" and event.answer is None and not event.no_answer_found:
            hint = "add 'answer' with its source, from each side that the record names, or 'no_answer_found: true'"
            yield ("events", index, "kind"), "this dispute has no answer", hint
        elif event.answer and event.no_answer_found:
            message = "this event has an answer, and says that none was found"
            yield ("events", index, "no_answer_found"), message, "remove 'no_answer_found'"


@rule_for_each(RECORDS, "projects")
def status_against_event(_: Context, project: Project) -> Mistakes:
    """The status of a project fits its newest event; a later status may differ, unless the event completed it."""
    if event := _find_contradicting_event(project):
        message = f"'{project.status.value}' does not fit the event of {event.date}, '{event.kind}'"
        fitting = ", ".join(f"'{value}'" for value in _STATUS_AFTER[event.kind])
        otherwise = "give the date and source of a later status"
        if event.kind == "completed":
            otherwise = "call the event 'completed-in-part', if work on the rest goes on"
        hint = f"write {fitting}, or {otherwise}"
        yield ("status", "value"), message, hint


def _find_contradicting_event(project: Project) -> ProjectEvent | None:
    """Return the newest event that bears on the status, if it does not fit it and is not older; None otherwise."""
    for event in reversed(project.events):
        if fitting := _STATUS_AFTER.get(event.kind):
            # What is completed does not go back to being in progress, unless an event says so.
            as_new = event.kind == "completed" or not query.common.is_before(event.date, project.status.as_of)
            return event if as_new and project.status.value not in fitting else None
    return None
