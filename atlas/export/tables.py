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

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

#: A value of a cell; None where nothing is known.
Cell = str | int | float | bool | None

#: What a column holds; a ``date`` is a whole day in ISO 8601, while a day, month or year is a ``string``.
Type = Literal["string", "integer", "number", "boolean", "date"]

COMPUTED = "computed_"


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
