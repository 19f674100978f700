"""Where things lie on the map: the projection, and a place for the name of each city.

Nothing here knows of markup or of sizes on a screen. The unit is a thousandth of the width of the map.
"""

from __future__ import annotations

import math
from typing import NamedTuple

#: The part of the world that is drawn, in degrees: the eleven countries with a narrow margin.
WEST, EAST, SOUTH, NORTH = 91.8, 141.4, -11.6, 28.9

WIDTH = 1000


class Point(NamedTuple):
    """A place on the map in whole units, counted from the top left."""

    x: int
    y: int


def project(lon: float, lat: float) -> Point:
    """Project a place on the globe by Mercator's projection, which keeps shapes near the equator."""
    x, y = mercator(lon, lat)
    return Point(round(x), round(y))


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """Project without rounding."""
    scale = WIDTH / math.radians(EAST - WEST)
    return math.radians(lon - WEST) * scale, (_stretched(NORTH) - _stretched(lat)) * scale


def _stretched(lat: float) -> float:
    return math.asinh(math.tan(math.radians(lat)))


HEIGHT = round(project(WEST, SOUTH).y)
