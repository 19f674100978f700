"""What follows from other records: the type of ``computed`` in each collection, with what fills it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, WithJsonSchema

from atlas import query
from atlas.export.promises import PromiseComputed, promises_computed
from atlas.model.atlas import Atlas
from atlas.model.base import (
    CityId,
    Count,
    CountryId,
    FocusAreaId,
    Id,
    InlineRecord,
    Number,
    PageNumber,
    PartialDate,
    ProjectId,
    Record,
    ReportId,
    Text,
    Year,
)
from atlas.model.cities import City, Country, FocusArea
from atlas.model.projects import Project
from atlas.model.reports import Report
from atlas.model.sources import Source
from atlas.model.vocabularies import Stage
from atlas.query.agreement import Unit
from atlas.query.plans import Outcome

#: What a collection is called in addresses and references.
CollectionName = Annotated[
    str,
    WithJsonSchema({"enum": [collection.public_name for collection in Atlas.COLLECTIONS.values()], "type": "string"}),
]


def public_name(collection: str) -> str:
    """Return the name of a collection in addresses and references."""
    return Atlas.COLLECTIONS[collection].public_name


class Reference(InlineRecord):
    """A record of any collection."""

    collection: CollectionName = Field(description="Its collection.", examples=["projects"])
    id: Text = Field(description="Its id there.", examples=["makassar-smart-e-tax"])


class StageCount(InlineRecord):
    """The projects at one stage."""

    stage: Stage = Field(description="The stage.")
    projects: Count = Field(description="Projects.", examples=[18])


class AreaCount(InlineRecord):
    """The projects of one focus area."""

    focus_area: FocusAreaId = Field(description="The focus area.")
    projects: Count = Field(description="Projects.", examples=[18])


class CountryCount(InlineRecord):
    """The projects of one country."""

    country: CountryId = Field(description="The country.")
    projects: Count = Field(description="Projects.", examples=[18])


class Computed(Record):
    """What follows from other records."""

    page: str = Field(description="Address of its place on the site.")


class Appearance(InlineRecord):
    """What one report says of a project."""

    report: ReportId = Field(description="The report.", examples=["me-2025"])
    date: PartialDate | None = Field(description="Date of the report.", examples=["2025-09-30"])
    presence: Literal["listed", "not-listed", "not-a-member"] = Field(
        description="Whether it has a row of the project; `not-a-member`: the city had not joined the network then."
    )
    stage: Stage | None = Field(description="The stage it gives, if it lists the project.")
    printed_name: Text | None = Field(description="The name as printed, if it lists the project.")
    page: PageNumber | None = Field(description="Page of the PDF, if it is known.", examples=[11])
    counted: bool | None = Field(description="Whether it counts the row, if it has one.")


class ProjectComputed(Computed):
    """What follows from other records for a project."""

    city_name: Text = Field(description="Name of its city.")
    country: CountryId = Field(description="Its country.")
    country_name: Text = Field(description="Name of its country.")
    other_names: list[Text] = Field(description="Every further name in Latin letters that it had or was printed by.")
    history: list[Appearance] = Field(description="What each report says of it, oldest first.")
    newest_stage: Stage | None = Field(
        description="Its stage in the newest report, if that lists it: what ASEAN prints, not our status."
    )
    plan_outcome: Outcome | None = Field(
        description="What became of it by the newest report, if the action plans of 2018 count it."
    )
    besides_asean_official: Count = Field(description="Public bodies other than ASEAN that it cites.", examples=[1])
    besides_asean_press: Count = Field(description="Publishers of the press that it cites.", examples=[2])
    besides_asean_others: Count = Field(description="Other publishers that it cites.", examples=[0])
    besides_asean_newest: PartialDate | None = Field(
        description="Newest date of any source that ASEAN did not publish.", examples=["2026-03"]
    )
    promises: list[PromiseComputed] = Field(description="What became of each date promised for it.")
    open_questions: list[Id] = Field(description="The open questions about it.")


def _project(atlas: Atlas, record: Project) -> dict[str, Any]:
    city, plans = atlas.cities[record.city], query.plans.plans(atlas)
    row = query.reports.row_of(atlas, record, query.reports.newest_report(atlas))
    others = query.publishers.besides_asean(atlas, record)
    return {
        "city_name": city.name,
        "country": city.country,
        "country_name": atlas.countries[city.country].name,
        "other_names": query.projects.other_names(atlas, record),
        "history": [_appearance(atlas, state) for state in query.projects.history(atlas, record)],
        "newest_stage": row.stage if row else None,
        "plan_outcome": next((plan.outcome for plan in plans if plan.project.id == record.id), None),
        "besides_asean_official": len(others.get("official", {})),
        "besides_asean_press": len(others.get("press", {})),
        "besides_asean_others": len(others.get("other", {})),
        "besides_asean_newest": max(map(query.publishers.newest_of, others.values()), default="") or None,
        "promises": promises_computed(atlas, record.id),
        "open_questions": _questions(atlas, record.id),
    }


class PlaceComputed(Computed):
    """What follows from other records for a city or country."""

    projects: list[ProjectId] = Field(description="Its known projects, by city and name.")
    listed: Count = Field(description="How many of its projects the newest report counts.")
    planned: Count = Field(description="How many of its projects the action plans of 2018 count.")
    by_focus_area: list[AreaCount] = Field(description="Those of the newest report by focus area, zeros included.")
    by_stage: list[StageCount] = Field(description="Those of the newest report by stage, zeros included.")


class CityComputed(PlaceComputed):
    """What follows from other records for a city."""

    country_name: Text = Field(description="Name of its country.")
    partners: list[Id] = Field(description="The partners that are known to have supported it.")
    promises: list[PromiseComputed] = Field(description="What became of each date promised for the city itself.")
    open_questions: list[Id] = Field(description="The open questions about it, those about its projects aside.")


def _city(atlas: Atlas, record: City) -> dict[str, Any]:
    return {
        **_place_facts(atlas, record),
        "country_name": atlas.countries[record.country].name,
        "partners": [partner.id for partner in query.plans.supporters(atlas, record.id)],
        "promises": promises_computed(atlas, record.id),
        "open_questions": _questions(atlas, record.id),
    }


class CountryComputed(PlaceComputed):
    """What follows from other records for a country."""

    cities: list[CityId] = Field(description="Its member cities, by name.")
    joined: list[Year] = Field(description="Each year in which one of them became a member.")


def _country(atlas: Atlas, record: Country) -> dict[str, Any]:
    return {
        **_place_facts(atlas, record),
        "cities": [city.id for city in query.projects.select_cities(atlas, country=record.id)],
        "joined": _places(atlas)[record.id].joined,
    }


class AreaInReport(InlineRecord):
    """How many rows a report counts under a focus area."""

    report: ReportId = Field(description="The report.", examples=["me-2025"])
    printed: Count = Field(description="Rows that it prints under the area.", examples=[34])
    implied: Count = Field(description="Rows without a printed area that belong there by our reading.", examples=[2])


class FocusAreaComputed(Computed):
    """What follows from other records for a focus area."""

    projects: list[ProjectId] = Field(description="The projects that have it, by country, city and name.")
    by_report: list[AreaInReport] = Field(description="Its rows in each report, oldest first.")


def _focus_area(atlas: Atlas, record: FocusArea) -> dict[str, Any]:
    return {
        "projects": [project.id for project in query.projects.select_projects(atlas, area=record.id)],
        "by_report": [
            {"report": year.report.id, "printed": year.printed, "implied": year.implied}
            for year in query.totals.area_years(atlas, record)
        ],
    }


class Claim(InlineRecord):
    """One number that a report states of itself, beside what its rows add up to."""

    about: Literal["total", "stage", "area", "country", "city"] = Field(description="What it is about.")
    subject: Text | None = Field(description="Which stage, area or country, if it is about one.")
    stage: Stage | None = Field(description="The stage counted, if the subject is not itself a stage.")
    unit: Unit = Field(description="What is counted.")
    stated: Number = Field(description="The number in the report.", examples=[25])
    counted: Number = Field(description="That of its rows; per cent to one decimal place.", examples=[25.4])
    fits: bool = Field(description="Whether the two agree, to as many decimals as the report gives.")


class ReportComputed(Computed):
    """What follows from other records and from its rows for a report."""

    date: PartialDate | None = Field(description="Its date, by its source.")
    printed: Count = Field(description="The rows it prints.", examples=[135])
    counted: Count = Field(description="The rows it counts: all further numbers are of these.", examples=[134])
    cities: Count = Field(description="The cities that have any.", examples=[35])
    by_stage: list[StageCount] = Field(description="Rows by stage, zeros included.")
    by_focus_area: list[AreaCount] = Field(description="Rows by focus area as printed, zeros included.")
    by_country: list[CountryCount] = Field(description="Rows by country, zeros included.")
    claims: list[Claim] = Field(description="The numbers it states of itself, each beside that of its rows.")


def _report(atlas: Atlas, record: Report) -> dict[str, Any]:
    counts = query.reports.report_counts(atlas, record)
    claims = query.agreement.claims(atlas, record)
    return {
        "date": query.reports.report_date(atlas, record) or None,
        "printed": counts.printed,
        "counted": counts.total,
        "cities": counts.cities,
        "by_stage": _by_stage(counts.stages),
        "by_focus_area": [{"focus_area": area, "projects": n} for area, n in counts.areas.items()],
        "by_country": [{"country": country, "projects": n} for country, n in counts.countries.items()],
        "claims": [{name: getattr(claim, name) for name in Claim.model_fields} for claim in claims],
    }


class TopicComputed(Computed):
    """What follows from other records for a topic."""

    projects: list[ProjectId] = Field(description="The projects that have it.")


class SourceComputed(Computed):
    """What follows from other records for a source."""

    official: bool = Field(description="Whether it speaks for a public body; what any other says counts as reported.")
    pdf: bool = Field(description="Whether page numbers point into it.")
    cited_by: list[Reference] = Field(description="The records that cite it.")


def _source(atlas: Atlas, record: Source) -> dict[str, Any]:
    return {
        "official": query.publishers.is_official(record),
        "pdf": record.is_pdf,
        "cited_by": [
            {"collection": public_name(collection), "id": pages_by_source}
            for collection, pages_by_source in query.sources.records_citing(atlas)[record.id]
        ],
    }


class PartnerComputed(Computed):
    """What follows from other records for a partner."""

    cities: list[CityId] = Field(description="The cities it is known to have supported, by country and name.")


class OpenQuestionComputed(Computed):
    """What follows from other records for an open question."""

    about: list[Reference] = Field(description="The records it is about, each with its collection.")


class CorrectionComputed(Computed):
    """What follows from other records for a correction."""

    about: Reference = Field(description="The record it is about, with its collection.")


class MembersInYear(InlineRecord):
    """How the network was at the end of a year."""

    year: Year = Field(description="The year.")
    joined: Count = Field(description="Cities that became members in it.", examples=[26])
    members: Count = Field(description="Cities that were members then.", examples=[26])


class NetworkComputed(Computed):
    """What follows from other records for the network."""

    members_by_year: list[MembersInYear] = Field(description="Each year from the first to that of the data.")


@lru_cache(maxsize=1)
def _places(atlas: Atlas) -> dict[str, query.totals.PlaceCounts]:
    """Return the counts of each country and city, by id."""
    compared = query.totals.comparison(atlas)
    return {place.record.id: place for country, cities in compared for place in (country, *cities)}


def _appearance(atlas: Atlas, state: query.projects.StateInReport) -> dict[str, Any]:
    row = state.row
    return {
        "report": state.report.id,
        "date": query.reports.report_date(atlas, state.report) or None,
        "presence": "listed" if row else "not-a-member" if state.state == "not-a-member" else "not-listed",
        "stage": row and row.stage,
        "printed_name": row and row.name,
        "page": row and row.page,
        "counted": row and row.counted,
    }


def _place_facts(atlas: Atlas, record: City | Country) -> dict[str, Any]:
    """Return the computed fields that cities and countries share."""
    place = _places(atlas)[record.id]
    return {
        "projects": [project.id for project in query.projects.select_projects(atlas, **{place.kind: record.id})],
        "listed": place.listed,
        "planned": place.plans,
        "by_focus_area": [{"focus_area": area, "projects": n} for area, n in place.areas.items()],
        "by_stage": _by_stage(place.stages),
    }


def _by_stage(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{"stage": stage, "projects": counts.get(stage, 0)} for stage in get_args(Stage)]


def _questions(atlas: Atlas, record_id: str) -> list[str]:
    return [question.id for question in query.questions.open_questions_about(atlas, [record_id])]


def _record(atlas: Atlas, record_id: str) -> dict[str, str]:
    """Return a reference to a record of which only the id is known."""
    return {"collection": public_name(query.questions.collection_of(atlas, record_id)), "id": record_id}


#: The type of ``computed`` in a collection that has more than ``page``, and what returns the values of its fields.
_COMPUTED: dict[str, tuple[type[Computed], Callable[[Atlas, Any], dict[str, Any]]]] = {
    "projects": (ProjectComputed, _project),
    "cities": (CityComputed, _city),
    "countries": (CountryComputed, _country),
    "focus_areas": (FocusAreaComputed, _focus_area),
    "topics": (
        TopicComputed,
        lambda a, it: {"projects": [project.id for project in query.projects.select_projects(a, topic=it.id)]},
    ),
    "reports": (ReportComputed, _report),
    "sources": (SourceComputed, _source),
    "partners": (PartnerComputed, lambda a, it: {"cities": [city.id for city in query.plans.supported_cities(a, it)]}),
    "open_questions": (OpenQuestionComputed, lambda a, it: {"about": [_record(a, about) for about in it.about]}),
    "corrections": (CorrectionComputed, lambda a, it: {"about": _record(a, it.about)}),
    "network": (
        NetworkComputed,
        lambda a, _: {
            "members_by_year": [
                dict(zip(MembersInYear.model_fields, year, strict=True)) for year in query.projects.members_each_year(a)
            ]
        },
    ),
}


def computed_of(collection: str) -> tuple[type[Computed], Callable[[Atlas, Any], dict[str, Any]]]:
    """Return the type of ``computed`` in a collection, and the function that computes its fields except ``page``."""
    return _COMPUTED.get(collection, (Computed, lambda *_: {}))
