"""What every rule is given, and how it names a place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

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
