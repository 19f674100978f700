"""The map: its outline, where cities lie on it, and where their names find a place."""

import re
from itertools import combinations

from atlas.checks import Examined
from atlas.site.city_map import EAST, MARGIN, NORTH, TARGET, WEST, WIDTH, Panel, panels, project, radius
from atlas.site.map_space import Box, Point, fullest, land
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


def laid_out(examined: Examined, *places: tuple[str, float, float], projects: int = 1) -> list[Panel]:
    """The map of cities with these names, longitudes and latitudes."""
    assert examined.atlas
    city = examined.atlas.cities["alfa"]
    cities = [
        city.model_copy(
            update={
                "id": name,
                "name": name,
                "coordinates": city.coordinates.model_copy(update={"lon": lon, "lat": lat}),
            }
        )
        for name, lon, lat in places
    ]
    return panels(cities, dict.fromkeys((name for name, _, _ in places), projects), {"TH": "Thailand", "LA": "Lao PDR"})


FAR = [("West", 98.0, 18.0), ("East", 106.0, 15.0)]


def test_each_city_is_at_its_place_with_its_name_beside_it(examined: Examined) -> None:
    [panel] = laid_out(examined, *FAR)
    corner = Point(project(98, 18).x - MARGIN, project(98, 18).y - MARGIN)
    for dot, (name, lon, lat) in zip(panel.dots, FAR, strict=True):
        place = project(lon, lat)
        assert (dot.city.name, dot.at) == (name, (place.x - corner.x, place.y - corner.y))
        assert dot.name
        assert (dot.name.anchor, dot.name.box.bottom - dot.name.box.top) == ("start", TARGET)
        assert dot.name.box.left > dot.at.x + dot.radius
    assert set(panel.countries) == {"TH", "LA"}


def test_a_name_goes_where_nothing_else_is(examined: Examined) -> None:
    [panel] = laid_out(examined, *FAR, ("Near", 98.7, 18.0), ("Under", 98.0, 17.3))
    named = {dot.city.name: dot.name for dot in panel.dots if dot.name}
    assert named["West"].anchor == "end"
    assert [a for a, b in combinations(named, 2) if common(named[a].box, named[b].box)] == []


def test_cities_that_cover_each_other_are_enlarged_and_linked_only_there(examined: Examined) -> None:
    whole, inset = laid_out(examined, *FAR, ("One", 102.0, 16.0), ("Other", 102.1, 16.0), projects=4)
    assert [(dot.city.name, dot.linked) for dot in whole.dots] == [
        *(("West", True), ("East", True)),
        *(("One", False), ("Other", False)),
    ]
    assert [dot.city.name for dot in inset.dots if dot.linked and dot.name] == ["One", "Other"]
    [box] = whole.enlarged
    assert all(box.holds(dot.at) for dot in whole.dots if not dot.linked)
    one, other = inset.dots
    assert other.at.x - one.at.x > one.radius


def test_a_city_whose_name_has_no_place_is_a_link_all_the_same(examined: Examined) -> None:
    same = [(f"City {n}", 102.0, 16.0) for n in range(20)]
    _whole, inset = laid_out(examined, *FAR, *same)
    assert all(dot.linked for dot in inset.dots)
    assert 0 < sum(dot.name is None for dot in inset.dots) < len(same)


def test_the_area_of_a_dot_grows_with_the_projects_of_its_city() -> None:
    assert [radius(projects) for projects in (0, 1, 4, 9)] == [4.0, 3.2, 6.4, 9.6]


def test_land_is_filled_within_its_rings_and_not_in_their_holes() -> None:
    square = [Point(0, 0), Point(8, 0), Point(8, 8), Point(0, 8)]
    hole = [Point(2, 2), Point(6, 2), Point(6, 6), Point(2, 6)]
    assert [f"{row:b}" for row in land([square, hole], 5)] == ["1111", "1001", "1001", "1111", "0"]


def test_the_fullest_part_has_the_most_places() -> None:
    places = [Point(10, 10), Point(100, 100), Point(104, 100), Point(190, 10)]
    assert [place for place in places if fullest(places, 40, 40).holds(place)] == places[1:3]


def common(one: Box, other: Box) -> Box | None:
    """What two boxes share, if that is more than a hair."""
    shared = Box(*map(max, one[:2], other[:2]), *map(min, one[2:], other[2:]))
    return shared if shared.left + 0.01 < shared.right and shared.top + 0.01 < shared.bottom else None
