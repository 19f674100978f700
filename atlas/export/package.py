"""``datapackage.json``: what every table is, column by column, by the Data Package standard, version 2.

It stands beside the files that it describes, so that the folder can be copied whole.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from atlas.export import csv_files, geojson
from atlas.export.checksums import checksum
from atlas.export.edition import ATTRIBUTION, LICENCE, NAME, VERSION, Edition, json_file
from atlas.export.tables import Column, ForeignKey, Table, tables
from atlas.i18n import Texts

PATH = "data/datapackage.json"


def paths(_: Edition) -> Iterator[str]:
    """The one file."""
    yield PATH


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The one file, with its content."""
    yield PATH, json_file(_package(edition))


def _package(edition: Edition) -> dict[str, Any]:
    texts = Texts()
    described = zip(tables(edition), csv_files.files(edition), strict=True)
    [(map_path, map_content)] = geojson.files(edition)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "ascn-atlas",
        "title": NAME,
        "description": texts("package.description"),
        # The standard has no null: an address that is not known can only be left out.
        **({"homepage": edition.site} if edition.site else {}),
        "version": VERSION,
        "created": f"{edition.date}T00:00:00Z",
        "licenses": [_licence()],
        "contributors": [{"title": NAME, "roles": ["publisher"]}],
        "sources": _sources(edition),
        "resources": [
            *(_table(table, path, content) for table, (path, content) in described),
            {
                "name": "cities-geojson",
                "description": texts("package.geojson"),
                **_file(map_path, map_content),
                "format": "geojson",
                "mediatype": "application/geo+json",
            },
        ],
    }


def _licence() -> dict[str, str]:
    """The licence by its id of SPDX, which is its name with hyphens."""
    return {"name": LICENCE["name"].replace(" ", "-"), "title": LICENCE["title"], "path": LICENCE["url"]}


def _sources(edition: Edition) -> list[dict[str, str]]:
    """The documents that list projects, and whom else to name; each record names its own sources."""
    documents = (edition.atlas.sources[report.source] for report in edition.atlas.reports.values())
    return [
        *({"title": source.title, "path": source.url} for source in documents),
        *({"title": str(other["name"]), "path": other["url"]} for other in ATTRIBUTION if other["url"]),
    ]


def _file(path: str, content: bytes) -> dict[str, Any]:
    """What is said of any file: where it lies beside this one, and how to tell that it is whole."""
    return {
        "path": posixpath.basename(path),
        "bytes": len(content),
        "hash": f"sha256:{checksum(content)}",
        "encoding": "utf-8",
    }


def _table(table: Table, path: str, content: bytes) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "description": table.description,
        **_file(path, content),
        "format": "csv",
        "mediatype": "text/csv",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign_key(key) for key in table.foreign_keys],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints = {"required": column.required, **({"enum": list(column.values)} if column.values else {})}
    return {
        "name": column.name,
        "type": column.type,
        "description": column.description,
        "constraints": constraints,
    }


def _foreign_key(key: ForeignKey) -> dict[str, Any]:
    return {"fields": list(key.columns), "reference": {"resource": key.table, "fields": list(key.key)}}
