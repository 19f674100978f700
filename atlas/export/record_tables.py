"""The tables with a row for each record of a collection.

A column names the path to its value in the record as the JSON API has it, or a function that returns it. What is read
below ``computed`` or by a function no data file has. ``left_out`` says where to find what a table does not show.
"""

from __future__ import annotations

from collections.abc import Mapping

from atlas import query
from atlas.export.columns import Column, Table
from atlas.export.records import GIVEN_OUT, given_out
from atlas.model.base import Count, PartialDate, ReportId, Text

JSON = "the JSON API"
CITATIONS = {"sources": "the table citations"}


def _collection(name: str, description: str, *columns: Column, left_out: Mapping[str, str] | None = None) -> Table:
    """Declare the table of a collection; its last column is the place of the record on the site."""
    return Table(
        name,
        description,
        GIVEN_OUT[name],
        lambda edition: given_out(edition, name).values(),
        (*columns, Column("web_page", "Address of its place on the site.", "computed.page")),
        left_out=left_out or {},
    )


SOURCE = Column("source", "Where it was read.")
PAGE = Column("page", "Page of the PDF, counted from its first page.")
COUNTRY_NAME = Column("country_name", "Name of its country.", "computed.country_name")
FORMER_IDS = Column("former_ids", "Ids it had before; they keep working.")


