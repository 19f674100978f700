"""Columns, as they follow from the types of ``atlas.model``.

A record inside a record is columns of its own: the value of ``status`` is ``status_value``. What stands apart - a list,
a record with an id - is one field, and a table of its own in :mod:`atlas.export.tables`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from atlas.export.naming import COMPUTED
from atlas.export.vocabularies import Vocabulary, vocabulary_of
from atlas.model.base import Day, Record, Ref
from atlas.model.references import mark_in, record_in

#: A value of a cell; None where nothing is known.
Cell = str | int | float | bool | None

#: What a column holds; a ``date`` is a whole day in ISO 8601, while a day, month or year is a ``string``.
Type = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Args:
        name: Its name, in small letters, digits and underscores.
        type: What it holds where it is not empty.
        description: What that means, in Markdown.
        required: Whether it is never empty.
        vocabulary: What its words are, where it holds words of a vocabulary.
    """

    name: str
    type: Type
    description: str
    required: bool = False
    vocabulary: Vocabulary | None = None

    @property
    def values(self) -> tuple[str, ...]:
        """The words it may hold, where these are only a few."""
        return self.vocabulary.words if self.vocabulary else ()

    @property
    def computed(self) -> bool:
        """Whether no data file holds it."""
        return self.name.startswith(COMPUTED)


def typed(column: Column, cell: Cell) -> Cell | date:
    """A cell for a form that knows dates: as it is, but a whole day as a date."""
    return date.fromisoformat(cell) if column.type == "date" and isinstance(cell, str) else cell


@dataclass(frozen=True)
class Field:
    """A field of a record, or of a record inside it.

    Args:
        name: The name of its column.
        path: The names of the fields that lead to it; none where it is the whole of what a list holds.
        description: What those fields mean, the outer ones first.
        annotation: Its type.
        optional: Whether it, or a record around it, may be missing.
    """

    name: str
    path: tuple[str, ...]
    description: str
    annotation: Any
    optional: bool

    @property
    def kind(self) -> Any:
        """Its type without marks and None: a number where it may be whole or not."""
        return list(_alternatives(self.annotation))[-1]

    @property
    def item(self) -> Any:
        """The type of what it lists, with its marks; None where it is no list."""
        return get_args(self.kind)[0] if get_origin(self.kind) is list else None

    @property
    def apart(self) -> bool:
        """Whether what it holds stands in a table of its own."""
        return self.item is not None or record_with_id(self.annotation) is not None

    def of(self, item: Any) -> Any:
        """Its value in a record; None where the record around it is missing."""
        for name in self.path:
            item = None if item is None else getattr(item, name)
        return item


@cache
def fields_of(
    kind: type[Record], path: tuple[str, ...] = (), around: str = "", missing: bool = False
) -> tuple[Field, ...]:
    """The fields of a record type as a data file orders them, with those of records inside it in their places.

    What stands apart is one field: a list, or a record with an id.

    Args:
        kind: The record type.
        path: The names of the fields that lead to it from the record that a row is.
        around: What those fields mean.
        missing: Whether a record around it may be missing.
    """
    hints = get_type_hints(kind, include_extras=True)
    found: list[Field] = []
    for name in kind.field_order():
        way, annotation = (*path, name), hints[name]
        description = f"{around} {kind.model_fields[name].description}".lstrip()
        optional = missing or NoneType in get_args(annotation)
        field = Field("_".join(way), way, description, annotation, optional)
        inner = None if field.apart else record_in(annotation)
        found += fields_of(inner, way, description, optional) if inner else [field]
    return tuple(found)


def column_of(field: Field) -> Column:
    """The column of a field that does not stand apart."""
    kinds: dict[Any, Type] = {int: "integer", float: "number", bool: "boolean"}
    kind = "date" if field.annotation == Day else kinds.get(field.kind, "string")
    vocabulary = vocabulary_of(field.annotation) or vocabulary_of(field.kind)
    return Column(field.name, kind, field.description, not field.optional, vocabulary)


def target_of(field: Field) -> str | None:
    """The table that a field points into; None where it points nowhere, or into more than one."""
    mark = mark_in(field.annotation)
    return mark.collections[0] if isinstance(mark, Ref) and len(mark.collections) == 1 else None


def record_with_id(annotation: Any) -> type[Record] | None:
    """The type of the records that a field of this type holds, where each of them has an id; else None."""
    kind = record_in(annotation)
    return kind if kind and "id" in kind.model_fields and kind.model_fields["id"].is_required() else None


def _alternatives(annotation: Any) -> Iterator[Any]:
    """The types that a field takes beside None, without marks."""
    if get_origin(annotation) is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif get_origin(annotation) in {Union, UnionType}:
        for kind in get_args(annotation):
            yield from _alternatives(kind)
    elif annotation is not NoneType:
        yield annotation
