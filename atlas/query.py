"""Selections, counts, histories and comparisons: every number on the site, as pure functions of the loaded records.

After what all of it uses (words, order of names, age) come, each under a heading of its own:

- documents and their rows
- where documents contradict themselves or each other
- selections
- histories
- the register
- what changed from one document to another
- what became of the plans
- the plans from list to list
- support: what the plans ask for, and what partners offer
- focus areas
- shares
- cities and the network
- cities and countries compared
- sources and open questions
- how complete and how old the data are
- work for contributors
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise, takewhile
from typing import Any, Literal, TypeVar, get_args
from urllib.parse import urlsplit

from atlas.model import (
    QUESTIONED,
    Atlas,
    Citation,
    Cited,
    City,
    Country,
    Discrepancy,
    DiscrepancyValue,
    Figure,
    FocusArea,
    KeyPath,
    Link,
    NameChange,
    OpenQuestion,
    Partner,
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


def is_old(atlas: Atlas, date: str) -> bool:
    """Whether a figure of this date is shown with its age."""
    return age(atlas, date) >= OLD_AFTER_YEARS


def is_before(date: str, other: str) -> bool:
    """Whether a date lies before another, as far as both are known: a month is not before a day within it."""
    return date < other[: len(date)]


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


def lists(atlas: Atlas) -> list[Report]:
    """The documents that list projects of the network, oldest first; the workshop of 2018 was no list."""
    return [report for report in atlas.reports.values() if report.id != atlas.network.workshop.id]


def plan_report(atlas: Atlas) -> Report:
    """The document of the action plans: the first that lists projects of the network, which the workshop did not."""
    return lists(atlas)[0]


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


#: The stages of which documents state totals, and the one of a row whose document leaves it open.
STATED_STAGES = ("ongoing", "planning", "completed")
OPEN_STAGE = "ongoing-or-planning"

Unit = Literal["projects", "cities", "percent"]


@dataclass(frozen=True)
class Claim:
    """One number that a document states of itself, beside what its rows add up to.

    Args:
        about, subject, stage: What it is about, as a recorded discrepancy names it.
        unit: What is counted.
        stated: The number in the document.
        counted: That of its rows.
        fits: Whether the two agree, to as many decimals as the document gives.
        path: Where it stands in the record of the document.
        rows, of: How many rows are counted, or cities, and of how many: those of the document or of a country.
        may_be: How many rows more may belong to it, since the document leaves their stage open.
    """

    about: str
    subject: str | None
    stage: str | None
    unit: Unit
    stated: float
    counted: float
    fits: bool
    path: KeyPath
    rows: int
    of: int
    may_be: int


def claims(atlas: Atlas, report: Report) -> Iterator[Claim]:
    """Every number that a document states of itself and that its rows can confirm.

    Those of a stage within one country are known from recorded discrepancies alone.
    """
    stated, counts = report.stated, report_counts(atlas, report)

    def claim(about: str, subject: str | None, unit: Unit, number: float, *path: str | int) -> Claim:
        return _claim(about, subject, None, unit, number, path, _tally(counts, about, subject))

    yield claim("total", None, "projects", stated.total, "stated", "total")
    yield claim("city", None, "cities", stated.cities, "stated", "cities")
    for index, total in enumerate(stated.by_country):
        yield claim("country", total.country, "projects", total.projects, "stated", "by_country", index, "projects")
    for index, share in enumerate(stated.by_focus_area):
        place = ("by_focus_area", index, "share_percent")
        yield claim("area", share.focus_area, "percent", share.share_percent, "stated", *place)
    for stage in STATED_STAGES:
        if stated.stages is not None:
            yield claim("stage", stage, "projects", getattr(stated.stages, stage), "stated", "stages", stage)
        if stated.stages_percent is not None:
            share_of_all = getattr(stated.stages_percent, stage)
            yield claim("stage", stage, "percent", share_of_all, "stated", "stages_percent", stage)
    for index, entry in enumerate(report.discrepancies):
        for nth, value in enumerate(entry.values):
            if entry.about == "country" and value.subject and value.stage and value.stated is not None:
                tally = _stage_tally(_stages_in(atlas, report, value.subject), value.stage)
                path = ("discrepancies", index, "values", nth, "stated")
                unit = value.unit or "projects"
                yield _claim(entry.about, value.subject, value.stage, unit, value.stated, path, tally)


def _stages_in(atlas: Atlas, report: Report, country: str) -> Counter[str]:
    """How many rows of a country a document counts at each stage."""
    return Counter(row.stage for row in report.rows if row.counted and atlas.cities[row.city].country == country)


def _stage_tally(stages: Mapping[str, int], stage: str) -> tuple[int, int, int]:
    """How many rows are at a stage, of how many, and how many more may be, since the document leaves theirs open."""
    may_be = 0 if stage == "completed" else stages.get(OPEN_STAGE, 0)
    return stages.get(stage, 0), sum(stages.values()), may_be


def _tally(counts: ReportCounts, about: str, subject: str | None) -> tuple[int, int, int]:
    """What the rows add up to: how many there are, of how many, and how many more may belong to it."""
    if about == "stage":
        return _stage_tally(counts.stages, str(subject))
    whole = {"total": counts.printed, "city": counts.cities}
    n = whole[about] if about in whole else {**counts.areas, **counts.countries}.get(str(subject), 0)
    return n, counts.total, 0


def _claim(
    about: str,
    subject: str | None,
    stage: str | None,
    unit: Unit,
    stated: float,
    path: KeyPath,
    tally: tuple[int, int, int],
) -> Claim:
    rows, of, may_be = tally
    counted = percent(rows, of or 1) if unit == "percent" else rows
    fits = any(_states(unit, stated, part, of) for part in range(rows, rows + may_be + 1))
    return Claim(about, subject, stage, unit, stated, counted, fits, path, rows, of, may_be)


def _states(unit: Unit, stated: float, part: int, whole: int) -> bool:
    """Whether a number is that of a part; a share is, if the part gives it when rounded as the share is."""
    if unit != "percent":
        return stated == part
    decimals = len(f"{stated:g}".partition(".")[2])
    return whole > 0 and round(100 * part / whole, decimals) == stated


# Where documents contradict themselves or each other


def recorded(report: Report, claim: Claim) -> int | None:
    """The place, among the recorded discrepancies of a document, of the one that names this number; None without."""
    for index, entry in enumerate(report.discrepancies):
        for value in entry.values:
            found = (entry.about, value.subject, value.stage, value.unit or "projects")
            if value.stated is not None and found == (claim.about, claim.subject, claim.stage, claim.unit):
                return index
    return None


def uncompared(atlas: Atlas, report: Report, entry: Discrepancy) -> list[DiscrepancyValue]:
    """The values of a recorded discrepancy that are no claim of its document: it alone tells them."""
    known = {(claim.about, claim.subject, claim.stage, claim.unit) for claim in claims(atlas, report)}
    return [
        value
        for value in entry.values
        if value.stated is None or (entry.about, value.subject, value.stage, value.unit or "projects") not in known
    ]


@dataclass(frozen=True)
class Comparison:
    """One thing of which a document gives the number: in its text, by the icons of its chart, by its rows.

    Args:
        about, subject, stage: What it is about, as a recorded discrepancy names it.
        claims: What the text states of it: a number, a share or both.
        icons: How many icons the chart has of it; None where it shows nothing of the kind.
        rows, of: How many rows it has, or cities, and of how many.
        may_be: How many rows more may belong to it, since the document leaves their stage open.
        recorded: The place of the discrepancy that is recorded for the text, where that does not fit.
    """

    about: str
    subject: str | None
    stage: str | None
    claims: list[Claim]
    icons: int | None
    rows: int
    of: int
    may_be: int
    recorded: int | None

    @property
    def text_fits(self) -> bool:
        """Whether all that the text states fits the rows."""
        return all(claim.fits for claim in self.claims)

    @property
    def chart_fits(self) -> bool:
        """Whether the icons fit the rows; a chart that shows nothing of the kind contradicts nothing."""
        return self.icons is None or self.rows <= self.icons <= self.rows + self.may_be

    @property
    def gap(self) -> Literal["text", "chart", "both", "apart"] | None:
        """What does not fit the rows; ``apart``: both do, but not each other. None where all agree."""
        if not self.text_fits:
            return "text" if self.chart_fits else "both"
        if not self.chart_fits:
            return "chart"
        icons = self.icons
        agree = icons is None or all(_states(c.unit, c.stated, icons, self.of) for c in self.claims)
        return None if agree else "apart"


def comparisons(atlas: Atlas, report: Report) -> list[Comparison]:
    """Everything of which a document gives the number, with what its text, its chart and its rows say of it."""
    told: dict[tuple[str, str | None, str | None], list[Claim]] = {}
    for claim in claims(atlas, report):
        told.setdefault((claim.about, claim.subject, claim.stage), []).append(claim)
    icons: dict[tuple[str, str | None, str | None], int] = {}
    if report.chart:
        icons |= {("area", area.focus_area, None): area.icons for area in report.chart.by_focus_area}
        icons |= {("stage", stage, None): getattr(report.chart.stages, stage) for stage in STATED_STAGES}
    counts, found = report_counts(atlas, report), []
    for about, subject, stage in dict.fromkeys([*told, *icons]):
        stated = told.get((about, subject, stage), [])
        rows, of, may_be = (
            (stated[0].rows, stated[0].of, stated[0].may_be) if stated else _tally(counts, about, subject)
        )
        notes = [note for claim in stated if not claim.fits and (note := recorded(report, claim)) is not None]
        found.append(
            Comparison(
                about,
                subject,
                stage,
                claims=stated,
                icons=icons.get((about, subject, stage)),
                rows=rows,
                of=of,
                may_be=may_be,
                recorded=notes[0] if notes else None,
            )
        )
    return found


@dataclass(frozen=True)
class Agreement:
    """How many numbers a document gives of itself, and how many of them fit its rows.

    Args:
        stated, fitting: In its text.
        charted, charted_fitting: By the icons of its chart.
        gaps: Where what is stated, the chart and the rows do not all agree.
    """

    report: Report
    stated: int
    fitting: int
    charted: int
    charted_fitting: int
    gaps: list[Comparison]


@once_per_atlas
def agreements(atlas: Atlas) -> list[Agreement]:
    """How far each document agrees with itself, oldest first."""
    found = []
    for report in atlas.reports.values():
        compared = comparisons(atlas, report)
        stated = [claim.fits for comparison in compared for claim in comparison.claims]
        charted = [comparison.chart_fits for comparison in compared if comparison.icons is not None]
        gaps = [comparison for comparison in compared if comparison.gap]
        found.append(Agreement(report, len(stated), sum(stated), len(charted), sum(charted), gaps))
    return found


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


@dataclass(frozen=True)
class EarlierTotal:
    """How many projects a document states for the year before, beside what a document of that year counts.

    Args:
        year: The year before.
        before: The last document of that year or, where there is none, the last before it.
        counted: The projects that this one counts.
        kind: Whether the two agree; ``unknown`` where no document of that year is known.
    """

    report: Report
    stated: int
    year: int
    before: Report
    counted: int
    kind: Literal["same", "other", "unknown"]


def earlier_totals(atlas: Atlas) -> list[EarlierTotal]:
    """The totals that documents state for the year before theirs, oldest first."""
    found = []
    for report in atlas.reports.values():
        stated, year = report.stated.total_previous_year, report_year(atlas, report) - 1
        earlier = [other for other in atlas.reports.values() if report_year(atlas, other) <= year]
        if stated is not None and earlier:
            counted = report_counts(atlas, earlier[-1]).total
            known = report_year(atlas, earlier[-1]) == year
            kind: Literal["same", "other", "unknown"] = (
                ("same" if stated == counted else "other") if known else "unknown"
            )
            found.append(EarlierTotal(report, stated, year, earlier[-1], counted, kind))
    return found


@dataclass(frozen=True)
class Setback:
    """That a document gives a project an earlier stage than the document before that lists it."""

    project: Project
    before: Report
    old: Row
    after: Report
    new: Row


def setbacks(atlas: Atlas) -> list[Setback]:
    """Every stage that goes back between two documents that count a project, oldest first."""
    found = []
    for project in projects_in_order(atlas):
        rows = [
            (atlas.reports[report], row) for report, row in rows_by_project(atlas)[project.id].items() if row.counted
        ]
        for (before, old), (after, new) in pairwise(rows):
            if _goes_back(old, new):
                found.append(Setback(project, before, old, after, new))
    order = list(atlas.reports)
    return sorted(found, key=lambda setback: order.index(setback.after.id))


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
        "plans": lambda: len(plans(atlas)),
        "requests": lambda: requests(plans(atlas)),
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
class Change:
    """A project in two documents, of which at least one counts it.

    Args:
        name: As these two documents print it, the later one if both do; a later document does not change it.
        before: Its row in the earlier one, if that counts it.
        after: Its row in the later one, if that counts it.
    """

    project: Project
    name: str
    before: Row | None
    after: Row | None


def compared(atlas: Atlas, before: Report, after: Report) -> list[Change]:
    """Every project that either of two documents counts, by country, city and printed name."""
    old, new = _counted_rows(before), _counted_rows(after)
    found = [
        Change(atlas.projects[project], row.name, old.get(project), new.get(project))
        for project, row in {**old, **new}.items()
    ]
    cities = [city.id for city in cities_in_order(atlas)]

    def place(change: Change) -> tuple[int, tuple[str, str], str]:
        return cities.index(change.project.city), sort_key(change.name), change.project.id

    return sorted(found, key=place)


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
        renamed: Printed under another name, be it by one letter.
    """

    new: list[Change]
    returned: list[Change]
    gone: list[Change]
    completed: list[Change]
    forward: list[Change]
    back: list[Change]
    moved_area: list[Change]
    renamed: list[Change]


