"""The map: its outline, where cities lie on it, and where their names are."""

import re
from typing import get_args

from atlas.checks import Examined
from atlas.model.vocabularies import MapSide
from atlas.site.city_map import EAST, MARGIN, NORTH, TARGET, WEST, WIDTH, Box, Panel, Point, panels, project, radius
from scripts import outline


def made_up() -> dict[str, object]:
    """Two countries of two by two degrees that share a border with a dent in it, and one that is no member.

    One of the two has an island that nobody would see. A step is a twentieth of a degree, about a unit of the map.
    """
    return {
        "transform": {"scale": [0.05, 0.05], "translate": [100, 0]},
        "arcs": [
            [[40, 0], [0, 20], [1, 1], [-1, 1], [0, 18]],  # the border northward
            [[40, 40], [-40, 0], [0, -40], [40, 0]],  # around the west
            [[40, 0], [40, 0], [0, 40], [-40, 0]],  # around the east
            [[120, 0], [1, 0], [0, 1], [-1, -1]],  # the island
        ],
        "objects": {
            "countries": {
                "geometries": [
                    {"id": "764", "type": "MultiPolygon", "arcs": [[[0, 1]], [[3]]]},
                    {"id": "116", "type": "Polygon", "arcs": [[2, ~0]]},
                    {"id": "156", "type": "Polygon", "arcs": [[3]]},
                ]
            }
        },
    }


def points(path: str) -> list[set[Point]]:
    """The corners of each ring of a path."""
    rings = []
    for ring in path.removesuffix("z").split("z"):
        numbers = list(map(int, re.findall(r"-?\d+", ring)))
        x = y = 0
        corners = set()
        for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + step_x, y + step_y
            corners.add(Point(x, y))
        rings.append(corners)
    return rings


def test_the_outline_keeps_borders_joined_and_leaves_out_what_nobody_would_see() -> None:
    drawn = outline.outline(made_up())
    assert list(drawn) == ["KH", "TH"]
    [east], [west] = points(drawn["KH"]), points(drawn["TH"])
    assert east == {project(102, 0), project(104, 0), project(104, 2), project(102, 2)}
    assert east & west == {project(102, 0), project(102, 2)}
    island = {"geometries": [{"id": "702", "type": "Polygon", "arcs": [[3]]}]}
    [corners] = points(outline.outline({**made_up(), "objects": {"countries": island}})["SG"])
    assert len(corners) == 3, "the largest part of a country stays however small"


def test_a_degree_north_is_as_long_as_one_east_at_the_equator_and_grows_northward() -> None:
    assert (project(WEST, NORTH), project(EAST, NORTH)) == ((0, 0), (WIDTH, 0))
    assert abs(project(100, 0).y - project(100, 1).y - WIDTH / (EAST - WEST)) <= 1
    assert project(100, 20).y - project(100, 21).y > WIDTH / (EAST - WEST)


def laid_out(examined: Examined, *places: tuple[str, float, float, str], projects: int = 1) -> list[Panel]:
    """The map of cities with these names, longitudes, latitudes and sides."""
    assert examined.atlas
    city = examined.atlas.cities["alfa"]
    cities = []
    for name, lon, lat, side in places:
        coordinates = city.coordinates.model_copy(update={"lon": lon, "lat": lat})
        update = {"id": name, "name": name, "coordinates": coordinates, "map_label": side}
        cities.append(city.model_copy(update=update))
    return panels(cities, dict.fromkeys((name for name, *_ in places), projects))


def test_each_city_is_at_its_place_with_its_name_on_the_side_of_its_record(examined: Examined) -> None:
    sides = {side: (98.0 + 4 * n, 18.0) for n, side in enumerate(get_args(MapSide))}
    [panel] = laid_out(examined, *((side, *place, side) for side, place in sides.items()))
    corner = Point(project(98, 18).x - MARGIN, project(98, 18).y - MARGIN)
    for dot, (side, (lon, lat)) in zip(panel.dots, sides.items(), strict=True):
        place, box = project(lon, lat), dot.name and dot.name.box
        assert (dot.city.name, dot.at) == (side, (place.x - corner.x, place.y - corner.y))
        assert box
        assert round(box.bottom - box.top) == TARGET
        far = {
            "left": dot.at.x - box.right, "right": box.left - dot.at.x,
            "above": dot.at.y - box.bottom, "below": box.top - dot.at.y,
        }  # fmt: skip
        assert [name for name, distance in far.items() if distance > dot.radius] == [side]


def test_a_crowded_part_is_enlarged_and_names_its_cities_there_alone(examined: Examined) -> None:
    whole, inset = laid_out(
        examined, ("Far", 98.0, 18.0, "right"), ("One", 103.8, 1.5, "left"), ("Other", 103.9, 1.4, "right"), projects=4
    )
    assert [dot.city.name for dot in whole.dots] == ["Far", "One", "Other"]
    assert [dot.city.name for dot in whole.dots if dot.name] == ["Far"]
    assert [dot.city.name for dot in inset.dots if dot.name] == ["One", "Other"]
    [box] = whole.enlarged
    inside = [dot for dot in whole.dots if box.left < dot.at.x < box.right and box.top < dot.at.y < box.bottom]
    assert [dot.city.name for dot in inside] == ["One", "Other"]
    one, other = (dot.at for dot in inside)
    assert inset.dots[1].at.x - inset.dots[0].at.x == inset.frame.zoom * (other.x - one.x)


def test_the_area_of_a_dot_grows_with_the_projects_of_its_city() -> None:
    assert [radius(projects) for projects in (0, 1, 4, 9)] == [4.0, 3.2, 6.4, 9.6]


def common(one: Box, other: Box) -> Box | None:
    """What two boxes share, if that is more than a hair."""
    shared = Box(*map(max, one[:2], other[:2]), *map(min, one[2:], other[2:]))
    return shared if shared.left + 0.01 < shared.right and shared.top + 0.01 < shared.bottom else None
