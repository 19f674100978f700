"""The committed outline of the map, and the cities that are placed by hand on it."""

from __future__ import annotations

import gzip

from atlas.model.atlas import Atlas
from atlas.site.city_map import BY_HAND, OUTLINE, outline
from atlas.site.geography import project
from atlas.site.labels import place_labels
from tests.unit.test_map import clear, points


def test_the_committed_outline_has_every_country_and_is_light(atlas: Atlas) -> None:
    assert set(outline()) == set(atlas.countries)
    assert len(gzip.compress(OUTLINE.read_bytes(), 6)) <= 12 * 1024


def test_singapore_and_the_island_of_dili_are_seen() -> None:
    for country, lon, lat in (("SG", 103.85, 1.35), ("TL", 125.57, -8.56)):
        place = project(lon, lat)
        assert any(abs(place.x - x) + abs(place.y - y) < 12 for ring in points(outline()[country]) for x, y in ring)


def test_every_move_by_hand_is_of_a_city(atlas: Atlas) -> None:
    assert BY_HAND.keys() - atlas.cities.keys() == set()


def test_a_new_city_finds_a_place_between_those_there_are(atlas: Atlas) -> None:
    cities = {
        city.id: (city.id.replace("-", " ").title(), project(city.coordinates.lon, city.coordinates.lat))
        for city in atlas.cities.values()
    }
    for lon, lat in [(100.6, 13.5), (101.7, 3.3), (110.4, -7.8), (105.0, 11.0), (121.0, 14.0)]:
        assert clear(place_labels({**cities, "new": ("Newly Added", project(lon, lat))}, BY_HAND)), (lon, lat)
