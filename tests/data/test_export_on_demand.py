"""SQLite, Excel and Parquet hold the real records, and nothing is wrong with the files themselves."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from hashlib import sha256
from zipfile import ZipFile

import pytest

from atlas import export
from atlas.export.excel import MAX_NAME, sheet_name
from atlas.export.tables import tables
from atlas.model.atlas import Atlas
from tests.data import real
from tests.data.real import ATLAS
from tests.exported import database_of, made, needed, parquet_of, workbook_of

EDITION = replace(real.EDITION, site="https://example.org/atlas/")


def test_the_database_keeps_to_its_own_keys_and_types() -> None:
    with database_of(EDITION) as database:
        assert database.execute("PRAGMA foreign_keys").fetchall() == [(1,)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        for search in ("search", "search_names"):
            database.execute(f"INSERT INTO {search} ({search}, rank) VALUES ('integrity-check', 1)")  # noqa: S608


def test_no_question_by_a_foreign_key_reads_all_of_a_table() -> None:
    with database_of(EDITION) as database:
        scans = [
            (table.name, key.columns)
            for table in tables(EDITION)
            for key in table.foreign_keys
            for *_, step in database.execute(
                f"EXPLAIN QUERY PLAN SELECT * FROM {table.name} WHERE "  # noqa: S608
                + " AND ".join(f"\"{column}\" = 'x'" for column in key.columns)
            )
            if not step.startswith("SEARCH")
        ]
    assert scans == []


def test_the_views_have_every_project_row_and_citation() -> None:
    rows = {table.name: len(table.rows) for table in tables(EDITION)}
    shown = {"projects_overview": "projects", "history": "report_rows", "citations": "project_sources"}
    with database_of(EDITION) as database:
        for view, table in shown.items():
            assert database.execute(f"SELECT count(*) FROM {view}").fetchone()[0] == rows[table], view  # noqa: S608


def test_every_row_of_every_table_is_in_the_database_and_in_the_excel_file() -> None:
    rows = {table.name: len(table.rows) for table in tables(EDITION)}
    with database_of(EDITION) as database:
        found = {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in rows}  # noqa: S608
    assert found == rows
    workbook = workbook_of(EDITION)
    assert {table.name: workbook[sheet_name(table)].max_row - 1 for table in tables(EDITION)} == rows


def test_every_sheet_has_a_name_that_a_formula_can_use_and_no_other_sheet_has() -> None:
    names = [sheet_name(table) for table in tables(EDITION)]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= MAX_NAME
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9_]*", name)] == []


def test_the_status_of_a_project_stays_where_formulas_look_for_it() -> None:
    sheet = workbook_of(EDITION)["projects"]
    values = [cell.value for cell in sheet["H"]]
    completed = sum(project.status.value == "completed" for project in ATLAS.projects.values())
    assert (values[0], values.count("completed")) == ("status_value", completed)


def test_every_printed_row_is_in_the_parquet_file_with_its_document() -> None:
    needed("pyarrow")
    found = [
        (row["report"], row["position"], row["project"], row["name"], row["stage"], row["counted"])
        for row in parquet_of(EDITION, "data/rows.parquet").to_pylist()
    ]
    assert found == [
        (report.id, position, row.project, row.name, row.stage, row.counted)
        for report in ATLAS.reports.values()
        for position, row in enumerate(report.rows, 1)
    ]


@pytest.mark.parametrize(
    ("exporter", "package"),
    [(export.database, "sqlite3"), (export.excel, "xlsxwriter"), (export.parquet, "pyarrow")],
    ids=["SQLite", "Excel", "Parquet"],
)
def test_the_same_records_give_the_same_bytes(exporter: object, package: str) -> None:
    needed(package)
    again = replace(EDITION)
    assert made(EDITION, exporter) == made(again, exporter)


def test_the_sums_know_every_file_and_the_catalogue_each_outside_an_archive() -> None:
    needed("xlsxwriter")
    needed("pyarrow")
    files = export.files(EDITION, export.Extent.ALL)
    assert set(files) == export.paths(EDITION)
    data = {path.removeprefix("data/"): content for path, content in files.items() if path.startswith("data/")}
    sums = data.pop("SHA256SUMS").decode().splitlines()
    assert sums == [f"{sha256(content).hexdigest()}  {name}" for name, content in sorted(data.items())]
    catalogue = data.pop("catalogue.ttl").decode()
    listed = {name for name, content in data.items() if sha256(content).hexdigest() in catalogue}
    with ZipFile(io.BytesIO(data["ascn-atlas-csv.zip"])) as archive:
        packed = set(archive.namelist())
    assert listed | packed == set(data)
    assert listed & packed == {
        "cities.geojson",
        "report_rows.csv",
        *(f"{name}.csv" for name in Atlas.COLLECTIONS),
        "reports.csv",
        "network.csv",
    }
    assert "ascn-atlas-csv.zip" in listed


def test_the_same_records_give_the_same_dump() -> None:
    with database_of(EDITION) as first, database_of(replace(EDITION)) as second:
        dump = list(first.iterdump())
        assert dump == list(second.iterdump())
