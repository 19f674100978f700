"""What every rule is given, how a rule names a place, and the lists of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, TypeVar

from atlas.model.atlas import Atlas
from atlas.model.base import KeyPath
from atlas.model.sources import Source
from atlas.read.findings import Finding
from atlas.read.loading import NETWORK_FILE, REPORTS_DIR, collection_file
from atlas.read.pages import Page, PageTree
from atlas.read.yaml_file import YamlFile

Value = TypeVar("Value")
Subject = TypeVar("Subject")
FilesOrContext = TypeVar("FilesOrContext", bound="Files")


@dataclass(frozen=True)
class Files:
    """The data files that could be read, and the pages: what a rule can look at without records."""

    yaml_files: dict[str, YamlFile]
    tree: PageTree

    @cached_property
    def texts(self) -> list[tuple[YamlFile, KeyPath, str]]:
        """Every text in the data files: (file, path, text)."""
        return self._values(str)

    @cached_property
    def mappings(self) -> list[tuple[YamlFile, KeyPath, dict[str, Any]]]:
        """Every mapping in the data files: (file, path, mapping)."""
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
    """The data files, the pages and the records."""

    atlas: Atlas

    @cached_property
    def cited(self) -> list[tuple[YamlFile, KeyPath, dict[str, Any], Source]]:
        """Every mapping in the data files that cites a source: (file, path, mapping, source)."""
        sources, mappings = self.atlas.sources, self.mappings
        return [(*found, sources[found[2]["source"]]) for found in mappings if found[2].get("source") in sources]

    def place(self, collection: str, record_id: str) -> tuple[YamlFile, KeyPath]:
        """Return where a record is kept: (file, path in it)."""
        if collection == "network":
            return self.yaml_files[NETWORK_FILE], ("network",)
        if collection == "reports":
            files = (document for file, document in self.yaml_files.items() if file.startswith(REPORTS_DIR))
            return next(file for file in files if file.value["report"]["id"] == record_id), ("report",)
        document = self.yaml_files[collection_file(collection)]
        index = next(i for i, raw in enumerate(document.value[collection]) if raw["id"] == record_id)
        return document, (collection, index)


@dataclass(frozen=True)
class Rendered:
    """The pages after their macros have run."""

    tree: PageTree  # the pages as written
    texts: Mapping[str, str]  # the Markdown of each page that could be rendered, by its path below the folder of pages


#: Every place where a rule is broken.
Rule = Callable[[Subject], Iterator[Finding]]

#: The rules by what they need: the folder before any file is read, the files that could be read, records whose ids may
#: be wrong, records that can be trusted, and rendered pages. A warning may be broken.
FOLDER: list[Rule[Path]] = []
FILES: list[Rule[Files]] = []
IDS: list[Rule[Context]] = []
RECORDS: list[Rule[Context]] = []
RENDERED: list[Rule[Rendered]] = []
WARNINGS: list[Rule[Context]] = []

#: A place: the steps to a value after its YAML file or after the collection and id of its record; an offset and a width
#: after their page; or the path of a file alone. A rule that looks at one record or page at a time leaves out which.
Place = tuple[Any, ...]
#: What a rule yields: (place, message, hint), or a finding where the place is none of these.
Mistake = tuple[Place, str, str | None]
Mistakes = Iterator[Mistake]


def rule_id(rule: Callable[..., object]) -> str:
    """Return the id of the rule that a function is."""
    return rule.__name__.replace("_", "-")


def rule(kind: list[Rule[Subject]]) -> Callable[[Callable[[Subject], Iterator[Mistake | Finding]]], Rule[Subject]]:
    """Add a function to the rules of a kind. Its name is the id of the rule, its docstring the rule as a sentence."""

    def add(function: Callable[[Subject], Iterator[Mistake | Finding]]) -> Rule[Subject]:
        @wraps(function)
        def found(subject: Subject) -> Iterator[Finding]:
            for mistake in function(subject):
                yield mistake if isinstance(mistake, Finding) else _finding(subject, rule_id(function), *mistake)

        kind.append(found)
        return found

    return add


def each(
    kind: list[Rule[FilesOrContext]], collection: str
) -> Callable[[Callable[[FilesOrContext, Any], Mistakes]], Rule[FilesOrContext]]:
    """Add a rule that looks at one record of a collection, or at one of the ``pages``, at a time."""

    def add(function: Callable[[FilesOrContext, Any], Mistakes]) -> Rule[FilesOrContext]:
        @wraps(function)
        def over_all(files: FilesOrContext) -> Mistakes:
            for place, item in _items(files, collection):
                for inner, message, hint in function(files, item):
                    yield (*place, *inner), message, hint

        return rule(kind)(over_all)

    return add


def _items(files: Any, collection: str) -> Iterator[tuple[Place, Any]]:
    if collection == "pages":
        return (((page,), page) for page in files.tree.pages.values())
    return (((collection, record_id), record) for record_id, record in files.atlas.collection(collection).items())


def _finding(subject: Any, rule: str, place: Place, message: str, hint: str | None) -> Finding:
    match place:
        case [Path() as path]:
            return Finding(path.relative_to(subject).as_posix(), 0, 0, rule, message, hint)
        case [YamlFile() as document, *path]:
            return document.finding(tuple(path), rule, message, hint)
        case [Page() as page, offset, width]:
            return page.at(offset, rule, message, hint, width)
    collection, record_id, *path = place
    context: Context = subject
    document, record = context.place(collection, record_id)
    return document.finding((*record, *path), rule, message, hint)
