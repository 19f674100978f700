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
            {**record, **{name: items[str(record.get("id"))] for name, items in inner.items()}}
            for record in _records(edition, table)
        ]
        out = io.BytesIO()
        schema = pyarrow.schema(fields, metadata=about(edition))
        parquet.write_table(pyarrow.Table.from_pylist(records, schema=schema), out)
        yield path, out.getvalue()


def _field(column: Column) -> pyarrow.Field:
    import pyarrow  # noqa: PLC0415

    names = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool", "date": "date32"}
    listed = pyarrow.list_(pyarrow.int64() if int in column.kinds else pyarrow.string())
    kind = listed if column.listed else pyarrow.type_for_alias(names[column.type])
    nullable = not column.required and not column.listed
    return pyarrow.field(column.name, kind, nullable, {"description": column.description})


def _list(name: str, table: Table) -> pyarrow.Field:
    """The field of a list whose things are the rows of a table."""
    import pyarrow  # noqa: PLC0415

    inner = [_field(column) for column in table.columns if column.name not in _KEYS]
    element = pyarrow.field("element", pyarrow.struct(inner), nullable=False)
    return pyarrow.field(name, pyarrow.list_(element), False, {"description": table.description})


def _records(edition: Edition, table: Table) -> Iterator[dict[str, Any]]:
    for row in table.values(edition):
        yield {column.name: typed(column, cell) for column, cell in zip(table.columns, row, strict=True)}


def _listed(edition: Edition, table: Table) -> dict[str, list[dict[str, Any]]]:
    """The rows of a table by the id of the project that they belong to."""
    found = defaultdict(list)
    for record in _records(edition, table):
        if record.get("collection", "projects") == "projects":
            inner = {name: cell for name, cell in record.items() if name not in _KEYS}
            found[str(record.get("project") or record["record"])].append(inner)
    return found
