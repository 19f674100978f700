"""The real records in every form of file: nothing is lost, keys hold, the same records give the same bytes."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from atlas import export
from atlas.export.columns import SEPARATOR
from atlas.export.tables import TABLES
from tests.data import real
from tests.data.real import ATLAS
from tests.exported import database_of, needed, parquet_of, records, workbook_of

EDITION = replace(real.EDITION, site="https://example.org/atlas/")


@cache
def files() -> dict[str, bytes]:
    needed("xlsxwriter")
    needed("duckdb")
    return export.files(EDITION, export.Extent.ALL)


def test_every_form_has_each_project_with_its_status_stage_and_plan_outcome(tmp_path: Path) -> None:
    names = ("id", "name", "status", "status_as_of", "status_source", "newest_stage", "plan_outcome", "summary")
    computed = export.records.given_out(EDITION, "projects").values()
    known = [
        (
            it.id,
            it.name,
            it.status.value,
            it.status.as_of,
            it.status.source,
            it.computed.newest_stage,
            it.computed.plan_outcome,
            it.summary,
        )
        for it in computed
    ]
    text = io.StringIO(files()["data/projects.csv"].decode(), newline="")
    assert [tuple(row[name] or None for name in names) for row in csv.DictReader(text)] == known
    with database_of(EDITION) as database:
        database.row_factory = sqlite3.Row
        found = database.execute("SELECT * FROM projects ORDER BY rowid").fetchall()
        assert [tuple(row[name] for name in names) for row in found] == known
    assert [tuple(row[name] for name in names) for row in records(parquet_of(EDITION, tmp_path))] == known
    heading, *rows = workbook_of(EDITION)["projects"].iter_rows(values_only=True)
    assert [tuple(dict(zip(heading, row, strict=True))[name] for name in names) for row in rows] == known


def test_every_form_has_each_row_of_each_table(tmp_path: Path) -> None:
    rows = {table.name: len(table.rows(EDITION)) for table in TABLES}
    assert min(rows.values()) > 0
    with database_of(EDITION) as database:
        assert {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in rows} == rows  # noqa: S608
        views = {"projects_overview": rows["projects"], "project_sources": sum(map(_pages, ATLAS.projects.values()))}
        for view, n in views.items():
            assert database.execute(f"SELECT count(*) FROM {view}").fetchone()[0] == n, view  # noqa: S608
    workbook = workbook_of(EDITION)
    assert {name: workbook[name].max_row - 1 for name in rows} == rows
    printed = records(parquet_of(EDITION, tmp_path, "rows"))
    assert [(row["report"], row["name"], row["stage"], row["project"], row["counted"]) for row in printed] == [
        (report.id, row.name, row.stage, row.project, row.counted)
        for report in ATLAS.reports.values()
        for row in report.rows
    ]


def _pages(record: Any) -> int:
    return sum(len(citation.pages) or 1 for citation in record.sources)


def test_no_value_in_a_list_holds_what_stands_between_them() -> None:
    found = [
        (table.name, column.name, value)
        for table in TABLES
        for row in table.values(EDITION)
        for column, value in zip(table.columns, row, strict=True)
        if column.listed and any(SEPARATOR in str(each) for each in value)
    ]
    assert found == []


def leaves(value: Any) -> Iterator[Any]:
    """Every value in a record that is no record and no list; what is not known is none."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)
    elif value is not None:
        yield value


def test_the_tables_leave_no_value_behind_but_what_they_name() -> None:
    """What is left to the JSON API alone is in reports, partners and the network."""
    for name in ("projects", "timeline", "glossary", "open_questions", "corrections", "sources"):
        held = Counter(leaves([record.model_dump(mode="json") for record in ATLAS.collection(name).values()]))
        told = Counter(
            cell for table in TABLES for row in table.values(EDITION) for value in row for cell in leaves([value])
        )
        assert held - told == Counter(), name


def test_the_database_keeps_to_its_own_keys_and_types() -> None:
    with database_of(EDITION) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for search in ("search", "search_names"):
            database.execute(f"INSERT INTO {search} ({search}, rank) VALUES ('integrity-check', 1)")  # noqa: S608


@pytest.mark.parametrize(
    "exporter", [export.database, export.excel, export.parquet], ids=["SQLite", "Excel", "Parquet"]
)
def test_the_same_records_give_the_same_bytes(exporter: Any) -> None:
    again = dict(exporter.files(replace(EDITION)))
    assert {path: files()[path] for path in again} == again


def test_the_sums_know_every_file_and_the_catalogue_each_that_no_archive_in_it_holds() -> None:
    assert set(files()) == export.paths(EDITION)
    data = {path.removeprefix("data/"): content for path, content in files().items() if path.startswith("data/")}
    sums = data.pop("SHA256SUMS").decode().splitlines()
    assert sums == [f"{sha256(content).hexdigest()}  {name}" for name, content in sorted(data.items())]
    catalogue = data.pop("catalogue.ttl").decode()
    listed = {name for name, content in data.items() if sha256(content).hexdigest() in catalogue}
    with ZipFile(io.BytesIO(data["ascn-atlas-csv.zip"])) as archive:
        assert listed | set(archive.namelist()) == set(data)
    assert "ascn-atlas-csv.zip" in listed
