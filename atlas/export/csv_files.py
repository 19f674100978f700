"""Each table as CSV: RFC 4180, UTF-8, the text unchanged.

No byte order mark: R, jq, awk and most others would take it for part of the first column's name. Excel needs one only
when a file is opened with a double click; who works there takes the Excel file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from atlas.export.columns import Table
from atlas.export.metadata import Edition
from atlas.export.tables import TABLES

MEDIA_TYPE = "text/csv"


def path_of(table: Table) -> str:
    """Return the path of the file of a table below the site."""
    return f"data/{table.name}.csv"


PATHS = tuple(map(path_of, TABLES))


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the file of each table, with booleans as true or false and None as an empty field."""
    for table in TABLES:
        rows = ([str(cell).lower() if isinstance(cell, bool) else cell for cell in row] for row in table.rows(edition))
        yield path_of(table), csv_text([[column.name for column in table.columns], *rows]).encode()


def csv_text(lines: Iterable[Iterable[Any]]) -> str:
    """Return lines of cells as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(lines)
    return out.getvalue()
