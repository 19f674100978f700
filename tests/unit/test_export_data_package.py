"""The Data Package of the small project, as files beside each other and as one, and the map of its cities."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from frictionless import Package

from atlas import export
from atlas.export import csv_files, data_package, geojson
from atlas.export.metadata import SCHEMA_VERSION, Edition
from tests.exported import small


def made(edition: Edition | None = None) -> dict[str, bytes]:
    return export.files(edition or small(), export.Extent.BUILD)


def described(edition: Edition | None = None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made(edition)[data_package.PATH])
    return found


def test_the_package_says_licence_version_and_the_date_of_the_data() -> None:
    found = described()
    title, path = "Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"
    assert found["licenses"] == [{"name": "CC-BY-4.0", "title": title, "path": path}]
    assert (found["version"], found["created"]) == ("1.2", "2025-02-01T00:00:00Z")
    assert (found["schema_version"], found["date"]) == (SCHEMA_VERSION, "2025-01-31")
    assert [credit["name"] for credit in found["attribution"]] == ["ASCN Atlas", "GeoNames", "Unicode CLDR"]
    assert found["homepage"] == "https://example.org/"
    assert "homepage" not in described(replace(small(), site=""))


def test_the_archive_holds_the_package_and_every_file_that_it_describes(tmp_path: Path) -> None:
    """Frictionless opens it as it is, and compares sizes and checksums."""
    files, path = made(), tmp_path / "ascn-atlas-csv.zip"
    path.write_bytes(files[data_package.ARCHIVE])
    with ZipFile(path) as archive:
        held = {f"data/{name}": archive.read(name) for name in archive.namelist()}
    assert list(held) == [data_package.PATH, *csv_files.PATHS, geojson.PATH]
    assert held == {path: files[path] for path in held}
    found = Package(str(path))
    assert (found.name, found.get_resource("projects").read_rows()[0]["id"]) == ("ascn-atlas", "clean-river")
    assert found.validate().valid
