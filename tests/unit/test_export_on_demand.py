"""SQLite, Excel and Parquet on a small project: types, keys, what the files say of themselves, text that arrives."""

from __future__ import annotations

import re
import sqlite3
from datetime import date, datetime

import pytest
from atlas.export.searched import searched

from atlas.export.excel import sheet_name
from atlas.export.metadata import SCHEMA_VERSION
from atlas.export.tables import Table
from tests.exported import ODD, PROJECTS, database_of, needed, parquet_of, small, workbook_of

ABOUT = {
    "title": "ASCN Atlas",
    "description": "What each city of the ASEAN Smart Cities Network set out to do, and what became of it, each value "
    "with its source. Independent of ASEAN.",
    "version": SCHEMA_VERSION,
    "data_version": "1.2",
    "date": "2025-01-31",
    "licence": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "attribution": "ASCN Atlas for all records, under CC BY 4.0; GeoNames for coordinates, under CC BY 4.0; "
    "Unicode CLDR for Indonesian names of countries, under Unicode License",
    "site": "https://example.org/",
}


@pytest.mark.parametrize("form", PROJECTS)
def test_odd_text_arrives_unchanged(form: str) -> None:
    [river] = [row for row in PROJECTS[form](small()) if row["id"] == "clean-river"]
    assert river["name"] == " ".join(ODD)
    assert river["also_known_as"] == list(ODD)


# SQLite


def test_a_table_of_the_database_is_strict_and_has_keys_and_the_words_it_takes() -> None:
    with database_of(small()) as database:
        [(statement,)] = database.execute("SELECT sql FROM sqlite_master WHERE name = 'partner_offers'")
    kinds = ", ".join(
        f"'{kind}'"
        for kind in (
            "technical-expertise", "funding", "partnership", "private-sector", "capacity-building", "technology",
            "data", "policy-advice",
        )
    )  # fmt: skip
    assert statement.splitlines() == [
        'CREATE TABLE "partner_offers" (',
        '  "partner" TEXT NOT NULL,',
        '  "position" INTEGER NOT NULL,',
        f'  "kind" TEXT NOT NULL CHECK ("kind" IN ({kinds})),',
        '  "words" TEXT NOT NULL,',
        '  PRIMARY KEY ("partner", "position"),',
        '  FOREIGN KEY ("partner") REFERENCES "partners" ("id")',
        ") STRICT",
    ]


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ("UPDATE projects SET city = 'atlantis'", "FOREIGN KEY"),
        ("UPDATE projects SET name = NULL", "NOT NULL"),
        ("UPDATE projects SET started = 'long ago'", "cannot store TEXT value in INTEGER column"),
        ("UPDATE projects SET status_value = 'done'", "CHECK"),
        ("UPDATE report_rows SET counted = 2", "CHECK"),
        ("UPDATE report_rows SET position = 1", "UNIQUE"),
    ],
)
def test_the_database_refuses_what_does_not_fit(change: str, refused: str) -> None:
    with database_of(small()) as database, pytest.raises(sqlite3.IntegrityError, match=refused):
        database.execute(change)


def test_the_database_says_what_it_is_and_what_each_column_means() -> None:
    with database_of(small()) as database:
        metadata = dict(database.execute("SELECT key, value FROM metadata"))
        assert metadata.pop("search_help").startswith("`search` finds whole words")
        assert metadata == ABOUT
        own = {"metadata", "tables", "columns", "search", "search_names"}
        found = {
            (table, column)
            for table, column in database.execute(
                "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c "
                "WHERE m.type IN ('table', 'view')"
            )
            if table not in own and not table.startswith("search_")
        }
        assert found == set(database.execute('SELECT "table", "column" FROM columns'))
        assert {table for table, _ in found} == {table for (table,) in database.execute('SELECT "table" FROM tables')}
        described = 'SELECT "column", description, computed FROM columns WHERE "table" = \'countries\' AND "column" IN '
        assert database.execute(f"{described} ('name', 'computed_page') ORDER BY rowid").fetchall() == [
            ("name", "Its ASEAN name.", 0),
            ("computed_page", "Computed: the address of its place on the site.", 1),
        ]


