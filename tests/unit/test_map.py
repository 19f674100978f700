"""The map: its outline, where cities lie on it, and where their names find a place."""

from __future__ import annotations

import importlib.util
import re
from types import ModuleType

import pytest

from atlas.checks import Examined
from atlas.site.city_map import EAST, HEIGHT, NORTH, SOUTH, TARGET, WEST, WIDTH, Point, label, lines, project
from tests.conftest import ROOT

# The outline


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """scripts/outline.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("outline_script", ROOT / "scripts/outline.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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


def test_the_outline_keeps_borders_joined_and_leaves_out_what_nobody_would_see(script: ModuleType) -> None:
    drawn = script.outline(made_up())
    assert list(drawn) == ["KH", "TH"]
    [east], [west] = points(drawn["KH"]), points(drawn["TH"])
    assert east == {project(102, 0), project(104, 0), project(104, 2), project(102, 2)}
    assert east & west == {project(102, 0), project(102, 2)}


def test_the_largest_part_of_a_country_stays_however_small(script: ModuleType) -> None:
    topology = made_up()
    topology["objects"] = {"countries": {"geometries": [{"id": "702", "type": "Polygon", "arcs": [[3]]}]}}
    [island] = points(script.outline(topology)["SG"])
    assert len(island) == 3


# The projection


def test_the_corners_of_the_map_are_its_frame() -> None:
    assert project(WEST, NORTH) == (0, 0)
    assert project(EAST, SOUTH) == (WIDTH, HEIGHT)


def test_a_degree_is_as_high_as_wide_at_the_equator_and_higher_farther_north() -> None:
    degree = WIDTH / (EAST - WEST)
    assert abs(project(100, 0).y - project(100, 1).y - degree) <= 1
    assert project(100, 20).y - project(100, 21).y > degree


# Names


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
