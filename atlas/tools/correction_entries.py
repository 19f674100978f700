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

from atlas.export.columns import vocabulary_of
from atlas.model.atlas import Atlas
from atlas.model.base import FROM_TEXT, MAX_ID, Day, PageNumber, PartialDate, Ref, Year, read_value
from atlas.model.references import field_types, mark_in, record_in
from atlas.model.sources import CORRECTED, Correction
from atlas.model.words import date, number
from atlas.query.common import slug
from atlas.read.pages import Page
from atlas.tools.canonical import INDENT, Writer, node_of
from atlas.tools.diff import State, changes, entry_key, keyed, name_of

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
    "events": "event",
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


#: The collection of the records that a macro names, by macro.
NAMED = {"city": "cities", "project": "projects", "focus_area": "focus_areas", "term": "glossary"}

_NO_PROSE = re.compile(r"#|\||(?:\{\{[^}]*\}\}\s*)+\Z")
_MACRO = re.compile(r"\{\{\s*(\w+)\((.*?)\)\s*\}\}", re.DOTALL)
_CITED = re.compile(r"⟦([^|⟧]*)\|(\d*)⟧")
#: The end of a sentence: a full stop and its citations, before a capital letter.
_END = re.compile(r"([.!?][”\"*)]*(?:⟦[^⟧]*⟧)*)\s+(?=[A-Z\"“*(])")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Spot:
    """The place of a value in the new state."""

    words: tuple[str, ...] = ()  # what a reader calls it, from the outside in
    annotation: Any = None  # its type; None where the model has no such field any more
    source: str | None = None  # the source of the nearest statement around it
    page: int | None = None  # the page of that source
    unit: str = ""  # the unit of the number

    def field(self, name: str, around: dict[str, Any]) -> Spot:
        """Return the place of a field of the mapping at this place, with the source that the mapping gives."""
        source, page = around.get("source", self.source), around.get("page", None if "source" in around else self.page)
        kind = record_in(self.annotation)
        annotation = field_types(kind).get(name) if kind else None
        word = FIELD_WORDS.get(name, name.replace("_", " "))
        words = self.words if name in UNNAMED and self.words else (*self.words, word)
        return Spot(words, annotation, source, page, around.get("unit", "") if name == "value" else "")


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
        entry_id = _id(f"{date}-{about.lower()}-{slug(field)}", taken)
        entry: dict[str, Any] = {"id": entry_id, "date": date, "about": about, "field": field, "old": old, "new": new}
        entry |= {"source": spot.source, "page": spot.source and spot.page, "note": note}
        found.append({name: value for name, value in entry.items() if value})
    return found


def last_read(state: State) -> str:
    """Return the newest day on which a source was read; "" where there is none."""
    return max((str(source.get("accessed", "")) for source in state.get("sources", {}).values()), default="")


def written(found: list[dict[str, Any]]) -> str:
    """Return entries in the form of the data file."""
    lines = Writer({}).block(node_of(found), (Correction,), len(INDENT))
    return "".join(f"{INDENT}{line}\n" if line else "\n" for line in lines)


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
                for found in _in_prose(word, _sentences(old["text"], before), _sentences(new["text"], after)):
                    yield record[1] if record else "network", found


@dataclass(frozen=True)
class _Reader:
    """Compares two states side by side; it takes the names of the records that values point at from them."""

    before: State
    after: State

    def in_mapping(self, old: dict[str, Any], new: dict[str, Any], spot: Spot) -> Iterator[Change]:
        """Yield the changes inside a record; that its source or page changed is one only where nothing else did."""
        differ = [key for key in {**old, **new} if old.get(key) != new.get(key) and key not in ACCOUNTS]
        content = [key for key in differ if key not in {"source", "page"}]
        for key in content:
            yield from self._values(old.get(key), new.get(key), spot.field(key, new))
        if differ and not content:
            name = "page" if differ == ["page"] else "source"
            yield spot.field(name, new), _citation(old, self.before, name), _citation(new, self.after, name)

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
            cited = spot.field("text", new) if isinstance(new, dict) else spot
            yield cited, _read(old, spot, self.before), _read(new, spot, self.after)

    def _lists(self, old: list[Any], new: list[Any], spot: Spot) -> Iterator[Change]:
        if by := entry_key(old, new):
            olds, news = keyed(old, by), keyed(new, by)
            for key in {**olds, **news}:
                # An entry that only its source tells apart has no name that a reader knows.
                named = spot if by == "source" else replace(spot, words=(*spot.words[:-1], f"{spot.words[-1]} “{key}”"))
                yield from self._values(olds.get(key), news.get(key), named)
        elif isinstance(mark_in(spot.annotation), Ref) or not all(isinstance(item, str | dict) for item in old + new):
            yield spot, _read(old, spot, self.before), _read(new, spot, self.after)
        else:
            # Side by side, those with the same text together.
            olds_text, news_text = ([_text(item) for item in side] for side in (old, new))
            for _, i, j, k, n in SequenceMatcher(None, olds_text, news_text, autojunk=False).get_opcodes():
                for was, now in zip_longest(old[i:j], new[k:n]):
                    yield from self._values(was, now, spot)


