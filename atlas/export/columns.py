"""What a table of the data is made of, and which vocabulary the words of a column belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from atlas import query
from atlas.export.metadata import Edition
from atlas.model import vocabularies
from atlas.model.base import Day, LanguageTag, Record, Ref
from atlas.model.labels import LABELS, MEANINGS
from atlas.model.references import field_types, mark_in, record_in
from atlas.model.words import language_name

#: A value of a cell; None if nothing is known.
Cell = str | int | float | bool | None

#: What a column contains. A ``date`` is a whole day; a day, month or year is a ``string``.
Type = Literal["string", "integer", "number", "boolean", "date"]

#: What separates the values of a list in one cell.
SEPARATOR = "; "

#: The vocabularies, each with the name under which ``atlas.model.labels`` has its words.
NAMES: dict[Any, str] = {
    vocabularies.StatusValue: "status",
    vocabularies.Stage: "stage",
    vocabularies.StageBasis: "stage_basis",
    vocabularies.RowList: "list",
    vocabularies.Certainty: "certainty",
    vocabularies.FocusAreaBasis: "focus_area_basis",
    vocabularies.Role: "role",
    vocabularies.SupportKind: "support",
    vocabularies.PopulationBasis: "basis",
    vocabularies.PartnerKind: "partner_kind",
    vocabularies.SourceKind: "source_kind",
    vocabularies.ReadAs: "read_as",
    vocabularies.EventKind: "event_kind",
    vocabularies.QuestionKind: "question_kind",
    query.plans.Outcome: "outcome",
    vocabularies.ProjectEventKind: "project_event_kind",
    vocabularies.PromiseKind: "promise_kind",
    vocabularies.EvidenceKind: "evidence",
    query.promises.Result: "promise_result",
    vocabularies.IsoTheme: "iso_theme",
    query.agreement.About: "discrepancy",
    query.agreement.Unit: "unit",
    LanguageTag: "language",
}


class Vocabulary(NamedTuple):
    """What a value can be one of: its name, and all of its words but for languages, which are those of ISO 639."""

    name: str
    words: tuple[str, ...]

    def label(self, word: str) -> str | None:
        """Return the label of a word on the site; None if it has none."""
        return LABELS.get(self.name, {}).get(word) if self.words else language_name(word)

    def meaning(self, word: str) -> str | None:
        """Return the meaning of a word as a sentence; None if its label is enough."""
        return MEANINGS.get(self.name, {}).get(word)


def vocabulary_of(annotation: Any) -> Vocabulary | None:
    """Return the vocabulary of a type, if it has one.

    Raises:
        KeyError: If it lists words that :data:`NAMES` does not know.
    """
    if get_origin(annotation) is Literal:
        return Vocabulary(NAMES[annotation], get_args(annotation))
    return Vocabulary(NAMES[annotation], ()) if annotation == LanguageTag else None


@dataclass(frozen=True)
class Item:
    """One thing in a list of a record: its fields, beside the record and its place there, counted from 1.

    What is no record of its own is a dictionary, which leaves out what is not known.
    """

    record: Any
    position: int
    inner: Any

    def __getattr__(self, name: str) -> Any:
        """Return a field of the item itself."""
        return self.inner.get(name) if isinstance(self.inner, dict) else getattr(self.inner, name)


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Args:
        value: The path to its value from the record of the row, such as ``status.value``, if that is not the name;
            or a function that computes it.
        description, kind: What it contains and the type of its values, as the model writes types; both are those of
            the field at the path if none are given.
    """

    name: str
    description: str = ""
    value: str | Callable[[Edition, Any], Any] = ""
    kind: Any = None

    @cached_property
    def path(self) -> str:
        """The fields that lead to its value, joined with dots; empty if a function returns it."""
        return "" if callable(self.value) else self.value or self.name

    @property
    def is_computed(self) -> bool:
        """True if the column is derived, not written in a data file."""
        return callable(self.value) or self.value.startswith("computed.")

    @property
    def kinds(self) -> list[Any]:
        """The types of its values, or of the items in its lists, without marks and None."""
        [kind] = list(_alternatives(self.kind))[-1:]
        return list(_alternatives(get_args(kind)[0])) if self.is_list else [kind]

    @cached_property
    def is_list(self) -> bool:
        """True if the cells hold lists."""
        return get_origin(list(_alternatives(self.kind))[-1]) is list

    @property
    def is_required(self) -> bool:
        """True if the cell is never empty."""
        return not self.is_list and NoneType not in get_args(self.kind)

    @property
    def type(self) -> Type:
        """The type of its cells; a list is a string."""
        types: dict[Any, Type] = {int: "integer", float: "number", bool: "boolean"}
        return "string" if self.is_list else "date" if self.kind == Day else types.get(self.kinds[-1], "string")

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The vocabulary of its values, if they have one."""
        inner = get_args(self.kind)[0] if self.is_list and get_args(self.kind) else self.kind
        return vocabulary_of(inner) or vocabulary_of(self.kinds[-1])

    @property
    def words(self) -> tuple[str, ...]:
        """The only words it may contain; empty for any."""
        return self.vocabulary.words if self.vocabulary and not self.is_list else ()

    @property
    def target(self) -> str | None:
        """The table whose ids it contains, if there is one."""
        mark = None if self.is_list else mark_in(self.kind)
        return mark.collections[0] if isinstance(mark, Ref) and len(mark.collections) == 1 else None

    def value_for(self, edition: Edition, record: Any) -> Any:
        """Return the value of the column for a record: a cell or a list of cells."""
        if callable(self.value):
            return self.value(edition, record)
        for name in self.path.split("."):
            record = None if record is None else getattr(record, name)
        return [] if record is None and self.is_list else record


@dataclass(frozen=True, eq=False)
class Table:
    """One table: its columns in the order of the files, whatever order the data files have.

    Args:
        description: What one row is.
        items: What the rows are made from, in their order.
        key: The columns that together name a row.
        sized: How many rows there are, where that is known without making what is computed of them.
    """

    name: str
    description: str
    items: Callable[[Edition], Iterable[Any]]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)
    sized: Callable[[Edition], int] | None = None

    @property
    def foreign_keys(self) -> dict[str, str]:
        """The table whose ids a column contains, by the name of the column."""
        return {column.name: column.target for column in self.columns if column.target}

    def size(self, edition: Edition) -> int:
        """Return how many rows it has."""
        return self.sized(edition) if self.sized else sum(1 for _ in self.items(edition))

    def values(self, edition: Edition) -> list[tuple[Any, ...]]:
        """Return the rows, with lists as lists."""
        return [tuple(column.value_for(edition, item) for column in self.columns) for item in self.items(edition)]

    def rows(self, edition: Edition) -> list[tuple[Cell, ...]]:
        """Return the rows, with each list as one text."""
        return [tuple(map(to_cell, row)) for row in self.values(edition)]


def to_cell(value: Any) -> Cell:
    """Join a list into one text, None if it is empty; return any other value unchanged."""
    cell: Cell = (SEPARATOR.join(map(str, value)) or None) if isinstance(value, list) else value
    return cell


def columns_of(record: type, *declared: Column | str) -> tuple[Column, ...]:
    """Return the columns of a table, each with a description and the type of its values.

    Args:
        record: The type of what the rows are made from.
        declared: Columns. A text names some by the paths of their fields. Such a column is called like its path,
            with underscores and without ``computed`` and ``value``; or else by what is before an equals sign.
    """
    columns: list[Column] = []
    for entry in declared:
        columns += [entry] if isinstance(entry, Column) else map(_parse_column, entry.split())
    return tuple(column if column.kind else _complete_column(record, column) for column in columns)


def _parse_column(declared: str) -> Column:
    name, _, path = declared.rpartition("=")
    return Column(name or path.removeprefix("computed.").removesuffix(".value").replace(".", "_"), value=path)


def _complete_column(record: type, column: Column) -> Column:
    """Add the type and description of its field to a column; optional if a record around the field is."""
    kind, optional, descriptions = record, False, list[str]()
    for name in column.path.split("."):
        kind = field_types(record)[name]
        optional = optional or NoneType in get_args(kind)
        if name != "computed" and isinstance(record, type) and issubclass(record, Record):
            descriptions.append(str(record.model_fields[name].description))
        record = record_in(kind) or record
    around = [text.removesuffix(".") for text in descriptions]
    described = ": ".join([*around[:1], *(text[0].lower() + text[1:] for text in around[1:])]) + "."
    return replace(column, description=column.description or described, kind=kind | None if optional else kind)


def _alternatives(annotation: Any) -> Iterator[Any]:
    """Yield the types that a value may have, without marks and None."""
    if get_origin(annotation) is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif get_origin(annotation) in {Union, UnionType}:
        for kind in get_args(annotation):
            yield from _alternatives(kind)
    elif annotation is not NoneType:
        yield annotation
