"""The data as data sets: what catalogues, search engines and programs are told of them, in whichever vocabulary.

All of the data is one data set, and so is each collection. A distribution is a file that holds all of its data set, so
that whoever takes one needs no other; the lists in the records of a collection are in its JSON, and with all tables in
the files of the whole.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from atlas.export import api, archive, checksums, csv_files, database, excel, geojson, parquet
from atlas.export.edition import Edition, lasting_id
from atlas.export.records import COLLECTIONS
from atlas.export.tables import tables
from atlas.model.i18n import ENGLISH, Texts

#: The page that presents the files, below ``docs/``.
PAGE = "about/data.md"

#: Where the files lie that hold a whole collection or more; those of single records and places lie in folders below.
_FOLDERS = {api.FOLDER, checksums.FOLDER, "feeds"}

#: The media type of each form of file.
MEDIA_TYPES = {
    ".json": "application/json",
    csv_files.SUFFIX: csv_files.MEDIA_TYPE,
    ".geojson": geojson.MEDIA_TYPE,
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    archive.SUFFIX: archive.MEDIA_TYPE,
}

#: The files that each hold, or lead to, all of the data.
_WHOLE = (archive.PATH, database.PATH, excel.PATH, api.INDEX)

#: The tables that are data sets: the collections, and what else has a form of its own.
_PARTS = dict.fromkeys((*COLLECTIONS, *parquet.TABLES.values()))


def is_whole(path: str) -> bool:
    """Whether a file holds a whole collection, all of the data, or what describes them."""
    return posixpath.dirname(path) in _FOLDERS


KEYWORDS = tuple(str(ENGLISH["dataset.keywords"]).split(", "))


@dataclass(frozen=True)
class Distribution:
    """A file that holds all of a data set.

    Args:
        path: Its path below the site.
        media_type: Its form, by the name that IANA has registered.
        description: How it holds them.
        content: What is in it.
    """

    path: str
    media_type: str
    description: str
    content: bytes

    @property
    def name(self) -> str:
        """What it is called in a list of its like."""
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
        """How many bytes it has."""
        return len(self.content)

    @property
    def checksum(self) -> str:
        """Its SHA-256."""
        return checksums.checksum(self.content)


@dataclass(frozen=True)
class Dataset:
    """What a catalogue has an entry for.

    Args:
        key: What it is called in addresses.
        title: Its title.
        summary: What is in it, in a sentence.
        description: The same for who reads nothing else.
        distributions: The files that each hold all of it, the fullest form first.
    """

    key: str
    title: str
    summary: str
    description: str
    distributions: tuple[Distribution, ...]

    @property
    def identifier(self) -> str:
        """Its id, wherever the site stands."""
        return lasting_id(self.key)


def whole(made: Mapping[str, bytes]) -> Dataset:
    """All of the data.

    Args:
        made: The content of all files that were made, by their paths below the site.
    """
    texts = Texts()
    return Dataset(
        key="dataset",
        title=texts("dataset.title"),
        summary=texts("package.description"),
        description=texts("dataset.description"),
        distributions=_distributions(_WHOLE, made),
    )


def parts(edition: Edition, made: Mapping[str, bytes]) -> list[Dataset]:
    """The collections, and what else can be used alone; none of which no file was made.

    Args:
        edition: The data.
        made: The content of all files that were made, by their paths below the site.
    """
    texts = Texts()
    described = {table.name: table.description for table in tables(edition)}
    found = [
        Dataset(
            key=f"dataset-{name.replace('_', '-')}",
            title=texts("dataset.part", part=name.replace("_", " ")),
            summary=described[name],
            description=texts("dataset.part.description", what=described[name]),
            distributions=_distributions(_forms(name), made),
        )
        for name in _PARTS
    ]
    return [part for part in found if part.distributions]


def _forms(name: str) -> Iterator[str]:
    """Where the files of a table lie, whichever of them are made."""
    yield api.collection_path(name)
    yield from (f"{checksums.FOLDER}/{name}{suffix}" for suffix in MEDIA_TYPES)
    yield from (path for path, table in parquet.TABLES.items() if table == name)


def _distributions(paths: Iterable[str], made: Mapping[str, bytes]) -> tuple[Distribution, ...]:
    return tuple(_distribution(path, made[path]) for path in dict.fromkeys(paths) if path in made)


def _distribution(path: str, content: bytes) -> Distribution:
    suffix, texts = PurePosixPath(path).suffix, Texts()
    description = texts("api.index") if path == api.INDEX else texts(f"dataset.form.{suffix[1:]}")
    return Distribution(path, MEDIA_TYPES[suffix], description, content)
