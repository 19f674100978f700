"""What the data rest on and what is left to do: sources, open questions, corrections, completeness and age."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple, get_args
from urllib.parse import urlsplit

from atlas.model.atlas import Atlas
from atlas.model.base import Citation, Cited, KeyPath
from atlas.model.cities import City, Country
from atlas.model.projects import Figure, Project
from atlas.model.references import all_references
from atlas.model.reports import Report
from atlas.model.sources import CORRECTED, Correction, OpenQuestion, Source
from atlas.query.common import is_before, is_old, sort_key
from atlas.query.projects import cities_by_country, cities_in_order, projects_in_order
from atlas.query.reports import newest_report, report_date, rows_by_project

# Sources: what kind they are, which records and values rest on them, and which could be named better.


def is_official(source: Source) -> bool:
    """Whether a source speaks for a public body; what any other says counts as reported."""
    return source.kind == "official"


def needlessly_plain(atlas: Atlas) -> list[Source]:
    """The sources named by plain http where another source of the same host has https."""
    secure = {urlsplit(source.url).netloc for source in atlas.sources.values() if source.url.startswith("https:")}
    return [
        source
        for source in atlas.sources.values()
        if source.url.startswith("http:") and urlsplit(source.url).netloc in secure
    ]


@lru_cache(maxsize=1)
def records_citing(atlas: Atlas) -> dict[str, list[tuple[str, str]]]:
    """For each source the records that cite it, as (collection, id), each once."""
    found: dict[str, dict[tuple[str, str], None]] = {source: {} for source in atlas.sources}
    for collection, record_id, _, ref, target in all_references(atlas):
        if ref.collections == ("sources",):
            found[target][collection, record_id] = None
    return {source: list(records) for source, records in found.items()}


def values_with_sources(atlas: Atlas, collection: str) -> Iterator[tuple[str, set[str], KeyPath, str]]:
    """For each value of the records of a collection: record, sources it lists, path of the value, its source."""
    for kind, record_id, path, ref, target in all_references(atlas):
        if kind == collection and ref.collections == ("sources",) and path[0] != "sources":
            listed = {citation.source for citation in atlas.collection(collection)[record_id].sources}
            yield record_id, listed, path, target


def further_sources(atlas: Atlas, record: Project | City) -> list[Citation]:
    """What a record rests on beside the sources of its single values and, for a project, the documents that list it."""
    cited: set[tuple[str, int | None]] = set()
    for field in type(record).model_fields:
        value = getattr(record, field)
        for part in value if isinstance(value, list) else [value]:
            if hasattr(part, "source") and not isinstance(part, Citation):
                cited.add((part.source, getattr(part, "page", None)))
                cited |= {(source, None) for source in getattr(part, "also", [])}
    if isinstance(record, Project):
        for report, row in rows_by_project(atlas)[record.id].items():
            cited.add((atlas.reports[report].source, row.page))
    sources = {source for source, _ in cited}
    return [
        citation
        for citation in record.sources
        if citation.source not in sources or any((citation.source, page) not in cited for page in citation.pages)
    ]


def sources_by_kind(atlas: Atlas) -> list[tuple[str, list[Source]]]:
    """The sources by kind; within a kind those that no city cites, then those of one city after the other; by title."""
    kinds = sorted({source.kind for source in atlas.sources.values()})
    order = {city.id: place for place, city in enumerate(cities_in_order(atlas))}
    cities = {
        source: min((order[city] for record in records if (city := city_of(atlas, *record))), default=-1)
        for source, records in records_citing(atlas).items()
    }
    in_order = sorted(atlas.sources.values(), key=lambda source: (cities[source.id], sort_key(source.title)))
    return [(kind, [source for source in in_order if source.kind == kind]) for kind in kinds]


def city_of(atlas: Atlas, collection: str, record_id: str) -> str | None:
    """The city that a record is or belongs to, if it does; corrections belong to none."""
    if collection == "projects":
        return atlas.projects[record_id].city
    return record_id if collection == "cities" else None


# Open questions: those about a record or place, and how many there are.


def open_questions_about(atlas: Atlas, ids: Iterable[str]) -> list[OpenQuestion]:
    """The open questions about any of the records, in the order of the file."""
    wanted = set(ids)
    return [question for question in atlas.open_questions.values() if wanted.intersection(question.about)]


def questions_by_place(atlas: Atlas) -> dict[str | None, list[OpenQuestion]]:
    """The open questions by the city they concern, ``reports`` for those about a document, None for the network.

    A question about several cities stands with the network; one about a city and a document stands with the city.
    """
    grouped: dict[str | None, list[OpenQuestion]] = {}
    for question in atlas.open_questions.values():
        cities = {atlas.projects[about].city if about in atlas.projects else about for about in question.about}
        cities &= set(atlas.cities)
        elsewhere = "reports" if not cities and set(question.about) <= set(atlas.reports) else None
        place = cities.pop() if len(cities) == 1 else elsewhere
        grouped.setdefault(place, []).append(question)
    return grouped


def questions_by_country(atlas: Atlas) -> list[tuple[Country, list[tuple[City, list[OpenQuestion]]]]]:
    """The countries with open questions about one of their cities by name, each with those cities and questions."""
    grouped = questions_by_place(atlas)
    found = [
        (country, [(city, grouped[city.id]) for city in cities if city.id in grouped])
        for country, cities in cities_by_country(atlas)
    ]
    return [(country, cities) for country, cities in found if cities]


@dataclass(frozen=True)
class QuestionCount:
    """How many questions are open, by kind in the order of the vocabulary."""

    n: int
    kinds: dict[str, int]


def count_questions(questions: Iterable[OpenQuestion]) -> QuestionCount:
    """How many questions there are, and how many of each kind, zeros included."""
    kinds = Counter(question.kind for question in questions)
    vocabulary = get_args(OpenQuestion.model_fields["kind"].annotation)
    return QuestionCount(kinds.total(), {kind: kinds[kind] for kind in vocabulary})


def count_questions_of(cities: Iterable[tuple[City, list[OpenQuestion]]]) -> QuestionCount:
    """How many questions there are about some cities together."""
    return count_questions(question for _, questions in cities for question in questions)


# Corrections: which record one is about, and all of them by day and place.


class Corrected(NamedTuple):
    """The corrections of one day in one city, or in the records of one collection that belong to no city.

    Args:
        collection: The collection of the records; ``cities`` for a city and its projects.
        city: The city; None where the records belong to none.
        corrections: The corrections, by id.
    """

    collection: str
    city: City | None
    corrections: list[Correction]


def collection_of(atlas: Atlas, record_id: str) -> str:
    """The collection of a record that an open question or a correction is about.

    Raises:
        KeyError: If there is no such record.
    """
    for collection in CORRECTED:
        if record_id in atlas.collection(collection):
            return collection
    raise KeyError(record_id)


def corrected_city(atlas: Atlas, correction: Correction) -> str | None:
    """The city that the corrected record is or belongs to, if it does."""
    return city_of(atlas, collection_of(atlas, correction.about), correction.about)


def corrections_by_day(atlas: Atlas) -> list[tuple[str, list[Corrected]]]:
    """All corrections by day, newest first; those of a day by city, then by collection."""
    newest_first = sorted(atlas.corrections.values(), key=lambda correction: correction.date, reverse=True)
    return [
        (day, _by_place(atlas, list(those))) for day, those in groupby(newest_first, lambda correction: correction.date)
    ]


def _by_place(atlas: Atlas, corrections: list[Correction]) -> list[Corrected]:
    by_city: dict[str | None, list[Correction]] = {}
    for correction in sorted(corrections, key=lambda correction: correction.id):
        by_city.setdefault(corrected_city(atlas, correction), []).append(correction)
    of_none = by_city.get(None, [])
    elsewhere = {
        name: [correction for correction in of_none if collection_of(atlas, correction.about) == name]
        for name in CORRECTED
    }
    cities = [Corrected("cities", city, by_city[city.id]) for city in cities_in_order(atlas) if city.id in by_city]
    return cities + [Corrected(name, None, those) for name, those in elsewhere.items() if those]


# How complete and how old the data are, and what is left to do for contributors.


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
