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

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any, Literal, cast

from atlas.export import discrepancies
from atlas.export.columns import Cell, Column, Field, column_of, fields_of, record_with_id, target_of
from atlas.export.computed_columns import COMPUTED_COLUMNS
from atlas.export.edition import Edition
from atlas.export.naming import CODES, FIRST, LIST_NAMES, POSITION, RECORD_OF, ROW_OF
from atlas.export.records import AUTHORED
from atlas.model.atlas import Atlas
from atlas.model.base import Citation, Cited, Record
from atlas.model.i18n import Texts
from atlas.model.network import Network
from atlas.model.references import record_in
from atlas.model.reports import AnyDiscrepancy, Discrepancy

#: What a table holds: a collection; the network, or what has an id in it; what a list in a record holds; codes.
Group = Literal["collection", "network", "list", "codes"]


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
        return "collection" if self.name in RECORD_OF else "network"


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
    fields: tuple[Field, ...]
    items: Sequence[tuple[tuple[Cell, ...], Any]]
    points: ForeignKey | None = None


def _collections(atlas: Atlas) -> Iterator[_Sheet]:
    """The collections, in an order in which their records point backwards."""
    for name in RECORD_OF:
        yield _records(name, AUTHORED[name], atlas.collection(name).values())


def _network(atlas: Atlas) -> _Sheet:
    """The network, whose id is the one by which open questions name it."""
    key = Column("id", "string", Texts()("tables.network"), required=True)
    items = [((record_id,), record) for record_id, record in atlas.collection("network").items()]
    return _Sheet("network", "", _sentence(Network), (key,), fields_of(Network), items)


def _records(name: str, kind: type[Record], records: Iterable[Any]) -> _Sheet:
    """Records with ids, which are the key."""
    id_field, *fields = fields_of(kind)  # a record begins with its id
    return _Sheet(
        name=name,
        one=ROW_OF.get(name, name),
        description=_sentence(kind),
        key=(column_of(id_field),),
        fields=tuple(fields),
        items=[((record.id,), record) for record in records],
        points=next(_foreign_keys({id_field.name: target_of(id_field)}), None),
    )


def _inside(sheet: _Sheet, field: Field) -> _Sheet:
    """What one field that stands apart has in all records of a sheet.

    Records with ids stand in the network alone, so that no column need tell what they belong to.
    """
    if kind := record_with_id(field.annotation):
        values = (field.of(record) for _, record in sheet.items)
        return _records(field.name, kind, chain.from_iterable(values) if field.item else values)
    return _listed(sheet, field)


def _listed(sheet: _Sheet, field: Field) -> _Sheet:
    """What the lists hold that one field has in all records of a sheet."""
    lent = sheet.key if sheet.one else ()
    told = {"id": sheet.one, POSITION: f"{sheet.one}_{POSITION}"}
    key = [
        replace(column, name=told.get(column.name, column.name), description=_belongs(sheet, column)) for column in lent
    ]
    name = f"{sheet.one}_{field.name}" if sheet.one else LIST_NAMES.get(field.name, field.name)
    return _Sheet(
        name=name,
        one=ROW_OF.get(name, name),
        description=_told_of(sheet, field.description),
        key=(*key, _position()),
        fields=_fields_of_item(field),
        items=[
            ((*cells[: len(lent)], position), item)
            for cells, record in sheet.items
            for position, item in enumerate(_given_out(field.of(record) or ()), 1)
        ],
        points=ForeignKey(_names(key), sheet.name, _names(lent)) if lent else None,
    )


def _told_of(sheet: _Sheet, description: str) -> str:
    """What a list holds, with the record that it is told of: by itself its description speaks of *it*."""
    return f"{Texts()(f'whose.{sheet.name}')}: {description[:1].lower()}{description[1:]}"


def _belongs(sheet: _Sheet, column: Column) -> str:
    return Texts()("tables.belongs", column=column.name, table=sheet.name)


def _given_out(values: Iterable[Any]) -> Iterator[Any]:
    """What a list holds, but a citation with several pages once for each, and discrepancies in their one form."""
    for value in values:
        if isinstance(value, Citation):
            pages: Sequence[int | None] = value.pages or [None]
            yield from (Cited.model_construct(source=value.source, page=page) for page in pages)
        elif isinstance(value, AnyDiscrepancy):
            yield discrepancies.given_out(cast(Discrepancy, value))
        else:
            yield value


def _table(sheet: _Sheet, edition: Edition) -> Table:
    fields = [field for field in sheet.fields if not field.apart]
    computed = COMPUTED_COLUMNS.get(sheet.name, ())
    every = [*fields, *(column.field for column in computed)]
    return Table(
        name=sheet.name,
        description=sheet.description,
        columns=[*sheet.key, *map(column_of, every)],
        key=_names(sheet.key),
        foreign_keys=[
            *([sheet.points] if sheet.points else []),
            *_foreign_keys({field.name: target_of(field) for field in every}),
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


def _fields_of_item(field: Field) -> tuple[Field, ...]:
    """The fields of what a list holds; where that is no record, the one that is the whole of it."""
    if kind := record_in(field.item):
        if issubclass(kind, AnyDiscrepancy):
            return fields_of(discrepancies.Discrepancy)
        return fields_of(Cited if kind is Citation else kind)
    whole = Field("value", (), field.description, field.item, optional=False)
    return (replace(whole, name=ROW_OF[target]) if (target := target_of(whole)) else whole,)


def _position() -> Column:
    return Column(POSITION, "integer", Texts()("tables.position"), required=True)


def _sentence(kind: type[Record]) -> str:
    """What a record of a type is."""
    return (kind.__doc__ or "").partition("\n")[0]
