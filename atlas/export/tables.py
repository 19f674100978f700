"""All tables of the data: those with a row for each record of a collection, and for each thing in a list of a record.

The fields are those of the record as the JSON API has it. What is read below ``computed`` or by a function no data
file has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any

from atlas import query
from atlas.export.columns import Column, Item, Table, columns_of
from atlas.export.computed import Appearance
from atlas.export.metadata import Edition
from atlas.export.promises import PROMISE_COLUMNS, promise_items
from atlas.export.records import LISTED, PUBLIC_TYPES, public_records
from atlas.model.atlas import Atlas
from atlas.model.base import (
    Cited,
    CityId,
    Count,
    CountryId,
    Id,
    LanguageTag,
    PartialDate,
    ProjectId,
    Prose,
    Ref,
    ReportId,
    SourceId,
    Statement,
    Text,
    TopicId,
)
from atlas.model.network import Offer
from atlas.model.projects import Figure, Link, ProjectEvent, ProjectPartner
from atlas.model.promises import Promise
from atlas.model.references import field_types, records_in
from atlas.model.reports import Row
from atlas.model.vocabularies import Certainty

POSITION = Column("position", "Its place in the list, counted from 1.", kind=Count)
PROJECT = Column("project", "The project.", "record.id", ProjectId)


def _collection(name: str, *declared: Column | str) -> Table:
    """Declare the table of a collection, by default with each field that is no record.

    Its last column is the place of the record on the site.
    """
    kind = PUBLIC_TYPES[name]
    fields = field_types(Atlas.COLLECTIONS[name].type).items()
    plain = " ".join(field for field, annotation in fields if not records_in(annotation))
    columns = columns_of(kind, *(declared or [plain]), "web_page=computed.page")
    return Table(
        name,
        str(kind.__doc__),
        lambda edition: public_records(edition, name).values(),
        columns,
        sized=lambda edition: len(edition.atlas.collection(name)),
    )


def _list(
    name: str,
    description: str,
    kind: type,
    items: Callable[[Edition], Iterator[Item]],
    *declared: Column | str,
    of: int = 1,
) -> Table:
    """Declare the table of a list: its key is the record, which the first columns name, and the place in the list."""
    columns = columns_of(kind, *declared[:of], POSITION, *declared[of:])
    return Table(name, description, items, columns, tuple(column.name for column in columns[: of + 1]))


def _list_items(collection: str, path: str) -> Callable[[Edition], Iterator[Item]]:
    """Return a function that yields the items of one list field over all records of a collection."""
    listed = Column("", "", path, list[Any])
    return lambda edition: (
        Item(record, position, inner)
        for record in edition.atlas.collection(collection).values()
        for position, inner in enumerate(listed.value_for(edition, record), 1)
    )


def _country_name(edition: Edition, row: Any) -> str:
    return edition.atlas.countries[edition.atlas.cities[row.city].country].name


def _names(edition: Edition) -> Iterator[Item]:
    for collection in ("projects", "cities", "countries", "focus_areas"):
        for record in edition.atlas.collection(collection).values():
            for position, name in enumerate(_names_of(record), 1):
                yield Item(record, position, {"collection": collection, **name})


def _names_of(record: Any) -> Iterator[dict[str, Any]]:
    for local in getattr(record, "local_names", []):
        yield {"name": local.text, "kind": "local", "language": local.lang}
    if name_id := getattr(record, "name_id", None):
        yield {"name": name_id, "kind": "local", "language": "id", "source": record.name_id_source}
    for other in [*getattr(record, "also_known_as", []), *getattr(record, "also_printed", [])]:
        fields = {"name": other} if isinstance(other, str) else {"name": other.text, "source": other.source}
        yield {"kind": "also-known-as", **fields}
    for change in getattr(record, "name_changes", []):
        yield {"name": change.new_name, "kind": "renamed", "replaces": change.old_name, **dict(change)}


def _statements(edition: Edition) -> Iterator[Item]:
    for city in edition.atlas.cities.values():
        targets = city.strategic_targets_2018
        kinds = {"vision": [city.vision] if city.vision else [], "challenge": city.challenges, "note": city.notes}
        said = [{"kind": kind, **dict(it)} for kind, those in kinds.items() for it in those]
        said += [{**dict(targets), "kind": "target-2018", "text": text} for text in targets.items] if targets else []
        yield from (Item(city, position, statement) for position, statement in enumerate(said, 1))


def _citations(edition: Edition) -> Iterator[Item]:
    for collection, _, record in edition.atlas.records():
        cited = [(it.source, page) for it in getattr(record, "sources", []) for page in it.pages or [None]]
        for position, (source, page) in enumerate(cited, 1):
            yield Item(record, position, {"collection": collection, "source": source, "page": page})


#: Tables in the order in which they are asked for: every form of file has the same ones.
_DECLARED = (
    _collection(
        "projects",
        "id name city computed.city_name",
        Column("country", "Country of its city.", "computed.country"),
        "computed.country_name status.value status.as_of status.source status.page status.note",
        "computed.newest_stage computed.plan_outcome computed.besides_asean_official computed.besides_asean_press"
        " computed.besides_asean_others computed.besides_asean_newest",
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
        "focus_area_basis",
        Column("topics", "Its topics, the main one first.", lambda _, it: it.topics, list[TopicId]),
        Column(
            "topic_names",
            "The names of its topics.",
            lambda e, it: [e.atlas.topics[topic].name for topic in it.topics],
            list[Text],
        ),
        "started summary summary_basis summary_note",
        "support_kinds=support_required.kinds support_source=support_required.source",
        "support_page=support_required.page support_note=support_required.note",
        "also_known_as",
    ),
    _collection(
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
        "coordinates.source coordinates.note",
        "geonames_id=coordinates.geonames_id geonames_name=coordinates.geonames_name",
        "website plan_focus_areas=focus_areas_2018.areas plan_other_areas=focus_areas_2018.other_headings",
        "plan_source=focus_areas_2018.source plan_page=focus_areas_2018.page",
    ),
    _collection(
        "countries",
        "id name national_entity=national_entity.name",
        "national_entity.as_of national_entity.source national_entity.page",
        Column("joined_asean", "When it joined, if after 2018.", "joined_asean.date"),
    ),
    _collection(
        "focus_areas",
        "id name definition parts_2018=sub_areas_ascf parts_reports=sub_areas_me_reports",
    ),
    _collection("topics"),
    _collection(
        "reports",
        "id title",
        Column("date", "Its date.", lambda _, it: it.computed.date, PartialDate),
        "source pages summary",
        Column("rows_counted", "How many of its rows it counts as projects.", "computed.counted"),
        "stated.total stated.cities stated.note list_pages completed_list_pages chart_page",
    ),
    _list(
        "rows",
        "One printed row of a report, as printed, and the project we take it for.",
        Row,
        _list_items("reports", "rows"),
        Column("report", "The report.", "record.id", ReportId),
        "number name city",
        Column("city_name", "Name of its city.", lambda e, it: e.atlas.cities[it.city].name, Text),
        Column("country", "Country of its city.", lambda e, it: e.atlas.cities[it.city].country, CountryId),
        Column("country_name", "Name of its country.", _country_name, Text),
        "project stage stage_basis stage_note focus_area focus_area_implied list counted page note",
    ),
    Table(
        "history",
        "One project in one report, whether that lists it or not; the reports of a project by date.",
        lambda edition: (
            Item(project, position, appearance)
            for project in public_records(edition, "projects").values()
            for position, appearance in enumerate(project.computed.history, 1)
        ),
        columns_of(
            Appearance,
            PROJECT,
            Column("project_name", "The latest official name of the project.", "record.name", Text),
            "report date",
            Column(
                "presence", "`listed`, `not-listed`, or `not-a-member`: the city had not joined by then.", kind=Text
            ),
            "stage printed_name page counted",
        ),
        ("project", "report"),
        lambda edition: len(edition.atlas.projects) * len(edition.atlas.reports),
    ),
    _list(
        "project_topics",
        "A topic of a project.",
        str,
        _list_items("projects", "topics"),
        PROJECT,
        Column("topic", "The topic.", "inner", TopicId),
    ),
    _list(
        "project_events",
        "Something that happened to a project.",
        ProjectEvent,
        _list_items("projects", "events"),
        PROJECT,
        "date kind text source page also answer.text answer.source answer.page no_answer_found",
    ),
    _list(
        "promises",
        "A date that a document promised for a project, or for a city and none of its projects.",
        Promise,
        promise_items,
        *PROMISE_COLUMNS,
        of=2,
    ),
    _list(
        "figures",
        "One measured or planned number of a project.",
        Figure,
        _list_items("projects", "figures"),
        PROJECT,
        "what value unit as_of planned source page series",
    ),
    _list(
        "project_partners",
        "An institution that takes part in a project.",
        ProjectPartner,
        _list_items("projects", "partners"),
        PROJECT,
        "name role source page kind",
    ),
    _list(
        "requests",
        "One request for support in the action plan of a project; the kinds are in the table projects.",
        str,
        _list_items("projects", "support_required.text"),
        PROJECT,
        Column("text", "What it asks for, in our words.", "inner", Prose),
    ),
    _list(
        "links",
        "That a project goes on in another record; given for both.",
        Link,
        _list_items("projects", "links"),
        PROJECT,
        "continues continued_by certainty note",
    ),
    _list(
        "names",
        "Another name of a project, city, country or focus area: local, in use, or printed.",
        dict,
        _names,
        Column("collection", "The table of what bears the name.", kind=Text),
        Column("record", "Its id there.", "record.id", Id),
        Column("name", "The name.", kind=Text),
        Column("kind", "`local`, `also-known-as`, or `renamed`: printed by a later report.", kind=Text),
        Column("language", "ISO 639 code of its language, if it is local.", kind=LanguageTag | None),
        Column("replaces", "The earlier name as printed, if it was renamed.", kind=Text | None),
        Column("seen_in", "The report in which the name is first seen, if it was renamed.", kind=ReportId | None),
        Column("certainty", "Whether a document says so, or we conclude it, if it was renamed.", kind=Certainty | None),
        Column("note", "The reason.", kind=Prose | None),
        Column("source", "A source that uses the name, if one is given.", kind=SourceId | None),
        of=2,
    ),
    _list(
        "city_statements",
        "What a source says of a city, in our words: vision, problems, targets of 2018, notes.",
        Statement,
        _statements,
        Column("city", "The city.", "record.id", CityId),
        Column("kind", "`vision`, `challenge`, `target-2018` or `note`.", kind=Text),
        "text source page",
    ),
    _collection(
        "partners",
        "id name kind from_year network_programme what computed.cities",
    ),
    _list(
        "offers",
        "A kind of support that a partner offers or has given, by its own record.",
        Offer,
        _list_items("partners", "offers"),
        Column("partner", "The partner.", "record.id", Annotated[Id, Ref("partners")]),
        "kind words",
    ),
    _collection("timeline"),
    _collection("glossary"),
    _collection(
        "open_questions",
        "id kind about topic shown why answer.date answer.text answer.source answer.page",
    ),
    _collection(
        "corrections",
        "id date",
        Column(
            "collection",
            "The collection of the record that was wrong.",
            lambda e, it: query.questions.collection_of(e.atlas, it.about),
            Text,
        ),
        "about field old new source page note",
    ),
    _collection(
        "sources",
        "id title publisher url date language kind accessed read_as archived.url archived.date note",
        Column("records_citing", "How many records cite it.", lambda _, it: len(it.computed.cited_by), Count),
    ),
    _list(
        "citations",
        "A source that a record rests on, once for each page.",
        Cited,
        _citations,
        Column("collection", "The collection of the record.", kind=Text),
        Column("record", "Its id there.", "record.id", Id),
        Column("source", "The source."),
        Column("page", "Page of the PDF on which it speaks of the record."),
        of=2,
    ),
)


#: All tables but that of the codes: a collection that is not declared above has one too.
DECLARED = (
    *_DECLARED,
    *map(_collection, [name for name in LISTED if name not in {table.name for table in _DECLARED}]),
)


def _read(edition: Edition, table: Table) -> Iterable[Any]:
    """Return the items of a table; records without their computed fields."""
    return edition.atlas.collection(table.name).values() if table.name in PUBLIC_TYPES else table.items(edition)


def _codes(edition: Edition) -> Iterator[Item]:
    for table in DECLARED:
        for column in table.columns:
            if known := column.vocabulary:
                used = {column.value_for(edition, item) for item in _read(edition, table)} if not known.words else set()
                for position, word in enumerate(known.words or sorted(used - {None}), 1):
                    fields = {"value": word, "label": known.label(word), "meaning": known.meaning(word)}
                    yield Item(table, position, {"column": column.name, **fields})


CODES = Table(
    "codes",
    "A word in a column of another table, with its label and its meaning.",
    _codes,
    (
        Column("table", "The table with that column.", "record.name", Text),
        Column("column", "The column of that table.", kind=Text),
        Column("value", "The word as it is in the column.", kind=Text),
        Column("label", "How the site calls it, if it shows a word for it.", kind=Text | None),
        Column("meaning", "What it means, if more is laid down than the label says.", kind=Text | None),
    ),
    ("table", "column", "value"),
)

TABLES: tuple[Table, ...] = (*DECLARED, CODES)

BY_NAME = {table.name: table for table in TABLES}
