"""The committed outline of the map, and the names of the cities on it."""

import gzip
from itertools import combinations

from atlas.model.atlas import Atlas
from atlas.site.city_map import HEIGHT, MOVES, OUTLINE, WIDTH, Box, label, outline, project
from tests.unit.test_map import points


def test_the_committed_outline_has_every_country_and_is_light(atlas: Atlas) -> None:
    assert set(outline()) == set(atlas.countries)
    assert len(gzip.compress(OUTLINE.read_bytes(), 6)) <= 12 * 1024


def test_singapore_and_the_island_of_dili_are_seen() -> None:
    for country, lon, lat in (("SG", 103.85, 1.35), ("TL", 125.57, -8.56)):
        place = project(lon, lat)
        assert any(abs(place.x - x) + abs(place.y - y) < 12 for ring in points(outline()[country]) for x, y in ring)


def test_no_two_names_overlap_on_the_map_or_leave_it(atlas: Atlas) -> None:
    labels = {city.id: label(city, 0) for city in atlas.cities.values()}
    assert MOVES.keys() - labels.keys() == set()
    frame = Box(0, 0, WIDTH, HEIGHT)
    outside = [city for city, one in labels.items() if common(one.box, frame) != one.box]
    crowded = [(a, b) for (a, one), (b, other) in combinations(labels.items(), 2) if common(one.box, other.box)]
    assert outside + crowded == [], "give the city a move in MOVES of atlas/site/city_map.py"


def common(one: Box, other: Box) -> Box | None:
    """What two boxes share, if that is more than a hair."""
    shared = Box(*map(max, one[:2], other[:2]), *map(min, one[2:], other[2:]))
    return shared if shared.left + 0.01 < shared.right and shared.top + 0.01 < shared.bottom else None
