"""What is left to do: which records are incomplete, old or not translated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from atlas.model.atlas import Atlas
from atlas.model.base import Cited, KeyPath
from atlas.model.cities import City
from atlas.model.projects import Project
from atlas.model.reports import Report
from atlas.query.common import is_before, is_old, sort_key
from atlas.query.projects import cities_in_order, projects_in_order
from atlas.query.publishers import besides_asean
from atlas.query.questions import questions_by_place
from atlas.query.reports import newest_report, project_rows, report_date
from atlas.query.sources import sources_with_http
from atlas.read.catalogue import Catalogue, forms
from atlas.read.pages import PageTree
from atlas.read.translation import of_project


def status_years(atlas: Atlas) -> dict[str, int]:
    """Count the projects by the year of their status, newest first: ``{year: projects}``."""
    years = Counter(project.status.as_of[:4] for project in atlas.projects.values())
    return dict(sorted(years.items(), reverse=True))


class Progress(NamedTuple):
    """How many texts of the site are translated into a language; the site shows the others in English."""

    language: str
    texts: int
    translated: int
    unconfirmed: int  # the translation is of a former text or of a similar one
    missing: int


def progress(catalogues: Mapping[str, Catalogue], atlas: Atlas, tree: PageTree) -> list[Progress]:
    """Count the texts of the project by their state in each language; a file that cannot be read has none of them.

    Args:
        catalogues: What is translated, by language.
        atlas: The records in English.
        tree: The pages in English.
    """
    languages = []
    for language, file in catalogues.items():
        texts = of_project(file.catalog, atlas, tree)
        those = [message for message in texts.values() if message and all(forms(message))]
        missing = len(texts) - len(those)
        unconfirmed = sum(message.fuzzy for message in those)
        languages.append(Progress(language, len(texts), len(texts) - missing - unconfirmed, unconfirmed, missing))
    return languages


class Task(NamedTuple):
    """A place in the data where there is something to do."""

    collection: str
    record: str
    path: KeyPath  # the value, or where it would be; empty for the whole record
    city: str | None  # the city it is about; None for several or none


class Work(NamedTuple):
    """All tasks of one kind, by country, city and name of the record."""

    kind: str
    tasks: list[Task]


def newer_report(atlas: Atlas, project: Project) -> Report | None:
    """Return the newest report that lists a project, if it is newer than the status.

    None if both call the project completed: that is final.
    """
    rows = project_rows(atlas, project)
    if not rows or project.status.value == rows[-1][1].stage == "completed":
        return None
    report, _ = rows[-1]
    return report if is_before(project.status.as_of, report_date(atlas, report)) else None


#: What is counted and is no work: many projects have none of it.
_ONLY_COUNTED = {"figures", "partners", "started"}


@lru_cache(maxsize=1)
def work(atlas: Atlas) -> list[Work]:
    """Return what contributors can do, by kind; a kind without tasks has an empty list."""
    tasks = {kind: [task for task, done in places if not done] for kind, places in _places(atlas).items()}
    return [Work(kind, those) for kind, those in tasks.items() if kind not in _ONLY_COUNTED]


def completeness(atlas: Atlas) -> dict[str, tuple[int, int]]:
    """Count the places for each kind of work that need none: ``{kind: (those, all)}``."""
    return {kind: (sum(done for _, done in places), len(places)) for kind, places in _places(atlas).items()}


def _places(atlas: Atlas) -> dict[str, list[tuple[Task, bool]]]:
    """Return every place where a reader looks for something, by kind, and whether there is nothing to do.

    A status is old if it is older than the newest report that lists the project or, unless it is completed or unknown,
    than any report. Figures and populations are old from the age that readers see.
    """
    projects, cities = projects_in_order(atlas), cities_in_order(atlas)
    numbered = [(project, n, figure) for project in projects for n, figure in enumerate(project.figures)]
    figures = [(_task(project, "figures", n), figure.as_of) for project, n, figure in numbered]
    values = [(_task(project, *path), value) for project in projects for path, value in _values(project)]
    populations = [(_task(city, "population"), city.population.year) for city in cities]
    partners = sorted(atlas.partners.values(), key=lambda partner: sort_key(partner.name))
    plain = sorted(sources_with_http(atlas), key=lambda source: sort_key(source.title))

    def filled(records: Iterable[Project | City], field: str) -> list[tuple[Task, bool]]:
        return [(_task(record, field), bool(getattr(record, field))) for record in records]

    return {
        "asean-alone": [(_task(project, "sources"), bool(besides_asean(atlas, project))) for project in projects],
        "description": filled(projects, "summary"),
        "figures": filled(projects, "figures"),
        "partners": filled(projects, "partners"),
        "started": filled(projects, "started"),
        "status": [(_task(project, "status"), project.status.value != "unknown") for project in projects],
        "old-status": [(_task(project, "status"), not _predates_newest_report(atlas, project)) for project in projects],
        "vision": filled(cities, "vision"),
        "website": filled(cities, "website"),
        "land-area": filled(cities, "land_area_km2"),
        "old-population": [(task, not is_old(atlas, str(year))) for task, year in populations if year],
        "dated-figures": [(task, as_of is not None) for task, as_of in figures],
        "old-figures": [(task, not is_old(atlas, as_of)) for task, as_of in figures if as_of],
        "pages": [(task, value.page is not None) for task, value in values if atlas.sources[value.source].is_pdf],
        "partner-cities": [
            (Task("partners", partner.id, ("cities_supported",), None), bool(partner.cities_supported))
            for partner in partners
        ],
        "plain-http": [(Task("sources", source.id, ("url",), None), False) for source in plain],
        "open-questions": [(task, False) for task in _questions(atlas)],
    }


def _predates_newest_report(atlas: Atlas, project: Project) -> bool:
    if newer_report(atlas, project):
        return True
    newest = report_date(atlas, newest_report(atlas))
    return project.status.value not in {"completed", "unknown"} and is_before(project.status.as_of, newest)


def _task(record: Project | City, *path: str | int) -> Task:
    if isinstance(record, Project):
        return Task("projects", record.id, path, record.city)
    return Task("cities", record.id, path, record.id)


def _questions(atlas: Atlas) -> list[Task]:
    places = questions_by_place(atlas)
    order = [(None, None), ("reports", None), *((city.id, city.id) for city in cities_in_order(atlas))]
    return [
        Task("open_questions", question.id, (), city) for place, city in order for question in places.get(place, [])
    ]


def _values(project: Project) -> Iterator[tuple[KeyPath, Cited]]:
    yield ("status",), project.status
    yield from ((("figures", index), figure) for index, figure in enumerate(project.figures))
    yield from ((("partners", index), partner) for index, partner in enumerate(project.partners))
