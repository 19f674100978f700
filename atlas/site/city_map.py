"""The map of all member cities in the numbers that its template writes down: nothing is drawn or worded here.

A name is written beside the dot of its city, on the right. Where cities lie too close together, dot and name are moved
aside, and a line leads back to the city. Sizes are in units of the map (see :mod:`atlas.site.geography`), chosen for
the narrowest map with names, 448 pixels wide: there 56 of them are 24 pixels, and a letter as tall as 20 has 9.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from atlas.model.cities import City
from atlas.site.geography import WIDTH, Point, project

#: The land of each country as an SVG path, by its code; made by scripts/outline.py.
OUTLINE = Path(__file__).parent / "outline.json"

#: The sizes of dots: from how many projects on a dot has which.
SIZES = {0: "none", 1: "few", 3: "some", 5: "many"}

#: The height of the area that belongs to a city, and its least width: what a finger can hit.
TARGET = 56

#: From the dot to the edge of the area on its free side, and to the name on the other.
BESIDE = 16

#: The width that a letter is given, and the length from which on a name takes two lines.
LETTER, LONG = 12, 8


class Move(NamedTuple):
    """How far a dot is moved from its city, and whether the name is on the left of the dot."""

    right: int
    down: int
    left: bool = False


#: The cities that would overlap others in their own place. A new city needs a line here only if
#: tests/site/test_map.py says so.
MOVES = {
    "mandalay": Move(0, -23),
    "nay-pyi-taw": Move(0, -14),
    "yangon": Move(0, -13, left=True),
    "chiang-mai": Move(-19, 35),
    "luang-prabang": Move(7, -50),
    "ha-noi": Move(88, 5),
    "vientiane": Move(12, -35),
    "khon-kaen": Move(14, -11),
    "bangkok": Move(-11, -15, left=True),
    "chonburi": Move(-29, 33, left=True),
    "rayong": Move(-26, 75, left=True),
    "siem-reap": Move(76, -29),
    "battambang": Move(-23, 165),
    "phnom-penh": Move(26, -10),
    "sihanoukville": Move(2, 58),
    "ho-chi-minh-city": Move(94, 6),
    "da-nang": Move(69, 2),
    "phuket": Move(0, 33, left=True),
    "seberang-perai": Move(-23, 38, left=True),
    "ipoh": Move(-47, 77, left=True),
    "kuala-lumpur": Move(64, 18),
    "putrajaya": Move(-60, 100, left=True),
    "johor-bahru": Move(-9, 92, left=True),
    "singapore": Move(25, 53),
    "kuching": Move(10, 2),
    "jakarta": Move(0, 0, left=True),
    "sumedang": Move(20, -56),
    "semarang": Move(0, -2),
    "banyuwangi": Move(-10, 28, left=True),
    "denpasar": Move(9, 20),
    "bandar-seri-begawan": Move(-7, 12),
    "cauayan-city": Move(-7, -12),
    "kota-kinabalu": Move(-7, -27),
}


class Box(NamedTuple):
    """A rectangle on the map."""

    left: int
    top: int
    right: int
    bottom: int


class Label(NamedTuple):
    """The lines of a name, the place of its city, its dot, the side of the name, and the area of both."""

    name: tuple[str, ...]
    place: Point
    dot: Point
    left: bool
    box: Box


@dataclass(frozen=True)
class CityMap:
    """The land as one SVG path, the label of each city by its id, and the dots of each size by its name."""

    land: str
    labels: dict[str, Label]
    dots: dict[str, list[Point]]

    @property
    def moved(self) -> list[Label]:
        """The labels whose dot left its place, so that a line leads back."""
        return [label for label in self.labels.values() if label.dot != label.place]


def city_map(cities: Iterable[City], projects: dict[str, int]) -> CityMap:
    """Return the map of cities in the order in which a keyboard reaches them, with dots sized by their projects."""
    labels = {city.id: label(city) for city in cities}
    sizes = {city: size_of(projects[city]) for city in labels}
    by_size = sorted(labels, key=lambda city: list(SIZES.values()).index(sizes[city]))
    return CityMap(
        land="".join(outline().values()),
        labels=labels,
        dots={size: [labels[city].dot for city in group] for size, group in groupby(by_size, sizes.__getitem__)},
    )


def label(city: City) -> Label:
    """Place a city's dot and name: on the right unless moved, or on the left at the edge of the map."""
    text, place = lines(city.name), project(city.coordinates.lon, city.coordinates.lat)
    width = max(LETTER * max(map(len, text)) + BESIDE, TARGET - BESIDE)
    move = MOVES.get(city.id, Move(0, 0, left=place.x + width > WIDTH))
    dot = Point(place.x + move.right, place.y + move.down)
    left, right = (dot.x - width, dot.x + BESIDE) if move.left else (dot.x - BESIDE, dot.x + width)
    return Label(text, place, dot, move.left, Box(left, dot.y - TARGET // 2, right, dot.y + TARGET // 2))


def lines(name: str) -> tuple[str, ...]:
    """Split a long name into two lines of about the same length."""
    words = name.split(" ")
    if len(name) <= LONG or len(words) == 1:
        return (name,)
    splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(splits, key=lambda split: max(map(len, split)))


def size_of(projects: int) -> str:
    """Return the size of a dot by the number of projects."""
    return next(size for least, size in reversed(SIZES.items()) if projects >= least)


@cache
def outline() -> dict[str, str]:
    """Return the land of each country, by its code."""
    drawn: dict[str, str] = json.loads(OUTLINE.read_text(encoding="utf-8"))
    return drawn
