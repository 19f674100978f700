"""How focus areas, cities and countries compare, and how many records of a kind there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from atlas.model.atlas import Atlas
from atlas.model.cities import City, Country, FocusArea, Population
from atlas.model.projects import Project
from atlas.model.reports import Report
from atlas.query.common import QueryError, require_known
from atlas.query.plans import SUPPORT_KINDS, plans, requests
from atlas.query.projects import cities_by_country, ever_listed, projects_in_order, select_cities, select_projects
from atlas.query.reports import ReportCounts, newest_report, report_counts, rows_by_project

# Focus areas: the rows and the share of each, and the projects that documents file under different ones.


@dataclass(frozen=True)
class AreaYear:
    """How many rows a document files under an area: as printed, and by our reading where it prints none."""

    report: Report
    printed: int
    implied: int


def area_years(atlas: Atlas, area: FocusArea) -> list[AreaYear]:
    """The rows of an area in each document, counted rows only."""
    return [
        AreaYear(
            report,
            printed=sum(row.counted and row.focus_area == area.id for row in report.rows),
            implied=sum(row.counted and row.focus_area_implied == area.id for row in report.rows),
        )
        for report in atlas.reports.values()
    ]


def area_matrix(atlas: Atlas) -> dict[str, dict[str, int]]:
    """How many projects of each city the newest document files under each area, zeros included."""
    rows = Counter((row.city, row.focus_area) for row in newest_report(atlas).rows if row.counted)
    return {city: {area: rows[city, area] for area in atlas.focus_areas} for city in atlas.cities}


def share_changes(before: ReportCounts, after: ReportCounts) -> dict[str, Fraction]:
    """By how much the share of each focus area has changed from one document to another, exactly."""

    def share(counts: ReportCounts, area: str) -> Fraction:
        return Fraction(counts.areas[area], counts.total or 1)  # a document that counts no row has no share either

    return {area: share(after, area) - share(before, area) for area in after.areas}


@dataclass(frozen=True)
class AreaMove:
    """That a project is filed under another area than in the document before."""

    project: Project
    before: Report
    old_area: str
    after: Report
    new_area: str


def area_moves(atlas: Atlas) -> list[AreaMove]:
    """Every change of the printed area between two documents that list a project, oldest first."""
    moves = []
    for project in projects_in_order(atlas):
        printed = [
            (atlas.reports[report], row.focus_area)
            for report, row in rows_by_project(atlas)[project.id].items()
            if row.focus_area
        ]
        for (before, old_area), (after, new_area) in pairwise(printed):
            if old_area != new_area:
                moves.append(AreaMove(project, before, old_area, after, new_area))
    order = list(atlas.reports)
    return sorted(moves, key=lambda move: order.index(move.after.id))


@dataclass(frozen=True)
class Filing:
    """Why a project that the newest document does not list under an area stands on the page of that area."""

    project: Project
    reason: Literal["elsewhere", "left", "plan", "never"]
    report: Report | None
    area: str | None


def filed_otherwise(atlas: Atlas, area: FocusArea) -> list[Filing]:
    """Projects that belong to an area by their record or an older document, but not by the newest document.

    ``elsewhere``: the newest document lists it under another area. ``left``: an older document is the last to list it
    with a printed area. ``plan``: only documents that print no area list it. ``never``: no document lists it.
    """
    newest = newest_report(atlas)
    here = {project.id for project in select_projects(atlas, report=newest.id, area=area.id)}
    found = []
    for project in projects_in_order(atlas):
        rows = rows_by_project(atlas)[project.id]
        if project.id in here or not (
            area.id in project.focus_areas or any(r.focus_area == area.id for r in rows.values())
        ):
            continue
        printed = [(atlas.reports[report], row.focus_area) for report, row in rows.items() if row.focus_area]
        if newest.id in rows:
            found.append(Filing(project, "elsewhere", newest, rows[newest.id].focus_area))
        elif printed:
            found.append(Filing(project, "left", *printed[-1]))
        elif rows:
            found.append(Filing(project, "plan", atlas.reports[list(rows)[-1]], None))
        else:
            found.append(Filing(project, "never", None, None))
    return found


# Cities and countries in the numbers by which they are compared, and where they lie.


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


# How many records of a kind there are, with or without filters.


def count(atlas: Atlas, what: str, **filters: Any) -> int:
    """How many records of a kind meet the filters.

    Args:
        what: ``projects`` and ``cities`` take the filters of :func:`select_projects` and :func:`select_cities`; the
            other collections take none.

    Raises:
        QueryError: For a kind or filter that does not exist.
    """
    selections: dict[str, Any] = {"projects": select_projects, "cities": select_cities}
    plain: dict[str, Callable[[], int]] = {
        "countries": lambda: len(atlas.countries),
        "focus_areas": lambda: len(atlas.focus_areas),
        "reports": lambda: len(atlas.reports),
        "rows": lambda: sum(len(report.rows) for report in atlas.reports.values()),
        "ever_listed": lambda: len(ever_listed(atlas)),
        "partners": lambda: len(atlas.partners),
        "events": lambda: len(atlas.timeline),
        "terms": lambda: len(atlas.glossary),
        "sources": lambda: len(atlas.sources),
        "open_questions": lambda: len(atlas.open_questions),
        "corrections": lambda: len(atlas.corrections),
        "plans": lambda: len(plans(atlas)),
        "requests": lambda: requests(plans(atlas)),
    }
    require_known("thing that can be counted", what, [*selections, *plain])
    if what in plain:
        if filters:
            raise QueryError(f"'{what}' takes no filter", next(iter(filters)))
        return plain[what]()
    select = selections[what]
    for name in filters:
        require_known(f"filter of '{what}'", name, list(select.__kwdefaults__))
    return len(select(atlas, **filters))
