"""All tables as one Excel file: a sheet each, behind one that says what they are.

The lists in the records are sheets as well: who takes this file has no other that would hold them. Text stays text:
what begins with ``=`` is no formula, and what looks like a number or an address is turned into none.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from atlas.export.about import about
from atlas.export.columns import Cell, Column, typed
from atlas.export.edition import Edition
from atlas.export.tables import Table, for_readers, tables
from atlas.model.i18n import Texts

if TYPE_CHECKING:  # of the group data, which a build does without
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

PATH = "data/ascn-atlas.xlsx"

#: How many characters the name of a sheet may have.
MAX_NAME = 31
#: How wide a column is, in characters; a longer text takes several lines.
NARROW, WIDE = 8, 60
#: How wide the columns of the first sheet are: names of sheets, names of columns, numbers and types, sentences.
READ_ME = (MAX_NAME + 2, 40, 10, 110)
_LAST = len(READ_ME) - 1

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_A4 = 9


class _Formats(NamedTuple):
    """How cells look.

    Args:
        cell: Any cell: text begins at the top of its row and takes as many lines as it needs.
        day: A cell with a date.
        label: What stands before a value.
        computed: The name of a column that no data file holds, where columns are listed.
        heading: The heading of a column.
        computed_heading: That of a column that no data file holds.
        short: A number or word in the columns between texts.
        link: A link.
    """

    cell: Format
    day: Format
    label: Format
    computed: Format
    heading: Format
    computed_heading: Format
    short: Format
    link: Format

    @classmethod
    def of(cls, workbook: Workbook) -> _Formats:
        """Those of a workbook."""
        cell = {"valign": "top", "text_wrap": True}
        heading = {"valign": "top", "bold": True, "bottom": 1, "bg_color": "#E8EEF2"}
        return cls(
            cell=workbook.add_format(cell),
            day=workbook.add_format({**cell, "num_format": "yyyy-mm-dd"}),
            label=workbook.add_format({"valign": "top", "bold": True}),
            computed=workbook.add_format({**cell, "italic": True}),
            heading=workbook.add_format(heading),
            computed_heading=workbook.add_format({**heading, "italic": True}),
            short=workbook.add_format({"valign": "top", "align": "left"}),
            link=workbook.add_format({"valign": "top", "hyperlink": True}),
        )


def paths(_: Edition) -> Iterator[str]:
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
        formats, ordered = _Formats.of(workbook), for_readers(tables(edition))
        _describe(workbook, edition)
        _write_read_me(_sheet(workbook, Texts()("excel.read-me")), formats, edition, ordered)
        for table in ordered:
            _write_table(_sheet(workbook, sheet_name(table)), formats, table)
    yield PATH, out.getvalue()


def sheet_name(table: Table) -> str:
    """The name of the sheet of a table: its own, or its words cut to as many letters as Excel has room for.

    So a formula can name it without quotation marks.
    """
    words = table.name.split("_")
    lengths = range(len(table.name), 0, -1)
    cut = ("_".join(word[:length] for word in words) for length in lengths)
    return next(name for name in cut if len(name) <= MAX_NAME)


def _describe(workbook: Workbook, edition: Edition) -> None:
    """What the file says of itself where Excel shows its properties."""
    described = about(edition)
    workbook.set_properties(
        {
            "title": described["title"],
            "comments": described["description"],
            "created": datetime.combine(date.fromisoformat(edition.date), time()),
        }
    )


def _sheet(workbook: Workbook, name: str) -> Worksheet:
    """A new sheet, which is printed on sheets of A4 across, as wide as it is, each page with its name and number."""
    sheet = workbook.add_worksheet(name)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")
    return sheet


def _write_read_me(sheet: Worksheet, formats: _Formats, edition: Edition, ordered: Sequence[Table]) -> None:
    """What the file is, which sheets it has, and what their columns mean, each with a line between."""
    for place, width in enumerate(READ_ME):
        sheet.set_column(place, place, width, formats.short if place == 2 else formats.cell)
    line = _write_about(sheet, formats, edition)
    line = _write_list_of_sheets(sheet, formats, ordered, line + 1)
    _write_list_of_columns(sheet, formats, ordered, line + 1)


def _write_about(sheet: Worksheet, formats: _Formats, edition: Edition) -> int:
    """What the file says of itself; returns the line behind it."""
    described = about(edition)
    for line, (name, text) in enumerate(described.items()):
        sheet.write(line, 0, Texts()(f"about.{name}"), formats.label)
        sheet.merge_range(line, 1, line, _LAST, text, formats.cell)
        if text.startswith("https://"):
            sheet.write_url(line, 1, text, formats.link)
    return len(described)


def _write_list_of_sheets(sheet: Worksheet, formats: _Formats, ordered: Sequence[Table], start: int) -> int:
    """Each sheet, with a link to it; returns the line behind the list."""
    sheet.write_row(start, 0, _headings("sheet", "key", "rows", "row"), formats.heading)
    for line, table in enumerate(ordered, start + 1):
        sheet.write_url(line, 0, f"internal:'{sheet_name(table)}'!A1", formats.link, sheet_name(table))
        sheet.write_row(line, 1, [", ".join(table.key), len(table.rows), table.description])
    return start + 1 + len(ordered)


def _write_list_of_columns(sheet: Worksheet, formats: _Formats, ordered: Sequence[Table], start: int) -> None:
    """Each column of each sheet, behind a line about computed ones."""
    sheet.merge_range(start, 0, start, _LAST, Texts()("excel.italics"), formats.computed)
    sheet.write_row(start + 1, 0, _headings("sheet", "column", "type", "meaning"), formats.heading)
    columns = [(table, column) for table in ordered for column in table.columns]
    for line, (table, column) in enumerate(columns, start + 2):
        sheet.write(line, 0, sheet_name(table))
        sheet.write(line, 1, column.name, formats.computed if column.computed else None)
        sheet.write_row(line, 2, [column.type, column.description])
    sheet.autofilter(start + 1, 0, start + 1 + len(columns), _LAST)


def _headings(*names: str) -> list[str]:
    return [Texts()(f"excel.{name}") for name in names]


def _write_table(sheet: Worksheet, formats: _Formats, table: Table) -> None:
    for place, (column, cells) in enumerate(_columns(table)):
        sheet.set_column(place, place, _width([column.name, *cells]), formats.cell)
        sheet.write(0, place, column.name, formats.computed_heading if column.computed else formats.heading)
        day = formats.day if column.type == "date" else None
        sheet.write_column(1, place, [typed(column, cell) for cell in cells], day)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _columns(table: Table) -> Iterator[tuple[Column, Sequence[Cell]]]:
    return ((column, [row[place] for row in table.rows]) for place, column in enumerate(table.columns))


def _width(cells: Sequence[Cell]) -> int:
    """How wide a column of these cells is, with room for the button of the filter."""
    return min(max(NARROW, *(len(str(cell)) + 3 for cell in cells)), WIDE)
