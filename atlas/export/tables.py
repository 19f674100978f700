"""All records as flat tables: the one definition that CSV, SQLite, Excel and Parquet are made from.

The tables follow from the types of ``atlas.model``, so that no field can be forgotten:

- each collection is a table with a row for each record;
- a record inside a record stands in columns of its own: the value of ``status`` in ``status_value``;
- a list is a table of its own, named after its record and its field: ``project_figures``. Its key is that of the record
  it belongs to and ``position``, the place in the list, counted from 1;
- a citation with several pages is a row for each page;
- the network is a table with a single row, so that its lists need neither its name nor its key: ``framework_aims`` has
  the key ``position``. What has an id in it - a theme, a place, the workshop - is a row as a record of a collection is.

What no data file holds but ``atlas.query`` computes stands in the last columns of a table, whose names begin with
``computed_``. The last table, ``codes``, says what the words mean of which a column of the others holds one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from itertools import chain
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from atlas import query
from atlas.export.edition import Edition
from atlas.export.records import AUTHORED
from atlas.export.vocabularies import Vocabulary, vocabulary_of
from atlas.i18n import Texts
from atlas.model import (
    QUESTIONED,
    Atlas,
    Citation,
    Cited,
    City,
    Count,
    CountryId,
    Day,
    FocusAreaId,
    Id,
    Network,
    Project,
    Record,
    Ref,
    Report,
    ReportId,
    Row,
    Source,
    Stage,
    Text,
    mark_in,
    record_in,
)

#: A value of a cell; None where nothing is known.
Cell = str | int | float | bool | None

#: What a column holds; a ``date`` is a whole day in ISO 8601, while a day, month or year is a ``string``.
Type = Literal["string", "integer", "number", "boolean", "date"]

#: How the name of a column begins that no data file holds.
COMPUTED = "computed_"

#: The tables that most come for, in the order in which they are asked for.
FIRST = ("projects", "cities", "countries", "reports", "report_rows")

#: The place of a row in the list that it stands in.
POSITION = "position"

#: The table of the words that others hold.
CODES = "codes"

#: What a table holds: a collection; the network, or what has an id in it; what a list in a record holds; codes.
Group = Literal["collection", "network", "list", "codes"]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Args:
        name: Its name, in small letters, digits and underscores.
        type: What it holds where it is not empty.
        description: What that means, in Markdown.
        required: Whether it is never empty.
        vocabulary: What its words are, where it holds words of a vocabulary.
    """

    name: str
    type: Type
    description: str
    required: bool = False
    vocabulary: Vocabulary | None = None

    @property
    def values(self) -> tuple[str, ...]:
        """The words it may hold, where these are only a few."""
        return self.vocabulary.words if self.vocabulary else ()

    @property
    def computed(self) -> bool:
        """Whether no data file holds it."""
        return self.name.startswith(COMPUTED)


@dataclass(frozen=True)
class ForeignKey:
    """That some columns hold the key of a row of another table, or are empty.

    Args:
        columns: Names of the columns.
        table: The other table.
        key: The columns of its key, in the same order.
    """

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Table:
    """One table.

    Args:
        name: Its name, in small letters, digits and underscores.
        description: What one row of it is; of a list, what that tells of the record it belongs to.
        columns: Its columns, computed ones last.
        key: The columns that together name a row; never empty.
        foreign_keys: Where its rows point. The tables come in an order in which each points only at itself and
            at those before it.
        rows: The cells of each row, in the order of the columns; rows in that of the data files.
    """

    name: str
    description: str
    columns: Sequence[Column]
    key: tuple[str, ...]
    foreign_keys: Sequence[ForeignKey]
    rows: Sequence[tuple[Cell, ...]]

    @property
    def group(self) -> Group:
        """What it holds."""
        if self.name == CODES:
            return "codes"
        if POSITION in self.key:
            return "list"
        return "collection" if self.name in _COLLECTIONS else "network"


def typed(column: Column, cell: Cell) -> Cell | date:
    """A cell for a form that knows dates: as it is, but a whole day as a date."""
    return date.fromisoformat(cell) if column.type == "date" and isinstance(cell, str) else cell


def for_readers(found: Iterable[Table]) -> list[Table]:
    """Tables in the order in which they are asked for: what most come for first, what is empty last."""

    def place(table: Table) -> tuple[bool, int]:
        return not table.rows, FIRST.index(table.name) if table.name in FIRST else len(FIRST)

    return sorted(found, key=place)


@lru_cache(maxsize=1)
def tables(edition: Edition) -> tuple[Table, ...]:
    """All tables: collections and the network first, then what stands in their records, then the words they use."""
    sheets = [*_collections(edition.atlas), _network(edition.atlas)]
    found = []
    for sheet in sheets:  # grows meanwhile
        found.append(_table(sheet, edition))
        sheets += [_inside(sheet, field) for field in sheet.fields if field.apart]
    return (*found, _codes(found))


