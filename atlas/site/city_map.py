"""The map of all member cities in the numbers that its template writes down: nothing is drawn or worded here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from atlas.model.cities import City
from atlas.site.geography import Point, project
from atlas.site.labels import Label, Move, place_labels

#: The land of each country as an SVG path, by its code; made by scripts/outline.py.
OUTLINE = Path(__file__).parent / "outline.json"

#: The sizes of dots: from how many projects on a dot has which.
SIZES = {0: "none", 1: "few", 3: "some", 5: "many"}

#: Around the Gulf of Thailand, along the Strait of Malacca and on Java each dot has to leave its place, and moving one
#: moves its neighbours; so they were placed together, by looking. A city that is not here finds its place by itself.
BY_HAND = {
    "mandalay": Move(0, -23),
    "nay-pyi-taw": Move(0, -14),
    "yangon": Move(0, -13, left=True),
    "chiang-mai": Move(-19, 35),
    "luang-prabang": Move(7, -50),
    "ha-noi": Move(88, 5),
    "vientiane": Move(12, -35),
    "khon-kaen": Move(14, -11),
    "bangkok": Move(-11, -15, left=True),
    "chonburi": Move(-29, 33, left=True),
    "rayong": Move(-26, 75, left=True),
    "siem-reap": Move(76, -29),
    "battambang": Move(-23, 165),
    "phnom-penh": Move(26, -10),
    "sihanoukville": Move(2, 58),
    "ho-chi-minh-city": Move(94, 6),
    "da-nang": Move(69, 2),
    "phuket": Move(0, 33, left=True),
    "seberang-perai": Move(-23, 38, left=True),
    "ipoh": Move(-47, 77, left=True),
    "kuala-lumpur": Move(64, 18),
    "putrajaya": Move(-60, 100, left=True),
    "johor-bahru": Move(-9, 92, left=True),
    "singapore": Move(25, 53),
    "kuching": Move(10, 2),
    "jakarta": Move(0, 0, left=True),
    "sumedang": Move(20, -56),
    "semarang": Move(0, -2),
    "banyuwangi": Move(-10, 28, left=True),
    "denpasar": Move(9, 20),
}


@dataclass(frozen=True)
class CityMap:
    """What the map shows.

    Args:
        land: The outline of all countries, as one SVG path.
        labels: The dot and name of each city, by its id, in the order of the cities.
        dots: The dots of each size, by the name of the size.
    """

    land: str
    labels: dict[str, Label]
    dots: dict[str, list[Point]]

    @property
    def moved(self) -> list[Label]:
        """The labels whose dot left its place, so that a line leads back."""
        return [label for label in self.labels.values() if label.dot != label.place]


def city_map(cities: Iterable[City], projects: dict[str, int]) -> CityMap:
    """The map of some cities.

    Args:
        cities: The cities, in the order in which a keyboard reaches them.
        projects: How many the dot of each city stands for, by the id of the city.
    """
    places = {city.id: (city.name, project(city.coordinates.lon, city.coordinates.lat)) for city in cities}
    sizes = {city.id: size_of(projects[city.id]) for city in cities}
    placed = place_labels(places, {city: move for city, move in BY_HAND.items() if city in places})
    by_size = sorted(places, key=lambda city: list(SIZES.values()).index(sizes[city]))
    return CityMap(
        land="".join(outline().values()),
        labels={city: placed[city] for city in places},
        dots={size: [placed[city].dot for city in group] for size, group in groupby(by_size, sizes.__getitem__)},
    )


def size_of(projects: int) -> str:
    """The size of a dot that stands for so many projects."""
    return next(size for least, size in reversed(SIZES.items()) if projects >= least)


@cache
def outline() -> dict[str, str]:
    """The land of each country, by its code."""
    drawn: dict[str, str] = json.loads(OUTLINE.read_text(encoding="utf-8"))
    return drawn
