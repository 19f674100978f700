"""Draws the outline of the member countries for the map, from Natural Earth; run once, the result is committed.

    python scripts/outline.py countries-50m.json

The file is Natural Earth 1:50m admin-0 countries (public domain) as TopoJSON, as the npm package world-atlas 2.0.2
holds it (``npm pack world-atlas@2.0.2``). Nothing is fetched, and the same file gives the same bytes.

Borders stay joined because TopoJSON keeps each stretch of a border once, as an arc, and arcs are simplified before
countries are put together: by the method of M. Visvalingam and J. D. Whyatt, Line generalisation by repeated
elimination of points, The Cartographic Journal 30 (1993), which drops the point whose triangle is smallest first.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from atlas.site.figures.city_map import mercator  # noqa: E402

OUTLINE = ROOT / "atlas/site/figures/outline.json"

#: The countries by the ISO 3166-1 number that Natural Earth gives them.
CODES = {
    "096": "BN", "104": "MM", "116": "KH", "360": "ID", "418": "LA", "458": "MY",
    "608": "PH", "626": "TL", "702": "SG", "704": "VN", "764": "TH",
}  # fmt: skip

#: In square units of the map: a triangle below the first is no detail, an island below the second is left out.
DETAIL, ISLAND = 1.2, 3.0

Line = list[tuple[float, float]]


def decode(topology: dict[str, Any]) -> list[Line]:
    """Return the arcs of a TopoJSON file as points on the map; the file stores whole steps from point to point."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append(mercator(x * scale_x + left, y * scale_y + bottom))
        arcs.append(arc)
    return arcs


def simplify(arc: Line) -> Line:
    """Return an arc without small details; keep its ends, and at least a triangle of a closed arc."""
    points = list(arc)
    least = 4 if points[0] == points[-1] else 2
    while len(points) > least:
        area, index = min((size(points[at - 1 : at + 2]), at) for at in range(1, len(points) - 1))
        if area >= DETAIL:
            break
        del points[index]
    return points


def size(ring: Line) -> float:
    """Return the area of a ring, whether or not it repeats its first point at the end."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]))) / 2


def join(arc_of: Callable[[int], Line], numbers: list[int]) -> Line:
    """Join arcs into one line; the number ~n means arc n backwards."""
    ring: Line = []
    for number in numbers:
        arc = arc_of(number) if number >= 0 else arc_of(~number)[::-1]
        ring += arc[1:] if ring else arc
    return ring


def path(rings: list[Line]) -> str:
    """Return rings as an SVG path with relative steps in whole units."""
    drawn = ""
    for ring in rings:
        points = [(round(x), round(y)) for x, y in ring[:-1]]
        steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(points)]
        drawn += f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps if x or y) + "z"
    return drawn.replace(" -", "-")


def outline(topology: dict[str, Any]) -> dict[str, str]:
    """The path of each country by its code, in the order of the codes.

    Islands that nobody would see are left out, but never the largest part of a country.
    """
    arcs = decode(topology)
    simple = cache(lambda number: simplify(arcs[number]))
    outlines = {}
    for country in topology["objects"]["countries"]["geometries"]:
        if country.get("id") in CODES:
            polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
            rings = [join(simple, ring) for polygon in polygons for ring in polygon]
            largest = max(rings, key=size)
            outlines[CODES[country["id"]]] = path([ring for ring in rings if ring is largest or size(ring) >= ISLAND])
    return dict(sorted(outlines.items()))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    drawn = outline(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    OUTLINE.write_text(json.dumps(drawn, indent=1) + "\n", encoding="utf-8")
