"""The data as data sets, for catalogues and search engines in whichever vocabulary.

All of the data is one data set, and so is each collection. A distribution is a file that has a row or record for
everything in its data set.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from atlas.export import api, checksums, csv_files, data_package, database, excel, geojson
from atlas.export.computed import AUTHORED, COLLECTIONS
from atlas.export.metadata import DESCRIPTION as SUMMARY, NAME, lasting_id
from atlas.export.openapi import ABOUT_INDEX
from atlas.export.tables import BY_NAME
from atlas.model.words import gettext_noop as _

#: The page that presents the files, below ``docs/``.
PAGE = "about/data.md"

TITLE = "ASCN Atlas: projects of the ASEAN Smart Cities Network"
DESCRIPTION = _(
    "What each city of the ASEAN Smart Cities Network set out to do, and what became of it: every project in the "
    "official papers since 2018, with its stage in each of them, its last known status, and the source of each "
    "statement; with cities, countries, focus areas, partners, events and open questions. Independent of ASEAN."
)
KEYWORDS = ("ASEAN", "ASEAN Smart Cities Network", "smart cities", "urban projects", "action plans", "monitoring")

#: Of each form of file the media type, the name in the EU's table of file types, which has none for SQLite, and how
#: the data are in it.
_FORMS = {
    ".json": (
        "application/json",
        "JSON",
        "Each record with its lists inside it, and with what the Atlas computes of it.",
    ),
    ".csv": (csv_files.MEDIA_TYPE, "CSV", "A row for each record; the values of a list are joined with `; `."),
    ".geojson": (geojson.MEDIA_TYPE, "GEOJSON", "A point for each record, WGS 84."),
    ".sqlite": ("application/vnd.sqlite3", "", "All tables as one database, with their keys and a full-text search."),
    ".xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "XLSX",
        "All tables as sheets of one workbook, behind one that explains them.",
    ),
    ".zip": (
        "application/zip",
        "CSV",
        "All tables as CSV files, with the Data Package that gives their types and keys.",
    ),
}


def is_whole(path: str) -> bool:
    """Whether a file has a whole collection or more, or describes one; single records are in folders further below."""
    return posixpath.dirname(path) in {api.FOLDER, checksums.FOLDER, "feeds"}


class Distribution(NamedTuple):
    """A file with all of a data set.

    Args:
        name: Its name in a list of files.
        served: Whether it belongs to the JSON API.
        leads: Whether it only leads to the data and has none itself.
    """

    path: str
    name: str
    media_type: str
    file_type: str
    description: str
    size: int
    checksum: str
    served: bool
    leads: bool


class Dataset(NamedTuple):
    """What a catalogue has an entry for.

    Args:
        key: What it is called in addresses.
        title: Its title.
        summary: What is in it, in a sentence.
        description: The same for who reads nothing else.
        distributions: The files that each have all of it, the fullest form first.
    """

    key: str
    title: str
    summary: str
    description: str
    distributions: list[Distribution]

    @property
    def identifier(self) -> str:
        """Its id, wherever the site is."""
        return lasting_id(self.key)


def whole(made: Mapping[str, bytes]) -> Dataset:
    """Return all of the data, with the files among those made, by their paths below the site."""
    paths = (data_package.ARCHIVE, database.PATH, excel.PATH, api.INDEX)
    return Dataset("dataset", TITLE, SUMMARY, DESCRIPTION, _distributions(paths, made))


def parts(made: Mapping[str, bytes]) -> list[Dataset]:
    """Return the collections and the rows of the reports, with the files among those made; none without a file."""
    described = {name: str(AUTHORED[name].__doc__).partition("\n")[0] for name in COLLECTIONS}
    described["rows"] = BY_NAME["rows"].description
    found = []
    for name, summary in described.items():
        paths = (api.collection_path(name), *(f"{checksums.FOLDER}/{name}{suffix}" for suffix in _FORMS))
        description = (
            f"Its records: {summary} Part of the {NAME}, which shows what each city of the ASEAN Smart Cities Network "
            "set out to do, and what became of it. Independent of ASEAN."
        )
        title, files = f"{NAME}: {name.replace('_', ' ')}", _distributions(paths, made)
        found.append(Dataset(f"dataset-{name.replace('_', '-')}", title, summary, description, files))
    return [part for part in found if part.distributions]


def _distributions(paths: Iterable[str], made: Mapping[str, bytes]) -> list[Distribution]:
    found = []
    for path in [path for path in paths if path in made]:
        media_type, file_type, description = _FORMS[PurePosixPath(path).suffix]
        leads, served = path == api.INDEX, posixpath.dirname(path) == api.FOLDER
        name, told = path.removeprefix(f"{checksums.FOLDER}/"), ABOUT_INDEX if leads else description
        size, checksum = len(made[path]), checksums.checksum(made[path])
        found.append(Distribution(path, name, media_type, file_type, told, size, checksum, served, leads))
    return found
