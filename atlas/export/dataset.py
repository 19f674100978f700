"""The data as data sets, for catalogues and search engines in whichever vocabulary.

All of the data is one data set, and so is each collection. A distribution is a file that has a row or record for
everything in its data set.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from atlas.export import api, checksums, csv_files, data_package, database, excel, geojson
from atlas.export.computed import AUTHORED, COLLECTIONS
from atlas.export.metadata import DESCRIPTION as SUMMARY, NAME, lasting_id
from atlas.export.openapi import ABOUT_INDEX
from atlas.export.tables import TABLES

#: The page that presents the files, below ``docs/``.
PAGE = "about/data.md"

TITLE = "ASCN Atlas: projects of the ASEAN Smart Cities Network"
DESCRIPTION = (
    "What each city of the ASEAN Smart Cities Network set out to do, and what became of it: every project in the "
    "official papers since 2018, with its stage in each of them, how it stands today, and the source of each "
    "statement; with cities, countries, focus areas, partners, events and open questions. Independent of ASEAN."
)
KEYWORDS = (
    "ASEAN",
    "ASEAN Smart Cities Network",
    "smart cities",
    "urban projects",
    "action plans",
    "monitoring",
)

#: The folders of the files with a whole collection or more; single records and places are in folders below them.
_FOLDERS = {api.FOLDER, checksums.FOLDER, "feeds"}

#: The media type of each form of file, and how the data are in it.
_FORMS = {
    ".json": ("application/json", "Each record with its lists inside it, and with what the Atlas computes of it."),
    csv_files.SUFFIX: (csv_files.MEDIA_TYPE, "A row for each record; the values of a list are joined with `; `."),
    ".geojson": (geojson.MEDIA_TYPE, "A point for each record, WGS 84."),
    ".parquet": (
        "application/vnd.apache.parquet",
        "A row for each record with its lists inside it, in typed columns.",
    ),
    ".sqlite": (
        "application/vnd.sqlite3",
        "All tables as one database, with their keys and a full-text search.",
    ),
    ".xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "All tables as sheets of one workbook, behind one that explains them.",
    ),
    data_package.ARCHIVE_SUFFIX: (
        data_package.ARCHIVE_TYPE,
        "All tables as CSV files, with the Data Package that gives their types and keys.",
    ),
}

#: The media type of each form of file, by its ending.
MEDIA_TYPES = {suffix: media_type for suffix, (media_type, _) in _FORMS.items()}

#: The files that each have, or lead to, all of the data.
_WHOLE = (data_package.ARCHIVE, database.PATH, excel.PATH, api.INDEX)


def is_whole(path: str) -> bool:
    """Whether a file has a whole collection, all of the data, or what describes them."""
    return posixpath.dirname(path) in _FOLDERS


@dataclass(frozen=True)
class Distribution:
    """A file with all of a data set.

    Args:
        path: Its path below the site.
        media_type: Its form, by the name that IANA has registered.
        description: How the data are in it.
        content: What is in it.
    """

    path: str
    media_type: str
    description: str
    content: bytes

    @property
    def name(self) -> str:
        """Return what it is called in a list of its like."""
        return self.path.removeprefix(f"{checksums.FOLDER}/")

    @property
    def served(self) -> bool:
        """Whether it belongs to the JSON API."""
        return posixpath.dirname(self.path) == api.FOLDER

    @property
    def leads(self) -> bool:
        """Whether it only leads to the data, so that nothing is had by loading it alone."""
        return self.path == api.INDEX

    @property
    def size(self) -> int:
        """Return how many bytes it has."""
        return len(self.content)

    @property
    def checksum(self) -> str:
        """Return its SHA-256."""
        return checksums.checksum(self.content)


@dataclass(frozen=True)
class Dataset:
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
    distributions: tuple[Distribution, ...]

    @property
    def identifier(self) -> str:
        """Return its id, wherever the site is."""
        return lasting_id(self.key)


def whole(made: Mapping[str, bytes]) -> Dataset:
    """Return all of the data, with the files among those made, by their paths below the site."""
    return Dataset("dataset", TITLE, SUMMARY, DESCRIPTION, _distributions(_WHOLE, made))


def parts(made: Mapping[str, bytes]) -> list[Dataset]:
    """Return the collections and the rows of the reports, with the files among those made; none without a file."""
    described = {name: str(AUTHORED[name].__doc__).partition("\n")[0] for name in COLLECTIONS}
    described |= {table.name: table.description for table in TABLES if table.name in {*COLLECTIONS, "rows"}}
    found = [
        Dataset(
            key=f"dataset-{name.replace('_', '-')}",
            title=f"{NAME}: {name.replace('_', ' ')}",
            summary=summary,
            description=f"Its records: {summary} Part of the {NAME}, which shows what each city of the ASEAN Smart "
            "Cities Network set out to do, and what became of it. Independent of ASEAN.",
            distributions=_distributions(_paths(name), made),
        )
        for name, summary in described.items()
    ]
    return [part for part in found if part.distributions]


def _paths(name: str) -> Iterator[str]:
    """Yield where the files of a table are, whichever of them are made."""
    yield api.collection_path(name)
    yield from (f"{checksums.FOLDER}/{name}{suffix}" for suffix in _FORMS)


def _distributions(paths: Iterable[str], made: Mapping[str, bytes]) -> tuple[Distribution, ...]:
    return tuple(_distribution(path, made[path]) for path in paths if path in made)


def _distribution(path: str, content: bytes) -> Distribution:
    media_type, description = _FORMS[PurePosixPath(path).suffix]
    return Distribution(path, media_type, ABOUT_INDEX if path == api.INDEX else description, content)
