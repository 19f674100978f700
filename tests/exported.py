"""The files of data that are made on demand, read by other means than those that wrote them where there are any."""

from __future__ import annotations

import io
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Any

import pytest

from atlas import export
from atlas.checks import examine
from atlas.export.edition import Edition, Release
from atlas.export.records import AUTHORED
from atlas.model.base import Record
from tests.breaks import SMALL

#: Texts that some form of file could change.
ODD = (
    "comma, and 'quote', and \"quotes\"",
    "line\nbreak",
    "=1+1",
    "+62 21",
    "@city",
    "0012",
    "https://example.org/",
    "1e5",
    "_x0041_",
    "<b> & </b>",
    "Đà Nẵng, Hồ Chí Minh",
    "မန္တလေးမြို့",
    "ក្រុងបាត់ដំបង",
    "ນະຄອນຫຼວງວຽງຈັນ",
    "กรุงเทพมหานคร",
)

#: The sources that a record cites, each with a page.
Cited = list[tuple[str, int | None]]


def needed(package: str) -> Any:
    """A package of the group ``data`` or ``test``; without it a test is skipped with a notice, but never in CI."""
    if os.environ.get("CI"):
        return import_module(package)
    return pytest.importorskip(package, reason=f"{package} is not installed: install it with 'make .venv/test'")


@cache
def small() -> Edition:
    """The small project, with odd texts as the names of one of its projects."""
    examined = examine(SMALL)
    assert examined.atlas is not None
    river = examined.atlas.projects["clean-river"]
    odd = river.model_copy(update={"name": " ".join(ODD), "also_known_as": list(ODD)})
    projects = {**examined.atlas.projects, "clean-river": odd}
    releases = (Release("1.2", "2025-02-01", "New."),)
    return Edition(replace(examined.atlas, projects=projects), examined.tree, "https://example.org/", releases)


def authored_from_json(collection: str, data: Mapping[str, Any]) -> Record:
    """The record of the data files, from one that was given out: all that is computed is left out."""
    fields = {name: value for name, value in data.items() if name != "computed"}
    if collection == "reports":
        fields["discrepancies"] = list(map(_discrepancy, fields["discrepancies"]))
    return AUTHORED[collection].model_validate(fields)


def _discrepancy(given: Mapping[str, Any]) -> dict[str, Any]:
    """A discrepancy as the data files have it, from the one form in which all kinds are given out."""
    subject = {"stage": "stage", "area": "focus_area", "country": "country"}.get(given["about"])
    places = {"area": "focus_areas", "city": "cities"}.get(given["about"])
    found: dict[str, Any] = {"about": given["about"], "note": given["note"]}
    for value in given["values"]:
        if value["unit"] is None:
            found.setdefault(places, []).append(value["subject"])
        else:
            fields = {name: cell for name, cell in value.items() if name != "subject" and cell is not None}
            found.setdefault("values", []).append({**fields, **({subject: value["subject"]} if subject else {})})
    return found


def made(edition: Edition, exporter: Any) -> dict[str, bytes]:
    """The files of one exporter."""
    return dict(exporter.files(edition))


@contextmanager
def database_of(edition: Edition) -> Iterator[sqlite3.Connection]:
    """The SQLite file, opened with its foreign keys on."""
    [content] = made(edition, export.database).values()
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        database.execute("PRAGMA foreign_keys = on")
        yield database


def workbook_of(edition: Edition) -> Any:
    """The Excel file as openpyxl reads it."""
    needed("xlsxwriter")
    [content] = made(edition, export.excel).values()
    return needed("openpyxl").load_workbook(io.BytesIO(content))


def parquet_of(edition: Edition, path: str = "data/projects.parquet") -> Any:
    """One of the Parquet files as a table of pyarrow."""
    parquet = needed("pyarrow.parquet")
    return parquet.read_table(io.BytesIO(made(edition, export.parquet)[path]))


def _projects_in_sqlite(edition: Edition) -> Iterator[dict[str, Any]]:
    with database_of(edition) as database:
        database.row_factory = sqlite3.Row
        for row in database.execute("SELECT * FROM projects").fetchall():
            of = f"FROM {{}} WHERE project = '{row['id']}' ORDER BY position"
            sources = database.execute(f"SELECT source, page {of.format('project_sources')}")
            names = database.execute(f"SELECT value {of.format('project_also_known_as')}")
            yield {**row, "sources": [tuple(each) for each in sources], "also_known_as": [name for (name,) in names]}


def _projects_in_excel(edition: Edition) -> Iterator[dict[str, Any]]:
    workbook = workbook_of(edition)

    def rows(sheet: str) -> list[dict[str, Any]]:
        heading, *lines = workbook[sheet].iter_rows(values_only=True)
        return [dict(zip(heading, line, strict=True)) for line in lines]

    sources, names = rows("project_sources"), rows("project_also_known_as")
    for row in rows("projects"):
        yield {
            **row,
            "sources": [(each["source"], each["page"]) for each in sources if each["project"] == row["id"]],
            "also_known_as": [each["value"] for each in names if each["project"] == row["id"]],
        }


def _projects_in_parquet(edition: Edition) -> Iterator[dict[str, Any]]:
    needed("pyarrow")
    for row in parquet_of(edition).to_pylist():
        yield {**row, "sources": [(each["source"], each["page"]) for each in row["sources"]]}


#: What reads the projects out of each form: its columns, ``sources`` and ``also_known_as``.
PROJECTS: Mapping[str, Any] = {
    "SQLite": _projects_in_sqlite,
    "Excel": _projects_in_excel,
    "Parquet": _projects_in_parquet,
}