#: The kinds of change in the order in which the comparison of two documents tells them.
TOLD = ("new", "returned", "renamed", "moved_area", "forward", "back", "completed", "gone")


#: How far a project is, by its stage. Whether one that is ongoing or planning has moved cannot be said.
_PROGRESS = {"proposed": (0, 0), "planning": (1, 1), OPEN_STAGE: (1, 2), "ongoing": (2, 2), "completed": (3, 3)}


def _goes_back(was: Row, now: Row) -> bool:
    """Whether a later row gives an earlier stage."""
    return _PROGRESS[was.stage][0] > _PROGRESS[now.stage][1]


def changes(atlas: Atlas, before: Report, after: Report) -> Changes:
    """What changed from one document to a later one.

    The workshop of 2018 was no list of the network: who stood only there is new in the first list.
    """
    found = compared(atlas, before, after)
    order = list(atlas.reports)
    earlier = {
        project
        for report in lists(atlas)
        if order.index(report.id) < order.index(before.id)
        for project in _counted_rows(report)
    }
    added = [change for change in found if not change.before]

    def where(differ: Callable[[Row, Row], bool]) -> list[Change]:
        return [change for change in found if change.before and change.after and differ(change.before, change.after)]

    return Changes(
        new=[change for change in added if change.project.id not in earlier],
        returned=[change for change in added if change.project.id in earlier],
        gone=[change for change in found if not change.after],
        completed=where(lambda was, now: was.stage != now.stage == "completed"),
        forward=where(lambda was, now: _PROGRESS[was.stage][1] < _PROGRESS[now.stage][0] and now.stage != "completed"),
        back=where(_goes_back),
        moved_area=where(lambda was, now: was.focus_area != now.focus_area and bool(was.focus_area and now.focus_area)),
        renamed=where(lambda was, now: was.name != now.name),
    )


