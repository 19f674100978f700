"""The map: its outline, where cities lie on it, and where their names find a place."""

import re

from atlas.checks import Examined
from atlas.site.city_map import EAST, HEIGHT, NORTH, SOUTH, TARGET, WEST, WIDTH, Point, label, lines, project
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


def test_the_corners_of_the_map_are_its_frame_and_a_degree_grows_northward() -> None:
    assert (project(WEST, NORTH), project(EAST, SOUTH)) == ((0, 0), (WIDTH, HEIGHT))
    assert abs(project(100, 0).y - project(100, 1).y - WIDTH / (EAST - WEST)) <= 1
    assert project(100, 20).y - project(100, 21).y > WIDTH / (EAST - WEST)


def test_a_long_name_takes_two_lines() -> None:
    splits = [("Dili",), ("Ha Noi",), ("Banyuwangi",), ("Kuala", "Lumpur"), ("Ho Chi", "Minh City")]
    assert [lines(" ".join(split)) for split in splits] == splits
    assert lines("Bandar Seri Begawan") == ("Bandar Seri", "Begawan")


def test_a_name_is_on_the_right_of_its_city_unless_it_would_leave_the_map(examined: Examined) -> None:
    city = examined.atlas.cities["alfa"]
    east = city.coordinates.model_copy(update={"lon": EAST - 1})
    inland, coastal = label(city, 0), label(city.model_copy(update={"coordinates": east}), 0)
    assert (inland.dot, inland.left, coastal.left) == (inland.place, False, True)
    assert inland.box.right - inland.dot.x == coastal.dot.x - coastal.box.left == 64
    assert inland.box.bottom - inland.box.top == TARGET


def test_a_dot_grows_with_the_projects_of_its_city(examined: Examined) -> None:
    sizes = [label(examined.atlas.cities["alfa"], projects).size for projects in range(7)]
    assert sizes == ["none", "few", "few", "some", "some", "many", "many"]
