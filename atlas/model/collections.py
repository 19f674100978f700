"""What sets one collection of records apart from the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from atlas.model.base import Record

DATA_DIR = "data"


@dataclass(frozen=True)
class Collection:
    """A collection of records: how it is kept, and where the site shows it.

    Args:
        pages: The pages below ``docs/`` that show its records, the one that lists all of them first.
        folder: The folder below ``docs/`` in which each record has a page; "" if its place is on another page.
        within: The field that points at the record on whose page it is shown; "" if it is on the first of the pages.
        order: The paths of the fields by which a data file is sorted, which may lead through other records. Empty if
            the order in the file says something.
        summary: The fields that say most of a record; of a list, the text of each thing.
        kept: Whether its file has a list of records, each record has a file, or there is only one record.
        name: Its name in Python, and as the top-level key of a list.
        type: The type of its records.
    """

    pages: tuple[str, ...] = ()
    folder: str = ""
    within: str = ""
    order: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    kept: Literal["list", "files", "single"] = "list"
    name: str = ""
    type: type[Record] = Record

    @property
    def public_name(self) -> str:
        """What it is called in addresses and in the names of files."""
        return self.name.replace("_", "-")

    @property
    def file(self) -> str:
        """Its data file from the project's root; the folder of them, with a slash at its end, if there are several."""
        return f"{DATA_DIR}/{self.public_name}{'/' if self.kept == 'files' else '.yml'}"

    def has(self, file: str) -> bool:
        """Tell whether a file is its data file, or one of them."""
        return file.startswith(self.file)

    @property
    def key(self) -> str:
        """The top-level key of its data files."""
        return self.type.__name__.lower() if self.kept == "files" else self.name

    @property
    def content(self) -> Any:
        """The type of what is below that key."""
        return list[self.type] if self.kept == "list" else self.type  # type: ignore[name-defined]
