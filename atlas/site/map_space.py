"""The space of a drawing: which is taken, where a name fits, and where most places are.

It is kept in bits, a number for each line.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import NamedTuple

#: The side of a square for which there is a bit. One that a box touches is taken as a whole.
STEP = 2


class Point(NamedTuple):
    """A place on a drawing, counted from the top left."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle on a drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, place: Point) -> bool:
        """Tell whether a place is in it."""
        return self.left <= place.x <= self.right and self.top <= place.y <= self.bottom


class Space:
    """The space of a drawing, of which boxes are taken."""

    def __init__(self, width: float, height: float) -> None:
        self.columns, self.rows = int(width // STEP), [0] * int(height // STEP)

    def copy(self) -> Space:
        """Return the same space once more."""
        other = Space(0, 0)
        other.columns, other.rows = self.columns, list(self.rows)
        return other

    def free(self, box: Box) -> bool:
        """Tell whether a box is within the drawing and nothing in it is taken."""
        within = (
            box.left >= 0 and box.top >= 0 and box.right <= self.columns * STEP and box.bottom <= len(self.rows) * STEP
        )
        return within and not any(row & self.bits(box) for row in self.rows[self._lines(box)])

    def take(self, box: Box) -> None:
        """Take a box, as far as it is within the drawing."""
        lines, bits = self._lines(box), self.bits(box)
        self.rows[lines] = [row | bits for row in self.rows[lines]]

    @staticmethod
    def _lines(box: Box) -> slice:
        return slice(max(0, int(box.top // STEP)), max(0, math.ceil(box.bottom / STEP)))

    @staticmethod
    def bits(box: Box) -> int:
        """Return the bits that a box takes of each of its lines."""
        left, right = max(0, int(box.left // STEP)), max(0, math.ceil(box.right / STEP))
        return (1 << right) - (1 << left) if right > left else 0


def fullest(places: Collection[Point], width: float, height: float) -> Box:
    """Return the part of a size that has most places, to within an eighth of the size; the first in a tie."""
    side = min(width, height) / 8
    cells = Counter((int(place.x // side), int(place.y // side)) for place in places)
    across, down = range(int(width // side)), range(int(height // side))

    def within(corner: tuple[int, int]) -> int:
        return sum(cells[corner[0] + right, corner[1] + below] for right in across for below in down)

    columns, rows = ({cell[axis] for cell in cells} for axis in (0, 1))
    column, row = max(((column, row) for column in sorted(columns) for row in sorted(rows)), key=within)
    return Box(column * side, row * side, (column + len(across)) * side, (row + len(down)) * side)


def land(rings: Iterable[Collection[Point]], lines: int) -> list[int]:
    """Return the bits of the area within rings, by line; a ring within another is a hole."""
    crossings: list[list[float]] = [[] for _ in range(lines)]
    for ring in rings:
        corners = list(ring)
        for one, other in pairwise([*corners, corners[0]]):
            upper, lower = sorted((one, other), key=lambda corner: corner.y)
            for line in range(max(0, math.ceil(upper.y / STEP - 0.5)), min(lines, math.ceil(lower.y / STEP - 0.5))):
                part = ((line + 0.5) * STEP - upper.y) / (lower.y - upper.y)
                crossings[line].append(upper.x + part * (lower.x - upper.x))
    found = []
    for crossed in crossings:
        places = [max(0, math.ceil(x / STEP - 0.5)) for x in sorted(crossed)]
        found.append(sum((1 << end) - (1 << start) for start, end in zip(places[::2], places[1::2], strict=True)))
    return found


def names_on_land(
    space: Space,
    names: Mapping[str, str],
    rings: Mapping[str, Iterable[Collection[Point]]],
    letter: tuple[float, float],
    with_places: Collection[str],
) -> dict[str, Point]:
    """Place a name on each land, or beside it, where the space is free and no other land is; take that space.

    A land of which little is drawn is named only if it is among those with places, and none where most of the name
    would be on other land.
    """
    lands = {code: land(parts, len(space.rows)) for code, parts in rings.items()}
    everywhere = (1 << space.columns) - 1
    found = {}
    for code, name in names.items():
        width, height = len(name) * letter[0], letter[1]
        own = [row & everywhere for row in lands.get(code, ())]
        area = sum(row.bit_count() for row in own)
        if not area or (code not in with_places and area * STEP * STEP < 6 * width * height):
            continue
        others = [0] * len(own)
        for other, rows in lands.items():
            others = [mine | row for mine, row in zip(others, rows, strict=True)] if other != code else others
        place = _best(space, own, others, width, height)
        if place:
            found[code] = place
    return found


def _best(space: Space, own: list[int], others: list[int], width: float, height: float) -> Point | None:
    """Return the middle of the best free place for a name: on its own land, on no other, near its middle."""
    around = _extent(own)
    middle = ((around.left + around.right) / 2, (around.top + around.bottom) / 2)
    best: tuple[float, Point, Box] | None = None
    for y in range(int(around.top), int(around.bottom), 4 * STEP):
        for x in range(int(around.left - width / 2), int(around.right + width / 2), 6 * STEP):
            box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            line, bits = min(max(y // STEP, 0), len(own) - 1), Space.bits(box)
            far = math.dist(middle, (x, y)) / 6
            mine, foreign = (own[line] & bits).bit_count(), (others[line] & bits).bit_count()
            score = mine - 3 * foreign - far
            if mine >= foreign and (best is None or score > best[0]) and space.free(box):
                best = (score, Point(x, y), box)
    if best is None:
        return None
    space.take(best[2])
    return best[1]


def _extent(rows: list[int]) -> Box:
    """Return the box around an area, with room for a name above and below."""
    lines = [line for line, row in enumerate(rows) if row]
    all_bits = reduce(or_, rows)
    left, right = (all_bits & -all_bits).bit_length() - 1, all_bits.bit_length()
    return Box(left * STEP, (lines[0] - 9) * STEP, right * STEP, (lines[-1] + 9) * STEP)
