"""The map of all member cities in the numbers that its template writes down: nothing is drawn or worded here.

Each city has its dot at its true place, and its name beside it on the side that its record says. Crowded parts are
drawn once more, enlarged. The unit is a pixel, of the outline and of the map that shows all.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from atlas.model.cities import City

#: The north-west corner of the outline in degrees, and its width from there to the east in degrees and in units.
WEST, EAST, NORTH = 91.8, 141.4, 28.9
WIDTH = 1000

#: The land of each country as an SVG path, by its code; made by scripts/outline.py.
OUTLINE = Path(__file__).parent / "outline.json"

#: How far the edge of the map is from the nearest city: there is room for a name beside each.
MARGIN = 56

#: The radius of the dot of one project, whose area grows with their number; and of a city without any.
ONE, NONE = 3.2, 4.0

#: How high the area of a name is, so that a finger can hit it; how wide a letter is; and how far the dot is.
TARGET, LETTER, GAP = 24, 7.4, 4

#: Where the middle of the name of each country is on the outline. A country without one is not named on the map.
COUNTRIES = {
    "BN": (400, 491), "KH": (258, 359), "ID": (414, 655), "LA": (222, 221), "MY": (424, 555), "MM": (109, 177),
    "PH": (653, 441), "TH": (175, 280), "TL": (687, 757), "VN": (270, 155),
}  # fmt: skip


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

    def holds(self, place: Point) -> bool:
        """Return whether a place of the outline is in it."""
        x, y = self.at(place)
        return 0 <= x <= self.width and 0 <= y <= self.height

    def outline_in(self, other: Frame) -> Box:
        """Return the rectangle of this part on another."""
        corner = Point(self.left + self.width / self.zoom, self.top + self.height / self.zoom)
        return Box(*other.at(Point(self.left, self.top)), *other.at(corner))


#: The crowded parts that are drawn enlarged if a city is there: around the Gulf of Thailand, and the Strait of Malacca.
ENLARGED = (Frame(157, 293, 2.5, 440, 340), Frame(177, 530.5, 5, 440, 340))


class Name(NamedTuple):
    """The name of a city: where its text is fixed, by which end, and the area that belongs to it."""

    at: Point
    anchor: str
    box: Box


class Dot(NamedTuple):
    """A city in a part of the map: where it is, how large, and its name; None where an enlarged part names it."""

    city: City
    at: Point
    radius: float
    name: Name | None


class Panel(NamedTuple):
    """A part of the map with its cities, where names of countries are, and what of it is drawn enlarged."""

    frame: Frame
    dots: list[Dot]
    countries: dict[str, Point]
    enlarged: list[Box]


def panels(cities: Iterable[City], projects: Mapping[str, int]) -> list[Panel]:
    """Lay out the whole map, then its enlarged parts.

    Args:
        cities: The cities in the order in which a reader reaches them.
        projects: How many projects each has, by its id.
    """
    places = [(city, project(city.coordinates.lon, city.coordinates.lat)) for city in cities]
    whole = fit_frame(place for _, place in places)
    enlarged = [part for part in ENLARGED if any(part.holds(place) for _, place in places)]

    def panel(frame: Frame, parts: list[Frame]) -> Panel:
        dots = []
        for city, place in places:
            if frame.holds(place):
                at, size = frame.at(place), radius(projects[city.id])
                is_named_elsewhere = any(part.holds(place) for part in parts)
                dots.append(Dot(city, at, size, None if is_named_elsewhere else name(city, at, size)))
        countries = {code: frame.at(Point(*place)) for code, place in COUNTRIES.items() if frame.holds(Point(*place))}
        return Panel(frame, dots, countries, [part.outline_in(frame) for part in parts])

    return [panel(whole, enlarged), *(panel(part, []) for part in enlarged)]


def radius(projects: int) -> float:
    """Return the radius of a dot, whose area grows with the number of projects."""
    return round(ONE * math.sqrt(projects), 1) if projects else NONE


def fit_frame(places: Iterable[Point]) -> Frame:
    """Return the part of the map with all places and a margin."""
    xs, ys = zip(*places, strict=True)
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    return Frame(left, top, 1, round(max(xs) + MARGIN - left), round(max(ys) + MARGIN - top))


def name(city: City, at: Point, size: float) -> Name:
    """Return the name of a city beside its dot, whose radius is ``size``, on the side that its record says."""
    width, half, far = len(city.name) * LETTER, TARGET / 2, size + GAP
    anchor, right, down = {
        "right": ("start", far, 0),
        "left": ("end", -far, 0),
        "above": ("middle", 0, -far - half),
        "below": ("middle", 0, far + half),
    }[city.map_label]
    x, y = round(at.x + right, 1), round(at.y + down, 1)
    left = round(x - {"start": 0, "end": width, "middle": width / 2}[anchor], 1)
    return Name(Point(x, y), anchor, Box(left, y - half, left + width, y + half))


@cache
def outline() -> dict[str, str]:
    """Return the land of each country as an SVG path, by its code."""
    paths: dict[str, str] = json.loads(OUTLINE.read_text(encoding="utf-8"))
    return paths


def project(lon: float, lat: float) -> Point:
    """Project a place on the globe to whole units."""
    x, y = mercator(lon, lat)
    return Point(round(x), round(y))


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """Project by Mercator's projection, which keeps shapes near the equator."""

    def mercator_y(degrees: float) -> float:
        return math.asinh(math.tan(math.radians(degrees)))

    scale = WIDTH / math.radians(EAST - WEST)
    return math.radians(lon - WEST) * scale, (mercator_y(NORTH) - mercator_y(lat)) * scale
