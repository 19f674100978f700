"""Which projects and cities there are, in which order, and how each project appears in every report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal, get_args

from atlas.model.atlas import Atlas
from atlas.model.cities import City, Country
from atlas.model.network import Term
from atlas.model.projects import Project
from atlas.model.reports import Report, Row
from atlas.model.vocabularies import StatusValue
from atlas.query.common import STAGES, QueryError, last_checked, require_known, sort_key
from atlas.query.reports import find_report, report_date, report_year, row_of, rows_by_project

# All records of a kind in their order, those that meet some filters, and what the filters of the register ask.


#: The word that stands for all documents in a filter of the register.
ANY = "any"


def countries_in_order(atlas: Atlas) -> list[Country]:
    """All countries by name."""
    return sorted(atlas.countries.values(), key=lambda country: sort_key(country.name))


def cities_in_order(atlas: Atlas) -> list[City]:
    """All cities by country and name."""
    return sorted(
        atlas.cities.values(), key=lambda city: (sort_key(atlas.countries[city.country].name), sort_key(city.name))
    )


def cities_by_country(atlas: Atlas) -> list[tuple[Country, list[City]]]:
    """All countries by name, each with its member cities by name."""
    return [(country, select_cities(atlas, country=country.id)) for country in countries_in_order(atlas)]


@lru_cache(maxsize=1)
def projects_in_order(atlas: Atlas) -> list[Project]:
    """All projects by country, city and name."""
    cities = [city.id for city in cities_in_order(atlas)]
    return sorted(atlas.projects.values(), key=lambda project: (cities.index(project.city), sort_key(project.name)))


def terms_in_order(atlas: Atlas) -> list[Term]:
    """All terms of the glossary by name."""
    return sorted(atlas.glossary.values(), key=lambda term: sort_key(term.term))


@lru_cache(maxsize=1)
def name_ranks(atlas: Atlas) -> dict[str, int]:
    """The place of each project among all by name."""
    by_name = sorted(atlas.projects.values(), key=lambda project: sort_key(project.name))
    return {project.id: rank for rank, project in enumerate(by_name)}


def select_projects(
    atlas: Atlas,
    *,
    city: str | None = None,
    country: str | None = None,
    area: str | None = None,
    status: str | None = None,
    report: str | None = None,
    stage: str | None = None,
) -> list[Project]:
    """The projects that meet every filter, by country, city and name.

    Args:
        city, country: Id of the place.
        area: Id of a focus area: as printed in ``report`` if one is given, else any area of the record.
        status: What we know of them.
        report: Id of a document that lists and counts them, or ``newest``.
        stage: The stage that ``report`` gives them.

    Raises:
        QueryError: For an id or value that does not exist, or a stage without a report.
    """
    require_known("city", city, atlas.cities)
    require_known("country", country, atlas.countries)
    require_known("focus area", area, atlas.focus_areas)
    require_known("status", status, get_args(StatusValue))
    require_known("stage", stage, STAGES)
    document = find_report(atlas, report) if report else None
    if stage and not document:
        raise QueryError("a stage is what a document prints, so it needs the report as well", "stage", atlas.reports)

    def wanted(project: Project) -> bool:
        row = row_of(atlas, project, document) if document else None
        areas = project.focus_areas if not document else [row.focus_area] if row else []
        return (
            (city is None or project.city == city)
            and (country is None or atlas.cities[project.city].country == country)
            and (area is None or area in areas)
            and (status is None or project.status.value == status)
            and (document is None or (row is not None and row.counted))
            and (stage is None or (row is not None and row.stage == stage))
        )

    return list(filter(wanted, projects_in_order(atlas)))


def select_cities(atlas: Atlas, *, country: str | None = None, joined: int | None = None) -> list[City]:
    """The member cities that meet every filter, by country and name.

    Raises:
        QueryError: For a country that does not exist.
    """
    require_known("country", country, atlas.countries)
    return [
        city
        for city in cities_in_order(atlas)
        if (country is None or city.country == country) and (joined is None or city.joined == joined)
    ]


def filter_facts(atlas: Atlas, project: Project) -> list[str]:
    """What the filters of the register ask of a project, as ``filter=value``; the city comes first.

    A document that lists and counts it gives two facts, ``listed=<document>`` and ``<document>=<stage>``, and for each
    area of the record under which it does not print the project ``<document>!<area>``, so that a filter by document
    and area finds what :func:`select_projects` counts.
    """
    rows = rows_by_project(atlas)[project.id]
    counted = {report: row for report, row in rows.items() if row.counted}
    return [
        f"city={project.city}",
        f"country={atlas.cities[project.city].country}",
        *(f"area={area}" for area in project.focus_areas),
        f"status={project.status.value}",
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
    """The filters of the register that choose the rows behind a number of a document; none where it cannot.

    The register knows rows that a document counts, and files a project without printed area under those of its record.
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


