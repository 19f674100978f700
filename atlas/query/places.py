"""Cities and countries in the numbers by which they are compared, and where they lie."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal, NamedTuple

from atlas.model import Atlas, City, Country, Population
from atlas.query.action_plans import plans
from atlas.query.documents import newest_report, report_counts
from atlas.query.selections import cities_by_country
from atlas.query.support import SUPPORT_KINDS


@dataclass(frozen=True)
class Place:
    """A city, or a country as the sum of its member cities, in the numbers by which it is compared.

    Args:
        record: The city or country.
        kind: Which of the two it is; also the name of the filter that finds its projects.
        joined: The year in which the city joined, or each year in which one of the country did.
        population: That of a city. Those of several differ in year, basis and area counted, so a country has none.
        known: How many of its projects are known.
        listed: How many of them the newest document counts.
        areas: How many of those it files under each focus area, zeros included.
        stages: How many of those it has at each stage, of the stages at which it has any project; zeros included.
        plans: How many of its projects the action plans count.
        asked: How many of those ask for each kind of support, of the kinds that any plan asks for; zeros included.
    """

    record: City | Country
    kind: Literal["city", "country"]
    joined: list[int]
    population: Population | None
    known: int
    listed: int
    areas: dict[str, int]
    stages: dict[str, int]
    plans: int
    asked: dict[str, int]


def comparison(atlas: Atlas) -> list[tuple[Place, list[Place]]]:
    """All countries by name, each with its member cities by name, in the numbers by which they are compared."""
    newest, proposed = newest_report(atlas), plans(atlas)
    stages = report_counts(atlas, newest).stages
    asked_for = {kind for plan in proposed for kind in plan.asked}

    def place(record: City | Country, cities: list[City]) -> Place:
        here = {city.id for city in cities}
        rows = [row for row in newest.rows if row.counted and row.city in here]
        own_plans = [plan for plan in proposed if plan.project.city in here]
        by_area = Counter(row.focus_area for row in rows)
        by_stage: Counter[str] = Counter(row.stage for row in rows)
        by_kind = Counter(kind for plan in own_plans for kind in plan.asked)
        return Place(
            record,
            kind="city" if isinstance(record, City) else "country",
            joined=sorted({city.joined for city in cities}),
            population=record.population if isinstance(record, City) else None,
            known=sum(project.city in here for project in atlas.projects.values()),
            listed=len(rows),
            areas={area: by_area[area] for area in atlas.focus_areas},
            stages={stage: by_stage[stage] for stage in stages},
            plans=len(own_plans),
            asked={kind: by_kind[kind] for kind in SUPPORT_KINDS if kind in asked_for},
        )

    return [
        (place(country, cities), [place(city, [city]) for city in cities])
        for country, cities in cities_by_country(atlas)
    ]


class Box(NamedTuple):
    """A part of the world, in degrees (WGS 84), in the order in which GeoJSON has them."""

    west: float
    south: float
    east: float
    north: float


def box(atlas: Atlas) -> Box:
    """The smallest box around all cities, none of which lies near the line of the date."""
    places = [city.coordinates for city in atlas.cities.values()]
    lons, lats = [place.lon for place in places], [place.lat for place in places]
    return Box(min(lons), min(lats), max(lons), max(lats))
