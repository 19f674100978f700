"""Selections, counts and histories: every number on the site, as pure functions of the loaded records."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Any, Literal, TypeVar, get_args

from atlas.model import (
    Atlas,
    Citation,
    City,
    Country,
    FocusArea,
    KeyPath,
    OpenQuestion,
    Population,
    Project,
    Report,
    Row,
    Source,
    Stage,
    StatusValue,
    SupportKind,
    Term,
    all_references,
    once_per_atlas,
)

#: The stages a document can print, in the order of the vocabulary.
STAGES: tuple[str, ...] = get_args(Stage)

#: Something that is counted.
Key = TypeVar("Key")

#: The word that stands for the newest document in a filter.
NEWEST = "newest"

#: From this age on, in years, a figure is shown with its age.
OLD_AFTER_YEARS = 3


class QueryError(ValueError):
    """A selection was asked for that cannot be: which filter, the value given, and the valid ones."""

    def __init__(self, message: str, wrong: str = "", valid: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.wrong = wrong
        self.valid = sorted(valid)


def sort_key(text: str) -> tuple[str, str]:
    """Sorts names as a reader expects: accents and letter case aside, Đ with D; the same on every machine."""
    plain = unicodedata.normalize("NFKD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold(), text


def slug(text: str) -> str:
    """A text as an anchor or id: lower-case ASCII letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", sort_key(text)[0]).strip("-")


@once_per_atlas
def last_checked(atlas: Atlas) -> str:
    """The day on which the data were last checked: the newest access date of a source."""
    return max(source.accessed for source in atlas.sources.values())


def age(atlas: Atlas, date: str) -> int:
    """How many full years lie between a date and the day on which the data were last checked.

    A year or month alone counts as its last day, so that nothing is shown older than it is.
    """
    today, then = last_checked(atlas), (date + "-12-31"[len(date) - 4 :])
    return max(0, int(today[:4]) - int(then[:4]) - (today[5:] < then[5:]))


# Documents and their rows


def report_date(atlas: Atlas, report: Report) -> str:
    """The date of a document, as precise as its source gives it."""
    return atlas.sources[report.source].date or ""


def report_year(atlas: Atlas, report: Report) -> int:
    """The year of a document."""
    return int(report_date(atlas, report)[:4])


def newest_report(atlas: Atlas) -> Report:
    """The newest document."""
    return list(atlas.reports.values())[-1]


def report_before(atlas: Atlas, report: Report) -> Report:
    """The document before another; before the first there is only itself."""
    documents = list(atlas.reports.values())
    return documents[max(0, documents.index(report) - 1)]


def find_report(atlas: Atlas, report: str) -> Report:
    """A document by its id, or by the word ``newest``.

    Raises:
        QueryError: For an id that does not exist.
    """
    _known("report", report, [*atlas.reports, NEWEST])
    return newest_report(atlas) if report == NEWEST else atlas.reports[report]


@once_per_atlas
def rows_by_project(atlas: Atlas) -> dict[str, dict[str, Row]]:
    """For each project the row of each document that lists it: ``{project id: {report id: row}}``."""
    found: dict[str, dict[str, Row]] = {project: {} for project in atlas.projects}
    for report in atlas.reports.values():
        for row in report.rows:
            found[row.project][report.id] = row
    return found


def row_of(atlas: Atlas, project: Project, report: Report) -> Row | None:
    """The row in which a document lists a project, if it does."""
    return rows_by_project(atlas)[project.id].get(report.id)


@dataclass(frozen=True)
class ReportCounts:
    """What a document's rows add up to. Rows it prints but does not count are in ``printed`` only."""

    printed: int
    total: int
    cities: int
    stages: dict[str, int]
    areas: dict[str, int]
    countries: dict[str, int]


def report_counts(atlas: Atlas, report: Report) -> ReportCounts:
    """Count the rows of a document: by stage, by area as printed, by country."""
    rows = [row for row in report.rows if row.counted]
    areas = Counter(row.focus_area for row in rows if row.focus_area)
    countries = Counter(atlas.cities[row.city].country for row in rows)
    stages: Counter[str] = Counter(row.stage for row in rows)
    return ReportCounts(
        printed=len(report.rows),
        total=len(rows),
        cities=len({row.city for row in rows}),
        stages={stage: stages[stage] for stage in STAGES if stages[stage]},
        areas={area: areas[area] for area in atlas.focus_areas},
        countries={country: countries[country] for country in atlas.countries},
    )


