"""The data as files."""

from __future__ import annotations

from atlas.export import csv_files, dataset
from atlas.export.checksums import checksum
from atlas.export.tables import TABLES
from atlas.site.macros.registry import filled, macro
from atlas.site.page_view import PageView

filled(
    "data",
    data_releases="The releases of the data, newest first, each with what its changelog says first.",
)


@macro
def data_tables(view: PageView) -> str:
    """A table of the CSV files: what each holds, how many rows, its size and checksum, and its columns."""
    paths = [(table, csv_files.path_of(table)) for table in TABLES]
    tables = [(table, len(table.rows(view.site.edition)), path, _measured(view, path)) for table, path in paths]
    return view.fill("data/data_tables.html", tables=tables)


@macro
def data_files(view: PageView) -> str:
    """A table of the files that hold a whole collection, all of the data or what describes them, but no CSV files.

    Each with its size and checksum.
    """
    paths = sorted(
        path for path in view.site.data_files if dataset.is_whole(path) and not path.endswith(csv_files.SUFFIX)
    )
    return view.fill("data/data_files.html", files=[(path, _measured(view, path)) for path in paths])


def _measured(view: PageView, path: str) -> tuple[int, str] | None:
    """The size in bytes and the checksum of a file of data; None where this build does not make it."""
    content = view.site.made.get(path)
    return None if content is None else (len(content), checksum(content))
