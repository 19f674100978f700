"""The map of all member cities in the numbers that its template writes down: nothing is drawn or worded here.

A name is written beside the dot of its city, on the right. Where cities lie too close together, dot and name are moved
aside, and a line leads back to the city. The unit is a thousandth of the width of the map. Sizes are chosen for the
narrowest map with names, 448 pixels wide: there 56 units are 24 pixels, and a letter as tall as 20 has 9.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import NamedTuple

from atlas.model.cities import City

#: The part of the world that is drawn, in degrees: the eleven countries with a narrow margin.
WEST, EAST, SOUTH, NORTH = 91.8, 141.4, -11.6, 28.9

WIDTH = 1000

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


class Point(NamedTuple):
    """A place on the map in whole units, counted from the top left."""

    x: int
    y: int


class Box(NamedTuple):
    """A rectangle on the map."""

    left: int
    top: int
    right: int
    bottom: int


class Label(NamedTuple):
    """The lines of a name, the place of its city, its dot with the size, the side of the name, and the area of both."""

    name: tuple[str, ...]
    place: Point
    dot: Point
    size: str
    left: bool
    box: Box


def label(city: City, projects: int) -> Label:
    """Place a city's dot and name: on the right unless moved, or on the left at the edge of the map."""
    text, place = lines(city.name), project(city.coordinates.lon, city.coordinates.lat)
    width = max(LETTER * max(map(len, text)) + BESIDE, TARGET - BESIDE)
    move = MOVES.get(city.id, Move(0, 0, left=place.x + width > WIDTH))
    dot = Point(place.x + move.right, place.y + move.down)
    left, right = (dot.x - width, dot.x + BESIDE) if move.left else (dot.x - BESIDE, dot.x + width)
    size = next(size for least, size in reversed(SIZES.items()) if projects >= least)
    return Label(text, place, dot, size, move.left, Box(left, dot.y - TARGET // 2, right, dot.y + TARGET // 2))


def lines(name: str) -> tuple[str, ...]:
    """Split a long name into two lines of about the same length."""
    words = name.split(" ")
    if len(name) <= LONG or len(words) == 1:
        return (name,)
    splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(splits, key=lambda split: max(map(len, split)))


@cache
def outline() -> dict[str, str]:
    """Return the land of each country, by its code."""
    drawn: dict[str, str] = json.loads(OUTLINE.read_text(encoding="utf-8"))
    return drawn


def project(lon: float, lat: float) -> Point:
    """Project a place on the globe to whole units."""
    x, y = mercator(lon, lat)
    return Point(round(x), round(y))


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """Project by Mercator's projection, which keeps shapes near the equator."""

    def stretched(degrees: float) -> float:
        return math.asinh(math.tan(math.radians(degrees)))

    scale = WIDTH / math.radians(EAST - WEST)
    return math.radians(lon - WEST) * scale, (stretched(NORTH) - stretched(lat)) * scale


HEIGHT = project(WEST, SOUTH).y
