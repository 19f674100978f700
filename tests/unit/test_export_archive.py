"""The Data Package as one download, on the small project: whole, and the same bytes on each machine and day."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from frictionless import Package

from atlas import export
from atlas.export import archive, csv_files, geojson, package
from tests.exported import small

PATH = "data/ascn-atlas-csv.zip"


def made() -> dict[str, bytes]:
    return export.files(small(), export.Extent.BUILD)


def opened(content: bytes) -> ZipFile:
    return ZipFile(io.BytesIO(content))


def test_it_holds_the_package_and_every_file_that_it_describes_as_they_lie_beside_it() -> None:
    files = made()
    with opened(files[PATH]) as found:
        assert found.testzip() is None
        held = {f"data/{name}": found.read(name) for name in found.namelist()}
    assert list(held) == [package.PATH, *csv_files.paths(small()), geojson.PATH]
    assert held == {path: files[path] for path in held}


def test_a_reader_of_data_packages_opens_it_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ascn-atlas-csv.zip"
    path.write_bytes(made()[PATH])
    found = Package(str(path))
    assert (found.name, found.get_resource("projects").read_rows()[0]["id"]) == ("ascn-atlas", "clean-river")
    assert found.validate().valid


def test_what_it_tells_of_a_file_is_taken_neither_from_the_machine_nor_from_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = made()
    with opened(files[PATH]) as found:
        told = {
            (each.date_time, each.create_system, each.external_attr >> 16, each.compress_type)
            for each in found.infolist()
        }
    assert told == {((2025, 2, 1, 0, 0, 0), 3, 0o100644, ZIP_STORED)}
    monkeypatch.setattr(sys, "platform", "win32")
    assert dict(archive.files(replace(small()), files)) == {PATH: files[PATH]}


def test_the_sums_hold_it() -> None:
    assert b"  ascn-atlas-csv.zip\n" in made()["data/SHA256SUMS"]
