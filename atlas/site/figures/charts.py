"""The places of the shapes of a chart: numbers in, places out; no markup, no text.

Across, a place is per cent of the width; down, it is em. So a chart fills any page and grows with the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from atlas.query.common import ends

#: How high a chart is, in em: of shares, which holds a number in its parts, and of columns.
SHARES_HEIGHT, COLUMNS_HEIGHT = 22.0, 10.0

#: How much of its place a column fills, so that a digit beside it has room on a phone; and where bands lead from column
#: to column, so that a finger hits it there.
FILL, FLOW_FILL = 0.66, 0.44

#: Between the parts of a column, in em.
GAP = 0.15

#: A line of text, in em: a part that is lower has its number beside it, names keep this distance, and so high is the
#: room for one above the columns.
LINE = 1.2

#: How wide a chart is, in em: on a page with and without names beside it, where it is small, and on a phone of 320 px,
#: where names are listed below it.
WIDE, NAMED, SMALL, PHONE = 60.0, 43.0, 40.0, 24.0

#: How wide a character below a column can be in the fonts of readers, and the space between columns, in em.
CHARACTER, SPACE = 0.62, 0.4

#: How large the last of several lines below a column is, in em.
FOOT = 0.83

#: What a finger can hit, in em: a part that is a link takes as much, and parts with bands are far enough apart for it.
TARGET, FLOW_GAP = 2.0, 1.6


class Part(NamedTuple):
    """One part of a column: the number of its series, its value and place, and whether a line of text fits into it."""

    series: int
    n: float
    y: float
    height: float
    roomy: bool

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return round(self.y + self.height / 2, 2)


class Bar(NamedTuple):
    """One column, its parts from the top down; parts of zero are left out."""

    place: int  # among all columns, those left out included
    x: float
    width: float
    y: float
    total: float
    parts: list[Part]

    @property
    def middle(self) -> float:
        """The place of its middle."""
        return round(self.x + self.width / 2, 2)

    @property
    def end(self) -> float:
        """The place of its right edge."""
        return round(self.x + self.width, 2)


class Connector(NamedTuple):
    """A line between the same part of two columns that follow each other, along their upper edges."""

    x1: float
    y1: float
    x2: float
    y2: float


class Band(NamedTuple):
    """What goes from part `old` of column `place` to part `series` of the next: its left end (1), its right end (2)."""

    place: int
    old: int
    series: int
    n: int
    x1: float
    top1: float
    bottom1: float
    x2: float
    top2: float
    bottom2: float

    @property
    def middle(self) -> float:
        """Half way between its ends, where it turns."""
        return round((self.x1 + self.x2) / 2, 2)


class Gap(NamedTuple):
    """Where columns are left out: the place of its middle, and how many they are."""

    middle: float
    n: int


class Drawing(NamedTuple):
    """Columns from the left, with what joins them; and the height of the name beside each part of the last one."""

    height: float
    columns: list[Bar]
    names: dict[int, float]
    links: Sequence[Connector] = ()
    bands: Sequence[Band] = ()
    gap: Gap | None = None
    head: float = LINE  #: The height of the line above the columns.

    def names_beside(self, names: Sequence[str]) -> list[str]:
        """Return the names beside the last column, from the top; empty if its parts have none."""
        return [names[series] for series in self.names if names[series]] if names else []

    def total_height(self, feet: Sequence[Sequence[str]]) -> float:
        """Return the height of the whole chart, with the lines of text below the columns."""
        lines = max([len(feet[column.place]) for column in self.columns] + [2 if self.gap else 0])
        return round(self.height + LINE * (lines + 1.5), 2)


class Room(NamedTuple):
    """The columns that are drawn: their places among all, and how many there is room for, the gap included."""

    places: list[int | None]
    n: int

    @property
    def gap(self) -> Gap | None:
        """The columns that are left out; None if all fit."""
        if None not in self.places:
            return None
        pitch = 100 / len(self.places)
        return Gap(round(pitch * (self.places.index(None) + 0.5), 2), self.n - len(self.places) + 1)

    def across(self, fill: float) -> list[tuple[int, float, float]]:
        """Return the place of each column, where it begins, and how wide it is."""
        pitch = 100 / len(self.places) if self.places else 0
        left = [round(pitch * (slot + (1 - fill) / 2), 2) for slot in range(len(self.places))]
        return [
            (place, x, round(pitch * fill, 2)) for place, x in zip(self.places, left, strict=True) if place is not None
        ]


def fit(
    draw: Callable[..., Drawing], values: Sequence[object], feet: Sequence[Sequence[str]], width: float, *more: object
) -> list[Drawing]:
    """Draw a chart with as many columns as fit the width, and one for a phone if fewer fit there.

    Args:
        draw: What draws it: ``shares``, ``columns`` or ``flow``.
        values: Those of each column.
        feet: The lines of text under each column.
        width: How wide the chart is, in em.
        more: What else ``draw`` is given.
    """
    widths = [len(line) * (FOOT if line is lines[-1] and lines[1:] else 1) for lines in feet for line in lines]
    pitch = CHARACTER * max(widths, default=0) + SPACE
    wide, phone = (min(len(values), int(em / pitch)) for em in (width, PHONE))
    return [draw(values, *more, room=room) for room in ([wide, phone] if phone < wide else [wide])]


def shares(values: Sequence[Sequence[int]], room: int | None = None) -> Drawing:
    """Draw columns of one height, each divided among its values; a column of zeros stays empty."""
    drawn = _room(values, room)
    columns = _columns(values, SHARES_HEIGHT, [sum(column) for column in values], drawn)
    return Drawing(SHARES_HEIGHT, columns, _names(columns), _links(columns), gap=drawn.gap)


def columns(values: Sequence[Sequence[float]], room: int | None = None) -> Drawing:
    """Draw columns as high as the sum of their values, on one scale; the largest fills the chart."""
    drawn = _room(values, room)
    columns = _columns(values, COLUMNS_HEIGHT, [_largest(values)] * len(values), drawn)
    return Drawing(COLUMNS_HEIGHT, columns, {}, gap=drawn.gap)


def flow(
    values: Sequence[Sequence[int]], moves: Sequence[Mapping[tuple[int, int], int]], room: int | None = None
) -> Drawing:
    """Draw columns on one scale with bands between them; `moves` counts what moves from part to part in each step."""
    unit, drawn = SHARES_HEIGHT / (_largest(values) or 1), _room(values, room)
    columns = []
    for place, x, width in drawn.across(FLOW_FILL):
        top, parts = 0.0, []
        for series, n in enumerate(values[place]):
            if n:
                full = unit * n
                parts.append(Part(series, n, round(top, 2), round(full, 2), full >= LINE))
                top += full + FLOW_GAP
        columns.append(Bar(place, x, width, 0.0, sum(values[place]), parts))
    bands = [band for left, right in _neighbours(columns) for band in _bands(left, right, moves[left.place], unit)]
    names = {part.series: part.middle for part in columns[-1].parts} if columns else {}
    gaps = max((len(column.parts) - 1 for column in columns if column.parts), default=0)
    return Drawing(round(SHARES_HEIGHT + FLOW_GAP * gaps, 2), columns, names, bands=bands, gap=drawn.gap)


def shade(n: int, largest: int, shades: int = 4) -> int:
    """Return how strongly a number is shaded: 0 for zero, then 1 up to ``shades`` for the largest."""
    return -(-n * shades // largest) if n else 0


def _largest(values: Sequence[Sequence[float]]) -> float:
    return max(map(sum, values), default=0)


def _room(values: Sequence[object], room: int | None) -> Room:
    return Room(ends(len(values), len(values) if room is None else room), len(values))


def _neighbours(columns: Sequence[Bar]) -> list[tuple[Bar, Bar]]:
    """Return each column with the next, unless columns between them are left out."""
    return [(left, right) for left, right in pairwise(columns) if right.place == left.place + 1]


def _columns(values: Sequence[Sequence[float]], height: float, wholes: Sequence[float], room: Room) -> list[Bar]:
    bars = []
    for place, x, width in room.across(FILL):
        column, whole = values[place], wholes[place]
        y = height - height * sum(column) / whole if whole else height
        top, parts = y, []
        for series, n in enumerate(column):
            if n:
                full = height * n / whole
                parts.append(Part(series, n, round(y, 2), round(max(full - GAP, GAP), 2), full >= LINE))
                y += full
        bars.append(Bar(place, x, width, round(top, 2), sum(column), parts))
    return bars


def _links(columns: Sequence[Bar]) -> list[Connector]:
    return [
        Connector(left.end, before.y, right.x, after.y)
        for left, right in _neighbours(columns)
        for before in left.parts[1:]
        for after in right.parts
        if after.series == before.series
    ]


def _bands(left: Bar, right: Bar, step: Mapping[tuple[int, int], int], unit: float) -> list[Band]:
    """Draw bands; at each part, sort them by the part at their other end, so that few cross."""
    leaves = {part.series: part.y for part in left.parts}
    meets = {part.series: part.y for part in right.parts}
    bands = []
    for (old, new), n in sorted(step.items()):
        x1, top1, x2, top2 = left.end, leaves[old], right.x, meets[new]
        leaves[old], meets[new] = top1 + n * unit, top2 + n * unit
        ends = (x1, top1, leaves[old], x2, top2, meets[new])
        bands.append(Band(left.place, old, new, n, *(round(end, 2) for end in ends)))
    return bands


def _names(columns: Sequence[Bar]) -> dict[int, float]:
    """Place names beside the middle of each part, moved so that no two touch and none leaves the chart."""
    parts = columns[-1].parts if columns else []
    places: list[float] = []
    for part in parts:
        places.append(max(part.middle, places[-1] + LINE) if places else part.middle)
    for number in reversed(range(len(places))):
        below = places[number + 1] if number + 1 < len(places) else SHARES_HEIGHT + LINE / 2
        places[number] = min(places[number], below - LINE)
    return {part.series: round(place, 2) for part, place in zip(parts, places, strict=True)}
