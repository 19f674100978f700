"""The Excel file of the small project: its first sheet, the types of its cells, its look and its print."""

from __future__ import annotations

from datetime import date, datetime

from atlas.export.tables import TABLES
from tests.exported import ABOUT, ODD, small, workbook_of


def test_the_first_sheet_explains_and_links_the_others() -> None:
    workbook = workbook_of(small())
    first, *others = workbook.sheetnames
    assert (first, others) == ("Read me", [table.name for table in TABLES])
    rows = list(workbook[first].iter_rows(values_only=True))
    assert [row[1] for row in rows[: len(ABOUT)]] == list(ABOUT.values())
    sheets = rows.index(("Sheet", "Names a row", "Rows", "What a row is"))
    columns = rows.index(("Sheet", "Column", "Holds", "Meaning"))
    assert [row[0] for row in rows[sheets + 1 : columns - 2]] == others
    assert ("countries", "id", 2, "An ASEAN member state.") in rows[sheets:columns]
    assert ("countries", "name", "string", "Its ASEAN name.") in rows[columns:]
    headings = [(name, cell.value) for name in others for cell in workbook[name][1]]
    assert [row[:2] for row in rows[columns + 1 :]] == headings
    assert workbook[first].auto_filter.ref == f"A{columns + 1}:D{len(rows)}"
    links = [cell.hyperlink for row in workbook[first].iter_rows() for cell in row if cell.hyperlink]
    assert [link.target for link in links if link.target] == [ABOUT["licence_url"], ABOUT["site"]]
    assert [link.location for link in links if link.location] == [f"'{name}'!A1" for name in others]


def test_computed_columns_have_their_names_in_italics() -> None:
    workbook = workbook_of(small())
    computed = {column.name for column in TABLES[0].columns if column.computed}
    assert {cell.value for cell in workbook["projects"][1] if cell.font.i} == computed
    assert {cell.font.b for cell in workbook["projects"][1]} == {True}
    listed = [row for row in workbook["Read me"].iter_rows(max_col=2) if row[0].value == "projects"]
    assert {name.value for _, name in listed if name.font.i} == computed


def test_cells_have_the_types_of_their_columns_and_none_is_a_formula() -> None:
    workbook = workbook_of(small())
    assert {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row} == set("snbd")
    accessed = next(cell for cell in workbook["sources"][1] if cell.value == "accessed")
    cell = workbook["sources"].cell(2, accessed.column)
    assert cell.value.date() == date.fromisoformat(next(iter(small().atlas.sources.values())).accessed)
    assert cell.number_format == "yyyy-mm-dd"
    heading, *rows = workbook["projects"].iter_rows(values_only=True)
    river = next(dict(zip(heading, row, strict=True)) for row in rows if row[0] == "clean-river")
    assert (river["name"], river["also_known_as"]) == (" ".join(ODD), "; ".join(ODD))


def test_a_sheet_keeps_its_heading_and_wraps_long_text_from_the_top() -> None:
    workbook = workbook_of(small())
    sheet = workbook["cities"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", sheet.dimensions)
    width = {cell.value: sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]}
    assert 8 <= width["id"] < width["web_page"] < 61
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {(cell.alignment.vertical, cell.alignment.wrap_text) for cell in cells} == {("top", True)}


def test_a_sheet_is_printed_across_as_wide_as_it_is_with_its_heading_on_each_page() -> None:
    workbook = workbook_of(small())
    sheet = workbook["projects"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("&A", "&P / &N")
    assert (workbook.properties.title, workbook.properties.created) == ("ASCN Atlas", datetime(2025, 1, 31))
