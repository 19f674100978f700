"""All CSV files as a Data Package, version 2: ``datapackage.json`` beside them, and a ZIP file of all.

``datapackage.json`` gives the columns, types and keys of each table. Excel and SQLite files are not in it: the
standard has no word for a file of several tables.

The ZIP file takes nothing from the machine or the clock: the same records and the same zlib give the same bytes, so a
copy is known by its checksum.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator, Mapping
from datetime import date
from stat import S_IFREG
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from atlas.export import csv_files, geojson
from atlas.export.checksums import checksum
from atlas.export.columns import Column, Table
from atlas.export.metadata import ATTRIBUTION, DESCRIPTION, LICENCE, NAME, SCHEMA_VERSION, Edition, json_file
from atlas.export.tables import TABLES

PATH = "data/datapackage.json"
ARCHIVE = "data/ascn-atlas-csv.zip"
PATHS = (PATH, ARCHIVE)

#: The schema that it keeps to.
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def files(edition: Edition, made: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the data package and the archive, by their paths below the site."""
    package = json_file(_package(edition, made))
    yield PATH, package
    packed = {PATH: package, **{path: made[path] for path in (*csv_files.PATHS, geojson.PATH)}}
    by_name = {posixpath.basename(path): content for path, content in packed.items()}
    yield ARCHIVE, _archive(by_name, date.fromisoformat(edition.last_change_date))


def _archive(packed: Mapping[str, bytes], day: date) -> bytes:
    """Return a reproducible ZIP file of contents by path, all with the same date."""
    out = io.BytesIO()
    with ZipFile(out, "w") as opened:
        for path, content in packed.items():
            entry = ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system = 3  # made on Unix: a plain file that all may read
            entry.external_attr = (S_IFREG | 0o644) << 16
            opened.writestr(entry, content, ZIP_DEFLATED)
    return out.getvalue()


def _package(edition: Edition, made: Mapping[str, bytes]) -> dict[str, Any]:
    known = {"homepage": edition.site, "version": edition.version}  # the standard has no null
    return {
        "$schema": PROFILE,
        "name": "ascn-atlas",
        "title": NAME,
        "description": DESCRIPTION,
        **{name: value for name, value in known.items() if value},
        "created": f"{edition.last_change_date}T00:00:00Z",
        # The standard leaves room for these, which are called as in the JSON API.
        "schema_version": SCHEMA_VERSION,
        "date": edition.date,
        "attribution": edition.attribution,
        # The id of a licence at SPDX is its name with hyphens.
        "licenses": [{"name": LICENCE["name"].replace(" ", "-"), "title": LICENCE["title"], "path": LICENCE["url"]}],
        "contributors": [{"title": NAME, "roles": ["publisher"]}],
        "sources": sources(edition),
        "resources": [
            *(_table(table, made) for table in TABLES),
            {
                "name": "cities-geojson",
                "description": "The member cities as points on a map.",
                **_file(geojson.PATH, made),
                "format": "geojson",
                "mediatype": geojson.MEDIA_TYPE,
            },
        ],
    }


def sources(edition: Edition) -> list[dict[str, str]]:
    """Return the title and path of each report and of each other credit; records name their own sources."""
    reports = (edition.atlas.sources[report.source] for report in edition.atlas.reports.values())
    return [
        *({"title": source.title, "path": source.address} for source in reports),
        *({"title": str(other["name"]), "path": other["url"]} for other in ATTRIBUTION if other["url"]),
    ]


def _file(path: str, made: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "path": posixpath.basename(path),
        "bytes": len(made[path]),
        "hash": f"sha256:{checksum(made[path])}",
        "encoding": "utf-8",
    }


def _table(table: Table, made: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "description": table.description,
        **_file(csv_files.path_of(table), made),
        "format": "csv",
        "mediatype": csv_files.MEDIA_TYPE,
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": target, "fields": ["id"]}}
                for column, target in table.foreign_keys.items()
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": column.is_required}
    field = {"name": column.name, "type": column.type, "description": column.description, "constraints": constraints}
    if not (column.vocabulary and column.words):
        return field
    constraints["enum"] = list(column.words)
    labels = {word: column.vocabulary.label(word) for word in column.words}  # the standard lets a word go without
    return {
        **field,
        "categories": [{"value": word, **({"label": label} if label else {})} for word, label in labels.items()],
    }
