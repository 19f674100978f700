"""What changed from one document to a later one, and how the change of a single project is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from atlas.model.atlas import Atlas
from atlas.model.projects import Link, NameChange, Project
from atlas.model.reports import Report, Row
from atlas.query.common import OPEN_STAGE, sort_key
from atlas.query.projects import cities_in_order
from atlas.query.reports import lists, monitoring_reports


@dataclass(frozen=True)
class Change:
    """A project in two documents, of which at least one counts it.

    Args:
        name: As these two documents print it, the later one if both do; a later document does not change it.
        before: Its row in the earlier one, if that counts it.
        after: Its row in the later one, if that counts it.
    """

    project: Project
    name: str
    before: Row | None
    after: Row | None


def compared(atlas: Atlas, before: Report, after: Report) -> list[Change]:
    """Every project that either of two documents counts, by country, city and printed name."""
    old, new = _counted_rows(before), _counted_rows(after)
    found = [
        Change(atlas.projects[project], row.name, old.get(project), new.get(project))
        for project, row in {**old, **new}.items()
    ]
    cities = [city.id for city in cities_in_order(atlas)]

    def place(change: Change) -> tuple[int, tuple[str, str], str]:
        return cities.index(change.project.city), sort_key(change.name), change.project.id

    return sorted(found, key=place)


@dataclass(frozen=True)
class Changes:
    """What became of the projects from one document to a later one, by the rows that both count.

    Args:
        new: In the later one, and in no list before it.
        returned: In the later one but not in the earlier one, though in a list before that.
        gone: In the earlier one but not in the later one.
        completed: Completed by the later one, but not yet by the earlier one.
        forward: From planning to ongoing, or from a proposal to either.
        back: The other way, also out of completion.
        moved_area: Printed under another focus area; only where both print one.
        renamed: Printed under another name, be it by one letter.
    """

    new: list[Change]
    returned: list[Change]
    gone: list[Change]
    completed: list[Change]
    forward: list[Change]
    back: list[Change]
    moved_area: list[Change]
    renamed: list[Change]


#: The kinds of change in the order in which the comparison of two documents tells them.
TOLD = ("new", "returned", "renamed", "moved_area", "forward", "back", "completed", "gone")

#: How far a project is, by its stage. Whether one that is ongoing or planning has moved cannot be said.
_PROGRESS = {"proposed": (0, 0), "planning": (1, 1), OPEN_STAGE: (1, 2), "ongoing": (2, 2), "completed": (3, 3)}


def goes_back(was: Row, now: Row) -> bool:
    """Whether a later row gives an earlier stage."""
    return _PROGRESS[was.stage][0] > _PROGRESS[now.stage][1]


def changes(atlas: Atlas, before: Report, after: Report) -> Changes:
    """What changed from one document to a later one.

    The workshop of 2018 was no list of the network: who stood only there is new in the first list.
    """
    found = compared(atlas, before, after)
    order = list(atlas.reports)
    earlier = {
        project
        for report in lists(atlas)
        if order.index(report.id) < order.index(before.id)
        for project in _counted_rows(report)
    }
    added = [change for change in found if not change.before]

    def where(differ: Callable[[Row, Row], bool]) -> list[Change]:
        return [change for change in found if change.before and change.after and differ(change.before, change.after)]

    return Changes(
        new=[change for change in added if change.project.id not in earlier],
        returned=[change for change in added if change.project.id in earlier],
        gone=[change for change in found if not change.after],
        completed=where(lambda was, now: was.stage != now.stage == "completed"),
        forward=where(lambda was, now: _PROGRESS[was.stage][1] < _PROGRESS[now.stage][0] and now.stage != "completed"),
        back=where(goes_back),
        moved_area=where(lambda was, now: was.focus_area != now.focus_area and bool(was.focus_area and now.focus_area)),
        renamed=where(lambda was, now: was.name != now.name),
    )


@dataclass(frozen=True)
class Absence:
    """That a project was missing from lists: the last that has it, its row there, and the first that has it no more."""

    last: Report
    row: Row
    since: Report


def absence(atlas: Atlas, project: Project, back_in: Report) -> Absence:
    """How long a project was missing from the lists before one that names it again."""
    before = lists(atlas)[: lists(atlas).index(back_in)]
    last, since = [(last, since) for last, since in pairwise(before) if project.id in _counted_rows(last)][-1]
    return Absence(last, _counted_rows(last)[project.id], since)


def told_as(kind: str, change: Change) -> str:
    """By which sentence a change of a kind is told: what enters or leaves may have no printed area to name."""
    row = change.after or change.before
    return f"{kind}-without-area" if kind in {"new", "gone"} and row and not row.focus_area else kind


def only_proposes(atlas: Atlas, report: Report) -> bool:
    """Whether a document holds nothing but proposals: that the next one gives stages is then no news of a project."""
    return report not in monitoring_reports(atlas)


def successors(project: Project, report: Report) -> list[tuple[Link, Row]]:
    """As what a project may go on in a document: the links that say so, each with the row of the other project.

    What goes on in a younger document only is left out, so that the comparison of two documents rests on them alone.
    """
    rows = _counted_rows(report)
    return [(link, rows[link.continued_by]) for link in project.links if link.continued_by in rows]


def renaming(change: Change, seen_in: Report) -> NameChange | None:
    """How sure it is that the name which a document is the first to print means a project known by another."""
    recorded = (known for known in change.project.name_changes if known.seen_in == seen_in.id)
    return next((known for known in recorded if known.new_name == change.name), None)


def _counted_rows(report: Report) -> dict[str, Row]:
    """The row of each project that a document counts."""
    return {row.project: row for row in report.rows if row.counted}
