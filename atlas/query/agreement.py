"""Whether what a report states fits its own rows and the other reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from atlas.model.atlas import Atlas
from atlas.model.base import KeyPath
from atlas.model.projects import Project
from atlas.model.reports import (
    AreaDiscrepancy,
    CityDiscrepancy,
    CountryDiscrepancy,
    Discrepancy,
    DisputedArea,
    DisputedCountry,
    DisputedStage,
    DisputedTotal,
    Report,
    Row,
    TextDiscrepancy,
)
from atlas.query.changes import goes_back
from atlas.query.common import OPEN_STAGE, percent
from atlas.query.projects import projects_in_order
from atlas.query.reports import ReportCounts, report_counts, report_year, rows_by_project

# What a document states of itself, in its text and by its chart, and whether its own rows confirm it.


#: The stages of which documents state totals.
STATED_STAGES = ("ongoing", "planning", "completed")

Unit = Literal["projects", "cities", "percent"]

#: What a discrepancy can be about.
About = Literal["total", "stage", "area", "country", "city", "text"]


@dataclass(frozen=True)
class Dispute:
    """One thing that a recorded discrepancy names, whatever its kind: a number, or a focus area or city without one.

    Args:
        about, subject, stage, unit: What it is about, as in a :class:`Claim`; ``unit`` is None without a number.
        stated, counted: The number in the document, and that of its rows or chart; None without a number.
        path: Its place in the record of the discrepancy.
    """

    about: About
    subject: str | None
    stage: str | None
    unit: Unit | None
    stated: float | None
    counted: float | None
    path: KeyPath

    @property
    def key(self) -> tuple[str, str | None, str | None, str | None]:
        """What it shares with the claim about the same number, and with no other."""
        return self.about, self.subject, self.stage, self.unit


def disputes(entry: Discrepancy) -> list[Dispute]:
    """Everything that a recorded discrepancy names, in the order of its record."""
    if isinstance(entry, TextDiscrepancy):
        return []
    if isinstance(entry, CityDiscrepancy):
        return [_place("city", city, "cities", nth) for nth, city in enumerate(entry.cities)]
    areas = entry.focus_areas if isinstance(entry, AreaDiscrepancy) else []
    values: Sequence[DisputedTotal | DisputedStage | DisputedArea | DisputedCountry] = entry.values
    return [
        *(_place("area", area, "focus_areas", nth) for nth, area in enumerate(areas)),
        *(_number(value, nth) for nth, value in enumerate(values)),
    ]


def _place(about: About, subject: str, field: str, nth: int) -> Dispute:
    return Dispute(about, subject, None, None, None, None, (field, nth))


def _number(value: DisputedTotal | DisputedStage | DisputedArea | DisputedCountry, nth: int) -> Dispute:
    about: About
    subject: str | None = None
    stage: str | None = None
    match value:
        case DisputedTotal():
            about = "city" if value.unit == "cities" else "total"
        case DisputedStage():
            about, subject = "stage", value.stage
        case DisputedArea():
            about, subject = "area", value.focus_area
        case DisputedCountry():
            about, subject, stage = "country", value.country, value.stage
    return Dispute(about, subject, stage, value.unit, value.stated, value.counted, ("values", nth))


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

    @property
    def key(self) -> tuple[str, str | None, str | None, str | None]:
        """What it shares with a dispute about the same number, and with no other."""
        return self.about, self.subject, self.stage, self.unit


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
        for nth, value in enumerate(entry.values if isinstance(entry, CountryDiscrepancy) else []):
            if value.stage is not None:
                tally = _stage_tally(_stages_in(atlas, report, value.country), value.stage)
                path = ("discrepancies", index, "values", nth, "stated")
                yield _claim("country", value.country, value.stage, value.unit, value.stated, path, tally)


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
    counted = percent(rows, of) if unit == "percent" else rows
    fits = any(_states(unit, stated, part, of) for part in range(rows, rows + may_be + 1))
    return Claim(about, subject, stage, unit, stated, counted, fits, path, rows, of, may_be)


def _states(unit: Unit, stated: float, part: int, whole: int) -> bool:
    """Whether a number is that of a part; a share is, if the part gives it when rounded as the share is."""
    if unit != "percent":
        return stated == part
    decimals = len(f"{stated:g}".partition(".")[2])
    return whole > 0 and round(100 * part / whole, decimals) == stated


def recorded(report: Report, claim: Claim) -> int | None:
    """The place, among the recorded discrepancies of a document, of the one that names this number; None without."""
    for index, entry in enumerate(report.discrepancies):
        if any(dispute.key == claim.key for dispute in disputes(entry)):
            return index
    return None


def uncompared(atlas: Atlas, report: Report, entry: Discrepancy) -> list[Dispute]:
    """What a recorded discrepancy names and its document claims nowhere else: only the discrepancy says it."""
    known = {claim.key for claim in claims(atlas, report)}
    return [dispute for dispute in disputes(entry) if dispute.key not in known]


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


# Where documents contradict themselves or each other: in all they state, in totals of the year before, in stages.


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
            if goes_back(old, new):
                found.append(Setback(project, before, old, after, new))
    order = list(atlas.reports)
    return sorted(found, key=lambda setback: order.index(setback.after.id))