@dataclass(frozen=True)
class _Field:
    """A field of a record, or of a record inside it.

    Args:
        name: The name of its column.
        path: The names of the fields that lead to it; none where it is the whole of what a list holds.
        description: What those fields mean, the outer ones first.
        annotation: Its type.
        optional: Whether it, or a record around it, may be missing.
    """

    name: str
    path: tuple[str, ...]
    description: str
    annotation: Any
    optional: bool

    @property
    def kind(self) -> Any:
        """Its type without marks and None: a number where it may be whole or not."""
        return list(_alternatives(self.annotation))[-1]

    @property
    def item(self) -> Any:
        """The type of what it lists, with its marks; None where it is no list."""
        return get_args(self.kind)[0] if get_origin(self.kind) is list else None

    @property
    def apart(self) -> bool:
        """Whether what it holds stands in a table of its own."""
        return self.item is not None or _identified(self.annotation) is not None

    def of(self, item: Any) -> Any:
        """Its value in a record; None where the record around it is missing."""
        for name in self.path:
            item = None if item is None else getattr(item, name)
        return item


@dataclass(frozen=True)
class _Sheet:
    """What a table is made from.

    Args:
        one: What one row is called: names of what belongs to it begin so. Empty where there can only be one row.
        items: What is in it, each with the cells of its key.
        points: Where its key points, or all but the last column of it.
    """

    name: str
    one: str
    description: str
    key: tuple[Column, ...]
    fields: tuple[_Field, ...]
    items: Sequence[tuple[tuple[Cell, ...], Any]]
    points: ForeignKey | None = None


def _collections(atlas: Atlas) -> Iterator[_Sheet]:
    """The collections, in an order in which their records point backwards."""
    for name in _COLLECTIONS:
        yield _records(name, AUTHORED[name], atlas.collection(name).values())


def _network(atlas: Atlas) -> _Sheet:
    """The network, whose id is the one by which open questions name it."""
    key = Column("id", "string", Texts()("tables.network"), required=True)
    items = [((record_id,), record) for record_id, record in atlas.collection("network").items()]
    return _Sheet("network", "", _sentence(Network), (key,), _fields(Network), items)


def _records(name: str, kind: type[Record], records: Iterable[Any]) -> _Sheet:
    """Records with ids, which are the key."""
    id_field, *fields = _fields(kind)  # a record begins with its id
    return _Sheet(
        name=name,
        one=_ONE.get(name, name),
        description=_sentence(kind),
        key=(_column(id_field),),
        fields=tuple(fields),
        items=[((record.id,), record) for record in records],
        points=next(_foreign_keys({id_field.name: _target(id_field)}), None),
    )


def _inside(sheet: _Sheet, field: _Field) -> _Sheet:
    """What one field that stands apart has in all records of a sheet.

    Records with ids stand in the network alone, so that no column need tell what they belong to.
    """
    if kind := _identified(field.annotation):
        values = (field.of(record) for _, record in sheet.items)
        return _records(field.name, kind, chain.from_iterable(values) if field.item else values)
    return _listed(sheet, field)


def _listed(sheet: _Sheet, field: _Field) -> _Sheet:
    """What the lists hold that one field has in all records of a sheet."""
    lent = sheet.key if sheet.one else ()
    told = {"id": sheet.one, POSITION: f"{sheet.one}_{POSITION}"}
    key = [
        replace(column, name=told.get(column.name, column.name), description=_belongs(sheet, column)) for column in lent
    ]
    name = f"{sheet.one}_{field.name}" if sheet.one else _NAMES.get(field.name, field.name)
    return _Sheet(
        name=name,
        one=_ONE.get(name, name),
        description=_told_of(sheet, field.description),
        key=(*key, _position()),
        fields=_fields_of_item(field),
        items=[
            ((*cells[: len(lent)], position), item)
            for cells, record in sheet.items
            for position, item in enumerate(_one_page_each(field.of(record) or ()), 1)
        ],
        points=ForeignKey(_names(key), sheet.name, _names(lent)) if lent else None,
    )


def _told_of(sheet: _Sheet, description: str) -> str:
    """What a list holds, with the record that it is told of: by itself its description speaks of *it*."""
    return f"{Texts()(f'whose.{sheet.name}')}: {description[:1].lower()}{description[1:]}"


def _belongs(sheet: _Sheet, column: Column) -> str:
    return Texts()("tables.belongs", column=column.name, table=sheet.name)


