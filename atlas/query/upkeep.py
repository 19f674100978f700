"""How complete and how old the data are, and what is left to do for contributors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from atlas.model import Atlas, Cited, Figure, KeyPath, Project, Report
from atlas.query.common import is_before, is_old, sort_key
from atlas.query.documents import newest_report, report_date, rows_by_project
from atlas.query.questions import questions_by_place
from atlas.query.selections import cities_in_order, projects_in_order
from atlas.query.sources import needlessly_plain


@dataclass(frozen=True)
class Share:
    """How many of a set have something; ``what`` is the key of its text."""

    what: str
    having: int
    of: int


def completeness(atlas: Atlas) -> list[Share]:
    """For what a reader would want to find on a record: how many records have it."""
    return [
        Share(what, sum(there for _, there in places), len(places)) for what, places in _wanted_places(atlas).items()
    ]


def status_years(atlas: Atlas) -> dict[str, int]:
    """How many projects have their status from which year, newest first."""
    years = Counter(project.status.as_of[:4] for project in atlas.projects.values())
    return dict(sorted(years.items(), reverse=True))


@dataclass(frozen=True)
class Task:
    """A place in the data where something is to be done.

    Args:
        collection, record: The record.
        path: The value inside it, or where that would stand; empty for the record as a whole.
        city: The city that it is about; None for what is about several, or about none.
    """

    collection: str
    record: str
    path: KeyPath
    city: str | None


def newer_report(atlas: Atlas, project: Project) -> Report | None:
    """The newest document that lists a project, if it is newer than the status; None if both call it completed."""
    rows = rows_by_project(atlas)[project.id]
    if not rows:
        return None
    newest, row = list(rows.items())[-1]
    final = project.status.value == row.stage == "completed"
    report = atlas.reports[newest]
    return report if not final and is_before(project.status.as_of, report_date(atlas, report)) else None


@dataclass(frozen=True)
class Work:
    """All that is to be done of one kind: by country, city and name of the record, then in the order of the record."""

    kind: str
    tasks: list[Task]


def work(atlas: Atlas) -> list[Work]:
    """What contributors can do for the data, by kind, the kinds of which nothing is left included.

    A kind that :func:`completeness` counts as well has a task for each that it finds missing. ``old-status``: older
    than the newest document that lists the project or, if neither final nor unknown, than any document.
    ``old-figures``, ``old-population``: past the age from which a reader sees it.
    """
    missing = {what: [task for task, there in places if not there] for what, places in _wanted_places(atlas).items()}
    places = questions_by_place(atlas)
    found = {
        "description": missing["description"],
        "status": missing["status"],
        "old-status": _old_statuses(atlas),
        "single-source": missing["sources"],
        "vision": missing["vision"],
        "website": missing["website"],
        "land-area": missing["land-area"],
        "old-population": [
            Task("cities", city.id, ("population",), city.id)
            for city in cities_in_order(atlas)
            if city.population.year and is_old(atlas, str(city.population.year))
        ],
        "dated-figures": missing["dated-figures"],
        "old-figures": _old_figures(atlas),
        "pages": missing["pages"],
        "partner-cities": [
            Task("partners", partner.id, ("cities_supported",), None)
            for partner in sorted(atlas.partners.values(), key=lambda partner: sort_key(partner.name))
            if not partner.cities_supported
        ],
        "plain-http": [
            Task("sources", source.id, ("url",), None)
            for source in sorted(needlessly_plain(atlas), key=lambda source: sort_key(source.title))
        ],
        "open-questions": [
            Task("open_questions", question.id, (), place)
            for place in (None, *(city.id for city in cities_in_order(atlas)))
            for question in [*places.get(place, []), *(places.get("reports", []) if place is None else [])]
        ],
    }
    return [Work(kind, tasks) for kind, tasks in found.items()]


def _old_statuses(atlas: Atlas) -> list[Task]:
    newest = report_date(atlas, newest_report(atlas))
    return [
        Task("projects", project.id, ("status",), project.city)
        for project in projects_in_order(atlas)
        if newer_report(atlas, project)
        or (project.status.value not in {"completed", "unknown"} and is_before(project.status.as_of, newest))
    ]


def _old_figures(atlas: Atlas) -> list[Task]:
    return [
        Task("projects", project.id, ("figures", index), project.city)
        for project in projects_in_order(atlas)
        for index, figure in enumerate(project.figures)
        if figure.as_of and is_old(atlas, figure.as_of)
    ]


def _wanted_places(atlas: Atlas) -> dict[str, list[tuple[Task, bool]]]:
    """What a reader would want to find, each with every place where it could stand, and whether it does."""

    def of_projects(field: str, there: Callable[[Project], bool]) -> list[tuple[Task, bool]]:
        found = projects_in_order(atlas)
        return [(Task("projects", project.id, (field,), project.city), there(project)) for project in found]

    def of_cities(field: str) -> list[tuple[Task, bool]]:
        found = cities_in_order(atlas)
        return [(Task("cities", city.id, (field,), city.id), getattr(city, field) is not None) for city in found]

    values: list[tuple[Task, Cited]] = []
    for project in projects_in_order(atlas):
        values.append((Task("projects", project.id, ("status",), project.city), project.status))
        for index, value in enumerate([*project.figures, *project.partners]):
            n = index - len(project.figures)
            path = ("partners", n) if n >= 0 else ("figures", index)
            values.append((Task("projects", project.id, path, project.city), value))
    figures = [(task, value.as_of is not None) for task, value in values if isinstance(value, Figure)]
    in_pdf = [(task, value.page is not None) for task, value in values if atlas.sources[value.source].is_pdf]
    return {
        "description": of_projects("summary", lambda project: project.summary is not None),
        "figures": of_projects("figures", lambda project: bool(project.figures)),
        "partners": of_projects("partners", lambda project: bool(project.partners)),
        "started": of_projects("started", lambda project: project.started is not None),
        "sources": of_projects("sources", lambda project: len(project.sources) > 1),
        "status": of_projects("status", lambda project: project.status.value != "unknown"),
        "dated-figures": figures,
        "pages": in_pdf,
        "website": of_cities("website"),
        "vision": of_cities("vision"),
        "land-area": of_cities("land_area_km2"),
    }