def test_a_program_can_tell_the_database_and_the_version_of_its_form() -> None:
    with database_of(small()) as database:
        [(application,)] = database.execute("PRAGMA application_id")
        [(version,)] = database.execute("PRAGMA user_version")
    assert application.to_bytes(4) == b"ASCN"
    major, minor, patch = version // 10000, version // 100 % 100, version % 100
    assert f"{major}.{minor}.{patch}" == SCHEMA_VERSION


def test_a_foreign_key_has_an_index_where_the_primary_key_does_not_begin_with_it() -> None:
    with database_of(small()) as database:
        made = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?"
        assert database.execute(made, ("project_sources",)).fetchall() == [
            ("project_sources_by_source", 'CREATE INDEX "project_sources_by_source" ON "project_sources" ("source")')
        ]
        assert database.execute(made, ("report_discrepancies_values",)).fetchall() == []


def test_a_view_shows_each_project_with_names_in_the_place_of_ids() -> None:
    with database_of(small()) as database:
        database.row_factory = sqlite3.Row
        first = "SELECT * FROM projects_overview WHERE id = 'open-school'"
        [found] = map(dict, database.execute(first))
        assert found == {
            "id": "open-school",
            "name": "Open School",
            "city": "Alfa",
            "country": "Aland",
            "focus_areas": "Civic",
            "status": "completed",
            "status_as_of": "2024-09-30",
            "started": 2018,
            "last_document": "List of 2024",
            "last_stage": "completed",
            "address": "https://example.org/cities/alfa/#open-school",
        }
        [unlisted] = database.execute("SELECT last_document FROM projects_overview WHERE id = 'school-network'")
        assert tuple(unlisted) == (None,)


def test_a_view_shows_what_each_document_prints_of_a_project() -> None:
    with database_of(small()) as database:
        history = "SELECT report, document, date, printed_name, stage, page FROM history WHERE project = 'clean-river'"
        assert database.execute(history).fetchall() == [
            ("plan-2018", "Plans of 2018", "2018-07-08", "River Plan", "proposed", 4),
            ("list-2024", "List of 2024", "2024-09-30", "Clean River", "ongoing", 3),
        ]


def test_a_view_shows_what_a_project_rests_on() -> None:
    with database_of(small()) as database:
        cited = "SELECT source, title, publisher, date, page, url FROM citations WHERE project = 'clean-river'"
        assert database.execute(cited).fetchall() == [
            ("s-list", "List of projects", "The network", "2024-09-30", 3, "https://example.org/list.pdf"),
            ("s-plan", "Plans", "The network", "2018-07-08", 4, "https://example.org/plan.pdf"),
            ("s-press", "What the press says", "The press", "2018-05", None, "https://press.example/"),
        ]


def test_a_column_of_a_view_is_described_by_the_column_that_it_shows() -> None:
    with database_of(small()) as database:
        described = 'SELECT description, computed FROM columns WHERE "table" = \'projects_overview\' AND "column" = ?'
        assert [database.execute(described, (column,)).fetchone() for column in ("city", "address", "focus_areas")] == [
            ("`cities.name`: The network's own spelling.", 0),
            ("`projects.computed_page`: Computed: the address of its place on the site.", 1),
            ("The names of its focus areas, between them `; `.", 1),
        ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("OPEN school", [("projects", "open-school")]),
        ("NANG", [("projects", "clean-river")]),
        ('"ho chi minh"', [("projects", "clean-river")]),
        ('"กรุงเทพ" *', [("projects", "clean-river")]),
        ("မန္တလေးမြို့", [("projects", "clean-river")]),
        ("other_names: nang", [("projects", "clean-river")]),
        ("cleans river", [("projects", "clean-river")]),
        ("summary: water", [("cities", "alfa"), ("focus_areas", "environment"), ("glossary", "board")]),
        ("name: water", [("themes", "water")]),
        ("summary: boats", [("places", "harbour")]),
        ("other_names: board", [("glossary", "board")]),
        ("how many boats", [("open_questions", "q-boats")]),
        ("summary: press", [("open_questions", "q-boats")]),
        ("name: press", [("sources", "s-press")]),
        ("timeline", []),
    ],
)
def test_the_search_finds_names_and_summaries_whatever_their_accents(words: str, found: list[tuple[str, str]]) -> None:
    with database_of(small()) as database:
        search = "SELECT collection, id FROM search WHERE search MATCH ?"
        assert database.execute(search, (words,)).fetchall() == found


