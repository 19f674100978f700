"""``datapackage.json``: what every table is, column by column, by the Data Package standard, version 2.

It stands beside the files that it describes, so that the folder can be copied whole. The files that hold the same
tables once more are not in it: the standard has no word for a file of several tables, and its readers take an Excel or
Parquet file for one. The catalogue lists them all.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from atlas.export import csv_files, geojson
from atlas.export.checksums import checksum
from atlas.export.columns import Column
from atlas.export.edition import ATTRIBUTION, LICENCE, NAME, SCHEMA_VERSION, Edition, json_file
from atlas.export.tables import ForeignKey, Table, tables
from atlas.model.i18n import Texts

PATH = "data/datapackage.json"

#: What it keeps to, by the address of the schema that tells whether it does.
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def paths(_: Edition) -> Iterator[str]:
    """The one file."""
    yield PATH


def files(edition: Edition, made: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The one file, with its content.

    Args:
        edition: The data.
        made: The files that it describes, by their paths below the site; those outside of its folder do not matter.
    """
    yield PATH, json_file(_package(edition, made))


def _package(edition: Edition, made: Mapping[str, bytes]) -> dict[str, Any]:
    texts = Texts()
    return {
        "$schema": PROFILE,
        "name": "ascn-atlas",
        "title": NAME,
        "description": texts("package.description"),
        # The standard has no null: what is not known can only be left out.
        **({"homepage": edition.site} if edition.site else {}),
        **({"version": edition.version} if edition.version else {}),
        "created": f"{edition.modified}T00:00:00Z",
        # The standard leaves room for these, which are called as in the JSON API.
        "schema_version": SCHEMA_VERSION,
        "date": edition.date,
        "attribution": edition.attribution,
        "licenses": [_licence()],
        "contributors": [{"title": NAME, "roles": ["publisher"]}],
        "sources": sources(edition),
        "resources": [
            *(_table(table, csv_files.path_of(table), made) for table in tables(edition)),
            {
                "name": "cities-geojson",
                "description": texts("package.geojson"),
                **_file(geojson.PATH, made),
                "format": "geojson",
                "mediatype": geojson.MEDIA_TYPE,
            },
        ],
    }


def _licence() -> dict[str, str]:
    """The licence by its id of SPDX, which is its name with hyphens."""
    return {"name": LICENCE["name"].replace(" ", "-"), "title": LICENCE["title"], "path": LICENCE["url"]}


def sources(edition: Edition) -> list[dict[str, str]]:
    """The documents that list projects, and whom else to name; each record names its own sources."""
    documents = (edition.atlas.sources[report.source] for report in edition.atlas.reports.values())
    return [
        *({"title": source.title, "path": source.url} for source in documents),
        *({"title": str(other["name"]), "path": other["url"]} for other in ATTRIBUTION if other["url"]),
    ]


def _file(path: str, made: Mapping[str, bytes]) -> dict[str, Any]:
    """What is said of any file: where it lies beside this one, and how to tell that it is whole."""
    return {
        "path": posixpath.basename(path),
        "bytes": len(made[path]),
        "hash": f"sha256:{checksum(made[path])}",
        "encoding": "utf-8",
    }


def _table(table: Table, path: str, made: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "description": table.description,
        **_file(path, made),
        "format": "csv",
        "mediatype": csv_files.MEDIA_TYPE,
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign_key(key) for key in table.foreign_keys],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    field = {"name": column.name, "type": column.type, "description": column.description}
    constraints: dict[str, Any] = {"required": column.required}
    if not column.values:
        return {**field, "constraints": constraints}
    return {**field, "constraints": {**constraints, "enum": list(column.values)}, "categories": _categories(column)}


def _categories(column: Column) -> list[dict[str, str]]:
    """The words of a column with their labels; the standard lets one go without."""
    labels = {word: column.vocabulary.label(word) for word in column.values} if column.vocabulary else {}
    return [{"value": word, **({"label": label} if label else {})} for word, label in labels.items()]


def _foreign_key(key: ForeignKey) -> dict[str, Any]:
    return {"fields": list(key.columns), "reference": {"resource": key.table, "fields": list(key.key)}}