def _one_page_each(values: Iterable[Any]) -> Iterator[Any]:
    """What a list holds, but a citation with several pages once for each."""
    for value in values:
        if isinstance(value, Citation):
            pages: Sequence[int | None] = value.pages or [None]
            yield from (Cited.model_construct(source=value.source, page=page) for page in pages)
        else:
            yield value


def _table(sheet: _Sheet, edition: Edition) -> Table:
    fields = [field for field in sheet.fields if not field.apart]
    computed = _COMPUTED.get(sheet.name, ())
    every = [*fields, *(column.field for column in computed)]
    return Table(
        name=sheet.name,
        description=sheet.description,
        columns=[*sheet.key, *map(_column, every)],
        key=_names(sheet.key),
        foreign_keys=[
            *([sheet.points] if sheet.points else []),
            *_foreign_keys({field.name: _target(field) for field in every}),
        ],
        rows=[
            (*key, *(field.of(item) for field in fields), *(column.of(edition, item) for column in computed))
            for key, item in sheet.items
        ],
    )


def _codes(found: Iterable[Table]) -> Table:
    """The words of each column of a vocabulary; where that is open, as of languages, those that the column holds."""
    texts, key, told = Texts(), ("table", "column", "value"), ("label", "meaning")
    rows = []
    for table in found:
        for place, column in enumerate(table.columns):
            if known := column.vocabulary:
                words = known.words or sorted({str(row[place]) for row in table.rows})
                rows += [(table.name, column.name, word, known.label(word), known.meaning(word)) for word in words]
    return Table(
        name=CODES,
        description=texts("tables.codes"),
        columns=[Column(name, "string", texts(f"codes.{name}"), name in key) for name in (*key, *told)],
        key=key,
        foreign_keys=[],
        rows=rows,
    )


def _foreign_keys(targets: dict[str, str | None]) -> Iterator[ForeignKey]:
    """Where columns point, by their names; None for those that point nowhere."""
    return (ForeignKey((name,), target, ("id",)) for name, target in targets.items() if target)


