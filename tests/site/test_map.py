"""The committed outline of the map, and the cities and countries on it."""

import gzip
from collections import Counter

import pytest

from atlas import query
from atlas.model.atlas import Atlas
from atlas.site.city_map import OUTLINE, Panel, outline, panels
from atlas.site.map_space import STEP, Box, Point, land


@pytest.fixture(scope="module")
def parts(atlas: Atlas) -> list[Panel]:
    """The whole map and what of it is enlarged."""
    projects = {city: sum(counts.values()) for city, counts in query.totals.states_by_city(atlas).items()}
    names = {country.id: country.name for country in atlas.countries.values()}
    return panels(query.projects.cities_in_order(atlas), projects, names)


def test_the_committed_outline_has_every_country_and_is_light(atlas: Atlas) -> None:
    assert set(outline()) == set(atlas.countries)
    assert len(gzip.compress(OUTLINE.read_bytes(), 6)) <= 12 * 1024


def test_every_city_is_a_link_once_and_on_the_land_of_its_country(parts: list[Panel], atlas: Atlas) -> None:
    assert Counter(dot.city.id for panel in parts for dot in panel.dots if dot.linked) == Counter([*atlas.cities])
    for panel in parts:
        lands = lands_of(panel)
        # What the outline leaves out of a coast
        away = 4 * panel.frame.zoom
        for dot in panel.dots:
            around = Box(dot.at.x - away, dot.at.y - away, dot.at.x + away, dot.at.y + away)
            lines = lands[dot.city.country][max(0, int(around.top // STEP)) : int(around.bottom // STEP) + 1]
            assert any(line >> max(0, int(around.left // STEP)) & (1 << int(2 * away // STEP)) - 1 for line in lines), (
                dot
            )


def test_every_country_is_named_once_on_the_map_and_never_on_the_land_of_another(
    parts: list[Panel], atlas: Atlas
) -> None:
    cities = {city.name for city in atlas.cities.values()}
    assert set(parts[0].countries) == {country.id for country in atlas.countries.values() if country.name not in cities}
    for panel in parts:
        lands = lands_of(panel)
        for code, middle in panel.countries.items():
            assert [other for other in lands if other != code and is_on(lands[other], middle)] == [], code


def lands_of(panel: Panel) -> dict[str, list[int]]:
    """The land of each country in a part of the map, in bits."""
    frame = panel.frame
    return {
        code: land([[frame.at(corner) for corner in corners] for _, corners in rings], frame.height // STEP)
        for code, rings in outline().items()
    }


def is_on(rows: list[int], place: Point) -> bool:
    return bool(rows[int(place.y // STEP)] >> int(place.x // STEP) & 1)
