"""Entries for the list of corrections, from what differs between two states of the data and pages.

Values are put as a reader sees them: a number with its unit, a date in words, a page as "page 28". Left out is what is
no correction: records that came or went, lists that only keep account of sources, and changes of form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import yaml

from atlas.export.vocabularies import vocabulary_of
from atlas.model.atlas import Atlas
from atlas.model.base import MAX_ID, Day, PageNumber, PartialDate, Ref, Year
from atlas.model.references import field_types, mark_in, record_in
from atlas.model.sources import CORRECTED
from atlas.model.words import date, number
from atlas.query.common import slug
from atlas.tools.diff import State, changes, entry_key, keyed, name_of
from atlas.tools.prose import sentences

#: Fields that only keep account: of ids, and of what a record rests on.
ACCOUNTS = {"id", "former_ids", "sources", "pages", "also", "accessed"}

#: Fields that are called as the record around them: a status is its value.
UNNAMED = {"value", "text", "items"}

#: What a reader calls a field, where that is not its name.
FIELD_WORDS = {
    "as_of": "date",
    "summary": "description",
    "summary_basis": "basis of the description",
    "summary_note": "how the description was matched",
    "figures": "figure",
    "partners": "partner",
    "support_required": "support requested in 2018",
    "name_changes": "change of name",
    "strategic_targets_2018": "targets of 2018",
    "focus_areas_2018": "focus areas of the plan of 2018",
    "challenges": "problem",
    "area_meant": "area counted",
    "discrepancies": "discrepancy",
    "rows": "row",
    "what": "what was done or counted",
    "started": "year it began",
    "land_area_km2": "land area",
    "notes": "note",
    "why": "why it is open",
    "shown": "what the Atlas shows",
}


@dataclass(frozen=True)
class Spot:
    """The place of a value in the new state.

    Args:
        words: What a reader calls it, from the outside in.
        annotation: Its type by the model; None where the model has no such field any more.
        source: The source of the nearest statement around it.
        page: The page of that source.
        unit: The unit of the number.
    """

    words: tuple[str, ...] = ()
    annotation: Any = None
    source: str | None = None
    page: int | None = None
    unit: str = ""

    def inside(self, mapping: dict[str, Any]) -> Spot:
        """Return the same place, with the source that a mapping gives for what is in it."""
        page = mapping.get("page", None if "source" in mapping else self.page)
        return replace(self, source=mapping.get("source", self.source), page=page)

    def field(self, name: str, around: dict[str, Any]) -> Spot:
        """Return the place of a field of the mapping at this place."""
        kind = record_in(self.annotation)
        annotation = field_types(kind).get(name) if kind else None
        words = self.words if name in UNNAMED and self.words else (*self.words, _word(name))
        return replace(self, words=words, annotation=annotation, unit=around.get("unit", "") if name == "value" else "")

    def entry(self, key: str) -> Spot:
        """Return the place of an entry of the list at this place."""
        return replace(self, words=(*self.words[:-1], f"{self.words[-1]} “{key}”"))


#: One value that differs, as a reader sees it: its place, the old and the new one, None where there is none.
Change = tuple[Spot, str | None, str | None]


def entries(before: State, after: State, date: str, note: str | None) -> list[dict[str, Any]]:
    """Return an entry for each changed value of a record that was there before, but those that are listed already.

    Args:
        before, after: The two states.
        date: The day on which the Atlas was changed.
        note: The reason, the same for all; None to leave it out.
    """
    listed = after.get("corrections", {})
    known = {tuple(entry.get(name) for name in ("about", "field", "old", "new")) for entry in listed.values()}
    taken, found = set(listed), []
    for about, (spot, old, new) in _all_changes(before, after):
        field = ", ".join(spot.words)
        if _form(old) == _form(new) or (about, field, old, new) in known:
            continue
        entry: dict[str, Any] = {
            "id": _id(f"{date}-{about.lower()}-{slug(field)}", taken),
            "date": date,
            "about": about,
        }
        entry |= {"field": field, "old": old, "new": new}
        entry |= {"source": spot.source, "page": spot.source and spot.page, "note": note}
        found.append({name: value for name, value in entry.items() if value})
    return found


def last_read(state: State) -> str:
    """Return the newest day on which a source was read; "" where there is none."""
    return max((str(source.get("accessed", "")) for source in state.get("sources", {}).values()), default="")


def written(found: list[dict[str, Any]]) -> str:
    """Return entries in the form of the data file."""
    dumped = [yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=116) for entry in found]
    return "\n".join("".join(f"  {line}\n" for line in text.splitlines()) for text in dumped)


def _all_changes(before: State, after: State) -> Iterator[tuple[str, Change]]:
    """Yield every change with the id of the record it is about."""
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
            record = re.search(r"\A---\n(?:.*\n)*?record: *(\S+)", new["text"])
            if record or change.id.startswith("docs/network/"):
                word = "introduction" if record else f"page “{new['title']}”"
                for found in _in_prose(word, old["text"], new["text"], before, after):
                    yield record[1] if record else "network", found


def _in_prose(word: str, old: str, new: str, before: State, after: State) -> Iterator[Change]:
    """Yield the changed sentences of a page, each with the source that is cited for it now.

    Args:
        word: What a reader calls this text.
        old, new: The text of the page.
        before, after: The states, for the names in it.
    """
    olds, news = list(sentences(old, before)), list(sentences(new, after))
    for kind, i, j, k, n in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if kind != "equal":
            cited = {citation for each in olds[i:j] for citation in each.citations}
            citations = [citation for each in news[k:n] for citation in each.citations]
            source, page = next((each for each in citations if each not in cited), (citations or [("", None)])[0])
            was, now = (" ".join(each.text for each in side) or None for side in (olds[i:j], news[k:n]))
            yield Spot((word,), source=source or None, page=page), was, now


@dataclass(frozen=True)
class _Reader:
    """Compares two states side by side; it takes the names of the records that values point at from them."""

    before: State
    after: State

    def in_mapping(self, old: dict[str, Any], new: dict[str, Any], spot: Spot) -> Iterator[Change]:
        """Yield the changes inside a record; that its source or page changed is one only where nothing else did."""
        differ = [key for key in {**old, **new} if old.get(key) != new.get(key) and key not in ACCOUNTS]
        inner = spot.inside(new)
        content = [key for key in differ if key not in {"source", "page"}]
        for key in content:
            yield from self._values(old.get(key), new.get(key), inner.field(key, new))
        if differ and not content:
            name = "page" if differ == ["page"] else "source"
            citations = _citation(old, self.before, name), _citation(new, self.after, name)
            yield replace(inner, words=(*spot.words, name)), *citations

    def _values(self, old: Any, new: Any, spot: Spot) -> Iterator[Change]:
        """Yield the changes between two values of a field."""
        old = _as_statement(old, new)
        if old == new:
            return
        if isinstance(old, dict) and isinstance(new, dict):
            yield from self.in_mapping(old, new, spot)
        elif isinstance(old or [], list) and isinstance(new or [], list):
            yield from self._lists(old or [], new or [], spot)
        else:
            around = spot.inside(new) if isinstance(new, dict) else spot
            yield around, _read(old, spot, self.before), _read(new, spot, self.after)

    def _lists(self, old: list[Any], new: list[Any], spot: Spot) -> Iterator[Change]:
        if by := entry_key(old, new):
            olds, news = keyed(old, by), keyed(new, by)
            for key in {**olds, **news}:
                # An entry that only its source tells apart has no name that a reader knows.
                yield from self._values(olds.get(key), news.get(key), spot if by == "source" else spot.entry(key))
        elif isinstance(mark_in(spot.annotation), Ref) or not all(isinstance(item, str | dict) for item in old + new):
            yield spot, _read(old, spot, self.before), _read(new, spot, self.after)
        else:
            for was, now in _pairs(old, new):
                yield from self._values(was, now, spot)


def _as_statement(old: Any, new: Any) -> Any:
    """Return a text, or a list of texts, as the records with a source that have taken its place."""
    if isinstance(old, str) and isinstance(new, dict) and "text" in new:
        return {"text": old}
    if isinstance(old, list) and isinstance(new, list) and any(isinstance(item, dict) for item in new):
        return [{"text": item} if isinstance(item, str) else item for item in old]
    return old


def _pairs(old: list[Any], new: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the entries of two lists side by side, those with the same text together; None where there is no other."""
    olds, news = (
        [str(item.get("text", item) if isinstance(item, dict) else item) for item in side] for side in (old, new)
    )
    for _, i, j, k, n in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        yield from zip_longest(old[i:j], new[k:n])


