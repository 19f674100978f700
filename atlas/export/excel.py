"""All tables as one Excel file: a sheet each, behind one that says what they are.

The lists in the records are sheets as well: who takes this file has no other that would hold them. Text stays text:
what begins with ``=`` is no formula, and what looks like a number or an address is turned into none.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from atlas.export.about import about
from atlas.export.edition import Edition
from atlas.export.tables import Cell, Column, Table, tables, typed
from atlas.i18n import Texts

if TYPE_CHECKING:  # of the group data, which a build does without
    from xlsxwriter.workbook import Workbook

PATH = "data/ascn-atlas.xlsx"

#: How many characters the name of a sheet may have.
MAX_NAME = 31
#: How wide a column is, in characters.
NARROW, WIDE = 8, 60

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}


def paths(edition: Edition) -> Iterator[str]:  # noqa: ARG001 - asked as every exporter is
    """The one file."""
    yield PATH


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The one file, with its content.

    Raises:
        ImportError: If XlsxWriter is missing.
    """
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415 - see above

    out = io.BytesIO()
    with Workbook(out, _OPTIONS) as workbook:
        _write_read_me(workbook, edition)
        for table in tables(edition):
            _write_table(workbook, table)
    yield PATH, out.getvalue()


def sheet_name(table: Table) -> str:
    """The name of the sheet of a table: its own, without the middle where that is too long for Excel."""
    if len(table.name) <= MAX_NAME:
        return table.name
    half = MAX_NAME // 2
    return f"{table.name[:half]}…{table.name[-half:]}"


def _write_read_me(workbook: Workbook, edition: Edition) -> None:
    """What the file is, which sheets it has, and what their columns mean."""
    texts, described = Texts(), about(edition)
    workbook.set_properties(
        {
            "title": described["title"],
            "comments": described["description"],
            "created": datetime.combine(date.fromisoformat(edition.date), time()),
        }
    )
    sheet, bold = workbook.add_worksheet(texts("excel.read-me")), workbook.add_format({"bold": True})
    sheet.set_column(0, 1, MAX_NAME + 2)

    def headings(*names: str) -> list[str]:
        return [texts(f"excel.{name}") for name in names]

    for line, (name, text) in enumerate(described.items()):
        sheet.write_row(line, 0, [texts(f"about.{name}"), text])
    line = len(described) + 1
    sheet.write_row(line, 0, headings("sheet", "key", "rows", "row"), bold)
    for table in tables(edition):
        line += 1
        sheet.write_url(line, 0, f"internal:'{sheet_name(table)}'!A1", string=sheet_name(table))
        sheet.write_row(line, 1, [", ".join(table.key), len(table.rows), table.description])
    line += 2
    sheet.write_row(line, 0, headings("sheet", "column", "type", "meaning"), bold)
    for table in tables(edition):
        for column in table.columns:
            line += 1
            sheet.write_row(line, 0, [sheet_name(table), column.name, column.type, column.description])


def _write_table(workbook: Workbook, table: Table) -> None:
    sheet = workbook.add_worksheet(sheet_name(table))
    for place, (column, cells) in enumerate(_columns(table)):
        sheet.write(0, place, column.name)
        sheet.write_column(1, place, [typed(column, cell) for cell in cells])
        sheet.set_column(place, place, _width([column.name, *cells]))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _columns(table: Table) -> Iterator[tuple[Column, Sequence[Cell]]]:
    return ((column, [row[place] for row in table.rows]) for place, column in enumerate(table.columns))


def _width(cells: Sequence[Cell]) -> int:
    """How wide a column of these cells is, with room for the button of the filter."""
    return min(max(NARROW, *(len(str(cell)) + 3 for cell in cells)), WIDE)