@dataclass(frozen=True)
class Absence:
    """That a project was missing from lists: the last that has it, its row there, and the first that has it no more."""

    last: Report
    row: Row
    since: Report


def absence(atlas: Atlas, project: Project, back_in: Report) -> Absence:
    """How long a project was missing from the lists before one that names it again."""
    before = lists(atlas)[: lists(atlas).index(back_in)]
    last, since = [(last, since) for last, since in pairwise(before) if project.id in _counted_rows(last)][-1]
    return Absence(last, _counted_rows(last)[project.id], since)


def told_as(kind: str, change: Change) -> str:
    """By which sentence a change of a kind is told: what enters or leaves may have no printed area to name."""
    row = change.after or change.before
    return f"{kind}-without-area" if kind in {"new", "gone"} and row and not row.focus_area else kind


def only_proposes(atlas: Atlas, report: Report) -> bool:
    """Whether a document holds nothing but proposals: that the next one gives stages is then no news of a project."""
    return report not in monitoring_reports(atlas)


def successors(project: Project, report: Report) -> list[tuple[Link, Row]]:
    """As what a project may go on in a document: the links that say so, each with the row of the other project.

    What goes on in a younger document only is left out, so that the comparison of two documents rests on them alone.
    """
    rows = _counted_rows(report)
    return [(link, rows[link.continued_by]) for link in project.links if link.continued_by in rows]