# What a reader sees


def _read(value: Any, spot: Spot, state: State) -> str | None:
    """Return a value as a reader sees it; None where there is none."""
    if value is None or value in ([], ""):
        return None
    if isinstance(value, dict | list):
        if isinstance(value, dict):
            shown = {key: part for key, part in value.items() if key not in {*ACCOUNTS, "source", "page", "unit"}}
            parts = [_read(part, spot.field(key, value), state) for key, part in shown.items()]
        else:
            parts = [_read(item, spot, state) for item in value]
        return ", ".join(filter(None, parts)) or None
    return _read_scalar(value, spot, state)


def _read_scalar(value: Any, spot: Spot, state: State) -> str:
    kind, mark = _plain(spot.annotation), mark_in(spot.annotation)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        amount = str(value) if kind == Year else number(value)
        return f"page {value}" if kind == PageNumber else f"{amount} {spot.unit}".rstrip()
    if isinstance(mark, Ref):
        return next((name_of(state[name][value]) for name in mark.collections if value in state.get(name, {})), value)
    if kind in (PartialDate, Day):
        return date(value)
    words = vocabulary_of(kind)
    return (words.label(value) if words else None) or str(value)


def _citation(statement: dict[str, Any], state: State, name: str) -> str | None:
    """Return the source of a statement with its page, or with the name "page" the page alone."""
    page = f"page {statement['page']}" if statement.get("page") else None
    if name == "page" or not statement.get("source"):
        return page
    title = name_of(state.get("sources", {}).get(statement["source"], {})) or statement["source"]
    return f"{title}, {page}" if page else title


def _plain(annotation: Any) -> Any:
    """Return a type without None and without the list around it."""
    while get_origin(annotation) in (Union, UnionType, list):
        annotation = next(part for part in get_args(annotation) if part is not NoneType)
    return annotation


def _word(field: str) -> str:
    return FIELD_WORDS.get(field, field.replace("_", " "))


def _form(text: str | None) -> str:
    """Return a text without what is only its form: case, punctuation, blanks, http or https."""
    return re.sub(r"^https?|[^\w]+", "", (text or "").casefold())


def _id(wanted: str, taken: set[str]) -> str:
    """Return an id that is not taken yet, cut between words where it is too long, and take it."""
    for end in ("", *(f"-{n}" for n in range(2, len(taken) + 3))):
        room = MAX_ID - len(end)
        chosen = (wanted if len(wanted) <= room else wanted[: room + 1].rpartition("-")[0]) + end
        if chosen not in taken:
            break
    taken.add(chosen)
    return chosen
