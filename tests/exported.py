"""The small project as an edition of the data, and the files made from it, opened by other means than made them."""

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
from atlas.export.metadata import SCHEMA_VERSION, Edition, Release
from atlas.export.tables import TABLES
from atlas.model.atlas import Atlas
from atlas.model.base import Record
from tests.breaks import FIXTURES, SMALL

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

#: What a file that is not JSON says of itself.
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


def needed(package: str) -> Any:
    """A package of the group ``data`` or ``test``; without it a test is skipped with a notice, but never in CI."""
    if os.environ.get("CI"):
        return import_module(package)
    return pytest.importorskip(package, reason=f"{package} is not installed: install it with 'make .venv/test'")


def is_written(name: str, content: bytes) -> None:
    """Compare a file with the one in the fixtures; with ``WRITE=1`` in the environment, write that one anew."""
    path = FIXTURES / name
    if os.environ.get("WRITE"):
        path.write_bytes(content)
    assert content.decode() == path.read_text(encoding="utf-8"), "if this is meant, run the test with WRITE=1"


@cache
def small() -> Edition:
    """The small project, with odd texts as the names of one of its projects."""
    examined = examine(SMALL)
    assert examined.atlas is not None
    river = examined.atlas.projects["clean-river"]
    odd = river.model_copy(update={"name": " ".join(ODD), "also_known_as": list(ODD)})
    projects = {**examined.atlas.projects, "clean-river": odd}
    releases = (Release("1.2", "2025-02-01", "New."),)
    return Edition(replace(examined.atlas, projects=projects), examined.tree, "https://example.org/", releases, SMALL)


def rows(edition: Edition, name: str) -> list[dict[str, Any]]:
    """The rows of a table, each by its columns, with lists as lists."""
    [table] = [table for table in TABLES if table.name == name]
    names = [column.name for column in table.columns]
    return [dict(zip(names, values, strict=True)) for values in table.values(edition)]


def authored_from_json(collection: str, data: Mapping[str, Any]) -> Record:
    """The record of the data files, from one that was given out: all that is computed is left out."""
    fields = {name: value for name, value in data.items() if name != "computed"}
    if collection == "reports":
        fields["discrepancies"] = list(map(_discrepancy, fields["discrepancies"]))
    return Atlas.COLLECTIONS[collection].type.model_validate(fields)


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


@contextmanager
def database_of(edition: Edition) -> Iterator[sqlite3.Connection]:
    """The SQLite file, opened with its foreign keys on."""
    [(_, content)] = export.database.files(edition)
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        database.execute("PRAGMA foreign_keys = on")
        yield database


def workbook_of(edition: Edition) -> Any:
    """The Excel file as openpyxl reads it."""
    needed("xlsxwriter")
    [(_, content)] = export.excel.files(edition)
    return needed("openpyxl").load_workbook(io.BytesIO(content))
