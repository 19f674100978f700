"""The data as one data set: what catalogues and search engines are told of it, in whichever vocabulary."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

from atlas import query
from atlas.export import archive, csv_files, geojson
from atlas.export.checksums import checksum
from atlas.model import Atlas

#: The page that presents the files, below ``docs/``.
PAGE = "about/data.md"

#: The media type of each form in which the whole of a collection, or of the data, is given out.
_MEDIA_TYPES = {
    csv_files.SUFFIX: csv_files.MEDIA_TYPE,
    ".geojson": geojson.MEDIA_TYPE,
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    archive.SUFFIX: archive.MEDIA_TYPE,
}

#: Where the API begins, which leads to all of it; its other files are parts of what stands in ``data/`` as well.
_API = "api/v1/index.json"


#: Where the files lie that hold a whole collection or more; those of single records and places lie in folders below.
_FOLDERS = {"api/v1", "data", "feeds"}


def is_whole(path: str) -> bool:
    """Whether a file holds a whole collection, all of the data, or what describes them."""
    return posixpath.dirname(path) in _FOLDERS


@dataclass(frozen=True)
class Distribution:
    """A file that holds the data, or one collection of them.

    Args:
        path: Its path below the site.
        media_type: Its form, by the name that IANA has registered.
        content: What is in it.
    """

    path: str
    media_type: str
    content: bytes

    @property
    def name(self) -> str:
        """What it is called in a list of its like."""
        return self.path.removeprefix("data/")

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.content)

    @property
    def checksum(self) -> str:
        """Its SHA-256."""
        return checksum(self.content)


def distributions(made: Mapping[str, bytes]) -> list[Distribution]:
    """The files of the data, by path: not those of single records, feeds, or what describes the data.

    Args:
        made: The content of all files that were made, by their paths below the site.
    """
    return [
        Distribution(path, _MEDIA_TYPES[PurePosixPath(path).suffix], content)
        for path, content in sorted(made.items())
        if path == _API or (path.startswith("data/") and PurePosixPath(path).suffix in _MEDIA_TYPES)
    ]


def first_date(atlas: Atlas) -> str:
    """When what the data tell of begins: the date of the first document, as precise as that gives it."""
    return min(query.report_date(atlas, report) for report in atlas.reports.values())


class Box(NamedTuple):
    """The part of the world that the cities lie in, in degrees."""

    west: float
    south: float
    east: float
    north: float


def box(atlas: Atlas) -> Box:
    """The smallest box around all cities."""
    places = [city.coordinates for city in atlas.cities.values()]
    lons, lats = [place.lon for place in places], [place.lat for place in places]
    return Box(min(lons), min(lats), max(lons), max(lats))
