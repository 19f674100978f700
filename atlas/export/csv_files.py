"""Each table as CSV: RFC 4180, UTF-8, the text unchanged.

No byte order mark: R, jq, awk and most others would take it for part of the first column's name. Excel needs one only
when a file is opened with a double click; who works there takes the Excel file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from atlas.export.columns import Cell, Table
from atlas.export.metadata import Edition
from atlas.export.tables import TABLES

MEDIA_TYPE = "text/csv"
SUFFIX = ".csv"


def paths(_: Edition) -> Iterator[str]:
    """Yield the path of the file of each table."""
    return map(path_of, TABLES)


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the file of each table, with its content."""
    return ((path_of(table), _content(edition, table)) for table in TABLES)


def path_of(table: Table) -> str:
    """Return where the file of a table is below the site."""
    return f"data/{table.name}{SUFFIX}"


def _content(edition: Edition, table: Table) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows(map(_written, row) for row in table.rows(edition))
    return out.getvalue().encode()


def _written(cell: Cell) -> Cell:
    """Write truth as Table Schema and JSON do; None becomes an empty field."""
    return str(cell).lower() if isinstance(cell, bool) else cell
