"""The places of the lines of promised dates: per cent across, em down."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from atlas.model.atlas import Atlas
from atlas.query.common import first_day, last_checked, last_day
from atlas.query.promises import RESULTS, Promised, Result, promises

#: How high a line with its room is, and a group's head, in em.
LINE, HEAD = 0.5, 1.9


class Span(NamedTuple):
    """The line of one promise: where it begins, where the date promised is, where it was done; None if it was not."""

    start: float
    due: float
    done: float | None
    y: float


class Group(NamedTuple):
    """The lines of one result, the earliest date promised first, below their head."""

    result: Result
    y: float
    spans: list[Span]


class Chart(NamedTuple):
    """All groups, and the place of the first day of each year."""

    height: float
    groups: list[Group]
    years: dict[int, float]


def draw(atlas: Atlas) -> Chart:
    """Draw every promised date that is past and can be checked, by what became of it."""
    past = sorted((entry for entry in promises(atlas) if entry.is_past), key=lambda entry: last_day(entry.promise.due))
    days = [day for entry in past for day in (_start(entry), last_day(entry.promise.due))]
    first, last = int(min(days, default="2018")[:4]), int(last_checked(atlas)[:4]) + 1
    begin, end = datetime.date(first, 1, 1).toordinal(), datetime.date(last, 1, 1).toordinal()

    def x(day: str) -> float:
        return round(100 * (datetime.date.fromisoformat(day).toordinal() - begin) / (end - begin), 2)

    groups, y = [], 0.0
    for result in RESULTS:
        own, spans = [entry for entry in past if entry.result == result], []
        for number, entry in enumerate(own):
            done = entry.promise.evidence.date if entry.months_late and entry.promise.evidence else None
            place = round(y + HEAD + LINE * (number + 0.5), 2)
            spans.append(
                Span(x(_start(entry)), x(last_day(entry.promise.due)), x(first_day(done)) if done else None, place)
            )
        if own:
            groups.append(Group(result, round(y, 2), spans))
            y += HEAD + LINE * len(own)
    return Chart(round(y, 2), groups, {year: x(f"{year}-01-01") for year in range(first, last)})


def _start(entry: Promised) -> str:
    """Return the day on which it was promised, as far as known; the date promised itself if that is not after it."""
    due = last_day(entry.promise.due)
    return min(first_day(entry.made), due) if entry.made else due
