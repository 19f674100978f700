"""Projects and the rows of the reports as Parquet, with types; what a project has a list of is a list in it."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from atlas.export.columns import Column, Table, typed
from atlas.export.metadata import Edition, about
from atlas.export.record_tables import PROJECTS
from atlas.export.tables import CITATIONS, FIGURES, LINKS, PROJECT_PARTNERS, REQUESTS, ROWS

if TYPE_CHECKING:  # of the group data, which a build does without
    import pyarrow

#: The table of each file, and the tables whose rows are in its records, by the name of the list.
TABLES: dict[str, tuple[Table, dict[str, Table]]] = {
    "data/projects.parquet": (
        PROJECTS,
        {
            "figures": FIGURES,
            "partners": PROJECT_PARTNERS,
            "requests": REQUESTS,
            "links": LINKS,
            "sources": CITATIONS,
        },
    ),
    "data/rows.parquet": (ROWS, {}),
}

#: What a row in a list does not repeat: its record and its place.
_KEYS = {"project", "collection", "record", "position"}


def paths(_: Edition) -> Iterator[str]:
    """Yield the paths of the two files."""
    yield from TABLES


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the two files, with their content.

    Raises:
        ImportError: If pyarrow is missing.
    """
    import pyarrow  # noqa: PLC0415 - see above
    from pyarrow import parquet  # noqa: PLC0415

    for path, (table, lists) in TABLES.items():
        fields = [*map(_field, table.columns), *(_list(name, listed) for name, listed in lists.items())]
        inner = {name: _listed(edition, listed) for name, listed in lists.items()}
        records = [
            {**_record(table, row), **{name: items[str(row[0])] for name, items in inner.items()}}
            for row in table.values(edition)
        ]
        out = io.BytesIO()
        schema = pyarrow.schema(fields, metadata=about(edition))
        parquet.write_table(pyarrow.Table.from_pylist(records, schema=schema), out)
        yield path, out.getvalue()


def _field(column: Column) -> pyarrow.Field:
    import pyarrow  # noqa: PLC0415

    types = {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    kind = pyarrow.list_(pyarrow.int64() if int in column.kinds else pyarrow.string())
    return pyarrow.field(
        column.name,
        kind if column.listed else types[column.type],
        nullable=not column.required and not column.listed,
        metadata={"description": column.description},
    )


def _list(name: str, table: Table) -> pyarrow.Field:
    """The field of a list whose things are the rows of a table."""
    import pyarrow  # noqa: PLC0415

    inner = [_field(column) for column in table.columns if column.name not in _KEYS]
    element = pyarrow.field("element", pyarrow.struct(inner), nullable=False)
    return pyarrow.field(name, pyarrow.list_(element), False, {"description": table.description})


def _record(table: Table, row: tuple[Any, ...], without: set[str] | None = None) -> dict[str, Any]:
    cells = zip(table.columns, row, strict=True)
    return {column.name: typed(column, cell) for column, cell in cells if column.name not in (without or ())}


def _listed(edition: Edition, table: Table) -> dict[str, list[dict[str, Any]]]:
    """The rows of a table by the id of the project that they belong to."""
    found = defaultdict(list)
    for row in table.values(edition):
        record = _record(table, row)
        if record.get("collection", "projects") == "projects":
            found[str(record.get("project") or record["record"])].append(_record(table, row, _KEYS))
    return found