def renaming(change: Change, seen_in: Report) -> NameChange | None:
    """How sure it is that the name which a document is the first to print means a project known by another."""
    recorded = (known for known in change.project.name_changes if known.seen_in == seen_in.id)
    return next((known for known in recorded if known.new_name == change.name), None)


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

#: The word that stands for any stage in the newest document, and what a filter by outcome can ask for.
LISTED = "listed"
OUTCOME_CHOICES: tuple[str, ...] = (
    *(outcome for outcome in OUTCOMES if outcome in STAGES),
    LISTED,
    *(outcome for outcome in OUTCOMES if outcome not in STAGES),
)


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
    _, *later = lists(atlas)
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
        *([f"outcome={LISTED}"] if plan.outcome in STAGES else []),
        *([f"support={kind}" for kind in plan.asked] or [f"support={NONE}"]),
    ]


# The plans from list to list

#: The states from the furthest down, then those that are no stage.
FURTHEST: tuple[State, ...] = (
    "completed",
    "ongoing",
    "ongoing-or-planning",
    "planning",
    "proposed",
    "not-listed",
    "not-a-member",
)


def plan_history(atlas: Atlas, plan: Plan) -> list[Appearance]:
    """A plan through the document of the plans and those after it, oldest first."""
    return [_appearance(atlas, plan.project, report) for report in lists(atlas)]


