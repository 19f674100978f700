"""What changed from one report to a later one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from atlas.model.atlas import Atlas
from atlas.model.projects import Link, NameChange, Project
from atlas.model.reports import Report, Row
from atlas.query.common import OPEN_STAGE, sort_key
from atlas.query.projects import city_ranks
from atlas.query.reports import lists, monitoring_reports, row_of


class ProjectChange(NamedTuple):
    """A project in two reports, at least one of which counts it."""

    project: Project
    name: str  # its printed name, in the later report if both list it
    before: Row | None  # its row in the earlier report, if that counts it
    after: Row | None  # its row in the later report, if that counts it


def compared(atlas: Atlas, before: Report, after: Report) -> list[ProjectChange]:
    """Return every project that either of two reports counts, by country, city and printed name."""
    old, new = _counted_rows(before), _counted_rows(after)
    found = [
        ProjectChange(atlas.projects[project], row.name, old.get(project), new.get(project))
        for project, row in {**old, **new}.items()
    ]
    ranks = city_ranks(atlas)
    return sorted(found, key=lambda change: (ranks[change.project.city], sort_key(change.name), change.project.id))


@dataclass(frozen=True)
class Changes:
    """What changed from one report to a later one, by the rows that they count."""

    new: list[ProjectChange]  # only in the later report, and in no list before it
    returned: list[ProjectChange]  # only in the later report, but in a list before the earlier one
    gone: list[ProjectChange]  # only in the earlier report
    completed: list[ProjectChange]  # completed in the later report, but not in the earlier one
    forward: list[ProjectChange]  # from planning to ongoing, or from a proposal to either
    back: list[ProjectChange]  # to an earlier stage, also out of completion
    moved_area: list[ProjectChange]  # printed under another focus area, where both reports print one
    renamed: list[ProjectChange]  # printed under another name, even by one letter


#: The kinds of change in the order in which pages show them.
TOLD = ("new", "returned", "renamed", "moved_area", "forward", "back", "completed", "gone")

#: The least and the furthest progress that a stage can mean.
_PROGRESS = {"proposed": (0, 0), "planning": (1, 1), OPEN_STAGE: (1, 2), "ongoing": (2, 2), "completed": (3, 3)}


def goes_back(was: Row, now: Row) -> bool:
    """Tell whether a later row gives an earlier stage, beyond doubt."""
    return _PROGRESS[was.stage][0] > _PROGRESS[now.stage][1]


def changes(atlas: Atlas, before: Report, after: Report) -> Changes:
    """Return what changed from one report to a later one.

    The workshop of 2018 was no list: a project that only the workshop saw is new in the first list.
    """
    found = compared(atlas, before, after)
    order = list(atlas.reports)
    older = [report for report in lists(atlas) if order.index(report.id) < order.index(before.id)]
    earlier = {project for report in older for project in _counted_rows(report)}
    added = [change for change in found if not change.before]

    def where(differ: Callable[[Row, Row], bool]) -> list[ProjectChange]:
        return [change for change in found if change.before and change.after and differ(change.before, change.after)]

    return Changes(
        new=[change for change in added if change.project.id not in earlier],
        returned=[change for change in added if change.project.id in earlier],
        gone=[change for change in found if not change.after],
        completed=where(lambda was, now: was.stage != now.stage == "completed"),
        forward=where(lambda was, now: goes_back(now, was) and now.stage != "completed"),
        back=where(goes_back),
        moved_area=where(lambda was, now: was.focus_area != now.focus_area and bool(was.focus_area and now.focus_area)),
        renamed=where(lambda was, now: was.name != now.name),
    )


class Absence(NamedTuple):
    """A project's absence from lists."""

    last: Report  # the last list with it
    row: Row  # its row there
    since: Report  # the first list without it


def absence(atlas: Atlas, project: Project, back_in: Report) -> Absence:
    """Return how long a project was missing before the list in which it is back."""
    before = lists(atlas)[: lists(atlas).index(back_in)]
    steps = [(last, row_of(atlas, project, last), since) for last, since in pairwise(before)]
    return [Absence(last, row, since) for last, row, since in steps if row and row.counted][-1]


def only_proposes(atlas: Atlas, report: Report) -> bool:
    """Tell whether a report has only proposals, so that stages in the next one are no news of a project."""
    return report not in monitoring_reports(atlas)


def successors(atlas: Atlas, project: Project, report: Report) -> list[tuple[Link, Row]]:
    """Return the projects in a report that continue a project: (link, row of the other project).

    A successor that only a later report lists is left out, so that a comparison of two reports rests on them alone.
    """
    linked = [(link, atlas.projects[link.continued_by]) for link in project.links if link.continued_by]
    found = [(link, row_of(atlas, other, report)) for link, other in linked]
    return [(link, row) for link, row in found if row and row.counted]


def renaming(change: ProjectChange, seen_in: Report) -> NameChange | None:
    """Return the recorded change of name that a report is the first to print, if there is one."""
    recorded = (known for known in change.project.name_changes if known.seen_in == seen_in.id)
    return next((known for known in recorded if known.new_name == change.name), None)


def _counted_rows(report: Report) -> dict[str, Row]:
    return {row.project: row for row in report.rows if row.counted}
