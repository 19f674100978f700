"""Each table as CSV: RFC 4180, UTF-8, the text unchanged.

No byte order mark: RFC 4180 knows none, and R, jq, awk and most others would take it for part of the first column's
name. Excel needs one only when a file is opened with a double click; who works there takes the Excel file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from atlas.export.columns import Cell
from atlas.export.edition import Edition
from atlas.export.tables import Table, tables

MEDIA_TYPE = "text/csv"
SUFFIX = ".csv"


def paths(edition: Edition) -> Iterator[str]:
    """The file of each table."""
    return (path_of(table) for table in tables(edition))


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The file of each table, with its content."""
    return ((path_of(table), _content(table)) for table in tables(edition))


def path_of(table: Table) -> str:
    """Where the file of a table lies below the site."""
    return f"data/{table.name}{SUFFIX}"


def _content(table: Table) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows(map(_written, row) for row in table.rows)
    return out.getvalue().encode()


def _written(cell: Cell) -> Cell:
    """A cell as it is written: truth as Table Schema and JSON write it; None becomes an empty field."""
    return str(cell).lower() if isinstance(cell, bool) else cell
