"""Everything on the site, as files that other programs read.

Each module beside ``edition.py`` makes the files of one kind. An exporter tells the paths of its files without making
them, so that a page can only link to a file that there will be.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from atlas.export import api, checksums, csv_files, database, dcat, excel, feeds, geojson, ical, package, parquet
from atlas.export.edition import Edition

#: Made with the pages, in each build. A module has ``paths(edition)``, and ``files(edition)`` yields each of them
#: with its content as bytes.
EACH_BUILD: tuple[ModuleType, ...] = (api, csv_files, geojson, package, feeds, ical)

#: Made by ``python -m atlas data``: what takes longer, or needs the packages of the group ``data``.
ON_DEMAND: tuple[ModuleType, ...] = (database, excel, parquet, dcat)


def paths(edition: Edition) -> set[str]:
    """The path below the site of every file that is made, in each build or on demand."""
    made = {path for exporter in (*EACH_BUILD, *ON_DEMAND) for path in exporter.paths(edition)}
    return made | {checksums.PATH}


def files(edition: Edition, exporters: tuple[ModuleType, ...]) -> Iterator[tuple[str, bytes]]:
    """Every file of some exporters: its path below the site, and its content."""
    for exporter in exporters:
        yield from exporter.files(edition)