def test_every_record_can_be_found() -> None:
    atlas = small().atlas
    records = [(collection, record_id) for collection, record_id, _ in atlas.records() if collection != "network"]
    inner = [("themes", theme) for theme in atlas.themes] + [("places", place) for place in atlas.places]
    assert sorted((found.collection, found.id) for found in searched(atlas)) == sorted(records + inner)


@pytest.mark.parametrize("part", ["เทพม", "ដំប", "ວຽງ", "လေးမ", "Chí", "nẵn", "ho chi m", "a nan", "+62", "'quo"])
def test_a_part_of_a_name_is_found_in_any_script(part: str) -> None:
    with database_of(small()) as database:
        search = "SELECT collection, id FROM search_names WHERE search_names MATCH ?"
        assert database.execute(search, (f'"{part}"',)).fetchall() == [("projects", "clean-river")]


def test_the_searches_that_the_database_gives_as_examples_can_be_made() -> None:
    with database_of(small()) as database:
        [(told,)] = database.execute("SELECT value FROM metadata WHERE key = 'search_help'")
        examples = re.findall(r"(search_names)? MATCH ('.+?')", told.replace("search MATCH", "MATCH"))
        assert [words for _, words in examples] == [
            "'traffic'", "'\"e-tax\"'", "'transp*'", "'name: traffic'", "'\"กรุงเทพ\"'",
        ]  # fmt: skip
        for table, words in examples:
            database.execute(f"SELECT count(*) FROM {table or 'search'} ({words})")  # noqa: S608


def test_a_name_without_its_accents_is_kept_where_latin_letters_have_some() -> None:
    with database_of(small()) as database:
        plain = "SELECT plain_names FROM search_names WHERE id IN ('clean-river', 'alfa') ORDER BY rowid"
        river, alfa = (names for (names,) in database.execute(plain))
    assert river.splitlines()[-1] == "da nang, ho chi minh"
    assert alfa == ""


# Excel


def test_the_first_sheet_of_the_excel_file_tells_what_the_others_are() -> None:
    workbook = workbook_of(small())
    first, *others = workbook.sheetnames
    assert first == "Read me"
    rows = list(workbook[first].iter_rows(values_only=True))
    assert [row[1] for row in rows[: len(ABOUT)]] == list(ABOUT.values())
    sheets = rows.index(("Sheet", "Names a row", "Rows", "What a row is"))
    columns = rows.index(("Sheet", "Column", "Holds", "Meaning"))
    assert [row[0] for row in rows[sheets + 1 : columns - 2]] == others
    assert rows[columns - 1][0] == (
        "Columns in italics are counted or looked up by the Atlas; all others stand in its data files."
    )
    assert ("countries", "id", 2, "An ASEAN member state.") in rows[sheets:columns]
    assert ("countries", "name", "string", "Its ASEAN name.") in rows[columns:]
    headings = [(name, cell.value) for name in others for cell in workbook[name][1]]
    assert [row[:2] for row in rows[columns + 1 :]] == headings


def test_the_first_sheet_links_to_each_other_sheet_and_to_the_addresses_that_it_names() -> None:
    workbook = workbook_of(small())
    first, *others = workbook.sheetnames
    links = [cell.hyperlink for row in workbook[first].iter_rows() for cell in row if cell.hyperlink]
    assert [link.target for link in links if link.target] == [ABOUT["licence_url"], ABOUT["site"]]
    assert [link.location for link in links if link.location] == [f"'{name}'!A1" for name in others]


def test_the_columns_on_the_first_sheet_can_be_filtered_by_their_sheet() -> None:
    sheet = workbook_of(small())["Read me"]
    [(heading,)] = [row for row in sheet.iter_rows(max_col=1) if row[0].value == "Sheet"][1:]
    assert sheet.auto_filter.ref == f"A{heading.row}:D{sheet.max_row}"


