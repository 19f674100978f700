"""The Excel file of the small project: its first sheet, the types of its cells, its look and its print."""

from datetime import date

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
