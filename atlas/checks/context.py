"""What every rule is given, and how it names a place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from atlas.findings import Finding
from atlas.load import DATA_DIR, REPORTS_DIR, Document, collection_file
from atlas.model import Atlas, KeyPath
from atlas.pages import PageTree

Rule = Callable[["Context"], Iterator[Finding]]


@dataclass(frozen=True)
class Context:
    """The documents with their places, the records made of them, and the pages."""

    documents: dict[str, Document]
    atlas: Atlas
    tree: PageTree

    @cached_property
    def texts(self) -> list[tuple[Document, KeyPath, str]]:
        """Every text in the data files with its place."""
        return [(document, path, value) for document, path, value in self._values() if isinstance(value, str)]

    @cached_property
    def mappings(self) -> list[tuple[Document, KeyPath, dict[str, Any]]]:
        """Every mapping in the data files with its place."""
        return [(document, path, value) for document, path, value in self._values() if isinstance(value, dict)]

    def _values(self) -> Iterator[tuple[Document, KeyPath, Any]]:
        for document in self.documents.values():
            yield from ((document, path, value) for path, value in walk((), document.value))

    def at(
        self, collection: str, record_id: str, path: KeyPath, rule: str, message: str, hint: str | None = None
    ) -> Finding:
        """A finding at a value inside a record."""
        if collection == "network":
            return self.documents[f"{DATA_DIR}/network.yml"].finding(("network", *path), rule, message, hint)
        if collection == "reports":
            document = next(
                document
                for file, document in self.documents.items()
                if file.startswith(REPORTS_DIR) and document.value["report"]["id"] == record_id
            )
            return document.finding(("report", *path), rule, message, hint)
        document = self.documents[collection_file(collection)]
        index = next(i for i, raw in enumerate(document.value[collection]) if raw["id"] == record_id)
        return document.finding((collection, index, *path), rule, message, hint)


def walk(path: KeyPath, value: Any) -> Iterator[tuple[KeyPath, Any]]:
    """A value and every value inside it, with their paths."""
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk((*path, key), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from walk((*path, index), inner)
