"""The tables with a row for each record of a collection.

The fields are those of the record as the JSON API has it. What is read below ``computed`` or by a function no data
file has.
"""

from __future__ import annotations

from atlas import query
from atlas.export.columns import Column, Table, columns_of
from atlas.export.records import GIVEN_OUT, given_out
from atlas.model.base import Count, PartialDate, ReportId, Text


def _collection(name: str, *declared: Column | str) -> Table:
    """Declare the table of a collection; its last column is the place of the record on the site."""
    kind = GIVEN_OUT[name]
    columns = columns_of(kind, *declared, "web_page=computed.page")
    return Table(name, str(kind.__doc__), lambda edition: given_out(edition, name).values(), columns)


PROJECTS = _collection(
    "projects",
    "id name city computed.city_name",
    Column("country", "Country of its city.", "computed.country"),
    "computed.country_name status.value status.as_of status.source status.page status.note",
    "computed.newest_stage computed.plan_outcome",
    Column(
        "last_report",
        "The newest report that lists it, if any does.",
        lambda e, it: next(reversed(query.reports.rows_by_project(e.atlas)[it.id]), None),
        ReportId | None,
    ),
    "focus_areas",
    Column(
        "focus_area_names",
        "The names of these.",
        lambda e, it: [e.atlas.focus_areas[area].name for area in it.focus_areas],
        list[Text],
    ),
    "focus_area_basis started summary summary_basis summary_note",
    "support_kinds=support_required.kinds support_source=support_required.source",
    "support_page=support_required.page support_note=support_required.note",
    "also_known_as former_ids",
)

CITIES = _collection(
    "cities",
    "id name country computed.country_name joined",
    Column("projects", "How many of its projects the Atlas knows.", lambda _, it: len(it.computed.projects), Count),
    "projects_listed=computed.listed",
    "population.value population.year population.basis population_area=population.area_meant",
    "population.source population.page population.also population.note",
    "land_area_km2.value land_area_source=land_area_km2.source",
    "land_area_page=land_area_km2.page land_area_note=land_area_km2.note",
    Column("latitude", "Degrees north, WGS 84.", "coordinates.lat"),
    Column("longitude", "Degrees east, WGS 84.", "coordinates.lon"),
    "coordinates.source coordinates.note geonames_id=coordinates.geonames_id geonames_name=coordinates.geonames_name",
    "website plan_focus_areas=focus_areas_2018.areas plan_other_areas=focus_areas_2018.other_headings",
    "plan_source=focus_areas_2018.source plan_page=focus_areas_2018.page former_ids",
)

COUNTRIES = _collection(
    "countries",
    "id name national_entity=national_entity.name national_entity.as_of national_entity.source national_entity.page",
    Column("joined_asean", "When it joined, if after 2018.", "joined_asean.date"),
)

FOCUS_AREAS = _collection(
    "focus_areas",
    "id name definition parts_2018=sub_areas_ascf parts_reports=sub_areas_me_reports former_ids",
)

REPORTS = _collection(
    "reports",
    "id title",
    Column("date", "Its date.", lambda _, it: it.computed.date, PartialDate),
    "source pages summary",
    Column("rows_counted", "How many of its rows it counts as projects.", "computed.counted"),
    "stated.total stated.cities stated.note list_pages completed_list_pages chart_page",
)

SOURCES = _collection(
    "sources",
    "id title publisher url date language kind accessed read_as note",
    Column("records_citing", "How many records cite it.", lambda _, it: len(it.computed.cited_by), Count),
)

PARTNERS = _collection(
    "partners",
    "id name kind from_year network_programme what computed.cities",
)

GLOSSARY = _collection("glossary", "id term full id_term meaning")

TIMELINE = _collection("timeline", "id date end_date kind title place summary")

OPEN_QUESTIONS = _collection(
    "open_questions",
    "id kind about topic shown why",
)

CORRECTIONS = _collection(
    "corrections",
    "id date",
    Column(
        "collection",
        "The collection of the record that was wrong.",
        lambda e, it: query.upkeep.collection_of(e.atlas, it.about),
        Text,
    ),
    "about field old new source page note",
)
