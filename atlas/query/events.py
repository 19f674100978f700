"""What happened to projects, and which of it was not as planned."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from atlas.model.atlas import Atlas
from atlas.model.projects import Project, ProjectEvent
from atlas.model.vocabularies import ProjectEventKind
from atlas.query.agreement import setbacks
from atlas.query.changes import Absence
from atlas.query.projects import Step, last_list, projects_in_order
from atlas.query.reports import lists, rows_by_project

#: What is not as planned: kinds of events; then what lists show, a stage that goes back and a project that is left out.
TroubleKind = Literal["delayed", "disputed", "halted", "removed", "back", "gone"]

#: The kinds of events after which a project may go on: work goes on while it is disputed.
_INTERRUPTIONS: tuple[ProjectEventKind, ...] = ("delayed", "halted", "removed")

#: The kinds of events that show that a project went on.
_WENT_ON: tuple[ProjectEventKind, ...] = ("opened", "resumed", "completed")


class Trouble(NamedTuple):
    """One thing that was not as planned, by an event or by the lists."""

    project: Project
    date: str  # of the event, or of the list that shows it; as precise as known
    source: str  # the id of the source that says so
    told: ProjectEvent | Step | Absence
    later: ProjectEvent | None  # the newest event after an interruption that shows that the project went on, if any


@lru_cache(maxsize=1)
def trouble(atlas: Atlas) -> dict[TroubleKind, list[Trouble]]:
    """Return what was not as planned, by country, city and project: ``{kind: entries}``, without empty kinds."""
    rank = {project.id: number for number, project in enumerate(projects_in_order(atlas))}
    found: dict[TroubleKind, list[Trouble]] = {kind: [] for kind in get_args(TroubleKind)}
    for kind, entry in (*_events(atlas), *_setbacks(atlas), *_gone(atlas)):
        found[kind].append(entry)
    return {
        kind: sorted(entries, key=lambda entry: (rank[entry.project.id], entry.date))
        for kind, entries in found.items()
        if entries
    }


def troubled(atlas: Atlas, *kinds: TroubleKind) -> list[Project]:
    """Return the projects with an entry of some kinds, or of any, each once."""
    entries = [entry for kind, found in trouble(atlas).items() for entry in found if kind in kinds or not kinds]
    return list({entry.project.id: entry.project for entry in entries}.values())


def _events(atlas: Atlas) -> Iterator[tuple[TroubleKind, Trouble]]:
    for project in atlas.projects.values():
        for number, event in enumerate(project.events, start=1):
            if event.kind in ("delayed", "disputed", "halted", "removed"):
                after = project.events[number:] if event.kind in _INTERRUPTIONS else []
                later = [other for other in after if other.kind in _WENT_ON]
                yield event.kind, Trouble(project, event.date, event.source, event, later[-1] if later else None)


def _setbacks(atlas: Atlas) -> Iterator[tuple[TroubleKind, Trouble]]:
    for step in setbacks(atlas):
        yield "back", _listed(atlas, step.project, step.after.source, step)


def _gone(atlas: Atlas) -> Iterator[tuple[TroubleKind, Trouble]]:
    next_list = {before.id: after for before, after in pairwise(lists(atlas))}
    for project in atlas.projects.values():
        last = last_list(atlas, project)
        if last and last.id in next_list:
            told = Absence(last, rows_by_project(atlas)[project.id][last.id], next_list[last.id])
            yield "gone", _listed(atlas, project, told.since.source, told)


def _listed(atlas: Atlas, project: Project, source: str, told: Step | Absence) -> Trouble:
    return Trouble(project, atlas.sources[source].date or "", source, told, None)
