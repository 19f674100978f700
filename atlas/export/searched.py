"""What can be searched: the names of each record, and what says most of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.cities import City, Country, FocusArea
from atlas.model.network import Event, Partner, Place, Term, Theme
from atlas.model.projects import Project
from atlas.model.reports import Report
from atlas.model.sources import Correction, OpenQuestion, Source

_LATIN = re.compile("[a-z]")


class Searched(NamedTuple):
    """The words by which one record is found.

    Args:
        collection: Its collection.
        id: Its id.
        name: Its name.
        other_names: Its further names, a line each.
        summary: What says most of it; None where nothing does.
    """

    collection: str
    id: str
    name: str
    other_names: str
    summary: str | None

    @property
    def plain_names(self) -> str:
        """Those of its names that have accents, without them: in small letters, ``đ`` as ``d``, a line each.

        Names in other than Latin letters have none: what their letters bear is part of the word.
        """
        return "\n".join(
            plain
            for name in (self.name, *self.other_names.splitlines())
            if (plain := query.common.sort_key(name)[0]) != name.casefold() and _LATIN.search(plain)
        )


def searched(atlas: Atlas) -> Iterator[Searched]:
    """Every record of a collection, every theme and every place."""
    for collection, words in _WORDS.items():
        for record in atlas.collection(collection).values():
            name, other_names, summary = words(atlas, record)
            yield Searched(collection, record.id, name, "\n".join(filter(None, other_names)), summary)


#: Name, other names and summary of a record.
_Words = tuple[str, Iterable[str | None], str | None]


def _project(atlas: Atlas, record: Project) -> _Words:
    local = [name.text for name in record.local_names]
    return record.name, [*local, *query.projects.other_names(atlas, record)], record.summary


def _city(_: Atlas, record: City) -> _Words:
    names = [*(name.text for name in record.local_names), *(name.text for name in record.also_known_as)]
    statements = [*([record.vision] if record.vision else []), *record.notes]
    return record.name, names, "\n".join(each.text for each in statements) or None


def _theme(_: Atlas, record: Theme) -> _Words:
    return record.name, [], "\n".join(each.fact for each in record.background)


def _place(_: Atlas, record: Place) -> _Words:
    return record.name, [], record.summary


def _country(_: Atlas, record: Country) -> _Words:
    return record.name, [record.name_id], None


def _focus_area(_: Atlas, record: FocusArea) -> _Words:
    return record.name, record.also_printed, record.definition


def _report(_: Atlas, record: Report) -> _Words:
    return record.title, [], record.summary


def _partner(_: Atlas, record: Partner) -> _Words:
    return record.name, [], record.what


def _event(_: Atlas, record: Event) -> _Words:
    return record.title, [], record.summary


def _term(_: Atlas, record: Term) -> _Words:
    return record.term, [record.full, record.id_term], record.meaning


def _open_question(_: Atlas, record: OpenQuestion) -> _Words:
    return record.topic, [], f"{record.shown}\n{record.why}"


def _correction(_: Atlas, record: Correction) -> _Words:
    return record.field, [record.about], "\n".join(filter(None, (record.old, record.new, record.note)))


def _source(_: Atlas, record: Source) -> _Words:
    return record.title, [], record.note


_WORDS: dict[str, Callable[[Atlas, Any], _Words]] = {
    "projects": _project,
    "cities": _city,
    "themes": _theme,
    "places": _place,
    "countries": _country,
    "focus_areas": _focus_area,
    "reports": _report,
    "partners": _partner,
    "timeline": _event,
    "glossary": _term,
    "open_questions": _open_question,
    "corrections": _correction,
    "sources": _source,
}
