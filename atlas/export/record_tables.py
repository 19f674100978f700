"""The tables with a row for each record of a collection.

A column names the path to its value in the record. A function instead of a path makes a *computed* column, which no
data file has. The JSON API has every field; ``left_out`` says where to find what a table does not show.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from atlas import query
from atlas.export.columns import Column, Table
from atlas.export.edition import Edition
from atlas.export.records import newest_stage, plan_outcome
from atlas.model.atlas import Atlas
from atlas.model.base import (
    CityId,
    Count,
    CountryId,
    Day,
    FocusAreaId,
    Id,
    LanguageTag,
    PageNumber,
    PartialDate,
    PositiveNumber,
    Prose,
    ReportId,
    SourceId,
    Text,
    Url,
    Year,
)
from atlas.model.vocabularies import (
    Certainty,
    EventKind,
    FocusAreaBasis,
    PartnerKind,
    PopulationBasis,
    QuestionKind,
    ReadAs,
    SourceKind,
    Stage,
    StatusValue,
    SupportKind,
)

JSON = "the JSON API"
CITATIONS = {"sources": "the table citations"}


def _all(collection: str) -> Callable[[Atlas], Any]:
    """The records of a collection."""
    return lambda atlas: atlas.collection(collection).values()


def _page(collection: str) -> Column:
    """The address of a record on the site."""
    return Column("web_page", str, "Address of its place on the site.", lambda e, it: e.page(collection, it.id))


def _city(edition: Edition, it: Any) -> Any:
    return edition.atlas.cities[it.city]


def _country(edition: Edition, it: Any) -> Any:
    return edition.atlas.countries[getattr(it, "country", None) or _city(edition, it).country]


SOURCE = Column("source", SourceId, "Where it was read.")
PAGE = Column("page", PageNumber | None, "Page of the PDF, counted from its first page.")
CITY_NAME = Column("city_name", Text, "Name of its city.", lambda e, it: _city(e, it).name)
COUNTRY = Column("country", CountryId, "Country of its city.", lambda e, it: _country(e, it).id)
COUNTRY_NAME = Column("country_name", Text, "Name of its country.", lambda e, it: _country(e, it).name)
FORMER_IDS = Column("former_ids", list[Id], "Ids it had before; they keep working.")


def _count(edition: Edition, city: Any, **filters: str) -> int:
    """How many projects of a city meet filters."""
    return query.totals.count(edition.atlas, "projects", city=city.id, **filters)


PROJECTS = Table(
    "projects",
    "One project of one city, whatever reports list it.",
    _all("projects"),
    (
        Column("id", Id, "Permanent; also the anchor of its section."),
        Column("name", Text, "The latest official name."),
        Column("city", CityId, "The city it belongs to."),
        CITY_NAME,
        COUNTRY,
        COUNTRY_NAME,
        Column("status", StatusValue, "How it stands, as best known.", "status.value"),
        Column("status_as_of", PartialDate, "The day, month or year for which the status holds.", "status.as_of"),
        Column("status_source", SourceId, "Where the status was read.", "status.source"),
        Column("status_page", PageNumber | None, "Page of that PDF.", "status.page"),
        Column("status_note", Prose | None, "What the reader must know beside the status.", "status.note"),
        Column(
            "newest_stage",
            Stage | None,
            "Its stage in the newest report, if that lists it: what ASEAN prints, not our status.",
            lambda e, it: newest_stage(e.atlas, it),
        ),
        Column(
            "plan_outcome",
            query.plans.Outcome | None,
            "What became of it by the newest report, if the action plans of 2018 count it.",
            lambda e, it: plan_outcome(e.atlas, it),
        ),
        Column(
            "last_report",
            ReportId | None,
            "The newest report that lists it, if any does.",
            lambda e, it: next(reversed(query.reports.rows_by_project(e.atlas)[it.id]), None),
        ),
        Column("focus_areas", list[FocusAreaId], "Its focus areas, that of the newest list first."),
        Column(
            "focus_area_names",
            list[Text],
            "The names of these.",
            lambda e, it: [e.atlas.focus_areas[area].name for area in it.focus_areas],
        ),
        Column("focus_area_basis", FocusAreaBasis, "Whether an official list names the area."),
        Column("started", Year | None, "The year it began."),
        Column("summary", Prose | None, "What it is, in our words, if a document describes it."),
        Column("summary_basis", Certainty | None, "How sure it is that a summary from another source fits."),
        Column("summary_note", Prose | None, "How that source and the project were matched."),
        Column("support_kinds", list[SupportKind], "Support its plan of 2018 asked for.", "support_required.kinds"),
        Column("support_source", SourceId | None, "Where the requests were read.", "support_required.source"),
        Column("support_page", PageNumber | None, "The page of that PDF.", "support_required.page"),
        Column("support_note", Prose | None, "What the reader must know beside them.", "support_required.note"),
        Column("also_known_as", list[Text], "Earlier, printed or short names."),
        FORMER_IDS,
        _page("projects"),
    ),
    left_out={
        **CITATIONS,
        "local_names": "the table names",
        "name_changes": "the table names",
        "figures": "the table figures",
        "partners": "the table project_partners",
        "links": "the table links",
        "support_required.text": "the table requests",
    },
)

CITIES = Table(
    "cities",
    "A member city of the network.",
    _all("cities"),
    (
        Column("id", Id, "Permanent; also the name of its page."),
        Column("name", Text, "The network's own spelling."),
        Column("country", CountryId, "Its country."),
        COUNTRY_NAME,
        Column("joined", Year, "The year it became a member."),
        Column("projects", Count, "How many of its projects the Atlas knows.", _count),
        Column(
            "projects_listed",
            Count,
            "How many of its projects the newest report counts.",
            lambda e, it: _count(e, it, report=query.reports.NEWEST),
        ),
        Column("population", Count, "The number of inhabitants.", "population.value"),
        Column("population_year", Year | None, "The year counted or estimated, if known.", "population.year"),
        Column("population_basis", PopulationBasis | None, "How it was found.", "population.basis"),
        Column("population_area", Text | None, "Which area was counted.", "population.area_meant"),
        Column("population_source", SourceId, "Where the population was read.", "population.source"),
        Column("population_page", PageNumber | None, "Page of the PDF of the population.", "population.page"),
        Column("population_also", list[SourceId], "Further sources of the same number.", "population.also"),
        Column("population_note", Prose | None, "What the reader must know beside the population.", "population.note"),
        Column("land_area_km2", PositiveNumber | None, "Land area in square kilometres.", "land_area_km2.value"),
        Column("land_area_source", SourceId | None, "Where the area was read.", "land_area_km2.source"),
        Column("land_area_page", PageNumber | None, "Page of the PDF of the area.", "land_area_km2.page"),
        Column("land_area_note", Prose | None, "What the reader must know beside the area.", "land_area_km2.note"),
        Column("latitude", float, "Degrees north, WGS 84.", "coordinates.lat"),
        Column("longitude", float, "Degrees east, WGS 84.", "coordinates.lon"),
        Column("coordinates_source", SourceId, "Where the coordinates were read.", "coordinates.source"),
        Column("coordinates_note", Prose | None, "What the reader must know beside them.", "coordinates.note"),
        Column("geonames_id", int | None, "The place at GeoNames.", "coordinates.geonames_id"),
        Column("geonames_name", Text | None, "The name of the place there.", "coordinates.geonames_name"),
        Column("website", Url | None, "The official site of the city."),
        Column("plan_focus_areas", list[FocusAreaId], "Focus areas of its plan of 2018.", "focus_areas_2018.areas"),
        Column("plan_other_areas", list[Text], "What that plan names besides.", "focus_areas_2018.other_headings"),
        Column("plan_source", SourceId | None, "Where the plan's areas were read.", "focus_areas_2018.source"),
        Column("plan_page", PageNumber | None, "Page of the PDF of the plan's areas.", "focus_areas_2018.page"),
        FORMER_IDS,
        _page("cities"),
    ),
    left_out={
        **CITATIONS,
        "local_names": "the table names",
        "also_known_as": "the table names",
        "vision": "the table city_statements",
        "challenges": "the table city_statements",
        "notes": "the table city_statements",
        "strategic_targets_2018": "the table city_statements",
    },
)

COUNTRIES = Table(
    "countries",
    "An ASEAN member state.",
    _all("countries"),
    (
        Column("id", Id, "Its ISO 3166-1 alpha-2 code."),
        Column("name", Text, "Its ASEAN name."),
        Column("national_entity", Text, "The institution that speaks for it.", "national_entity.name"),
        Column("national_entity_as_of", PartialDate, "When that was so.", "national_entity.as_of"),
        Column("national_entity_source", SourceId, "Where that was read.", "national_entity.source"),
        Column("national_entity_page", PageNumber | None, "Page of that PDF.", "national_entity.page"),
        Column("joined_asean", PartialDate | None, "When it joined, if after 2018.", "joined_asean.date"),
        _page("countries"),
    ),
    left_out={
        **CITATIONS,
        "name_id": "the table names",
        "name_id_source": "the table names",
        "joined_asean.sources": JSON,
    },
)

FOCUS_AREAS = Table(
    "focus_areas",
    "One of the fields that the framework sorts projects into.",
    _all("focus_areas"),
    (
        Column("id", Id, "Permanent; also the name of its page."),
        Column("name", Text, "The framework's name."),
        Column("definition", Prose, "What belongs to it, in our words."),
        Column("parts_2018", list[Text], "Its parts by the framework of 2018.", "sub_areas_ascf"),
        Column("parts_reports", list[Text], "Its parts by the monitoring reports.", "sub_areas_me_reports"),
        FORMER_IDS,
        _page("focus_areas"),
    ),
    left_out={**CITATIONS, "also_printed": "the table names"},
)

REPORTS = Table(
    "reports",
    "One official document that lists projects.",
    _all("reports"),
    (
        Column("id", Id, "Permanent."),
        Column("title", Text, "The title by which pages call it."),
        Column("date", PartialDate, "Its date.", lambda e, it: query.reports.report_date(e.atlas, it)),
        SOURCE,
        Column("pages", PageNumber, "How many pages the PDF has."),
        Column("summary", Prose, "What it is, in our words."),
        Column(
            "rows_counted",
            Count,
            "How many of its rows it counts as projects.",
            lambda e, it: query.reports.report_counts(e.atlas, it).total,
        ),
        Column("stated_total", Count, "How many projects it says there are.", "stated.total"),
        Column("stated_cities", Count, "How many cities it says there are.", "stated.cities"),
        Column("stated_note", Prose | None, "Where it says so.", "stated.note"),
        Column("list_pages", list[PageNumber], "The pages of the list of projects."),
        Column("completed_list_pages", list[PageNumber], "The pages of the list of completed projects."),
        Column("chart_page", PageNumber | None, "The page of the chart of stages."),
        _page("reports"),
    ),
    left_out={
        "rows": "the table rows",
        "stated.total_previous_year": JSON,
        "stated.stages": JSON,
        "stated.stages_percent": JSON,
        "stated.by_focus_area": JSON,
        "stated.by_country": JSON,
        "chart": JSON,
        "discrepancies": JSON,
        "notes": JSON,
    },
)

SOURCES = Table(
    "sources",
    "One document or page cited.",
    _all("sources"),
    (
        Column("id", Id, "Permanent; begins with `s-`."),
        Column("title", Text, "Its title; shortened only with `…`."),
        Column("publisher", Text, "Who published it."),
        Column("url", Url, "Its address."),
        Column("date", PartialDate | None, "When it was published."),
        Column("language", LanguageTag, "ISO 639 code of its language."),
        Column("kind", SourceKind, "What kind of publisher it has."),
        Column("accessed", Day, "The day it was last read."),
        Column("read_as", ReadAs | None, "Whether an archived copy was read in place of the page."),
        Column("note", Prose | None, "What the reader must know beside it."),
        Column(
            "records_citing",
            Count,
            "How many records cite it.",
            lambda e, it: len(query.upkeep.records_citing(e.atlas)[it.id]),
        ),
        _page("sources"),
    ),
)

PARTNERS = Table(
    "partners",
    "A partner of the network.",
    _all("partners"),
    (
        Column("id", Id, "Permanent."),
        Column("name", Text, "Its name."),
        Column("kind", PartnerKind, "What kind of institution it is."),
        Column("from_year", Year | None, "Since when, if that is known."),
        Column("network_programme", bool, "Whether its work is a programme of the network."),
        Column("what", Prose, "What it does for the network."),
        Column(
            "cities",
            list[CityId],
            "The cities it is known to have supported.",
            lambda e, it: [city.id for city in query.plans.supported_cities(e.atlas, it)],
        ),
        _page("partners"),
    ),
    left_out={**CITATIONS, "offers": "the table offers", "cities_supported": JSON},
)

GLOSSARY = Table(
    "glossary",
    "A term or abbreviation.",
    _all("glossary"),
    (
        Column("id", Id, "Permanent; also its anchor in the glossary."),
        Column("term", Text, "The term."),
        Column("full", Text, "Spelt out."),
        Column("id_term", Text | None, "The Indonesian term, which binds translations."),
        Column("meaning", Prose, "What it means."),
        _page("glossary"),
    ),
    left_out=CITATIONS,
)

TIMELINE = Table(
    "timeline",
    "A dated event or document.",
    _all("timeline"),
    (
        Column("id", Id, "Permanent; begins with the date."),
        Column("date", PartialDate, "When it began."),
        Column("end_date", PartialDate | None, "When it ended, if later."),
        Column("kind", EventKind, "Whether something happened or was published."),
        Column("title", Text, "What it was."),
        Column("place", Text, "Where it was."),
        Column("summary", Prose, "What is known of it, in our words."),
        _page("timeline"),
    ),
    left_out=CITATIONS,
)

OPEN_QUESTIONS = Table(
    "open_questions",
    "What could not be verified, or where sources disagree.",
    _all("open_questions"),
    (
        Column("id", Id, "Permanent; begins with `q-`."),
        Column("kind", QuestionKind, "Whether sources disagree or none was found."),
        Column("about", list[Id], "The records it is about; `network` for the network as a whole."),
        Column("topic", Prose, "The question."),
        Column("shown", Prose, "What the Atlas shows meanwhile."),
        Column("why", Prose, "Why it is open, and why this is shown."),
        _page("open_questions"),
    ),
)

CORRECTIONS = Table(
    "corrections",
    "One thing that the Atlas said wrongly, and what it says now.",
    _all("corrections"),
    (
        Column("id", Id, "Permanent; begins with the date, then record and field."),
        Column("date", Day, "The day on which the Atlas changed it."),
        Column(
            "collection",
            Text,
            "The collection of the record that was wrong.",
            lambda e, it: query.upkeep.collection_of(e.atlas, it.about),
        ),
        Column("about", Id, "The record that was wrong, or whose page was; `network` for the network as a whole."),
        Column("field", Text, "What was wrong, in words a reader understands."),
        Column("old", Prose | None, "What it said, as a reader saw it, if it said anything."),
        Column("new", Prose | None, "What it says now, if it still says anything."),
        Column("source", SourceId | None, "What shows that the new is right."),
        PAGE,
        Column("note", Prose | None, "Why it was changed."),
        _page("corrections"),
    ),
)