def percent(part: int, whole: int) -> float:
    """Per cent to one decimal place."""
    return round(100 * part / whole, 1)


@dataclass(frozen=True)
class Claim:
    """One number that a document states of itself, beside what its rows add up to.

    Args:
        about, subject: What it is about, as a recorded discrepancy names it.
        unit: What is counted.
        stated: The number in the document.
        counted: That of its rows.
        fits: Whether the two agree, to as many decimals as the document gives.
        path: Where it stands in the record of the document.
    """

    about: str
    subject: str | None
    unit: Literal["projects", "cities", "percent"]
    stated: float
    counted: float
    fits: bool
    path: KeyPath


def claims(atlas: Atlas, report: Report) -> Iterator[Claim]:
    """Every number that a document states of itself and that its rows can confirm."""
    stated, counts = report.stated, report_counts(atlas, report)

    def whole(about: str, subject: str | None, unit: Literal["projects", "cities"], n: int, *path: str | int) -> Claim:
        ours = {"total": counts.printed, "city": counts.cities}.get(about, counts.countries.get(subject or "", 0))
        return Claim(about, subject, unit, n, ours, n == ours, ("stated", *path))

    yield whole("total", None, "projects", stated.total, "total")
    yield whole("city", None, "cities", stated.cities, "cities")
    for index, total in enumerate(stated.by_country):
        yield whole("country", total.country, "projects", total.projects, "by_country", index, "projects")
    for index, share in enumerate(stated.by_focus_area):
        n = counts.areas[share.focus_area]
        path = ("stated", "by_focus_area", index, "share_percent")
        yield _share(counts, "area", share.focus_area, share.share_percent, n, 0, path)
    for stage in STATED_STAGES:
        n, may_be = counts.stages.get(stage, 0), 0 if stage == "completed" else counts.stages.get(OPEN_STAGE, 0)
        if stated.stages is not None:
            claimed = getattr(stated.stages, stage)
            fits = n <= claimed <= n + may_be
            yield Claim("stage", stage, "projects", claimed, n, fits, ("stated", "stages", stage))
        if stated.stages_percent is not None:
            claimed = getattr(stated.stages_percent, stage)
            yield _share(counts, "stage", stage, claimed, n, may_be, ("stated", "stages_percent", stage))


#: The stages of which documents state totals, and the one of a row whose document leaves it open.
STATED_STAGES = ("ongoing", "planning", "completed")
OPEN_STAGE = "ongoing-or-planning"


def _share(counts: ReportCounts, about: str, subject: str, stated: float, n: int, may_be: int, path: KeyPath) -> Claim:
    """A stated share: it fits if the rows give it when rounded as it is; ``may_be`` more of them may belong to it."""
    decimals = len(f"{stated:g}".partition(".")[2])
    fits = any(round(100 * part / counts.total, decimals) == stated for part in range(n, n + may_be + 1))
    return Claim(about, subject, "percent", stated, percent(n, counts.total), fits, path)


# Selections


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
    _known("city", city, atlas.cities)
    _known("country", country, atlas.countries)
    _known("focus area", area, atlas.focus_areas)
    _known("status", status, get_args(StatusValue))
    _known("stage", stage, STAGES)
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
    _known("country", country, atlas.countries)
    return [
        city
        for city in cities_in_order(atlas)
        if (country is None or city.country == country) and (joined is None or city.joined == joined)
    ]


def countries_in_order(atlas: Atlas) -> list[Country]:
    """All countries by name."""
    return sorted(atlas.countries.values(), key=lambda country: sort_key(country.name))


def cities_by_country(atlas: Atlas) -> list[tuple[Country, list[City]]]:
    """All countries by name, each with its member cities by name."""
    return [(country, select_cities(atlas, country=country.id)) for country in countries_in_order(atlas)]


def terms_in_order(atlas: Atlas) -> list[Term]:
    """All terms of the glossary by name."""
    return sorted(atlas.glossary.values(), key=lambda term: sort_key(term.term))


