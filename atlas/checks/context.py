"""What every rule is given, how a rule names a place, and the lists of rules."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

from babel.messages import Message

from atlas.model.atlas import Atlas
from atlas.model.base import KeyPath
from atlas.model.sources import Source
from atlas.read.catalogue import Catalogue
from atlas.read.findings import Finding
from atlas.read.pages import Page, PageTree
from atlas.read.yaml_file import Part, YamlFile


class Files:
    """The data files that could be read, and the pages: what a rule can look at without records."""

    def __init__(self, yaml_files: dict[str, YamlFile], tree: PageTree) -> None:
        self.yaml_files = yaml_files
        self._tree = tree
        self.looked_at_pages = False  #: Since someone last set it.

    @property
    def tree(self) -> PageTree:
        """The pages."""
        self.looked_at_pages = True
        return self._tree

    @cached_property
    def texts(self) -> list[Part]:
        """Every text in the data files: (file, path, text)."""
        return [part for part in self._parts if isinstance(part[2], str)]

    @cached_property
    def mappings(self) -> list[Part]:
        """Every mapping in the data files: (file, path, mapping)."""
        return [part for part in self._parts if isinstance(part[2], dict)]

    @cached_property
    def _parts(self) -> list[Part]:
        return [part for document in self.yaml_files.values() for part in document.parts]


class Context(Files):
    """The data files, the pages and the records."""

    def __init__(self, yaml_files: dict[str, YamlFile], tree: PageTree, atlas: Atlas) -> None:
        super().__init__(yaml_files, tree)
        self.atlas = atlas
        self._indexes: dict[str, dict[str, int]] = {}

    @cached_property
    def citations(self) -> list[tuple[YamlFile, KeyPath, dict[str, Any], Source]]:
        """Every mapping in the data files that cites a source: (file, path, mapping, source)."""
        sources, mappings = self.atlas.sources, self.mappings
        cited = ((mapping, sources.get(mapping[2].get("source", ""))) for mapping in mappings)
        return [(*mapping, source) for mapping, source in cited if source]

    def place(self, collection: str, record_id: str) -> tuple[YamlFile, KeyPath]:
        """Return where a record is kept: (file, path in it)."""
        part = self.atlas.COLLECTIONS[collection]
        documents = [document for file, document in self.yaml_files.items() if part.has(file)]
        if part.kept == "files":
            documents = [document for document in documents if document.value[part.key]["id"] == record_id]
        if part.kept != "list":
            return documents[0], (part.key,)
        if collection not in self._indexes:
            records = enumerate(documents[0].value[collection])
            self._indexes[collection] = {raw["id"]: index for index, raw in reversed(list(records))}
        return documents[0], (collection, self._indexes[collection][record_id])


@dataclass(frozen=True)
class Rendered:
    """The pages after their macros have run."""

    tree: PageTree  # the pages as written
    #: The Markdown of each page that could be rendered, and to a place on which a page links, by its path.
    texts: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Translation:
    """The translations of a language, and what is translated."""

    language: str
    catalogue: Catalogue
    atlas: Atlas
    tree: PageTree  # the pages in English


#: A function that yields every place where its rules are broken.
Rule = Callable[[Any], Iterator[Finding]]

#: The rules by what they need: the folder before any file is read, the files that could be read, records whose ids may
#: be wrong, records that can be trusted, rendered pages, and the translations of a language. A warning may be broken.
KINDS: list[list[Rule]] = [[], [], [], [], [], [], [], []]
FOLDER, FILES, IDS, RECORDS, RENDERED, WARNINGS, TRANSLATIONS, UNFINISHED = KINDS

#: A place: the steps to a value after its YAML file or after the collection and id of its record; an offset and a width
#: after their page, or a key of its front matter; a message, a plural form and a word after their PO file; or the path
#: of a file alone. What :func:`rule_for_each` passes is left out.
Place = tuple[Any, ...]
#: What a rule yields: (place, message, hint), after the id of the rule where a function has several.
Mistake = tuple[Any, ...]
Mistakes = Iterator[Mistake]

_NAMED = re.compile(r"^([a-z-]+): (.+(?:\n {4}.+)*)", re.MULTILINE)


def sentences(function: Callable[..., object]) -> dict[str, str]:
    """Return the rules that a function looks after, by their ids, as sentences.

    A docstring of one line is the rule that the function is named after; otherwise each rule has a line with its id.
    """
    text = inspect.cleandoc(function.__doc__ or "")
    named = {name: " ".join(sentence.split()) for name, sentence in _NAMED.findall(text)}
    return named or {function.__name__.replace("_", "-"): text}


def rule(kind: list[Rule]) -> Callable[[Callable[[Any], Iterator[Mistake | Finding]]], Rule]:
    """Add a function to the rules of a kind; one that knows the place of a mistake itself yields a finding."""

    def add(function: Callable[[Any], Iterator[Mistake | Finding]]) -> Rule:
        [only, *_] = sentences(function)

        @wraps(function)
        def findings_of(subject: Any) -> Iterator[Finding]:
            for mistake in function(subject):
                if isinstance(mistake, Finding):
                    yield mistake
                else:
                    *named, place, message, hint = mistake
                    yield _finding(subject, named[0] if named else only, place, message, hint)

        kind.append(findings_of)
        return findings_of

    return add


def rule_for_each(kind: list[Rule], name: str) -> Callable[[Callable[..., Mistakes]], Rule]:
    """Add a function that looks at one thing at a time, which it is passed after what every rule is given.

    ``name`` is a collection, for its records; ``pages``, which are written by hand, and forms; or ``record_pages``, for
    (collection, page).
    """

    def add(function: Callable[..., Mistakes]) -> Rule:
        @wraps(function)
        def over_all(files: Files) -> Mistakes:
            for place, *items in _items(files, name):
                for *named, inner, message, hint in function(files, *items):
                    yield (*named, (*place, *inner), message, hint)

        return rule(kind)(over_all)

    return add


def _items(files: Any, name: str) -> Iterator[tuple[Any, ...]]:
    """Yield each thing that a rule looks at, after its place."""
    if name == "pages":
        yield from (((page,), page) for page in files.tree.texts)
    elif name == "record_pages":
        yield from (((page,), collection, page) for collection, page in files.tree.record_pages)
    else:
        yield from (((name, record_id), record) for record_id, record in files.atlas.collection(name).items())


def _finding(subject: Any, rule: str, place: Place, message: str, hint: str | None) -> Finding:
    if isinstance(place[0], str):
        collection, record_id, *inner = place
        document, record = subject.place(collection, record_id)
        place = (document, *record, *inner)
    match place:
        case [Path() as path]:
            return Finding(path.relative_to(subject).as_posix(), 0, 0, rule, message, hint)
        case [Catalogue() as catalogue, Message() as translated, int() as form, str() as word]:
            return catalogue.finding(translated, form, word, rule, message, hint)
        case [YamlFile() as document, *path]:
            return document.finding(tuple(path), rule, message, hint)
        case [Page() as page]:
            return Finding(page.file, 1, 1, rule, message, hint)
        case [Page() as page, str() as key, *at]:
            return page.front_matter.finding((key,), rule, message, hint, at_key=bool(at))
    page, offset, width = place
    return page.at(offset, rule, message, hint, width)  # type: ignore[no-any-return]
