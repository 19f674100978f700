"""A place on the map for the name of each city: no name lies on another, and each can be hit with a finger.

A name stands beside the dot of its city. Where cities lie too close together, dot and name move away as far as they
must, and a line leads back to the place. Sizes are in units of the map (see :mod:`atlas.site.geography`), chosen for
the narrowest map with names, 448 pixels wide: there 56 of them are 24 pixels, and a letter as tall as 20 has 9.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from atlas.site.geography import HEIGHT, WIDTH, Point

#: The height of the area that belongs to a city, and its least width.
TARGET = 56

#: From the dot to the edge on its free side, and to the name on the other.
BESIDE = 16

#: The width that a letter is given, and the length from which on a name takes two lines.
LETTER, LONG = 12, 8

#: How far dots may move, in steps, and into how many directions.
STEP, STEPS, DIRECTIONS = 14, 16, 24

#: What a name on the left of its dot costs, in units of moving: readers expect it on the right.
LEFT_COST = 8


class Box(NamedTuple):
    """A rectangle on the map."""

    left: int
    top: int
    right: int
    bottom: int

    def overlaps(self, other: Box) -> bool:
        """Whether two boxes share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside."""
        return self.left < point.x < self.right and self.top < point.y < self.bottom

    def is_crossed(self, start: Point, end: Point) -> bool:
        """Whether a straight line from one point to another enters the box."""
        enters, leaves = 0.0, 1.0
        for at, step, low, high in (
            (start.x, end.x - start.x, self.left, self.right),
            (start.y, end.y - start.y, self.top, self.bottom),
        ):
            if step == 0:
                if not low < at < high:
                    return False
                continue
            first, last = sorted(((low - at) / step, (high - at) / step))
            enters, leaves = max(enters, first), min(leaves, last)
        return enters < leaves


class Move(NamedTuple):
    """How far a dot stands from its city, and whether the name stands on the left of the dot."""

    right: int
    down: int
    left: bool = False


class Label(NamedTuple):
    """Where the dot and the name of a city stand.

    Args:
        name: Its lines.
        place: Where the city lies.
        dot: Where its dot is drawn: there, or at the end of a line.
        left: Whether the name stands on the left of the dot.
        box: The area that belongs to the city alone.
    """

    name: tuple[str, ...]
    place: Point
    dot: Point
    left: bool
    box: Box

    @property
    def words(self) -> Box:
        """The part of the box in which the name stands."""
        near = self.dot.x + (-BESIDE if self.left else BESIDE) // 2
        return self.box._replace(right=near) if self.left else self.box._replace(left=near)


def lines(name: str) -> tuple[str, ...]:
    """A name in one line, or in two as equal as can be where it is long."""
    words = name.split(" ")
    if len(name) <= LONG or len(words) == 1:
        return (name,)
    splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(splits, key=lambda split: max(map(len, split)))


def place_labels(cities: dict[str, tuple[str, Point]], by_hand: dict[str, Move]) -> dict[str, Label]:
    """A label for each city, by its id.

    Args:
        cities: Name and place of each.
        by_hand: The move of a city where that was chosen. All others find theirs around these, the most crowded first.
    """
    chosen = {city: _label(*cities[city], move) for city, move in by_hand.items()}
    order = sorted(cities.keys() - chosen.keys(), key=lambda city: (-_neighbours(city, cities), city))
    tried: set[str] = set()
    while True:
        placed, squeezed = _in_order(order, cities, chosen)
        if squeezed is None or squeezed in tried:
            return placed
        tried.add(squeezed)
        order = [squeezed, *(city for city in order if city != squeezed)]


def _in_order(
    order: list[str], cities: dict[str, tuple[str, Point]], chosen: dict[str, Label]
) -> tuple[dict[str, Label], str | None]:
    """Each city at the best place that those before it leave; and the first that had to be squeezed in, if any."""
    placed, squeezed = dict(chosen), None
    for city in order:
        others = [point for other, (_, point) in cities.items() if other != city]
        labels = (_label(*cities[city], move) for move in _moves())
        roomy = [label for label in labels if _has_room(label, placed.values())]
        fitting = next((label for label in roomy if _is_clear(label, others, placed.values())), None)
        placed[city] = fitting or next(iter(roomy), _label(*cities[city], Move(0, 0)))
        squeezed = squeezed or (None if fitting else city)
    return placed, squeezed


def _neighbours(city: str, cities: dict[str, tuple[str, Point]]) -> int:
    return sum(math.dist(cities[city][1], point) < 2 * TARGET for _, point in cities.values())


@cache
def _moves() -> list[Move]:
    """All moves that a city might make, the best first: a short one, and the name on the right."""
    moves = [(0, Move(0, 0, False)), (LEFT_COST, Move(0, 0, True))]
    for far in range(STEP, STEP * STEPS + 1, STEP):
        for direction in range(DIRECTIONS):
            angle = 2 * math.pi * direction / DIRECTIONS
            right, down = round(far * math.cos(angle)), round(far * math.sin(angle))
            moves += [(far + left * LEFT_COST, Move(right, down, left)) for left in (False, True)]
    return [move for _, move in sorted(moves)]


def _label(name: str, place: Point, move: Move) -> Label:
    text, dot = lines(name), Point(place.x + move.right, place.y + move.down)
    width = max(LETTER * max(map(len, text)) + BESIDE, TARGET - BESIDE)
    left, right = (dot.x - width, dot.x + BESIDE) if move.left else (dot.x - BESIDE, dot.x + width)
    return Label(text, place, dot, move.left, Box(left, dot.y - TARGET // 2, right, dot.y + TARGET // 2))


def _has_room(label: Label, placed: Collection[Label]) -> bool:
    """Whether a label stays in the frame and apart from all others."""
    box = label.box
    inside = box.left >= 0 and box.top >= 0 and box.right <= WIDTH and box.bottom <= HEIGHT
    return inside and not any(box.overlaps(other.box) for other in placed)


def _is_clear(label: Label, others: Collection[Point], placed: Collection[Label]) -> bool:
    """Whether a label covers no place and no line of another city, and its own line no name and no other line."""
    return (
        not any(label.box.holds(point) for point in others)
        and not label.words.is_crossed(label.place, label.dot)
        and not any(
            label.box.is_crossed(other.place, other.dot)
            or other.box.is_crossed(label.place, label.dot)
            or _cross(label, other)
            for other in placed
        )
    )


def _cross(one: Label, other: Label) -> bool:
    """Whether the lines of two labels cross."""

    def side(a: Point, b: Point, c: Point) -> float:
        return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

    a, b, c, d = one.place, one.dot, other.place, other.dot
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
