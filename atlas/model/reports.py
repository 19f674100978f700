"""Reports: the ASEAN documents that list projects, what they state, and every row as printed."""

from typing import Annotated, Literal

from pydantic import Field

from atlas.model.base import (
    CityId,
    Count,
    CountryId,
    FocusAreaId,
    Id,
    InlineRecord,
    Number,
    PageNumber,
    Percent,
    Phrase,
    PositiveWholeNumber,
    ProjectId,
    Prose,
    Record,
    SourceId,
    Text,
    Truth,
)
from atlas.model.vocabularies import DiscrepancyUnit, RowList, Stage, StageBasis


class AreaShare(InlineRecord):
    """The share of one focus area that a report states."""

    focus_area: FocusAreaId = Field(description="The focus area.")
    share_percent: Percent = Field(description="Per cent of its projects.", examples=[25])


class AreaIcons(InlineRecord):
    """The icons of one focus area in a report's chart."""

    focus_area: FocusAreaId = Field(description="The focus area.")
    icons: Count = Field(description="Icons counted in the chart.", examples=[34])


class CountryTotal(InlineRecord):
    """The projects of one country that a report states."""

    country: CountryId = Field(description="The country.")
    projects: Count = Field(description="How many projects.", examples=[18])


class StageTotals(Record):
    """Projects by stage."""

    ongoing: Count = Field(description="Under way.")
    planning: Count = Field(description="At planning.")
    completed: Count = Field(description="Done.")


class StageShares(Record):
    """Per cent of the projects by stage."""

    ongoing: Percent = Field(description="Under way.")
    planning: Percent = Field(description="At planning.")
    completed: Percent = Field(description="Done.")


class Stated(Record):
    """What a report states of itself; what its rows add up to is computed."""

    total: Count = Field(description="How many projects.", examples=[134])
    cities: Count = Field(description="How many cities.", examples=[35])
    total_previous_year: Count | None = Field(None, description="How many projects the year before.")
    stages: StageTotals | None = Field(None, description="Projects by stage.")
    stages_percent: StageShares | None = Field(None, description="Shares by stage.")
    by_focus_area: list[AreaShare] = Field([], description="Shares by focus area.")
    by_country: list[CountryTotal] = Field([], description="Projects by country.")
    note: Prose | None = Field(None, description="Where it says so.")


class Chart(Record):
    """What we counted in a report's chart: it is our observation, since no other part of the report adds up to it."""

    stages: StageTotals = Field(description="Icons by colour.")
    by_focus_area: list[AreaIcons] = Field(description="Icons by focus area.")


class DisputedNumber(InlineRecord):
    """A number that a report states, beside what its rows add up to."""

    stated: Number = Field(description="What the report says.", examples=[18])
    counted: Number = Field(description="What its rows or chart add up to.", examples=[18.7])


class DisputedTotal(DisputedNumber):
    """A stated number of all projects, or of all cities, that differs."""

    unit: Literal["projects", "cities"] = Field(description="Which total it is.", examples=["projects"])


class DisputedStage(DisputedNumber):
    """A stated number of one stage that differs."""

    stage: Stage = Field(description="The stage.")
    unit: DiscrepancyUnit = Field(description="What the numbers are.", examples=["percent"])


class DisputedArea(DisputedNumber):
    """A stated number of one focus area that differs."""

    focus_area: FocusAreaId = Field(description="The focus area.")
    unit: DiscrepancyUnit = Field(description="What the numbers are.", examples=["percent"])


class DisputedCountry(DisputedNumber):
    """A stated number of one country that differs."""

    country: CountryId = Field(description="The country.")
    stage: Stage | None = Field(None, description="The stage counted, where not all are.")
    unit: DiscrepancyUnit = Field(description="What the numbers are.", examples=["percent"])


class AnyDiscrepancy(Record):
    """Where a report contradicts itself or another."""

    note: Prose = Field(description="What differs, as a sentence.")