def _text(item: Any) -> str:
    return str(item.get("text", item) if isinstance(item, dict) else item)


def _as_statement(old: Any, new: Any) -> Any:
    """Return a text, or a list of texts, as the records with a source that have taken its place."""
    if isinstance(old, str) and isinstance(new, dict) and "text" in new:
        return {"text": old}
    if isinstance(old, list) and isinstance(new, list) and any(isinstance(item, dict) for item in new):
        return [{"text": item} if isinstance(item, str) else item for item in old]
    return old


# What a reader sees of a record


def _read(value: Any, spot: Spot, state: State) -> str | None:
    """Return a value as a reader sees it; None where there is none."""
    if isinstance(value, dict):
        shown = {key: part for key, part in value.items() if key not in {*ACCOUNTS, "source", "page", "unit"}}
        parts = [_read(part, spot.field(key, value), state) for key, part in shown.items()]
        return ", ".join(filter(None, parts)) or None
    if isinstance(value, list):
        return ", ".join(filter(None, (_read(item, spot, state) for item in value))) or None
    return None if value in (None, "") else _read_scalar(value, spot, state)


def _read_scalar(value: Any, spot: Spot, state: State) -> str:
    kind, mark = spot.annotation, mark_in(spot.annotation)
    while get_origin(kind) in (Union, UnionType, list):
        kind = next(part for part in get_args(kind) if part is not NoneType)
    if FROM_TEXT in getattr(kind, "__metadata__", ()):
        value = read_value(value)
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


# What a reader sees of a page

#: One sentence of a page: its text, and the sources it cites, each with the page where one is given.
Sentence = tuple[str, tuple[tuple[str, int | None], ...]]


def _in_prose(word: str, old: list[Sentence], new: list[Sentence]) -> Iterator[Change]:
    """Yield the changed sentences of a text that a reader calls ``word``, each with the source cited for it now."""
    for kind, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            cited = {citation for _, citations in old[i:j] for citation in citations}
            now_cited = [citation for _, citations in new[k:n] for citation in citations]
            source, page = next((each for each in now_cited if each not in cited), (now_cited or [("", None)])[0])
            was, now = (" ".join(text for text, _ in side) or None for side in (old[i:j], new[k:n]))
            yield Spot((word,), source=source or None, page=page), was, now


def _sentences(page: str, state: State) -> list[Sentence]:
    """Return the sentences of a page, without headings, tables and paragraphs that only call macros."""
    found = []
    for paragraph in re.split(r"\n\s*\n", Page("", page).body):
        if _NO_PROSE.match(paragraph.strip()):
            continue
        marked = _MACRO.sub(lambda macro: _shown(macro[1], macro[2], state), paragraph)
        plain = " ".join(_LINK.sub(r"\1", marked).replace("*", "").split())
        for sentence in filter(None, _END.sub("\\1\n", plain).split("\n")):
            cited = tuple((source, int(page) if page else None) for source, page in _CITED.findall(sentence))
            found.append((_CITED.sub(lambda match: _in_brackets(match[1], match[2], state), sentence), cited))
    return found


def _shown(name: str, arguments: str, state: State) -> str:
    """Return what a reader sees of a macro; a citation as a mark."""
    quoted = re.findall(r"[\"']([^\"']*)[\"']", arguments)
    if quoted and name == "cite":
        page = re.search(r"page\s*=\s*(\d+)", arguments)
        return f"⟦{quoted[0]}|{page[1] if page else ''}⟧"
    if not quoted or name not in NAMED:
        return "…"
    record = state.get(NAMED[name], {}).get(quoted[0], {})
    return str(quoted[1] if len(quoted) > 1 else record.get("name") or record.get("term") or quoted[0])


def _in_brackets(source: str, page: str, state: State) -> str:
    """Return a citation: the title of a source, without what is in brackets, and the page."""
    title = str(state.get("sources", {}).get(source, {}).get("title", source)).partition(" (")[0]
    return f" [{title}, page {page}]" if page else f" [{title}]"
