"""All tables of the data; those with a row for each thing in a list of a record are declared here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any

from atlas.export import record_tables
from atlas.export.columns import Column, Item, Table, columns_of
from atlas.export.computed import Appearance
from atlas.export.metadata import Edition
from atlas.export.records import given_out
from atlas.model.base import (
    Cited,
    CityId,
    Count,
    CountryId,
    Id,
    LanguageTag,
    ProjectId,
    Prose,
    Ref,
    ReportId,
    SourceId,
    Statement,
    Text,
)
from atlas.model.network import Offer
from atlas.model.projects import Figure, Link, ProjectPartner
from atlas.model.reports import Row
from atlas.model.vocabularies import Certainty

POSITION = Column("position", "Its place in the list, counted from 1.", kind=Count)
PROJECT = Column("project", "The project.", "record.id", ProjectId)


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


def _inside(collection: str, path: str) -> Callable[[Edition], Iterator[Item]]:
    """Return a function for what is in the lists at a path in the records of a collection."""
    listed = Column("", "", path, list[Any])
    return lambda edition: (
        Item(record, position, inner)
        for record in edition.atlas.collection(collection).values()
        for position, inner in enumerate(listed.of(edition, record), 1)
    )


def _country_name(edition: Edition, row: Any) -> str:
    return edition.atlas.countries[edition.atlas.cities[row.city].country].name


ROWS = _list(
    "rows",
    "One printed row of a report, as printed, and the project we take it for.",
    Row,
    _inside("reports", "rows"),
    Column("report", "The report.", "record.id", ReportId),
    "number name city",
    Column("city_name", "Name of its city.", lambda e, it: e.atlas.cities[it.city].name, Text),
    Column("country", "Country of its city.", lambda e, it: e.atlas.cities[it.city].country, CountryId),
    Column("country_name", "Name of its country.", _country_name, Text),
    "project stage stage_basis stage_note focus_area focus_area_implied list counted page note",
)

HISTORY = Table(
    "history",
    "One project in one report, whether that lists it or not; the reports of a project by date.",
    lambda edition: (
        Item(project, position, appearance)
        for project in given_out(edition, "projects").values()
        for position, appearance in enumerate(project.computed.history, 1)
    ),
    columns_of(
        Appearance,
        PROJECT,
        Column("project_name", "The latest official name of the project.", "record.name", Text),
        "report date",
        Column("presence", "`listed`, `not-listed`, or `not-a-member`: the city had not joined by then.", kind=Text),
        "stage printed_name page counted",
    ),
    ("project", "report"),
)

FIGURES = _list(
    "figures",
    "One measured or planned number of a project.",
    Figure,
    _inside("projects", "figures"),
    PROJECT,
    "what value unit as_of source page",
)

PROJECT_PARTNERS = _list(
    "project_partners",
    "An institution that takes part in a project.",
    ProjectPartner,
    _inside("projects", "partners"),
    PROJECT,
    "name role source page",
)

REQUESTS = _list(
    "requests",
    "One request for support in the action plan of a project; the kinds are in the table projects.",
    str,
    _inside("projects", "support_required.text"),
    PROJECT,
    Column("text", "What it asks for, in our words.", "inner", Prose),
)

LINKS = _list(
    "links",
    "That a project goes on in another record; given for both.",
    Link,
    _inside("projects", "links"),
    PROJECT,
    "continues continued_by certainty note",
)


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
        told = {"name": other} if isinstance(other, str) else {"name": other.text, "source": other.source}
        yield {"kind": "also-known-as", **told}
    for change in getattr(record, "name_changes", []):
        yield {"name": change.new_name, "kind": "renamed", "replaces": change.old_name, **dict(change)}


NAMES = _list(
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
)


def _statements(edition: Edition) -> Iterator[Item]:
    for city in edition.atlas.cities.values():
        targets = city.strategic_targets_2018
        kinds = {"vision": [city.vision] if city.vision else [], "challenge": city.challenges, "note": city.notes}
        said = [{"kind": kind, **dict(it)} for kind, those in kinds.items() for it in those]
        said += [{**dict(targets), "kind": "target-2018", "text": text} for text in targets.items] if targets else []
        yield from (Item(city, position, each) for position, each in enumerate(said, 1))


CITY_STATEMENTS = _list(
    "city_statements",
    "What a source says of a city, in our words: vision, problems, targets of 2018, notes.",
    Statement,
    _statements,
    Column("city", "The city.", "record.id", CityId),
    Column("kind", "`vision`, `challenge`, `target-2018` or `note`.", kind=Text),
    "text source page",
)

OFFERS = _list(
    "offers",
    "A kind of support that a partner offers or has given, by its own record.",
    Offer,
    _inside("partners", "offers"),
    Column("partner", "The partner.", "record.id", Annotated[Id, Ref("partners")]),
    "kind words",
)


def _citations(edition: Edition) -> Iterator[Item]:
    for collection, _, record in edition.atlas.records():
        cited = [(each.source, page) for each in getattr(record, "sources", []) for page in each.pages or [None]]
        for position, (source, page) in enumerate(cited, 1):
            yield Item(record, position, {"collection": collection, "source": source, "page": page})


CITATIONS = _list(
    "citations",
    "A source that a record rests on, once for each page.",
    Cited,
    _citations,
    Column("collection", "The collection of the record.", kind=Text),
    Column("record", "Its id there.", "record.id", Id),
    Column("source", "The source."),
    Column("page", "Page of the PDF on which it speaks of the record."),
    of=2,
)

#: All but that of the codes, in the order in which they are asked for: every form of file has the same ones.
DECLARED = (
    record_tables.PROJECTS,
    record_tables.CITIES,
    record_tables.COUNTRIES,
    record_tables.FOCUS_AREAS,
    record_tables.REPORTS,
    ROWS,
    HISTORY,
    FIGURES,
    PROJECT_PARTNERS,
    REQUESTS,
    LINKS,
    NAMES,
    CITY_STATEMENTS,
    record_tables.PARTNERS,
    OFFERS,
    record_tables.TIMELINE,
    record_tables.GLOSSARY,
    record_tables.OPEN_QUESTIONS,
    record_tables.CORRECTIONS,
    record_tables.SOURCES,
    CITATIONS,
)


def _codes(edition: Edition) -> Iterator[Item]:
    for table in DECLARED:
        for column in table.columns:
            if known := column.vocabulary:
                used = {column.of(edition, item) for item in table.items(edition)} if not known.words else set()
                for position, word in enumerate(known.words or sorted(used - {None}), 1):
                    told = {"value": word, "label": known.label(word), "meaning": known.meaning(word)}
                    yield Item(table, position, {"column": column.name, **told})


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
