"""What the types of fields say: which records refer to which, and which texts are our own words."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from atlas.model.atlas import Atlas
from atlas.model.base import KeyPath, OwnWords, Record, Ref


@lru_cache(maxsize=1)
def all_references(atlas: Atlas) -> list[tuple[str, str, KeyPath, Ref, str]]:
    """Every id in any record that points at another one: (collection, record, path inside it, may point at, id)."""
    return [
        (collection, record_id, path, ref, target)
        for collection, record_id, record in atlas.records()
        for path, ref, target in references(record)
    ]


def records_in(annotation: Any) -> list[type[Record]]:
    """The record types that a field of this type takes, by themselves or in a list; more than one for a union."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return [annotation]
    return [kind for inner in get_args(annotation) for kind in records_in(inner)]


def record_in(annotation: Any) -> type[Record] | None:
    """The record type that a field of this type holds, by itself or in a list: of a union the first; None without."""
    return next(iter(records_in(annotation)), None)


def kind_of(kinds: Sequence[type[Record]], fields: Mapping[str, Any]) -> type[Record] | None:
    """The record type among those of a union that a mapping has the fixed words of; None where it is none of them."""
    if len(kinds) == 1:
        return kinds[0]
    return next((kind for kind in kinds if fixed_words(kind).items() <= dict(fields).items()), None)


@cache
def fixed_words(kind: type[Record]) -> dict[str, str]:
    """The fields of a record type that take one word only, with that word."""
    fields = kind.model_fields.items()
    words = {name: get_args(field.annotation) for name, field in fields if get_origin(field.annotation) is Literal}
    return {name: found[0] for name, found in words.items() if len(found) == 1}


def references(record: Record) -> Iterator[tuple[KeyPath, Ref, str]]:
    """Every id in a record that points at another one, as (path inside the record, what it may point at, id)."""
    return ((path, mark, target) for path, mark, target in _marked(record) if isinstance(mark, Ref))


def own_words(atlas: Atlas) -> list[tuple[str, str, KeyPath, str]]:
    """Every text in our own words: (collection, record, path inside it, text)."""
    return [
        (collection, record_id, path, text)
        for collection, record_id, record in atlas.records()
        for path, mark, text in _marked(record)
        if isinstance(mark, OwnWords)
    ]


def _marked(record: Record) -> Iterator[tuple[KeyPath, Ref | OwnWords, str]]:
    """Every text in a record whose type carries a mark, as (path inside the record, mark, text)."""
    for name, mark in _marked_fields(type(record)):
        value = getattr(record, name)
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from _marked_in((name, index), item, mark)
        elif value is not None:
            yield from _marked_in((name,), value, mark)


def _marked_in(path: KeyPath, value: Any, mark: Ref | OwnWords | None) -> Iterator[tuple[KeyPath, Ref | OwnWords, str]]:
    if isinstance(value, Record):
        for inner, inner_mark, text in _marked(value):
            yield (*path, *inner), inner_mark, text
    elif mark is not None:
        yield path, mark, value


@cache
def _marked_fields(kind: type[Record]) -> list[tuple[str, Ref | OwnWords | None]]:
    """The fields of a record type whose texts carry a mark, with it, or that hold records (None) that may do so."""
    hints = get_type_hints(kind, include_extras=True)
    found = [(name, mark_in(hints[name]), record_in(hints[name])) for name in kind.model_fields]
    return [(name, mark) for name, mark, inner in found if mark or inner]


def mark_in(annotation: Any) -> Ref | OwnWords | None:
    """The mark of the texts, one or a list, that a field of this type holds; None where it has none."""
    marks = (meta for meta in getattr(annotation, "__metadata__", ()) if isinstance(meta, Ref | OwnWords))
    return next(marks, None) or next((mark for mark in map(mark_in, get_args(annotation)) if mark), None)
