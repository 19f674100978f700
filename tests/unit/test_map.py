"""The map: its outline, where cities lie on it, and where their names find a place."""

from itertools import combinations

from atlas.checks import Examined
from atlas.site.city_map import MARGIN, TARGET, Panel, panels, project
from atlas.site.map_space import Box, Point


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


def common(one: Box, other: Box) -> Box | None:
    """What two boxes share, if that is more than a hair."""
    shared = Box(*map(max, one[:2], other[:2]), *map(min, one[2:], other[2:]))
    return shared if shared.left + 0.01 < shared.right and shared.top + 0.01 < shared.bottom else None
