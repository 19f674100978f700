"""What follows from other records for promised dates, and their items in the table of all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from atlas import query
from atlas.export.columns import Column, Item
from atlas.export.metadata import Edition
from atlas.model.atlas import Atlas
from atlas.model.base import CityId, Count, Day, Id, InlineRecord, PartialDate, Text
from atlas.query.promises import Promised, Result


class PromiseComputed(InlineRecord):
    """What became of a promised date, in the order of `promises`."""

    made: PartialDate | None = Field(description="When it was promised, if that is known.", examples=["2018-07-08"])
    due_by: Day = Field(description="The last day that is meant.", examples=["2021-12-31"])
    result: Result = Field(description="Whether it was kept; `unknown` if no document says.", examples=["late"])
    months_late: Count | None = Field(
        description="Full months after that day until it was done, if it was late; the fewest if its date is not exact."
    )


#: The columns of the table of all promised dates but their place in the list of their record.
PROMISE_COLUMNS: tuple[Column | str, ...] = (
    Column("collection", "The table of what it was promised for.", kind=Text),
    Column("record", "Its id there.", "record.id", Id),
    Column("city", "The city.", kind=CityId),
    "what kind due due_printed",
    *(Column(name, str(it.description), kind=it.annotation) for name, it in PromiseComputed.model_fields.items()),
    "source page quote translation evidence_shows=evidence.shows evidence_date=evidence.date "
    "evidence_moved_to=evidence.moved_to evidence_quote=evidence.quote evidence_certainty=evidence.certainty "
    "evidence_source=evidence.source evidence_page=evidence.page note also",
)


def promises_computed(atlas: Atlas, record_id: str) -> list[dict[str, Any]]:
    """Return the fields of :class:`PromiseComputed` for each promised date of a project or city, in its order."""
    entries = sorted(query.promises.promises_of(atlas, record_id), key=lambda entry: entry.position)
    return [_computed(entry) for entry in entries]


def promise_items(edition: Edition) -> Iterator[Item]:
    """Yield every promised date as an item of its record."""
    for entry in query.promises.promises(edition.atlas):
        collection = "projects" if entry.project else "cities"
        facts = {**dict(entry.promise), **_computed(entry), "city": entry.city, "collection": collection}
        yield Item(edition.atlas.collection(collection)[entry.record_id], entry.position, facts)


def _computed(entry: Promised) -> dict[str, Any]:
    return {
        "made": entry.made or None,
        "due_by": query.common.last_day(entry.promise.due),
        "result": entry.result,
        "months_late": entry.months_late[0] if entry.months_late else None,
    }