class TotalDiscrepancy(AnyDiscrepancy):
    """A discrepancy about the total of projects or of cities."""

    about: Literal["total"] = Field(description="What it is about.")
    values: list[DisputedTotal] = Field(min_length=1, description="The numbers that differ.")


class StageDiscrepancy(AnyDiscrepancy):
    """A discrepancy about stages."""

    about: Literal["stage"] = Field(description="What it is about.")
    values: list[DisputedStage] = Field(min_length=1, description="The numbers that differ.")


class AreaDiscrepancy(AnyDiscrepancy):
    """A discrepancy about focus areas."""

    about: Literal["area"] = Field(description="What it is about.")
    focus_areas: list[FocusAreaId] = Field([], description="Focus areas of which no stated number differs.")
    values: list[DisputedArea] = Field([], description="The numbers that differ.")


class CountryDiscrepancy(AnyDiscrepancy):
    """A discrepancy about countries."""

    about: Literal["country"] = Field(description="What it is about.")
    values: list[DisputedCountry] = Field(min_length=1, description="The numbers that differ.")


class CityDiscrepancy(AnyDiscrepancy):
    """A discrepancy about cities."""

    about: Literal["city"] = Field(description="What it is about.")
    cities: list[CityId] = Field(min_length=1, description="The cities.")


class TextDiscrepancy(AnyDiscrepancy):
    """A discrepancy in what a report says, rather than in its numbers."""

    about: Literal["text"] = Field(description="What it is about.")


#: Each kind has just the fields that it can be shown with.
Discrepancy = Annotated[
    TotalDiscrepancy | StageDiscrepancy | AreaDiscrepancy | CountryDiscrepancy | CityDiscrepancy | TextDiscrepancy,
    Field(discriminator="about"),
]


class Row(InlineRecord):
    """One row of a report, as printed, and the project that we think it means."""

    number: PositiveWholeNumber | None = Field(None, description="Its printed number.", examples=[17])
    city: CityId = Field(description="The city that it is printed under.", examples=["makassar"])
    name: Text = Field(description="The name as printed.")
    focus_area: FocusAreaId | None = Field(None, description="The area as printed, where one is.")
    focus_area_implied: FocusAreaId | None = Field(None, description="Our reading where none is printed.")
    stage: Stage = Field(description="The stage that the report gives.")
    stage_basis: StageBasis | None = Field(None, description="How the stage was established.")
    stage_note: Prose | None = Field(None, description="The reasoning, where it takes one.")
    page: PageNumber | None = Field(None, description="Page of the PDF, counted from its first page.")
    list: RowList | None = Field(None, description="Which of the lists of the report.")
    counted: Truth = Field(True, description="True, unless the report prints the row without counting it.")
    project: ProjectId = Field(description="The project it means.", examples=["makassar-smart-e-tax"])
    note: Prose | None = Field(None, description="What the report says of this row alone.")


class Report(Record):
    """One ASEAN document that lists projects: what it states, and every row as printed."""

    id: Id = Field(description="Permanent.", examples=["me-2025"])
    title: Phrase = Field(description="The title by which pages call it.")
    source: SourceId = Field(description="The report itself.")
    pages: PageNumber = Field(description="How many pages the PDF has.")
    chart_page: PageNumber | None = Field(None, description="The page of the chart of stages.")
    list_pages: list[PageNumber] = Field([], description="The pages of the list of projects.")
    completed_list_pages: list[PageNumber] = Field([], description="The pages of the list of completed projects.")
    summary: Prose = Field(description="What it is, in our words.")
    stated: Stated = Field(description="What it claims of itself.")
    chart: Chart | None = Field(None, description="What we counted in its chart.")
    discrepancies: list[Discrepancy] = Field([], description="Where it contradicts itself or another.")
    notes: list[Prose] = Field([], description="What else a reader of its numbers should know.")
    rows: list[Row] = Field(min_length=1, description="Every row as printed.")