def plan_states(atlas: Atlas) -> dict[str, dict[State, int]]:
    """How many of the plans stand in each state, in each document from that of the plans on; without zeros."""
    found: dict[str, Counter[State]] = {report.id: Counter() for report in lists(atlas)}
    for plan in plans(atlas):
        for appearance in plan_history(atlas, plan):
            found[appearance.report.id][appearance.state] += 1
    return {report: {state: n[state] for state in FURTHEST if n[state]} for report, n in found.items()}


@dataclass(frozen=True)
class Flow:
    """How many plans go from one state to another between two documents that follow each other."""

    before: Report
    after: Report
    old: State
    new: State
    n: int


def flows(atlas: Atlas) -> list[Flow]:
    """Every way that plans go between two documents that follow each other, oldest first, the furthest states first."""
    steps = [list(pairwise(plan_history(atlas, plan))) for plan in plans(atlas)]
    found = []
    for place, (before, after) in enumerate(pairwise(lists(atlas))):
        n = Counter((step[place][0].state, step[place][1].state) for step in steps)
        found += [Flow(before, after, old, new, n[old, new]) for old in FURTHEST for new in FURTHEST if n[old, new]]
    return found


def path_facts(atlas: Atlas, plan: Plan) -> list[str]:
    """What further filters ask of a plan: how it stands in a document, and from which state to which it came there.

    They are ``state=<document>.<state>`` and ``step=<document>.<state before>.<state>``.
    """
    path = plan_history(atlas, plan)
    return [
        *(f"state={appearance.report.id}.{appearance.state}" for appearance in path),
        *(f"step={after.report.id}.{before.state}.{after.state}" for before, after in pairwise(path)),
    ]


@dataclass(frozen=True)
class Kept:
    """How many plans the first document after them gives a stage, and how many of these the newest lists at any."""

    report: Report
    stage: State
    n: int
    listed: int


def kept(atlas: Atlas) -> list[Kept]:
    """What became of the plans by their stage in the first document after them, the furthest first."""
    after = lists(atlas)[1:]
    found: dict[State, list[Plan]] = {state: [] for state in FURTHEST if state in STAGES}
    for plan in plans(atlas):
        for appearance in plan_history(atlas, plan)[1:2]:
            found.get(appearance.state, []).append(plan)
    return [
        Kept(after[0], stage, len(those), sum(plan.outcome in STAGES for plan in those))
        for stage, those in found.items()
        if those
    ]


def plan_outcomes(atlas: Atlas) -> dict[str, int]:
    """How many plans each choice of a filter by outcome finds, without zeros: each end, and any stage together."""
    n: Counter[str] = Counter(plan.outcome for plan in plans(atlas))
    n[LISTED] = sum(n[stage] for stage in STAGES)
    return {choice: n[choice] for choice in OUTCOME_CHOICES if n[choice]}


def plans_with(atlas: Atlas, outcome: str) -> list[Plan]:
    """The plans of one outcome, by country, city and name.

    Raises:
        QueryError: For an outcome that does not exist.
    """
    _known("known outcome", outcome, OUTCOMES)
    return [plan for plan in plans(atlas) if plan.outcome == outcome]