@once_per_atlas
def projects_in_order(atlas: Atlas) -> list[Project]:
    """All projects by country, city and name."""
    cities = [city.id for city in cities_in_order(atlas)]
    return sorted(atlas.projects.values(), key=lambda project: (cities.index(project.city), sort_key(project.name)))


@once_per_atlas
def cities_in_order(atlas: Atlas) -> list[City]:
    """All cities by country and name."""
    return sorted(
        atlas.cities.values(), key=lambda city: (sort_key(atlas.countries[city.country].name), sort_key(city.name))
    )


def _known(name: str, value: str | None, valid: Iterable[str]) -> None:
    if value is not None and value not in valid:
        raise QueryError(f"'{value}' is not a {name}", str(value), valid)


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
    }
    _known("thing that can be counted", what, [*selections, *plain])
    if what in plain:
        if filters:
            raise QueryError(f"'{what}' takes no filter", next(iter(filters)))
        return plain[what]()
    select = selections[what]
    for name in filters:
        _known(f"filter of '{what}'", name, list(select.__kwdefaults__))
    return len(select(atlas, **filters))


# Histories

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
    return [_appearance(atlas, project, report) for report in atlas.reports.values()]


def _appearance(atlas: Atlas, project: Project, report: Report) -> Appearance:
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
    rows = [(project, [_appearance(atlas, project, report) for report in reports]) for project in projects]
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


def unprinted_names(atlas: Atlas, project: Project) -> list[str]:
    """The names of a project beside its own, its local ones and those that documents print."""
    told = {row.name for row in rows_by_project(atlas)[project.id].values()}
    told |= {name.text for name in project.local_names}
    return [name for name in project.also_known_as if name not in told]


def language_of(project: Project, name: str) -> str | None:
    """The language of a printed name that holds one of the local names of its project."""
    return next((local.lang for local in project.local_names if local.text in name and local.lang != "en"), None)


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


def ever_listed(atlas: Atlas) -> list[Project]:
    """The projects that stand in any document."""
    return [project for project in atlas.projects.values() if rows_by_project(atlas)[project.id]]


# The register

#: The word that stands for all documents in a filter of the register.
ANY = "any"


def other_names(atlas: Atlas, project: Project) -> list[str]:
    """Every further name by which a project was printed or is known, in Latin letters, each once."""
    changed = [name for change in project.name_changes for name in (change.old_name, change.new_name)]
    printed = [row.name for row in rows_by_project(atlas)[project.id].values()]
    known = {project.name, *(name.text for name in project.local_names)}
    return [name for name in dict.fromkeys([*project.also_known_as, *changed, *printed]) if name not in known]


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


@once_per_atlas
def name_ranks(atlas: Atlas) -> dict[str, int]:
    """The place of each project among all by name."""
    by_name = sorted(atlas.projects.values(), key=lambda project: sort_key(project.name))
    return {project.id: rank for rank, project in enumerate(by_name)}


# What changed from one document to another


@dataclass(frozen=True)
class Changes:
    """What became of the projects from one document to a later one, by the rows that both count.

    Args:
        new: In the later one, and in no list before it.
        returned: In the later one but not in the earlier one, though in a list before that.
        gone: In the earlier one but not in the later one.
        completed: Completed by the later one, but not yet by the earlier one.
        forward: From planning to ongoing, or from a proposal to either.
        back: The other way, also out of completion.
        moved_area: Printed under another focus area; only where both print one.
        renamed: Printed under another name.
    """

    new: list[Project]
    returned: list[Project]
    gone: list[Project]
    completed: list[Project]
    forward: list[Project]
    back: list[Project]
    moved_area: list[Project]
    renamed: list[Project]


#: How far a project is, by its stage. Whether one that is ongoing or planning has moved cannot be said.
_PROGRESS = {"proposed": (0, 0), "planning": (1, 1), OPEN_STAGE: (1, 2), "ongoing": (2, 2), "completed": (3, 3)}


