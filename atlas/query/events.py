"""What happened to projects, and which of it was not as planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from atlas.model.atlas import Atlas
from atlas.model.projects import Project, ProjectEvent
from atlas.model.vocabularies import ProjectEventKind
from atlas.query.agreement import setbacks
from atlas.query.changes import Absence
from atlas.query.projects import Step, last_list
from atlas.query.reports import lists, rows_by_project

#: The kinds of events that say that a project did not go as planned.
TroubleEvent = Literal["delayed", "disputed", "halted", "removed"]
TROUBLE: tuple[TroubleEvent, ...] = get_args(TroubleEvent)

#: What lists show that is not as planned: a stage that goes back, and a project that the next list leaves out.
TroubleInLists = Literal["back", "gone"]

TroubleKind = Literal[TroubleEvent, TroubleInLists]

#: The kinds of events after which readers ask how the project went on: disputes do not stop it, and what was removed
#: may be a part of it.
_INTERRUPTIONS: tuple[ProjectEventKind, ...] = ("delayed", "halted")

#: The kinds of events that say how a project went on.
_WENT_ON: tuple[ProjectEventKind, ...] = ("opened", "resumed", "completed", "halted")

#: Those after which an interruption is over.
_OVERCOME: tuple[ProjectEventKind, ...] = ("opened", "resumed", "completed")


class Trouble(NamedTuple):
    """One thing that was not as planned, by an event or by the lists."""

    kind: TroubleKind
    project: Project
    date: str  # of the event, or of the list that shows it; as precise as known
    source: str  # the id of the source that says so
    shown_by: ProjectEvent | Step | Absence
    later: ProjectEvent | None = None  # the newest event after an interruption that says how the project went on

    @property
    def is_overcome(self) -> bool:
        """Whether the project opened, resumed or was completed after the interruption."""
        return self.later is not None and self.later.kind in _OVERCOME


@lru_cache(maxsize=1)
def trouble(atlas: Atlas) -> dict[TroubleKind, list[Trouble]]:
    """Return what was not as planned, the newest first: ``{kind: entries}``, without empty kinds."""
    by_kind: dict[TroubleKind, list[Trouble]] = {kind: [] for kind in get_args(TroubleKind)}
    for entry in (*troubles(atlas.projects.values()), *_setbacks(atlas), *_left_lists(atlas)):
        by_kind[entry.kind].append(entry)
    return {
        kind: sorted(entries, key=lambda entry: entry.date, reverse=True)
        for kind, entries in by_kind.items()
        if entries
    }


def projects_in_trouble(atlas: Atlas, *kinds: TroubleKind) -> list[Project]:
    """Return the projects with an entry of some kinds, or of any, each once."""
    entries = [entry for kind, in_kind in trouble(atlas).items() for entry in in_kind if kind in kinds or not kinds]
    return list({entry.project.id: entry.project for entry in entries}.values())


def troubles(projects: Iterable[Project]) -> list[Trouble]:
    """Return the events of projects that did not go as planned, newest first."""
    entries = [
        Trouble(event.kind, project, event.date, event.source, event, _later(project, number))
        for project in projects
        for number, event in enumerate(project.events)
        if event.kind in TROUBLE
    ]
    return sorted(entries, key=lambda entry: entry.date, reverse=True)


def _later(project: Project, number: int) -> ProjectEvent | None:
    """Return the newest event that says how a project went on after an interruption; None after another event."""
    after = project.events[number + 1 :] if project.events[number].kind in _INTERRUPTIONS else []
    return next((event for event in reversed(after) if event.kind in _WENT_ON), None)


def _setbacks(atlas: Atlas) -> Iterator[Trouble]:
    for step in setbacks(atlas):
        source = step.after.source
        yield Trouble("back", step.project, atlas.sources[source].date or "", source, step)


def _left_lists(atlas: Atlas) -> Iterator[Trouble]:
    next_list = {before.id: after for before, after in pairwise(lists(atlas))}
    for project in atlas.projects.values():
        last = last_list(atlas, project)
        if last and last.id in next_list:
            absence = Absence(last, rows_by_project(atlas)[project.id][last.id], next_list[last.id])
            source = absence.since.source
            yield Trouble("gone", project, atlas.sources[source].date or "", source, absence)
