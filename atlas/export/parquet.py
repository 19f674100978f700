"""Projects and the rows of the reports as Parquet, with types; what a project has a list of is a list in it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from atlas.export.columns import Column, Table
from atlas.export.metadata import Edition, about, json_file
from atlas.export.tables import BY_NAME

#: The table of each file, and the tables whose rows are in its records, by the name of the list.
TABLES: dict[str, tuple[Table, dict[str, Table]]] = {
    "data/projects.parquet": (
        BY_NAME["projects"],
        {
            "figures": BY_NAME["figures"],
            "partners": BY_NAME["project_partners"],
            "requests": BY_NAME["requests"],
            "links": BY_NAME["links"],
            "sources": BY_NAME["citations"],
        },
    ),
    "data/rows.parquet": (BY_NAME["rows"], {}),
}
PATHS = tuple(TABLES)

#: What a row in a list does not repeat: its record and its place.
_KEYS = {"project", "collection", "record", "position"}

_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the two files, with their content.

    Raises:
        ImportError: If DuckDB is missing.
    """
    import duckdb  # noqa: PLC0415 - of the group data, which a build does without

    for path, (table, lists) in TABLES.items():
        inner = {name: _listed(edition, listed) for name, listed in lists.items()}
        records = [
            record | {name: items[str(record["id"])] for name, items in inner.items()}
            for record in _records(edition, table)
        ]
        columns = [*map(_column, table.columns), *(f'"{name}" {_struct(it)}[] NOT NULL' for name, it in lists.items())]
        metadata = {**about(edition), "descriptions": json.dumps(_descriptions(table, lists), ensure_ascii=False)}
        # One thread, so that the same records give the same bytes.
        with duckdb.connect(config={"threads": 1}) as database, TemporaryDirectory() as folder:
            read, written = Path(folder, "records.json"), Path(folder, "records.parquet")
            read.write_bytes(json_file(records))
            database.execute(f"CREATE TABLE records ({', '.join(columns)})")
            database.execute("COPY records FROM $file (FORMAT json, ARRAY true)", {"file": str(read)})
            values = {"file": str(written), "metadata": metadata}
            database.execute("COPY records TO $file (FORMAT parquet, KV_METADATA $metadata)", values)
            yield path, written.read_bytes()


def _column(column: Column) -> str:
    """Return the column as a statement declares it; a list is empty rather than null."""
    return f'"{column.name}" {_type(column)}' + " NOT NULL" * (column.required or column.listed)


def _type(column: Column) -> str:
    return f"{'BIGINT' if int in column.kinds else 'VARCHAR'}[]" if column.listed else _TYPES[column.type]


def _struct(table: Table) -> str:
    """Return the type of a thing in a list, which is a row of a table."""
    fields = ", ".join(f'"{column.name}" {_type(column)}' for column in _inner(table))
    return f"STRUCT({fields})"


def _inner(table: Table) -> list[Column]:
    return [column for column in table.columns if column.name not in _KEYS]


def _descriptions(table: Table, lists: dict[str, Table]) -> dict[str, Any]:
    """Return what a row is, and what each column means; that of a list behind the name of the list and a dot."""
    columns = {column.name: column.description for column in table.columns}
    for name, listed in lists.items():
        columns |= {name: listed.description, **{f"{name}.{it.name}": it.description for it in _inner(listed)}}
    return {"table": table.description, "columns": columns}


def _records(edition: Edition, table: Table) -> Iterator[dict[str, Any]]:
    names = [column.name for column in table.columns]
    return (dict(zip(names, row, strict=True)) for row in table.values(edition))


def _listed(edition: Edition, table: Table) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a table by the id of the project that they belong to."""
    found = defaultdict(list)
    for record in _records(edition, table):
        if record.get("collection", "projects") == "projects":
            inner = {name: cell for name, cell in record.items() if name not in _KEYS}
            found[record.get("project") or record["record"]].append(inner)
    return found