def changes(atlas: Atlas, before: Report, after: Report) -> Changes:
    """What changed from one document to a later one.

    The workshop of 2018 was no list of the network: who stood only there is new in the first list.
    """
    old, new = _counted_rows(before), _counted_rows(after)
    both = [(old[project], new[project]) for project in old if project in new]
    earlier = {
        project
        for report in list(atlas.reports.values())[: list(atlas.reports).index(before.id)]
        if report.id != atlas.network.workshop.id
        for project in _counted_rows(report)
    }

    def those(ids: Iterable[str]) -> list[Project]:
        wanted = set(ids)
        return [project for project in projects_in_order(atlas) if project.id in wanted]

    def pairs(differ: Callable[[Row, Row], bool]) -> list[Project]:
        return those(was.project for was, now in both if differ(was, now))

    return Changes(
        new=those(new.keys() - old.keys() - earlier),
        returned=those((new.keys() - old.keys()) & earlier),
        gone=those(old.keys() - new.keys()),
        completed=pairs(lambda was, now: was.stage != now.stage == "completed"),
        forward=pairs(lambda was, now: _PROGRESS[was.stage][1] < _PROGRESS[now.stage][0] and now.stage != "completed"),
        back=pairs(lambda was, now: _PROGRESS[was.stage][0] > _PROGRESS[now.stage][1]),
        moved_area=pairs(lambda was, now: was.focus_area != now.focus_area and bool(was.focus_area and now.focus_area)),
        renamed=pairs(lambda was, now: was.name != now.name),
    )


def _counted_rows(report: Report) -> dict[str, Row]:
    """The row of each project that a document counts."""
    return {row.project: row for row in report.rows if row.counted}


# What became of the plans


#: Where a plan stands in the newest document: at a stage, in none of the lists since an earlier one, or in none at all.
Outcome = Literal["completed", "ongoing", "ongoing-or-planning", "planning", "proposed", "left-later", "never-listed"]

#: All of them, in the order of the vocabulary.
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

#: The word that stands for having none of what a filter asks for.
NONE = "none"


@dataclass(frozen=True)
class Plan:
    """A project of the action plans, and what became of it.

    Args:
        row: How the plans print it.
        area: The focus area that the plan prints or, where it prints none, the one that it implies by our reading.
        outcome: Where it stands in the newest document.
        asked: The kinds of support that the plan asks for.
        requests: How many requests it makes; what several kinds answer to counts once.
    """

    project: Project
    row: Row
    area: str | None
    outcome: Outcome
    asked: list[SupportKind]
    requests: int


def plan_report(atlas: Atlas) -> Report:
    """The document of the action plans: the first that lists projects of the network, which the workshop did not."""
    return next(report for report in atlas.reports.values() if report.id != atlas.network.workshop.id)


@once_per_atlas
def plans(atlas: Atlas) -> list[Plan]:
    """The projects that the action plans count, by country, city and name."""
    return [plan for plan in _printed_plans(atlas) if plan.row.counted]


def uncounted_plans(atlas: Atlas) -> list[Plan]:
    """The projects that the action plans print but do not count, by country, city and name."""
    return [plan for plan in _printed_plans(atlas) if not plan.row.counted]


def _printed_plans(atlas: Atlas) -> Iterator[Plan]:
    for project in projects_in_order(atlas):
        row = row_of(atlas, project, plan_report(atlas))
        if row is not None:
            asked = project.support_required
            yield Plan(
                project,
                row,
                area=row.focus_area or row.focus_area_implied,
                outcome=outcome(atlas, project),
                asked=asked.kinds if asked else [],
                requests=len(asked.text) if asked else 0,
            )


def outcome(atlas: Atlas, project: Project) -> Outcome:
    """Where a project stands in the newest document, or whether any list after the plans had it at all."""
    lists = list(atlas.reports.values())
    later = lists[lists.index(plan_report(atlas)) + 1 :]
    rows = [row for report in later if (row := row_of(atlas, project, report))]
    newest = row_of(atlas, project, newest_report(atlas))
    if newest is not None:
        return newest.stage
    return "left-later" if rows else "never-listed"


def plan_facts(atlas: Atlas, plan: Plan) -> list[str]:
    """What the filters of a register of plans ask of one, as ``filter=value``; the city comes first."""
    return [
        f"city={plan.project.city}",
        f"country={atlas.cities[plan.project.city].country}",
        f"area={plan.area or NONE}",
        f"outcome={plan.outcome}",
        *([f"support={kind}" for kind in plan.asked] or [f"support={NONE}"]),
    ]


