"""How focus areas, cities and countries compare, and how many records of a kind there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from heapq import nsmallest
from typing import Any, Literal, NamedTuple, TypeVar

from atlas.model.atlas import Atlas
from atlas.model.cities import City, Country, FocusArea, Population
from atlas.model.projects import Project
from atlas.model.reports import Report
from atlas.query.common import QueryError, open_questions, require_known
from atlas.query.plans import FURTHEST_FIRST, SUPPORT_KINDS, plans
from atlas.query.projects import (
    State,
    Step,
    cities_by_country,
    cities_in_order,
    ever_listed,
    history,
    projects_in_order,
    select_cities,
    select_projects,
    steps,
)
from atlas.query.reports import ReportCounts, newest_report, project_rows, report_counts

T = TypeVar("T")


def states_by_city(atlas: Atlas) -> dict[str, dict[State, int]]:
    """Count the projects that any report lists by city and what the newest says of them, the furthest stage first.

    Zeros are left out, so that a city without such projects has no counts: ``{city id: {state: projects}}``.
    """
    newest, counts = newest_report(atlas), {city: Counter[State]() for city in atlas.cities}
    for project in ever_listed(atlas):
        [(_report, state, _row)] = history(atlas, project, [newest])
        counts[project.city][state] += 1
    return {city: {state: n[state] for state in FURTHEST_FIRST if n[state]} for city, n in counts.items()}


class AreaYear(NamedTuple):
    """How many rows a report has under an area: as printed, and by our reading where it prints none."""

    report: Report
    printed: int
    implied: int


def area_years(atlas: Atlas, area: FocusArea) -> list[AreaYear]:
    """Count the rows of an area in each report, oldest first, without rows that the report does not count."""
    years = []
    for report in atlas.reports.values():
        rows = [row for row in report.rows if row.counted]
        implied = sum(row.focus_area_implied == area.id for row in rows)
        years.append(AreaYear(report, sum(row.focus_area == area.id for row in rows), implied))
    return years


def area_matrix(atlas: Atlas) -> dict[str, dict[str, int]]:
    """Count the projects in the newest report by city and area, zeros included: ``{city id: {area id: projects}}``."""
    rows = Counter((row.city, row.focus_area) for row in newest_report(atlas).rows if row.counted)
    return {city: {area: rows[city, area] for area in atlas.focus_areas} for city in atlas.cities}


def stage_matrix(atlas: Atlas, country: str) -> dict[str | None, dict[str | None, int]]:
    """Count the projects of a country in the newest report by area and by those stages at which it has any.

    Returns:
        ``{area id: {stage: projects}}``, in which None is all areas or all stages.
    """
    counts, report = Counter[tuple[str | None, str | None]](), newest_report(atlas)
    for row in report.rows:
        if row.counted and atlas.cities[row.city].country == country:
            counts.update((area, stage) for area in {row.focus_area, None} for stage in (row.stage, None))
    stages = [*(stage for stage in report_counts(atlas, report).stages if counts[None, stage]), None]
    return {area: {stage: counts[area, stage] for stage in stages} for area in [*atlas.focus_areas, None]}


def share_changes(before: ReportCounts, after: ReportCounts) -> dict[str, Fraction]:
    """Return by how much the share of each area changed between two reports, exactly: ``{area id: difference}``."""

    def share(counts: ReportCounts, area: str) -> Fraction:
        return Fraction(counts.areas[area], counts.total or 1)  # a report may count no rows

    return {area: share(after, area) - share(before, area) for area in after.areas}


def area_moves(atlas: Atlas, area: FocusArea | None = None) -> list[Step]:
    """Return every change of the printed area of a project, or those into or out of one area, oldest first."""
    moves = (step for step in steps(atlas, lambda row: row.focus_area) if step.old.focus_area != step.new.focus_area)
    return [move for move in moves if area is None or area.id in {move.old.focus_area, move.new.focus_area}]


class Filing(NamedTuple):
    """Why a project belongs to an area under which the newest report does not list it.

    ``elsewhere``: the newest report lists it under another area. ``left``: an older report is the last to print an area
    for it. ``plan``: it is only in reports that print no area. ``never``: no report lists it.
    """

    project: Project
    reason: Literal["elsewhere", "left", "plan", "never"]
    report: Report | None  # the report meant by the reason, if there is one
    area: str | None  # the area printed there, if there is one


def projects_under_other_area(atlas: Atlas, area: FocusArea) -> list[Filing]:
    """Return the projects of an area, by their record or an older report, that the newest does not list under it."""
    newest, filings = newest_report(atlas), []
    here = {project.id for project in select_projects(atlas, report=newest.id, area=area.id)}
    for project in projects_in_order(atlas):
        rows = [(report, row.focus_area) for report, row in project_rows(atlas, project)]
        printed = [(report, printed) for report, printed in rows if printed]
        if project.id in here or area.id not in {*project.focus_areas, *(name for _, name in printed)}:
            continue
        if rows and rows[-1][0] == newest:
            filings.append(Filing(project, "elsewhere", *rows[-1]))
        elif printed:
            filings.append(Filing(project, "left", *printed[-1]))
        else:
            filings.append(Filing(project, "plan", rows[-1][0], None) if rows else Filing(project, "never", None, None))
    return filings


@dataclass(frozen=True)
class PlaceCounts:
    """A city, or a country as the sum of its cities, in numbers."""

    record: City | Country
    kind: Literal["city", "country"]  # which of the two it is; also the name of the filter that finds its projects
    joined: list[int]  # the years in which it, or its cities, joined
    population: Population | None  # None for a country: those of its cities differ in year and area
    known: int  # its projects
    listed: int  # those of them that the newest report counts
    areas: dict[str, int]  # the listed projects by printed focus area, zeros included
    stages: dict[str, int]  # the listed projects by stage, for every stage of the newest report, zeros included
    plans: int  # its projects in the action plans
    asked: dict[str, int]  # those plans by kind of support, for every kind that any plan asks for; zeros included


@lru_cache(maxsize=1)
def comparison(atlas: Atlas) -> list[tuple[PlaceCounts, list[PlaceCounts]]]:
    """Return all countries by name, each with its cities by name: (country, cities)."""
    newest = newest_report(atlas)
    rows = _by_city((row.city, row) for row in newest.rows if row.counted)
    plans_in = _by_city((plan.project.city, plan) for plan in plans(atlas))
    known = Counter(project.city for project in atlas.projects.values())
    listed_stages = report_counts(atlas, newest).stages
    asked_anywhere = {kind for plan in plans(atlas) for kind in plan.asked}

    def place(record: City | Country, cities: list[City]) -> PlaceCounts:
        listed = [row for city in cities for row in rows[city.id]]
        own = [plan for city in cities for plan in plans_in[city.id]]
        areas, stages = Counter(row.focus_area for row in listed), Counter[str](row.stage for row in listed)
        asked = Counter(kind for plan in own for kind in plan.asked)
        return PlaceCounts(
            record,
            kind="city" if isinstance(record, City) else "country",
            joined=sorted({city.joined for city in cities}),
            population=record.population if isinstance(record, City) else None,
            known=sum(known[city.id] for city in cities),
            listed=len(listed),
            areas={area: areas[area] for area in atlas.focus_areas},
            stages={stage: stages[stage] for stage in listed_stages},
            plans=len(own),
            asked={kind: asked[kind] for kind in SUPPORT_KINDS if kind in asked_anywhere},
        )

    groups = cities_by_country(atlas)
    return [(place(country, cities), [place(city, [city]) for city in cities]) for country, cities in groups]


#: With how many others a city is compared at most.
MOST_PEERS = 3


@lru_cache(maxsize=1)
def topics_by_city(atlas: Atlas) -> dict[str, set[str]]:
    """Return the topics of the projects of each city: ``{city id: topic ids}``."""
    topics: dict[str, set[str]] = {city: set() for city in atlas.cities}
    for project in atlas.projects.values():
        topics[project.city].update(project.topics)
    return topics


def peers(atlas: Atlas, city: City) -> list[City]:
    """Return the cities to compare a city with: first those of its country, then those that share a topic with it.

    Both are in the order of how many topics they share with it, then by country and name as written.
    """
    topics = topics_by_city(atlas)

    def nearest(cities: Iterable[City]) -> list[City]:
        return nsmallest(MOST_PEERS, cities, key=lambda other: -len(topics[city.id] & topics[other.id]))

    near = nearest(other for other in _cities_of_countries(atlas)[city.country] if other.id != city.id)
    if len(near) < MOST_PEERS:
        in_order = (atlas.cities[other.id] for other in cities_in_order(atlas.as_written))
        abroad = (other for other in in_order if other.country != city.country)
        near += nearest(other for other in abroad if topics[city.id] & topics[other.id])
    return near[:MOST_PEERS]


@lru_cache(maxsize=1)
def _cities_of_countries(atlas: Atlas) -> dict[str, list[City]]:
    """Return the cities of each country by name: ``{country id: cities}``."""
    return {country.id: cities for country, cities in cities_by_country(atlas)}


def examples(atlas: Atlas, most: int = 4) -> list[City]:
    """Return the city with most projects of each country, if it has a peer: those with most projects of all first."""
    known = Counter(project.city for project in atlas.projects.values())
    largest = [max(cities, key=lambda city: known[city.id]) for _, cities in cities_by_country(atlas) if cities]
    with_peers = sorted((city for city in largest if peers(atlas, city)), key=lambda city: -known[city.id])
    return with_peers[:most]


def _by_city(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """Group values by city id; the list of a city without values is empty."""
    groups: dict[str, list[T]] = defaultdict(list)
    for city, value in pairs:
        groups[city].append(value)
    return groups


class BoundingBox(NamedTuple):
    """A part of the world in degrees (WGS 84), in the order of GeoJSON."""

    west: float
    south: float
    east: float
    north: float


def box(atlas: Atlas) -> BoundingBox:
    """Return the smallest box around all cities; none of them is near the date line."""
    places = [city.coordinates for city in atlas.cities.values()]
    lons, lats = [place.lon for place in places], [place.lat for place in places]
    return BoundingBox(min(lons), min(lats), max(lons), max(lats))


def count(atlas: Atlas, what: str, **filters: Any) -> int:
    """Count the records of a kind; projects and cities can have the filters of their selections."""
    selections: dict[str, Any] = {"projects": select_projects, "cities": select_cities}
    if select := selections.get(what):
        for name in filters:
            require_known(f"filter of '{what}'", name, list(select.__kwdefaults__))
        return len(select(atlas, **filters))
    others: dict[str, Callable[[], Any]] = {
        "countries": lambda: atlas.countries,
        "focus_areas": lambda: atlas.focus_areas,
        "topics": lambda: atlas.topics,
        "reports": lambda: atlas.reports,
        "rows": lambda: [row for report in atlas.reports.values() for row in report.rows],
        "ever_listed": lambda: ever_listed(atlas),
        "never_listed": lambda: range(len(atlas.projects) - len(ever_listed(atlas))),
        "partners": lambda: atlas.partners,
        "events": lambda: atlas.timeline,
        "terms": lambda: atlas.glossary,
        "sources": lambda: atlas.sources,
        "open_questions": lambda: open_questions(atlas),
        "corrections": lambda: atlas.corrections,
        "plans": lambda: plans(atlas),
        "requests": lambda: range(sum(plan.requests for plan in plans(atlas))),
    }
    require_known("thing that can be counted", what, [*selections, *others])
    if filters:
        raise QueryError(f"'{what}' takes no filter", next(iter(filters)))
    return len(others[what]())
