"""Everything on the site, as files that other programs read.

The modules in the three lists below make the files of one kind each. An exporter gives the paths of its files without
making them, so that a page links only to files that will exist. The others are what they share:

- ``metadata``: what every file says of itself;
- the JSON API: ``computed``, ``records``, and what describes both, ``schemas``;
- tables: ``tables`` declares them, ``columns`` says what a column is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from enum import StrEnum
from itertools import chain
from posixpath import dirname
from types import ModuleType

from atlas.export import (
    api,
    checksums,
    csv_files,
    data_package,
    database,
    excel,
    feeds,
    geojson,
)
from atlas.export.metadata import Edition
from atlas.model import words
from atlas.read import internal_errors

#: Made with the pages, in each build. ``files(edition)`` of a module yields the path and the content of each file. The
#: paths alone are ``PATHS``, or ``paths(edition)`` where the records decide which there are.
EACH_BUILD: tuple[ModuleType, ...] = (api, csv_files, geojson, feeds)

#: Made for each language of the site; all others are in English.
IN_EACH_LANGUAGE: tuple[ModuleType, ...] = (feeds,)

#: Made when all is asked for: what takes longer, or needs the packages of the group ``data``.
ON_DEMAND: tuple[ModuleType, ...] = (database, excel)

#: Describe or pack the files made before them: here it is ``files(edition, made)``, with those files by their paths.
DESCRIPTIONS: tuple[ModuleType, ...] = (data_package, checksums)


class ExportError(Exception):
    """Files cannot be made; the message says why, and what to do."""


class Extent(StrEnum):
    """How much is made: nothing, what each build makes, or all."""

    NONE = "none"
    BUILD = "build"
    ALL = "all"

    @classmethod
    def _missing_(cls, value: object) -> None:
        raise ExportError(f"'{value}' is none of {', '.join(cls)}")


class ExportMistakeError(ExportError):
    """An exporter stopped in the middle: a mistake of the Atlas, with the finding about it."""

    def __init__(self, exporter: ModuleType, error: Exception) -> None:
        name = exporter.__name__
        self.finding = internal_errors.finding(f"the exporter '{name}'", error, f"{name.replace('.', '/')}.py")
        super().__init__(f"{self.finding.message}: {self.finding.hint}")


def paths(edition: Edition, exporters: Iterable[ModuleType] = EACH_BUILD + ON_DEMAND + DESCRIPTIONS) -> set[str]:
    """Return the path below the site of every file that can be made."""
    path_lists = (it.PATHS if hasattr(it, "PATHS") else it.paths(edition) for it in exporters)
    return set(chain.from_iterable(path_lists))


def exporters(extent: Extent) -> tuple[ModuleType, ...]:
    """Return the exporters of an extent."""
    modules = {Extent.NONE: (), Extent.BUILD: EACH_BUILD, Extent.ALL: EACH_BUILD + ON_DEMAND}[extent]
    return modules + (DESCRIPTIONS if modules else ())


def is_whole(path: str) -> bool:
    """Return whether a file holds or describes at least one collection; single records are in folders below."""
    return dirname(path) in {api.FOLDER, checksums.FOLDER, "feeds"}


def files(edition: Edition, extent: Extent) -> dict[str, bytes]:
    """Return the content of every file of a build in its language, by its path below the site.

    Raises:
        ExportError: If a package is missing that one of them needs, or the SQLite of this Python is too old.
        ExportMistakeError: If one of the exporters stops in the middle.
    """
    made: dict[str, bytes] = {}
    for exporter in exporters(extent):
        if not (words.is_source() or exporter in IN_EACH_LANGUAGE):
            continue
        try:
            made |= exporter.files(edition, made) if exporter in DESCRIPTIONS else exporter.files(edition)
        except ImportError as error:
            package, command = (
                str(error.name).partition(".")[0],
                "python -m pip install --requirement requirements-data.txt",
            )
            raise ExportError(f"the package '{package}' is missing: install it with '{command}'") from None
        except sqlite3.OperationalError as error:
            needed = "use a Python whose SQLite is 3.37 or newer and has full-text search"
            raise ExportError(f"SQLite {sqlite3.sqlite_version} cannot make the database, {error}: {needed}") from None
        except Exception as error:
            raise ExportMistakeError(exporter, error) from error
    return made
