"""What the data rest on, and what is left to do: sources, open questions, gaps and old values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple, get_args
from urllib.parse import urlsplit

from atlas.model.atlas import Atlas
from atlas.model.base import Citation, Cited, KeyPath, Record
from atlas.model.cities import City, Country
from atlas.model.projects import Project
from atlas.model.references import all_references
from atlas.model.reports import Report
from atlas.model.sources import CORRECTED, OpenQuestion, Source
from atlas.query.common import is_before, is_old, open_questions, sort_key
from atlas.query.projects import cities_by_country, cities_in_order, city_ranks, projects_in_order
from atlas.query.reports import newest_report, project_rows, report_date
from atlas.read.catalogue import Catalogue, forms
from atlas.read.pages import PageTree
from atlas.read.translation import of_project


def is_official(source: Source) -> bool:
    """Tell whether a source speaks for a public body; anything else counts as reported."""
    return source.kind == "official"


def sources_with_http(atlas: Atlas) -> list[Source]:
    """Return the sources with an http address where another source of the same host has https."""
    addresses = [(source, urlsplit(source.url)) for source in atlas.sources.values()]
    secure = {address.netloc for _, address in addresses if address.scheme == "https"}
    return [source for source, address in addresses if address.scheme == "http" and address.netloc in secure]


@lru_cache(maxsize=1)
def records_citing(atlas: Atlas) -> dict[str, list[tuple[str, str]]]:
    """Return the records that cite each source, each once: ``{source id: [(collection, record id)]}``."""
    found: dict[str, dict[tuple[str, str], None]] = {source: {} for source in atlas.sources}
    for collection, record_id, _, ref, target in all_references(atlas):
        if ref.collections == ("sources",):
            found[target][collection, record_id] = None
    return {source: list(records) for source, records in found.items()}


def values_with_sources(atlas: Atlas, collection: str) -> Iterator[tuple[str, set[str], KeyPath, str]]:
    """Yield the source of each value of a collection: (record id, sources listed by the record, path, source id)."""
    for kind, record_id, path, ref, target in all_references(atlas):
        if kind == collection and ref.collections == ("sources",) and path[0] != "sources":
            listed = {citation.source for citation in atlas.collection(collection)[record_id].sources}
            yield record_id, listed, path, target


def further_sources(atlas: Atlas, record: Project | City) -> list[Citation]:
    """Return the sources of a record beside those of its values and of the reports that list it."""
    cited: set[tuple[str, int | None]] = set()
    for _, value in record:
        for part in value if isinstance(value, list) else [value]:
            fields = part.__dict__ if isinstance(part, Record) and not isinstance(part, Citation) else {}
            if "source" in fields:
                cited.add((fields["source"], fields.get("page")))
                cited |= {(source, None) for source in fields.get("also", [])}
    if isinstance(record, Project):
        cited |= {(report.source, row.page) for report, row in project_rows(atlas, record)}
    sources = {source for source, _ in cited}
    return [
        citation
        for citation in record.sources
        if citation.source not in sources or any((citation.source, page) not in cited for page in citation.pages)
    ]


@lru_cache(maxsize=1)
def sources_by_country(atlas: Atlas) -> list[tuple[Country | None, list[Source]]]:
    """Return the sources by the country whose cities cite them, by its first such city and title: (country, sources).

    Those that no city cites, or cities of several countries, come first, with None as their country.
    """
    ranks = city_ranks(atlas)
    first: dict[str, str | None] = {}
    for source_id, records in records_citing(atlas).items():
        cities = [city for record in records if (city := city_of(atlas, *record))]
        of_one = len({atlas.cities[city].country for city in cities}) == 1  # else the language decides which is first
        first[source_id] = min(cities, key=ranks.__getitem__) if of_one else None

    def country(source: Source) -> Country | None:
        place = first[source.id]
        return atlas.countries[atlas.cities[place].country] if place else None

    def rank(source: Source) -> tuple[int, tuple[str, str]]:
        place = first[source.id]
        return ranks[place] if place else -1, sort_key(source.title)

    return [(place, list(sources)) for place, sources in groupby(sorted(atlas.sources.values(), key=rank), country)]


def city_of(atlas: Atlas, collection: str, record_id: str) -> str | None:
    """Return the city that a record is or belongs to, if it does."""
    if collection == "projects":
        return atlas.projects[record_id].city
    return record_id if collection == "cities" else None


def answered_questions(atlas: Atlas) -> list[OpenQuestion]:
    """Return the questions with an answer, the newest answer first."""
    dated = [(question.answer.date, question) for question in atlas.open_questions.values() if question.answer]
    return [question for _, question in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def open_questions_about(atlas: Atlas, ids: Iterable[str]) -> list[OpenQuestion]:
    """Return the open questions about any of the records, in the order of the file."""
    found = {place: question for about in ids for place, question in _questions_about(atlas).get(about, {}).items()}
    return [question for _, question in sorted(found.items())]


@lru_cache(maxsize=1)
def _questions_about(atlas: Atlas) -> dict[str, dict[int, OpenQuestion]]:
    """Return the open questions about each record: ``{record id: {place in the file: question}}``."""
    found: dict[str, dict[int, OpenQuestion]] = {}
    for place, question in enumerate(open_questions(atlas)):
        for about in question.about:
            found.setdefault(about, {})[place] = question
    return found


@lru_cache(maxsize=1)
def questions_by_place(atlas: Atlas) -> dict[str | None, list[OpenQuestion]]:
    """Group the open questions by city id, ``reports`` for those about reports alone, None for all others.

    A question about several cities is one of the network.
    """
    grouped: dict[str | None, list[OpenQuestion]] = {}
    for question in open_questions(atlas):
        cities = {atlas.projects[about].city if about in atlas.projects else about for about in question.about}
        cities &= atlas.cities.keys()
        elsewhere = "reports" if not cities and set(question.about) <= set(atlas.reports) else None
        place = cities.pop() if len(cities) == 1 else elsewhere
        grouped.setdefault(place, []).append(question)
    return grouped


def questions_by_country(atlas: Atlas) -> list[tuple[Country, list[tuple[City, list[OpenQuestion]]]]]:
    """Return the countries by name that have questions about one of their cities: (country, [(city, questions)])."""
    grouped = questions_by_place(atlas)
    found = [
        (country, [(city, grouped[city.id]) for city in cities if city.id in grouped])
        for country, cities in cities_by_country(atlas)
    ]
    return [pair for pair in found if pair[1]]


class QuestionCount(NamedTuple):
    """How many questions are open, in all and by kind, zeros included."""

    n: int
    kinds: dict[str, int]


def count_questions(questions: Iterable[OpenQuestion]) -> QuestionCount:
    """Count questions in all and by kind."""
    kinds = Counter(question.kind for question in questions)
    vocabulary = get_args(OpenQuestion.model_fields["kind"].annotation)
    return QuestionCount(kinds.total(), {kind: kinds[kind] for kind in vocabulary})


def collection_of(atlas: Atlas, record_id: str) -> str:
    """Return the collection of a record that an open question or a correction is about."""
    return next(collection for collection in CORRECTED if record_id in atlas.collection(collection))


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
    found = []
    for language, file in catalogues.items():
        texts = of_project(file.catalog, atlas, tree)
        those = [message for message in texts.values() if message and all(forms(message))]
        missing = len(texts) - len(those)
        unconfirmed = sum(message.fuzzy for message in those)
        found.append(Progress(language, len(texts), len(texts) - missing - unconfirmed, unconfirmed, missing))
    return found


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
    figures = [(_task(each, "figures", n), figure.as_of) for each in projects for n, figure in enumerate(each.figures)]
    values = [(_task(project, *path), value) for project in projects for path, value in _values(project)]
    populations = [(_task(city, "population"), city.population.year) for city in cities]
    partners = sorted(atlas.partners.values(), key=lambda partner: sort_key(partner.name))
    plain = sorted(sources_with_http(atlas), key=lambda source: sort_key(source.title))

    def filled(records: Iterable[Project | City], field: str) -> list[tuple[Task, bool]]:
        return [(_task(record, field), bool(getattr(record, field))) for record in records]

    return {
        "description": filled(projects, "summary"),
        "figures": filled(projects, "figures"),
        "partners": filled(projects, "partners"),
        "started": filled(projects, "started"),
        "status": [(_task(project, "status"), project.status.value != "unknown") for project in projects],
        "old-status": [(_task(project, "status"), not _predates_newest_report(atlas, project)) for project in projects],
        "single-source": [(_task(project, "sources"), len(project.sources) > 1) for project in projects],
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
