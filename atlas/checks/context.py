"""What every rule is given, and how it names a place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from atlas.model.atlas import Atlas
from atlas.model.base import KeyPath
from atlas.read.findings import Finding
from atlas.read.loading import NETWORK_FILE, REPORTS_DIR, collection_file
from atlas.read.pages import PageTree
from atlas.read.yaml_file import YamlFile

Value = TypeVar("Value")
Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Files:
    """The data files that could be read, with their places, and the pages: what can be looked at without records."""

    yaml_files: dict[str, YamlFile]
    tree: PageTree

    @cached_property
    def texts(self) -> list[tuple[YamlFile, KeyPath, str]]:
        """Every text in the data files with its place."""
        return self._values(str)

    @cached_property
    def mappings(self) -> list[tuple[YamlFile, KeyPath, dict[str, Any]]]:
        """Every mapping in the data files with its place."""
        return self._values(dict)

    def _values(self, kind: type[Value]) -> list[tuple[YamlFile, KeyPath, Value]]:
        return [
            (document, path, value)
            for document in self.yaml_files.values()
            for path, value in document.parts
            if isinstance(value, kind)
        ]


@dataclass(frozen=True)
class Context(Files):
    """The files with their places, the pages, and the records."""

    atlas: Atlas

    def at(
        self, collection: str, record_id: str, path: KeyPath, rule: str, message: str, hint: str | None = None
    ) -> Finding:
        """A finding at a value inside a record."""
        document, record = self.place(collection, record_id)
        return document.finding((*record, *path), rule, message, hint)

    def place(self, collection: str, record_id: str) -> tuple[YamlFile, KeyPath]:
        """The file that a record is kept in, and the way to it there."""
        if collection == "network":
            return self.yaml_files[NETWORK_FILE], ("network",)
        if collection == "reports":
            document = next(
                document
                for file, document in self.yaml_files.items()
                if file.startswith(REPORTS_DIR) and document.value["report"]["id"] == record_id
            )
            return document, ("report",)
        document = self.yaml_files[collection_file(collection)]
        index = next(i for i, raw in enumerate(document.value[collection]) if raw["id"] == record_id)
        return document, (collection, index)


@dataclass(frozen=True)
class Rendered:
    """The pages once their macros are resolved.

    Args:
        tree: The pages as they are written.
        texts: The Markdown of each page that could be rendered, by its path below the folder of pages.
    """

    tree: PageTree
    texts: Mapping[str, str]


#: A rule looks at its subject and gives each place where it is broken.
Rule = Callable[[Subject], Iterator[Finding]]

#: The rules by what they need: the folder before anything is read, the files that could be read, records whose ids may
#: be wrong, records that can be trusted, and pages with their macros resolved. A warning may be broken.
FOLDER: list[Rule[Path]] = []
FILES: list[Rule[Files]] = []
IDS: list[Rule[Context]] = []
RECORDS: list[Rule[Context]] = []
RENDERED: list[Rule[Rendered]] = []
WARNINGS: list[Rule[Context]] = []


def rule(kind: list[Rule[Subject]]) -> Callable[[Rule[Subject]], Rule[Subject]]:
    """Add a function to the rules of a kind. Its name is the id of the rule, its docstring the rule as a sentence."""

    def add(function: Rule[Subject]) -> Rule[Subject]:
        kind.append(function)
        return function

    return add