def state_since(atlas: Atlas, plan: Plan) -> Appearance:
    """How a plan stands in the oldest of the documents that have shown it as the newest does, without a break."""
    path = plan_history(atlas, plan)
    return list(takewhile(lambda appearance: appearance.state == path[-1].state, reversed(path)))[-1]


def last_listed(atlas: Atlas, plan: Plan) -> Appearance | None:
    """How a plan stands in the newest document that lists it, that of the plans aside; None where there is none."""
    return next((appearance for appearance in reversed(plan_history(atlas, plan)[1:]) if appearance.row), None)


def continuations(project: Project) -> list[Link]:
    """The links of a project to those that continue it, whatever documents list these."""
    return [link for link in project.links if link.continued_by]


# Support: what the plans ask for, and what partners offer

#: All kinds of support, in the order of the vocabulary.
SUPPORT_KINDS: tuple[SupportKind, ...] = get_args(SupportKind)


@dataclass(frozen=True)
class PlanCount:
    """How many plans meet some filters: a link to a register of plans with these shows as many rows."""

    n: int
    filters: dict[str, str]


@dataclass(frozen=True)
class PlanTable:
    """How many plans have which two properties at once.

    Args:
        columns: The values of the one.
        rows: For each value of the other the plans that have it with each of the columns, and all that have it.
        totals: The plans of each column, and all plans. What has several values counts under each, but here once.
    """

    columns: list[str]
    rows: dict[str, list[PlanCount]]
    totals: list[PlanCount]


def count_plans(atlas: Atlas, **filters: str) -> PlanCount:
    """Count the plans that meet every filter of a register of plans; see :func:`plan_facts`."""
    wanted = {f"{name}={value}" for name, value in filters.items()}
    return PlanCount(sum(wanted <= facts for facts in _facts_of_plans(atlas)), filters)


def plan_table(atlas: Atlas, rows: str, columns: str) -> PlanTable:
    """Count the plans by two of the filters of a register of plans; only values that occur have a row or a column."""
    across: list[dict[str, str]] = [{columns: value} for value in plan_values(atlas, columns)]
    return PlanTable(
        columns=plan_values(atlas, columns),
        rows={
            value: [count_plans(atlas, **{rows: value}, **column) for column in [*across, {}]]
            for value in plan_values(atlas, rows)
        },
        totals=[count_plans(atlas, **column) for column in [*across, {}]],
    )


def plan_values(atlas: Atlas, name: str) -> list[str]:
    """The values of a filter that any plan meets, in their own order, having none of them last.

    Raises:
        QueryError: For another filter.
    """
    orders: dict[str, Iterable[str]] = {
        "support": SUPPORT_KINDS,
        "outcome": OUTCOME_CHOICES,
        "area": atlas.focus_areas,
        "city": [city.id for city in cities_in_order(atlas)],
        "country": [country.id for country in countries_in_order(atlas)],
    }
    _known("filter of plans", name, orders)
    return [value for value in [*orders[name], NONE] if count_plans(atlas, **{name: value}).n]


@once_per_atlas
def _facts_of_plans(atlas: Atlas) -> list[set[str]]:
    return [set(plan_facts(atlas, plan)) for plan in plans(atlas)]


def requests(asking: Iterable[Plan]) -> int:
    """How many requests some plans make between them."""
    return sum(plan.requests for plan in asking)


def plans_without_kind(atlas: Atlas) -> tuple[list[Plan], list[Plan]]:
    """The plans that ask for no kind of support: those that ask for something else, and those that print no request."""
    without = [plan for plan in plans(atlas) if not plan.asked]
    return [plan for plan in without if plan.requests], [plan for plan in without if not plan.requests]


@dataclass(frozen=True)
class Offering:
    """A partner that offers a kind of support.

    Args:
        known_in: The cities with a plan that asks for that kind, and in which the partner is known to have supported
            something, whatever it was.
    """

    partner: Partner
    known_in: list[City]


@dataclass(frozen=True)
class Match:
    """A kind of support, where requests and offers meet. That they do is our inference: no document says so.

    Args:
        asking: The plans that ask for it.
        listed: Those of them that are in the newest document.
        offering: The partners that offer it.
    """

    kind: SupportKind
    asking: PlanCount
    listed: PlanCount
    offering: list[Offering]