def test_the_sheets_that_most_come_for_are_first_and_empty_ones_last() -> None:
    workbook = workbook_of(small())
    names = workbook.sheetnames
    assert names[:7] == ["Read me", "projects", "cities", "countries", "reports", "report_rows", "sources"]
    empty = [workbook[name].max_row == 1 for name in names]
    assert empty == sorted(empty)
    assert len(set(empty)) == 2


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("partner_cities_supported_cities", "partner_cities_supported_cities"),
        ("city_strategic_targets_2018_items", "city_strateg_targets_2018_items"),
        ("workshop_indonesian_delegation_members", "worksho_indones_delegat_members"),
    ],
)
def test_a_long_name_of_a_sheet_has_shorter_words(name: str, cut: str) -> None:
    assert sheet_name(Table(name, "", (), ("id",), (), ())) == cut


def test_a_sheet_has_a_heading_and_ids_that_stay_filters_and_widths_that_fit() -> None:
    sheet = workbook_of(small())["cities"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions
    width = {cell.value: sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]}
    assert 8 <= width["id"] < width["vision_text"] < 61


def test_headings_are_bold_and_those_of_computed_columns_in_italics() -> None:
    workbook = workbook_of(small())
    headings = workbook["projects"][1]
    assert {cell.font.b for cell in headings} == {True}
    assert [cell.value for cell in headings if cell.font.i] == [
        cell.value for cell in headings if cell.value.startswith("computed_")
    ]
    listed = [row[1] for row in workbook["Read me"].iter_rows(max_col=2)]
    assert {cell.value for cell in listed if cell.font.i} >= {"computed_page", "computed_last_stage"}
    assert {cell.font.i for cell in listed if cell.value in {"city", "status_value"}} == {False}


def test_long_text_takes_several_lines_from_the_top_of_its_row() -> None:
    workbook = workbook_of(small())
    kinds = {
        (cell.alignment.vertical, cell.alignment.wrap_text)
        for name in ("projects", "sources")
        for row in workbook[name].iter_rows(min_row=2)
        for cell in row
        if cell.value is not None
    }
    assert kinds == {("top", True)}


def test_a_sheet_is_printed_across_as_wide_as_it_is_with_its_heading_on_each_page() -> None:
    sheet = workbook_of(small())["projects"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("&A", "&P / &N")


def test_cells_of_the_excel_file_have_the_types_of_their_columns() -> None:
    workbook = workbook_of(small())
    kinds = {type(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert kinds == {str, int, float, bool, datetime, type(None)}
    assert {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row} == set("snbd")
    accessed = next(cell for cell in workbook["sources"][1] if cell.value == "accessed")
    cell = workbook["sources"].cell(2, accessed.column)
    assert cell.value.date() == date.fromisoformat(next(iter(small().atlas.sources.values())).accessed)
    assert cell.number_format == "yyyy-mm-dd"


def test_the_excel_file_is_as_old_as_the_data() -> None:
    properties = workbook_of(small()).properties
    assert (properties.title, properties.created) == ("ASCN Atlas", datetime(2025, 1, 31))


# Parquet


def test_the_parquet_file_has_types_what_they_mean_and_lists_in_the_records() -> None:
    arrow = needed("pyarrow")
    schema = parquet_of(small()).schema
    assert {name.decode(): text.decode() for name, text in schema.metadata.items()} == ABOUT
    assert (schema.field("name").type, schema.field("name").nullable) == (arrow.string(), False)
    assert (schema.field("started").type, schema.field("started").nullable) == (arrow.int64(), True)
    assert schema.field("name").metadata[b"description"].decode() == "The latest official name."
    assert schema.field("focus_areas").type.value_type == arrow.string()
    assert [(field.name, field.type) for field in schema.field("sources").type.value_type] == [
        ("source", arrow.string()),
        ("page", arrow.int64()),
    ]
    rows = parquet_of(small(), "data/rows.parquet").schema
    assert (rows.field("counted").type, rows.field("report").nullable) == (arrow.bool_(), False)


def test_a_project_in_the_parquet_file_has_its_own_lists_and_empty_ones() -> None:
    needed("pyarrow")
    river, school, *_ = parquet_of(small()).to_pylist()
    assert river["figures"] == [
        {"what": "boats", "value": 12.0, "unit": "boats", "as_of": "2023", "source": "s-press", "page": None}
    ]
    assert (school["figures"], school["former_ids"]) == ([], ["school"])
    assert school["summary"] is None
