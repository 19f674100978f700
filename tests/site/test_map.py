"""The committed outline of the map, and the cities and countries on it."""

import gzip
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import get_args

import pytest

from atlas import query
from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.cities import City
from atlas.model.vocabularies import MapSide
from atlas.read import catalogue
from atlas.read.translation import translate_atlas
from atlas.site.figures.city_map import COUNTRIES, OUTLINE, Box, Panel, Point, outline, panels, project
from tests.conftest import ROOT
from tests.unit.test_map import common, points

#: How wide a letter of the name of a country is on the map, and how high the name.
LETTER, HEIGHT = 8.4, 14


def test_the_committed_outline_has_every_country_and_is_light(atlas: Atlas) -> None:
    cities = {city.name for city in atlas.cities.values()}
    assert set(outline()) == set(atlas.countries)
    assert set(COUNTRIES) == {country.id for country in atlas.countries.values() if country.name not in cities}
    assert len(gzip.compress(OUTLINE.read_bytes(), 6)) <= 12 * 1024


def test_every_city_is_named_once_and_is_within_its_country(atlas: Atlas) -> None:
    parts = laid_out(atlas, atlas.cities)
    assert Counter(dot.city.id for panel in parts for dot in panel.dots if dot.name) == Counter([*atlas.cities])
    for city in atlas.cities.values():
        place = project(city.coordinates.lon, city.coordinates.lat)
        corners = set[tuple[float, float]]().union(*points(outline()[city.country]))
        for value, values in zip(place, zip(*corners, strict=True), strict=True):
            assert min(values) <= value <= max(values), city.id


@pytest.fixture(params=["en", *words.OTHER_LANGUAGES])
def translated(request: pytest.FixtureRequest, atlas: Atlas) -> Iterator[Atlas]:
    """The records in each language: names of cities and countries differ."""
    words.use(request.param, catalogue.read(ROOT, request.param).messages if request.param != "en" else {})
    yield translate_atlas(atlas)
    words.use("en")


def test_no_name_on_the_map_covers_another_or_a_dot(translated: Atlas) -> None:
    cities = translated.cities
    for one, other in collisions(translated, cities):
        free = [
            f"'map_label: {side}' in {city.id}"
            for city in cities.values()
            if city.name in {one, other}
            for side in get_args(MapSide)
            if not any(city.name in pair for pair in collisions(translated, cities | {city.id: on(side, city)}))
        ]
        to_do = (
            f"write {' or '.join(free)}"
            if free
            else "no side is free: change the map in atlas/site/figures/city_map.py"
        )
        pytest.fail(f"data/cities.yml: on the map {one} covers {other}; {to_do}")


def on(side: str, city: City) -> City:
    return city.model_copy(update={"map_label": side})


def laid_out(atlas: Atlas, cities: Mapping[str, City]) -> list[Panel]:
    return panels(cities.values(), {city: sum(n.values()) for city, n in query.totals.states_by_city(atlas).items()})


def collisions(atlas: Atlas, cities: Mapping[str, City]) -> Iterator[tuple[str, str]]:
    """Yield each name on the map that covers another, a dot or the edge, with what it covers."""
    for panel in laid_out(atlas, cities):
        names = [(dot.city.name, dot.name.box) for dot in panel.dots if dot.name]
        for code, at in panel.countries.items():
            name = atlas.countries[code].name
            names.append((name, around(at, len(name) * LETTER / 2, HEIGHT / 2)))
        dots = [(f"the dot of {dot.city.name}", around(dot.at, dot.radius, dot.radius)) for dot in panel.dots]
        for (one, box), (other, other_box) in [*combinations(names, 2), *product(names, dots)]:
            if common(box, other_box):
                yield one, other
        frame = Box(0, 0, panel.frame.width, panel.frame.height)
        yield from ((name, "the edge") for name, box in names if common(box, frame) != box)


def around(at: Point, across: float, down: float) -> Box:
    return Box(at.x - across, at.y - down, at.x + across, at.y + down)
