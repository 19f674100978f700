"""All records of a kind in their order, those that meet some filters, and what the filters of the register ask."""

from __future__ import annotations

from typing import get_args

from atlas.model import Atlas, City, Country, Project, Report, StatusValue, Term, once_per_atlas
from atlas.query.common import STAGES, QueryError, require_known, sort_key
from atlas.query.documents import find_report, row_of, rows_by_project

#: The word that stands for all documents in a filter of the register.
ANY = "any"


def countries_in_order(atlas: Atlas) -> list[Country]:
    """All countries by name."""
    return sorted(atlas.countries.values(), key=lambda country: sort_key(country.name))


@once_per_atlas
def cities_in_order(atlas: Atlas) -> list[City]:
    """All cities by country and name."""
    return sorted(
        atlas.cities.values(), key=lambda city: (sort_key(atlas.countries[city.country].name), sort_key(city.name))
    )


def cities_by_country(atlas: Atlas) -> list[tuple[Country, list[City]]]:
    """All countries by name, each with its member cities by name."""
    return [(country, select_cities(atlas, country=country.id)) for country in countries_in_order(atlas)]


@once_per_atlas
def projects_in_order(atlas: Atlas) -> list[Project]:
    """All projects by country, city and name."""
    cities = [city.id for city in cities_in_order(atlas)]
    return sorted(atlas.projects.values(), key=lambda project: (cities.index(project.city), sort_key(project.name)))


def terms_in_order(atlas: Atlas) -> list[Term]:
    """All terms of the glossary by name."""
    return sorted(atlas.glossary.values(), key=lambda term: sort_key(term.term))


@once_per_atlas
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