PROJECTS = _collection(
    "projects",
    "One project of one city, whichever reports list it.",
    Column("id", "Permanent; also the anchor of its section."),
    Column("name", "The latest official name."),
    Column("city", "The city it belongs to."),
    Column("city_name", "Name of its city.", "computed.city_name"),
    Column("country", "Country of its city.", "computed.country"),
    COUNTRY_NAME,
    Column("status", "Its status, as best known.", "status.value"),
    Column("status_as_of", "The day, month or year that the status is about.", "status.as_of"),
    Column("status_source", "Where the status was read.", "status.source"),
    Column("status_page", "Page of that PDF.", "status.page"),
    Column("status_note", "What the reader must know beside the status.", "status.note"),
    Column(
        "newest_stage",
        "Its stage in the newest report, if that lists it: what ASEAN prints, not our status.",
        "computed.newest_stage",
    ),
    Column(
        "plan_outcome",
        "What became of it by the newest report, if the action plans of 2018 count it.",
        "computed.plan_outcome",
    ),
    Column(
        "last_report",
        "The newest report that lists it, if any does.",
        lambda e, it: next(reversed(query.reports.rows_by_project(e.atlas)[it.id]), None),
        ReportId | None,
    ),
    Column("focus_areas", "Its focus areas, that of the newest list first."),
    Column(
        "focus_area_names",
        "The names of these.",
        lambda e, it: [e.atlas.focus_areas[area].name for area in it.focus_areas],
        list[Text],
    ),
    Column("focus_area_basis", "Whether an official list names the area."),
    Column("started", "The year it began."),
    Column("summary", "What it is, in our words, if a document describes it."),
    Column("summary_basis", "How sure it is that a summary from another source fits."),
    Column("summary_note", "How that source and the project were matched."),
    Column("support_kinds", "Support its plan of 2018 asked for.", "support_required.kinds"),
    Column("support_source", "Where the requests were read.", "support_required.source"),
    Column("support_page", "The page of that PDF.", "support_required.page"),
    Column("support_note", "What the reader must know beside them.", "support_required.note"),
    Column("also_known_as", "Earlier, printed or short names."),
    FORMER_IDS,
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

CITIES = _collection(
    "cities",
    "A member city of the network.",
    Column("id", "Permanent; also the name of its page."),
    Column("name", "The network's own spelling."),
    Column("country", "Its country."),
    COUNTRY_NAME,
    Column("joined", "The year it became a member."),
    Column("projects", "How many of its projects the Atlas knows.", lambda _, it: len(it.computed.projects), Count),
    Column("projects_listed", "How many of its projects the newest report counts.", "computed.listed"),
    Column("population", "The number of inhabitants.", "population.value"),
    Column("population_year", "The year counted or estimated, if known.", "population.year"),
    Column("population_basis", "How it was found.", "population.basis"),
    Column("population_area", "Which area was counted.", "population.area_meant"),
    Column("population_source", "Where the population was read.", "population.source"),
    Column("population_page", "Page of the PDF of the population.", "population.page"),
    Column("population_also", "Further sources of the same number.", "population.also"),
    Column("population_note", "What the reader must know beside the population.", "population.note"),
    Column("land_area_km2", "Land area in square kilometres.", "land_area_km2.value"),
    Column("land_area_source", "Where the area was read.", "land_area_km2.source"),
    Column("land_area_page", "Page of the PDF of the area.", "land_area_km2.page"),
    Column("land_area_note", "What the reader must know beside the area.", "land_area_km2.note"),
    Column("latitude", "Degrees north, WGS 84.", "coordinates.lat"),
    Column("longitude", "Degrees east, WGS 84.", "coordinates.lon"),
    Column("coordinates_source", "Where the coordinates were read.", "coordinates.source"),
    Column("coordinates_note", "What the reader must know beside them.", "coordinates.note"),
    Column("geonames_id", "The place at GeoNames.", "coordinates.geonames_id"),
    Column("geonames_name", "The name of the place there.", "coordinates.geonames_name"),
    Column("website", "The official site of the city."),
    Column("plan_focus_areas", "Focus areas of its plan of 2018.", "focus_areas_2018.areas"),
    Column("plan_other_areas", "What that plan names besides.", "focus_areas_2018.other_headings"),
    Column("plan_source", "Where the plan's areas were read.", "focus_areas_2018.source"),
    Column("plan_page", "Page of the PDF of the plan's areas.", "focus_areas_2018.page"),
    FORMER_IDS,
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

COUNTRIES = _collection(
    "countries",
    "An ASEAN member state.",
    Column("id", "Its ISO 3166-1 alpha-2 code."),
    Column("name", "Its ASEAN name."),
    Column("national_entity", "The institution that speaks for it.", "national_entity.name"),
    Column("national_entity_as_of", "When that was so.", "national_entity.as_of"),
    Column("national_entity_source", "Where that was read.", "national_entity.source"),
    Column("national_entity_page", "Page of that PDF.", "national_entity.page"),
    Column("joined_asean", "When it joined, if after 2018.", "joined_asean.date"),
    left_out={
        **CITATIONS,
        "name_id": "the table names",
        "name_id_source": "the table names",
        "joined_asean.sources": JSON,
    },
)

FOCUS_AREAS = _collection(
    "focus_areas",
    "One of the fields that the framework sorts projects into.",
    Column("id", "Permanent; also the name of its page."),
    Column("name", "The framework's name."),
    Column("definition", "What belongs to it, in our words."),
    Column("parts_2018", "Its parts by the framework of 2018.", "sub_areas_ascf"),
    Column("parts_reports", "Its parts by the monitoring reports.", "sub_areas_me_reports"),
    FORMER_IDS,
    left_out={**CITATIONS, "also_printed": "the table names"},
)

REPORTS = _collection(
    "reports",
    "One official document that lists projects.",
    Column("id", "Permanent."),
    Column("title", "The title by which pages call it."),
    Column("date", "Its date.", lambda _, it: it.computed.date, PartialDate),
    SOURCE,
    Column("pages", "How many pages the PDF has."),
    Column("summary", "What it is, in our words."),
    Column("rows_counted", "How many of its rows it counts as projects.", "computed.counted"),
    Column("stated_total", "How many projects it says there are.", "stated.total"),
    Column("stated_cities", "How many cities it says there are.", "stated.cities"),
    Column("stated_note", "Where it says so.", "stated.note"),
    Column("list_pages", "The pages of the list of projects."),
    Column("completed_list_pages", "The pages of the list of completed projects."),
    Column("chart_page", "The page of the chart of stages."),
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

SOURCES = _collection(
    "sources",
    "One document or page cited.",
    Column("id", "Permanent; begins with `s-`."),
    Column("title", "Its title; shortened only with `…`."),
    Column("publisher", "Who published it."),
    Column("url", "Its address."),
    Column("date", "When it was published."),
    Column("language", "ISO 639 code of its language."),
    Column("kind", "What kind of publisher it has."),
    Column("accessed", "The day it was last read."),
    Column("read_as", "Whether an archived copy was read in place of the page."),
    Column("note", "What the reader must know beside it."),
    Column("records_citing", "How many records cite it.", lambda _, it: len(it.computed.cited_by), Count),
)

PARTNERS = _collection(
    "partners",
    "A partner of the network.",
    Column("id", "Permanent."),
    Column("name", "Its name."),
    Column("kind", "What kind of institution it is."),
    Column("from_year", "Since when, if that is known."),
    Column("network_programme", "Whether its work is a programme of the network."),
    Column("what", "What it does for the network."),
    Column("cities", "The cities it is known to have supported.", "computed.cities"),
    left_out={**CITATIONS, "offers": "the table offers", "cities_supported": JSON},
)

GLOSSARY = _collection(
    "glossary",
    "A term or abbreviation.",
    Column("id", "Permanent; also its anchor in the glossary."),
    Column("term", "The term."),
    Column("full", "Spelt out."),
    Column("id_term", "The Indonesian term, which binds translations."),
    Column("meaning", "What it means."),
    left_out=CITATIONS,
)

TIMELINE = _collection(
    "timeline",
    "A dated event or document.",
    Column("id", "Permanent; begins with the date."),
    Column("date", "When it began."),
    Column("end_date", "When it ended, if later."),
    Column("kind", "Whether something happened or was published."),
    Column("title", "What it was."),
    Column("place", "Where it was."),
    Column("summary", "What is known of it, in our words."),
    left_out=CITATIONS,
)

OPEN_QUESTIONS = _collection(
    "open_questions",
    "What could not be verified, or sources that disagree.",
    Column("id", "Permanent; begins with `q-`."),
    Column("kind", "Whether sources disagree or none was found."),
    Column("about", "The records it is about; `network` for the network as a whole."),
    Column("topic", "The question."),
    Column("shown", "What the Atlas shows meanwhile."),
    Column("why", "Why it is open, and why this is shown."),
)

CORRECTIONS = _collection(
    "corrections",
    "One thing that the Atlas said wrongly, and what it says now.",
    Column("id", "Permanent; begins with the date, then record and field."),
    Column("date", "The day on which the Atlas changed it."),
    Column(
        "collection",
        "The collection of the record that was wrong.",
        lambda e, it: query.upkeep.collection_of(e.atlas, it.about),
        Text,
    ),
    Column("about", "The record that was wrong, or whose page was; `network` for the network as a whole."),
    Column("field", "What was wrong, in words a reader understands."),
    Column("old", "What it said, as a reader saw it, if it said anything."),
    Column("new", "What it says now, if it still says anything."),
    Column("source", "What shows that the new is right."),
    PAGE,
    Column("note", "Why it was changed."),
)
