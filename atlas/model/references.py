"""What the types of fields say: which records they point at, and which texts are our own words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from atlas.model.atlas import Atlas
from atlas.model.base import KeyPath, OwnName, OwnWords, QuotedWords, Record, Ref

#: What the type of a text says of it.
Mark = Ref | OwnName | OwnWords | QuotedWords


def all_references(atlas: Atlas) -> list[tuple[str, str, KeyPath, Ref, str]]:
    """Return every reference of any record: (collection, record id, path inside it, what it may point at, id)."""
    return _collect_marked(atlas)[0]


def sources_of(record: Record) -> list[str]:
    """Return the id of every source that any value of a record cites."""
    marked = _iterate_marked(record)
    return [text for _, mark, text in marked if isinstance(mark, Ref) and mark.collections == ("sources",)]


def own_words(atlas: Atlas) -> list[tuple[str, str, KeyPath, str]]:
    """Return every text in our own words: (collection, record id, path inside it, text)."""
    return _collect_marked(atlas)[1]


@lru_cache(maxsize=1)
def _collect_marked(
    atlas: Atlas,
) -> tuple[list[tuple[str, str, KeyPath, Ref, str]], list[tuple[str, str, KeyPath, str]]]:
    """Return every reference and every text in our own words, in one walk through the records."""
    references, words = [], []
    for collection, record_id, record in atlas.records():
        for path, mark, text in _iterate_marked(record):
            if isinstance(mark, Ref):
                references.append((collection, record_id, path, mark, text))
            elif isinstance(mark, OwnWords):
                words.append((collection, record_id, path, text))
    return references, words


def target_of(record: Record, field: str) -> tuple[str, str]:
    """Return what a field of a record points at: (collection, id)."""
    mark = mark_in(field_types(type(record))[field])
    assert isinstance(mark, Ref)  # noqa: S101 - the entry of a collection names a field that points at a record
    return mark.collections[0], getattr(record, field)


@cache
def field_types(kind: type[Record]) -> dict[str, Any]:
    """Return the type of each field of a record type, with its marks."""
    return get_type_hints(kind, include_extras=True)


def records_in(annotation: Any) -> list[type[Record]]:
    """Return the record types of a field, also those in a list; more than one for a union."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return [annotation]
    return [kind for inner in get_args(annotation) for kind in records_in(inner)]


def record_in(annotation: Any) -> type[Record] | None:
    """Return the first record type of a field, also in a list; None without one."""
    return next(iter(records_in(annotation)), None)


def kind_of(kinds: Sequence[type[Record]], fields: Mapping[str, Any]) -> type[Record] | None:
    """Return the record type of a union that the fixed words of a mapping choose; None if they choose none."""
    if len(kinds) == 1:
        return kinds[0]
    return next((kind for kind in kinds if fixed_words(kind).items() <= dict(fields).items()), None)


@cache
def fixed_words(kind: type[Record]) -> dict[str, str]:
    """Return the fields of a record type that can have only one word: ``{field: word}``."""
    fields = kind.model_fields.items()
    words = {name: get_args(field.annotation) for name, field in fields if get_origin(field.annotation) is Literal}
    return {name: vocabularies[0] for name, vocabularies in words.items() if len(vocabularies) == 1}


def _iterate_marked(record: Record) -> Iterator[tuple[KeyPath, Mark, str]]:
    """Yield every text with a mark in a record: (path inside it, mark, text)."""
    for name, mark in _marked_fields(type(record)):
        value = getattr(record, name)
        listed = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, item in listed:
            path: KeyPath = (name,) if index is None else (name, index)
            if isinstance(item, Record):
                yield from (((*path, *inner), inner_mark, text) for inner, inner_mark, text in _iterate_marked(item))
            elif mark is not None and item is not None:
                yield path, mark, item


def replace_texts_of(record: Any, say: Callable[[tuple[str, ...], Mark, str], str], path: tuple[str, ...] = ()) -> Any:
    """Return a copy of a record with other texts.

    Args:
        record: The record.
        say: What a text becomes, by the names of the fields that lead to it, its mark and itself.
        path: The names of the fields that lead to the record.
    """

    def said(name: str, mark: Mark | None, value: Any) -> Any:
        if isinstance(value, list):
            return [said(name, mark, item) for item in value]
        if isinstance(value, Record):
            return replace_texts_of(value, say, (*path, name))
        return say((*path, name), mark, value) if mark and value is not None else value

    kind: type[Record] = type(record)
    fields = [(name, mark) for name, mark in _marked_fields(kind) if not isinstance(mark, Ref)]
    changed = {name: said(name, mark, getattr(record, name)) for name, mark in fields}
    return record.model_copy(update=changed) if changed else record


@cache
def _marked_fields(kind: type[Record]) -> list[tuple[str, Mark | None]]:
    """Return the fields whose texts have a mark, or that have records (mark None): [(field, mark)]."""
    hints = field_types(kind)
    fields = [(name, mark_in(hints[name]), record_in(hints[name])) for name in kind.model_fields]
    return [(name, mark) for name, mark, inner in fields if mark or inner]


def mark_in(annotation: Any) -> Mark | None:
    """Return the mark of the text or texts of a field; None without one."""
    marks = (meta for meta in getattr(annotation, "__metadata__", ()) if isinstance(meta, Mark))
    return next(marks, None) or next((mark for mark in map(mark_in, get_args(annotation)) if mark), None)
