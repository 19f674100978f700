"""All records as flat tables: the one definition that CSV, SQLite, Excel and Parquet are made from.

The tables follow from the types of ``atlas.model``, so that no field can be forgotten:

- each collection is a table with a row for each record;
- a record inside a record stands in columns of its own: the value of ``status`` in ``status_value``;
- a list is a table of its own, named after its record and its field: ``project_figures``. Its key is that of the record
  it belongs to and ``position``, the place in the list, counted from 1;
- a citation with several pages is a row for each page.

What no data file holds but ``atlas.query`` computes stands in the last columns of a table, whose names begin with
``computed_``. What the network's own page tells in sentences is in no table; its chairs, shepherds and counts are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from atlas import query
from atlas.export.edition import Edition
from atlas.i18n import Texts
from atlas.model import (
    QUESTIONED,
    Atlas,
    Chair,
    Citation,
    Cited,
    City,
    Day,
    MemberCount,
    Project,
    Record,
    Ref,
    Report,
    Row,
    Shepherd,
    Source,
    mark_in,
    record_in,
)

#: A value of a cell; None where nothing is known.
Cell = str | int | float | bool | None

#: What a column holds; a ``date`` is a whole day in ISO 8601, while a day, month or year is a ``string``.
Type = Literal["string", "integer", "number", "boolean", "date"]

#: How the name of a column begins that no data file holds.
COMPUTED = "computed_"

#: The place of a row in the list that it stands in.
POSITION = "position"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Args:
        name: Its name, in small letters, digits and underscores.
        type: What it holds where it is not empty.
        description: What that means, in Markdown.
        required: Whether it is never empty.
        values: The words it holds, where it holds only a few.
    """

    name: str
    type: Type
    description: str
    required: bool = False
    values: tuple[str, ...] = ()

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
        description: What one row of it is.
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


def typed(column: Column, cell: Cell) -> Cell | date:
    """A cell for a form that knows dates: as it is, but a whole day as a date."""
    return date.fromisoformat(cell) if column.type == "date" and isinstance(cell, str) else cell


@lru_cache(maxsize=1)
def tables(edition: Edition) -> tuple[Table, ...]:
    """All tables: those of the collections and of the network first, then those of the lists in their records."""
    sheets = [*_collections(edition.atlas), *_lists_of_the_network(edition.atlas)]
    found = []
    for sheet in sheets:  # grows meanwhile
        found.append(_table(sheet, edition))
        sheets += [_listed(sheet, field) for field in sheet.fields if field.item]
    return tuple(found)


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

    def of(self, item: Any) -> Any:
        """Its value in a record; None where the record around it is missing."""
        for name in self.path:
            item = None if item is None else getattr(item, name)
        return item


@dataclass(frozen=True)
class _Sheet:
    """What a table is made from.

    Args:
        one: What one row is called: names of what belongs to it begin so.
        items: What is in it, each with the cells of its key.
        parent: Where all but the last column of the key point.
    """

    name: str
    one: str
    description: str
    key: tuple[Column, ...]
    fields: tuple[_Field, ...]
    items: Sequence[tuple[tuple[Cell, ...], Any]]
    parent: ForeignKey | None = None


def _collections(atlas: Atlas) -> Iterator[_Sheet]:
    """The collections, in an order in which their records point backwards."""
    types: dict[str, type[Record]] = {**Atlas.COLLECTIONS, "reports": Report}
    for name, one in _ONE.items():
        id_field, *fields = _fields(types[name])  # a record begins with its id
        items = [((record_id,), record) for record_id, record in atlas.collection(name).items()]
        yield _Sheet(name, one, _sentence(types[name]), (_column(id_field),), tuple(fields), items)


def _lists_of_the_network(atlas: Atlas) -> Iterator[_Sheet]:
    """What the network has as lists of its own and not as sentences."""
    governance, membership = atlas.network.governance, atlas.network.membership
    lists: list[tuple[str, type[Record], Sequence[Record]]] = [
        ("chair", Chair, governance.chairs),
        ("shepherd", Shepherd, governance.shepherds),
        ("member_count", MemberCount, membership.counts),
    ]
    for one, kind, records in lists:
        items = [((position,), record) for position, record in enumerate(records, 1)]
        yield _Sheet(f"{one}s", one, _sentence(kind), (_position(),), _fields(kind), items)


