"""Whether what a report states agrees with its own rows and with the other reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from atlas.model.atlas import Atlas
from atlas.model.base import KeyPath
from atlas.model.reports import Discrepancy, Report
from atlas.query.changes import goes_back
from atlas.query.common import OPEN_STAGE, percent
from atlas.query.projects import Step, steps
from atlas.query.reports import report_counts, report_year

#: The stages for which reports state totals.
STATED_STAGES = ("ongoing", "planning", "completed")

Unit = Literal["projects", "cities", "percent"]

#: What a number or a discrepancy is about.
About = Literal["total", "stage", "area", "country", "city", "text"]

#: What a number is about: which total, stage, area, country or city, and which stage within a country.
Topic = tuple[About, str | None, str | None]


@dataclass(frozen=True)
class _Number:
    about: About  # what kind of thing it counts
    subject: str | None  # which stage, area, country or city; None for a total
    stage: str | None  # the stage counted, if the subject is a country
    unit: Unit | None  # what is counted; None for a disputed area or city without a number

    @property
    def key(self) -> tuple[About, str | None, str | None, Unit | None]:
        """Identify the number: two with the same key are the same number of a report."""
        return self.about, self.subject, self.stage, self.unit


@dataclass(frozen=True)
class Dispute(_Number):
    """A number, area or city that a recorded discrepancy names."""

    stated: float | None  # the number in the report, if there is one
    counted: float | None  # the number of its rows or chart, if there is one
    path: KeyPath  # its place in the record of the discrepancy


@dataclass(frozen=True)
class StatedNumber(_Number):
    """A number that a report states, beside that of its rows."""

    stated: float
    counted: float
    fits: bool  # whether the two agree, to as many decimals as the report gives
    path: KeyPath  # its place in the record of the report


def disputes(entry: Discrepancy) -> list[Dispute]:
    """Return everything that a recorded discrepancy names, in the order of its record."""
    entries = [
        Dispute(entry.about, subject, None, None, None, None, (field, index))
        for field in ("focus_areas", "cities")
        for index, subject in enumerate(getattr(entry, field, []))
    ]
    subject_field = {"stage": "stage", "area": "focus_area", "country": "country"}.get(entry.about)
    for index, value in enumerate(getattr(entry, "values", [])):
        about: About = "city" if value.unit == "cities" else entry.about
        subject = getattr(value, subject_field) if subject_field else None
        stage = value.stage if about == "country" else None
        entries.append(Dispute(about, subject, stage, value.unit, value.stated, value.counted, ("values", index)))
    return entries


def _tally(atlas: Atlas, report: Report, topic: Topic) -> tuple[int, int, int]:
    """Count the rows, or cities, that a topic means: (they, all rows of the report or country, rows of open stage)."""
    about, subject, stage = topic
    rows = [row for row in report.rows if row.counted]
    if about == "total":
        return len(report.rows), len(rows), 0
    if about == "city":
        return len({row.city for row in rows}), len(rows), 0
    if about == "area":
        return sum(row.focus_area == subject for row in rows), len(rows), 0
    if about == "country":
        rows = [row for row in rows if atlas.cities[row.city].country == subject]
        if stage is None:
            return len(rows), len(rows), 0
    stages = Counter[str | None](row.stage for row in rows)
    wanted = stage or subject
    return stages[wanted], len(rows), 0 if wanted == "completed" else stages[OPEN_STAGE]


def claims(atlas: Atlas, report: Report) -> Iterator[StatedNumber]:
    """Yield every number that a report states and that its rows can confirm.

    Numbers of a stage within one country are known only from recorded discrepancies.
    """
    for topic, unit, stated, path in _stated_numbers(report):
        rows, of, may_be = _tally(atlas, report, topic)
        counted = percent(rows, of) if unit == "percent" else rows
        fits = any(_agrees(unit, stated, part, of) for part in range(rows, rows + may_be + 1))
        yield StatedNumber(*topic, unit, stated, counted, fits, path)


def _stated_numbers(report: Report) -> Iterator[tuple[Topic, Unit, float, KeyPath]]:
    """Yield what a report states: (topic, unit, number, path in its record)."""
    stated = report.stated
    yield ("total", None, None), "projects", stated.total, ("stated", "total")
    yield ("city", None, None), "cities", stated.cities, ("stated", "cities")
    for index, total in enumerate(stated.by_country):
        path: KeyPath = ("stated", "by_country", index, "projects")
        yield ("country", total.country, None), "projects", total.projects, path
    for index, share in enumerate(stated.by_focus_area):
        path = ("stated", "by_focus_area", index, "share_percent")
        yield ("area", share.focus_area, None), "percent", share.share_percent, path
    units: list[tuple[str, Unit]] = [("stages", "projects"), ("stages_percent", "percent")]
    for stage in STATED_STAGES:
        for field, unit in units:
            if (numbers := getattr(stated, field)) is not None:
                yield ("stage", stage, None), unit, getattr(numbers, stage), ("stated", field, stage)
    for index, entry in enumerate(report.discrepancies):
        for named in disputes(entry):
            if named.stage is not None and named.unit and named.stated is not None:
                path = ("discrepancies", index, *named.path, "stated")
                yield (named.about, named.subject, named.stage), named.unit, named.stated, path


def _agrees(unit: Unit | None, stated: float, part: int, whole: int) -> bool:
    """Tell whether a stated number is that of a part; a share agrees if it does at its own number of decimals."""
    if unit != "percent":
        return stated == part
    decimals = len(f"{stated:g}".partition(".")[2])
    return whole > 0 and round(100 * part / whole, decimals) == stated


def index_of_recorded(report: Report, claim: StatedNumber) -> int | None:
    """Return the index of the recorded discrepancy that names this number; None without one."""
    entries = enumerate(report.discrepancies)
    return next((index for index, entry in entries if claim.key in {named.key for named in disputes(entry)}), None)


def list_uncompared(atlas: Atlas, report: Report, entry: Discrepancy) -> list[Dispute]:
    """Return what a recorded discrepancy names and the report states nowhere else."""
    known = {claim.key for claim in claims(atlas, report)}
    return [named for named in disputes(entry) if named.key not in known]


@dataclass(frozen=True)
class Comparison:
    """One thing that a report counts, in its text, in its chart and in its rows."""

    about: About
    subject: str | None  # which stage, area, country or city; None for a total
    stage: str | None  # the stage counted, if the subject is a country
    claims: list[StatedNumber]  # what the text states: a number, a share or both
    icons: int | None  # how many icons the chart has; None where it shows no such thing
    rows: int  # how many rows, or cities, there are
    of: int  # how many rows there are in all
    may_be: int  # how many more rows may belong to it, since the report leaves their stage open
    recorded: int | None  # the index of the recorded discrepancy about it

    @property
    def text_fits(self) -> bool:
        """Whether all that the text states fits the rows."""
        return all(claim.fits for claim in self.claims)

    @property
    def chart_fits(self) -> bool:
        """Whether the icons fit the rows; a chart that shows no such thing fits."""
        return self.icons is None or self.rows <= self.icons <= self.rows + self.may_be

    @property
    def gap(self) -> Literal["text", "chart", "both", "apart"] | None:
        """What does not fit the rows; ``apart`` if text and chart do, but not each other; None if all agree."""
        if not self.text_fits:
            return "text" if self.chart_fits else "both"
        if not self.chart_fits:
            return "chart"
        icons = self.icons
        agree = icons is None or all(_agrees(claim.unit, claim.stated, icons, self.of) for claim in self.claims)
        return None if agree else "apart"


def comparisons(atlas: Atlas, report: Report) -> list[Comparison]:
    """Compare everything that a report counts, in its text, its chart and its rows."""
    stated: dict[Topic, list[StatedNumber]] = {}
    for claim in claims(atlas, report):
        stated.setdefault((claim.about, claim.subject, claim.stage), []).append(claim)
    icons: dict[Topic, int] = {}
    if report.chart:
        icons |= {("area", area.focus_area, None): area.icons for area in report.chart.by_focus_area}
        icons |= {("stage", stage, None): getattr(report.chart.stages, stage) for stage in STATED_STAGES}
    entries = []
    for topic in dict.fromkeys([*stated, *icons]):
        own = stated.get(topic, [])
        notes = (note for claim in own if (note := index_of_recorded(report, claim)) is not None)
        entries.append(Comparison(*topic, own, icons.get(topic), *_tally(atlas, report, topic), next(notes, None)))
    return entries


class Agreement(NamedTuple):
    """How many numbers of a report fit its rows."""

    report: Report
    stated: int  # the numbers in its text
    fitting: int  # those of them that fit
    charted: int  # the numbers in its chart
    charted_fitting: int  # those of them that fit
    gaps: list[Comparison]  # where text, chart and rows do not all agree

    @property
    def stated_fits(self) -> bool:
        """Whether all numbers in its text fit."""
        return self.stated == self.fitting


@lru_cache(maxsize=1)
def agreements(atlas: Atlas) -> list[Agreement]:
    """Return how far each report agrees with itself, oldest first."""
    entries = []
    for report in atlas.reports.values():
        compared = comparisons(atlas, report)
        stated = [claim.fits for comparison in compared for claim in comparison.claims]
        charted = [comparison.chart_fits for comparison in compared if comparison.icons is not None]
        gaps = [comparison for comparison in compared if comparison.gap]
        entries.append(Agreement(report, len(stated), sum(stated), len(charted), sum(charted), gaps))
    return entries


class EarlierTotal(NamedTuple):
    """The projects that a report states for the year before, beside what a report of that year counts."""

    report: Report  # the report that states the number
    stated: int
    year: int  # the year before
    before: Report  # the last report of that year or, if there is none, the last before it
    counted: int  # the projects that ``before`` counts
    kind: Literal["same", "other", "unknown"]  # ``unknown`` if no report of that year is known


def earlier_totals(atlas: Atlas) -> list[EarlierTotal]:
    """Return the totals that reports state for the year before, oldest first."""
    totals = []
    for report in atlas.reports.values():
        stated, year = report.stated.total_previous_year, report_year(atlas, report) - 1
        earlier = [other for other in atlas.reports.values() if report_year(atlas, other) <= year]
        if stated is not None and earlier:
            counted = report_counts(atlas, earlier[-1]).total
            kind: Literal["same", "other", "unknown"] = "same" if stated == counted else "other"
            known = report_year(atlas, earlier[-1]) == year
            totals.append(EarlierTotal(report, stated, year, earlier[-1], counted, kind if known else "unknown"))
    return totals


def setbacks(atlas: Atlas) -> list[Step]:
    """Return every stage that goes back between two reports that count a project, oldest first."""
    return [step for step in steps(atlas, lambda row: row.counted) if goes_back(step.old, step.new)]
