"""What changed from one report to a later one."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from atlas.model.atlas import Atlas
from atlas.model.projects import Link, NameChange, Project
from atlas.model.reports import Report, Row
from atlas.query.common import OPEN_STAGE, sort_key
from atlas.query.projects import city_ranks
from atlas.query.reports import lists, monitoring_reports, plan_report, row_of


class ProjectChange(NamedTuple):
    """A project in two reports, at least one of which counts it."""

    project: Project
    name: str  # its printed name, in the later report if both list it
    before: Row | None  # its row in the earlier report, if that counts it
    after: Row | None  # its row in the later report, if that counts it


def pair_projects(atlas: Atlas, before: Report, after: Report) -> list[ProjectChange]:
    """Return every project that either of two reports counts, by country, city and printed name."""
    old, new = _counted_rows(before), _counted_rows(after)
    pairs = [
        ProjectChange(atlas.projects[project], row.name, old.get(project), new.get(project))
        for project, row in {**old, **new}.items()
    ]
    ranks = city_ranks(atlas)
    return sorted(pairs, key=lambda change: (ranks[change.project.city], sort_key(change.name), change.project.id))


@lru_cache(maxsize=1)
def presented_projects(atlas: Atlas) -> list[ProjectChange]:
    """Return the projects that the workshop of 2018 presented, with what the plans made of each."""
    workshop = atlas.reports[atlas.network.workshop.id]
    return [change for change in pair_projects(atlas, workshop, plan_report(atlas)) if change.before]


#: The kinds of change in the order in which pages show them.
TOLD = ("new", "returned", "renamed", "moved_area", "forward", "back", "completed", "gone")

#: The least and the furthest progress that a stage can mean.
_PROGRESS = {"proposed": (0, 0), "planning": (1, 1), OPEN_STAGE: (1, 2), "ongoing": (2, 2), "completed": (3, 3)}


def goes_back(was: Row, now: Row) -> bool:
    """Tell whether a later row gives an earlier stage, beyond doubt."""
    return _PROGRESS[was.stage][0] > _PROGRESS[now.stage][1]


#: The kinds of change of a project that both reports count, each with what makes a change one of that kind.
_BETWEEN: dict[str, Callable[[Row, Row], bool]] = {
    "completed": lambda was, now: was.stage != now.stage == "completed",
    # From planning to ongoing, or from a proposal to either
    "forward": lambda was, now: goes_back(now, was) and now.stage != "completed",
    # Also out of completion
    "back": goes_back,
    "moved_area": lambda was, now: was.focus_area != now.focus_area and bool(was.focus_area and now.focus_area),
    # Even by one letter
    "renamed": lambda was, now: was.name != now.name,
}


def changes(atlas: Atlas, before: Report, after: Report) -> dict[str, list[ProjectChange]]:
    """Return what changed from one report to a later one, by the rows that they count: ``{kind: changes}``.

    A project that only the later report counts is ``returned`` if a list before the earlier one has it, ``new`` if not.
    The workshop of 2018 was no list: a project that only the workshop saw is new in the first list.
    """
    compared_projects, order = pair_projects(atlas, before, after), list(atlas.reports)
    older = [report for report in lists(atlas) if order.index(report.id) < order.index(before.id)]
    earlier = {project for report in older for project in _counted_rows(report)}
    both = [(change, change.before, change.after) for change in compared_projects]
    return {
        "new": [change for change in compared_projects if not change.before and change.project.id not in earlier],
        "returned": [change for change in compared_projects if not change.before and change.project.id in earlier],
        "gone": [change for change in compared_projects if not change.after],
        **{
            kind: [change for change, was, now in both if was and now and test(was, now)]
            for kind, test in _BETWEEN.items()
        },
    }


@lru_cache(maxsize=1)
def changes_of_lists(atlas: Atlas) -> list[tuple[Report, Report, dict[str, list[ProjectChange]]]]:
    """Return what changed from each list to the next, the newest first: (earlier list, later list, changes by kind)."""
    return [(before, after, changes(atlas, before, after)) for before, after in reversed(list(pairwise(lists(atlas))))]


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
    printed = [(link, row_of(atlas, other, report)) for link, other in linked]
    return [(link, row) for link, row in printed if row and row.counted]


def renaming(change: ProjectChange, seen_in: Report) -> NameChange | None:
    """Return the recorded change of name that a report is the first to print, if there is one."""
    recorded = (known for known in change.project.name_changes if known.seen_in == seen_in.id)
    return next((known for known in recorded if known.new_name == change.name), None)


def _counted_rows(report: Report) -> dict[str, Row]:
    return {row.project: row for row in report.rows if row.counted}
