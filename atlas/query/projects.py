"""The projects and cities: their order, which meet some filters, and what every report says of each project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Literal, NamedTuple, get_args

from atlas.model.atlas import Atlas
from atlas.model.cities import City, Country
from atlas.model.network import Term
from atlas.model.projects import Project
from atlas.model.reports import Report, Row
from atlas.model.vocabularies import StatusValue
from atlas.query.common import STAGES, QueryError, ends, last_checked, require_known, sort_key
from atlas.query.promises import results_of
from atlas.query.publishers import ASEAN_ALONE, besides_asean
from atlas.query.reports import (
    find_report,
    newest_report,
    project_rows,
    report_date,
    report_year,
    row_of,
    rows_by_project,
)

#: The word for all reports together in a filter of the register.
ANY = "any"


def countries_in_order(atlas: Atlas) -> list[Country]:
    """Return all countries by name."""
    return sorted(atlas.countries.values(), key=lambda country: sort_key(country.name))


@lru_cache(maxsize=1)
def cities_in_order(atlas: Atlas) -> list[City]:
    """Return all cities by country and name."""
    return sorted(
        atlas.cities.values(), key=lambda city: (sort_key(atlas.countries[city.country].name), sort_key(city.name))
    )


def cities_by_country(atlas: Atlas) -> list[tuple[Country, list[City]]]:
    """Return all countries by name, each with its cities by name."""
    return [(country, select_cities(atlas, country=country.id)) for country in countries_in_order(atlas)]


@lru_cache(maxsize=1)
def city_ranks(atlas: Atlas) -> dict[str, int]:
    """Return the rank of each city by country and name: ``{city id: rank from 0}``."""
    return {city.id: rank for rank, city in enumerate(cities_in_order(atlas))}


def neighbouring_cities(atlas: Atlas, city: City) -> tuple[City | None, City | None]:
    """Return the cities before and after a city among those of its country, by name; None at either end."""
    cities, rank = cities_in_order(atlas), city_ranks(atlas)[city.id]
    around = [cities[rank - 1] if rank else None, cities[rank + 1] if rank + 1 < len(cities) else None]
    before, after = (other if other and other.country == city.country else None for other in around)
    return before, after


@lru_cache(maxsize=1)
def projects_in_order(atlas: Atlas) -> list[Project]:
    """Return all projects by country, city and name."""
    ranks = city_ranks(atlas)
    return sorted(atlas.projects.values(), key=lambda project: (ranks[project.city], sort_key(project.name)))


def terms_in_order(atlas: Atlas) -> list[Term]:
    """Return all glossary terms by name."""
    return sorted(atlas.glossary.values(), key=lambda term: sort_key(term.term))


@lru_cache(maxsize=1)
def name_ranks(atlas: Atlas) -> dict[str, int]:
    """Return the rank of each project among all projects by name: ``{project id: rank from 0}``."""
    by_name = sorted(atlas.projects.values(), key=lambda project: sort_key(project.name))
    return {project.id: rank for rank, project in enumerate(by_name)}


def select_projects(
    atlas: Atlas,
    *,
    city: str | None = None,
    country: str | None = None,
    area: str | None = None,
    topic: str | None = None,
    status: str | None = None,
    report: str | None = None,
    stage: str | None = None,
    besides: str | None = None,
) -> list[Project]:
    """Return the projects that meet every filter, by country, city and name.

    With ``report``, an id or ``newest``, only projects that it lists and counts; ``area`` and ``stage`` are then those
    that it prints. With ``besides``, a kind of publisher or ``none``, only those that cite one besides ASEAN. Raises
    QueryError for an id or value that does not exist, and for a stage without a report.
    """
    given: list[tuple[str, str | None, Iterable[str]]] = [
        ("city", city, atlas.cities),
        ("country", country, atlas.countries),
        ("focus area", area, atlas.focus_areas),
        ("topic", topic, atlas.topics),
        ("status", status, get_args(StatusValue)),
        ("stage", stage, STAGES),
    ]
    for name, value, known in given:
        require_known(name, value, known)
    listed_in = find_report(atlas, report) if report else None
    if stage and not listed_in:
        raise QueryError("a stage is what a report prints, so it needs the report as well", "stage", atlas.reports)
    wanted = {"city": city, "country": country, "topic": topic, "status": status, "besides": besides}
    wanted |= {"listed": listed_in.id, listed_in.id: stage} if listed_in else {"area": area}
    facts = [ANY, *(f"{name}={value}" for name, value in wanted.items() if value is not None)]
    having = [_projects_by_fact(atlas).get(fact, {}) for fact in facts]
    fewest = min(having, key=len).values()
    projects = [project for project in fewest if all(project.id in others for others in having)]
    if listed_in and area:
        return [project for project in projects if rows_by_project(atlas)[project.id][listed_in.id].focus_area == area]
    return projects


@lru_cache(maxsize=1)
def _projects_by_fact(atlas: Atlas) -> dict[str, dict[str, Project]]:
    """Return the projects that meet each filter, and all of them as "any"."""
    projects: dict[str, dict[str, Project]] = {}
    for project in projects_in_order(atlas):
        for fact in (ANY, *filter_facts(atlas, project)):
            projects.setdefault(fact, {})[project.id] = project
    return projects


def select_cities(atlas: Atlas, *, country: str | None = None, joined: int | None = None) -> list[City]:
    """Return the cities of a country, or that joined in a year, by country and name."""
    require_known("country", country, atlas.countries)
    cities = cities_in_order(atlas)
    return [city for city in cities if country in (None, city.country) and joined in (None, city.joined)]


def filter_facts(atlas: Atlas, project: Project) -> list[str]:
    """Return the filters of the register that a project meets, as ``filter=value``; the city comes first.

    A report that lists and counts the project gives ``listed=<report>`` and ``<report>=<stage>``. It also gives
    ``<report>!<area>`` for each area of the record other than the printed one, so that a filter by report and area
    finds the same projects as :func:`select_projects`.
    """
    rows = rows_by_project(atlas)[project.id]
    counted = {report: row for report, row in rows.items() if row.counted}
    return [
        f"city={project.city}",
        f"country={atlas.cities[project.city].country}",
        *(f"area={area}" for area in project.focus_areas),
        *(f"topic={topic}" for topic in project.topics),
        f"status={project.status.value}",
        *(f"besides={kind}" for kind in besides_asean(atlas, project) or [ASEAN_ALONE]),
        *(f"promise={result}" for result in results_of(atlas, project)),
        *dict.fromkeys(f"happened={event.kind}" for event in project.events),
        *(f"support={kind}" for kind in (project.support_required.kinds if project.support_required else [])),
        *([f"listed={ANY}"] if rows else []),
        *dict.fromkeys(f"{ANY}={row.stage}" for row in rows.values()),
        *(f"listed={report}" for report in counted),
        *(f"{report}={row.stage}" for report, row in counted.items()),
        *(
            f"{report}!{area}"
            for report, row in counted.items()
            for area in project.focus_areas
            if row.focus_area and row.focus_area != area
        ),
    ]


def rows_behind(report: Report, about: str, subject: str | None = None, stage: str | None = None) -> dict[str, str]:
    """Return the filters of the register that find the rows behind a number of a report: ``{filter: value}``.

    It is about ``total``, ``counted``, or an ``area``, ``country`` or ``stage``. Empty where no filter finds exactly
    those rows: the register has only rows that the report counts, and it uses the area of the record where the report
    prints none.
    """
    rows = [row for row in report.rows if row.counted]
    filters = {"listed": report.id, **({"stage": stage} if stage else {})}
    if about == "total":
        return filters if len(rows) == len(report.rows) else {}
    if about == "counted":
        return filters
    if about == "area" and not all(row.focus_area for row in rows):
        return {}
    return {**filters, about: subject} if subject and about in {"area", "country", "stage"} else {}


#: What a report says of a project: its stage, or why it has no row. See ``atlas.model.vocabularies`` for the words.
State = Literal["proposed", "planning", "ongoing", "completed", "ongoing-or-planning", "not-listed", "not-a-member"]

#: All states, in the order of the vocabulary.
STATES: tuple[State, ...] = get_args(State)


class StateInReport(NamedTuple):
    """What one report says of a project; ``row`` is None where the state is no stage."""

    report: Report
    state: State
    row: Row | None


def history(atlas: Atlas, project: Project, reports: Iterable[Report] | None = None) -> list[StateInReport]:
    """Return what every report, or each of some, says of a project, oldest first."""
    states = []
    for report in atlas.reports.values() if reports is None else reports:
        row, is_member = row_of(atlas, project, report), project.city in members_by_report(atlas)[report.id]
        states.append(StateInReport(report, row.stage if row else "not-listed" if is_member else "not-a-member", row))
    return states


def last_list(atlas: Atlas, project: Project) -> Report | None:
    """Return the newest list that names a project; None if none does. The workshop of 2018 was no list."""
    lists = [report for report, _ in project_rows(atlas, project) if report.id != atlas.network.workshop.id]
    return lists[-1] if lists else None


#: The stage of a report that says the same as a status; the other statuses have none.
SAME_STAGE = {"planned": "planning", "in-progress": "ongoing", "completed": "completed"}


def differing_stage(atlas: Atlas, project: Project) -> str | None:
    """Return the stage of a project in the newest report if it says something else than the status."""
    row = row_of(atlas, project, newest_report(atlas))
    return row.stage if row and row.stage != SAME_STAGE.get(project.status.value) else None


#: How many reports have room beside each other, on a phone as on a wide page.
STRIP_ROOM = 6


class Strips(NamedTuple):
    """A table of projects by report."""

    reports: list[Report]  # the columns, oldest first
    rows: list[tuple[Project, list[StateInReport]]]  # each project with its state in each of those reports
    states: list[State]  # the states that occur
    shown: list[int | None]  # the places of the columns for which a page has room, see ``ends``


def strips(atlas: Atlas, projects: list[Project]) -> Strips:
    """Return projects by report; the workshop is a column only if one of the projects was presented there."""
    workshop = atlas.network.workshop.id
    presented = any(workshop in rows_by_project(atlas)[project.id] for project in projects)
    reports = [report for report in atlas.reports.values() if presented or report.id != workshop]
    rows = [(project, history(atlas, project, reports)) for project in projects]
    occurring = {appearance.state for _, states in rows for appearance in states}
    shown = ends(len(reports), STRIP_ROOM)
    return Strips(reports, rows, [state for state in STATES if state in occurring], shown)


def printings(atlas: Atlas, project: Project) -> list[list[tuple[Report, Row]]]:
    """Group the rows of a project, oldest first; neighbours that print the same, apart from their place, are one group.

    The place of a row is its list, number and page.
    """
    same = groupby(project_rows(atlas, project), lambda row: row[1].model_dump(exclude={"number", "page", "list"}))
    return [list(group) for _, group in same]


def other_names(atlas: Atlas, project: Project) -> list[str]:
    """Return every further name of a project in Latin letters, printed or known, each once."""
    changed = [name for change in project.name_changes for name in (change.old_name, change.new_name)]
    printed = [row.name for row in rows_by_project(atlas)[project.id].values()]
    known = {project.name, *(name.text for name in project.local_names)}
    return [name for name in dict.fromkeys([*project.also_known_as, *changed, *printed]) if name not in known]


def inferred_names(project: Project) -> set[str]:
    """Return the names that no stated change connects with the name of a project, so that they are our reading."""
    changes = [{change.old_name, change.new_name} for change in project.name_changes]
    changed = set[str]().union(*changes)
    sure = {project.name}
    if changes and project.name not in changed:
        sure.add(project.name_changes[-1].new_name)
    stated = [
        change for change, known in zip(changes, project.name_changes, strict=True) if known.certainty == "stated"
    ]
    for _ in stated:
        sure.update(*(change for change in stated if change & sure))
    return changed - sure


def language_of(project: Project, name: str) -> str | None:
    """Return the language of a printed name that contains a local name of its project; None for English."""
    return next((local.lang for local in project.local_names if local.text in name), None)


class Step(NamedTuple):
    """Two neighbouring rows of a project."""

    project: Project
    before: Report
    old: Row
    after: Report
    new: Row


def steps(atlas: Atlas, wanted: Callable[[Row], object]) -> list[Step]:
    """Return all neighbours among the rows of each project that meet a condition, oldest first."""
    moves = [
        Step(project, *before, *after)
        for project in projects_in_order(atlas)
        for before, after in pairwise(moves for moves in project_rows(atlas, project) if wanted(moves[1]))
    ]
    order = list(atlas.reports)
    return sorted(moves, key=lambda step: order.index(step.after.id))


def ever_listed(atlas: Atlas) -> list[Project]:
    """Return the projects that any report lists."""
    return [project for project in atlas.projects.values() if rows_by_project(atlas)[project.id]]


@lru_cache(maxsize=1)
def members_by_report(atlas: Atlas) -> dict[str, set[str]]:
    """Return the cities that were members of the network when each report was made: ``{report id: city ids}``.

    We know only the year of joining. In a report of that same year a city counts as a member if the report has a row
    of it, or if a count of members up to the report's date already includes all cities that joined in that year.
    """
    members = {}
    for report in atlas.reports.values():
        year, date = report_year(atlas, report), report_date(atlas, report)
        joined = {city.id for city in atlas.cities.values() if city.joined <= year}
        of_that_year = {city for city in joined if atlas.cities[city].joined == year}
        counts = {count.cities for count in atlas.network.membership.counts if count.as_of <= date}
        uncertain = set() if len(joined) in counts else of_that_year - {row.city for row in report.rows}
        members[report.id] = joined - uncertain
    return members


def members_each_year(atlas: Atlas) -> list[tuple[int, int, int]]:
    """Return every year from the first to that of the data: (year, cities that joined, members after them)."""
    joined = Counter(city.joined for city in atlas.cities.values())
    years = range(min(joined), int(last_checked(atlas)[:4]) + 1)
    return [(year, joined[year], sum(n for then, n in joined.items() if then <= year)) for year in years]
