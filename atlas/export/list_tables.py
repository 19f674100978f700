"""The tables with a row for each thing in a list of a record, such as the figures of a project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, NamedTuple

from atlas.export.columns import Column, Item, Table
from atlas.export.record_tables import CITY_NAME, COUNTRY, COUNTRY_NAME, PAGE, SOURCE
from atlas.export.records import appearances
from atlas.model.atlas import Atlas
from atlas.model.base import (
    CityId,
    Count,
    FocusAreaId,
    Id,
    LanguageTag,
    Number,
    PageNumber,
    PartialDate,
    ProjectId,
    Prose,
    Ref,
    ReportId,
    SourceId,
    Text,
)
from atlas.model.vocabularies import Certainty, Role, RowList, Stage, StageBasis, SupportKind

POSITION = Column("position", Count, "Its place in the list, counted from 1.")
PROJECT = Column("project", ProjectId, "The project.", "record.id")


def _inside(collection: str, path: str) -> Callable[[Atlas], Iterator[Item]]:
    """What the lists hold that lie at a path in the records of a collection."""
    listed = Column("", list[Any], "", path)
    return lambda atlas: (
        Item(record, position, inner)
        for record in atlas.collection(collection).values()
        for position, inner in enumerate(listed.follow(record), 1)
    )


ROWS = Table(
    "rows",
    "One printed row of a report, as printed, and the project we take it for.",
    _inside("reports", "rows"),
    (
        Column("report", ReportId, "The report.", "record.id"),
        POSITION,
        Column("number", Count | None, "Its printed number."),
        Column("name", Text, "The name as printed."),
        Column("city", CityId, "The city it stands under."),
        CITY_NAME,
        COUNTRY,
        COUNTRY_NAME,
        Column("project", ProjectId, "The project it means."),
        Column("stage", Stage, "The stage the report gives it."),
        Column("stage_basis", StageBasis | None, "How the stage was established."),
        Column("stage_note", Prose | None, "The reasoning, if it takes one."),
        Column("focus_area", FocusAreaId | None, "The area as printed, if one is."),
        Column("focus_area_implied", FocusAreaId | None, "Our reading if none is printed."),
        Column("list", RowList | None, "Which of the lists of the report."),
        Column("counted", bool, "Whether the report counts the row; it may print one without counting it."),
        PAGE,
        Column("note", Prose | None, "What the report says of this row alone."),
    ),
    ("report", "position"),
)


def _history(atlas: Atlas) -> Iterator[Item]:
    for project in atlas.projects.values():
        for position, appearance in enumerate(appearances(atlas, project), 1):
            yield Item(project, position, appearance)


HISTORY = Table(
    "history",
    "How one project stands in one report, whether that lists it or not; the reports of a project by date.",
    _history,
    (
        PROJECT,
        Column("project_name", Text, "The latest official name of the project.", "record.name"),
        Column("report", ReportId, "The report."),
        Column("date", PartialDate | None, "Date of the report."),
        Column(
            "presence",
            Text,
            "`listed`, `not-listed`, or `not-a-member`: the city had not joined the network by then.",
        ),
        Column("stage", Stage | None, "The stage the report gives it, if it lists the project."),
        Column("printed_name", Text | None, "The name as printed, if it lists the project."),
        PAGE,
        Column("counted", bool | None, "Whether the report counts the row, if it has one."),
    ),
    ("project", "report"),
)

FIGURES = Table(
    "figures",
    "One measured or planned number of a project.",
    _inside("projects", "figures"),
    (
        PROJECT,
        POSITION,
        Column("what", Text, "What was counted."),
        Column("value", Number, "The number."),
        Column("unit", Text, "The unit; money by its ISO 4217 code."),
        Column("as_of", PartialDate | None, "When it held, if the source says so."),
        SOURCE,
        PAGE,
    ),
    ("project", "position"),
)

PROJECT_PARTNERS = Table(
    "project_partners",
    "An institution that takes part in a project.",
    _inside("projects", "partners"),
    (
        PROJECT,
        POSITION,
        Column("name", Text, "The institution; never a person."),
        Column("role", Role, "What it does in the project."),
        SOURCE,
        PAGE,
    ),
    ("project", "position"),
)

REQUESTS = Table(
    "requests",
    "One request for support in the action plan of a project; the kinds are in the table projects.",
    _inside("projects", "support_required.text"),
    (PROJECT, POSITION, Column("text", Prose, "What it asks for, in our words.", "inner")),
    ("project", "position"),
)

LINKS = Table(
    "links",
    "That a project goes on in another record; given for both.",
    _inside("projects", "links"),
    (
        PROJECT,
        POSITION,
        Column("continues", ProjectId | None, "The earlier project."),
        Column("continued_by", ProjectId | None, "The later project."),
        Column("certainty", Certainty, "Whether a document says so, or we conclude it."),
        Column("note", Prose | None, "The reason."),
    ),
    ("project", "position"),
)


class _Name(NamedTuple):
    """Another name of a record."""

    name: str
    kind: str
    language: str | None = None
    replaces: str | None = None
    seen_in: str | None = None
    certainty: str | None = None
    note: str | None = None
    source: str | None = None
    collection: str = ""


def _names(atlas: Atlas) -> Iterator[Item]:
    for collection in ("projects", "cities", "countries", "focus_areas"):
        for record in atlas.collection(collection).values():
            for position, name in enumerate(_names_of(record), 1):
                yield Item(record, position, name._replace(collection=collection))


def _names_of(record: Any) -> Iterator[_Name]:
    for local in getattr(record, "local_names", []):
        yield _Name(local.text, "local", local.lang)
    if name_id := getattr(record, "name_id", None):
        yield _Name(name_id, "local", "id", source=record.name_id_source)
    for other in [*getattr(record, "also_known_as", []), *getattr(record, "also_printed", [])]:
        text, source = (other, None) if isinstance(other, str) else (other.text, other.source)
        yield _Name(text, "also-known-as", source=source)
    for change in getattr(record, "name_changes", []):
        told = (change.old_name, change.seen_in, change.certainty, change.note)
        yield _Name(change.new_name, "renamed", None, *told)


NAMES = Table(
    "names",
    "Another name of a project, city, country or focus area: local, in use, or printed.",
    _names,
    (
        Column("collection", Text, "The table of what bears the name."),
        Column("record", Id, "Its id there.", "record.id"),
        Column("position", Count, "The place of the name among its further names, counted from 1."),
        Column("name", Text, "The name."),
        Column("kind", Text, "`local`, `also-known-as`, or `renamed`: printed by a later report."),
        Column("language", LanguageTag | None, "ISO 639 code of its language, if it is local."),
        Column("replaces", Text | None, "The earlier name as printed, if it was renamed."),
        Column("seen_in", ReportId | None, "The report in which the name is first seen, if it was renamed."),
        Column("certainty", Certainty | None, "Whether a document says so, or we conclude it, if it was renamed."),
        Column("note", Prose | None, "The reason."),
        Column("source", SourceId | None, "A source that uses the name, if one is given."),
    ),
    ("collection", "record", "position"),
)


class _Said(NamedTuple):
    """What a source says of a city."""

    kind: str
    text: str
    source: str
    page: int | None


def _statements(atlas: Atlas) -> Iterator[Item]:
    for city in atlas.cities.values():
        targets = city.strategic_targets_2018
        kinds = {"vision": [city.vision] if city.vision else [], "challenge": city.challenges, "note": city.notes}
        said = [_Said(kind, it.text, it.source, it.page) for kind, those in kinds.items() for it in those]
        said += [_Said("target-2018", text, targets.source, targets.page) for text in targets.items] if targets else []
        yield from (Item(city, position, each) for position, each in enumerate(said, 1))


CITY_STATEMENTS = Table(
    "city_statements",
    "What a source says of a city, in our words: vision, problems, targets of 2018, notes.",
    _statements,
    (
        Column("city", CityId, "The city.", "record.id"),
        Column("position", Count, "The place among the statements of the city, counted from 1."),
        Column("kind", Text, "`vision`, `challenge`, `target-2018` or `note`."),
        Column("text", Prose, "What it says."),
        SOURCE,
        PAGE,
    ),
    ("city", "position"),
)


class _Cited(NamedTuple):
    """A page of a source that a record rests on."""

    collection: str
    source: str
    page: int | None


def _citations(atlas: Atlas) -> Iterator[Item]:
    for collection, _, record in atlas.records():
        cited = getattr(record, "sources", [])
        pages = [_Cited(collection, each.source, page) for each in cited for page in each.pages or [None]]
        yield from (Item(record, position, each) for position, each in enumerate(pages, 1))


CITATIONS = Table(
    "citations",
    "A source that a record rests on, once for each page.",
    _citations,
    (
        Column("collection", Text, "The collection of the record."),
        Column("record", Id, "Its id there.", "record.id"),
        Column("position", Count, "The place among its citations, counted from 1."),
        Column("source", SourceId, "The source."),
        Column("page", PageNumber | None, "Page of the PDF on which it speaks of the record."),
    ),
    ("collection", "record", "position"),
)

OFFERS = Table(
    "offers",
    "A kind of support that a partner offers or has given, by its own record.",
    _inside("partners", "offers"),
    (
        Column("partner", Annotated[Id, Ref("partners")], "The partner.", "record.id"),
        POSITION,
        Column("kind", SupportKind, "The kind of support."),
        Column("words", Text, "The words of its text that say so."),
    ),
    ("partner", "position"),
)