# Projects through the documents, with the names they bear there, and the members of the network through the years.


#: How a project stands in a document.
State = Literal["proposed", "planning", "ongoing", "completed", "ongoing-or-planning", "not-listed", "not-a-member"]

#: All of them, in the order of the vocabulary.
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True)
class Appearance:
    """How a project stands in one document: at the stage of its row, not listed, or its city not yet a member."""

    report: Report
    state: State
    row: Row | None


def history(atlas: Atlas, project: Project) -> list[Appearance]:
    """A project through all documents, oldest first."""
    return [appearance_in(atlas, project, report) for report in atlas.reports.values()]


def appearance_in(atlas: Atlas, project: Project, report: Report) -> Appearance:
    """How a project stands in one document."""
    row = row_of(atlas, project, report)
    if row is not None:
        return Appearance(report, row.stage, row)
    member = is_member_in(atlas, atlas.cities[project.city], report)
    return Appearance(report, "not-listed" if member else "not-a-member", None)


@dataclass(frozen=True)
class Strips:
    """Projects under each other, each through the same documents, oldest first; and which states occur."""

    reports: list[Report]
    rows: list[tuple[Project, list[Appearance]]]
    states: list[State]


def strips(atlas: Atlas, projects: list[Project]) -> Strips:
    """Projects through the documents. The workshop of 2018 is among these only if it saw one of the projects."""
    workshop = atlas.network.workshop.id
    presented = any(workshop in rows_by_project(atlas)[project.id] for project in projects)
    reports = [report for report in atlas.reports.values() if presented or report.id != workshop]
    rows = [(project, [appearance_in(atlas, project, report) for report in reports]) for project in projects]
    occurring = {appearance.state for _, appearances in rows for appearance in appearances}
    return Strips(reports, rows, [state for state in STATES if state in occurring])


def printings(atlas: Atlas, project: Project) -> list[list[tuple[Report, Row]]]:
    """The rows of a project, oldest first; those that follow each other stand together if they print the same.

    List, number and page of a row are its place in the document, so they may differ.
    """
    rows = [(atlas.reports[report], row) for report, row in rows_by_project(atlas)[project.id].items()]
    return [
        list(alike) for _, alike in groupby(rows, lambda row: row[1].model_dump(exclude={"number", "page", "list"}))
    ]


def other_names(atlas: Atlas, project: Project) -> list[str]:
    """Every further name by which a project was printed or is known, in Latin letters, each once."""
    changed = [name for change in project.name_changes for name in (change.old_name, change.new_name)]
    printed = [row.name for row in rows_by_project(atlas)[project.id].values()]
    known = {project.name, *(name.text for name in project.local_names)}
    return [name for name in dict.fromkeys([*project.also_known_as, *changed, *printed]) if name not in known]


def unprinted_names(atlas: Atlas, project: Project) -> list[str]:
    """The names of a project beside its own, its local ones and those that documents print."""
    told = {row.name for row in rows_by_project(atlas)[project.id].values()}
    told |= {name.text for name in project.local_names}
    return [name for name in project.also_known_as if name not in told]


def language_of(project: Project, name: str) -> str | None:
    """The language of a printed name that holds one of the local names of its project."""
    return next((local.lang for local in project.local_names if local.text in name and local.lang != "en"), None)


def ever_listed(atlas: Atlas) -> list[Project]:
    """The projects that stand in any document."""
    return [project for project in atlas.projects.values() if rows_by_project(atlas)[project.id]]


def is_member_in(atlas: Atlas, city: City, report: Report) -> bool:
    """Whether a city was a member of the network when a document was made.

    Only the year of joining is known. In that same year the city counts as a member if the document has a row of it,
    or if a count of members no younger than the document already includes all cities that joined in that year.
    """
    year = report_year(atlas, report)
    if city.joined != year:
        return city.joined < year
    if any(row.city == city.id for row in report.rows):
        return True
    joined_by_then = sum(other.joined <= year for other in atlas.cities.values())
    return any(
        count.as_of <= report_date(atlas, report) and count.cities == joined_by_then
        for count in atlas.network.membership.counts
    )


def members_by_year(atlas: Atlas) -> list[tuple[int, list[City], int]]:
    """For each year in which cities joined: the year, those cities, and how many members there were then."""
    years = sorted({city.joined for city in atlas.cities.values()})
    return [
        (year, select_cities(atlas, joined=year), sum(city.joined <= year for city in atlas.cities.values()))
        for year in years
    ]


def members_each_year(atlas: Atlas) -> list[tuple[int, int, int]]:
    """For every year from the first to that of the data: the year, how many cities joined, how many members it had."""
    joined = Counter(city.joined for city in atlas.cities.values())
    years = range(min(joined), int(last_checked(atlas)[:4]) + 1)
    return [(year, joined[year], sum(n for then, n in joined.items() if then <= year)) for year in years]