def matches(atlas: Atlas) -> list[Match]:
    """Every kind of support that a plan asks for or a partner offers, in the order of the vocabulary."""
    found = [
        Match(
            kind,
            asking=count_plans(atlas, support=kind),
            listed=count_plans(atlas, support=kind, outcome=LISTED),
            offering=list(_offering(atlas, kind)),
        )
        for kind in SUPPORT_KINDS
    ]
    return [match for match in found if match.asking.n or match.offering]


def _offering(atlas: Atlas, kind: SupportKind) -> Iterator[Offering]:
    asking = {plan.project.city for plan in plans(atlas) if kind in plan.asked}
    for partner in atlas.partners.values():
        if any(offer.kind == kind for offer in partner.offers):
            yield Offering(partner, [city for city in supported_cities(atlas, partner) if city.id in asking])


def supported_cities(atlas: Atlas, partner: Partner) -> list[City]:
    """The cities that a partner is known to have supported, by country and name."""
    supported = {city for support in partner.cities_supported for city in support.cities}
    return [city for city in cities_in_order(atlas) if city.id in supported]


def supporters(atlas: Atlas, city: str) -> list[Partner]:
    """The partners that are known to have supported a city, with whatever it was."""
    return [
        partner
        for partner in atlas.partners.values()
        if any(city in support.cities for support in partner.cities_supported)
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


def questions_by_country(atlas: Atlas) -> list[tuple[Country, list[tuple[City, list[OpenQuestion]]]]]:
    """The countries with open questions about one of their cities by name, each with those cities and questions."""
    grouped = questions_by_place(atlas)
    found = [
        (country, [(city, grouped[city.id]) for city in cities if city.id in grouped])
        for country, cities in cities_by_country(atlas)
    ]
    return [(country, cities) for country, cities in found if cities]


def questioned(atlas: Atlas, record_id: str) -> str:
    """The collection of a record that an open question is about.

    Raises:
        KeyError: If there is no such record.
    """
    for collection in QUESTIONED:
        if record_id in atlas.collection(collection):
            return collection
    raise KeyError(record_id)


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
    return [
        Share(what, sum(there for _, there in places), len(places)) for what, places in _wanted_places(atlas).items()
    ]


def status_years(atlas: Atlas) -> dict[str, int]:
    """How many projects have their status from which year, newest first."""
    years = Counter(project.status.as_of[:4] for project in atlas.projects.values())
    return dict(sorted(years.items(), reverse=True))


# Work for contributors


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


@dataclass(frozen=True)
class Work:
    """All that is to be done of one kind: by country, city and name of the record, then in the order of the record."""

    kind: str
    tasks: list[Task]


def work(atlas: Atlas) -> list[Work]:
    """What contributors can do for the data, by kind, the kinds of which nothing is left included.

    A kind that :func:`completeness` counts as well has a task for each that it finds missing. ``old-status``: neither
    final nor unknown, and older than the newest document. ``old-figures``, ``old-population``: past the age from which
    a reader sees it.
    """
    newest = report_date(atlas, newest_report(atlas))
    missing = {what: [task for task, there in places if not there] for what, places in _wanted_places(atlas).items()}
    places = questions_by_place(atlas)
    found = {
        "description": missing["description"],
        "status": missing["status"],
        "old-status": [
            Task("projects", project.id, ("status",), project.city)
            for project in projects_in_order(atlas)
            if project.status.value not in {"completed", "unknown"} and is_before(project.status.as_of, newest)
        ],
        "sources": missing["sources"],
        "vision": missing["vision"],
        "website": missing["website"],
        "land-area": missing["land-area"],
        "old-population": [
            Task("cities", city.id, ("population",), city.id)
            for city in cities_in_order(atlas)
            if is_old(atlas, str(city.population.year))
        ],
        "dated-figures": missing["dated-figures"],
        "old-figures": [
            Task("projects", project.id, ("figures", index), project.city)
            for project in projects_in_order(atlas)
            for index, figure in enumerate(project.figures)
            if figure.as_of and is_old(atlas, figure.as_of)
        ],
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


def needlessly_plain(atlas: Atlas) -> list[Source]:
    """The sources named by plain http where another source of the same host has https."""
    secure = {urlsplit(source.url).netloc for source in atlas.sources.values() if source.url.startswith("https:")}
    return [
        source
        for source in atlas.sources.values()
        if source.url.startswith("http:") and urlsplit(source.url).netloc in secure
    ]
