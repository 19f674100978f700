"""The real records in every form of file: nothing is lost, keys hold, the same records give the same bytes."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

import pytest

from atlas import export
from atlas.export.columns import SEPARATOR
from atlas.export.tables import TABLES
from tests.data import real
from tests.data.real import ATLAS
from tests.exported import database_of, needed, workbook_of

EDITION = replace(real.EDITION, site="https://example.org/atlas/")


@cache
def files() -> dict[str, bytes]:
    needed("xlsxwriter")
    return export.files(EDITION, export.Extent.ALL)


def test_every_form_has_each_row_of_each_table() -> None:
    workbook = workbook_of(EDITION)
    with database_of(EDITION) as database:
        for table in TABLES:
            rows, text = table.rows(EDITION), files()[f"data/{table.name}.csv"].decode()
            assert rows != []
            assert database.execute(f"SELECT * FROM {table.name} ORDER BY rowid").fetchall() == rows, table.name  # noqa: S608
            heading, *sheet = workbook[table.name].iter_rows(values_only=True)
            assert heading == tuple(column.name for column in table.columns)
            assert [tuple(str(it.date()) if isinstance(it, datetime) else it for it in row) for row in sheet] == rows
            written = [[str(cell if cell is not None else "") for cell in row] for row in rows]
            truth = {"True": "true", "False": "false"}
            written = [[truth.get(cell, cell) for cell in row] for row in written]
            assert list(csv.reader(io.StringIO(text, newline="")))[1:] == written, table.name
        views = {"projects_overview": len(ATLAS.projects), "project_sources": sum(map(_pages, ATLAS.projects.values()))}
        found = {view: database.execute(f"SELECT count(*) FROM {view}").fetchone()[0] for view in views}  # noqa: S608
        assert found == views


def _pages(record: Any) -> int:
    return sum(len(citation.pages) or 1 for citation in record.sources)


def test_no_value_in_a_list_holds_what_stands_between_them() -> None:
    found = [
        (table.name, column.name, value)
        for table in TABLES
        for row in table.values(EDITION)
        for column, value in zip(table.columns, row, strict=True)
        if column.is_list and any(SEPARATOR in str(each) for each in value)
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


@pytest.mark.parametrize("exporter", [export.database, export.excel], ids=["SQLite", "Excel"])
def test_the_same_records_give_the_same_bytes(exporter: Any) -> None:
    again = dict(exporter.files(replace(EDITION)))
    assert {path: files()[path] for path in again} == again


def test_the_sums_know_every_file() -> None:
    assert set(files()) == export.paths(EDITION)
    data = {path.removeprefix("data/"): content for path, content in files().items() if path.startswith("data/")}
    sums = data.pop("SHA256SUMS").decode().splitlines()
    assert sums == [f"{sha256(content).hexdigest()}  {name}" for name, content in sorted(data.items())]