def _names(columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(column.name for column in columns)


# From the types of the model to columns


@cache
def _fields(
    kind: type[Record], path: tuple[str, ...] = (), around: str = "", missing: bool = False
) -> tuple[_Field, ...]:
    """The fields of a record type as a data file orders them, with those of records inside it in their places.

    What stands apart is one field: a list, or a record with an id.
    """
    hints = get_type_hints(kind, include_extras=True)
    found: list[_Field] = []
    for name in kind.field_order():
        way, annotation = (*path, name), hints[name]
        description = f"{around} {kind.model_fields[name].description}".lstrip()
        optional = missing or NoneType in get_args(annotation)
        field = _Field("_".join(way), way, description, annotation, optional)
        inner = None if field.apart else record_in(annotation)
        found += _fields(inner, way, description, optional) if inner else [field]
    return tuple(found)


def _fields_of_item(field: _Field) -> tuple[_Field, ...]:
    """The fields of what a list holds; where that is no record, the one that is the whole of it."""
    if kind := record_in(field.item):
        return _fields(Cited if kind is Citation else kind)
    whole = _Field("value", (), field.description, field.item, optional=False)
    return (replace(whole, name=_ONE[target]) if (target := _target(whole)) else whole,)


def _column(field: _Field) -> Column:
    kinds: dict[Any, Type] = {int: "integer", float: "number", bool: "boolean"}
    kind = "date" if field.annotation == Day else kinds.get(field.kind, "string")
    vocabulary = vocabulary_of(field.annotation) or vocabulary_of(field.kind)
    return Column(field.name, kind, field.description, not field.optional, vocabulary)


def _position() -> Column:
    return Column(POSITION, "integer", Texts()("tables.position"), required=True)


def _target(field: _Field) -> str | None:
    """The table that a field points into; None where it points nowhere, or into more than one."""
    mark = mark_in(field.annotation)
    return mark.collections[0] if isinstance(mark, Ref) and len(mark.collections) == 1 else None


def _identified(annotation: Any) -> type[Record] | None:
    """The type of the records that a field of this type holds, where each of them has an id; else None."""
    kind = record_in(annotation)
    return kind if kind and "id" in kind.model_fields and kind.model_fields["id"].is_required() else None


def _alternatives(annotation: Any) -> Iterator[Any]:
    """The types that a field takes beside None, without marks."""
    if get_origin(annotation) is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif get_origin(annotation) in {Union, UnionType}:
        for kind in get_args(annotation):
            yield from _alternatives(kind)
    elif annotation is not NoneType:
        yield annotation


def _sentence(kind: type[Record]) -> str:
    """What a record of a type is."""
    return (kind.__doc__ or "").partition("\n")[0]


#: The collections in an order in which their records point backwards, and what one record of each is called.
_COLLECTIONS = {
    "sources": "source",
    "countries": "country",
    "focus_areas": "focus_area",
    "cities": "city",
    "reports": "report",
    "projects": "project",
    "partners": "partner",
    "timeline": "event",
    "glossary": "term",
    "open_questions": "open_question",
}

#: The lists of the network that are not called after the fields that lead to them.
_NAMES = {"governance_chairs": "chairs", "governance_shepherds": "shepherds", "membership_counts": "member_counts"}

#: What one row of a table is called where it is not called as the table.
_ONE = {
    **_COLLECTIONS,
    "chairs": "chair",
    "shepherds": "shepherd",
    "member_counts": "member_count",
    "themes": "theme",
    "places": "place",
}

# What is computed


@dataclass(frozen=True)
class _Computed:
    """A column that no data file holds.

    Args:
        name: Its name after ``computed_``; its description is the text ``computed.<name>``.
        annotation: Its type, with None where it may be empty.
        of: Its value for what a row is made from.
    """

    name: str
    annotation: Any
    of: Callable[[Edition, Any], Cell]

    @property
    def field(self) -> _Field:
        """The same as the fields of the model, so that its column follows from its type as theirs do."""
        optional = NoneType in get_args(self.annotation)
        return _Field(COMPUTED + self.name, (), Texts()(f"computed.{self.name}"), self.annotation, optional)


def _last_row(edition: Edition, project: Project) -> tuple[str, Row] | None:
    """The last document that prints a project, with its row."""
    rows = query.rows_by_project(edition.atlas)[project.id]
    return list(rows.items())[-1] if rows else None


def _last_report(edition: Edition, project: Project) -> str | None:
    last = _last_row(edition, project)
    return last[0] if last else None


def _last_stage(edition: Edition, project: Project) -> str | None:
    last = _last_row(edition, project)
    return last[1].stage if last else None


def _projects(**filters: str) -> Callable[[Edition, City], int]:
    """How many projects of a city meet filters."""
    return lambda edition, city: query.count(edition.atlas, "projects", city=city.id, **filters)


def _rows_counted(edition: Edition, report: Report) -> int:
    return query.report_counts(edition.atlas, report).total


def _records_citing(edition: Edition, source: Source) -> int:
    return len(query.records_citing(edition.atlas)[source.id])


def _city_name(edition: Edition, item: Project | Row) -> str:
    return edition.atlas.cities[item.city].name


def _country(edition: Edition, item: Project | Row) -> str:
    return edition.atlas.cities[item.city].country


def _country_name(edition: Edition, item: Project | Row | City) -> str:
    country = item.country if isinstance(item, City) else _country(edition, item)
    return edition.atlas.countries[country].name


def _focus_area(_: Edition, project: Project) -> str:
    return project.focus_areas[0]


def _focus_area_name(edition: Edition, project: Project) -> str:
    return edition.atlas.focus_areas[_focus_area(edition, project)].name


def _page(collection: str) -> _Computed:
    return _Computed("page", str, lambda edition, record: edition.page(collection, record.id))


def _questioned(collection: str) -> _Computed:
    """The record of a collection that a question is about, if it is about one of that."""

    def of(edition: Edition, record_id: str) -> str | None:
        return record_id if record_id in edition.atlas.collection(collection) else None

    return _Computed(_ONE.get(collection, collection), Annotated[Id, Ref(collection)] | None, of)


#: The computed columns of each table that has some. They are called as in the JSON API, with what is counted where that
#: does not stand beside them: ``listed`` of a city is ``projects_listed``, ``counted`` of a report ``rows_counted``.
_COMPUTED: dict[str, tuple[_Computed, ...]] = {
    **{collection: (_page(collection),) for collection in _COLLECTIONS},
    "network": (_Computed("page", str, lambda edition, _: edition.page("network", "network")),),
    "sources": (_page("sources"), _Computed("records_citing", Count, _records_citing)),
    "cities": (
        _page("cities"),
        _Computed("projects", Count, _projects()),
        _Computed("projects_listed", Count, _projects(report=query.NEWEST)),
        _Computed("country_name", Text, _country_name),
    ),
    "projects": (
        _page("projects"),
        _Computed("country", CountryId, _country),
        _Computed("last_report", ReportId | None, _last_report),
        _Computed("last_stage", Stage | None, _last_stage),
        _Computed("city_name", Text, _city_name),
        _Computed("country_name", Text, _country_name),
        _Computed("focus_area", FocusAreaId, _focus_area),
        _Computed("focus_area_name", Text, _focus_area_name),
    ),
    "reports": (_page("reports"), _Computed("rows_counted", Count, _rows_counted)),
    "report_rows": (
        _Computed("city_name", Text, _city_name),
        _Computed("country", CountryId, _country),
        _Computed("country_name", Text, _country_name),
    ),
    "open_question_about": tuple(map(_questioned, QUESTIONED)),
}
