"""All tables as one Excel file: a sheet each, behind one that says what they are.

Text stays text: what begins with ``=`` is no formula, and what looks like a number or an address is turned into none.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from atlas.export.columns import Cell, Table
from atlas.export.metadata import Edition, describe_edition
from atlas.export.tables import TABLES

if TYPE_CHECKING:  # of the group data, which a build does without
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

PATH = "data/ascn-atlas.xlsx"
PATHS = (PATH,)

#: How wide a column is, in characters; a longer text takes several lines.
NARROW, WIDE = 8, 60
#: How wide the columns of the first sheet are: names of sheets, names of columns, numbers and types, sentences.
READ_ME = (33, 40, 10, 110)
_LAST = len(READ_ME) - 1

#: What the first sheet calls what the file says of itself.
ABOUT = {
    "title": "Title",
    "description": "What it is",
    "version": "Version of its form",
    "data_version": "Version of the data",
    "date": "Date of the data",
    "licence": "Licence",
    "licence_url": "Terms",
    "attribution": "Whom to name",
    "site": "Address",
}

_OPTIONS = {"in_memory": True, **dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)}

_CELL = {"valign": "top", "text_wrap": True}
_HEADING = {"valign": "top", "bold": True, "bottom": 1, "bg_color": "#E8EEF2"}
#: How cells look; a computed column has its name in italics.
_FORMATS: dict[str, dict[str, Any]] = {
    "cell": _CELL,
    "day": {**_CELL, "num_format": "yyyy-mm-dd"},
    "label": {"valign": "top", "bold": True},
    "computed": {**_CELL, "italic": True},
    "heading": _HEADING,
    "computed_heading": {**_HEADING, "italic": True},
    "short": {"valign": "top", "align": "left"},
    "link": {"valign": "top", "hyperlink": True},
}
_Formats = dict[str, "Format"]


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the one file, with its content.

    Raises:
        ImportError: If XlsxWriter is missing.
    """
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415 - see above

    out, described = io.BytesIO(), describe_edition(edition)
    with Workbook(out, _OPTIONS) as workbook:
        formats = {name: workbook.add_format(look) for name, look in _FORMATS.items()}
        created = datetime.combine(date.fromisoformat(edition.date), time())
        workbook.set_properties({"title": described["title"], "comments": described["description"], "created": created})
        rows = {table.name: table.rows(edition) for table in TABLES}
        _write_read_me(_sheet(workbook, "Read me"), formats, described, rows)
        for table in TABLES:
            _write_table(_sheet(workbook, table.name), formats, table, rows[table.name])
    yield PATH, out.getvalue()


def _sheet(workbook: Workbook, name: str) -> Worksheet:
    """Add a sheet that prints on A4 landscape, fitted to the width, with its name and page numbers."""
    sheet = workbook.add_worksheet(name)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")
    return sheet


def _write_read_me(
    sheet: Worksheet, formats: _Formats, described: dict[str, str], rows: dict[str, list[tuple[Cell, ...]]]
) -> None:
    """Write what the file is, its sheets and the meaning of their columns, with a blank line between the parts."""
    for place, width in enumerate(READ_ME):
        sheet.set_column(place, place, width, formats["short"] if place == 2 else formats["cell"])
    for line, (name, text) in enumerate(described.items()):
        sheet.write(line, 0, ABOUT[name], formats["label"])
        sheet.merge_range(line, 1, line, _LAST, text, formats["cell"])
        if text.startswith("https://"):
            sheet.write_url(line, 1, text, formats["link"])
    start = len(described) + 1
    sheet.write_row(start, 0, ["Sheet", "Names a row", "Rows", "What a row is"], formats["heading"])
    for line, table in enumerate(TABLES, start + 1):
        sheet.write_url(line, 0, f"internal:'{table.name}'!A1", formats["link"], table.name)
        sheet.write_row(line, 1, [", ".join(table.key), len(rows[table.name]), table.description])
    _write_columns(sheet, formats, start + len(TABLES) + 2)


def _write_columns(sheet: Worksheet, formats: _Formats, start: int) -> None:
    """Write each column of each sheet, behind a line about computed ones."""
    note = "Columns in italics are counted or looked up by the Atlas; all others are in its data files."
    sheet.merge_range(start, 0, start, _LAST, note, formats["computed"])
    sheet.write_row(start + 1, 0, ["Sheet", "Column", "Holds", "Meaning"], formats["heading"])
    columns = [(table, column) for table in TABLES for column in table.columns]
    for line, (table, column) in enumerate(columns, start + 2):
        sheet.write(line, 0, table.name)
        sheet.write(line, 1, column.name, formats["computed"] if column.is_computed else None)
        sheet.write_row(line, 2, [column.type, column.description])
    sheet.autofilter(start + 1, 0, start + 1 + len(columns), _LAST)


def _write_table(sheet: Worksheet, formats: _Formats, table: Table, rows: Sequence[tuple[Cell, ...]]) -> None:
    for place, column in enumerate(table.columns):
        cells = [row[place] for row in rows]
        width = max(NARROW, *(len(str(cell)) + 3 for cell in (column.name, *cells)))  # with room for the filter
        sheet.set_column(place, place, min(width, WIDE), formats["cell"])
        sheet.write(0, place, column.name, formats["computed_heading"] if column.is_computed else formats["heading"])
        look = formats["day"] if column.type == "date" else None
        values = [date.fromisoformat(cell) if look and isinstance(cell, str) else cell for cell in cells]
        sheet.write_column(1, place, values, look)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)
