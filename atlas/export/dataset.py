"""The data as one data set: what catalogues and search engines are told of it, in whichever vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

from atlas import export, query
from atlas.export.edition import Edition
from atlas.model import Atlas

#: The page that presents the files, below ``docs/``.
PAGE = "about/data.md"

#: The media type of each form in which the whole of a collection, or of the data, is given out.
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

#: Where the API begins, which leads to all of it; its other files are parts of what stands in ``data/`` as well.
_API = "api/v1/index.json"


@dataclass(frozen=True)
class Distribution:
    """A file that holds the data, or one collection of them.

    Args:
        path: Its path below the site.
        media_type: Its form, by the name that IANA has registered.
    """

    path: str
    media_type: str

    @property
    def name(self) -> str:
        """What it is called in a list of its like."""
        return self.path.removeprefix("data/")


def distributions(edition: Edition) -> list[Distribution]:
    """The files of the data, by path: not those of single records, feeds, or what describes the data."""
    return [
        Distribution(path, _MEDIA_TYPES[PurePosixPath(path).suffix])
        for path in sorted(export.paths(edition))
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
