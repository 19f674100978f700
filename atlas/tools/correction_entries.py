"""Entries for the list of corrections, drawn from what differs between two states of the data and pages.

Values are put as a reader sees them: a number with its unit, a date in words, a page as "page 28". What is no
correction is left out: records that came or went, lists that only keep account of sources, and changes of form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from itertools import count, zip_longest
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import yaml

from atlas.export.vocabularies import vocabulary_of
from atlas.model.atlas import Atlas
from atlas.model.base import MAX_ID, Day, PageNumber, PartialDate, Record, Ref, Year
from atlas.model.i18n import ENGLISH, Texts
from atlas.model.references import mark_in, record_in
from atlas.model.sources import CORRECTED
from atlas.query.common import slug
from atlas.tools.diff import State, changes, entry_key, keyed, name_of
from atlas.tools.prose import Sentence, sentences

#: Fields that only keep account: of ids, and of what a record rests on.
ACCOUNTS = {"id", "former_ids", "sources", "pages", "also", "accessed"}

#: Fields that are called as the record around them: a status is its value.
UNNAMED = {"value", "text", "items"}

texts = Texts()


@dataclass(frozen=True)
class Spot:
    """Where a value stands, in the new state.

    Args:
        words: What a reader calls it, from the outside in.
        annotation: Its type by the model; None where the model has no such field any more.
        statement: The nearest mapping around it that names a source.
        page: The page of that source.
        unit: The unit of the number.
    """

    words: tuple[str, ...] = ()
    annotation: Any = None
    statement: dict[str, Any] | None = None
    page: int | None = None
    unit: str = ""

    def inside(self, mapping: dict[str, Any]) -> Spot:
        """The same place, with the source that a mapping gives for what is in it."""
        if "source" in mapping:
            return replace(self, statement=mapping, page=mapping.get("page"))
        return replace(self, page=mapping.get("page", self.page))

    def field(self, name: str, around: dict[str, Any]) -> Spot:
        """The place of a field."""
        kind = record_in(self.annotation)
        annotation = _hints(kind).get(name) if kind else None
        words = self.words if name in UNNAMED and self.words else (*self.words, _word(name))
        unit = str(around.get("unit", "")) if name == "value" else ""
        return replace(self, words=words, annotation=annotation, unit=unit)

    def entry(self, key: str) -> Spot:
        """The place of an entry of a list."""
        return replace(self, words=(*self.words[:-1], f"{self.words[-1]} “{key}”"))


@dataclass(frozen=True)
class Change:
    """One value that differs, as a reader sees it."""

    spot: Spot
    old: str | None
    new: str | None


def entries(before: State, after: State, date: str, note: str | None) -> list[dict[str, Any]]:
    """An entry for each changed value of a record that was there before, but those that are listed already.

    Args:
        before, after: The two states.
        date: The day on which the Atlas was changed.
        note: The reason, the same for all; None to leave it out.
    """
    listed = after.get("corrections", {})
    told = {tuple(entry.get(name) for name in ("about", "field", "old", "new")) for entry in listed.values()}
    taken, found = set(listed), []
    for about, change in _all_changes(before, after):
        field = ", ".join(change.spot.words)
        if _form(change.old) == _form(change.new) or (about, field, change.old, change.new) in told:
            continue
        entry: dict[str, Any] = {
            "id": _id(f"{date}-{about.lower()}-{slug(field)}", taken),
            "date": date,
            "about": about,
        }
        statement = change.spot.statement or {}
        entry |= {"field": field, "old": change.old, "new": change.new, "source": statement.get("source")}
        entry |= {"page": statement and change.spot.page, "note": note}
        found.append({name: value for name, value in entry.items() if value})
    return found


def last_read(state: State) -> str:
    """The newest day on which a source was read; "" where there is none."""
    return max((str(source.get("accessed", "")) for source in state.get("sources", {}).values()), default="")


def written(found: list[dict[str, Any]]) -> str:
    """Return entries in the form of the data file."""
    dumped = [yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=116) for entry in found]
    return "\n".join("".join(f"  {line}\n" for line in text.splitlines()) for text in dumped)


def _all_changes(before: State, after: State) -> Iterator[tuple[str, Change]]:
    """Every change with the id of the record it is about."""
    for change in changes(before, after):
        if change.kind not in {"altered", "renamed"}:
            continue
        old = before[change.collection][change.former_id or change.id]
        new = after[change.collection][change.id]
        if change.collection in CORRECTED:
            kind = Atlas.record_type("report" if change.collection == "reports" else change.collection)
            for found in _Reader(before, after).in_mapping(old, new, Spot(annotation=kind)):
                yield change.id, found
        elif change.collection == "pages":
            yield from _in_prose(change.id, old["text"], new["text"], before, after)


def _in_prose(file: str, old: str, new: str, before: State, after: State) -> Iterator[tuple[str, Change]]:
    """The changed sentences of the page of a record, or of a page about the network."""
    record = re.search(r"\A---\n(?:.*\n)*?record: *(\S+)", new)
    if not (record or file.startswith("docs/network/")):
        return
    about = record[1] if record else "network"
    words = (
        (texts("field.introduction"),)
        if record
        else (texts("field.page-of-the-site", name=after["pages"][file]["title"]),)
    )
    olds, news = list(sentences(old, before)), list(sentences(new, after))
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    for kind, i, j, k, n in matcher.get_opcodes():
        if kind != "equal":
            cited = {citation for each in olds[i:j] for citation in each.citations}
            citations = [citation for each in news[k:n] for citation in each.citations]
            source, page = next((each for each in citations if each not in cited), (citations or [("", None)])[0])
            spot = Spot(words, statement={"source": source} if source else None, page=page)
            yield about, Change(spot, _joined(olds[i:j]), _joined(news[k:n]))


def _joined(found: list[Sentence]) -> str | None:
    return " ".join(sentence.text for sentence in found) or None


@dataclass(frozen=True)
class _Reader:
    """Reads two states side by side.

    Args:
        before, after: The states, for the names of the records that values point at.
    """

    before: State
    after: State

    def in_mapping(self, old: dict[str, Any], new: dict[str, Any], spot: Spot) -> Iterator[Change]:
        """The changes inside a record; that its source or page changed is one only where nothing else did."""
        differ = [key for key in {**old, **new} if old.get(key) != new.get(key) and key not in ACCOUNTS]
        inner = spot.inside(new)
        content = [key for key in differ if key not in {"source", "page"}]
        for key in content:
            yield from self._values(old.get(key), new.get(key), inner.field(key, new))
        if differ and not content:
            name = "page" if differ == ["page"] else "source"
            values = (self._citation(side, state, name) for side, state in ((old, self.before), (new, self.after)))
            yield Change(replace(inner, words=(*spot.words, _word(name))), *values)

    def _values(self, old: Any, new: Any, spot: Spot) -> Iterator[Change]:
        """The changes between two values of a field."""
        old = _as_statement(old, new)
        if old == new:
            return
        if isinstance(old, dict) and isinstance(new, dict):
            yield from self.in_mapping(old, new, spot)
        elif isinstance(old or [], list) and isinstance(new or [], list):
            yield from self._lists(old or [], new or [], spot)
        else:
            around = spot.inside(new) if isinstance(new, dict) else spot
            yield Change(around, self._read(old, spot, self.before), self._read(new, spot, self.after))

    def _lists(self, old: list[Any], new: list[Any], spot: Spot) -> Iterator[Change]:
        by = entry_key(old, new)
        if by:
            olds, news = keyed(old, by), keyed(new, by)
            for key in {**olds, **news}:
                # An entry that only its source tells apart has no name that a reader knows.
                yield from self._values(olds.get(key), news.get(key), spot if by == "source" else spot.entry(key))
        elif isinstance(mark_in(spot.annotation), Ref) or not all(
            isinstance(item, str | dict) for item in [*old, *new]
        ):
            yield Change(spot, self._read(old, spot, self.before), self._read(new, spot, self.after))
        else:
            for was, now in _pairs(old, new):
                yield from self._values(was, now, spot)

    def _read(self, value: Any, spot: Spot, state: State) -> str | None:
        """A value as a reader sees it; None where there is none."""
        if value is None or value in ([], ""):
            return None
        if isinstance(value, dict):
            shown = {key: part for key, part in value.items() if key not in {*ACCOUNTS, "source", "page", "unit"}}
            parts = (self._read(part, spot.field(key, value), state) for key, part in shown.items())
            return ", ".join(filter(None, parts)) or None
        if isinstance(value, list):
            return ", ".join(filter(None, (self._read(item, spot, state) for item in value)))
        if isinstance(value, bool):
            return texts("reference.yes" if value else "reference.no")
        if isinstance(value, int | float):
            return _number(value, spot)
        return self._text(str(value), spot.annotation, state)

    def _text(self, value: str, annotation: Any, state: State) -> str:
        kind, mark = _plain(annotation), mark_in(annotation)
        if isinstance(mark, Ref):
            named = (state[name][value] for name in mark.collections if value in state.get(name, {}))
            return next(map(name_of, named), value)
        if kind in (PartialDate, Day):
            return texts.date(value)
        words = vocabulary_of(kind)
        return (words.label(value) if words else None) or value

    def _citation(self, statement: dict[str, Any], state: State, name: str) -> str | None:
        page = texts("page", page=statement["page"]) if statement.get("page") else None
        if name == "page" or not statement.get("source"):
            return page
        title = name_of(state.get("sources", {}).get(statement["source"], {})) or statement["source"]
        return f"{title}, {page}" if page else title


def _as_statement(old: Any, new: Any) -> Any:
    """A text, or a list of texts, as the records with a source that have taken its place."""
    if isinstance(old, str) and isinstance(new, dict) and "text" in new:
        return {"text": old}
    if isinstance(old, list) and isinstance(new, list) and any(isinstance(item, dict) for item in new):
        return [{"text": item} if isinstance(item, str) else item for item in old]
    return old


def _pairs(old: list[Any], new: list[Any]) -> Iterator[tuple[Any, Any]]:
    """The entries of two lists side by side, those with the same text together; None where there is no other."""
    olds, news = (
        [str(item.get("text", item) if isinstance(item, dict) else item) for item in side] for side in (old, new)
    )
    for _, i, j, k, n in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        yield from zip_longest(old[i:j], new[k:n])


def _number(value: float, spot: Spot) -> str:
    kind = _plain(spot.annotation)
    if kind == PageNumber:
        return texts("page", page=value)
    number = str(value) if kind == Year else texts.number(value)
    return f"{number} {spot.unit}".rstrip()


def _plain(annotation: Any) -> Any:
    """A type without None and without the list around it."""
    while get_origin(annotation) in (Union, UnionType, list):
        annotation = next(part for part in get_args(annotation) if part is not NoneType)
    return annotation


def _word(field: str) -> str:
    """What a reader calls a field."""
    return texts(f"field.{field}") if f"field.{field}" in ENGLISH else field.replace("_", " ")


def _form(text: str | None) -> str:
    """A text without what is only its form: case, punctuation, blanks, http or https."""
    return re.sub(r"^https?|[^\w]+", "", (text or "").casefold())


def _id(wanted: str, taken: set[str]) -> str:
    """An id that is not taken yet, cut between words where it is too long."""
    for number in count(1):
        end = f"-{number}" if number > 1 else ""
        room = MAX_ID - len(end)
        stem = wanted if len(wanted) <= room else wanted[: room + 1].rpartition("-")[0]
        if stem + end not in taken:
            taken.add(stem + end)
            return stem + end
    raise AssertionError  # there is always a further number


@cache
def _hints(kind: type[Record]) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)
