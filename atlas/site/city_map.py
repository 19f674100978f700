"""The map of all member cities in the numbers that its template writes down: nothing is drawn or worded here.

Each city has its dot at its true place. Its name is beside the dot, where that is free. Parts of the map in which dots
or names have no room are drawn once more, enlarged. The unit is a pixel, of the outline and of the map that shows all.
Taken and free space is kept in bits, so that the time grows in a straight line with the number of cities.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from atlas.model.cities import City
from atlas.site import map_space
from atlas.site.map_space import STEP, Box, Point, Space

#: The north-west corner of the outline in degrees, and its width from there to the east in degrees and in units.
WEST, EAST, NORTH = 91.8, 141.4, 28.9
WIDTH = 1000

#: The land of each country as an SVG path, by its code; made by scripts/outline.py.
OUTLINE = Path(__file__).parent / "outline.json"

#: Around the cities of the map, and of a part that is drawn enlarged: there is room for a name beside each.
MARGIN, INSET_MARGIN = 56, 64

#: The size of an enlarged part, how many there are at most, and how strongly it is enlarged at least and at most.
INSET_WIDTH, INSET_HEIGHT, INSETS, ROUNDS, LEAST_ZOOM, MOST_ZOOM = 440, 340, 2, 3, 2.5, 5.0

#: The radius of the dot of one project, whose area grows with their number; and of a city without any.
ONE, NONE = 3.2, 4.0

#: How much farther from its dot a name is put where it has no place beside it.
FARTHER = (0, 6, 12, 18)

#: How high the area of a name is, so that a finger can hit it; and how wide a letter is.
TARGET, LETTER = 24, 7.4

#: The same of the name of a country.
COUNTRY_HEIGHT, COUNTRY_LETTER = 16, 8.4

#: How high the line below is that says more of the city a reader points at.
LINE = 28


class Frame(NamedTuple):
    """A part of the map: where it begins on the outline, how strongly it is enlarged, and how large it is drawn."""

    left: float
    top: float
    zoom: float
    width: int
    height: int

    def at(self, place: Point) -> Point:
        """Return where a place of the outline is drawn."""
        return Point(round((place.x - self.left) * self.zoom, 1), round((place.y - self.top) * self.zoom, 1))

    def holds(self, place: Point, margin: float = 0) -> bool:
        """Tell whether a place of the outline is in it, not too close to its edge."""
        x, y = self.at(place)
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    @property
    def box(self) -> Box:
        """Return the part of the outline that it shows."""
        return Box(self.left, self.top, self.left + self.width / self.zoom, self.top + self.height / self.zoom)

    def drawn(self, other: Frame) -> Box:
        """Return where the part that another shows is in this one."""
        left, top, right, bottom = other.box
        return Box(*self.at(Point(left, top)), *self.at(Point(right, bottom)))


class Name(NamedTuple):
    """A name: where its text is fixed, by which end, and the area that belongs to it."""

    at: Point
    anchor: str
    box: Box


class Dot(NamedTuple):
    """A city in a part of the map: where it is, how large, and its name if this part shows it."""

    city: City
    at: Point
    radius: float
    linked: bool  # whether this is the part of the map in which the city is a link
    name: Name | None

    @property
    def box(self) -> Box:
        """Return the square around it."""
        x, y = self.at
        return Box(x - self.radius, y - self.radius, x + self.radius, y + self.radius)


class _Spot(NamedTuple):
    """A city, where it is on the outline, and how many projects it has."""

    city: City
    place: Point
    projects: int


class Panel(NamedTuple):
    """A part of the map with its cities, where names of countries are, and what of it is drawn enlarged."""

    frame: Frame
    dots: list[Dot]
    countries: dict[str, Point]
    enlarged: list[Box]


def panels(cities: Iterable[City], projects: Mapping[str, int], countries: Mapping[str, str]) -> list[Panel]:
    """Lay out the whole map, then its enlarged parts.

    Args:
        cities: The cities in the order in which a reader reaches them.
        projects: How many projects each has, by its id.
        countries: What each country is called, by its code.
    """
    spots = [_Spot(city, project(city.coordinates.lon, city.coordinates.lat), projects[city.id]) for city in cities]
    insets, whole = _insets(spots), around(spot.place for spot in spots)
    found = []
    for frame in (whole, *insets):
        enlarged = [whole.drawn(inset) for inset in insets] if frame is whole else []
        dots, space = _dots(frame, spots, insets)
        names = {code: name for code, name in countries.items() if name not in {dot.city.name for dot in dots}}
        letter, with_cities = (COUNTRY_LETTER, COUNTRY_HEIGHT), {dot.city.country for dot in dots}
        called = map_space.names_on_land(space, names, _land(frame), letter, with_cities)
        found.append(Panel(frame, dots, called, enlarged))
    return found


def radius(projects: int) -> float:
    """Return the radius of a dot, whose area grows with the number of projects."""
    return round(ONE * math.sqrt(projects), 1) if projects else NONE


def around(places: Iterable[Point]) -> Frame:
    """Return the part of the map with all places and a margin."""
    xs, ys = zip(*places, strict=True)
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    return Frame(left, top, 1, round(max(xs) + MARGIN - left), round(max(ys) + MARGIN - top))


def _insets(spots: list[_Spot]) -> list[Frame]:
    """Return the parts to enlarge: those with most cities whose dot covers another, or whose name has no place.

    A part that is enlarged leaves the names beside it less room, so these are looked for again.
    """
    whole, crowded, insets = around(spot.place for spot in spots), dict[str, Point](), list[Frame]()
    places = {spot.city.id: spot.place for spot in spots}
    for _ in range(ROUNDS):
        dots = [dot for dot in _dots(whole, spots, insets)[0] if dot.linked]
        found = _covering(whole, dots) | {dot.city.id for dot in dots if not dot.name}
        if not found:
            break
        crowded |= {city: places[city] for city in found}
        insets = _enlarged(list(crowded.values()))
    return insets


def _covering(frame: Frame, dots: list[Dot]) -> set[str]:
    """Return the ids of the cities of which one dot covers the middle of the other."""
    taken, covering = Space(frame.width, frame.height), Space(frame.width, frame.height)
    middles = {dot.city.id: Box(*(at - STEP for at in dot.at), *(at + STEP for at in dot.at)) for dot in dots}
    for dot in dots:
        if not taken.free(middles[dot.city.id]):
            covering.take(dot.box)
        taken.take(dot.box)
    return {city for city, middle in middles.items() if not covering.free(middle)}


def _enlarged(crowded: list[Point]) -> list[Frame]:
    """Return the parts that show most of some places, each shown as large as it fits."""
    found: list[Frame] = []
    inner = INSET_WIDTH - 2 * INSET_MARGIN, INSET_HEIGHT - 2 * INSET_MARGIN
    while len(crowded) > 1 and len(found) < INSETS:
        window = map_space.fullest(crowded, inner[0] / LEAST_ZOOM, inner[1] / LEAST_ZOOM)
        xs, ys = zip(*(place for place in crowded if window.holds(place)), strict=True)
        sides = max(xs) - min(xs), max(ys) - min(ys)
        zoom = min(MOST_ZOOM, *(room / max(side, 1) for room, side in zip(inner, sides, strict=True)))
        left, top = (min(xs) + max(xs) - INSET_WIDTH / zoom) / 2, (min(ys) + max(ys) - INSET_HEIGHT / zoom) / 2
        found.append(Frame(round(left, 1), round(top, 1), round(zoom, 2), INSET_WIDTH, INSET_HEIGHT))
        crowded = [place for place in crowded if not found[-1].holds(place, TARGET)]
    return found


def _dots(frame: Frame, spots: Iterable[_Spot], insets: Iterable[Frame]) -> tuple[list[Dot], Space]:
    """Place the dots of the whole map or an inset, with the names that it shows, and return the space that is left.

    A city is a link, with its name, in the first inset that shows it, otherwise on the whole map. No name is put where
    the map is enlarged.
    """
    space, dots = Space(frame.width, frame.height), []
    for spot in spots:
        if frame.holds(spot.place, radius(spot.projects)):
            shown = next((inset for inset in insets if inset.holds(spot.place, TARGET)), None)
            linked = shown == (frame if frame in insets else None)
            dots.append(Dot(spot.city, frame.at(spot.place), radius(spot.projects), linked, None))
            space.take(dots[-1].box)
    space.take(Box(0, frame.height - LINE, frame.width, frame.height))
    left = space.copy()
    for inset in insets if frame not in insets else ():
        left.take(frame.drawn(inset))
    named = _named(left, dots)
    for dot in named:
        if dot.name:
            space.take(dot.name.box)
    return named, space


def _named(space: Space, dots: list[Dot]) -> list[Dot]:
    """Place the names of dots that are links; one that finds no place is placed before all others in the next round."""
    first: list[str] = []
    named: dict[str, Dot] = {}
    for _ in range(ROUNDS):
        left, ids = space.copy(), [dot.city.id for dot in dots]
        for dot in sorted(dots, key=lambda dot: (first + ids).index(dot.city.id)):
            named[dot.city.id] = dot._replace(name=_name(left, dot)) if dot.linked else dot
        lost = [city for city, dot in named.items() if dot.linked and not dot.name]
        if not lost:
            break
        first = lost + [city for city in first if city not in lost]
    return [named[dot.city.id] for dot in dots]


def _name(space: Space, dot: Dot) -> Name | None:
    """Place the name of a dot beside it where nothing else is, as near as possible; None if there is no such place."""
    sides = (side for far in FARTHER for side in _sides(dot, far))
    for anchor, right, down in sides:
        width, half = len(dot.city.name) * LETTER, TARGET / 2
        left = dot.at.x + right - {"start": 0, "end": width, "middle": width / 2}[anchor]
        box = Box(left, dot.at.y + down - half, left + width, dot.at.y + down + half)
        if space.free(box):
            space.take(box)
            return Name(Point(dot.at.x + right, dot.at.y + down), anchor, box)
    return None


def _sides(dot: Dot, far: float) -> list[tuple[str, float, float]]:
    """Return the places around a dot: which end of a name is there, and how far it is to the right and down."""
    half, near, slant = TARGET / 2, dot.radius + 2 * STEP + far, dot.radius * 0.7 + 2 * STEP + far
    return [
        ("start", near, 0),
        ("end", -near, 0),
        ("middle", 0, -near - half),
        ("middle", 0, near + half),
        ("start", slant, -slant - half / 2),
        ("start", slant, slant + half / 2),
        ("end", -slant, -slant - half / 2),
        ("end", -slant, slant + half / 2),
    ]


@cache
def outline() -> dict[str, list[tuple[str, list[Point]]]]:
    """Return the land of each country by its code: the path of each ring, and its corners."""
    drawn: dict[str, str] = json.loads(OUTLINE.read_text(encoding="utf-8"))
    return {code: [(f"{ring}z", _corners(ring)) for ring in path.split("z") if ring] for code, path in drawn.items()}


def _corners(ring: str) -> list[Point]:
    """Return the corners of a ring; each is written as the steps from the one before."""
    numbers = list(map(int, re.findall(r"-?\d+", ring)))
    steps = zip(numbers[::2], numbers[1::2], strict=True)
    return list(accumulate((Point(*step) for step in steps), lambda at, step: Point(at.x + step.x, at.y + step.y)))


def coast(frames: Iterable[Frame]) -> str:
    """Return the path of all land of which a part of the map shows anything."""
    boxes = [frame.box for frame in frames]
    return "".join(path for rings in outline().values() for path, corners in rings if _is_seen(corners, boxes))


def _is_seen(corners: list[Point], boxes: list[Box]) -> bool:
    xs, ys = zip(*corners, strict=True)
    return any(
        min(xs) <= box.right and max(xs) >= box.left and min(ys) <= box.bottom and max(ys) >= box.top for box in boxes
    )


def _land(frame: Frame) -> dict[str, list[list[Point]]]:
    """Return the corners of the land of each country as a part of the map draws them."""
    return {code: [[frame.at(corner) for corner in ring] for _, ring in rings] for code, rings in outline().items()}


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
