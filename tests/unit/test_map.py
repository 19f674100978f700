"""The map: where cities lie on it, and where their names are."""

import re
from typing import get_args

from atlas.checks import Examined
from atlas.model.vocabularies import MapSide
from atlas.site.figures.city_map import MARGIN, TARGET, Box, Panel, Point, panels, project


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


def common(one: Box, other: Box) -> Box | None:
    """What two boxes share, if that is more than a hair."""
    shared = Box(*map(max, one[:2], other[:2]), *map(min, one[2:], other[2:]))
    return shared if shared.left + 0.01 < shared.right and shared.top + 0.01 < shared.bottom else None


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