def _listed(sheet: _Sheet, field: _Field) -> _Sheet:
    """What the lists hold that one field has in all records of a sheet."""
    own_names = tuple(column.name for column in sheet.key)
    told = {"id": sheet.one, POSITION: f"{sheet.one}_{POSITION}"}
    key = [
        replace(column, name=told.get(column.name, column.name), description=_belongs(sheet, column))
        for column in sheet.key
    ]
    name = f"{sheet.one}_{field.name}"
    return _Sheet(
        name=name,
        one=name,
        description=field.description,
        key=(*key, _position()),
        fields=_fields_of_item(field),
        items=[
            ((*cells, position), item)
            for cells, record in sheet.items
            for position, item in enumerate(_one_page_each(field.of(record) or ()), 1)
        ],
        parent=ForeignKey(tuple(column.name for column in key), sheet.name, own_names),
    )


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
    fields = [field for field in sheet.fields if not field.item]
    computed = _COMPUTED.get(sheet.name, ())
    points = {field.name: target for field in fields if (target := _target(field))}
    points |= {COMPUTED + column.name: column.target for column in computed if column.target}
    return Table(
        name=sheet.name,
        description=sheet.description,
        columns=[*sheet.key, *map(_column, fields), *(column.column for column in computed)],
        key=tuple(column.name for column in sheet.key),
        foreign_keys=[
            *([sheet.parent] if sheet.parent else []),
            *(ForeignKey((name,), target, ("id",)) for name, target in points.items()),
        ],
        rows=[
            (*key, *(field.of(item) for field in fields), *(column.of(edition, item) for column in computed))
            for key, item in sheet.items
        ],
    )


# From the types of the model to columns


@cache
def _fields(
    kind: type[Record], path: tuple[str, ...] = (), around: str = "", missing: bool = False
) -> tuple[_Field, ...]:
    """The fields of a record type as a data file orders them, with those of records inside it in their places."""
    hints = get_type_hints(kind, include_extras=True)
    found: list[_Field] = []
    for name in kind.field_order():
        way, annotation = (*path, name), hints[name]
        description = f"{around} {kind.model_fields[name].description}".lstrip()
        optional = missing or NoneType in get_args(annotation)
        field = _Field("_".join(way), way, description, annotation, optional)
        inner = None if field.item else record_in(annotation)
        found += _fields(inner, way, description, optional) if inner else [field]
    return tuple(found)


def _fields_of_item(field: _Field) -> tuple[_Field, ...]:
    """The fields of what a list holds; where that is no record, the one that is the whole of it."""
    if kind := record_in(field.item):
        return _fields(Cited if kind is Citation else kind)
    whole = _Field("value", (), field.description, field.item, optional=False)
    return (replace(whole, name=_ONE[target]) if (target := _target(whole)) else whole,)


def _column(field: _Field) -> Column:
    values = get_args(field.kind) if get_origin(field.kind) is Literal else ()
    kinds: dict[Any, Type] = {int: "integer", float: "number", bool: "boolean"}
    kind = "date" if field.annotation == Day else kinds.get(field.kind, "string")
    return Column(field.name, kind, field.description, not field.optional, values)


def _position() -> Column:
    return Column(POSITION, "integer", Texts()("tables.position"), required=True)


def _target(field: _Field) -> str | None:
    """The table that a field points into; None where it points nowhere, or into more than one."""
    mark = mark_in(field.annotation)
    return mark.collections[0] if isinstance(mark, Ref) and len(mark.collections) == 1 else None


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
_ONE = {
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

# What is computed


@dataclass(frozen=True)
class _Computed:
    """A column that no data file holds.

    Args:
        name: Its name after ``computed_``; its description is the text ``computed.<name>``.
        of: Its value for what a row is made from.
        target: The table whose key it is.
    """

    name: str
    type: Type
    of: Callable[[Edition, Any], Cell]
    target: str | None = None
    required: bool = True

    @property
    def column(self) -> Column:
        """The column of a table."""
        return Column(COMPUTED + self.name, self.type, Texts()(f"computed.{self.name}"), self.required)


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


def _country(edition: Edition, project: Project) -> str:
    return edition.atlas.cities[project.city].country


def _projects(**filters: str) -> Callable[[Edition, City], int]:
    """How many projects of a city meet filters."""
    return lambda edition, city: query.count(edition.atlas, "projects", city=city.id, **filters)


def _rows_counted(edition: Edition, report: Report) -> int:
    return query.report_counts(edition.atlas, report).total


def _records_citing(edition: Edition, source: Source) -> int:
    return len(query.records_citing(edition.atlas)[source.id])


def _page(collection: str) -> _Computed:
    return _Computed("page", "string", lambda edition, record: edition.page(collection, record.id))


def _questioned(collection: str) -> _Computed:
    """The record of a collection that a question is about, if it is about one of that."""

    def of(edition: Edition, record_id: str) -> str | None:
        return record_id if record_id in edition.atlas.collection(collection) else None

    return _Computed(_ONE[collection], "string", of, collection, required=False)


#: The computed columns of each table that has some.
_COMPUTED: dict[str, tuple[_Computed, ...]] = {
    **{collection: (_page(collection),) for collection in _ONE},
    "sources": (_page("sources"), _Computed("records_citing", "integer", _records_citing)),
    "cities": (
        _page("cities"),
        _Computed("projects", "integer", _projects()),
        _Computed("projects_listed", "integer", _projects(report=query.NEWEST)),
    ),
    "projects": (
        _page("projects"),
        _Computed("country", "string", _country, "countries"),
        _Computed("last_report", "string", _last_report, "reports", required=False),
        _Computed("last_stage", "string", _last_stage, required=False),
    ),
    "reports": (_page("reports"), _Computed("rows_counted", "integer", _rows_counted)),
    "open_question_about": tuple(_questioned(collection) for collection in QUESTIONED if collection in _ONE),
}