# Cities and countries compared


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
            asked={kind: by_kind[kind] for kind in get_args(SupportKind) if kind in asked_for},
        )

    return [
        (place(country, cities), [place(city, [city]) for city in cities])
        for country, cities in cities_by_country(atlas)
    ]


# Focus areas


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


@dataclass(frozen=True)
class AreaMove:
    """That a project is filed under another area than in the document before."""

    project: Project
    before: Report
    old_area: str
    after: Report
    new_area: str


@once_per_atlas
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


# Cities and the network


def status_counts(projects: Iterable[Project]) -> dict[str, int]:
    """How many projects stand at each status, in the order of the vocabulary, without zeros."""
    counted = Counter(project.status.value for project in projects)
    return {status: counted[status] for status in get_args(StatusValue) if counted[status]}


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


# Shares


@once_per_atlas
def monitoring_reports(atlas: Atlas) -> list[Report]:
    """The documents that follow projects up: those that give any of them another stage than proposed."""
    return [report for report in atlas.reports.values() if any(row.stage != "proposed" for row in report.rows)]


@once_per_atlas
def area_matrix(atlas: Atlas) -> dict[str, dict[str, int]]:
    """How many projects of each city the newest document files under each area, zeros included."""
    rows = Counter((row.city, row.focus_area) for row in newest_report(atlas).rows if row.counted)
    return {city: {area: rows[city, area] for area in atlas.focus_areas} for city in atlas.cities}


def share_changes(before: ReportCounts, after: ReportCounts) -> dict[str, Fraction]:
    """By how much the share of each focus area has changed from one document to another, exactly."""
    return {
        area: Fraction(n, after.total) - Fraction(before.areas[area], before.total) for area, n in after.areas.items()
    }


def most(counts: Mapping[Key, int | Fraction]) -> list[Key]:
    """What is counted most: all of them where several are."""
    largest = max(counts.values(), default=0)
    return [key for key, n in counts.items() if n == largest]


# Sources and open questions


def is_official(source: Source) -> bool:
    """Whether a source speaks for a public body; what any other says counts as reported."""
    return source.kind == "official"


@once_per_atlas
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
    """The city that a record is or belongs to, if it does."""
    if collection == "projects":
        return atlas.projects[record_id].city
    return record_id if collection == "cities" else None


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


def open_questions_about(atlas: Atlas, ids: Iterable[str]) -> list[OpenQuestion]:
    """The open questions about any of the records, in the order of the file."""
    wanted = set(ids)
    return [question for question in atlas.open_questions.values() if wanted.intersection(question.about)]


# How complete and how old the data are


@dataclass(frozen=True)
class Share:
    """How many of a set have something; ``what`` is the key of its text."""

    what: str
    having: int
    of: int


def completeness(atlas: Atlas) -> list[Share]:
    """For what a reader would want to find on a record: how many records have it."""
    projects, cities = list(atlas.projects.values()), list(atlas.cities.values())
    figures = [figure for project in projects for figure in project.figures]
    cited = [value for project in projects for value in (project.status, *project.figures, *project.partners)]
    in_pdf = [value for value in cited if atlas.sources[value.source].is_pdf]
    return [
        Share("description", sum(p.summary is not None for p in projects), len(projects)),
        Share("figures", sum(bool(p.figures) for p in projects), len(projects)),
        Share("partners", sum(bool(p.partners) for p in projects), len(projects)),
        Share("started", sum(p.started is not None for p in projects), len(projects)),
        Share("sources", sum(len(p.sources) > 1 for p in projects), len(projects)),
        Share("status", sum(p.status.value != "unknown" for p in projects), len(projects)),
        Share("dated-figures", sum(figure.as_of is not None for figure in figures), len(figures)),
        Share("pages", sum(value.page is not None for value in in_pdf), len(in_pdf)),
        Share("website", sum(c.website is not None for c in cities), len(cities)),
        Share("vision", sum(c.vision is not None for c in cities), len(cities)),
        Share("land-area", sum(c.land_area_km2 is not None for c in cities), len(cities)),
    ]


def status_years(atlas: Atlas) -> dict[str, int]:
    """How many projects have their status from which year, newest first."""
    years = Counter(project.status.as_of[:4] for project in atlas.projects.values())
    return dict(sorted(years.items(), reverse=True))
