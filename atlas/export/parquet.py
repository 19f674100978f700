"""Projects and the rows of the documents as Parquet, with types; the lists in a record stand in it as lists."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from atlas.export.about import about
from atlas.export.columns import Cell, typed
from atlas.export.edition import Edition
from atlas.export.tables import ForeignKey, Table, tables

if TYPE_CHECKING:  # of the group data, which a build does without
    import pyarrow

#: Each file, and the table whose rows are its records.
TABLES = {"data/projects.parquet": "projects", "data/rows.parquet": "report_rows"}


def paths(_: Edition) -> Iterator[str]:
    """The two files."""
    yield from TABLES


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The two files, with their content.

    Raises:
        ImportError: If pyarrow is missing.
    """
    import pyarrow  # noqa: PLC0415 - see above
    from pyarrow import parquet  # noqa: PLC0415

    by_name = {table.name: table for table in tables(edition)}
    for path, name in TABLES.items():
        schema = pyarrow.schema(_fields(by_name[name], tables(edition)), metadata=about(edition))
        records = [record for _, record in _records(by_name[name], tables(edition))]
        out = io.BytesIO()
        parquet.write_table(pyarrow.Table.from_pylist(records, schema=schema), out)
        yield path, out.getvalue()


def _lists(table: Table, among: Sequence[Table]) -> dict[str, Table]:
    """The tables of the lists in the records of a table, by the names of the fields that hold them."""
    return {
        other.name.removeprefix(f"{other.key[-2].removesuffix('_position')}_"): other
        for other in among
        if ForeignKey(other.key[:-1], table.name, table.key) in other.foreign_keys
    }


def _fields(table: Table, among: Sequence[Table], without: Sequence[str] = ()) -> list[pyarrow.Field]:
    """The fields of the records of a table: its columns but some, then the lists."""
    import pyarrow  # noqa: PLC0415

    types = {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    fields = [
        pyarrow.field(column.name, types[column.type], not column.required, {"description": column.description})
        for column in table.columns
        if column.name not in without
    ]
    for name, listed in _lists(table, among).items():
        inner = _fields(listed, among, without=listed.key)
        item = pyarrow.struct(inner) if len(inner) > 1 else inner[0].type
        element = pyarrow.field("element", item, nullable=False)
        fields.append(pyarrow.field(name, pyarrow.list_(element), False, {"description": listed.description}))
    return fields


def _records(
    table: Table, among: Sequence[Table], without: Sequence[str] = ()
) -> Iterator[tuple[tuple[Cell, ...], dict[str, Any]]]:
    """The records of a table with their keys, each with the values of :func:`_fields`."""
    lists = {name: _items(listed, among) for name, listed in _lists(table, among).items()}
    for row in table.rows:
        cells = dict(zip(table.columns, row, strict=True))
        key = tuple(cell for column, cell in cells.items() if column.name in table.key)
        record = {column.name: typed(column, cell) for column, cell in cells.items() if column.name not in without}
        yield key, {**record, **{name: items[key] for name, items in lists.items()}}


def _items(listed: Table, among: Sequence[Table]) -> dict[tuple[Cell, ...], list[Any]]:
    """What the lists hold, by the keys of the records that they belong to: a list of one column is a list of values."""
    items = defaultdict(list)
    for key, record in _records(listed, among, without=listed.key):
        items[key[:-1]].append(record if len(record) > 1 else next(iter(record.values())))
    return items
