"""Which dates documents promised, and whether they were kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from atlas.model.atlas import Atlas
from atlas.model.cities import City
from atlas.model.projects import Project
from atlas.model.promises import Promise
from atlas.query.common import first_day, full_months, last_checked, last_day, sort_key
from atlas.query.reports import lists, plan_report, rows_by_project

#: Whether a promised date was kept; `vision` for an aim of which no document could show that.
Result = Literal["kept", "late", "moved", "missed", "unknown", "open", "vision"]

#: All of them, in the order in which a reader sees them.
RESULTS: tuple[Result, ...] = get_args(Result)

#: Those of a date that is past without a document that shows that the thing was done.
OVERDUE: tuple[Result, ...] = ("missed", "unknown")

#: The word for any of these in a filter.
ANY_OVERDUE = "overdue"

#: The word for documents that are no list of ASEAN's in a filter.
ELSEWHERE = "elsewhere"


class Promised(NamedTuple):
    """A promised date, and what became of it."""

    promise: Promise
    city: str  # the id of its city
    project: Project | None  # None if the promise is about the city and none of its projects
    position: int  # its place in the list of its record, counted from 1
    made: str  # when it was promised; "" if that is not known
    result: Result
    #: How many full months after the last day promised it was done, at least and at most; None if it was not late.
    months_late: tuple[int, int] | None
    is_past: bool  # whether one can ask if it was kept: the date is past, or the thing done, and it is no vision

    @property
    def record_id(self) -> str:
        """The id of the project or city that has it."""
        return self.project.id if self.project else self.city


@lru_cache(maxsize=1)
def promises(atlas: Atlas) -> list[Promised]:
    """Return every promised date by country, city, project (the city itself first) and date."""

    def place(entry: Promised) -> tuple[object, ...]:
        city, name = atlas.cities[entry.city], entry.project.name if entry.project else ""
        country = atlas.countries[city.country].name
        return sort_key(country), sort_key(city.name), sort_key(name), last_day(entry.promise.due)

    of_cities = [(city, None) for city in atlas.cities.values()]
    of_projects = [(atlas.cities[project.city], project) for project in atlas.projects.values()]
    return sorted((entry for pair in [*of_cities, *of_projects] for entry in _promises_of(atlas, *pair)), key=place)


def promises_of(atlas: Atlas, record_id: str) -> list[Promised]:
    """Return the promised dates of a project, or of a city and none of its projects, by date."""
    return _by_record(atlas).get(record_id, [])


def promises_in_city(atlas: Atlas, city: str) -> list[Promised]:
    """Return the promised dates of a city and of all its projects."""
    return [entry for entry in promises(atlas) if entry.city == city]


def past_of_plans(atlas: Atlas) -> list[Promised]:
    """Return those of the action plans of 2018 that are past and can be checked."""
    plan = plan_report(atlas).source
    return [entry for entry in promises(atlas) if entry.is_past and entry.promise.source == plan]


def plans_with_date(atlas: Atlas) -> list[Project]:
    """Return the projects for which the action plans of 2018, which count them, gave a date that can be checked."""
    plan = plan_report(atlas)
    rows = ((project, rows_by_project(atlas)[project.id].get(plan.id)) for project in atlas.projects.values())
    return [
        project
        for project, row in rows
        if row and row.counted and any(it.source == plan.source and it.kind != "vision" for it in project.promises)
    ]


def count_results(entries: Iterable[Promised]) -> dict[Result, int]:
    """Count promised dates by result, in the order of :data:`RESULTS`, without zeros."""
    counts = Counter(entry.result for entry in entries)
    return {result: counts[result] for result in RESULTS if counts[result]}


def promise_facts(atlas: Atlas, entry: Promised) -> list[str]:
    """Return the filters of the list of promised dates that one meets, as ``filter=value``; the city comes first."""
    papers = [report.id for report in lists(atlas) if report.source == entry.promise.source]
    return [
        f"city={entry.city}",
        f"country={atlas.cities[entry.city].country}",
        f"kind={entry.promise.kind}",
        f"result={entry.result}",
        *([f"result={ANY_OVERDUE}"] if entry.result in OVERDUE else []),
        f"paper={papers[0] if papers else ELSEWHERE}",
    ]


def results_of(atlas: Atlas, project: Project) -> list[str]:
    """Return the results of the promised dates of a project, each once, with the word for those overdue."""
    results = count_results(promises_of(atlas, project.id))
    return [*([ANY_OVERDUE] if any(result in OVERDUE for result in results) else []), *results]


@lru_cache(maxsize=1)
def due_ranks(atlas: Atlas) -> dict[tuple[str, int], int]:
    """Return the rank of each promised date among all by date: ``{(id of the record, position): rank from 0}``."""
    by_date = sorted(promises(atlas), key=lambda entry: last_day(entry.promise.due))
    return {(entry.record_id, entry.position): rank for rank, entry in enumerate(by_date)}


@lru_cache(maxsize=1)
def _by_record(atlas: Atlas) -> dict[str, list[Promised]]:
    by_record: dict[str, list[Promised]] = {}
    for entry in promises(atlas):
        by_record.setdefault(entry.record_id, []).append(entry)
    return by_record


def _promises_of(atlas: Atlas, city: City, project: Project | None) -> Iterator[Promised]:
    for position, promise in enumerate((project or city).promises, 1):
        made = promise.made or atlas.sources[promise.source].date or ""
        result = _result(atlas, promise)
        is_past = result in ("kept", "late") or (result != "vision" and last_day(promise.due) < last_checked(atlas))
        yield Promised(promise, city.id, project, position, made, result, _months_late(promise, result), is_past)


def _result(atlas: Atlas, promise: Promise) -> Result:
    evidence, due = promise.evidence, last_day(promise.due)
    if promise.kind == "vision":
        return "vision"
    if evidence and evidence.shows == "done":
        return "late" if evidence.date and last_day(evidence.date) > due else "kept"
    if evidence and evidence.shows in ("not-done", "moved"):
        return "missed" if evidence.shows == "not-done" else "moved"
    return "unknown" if due < last_checked(atlas) else "open"


def _months_late(promise: Promise, result: Result) -> tuple[int, int] | None:
    done = promise.evidence.date if promise.evidence else None
    if result != "late" or done is None:
        return None
    due = last_day(promise.due)
    return full_months(due, first_day(done)), full_months(due, last_day(done))
