"""What the JSON API gives out: records with what is computed of them, and the types of its files."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from pydantic import Field, create_model

from atlas import query
from atlas.export.computed import CollectionName, computed_of
from atlas.export.metadata import LICENCE, SCHEMA_VERSION, Edition
from atlas.model import reports
from atlas.model.atlas import Atlas
from atlas.model.base import Count, Day, InlineRecord, Number, Prose, Record, Text
from atlas.model.vocabularies import Stage


class DiscrepancyValue(InlineRecord):
    """One value that differs."""

    subject: Text | None = Field(description="The stage, area, country or city it is about; empty for a total.")
    stage: Stage | None = Field(description="The stage counted, where the subject is not itself a stage.")
    unit: query.agreement.Unit | None = Field(description="What the numbers are; empty if there are none.")
    stated: Number | None = Field(description="What the report says.", examples=[18])
    counted: Number | None = Field(description="What its rows or chart add up to.", examples=[18.7])


class Discrepancy(Record):
    """Where a report contradicts itself or another."""

    about: query.agreement.About = Field(description="What it is about.")
    values: list[DiscrepancyValue] = Field(description="The values that differ.")
    note: Prose = Field(description="What differs, as a sentence.")


def _discrepancy(entry: reports.Discrepancy) -> dict[str, Any]:
    """Return a discrepancy of any kind with the same fields."""
    values = [
        {name: getattr(dispute, name) for name in DiscrepancyValue.model_fields}
        for dispute in query.agreement.disputes(entry)
    ]
    return {"about": entry.about, "values": values, "note": entry.note}


#: The field that is given out in another form than that of the data files.
_DISCREPANCIES: dict[str, Any] = {
    "discrepancies": (list[Discrepancy], Field(description=reports.Report.model_fields["discrepancies"].description))
}

#: The type of the records of each collection as they are given out, called like the authored one.
PUBLIC_TYPES: dict[str, type[Record]] = {
    name: create_model(
        collection.type.__name__,
        __base__=collection.type,
        __doc__=collection.type.__doc__,
        __module__=__name__,
        **(_DISCREPANCIES if name == "reports" else {}),
        computed=(computed_of(name)[0], Field(description="What follows from other records; no data file has it.")),
    )
    for name, collection in Atlas.COLLECTIONS.items()
}


#: The collections with a file of all their records: those of more than one.
LISTED = [name for name, collection in Atlas.COLLECTIONS.items() if collection.kept != "single"]


@lru_cache(maxsize=len(Atlas.COLLECTIONS))
def public_records(edition: Edition, collection: str) -> dict[str, Any]:
    """Return the records of a collection by id, with their computed fields."""
    kind, facts = computed_of(collection)
    records = {}
    for record_id, record in edition.atlas.collection(collection).items():
        computed = kind(page=edition.page(collection, record_id), **facts(edition.atlas, record))
        fields = {**dict(record), "computed": computed}
        if isinstance(record, reports.Report):
            fields["discrepancies"] = list(map(_discrepancy, record.discrepancies))
        records[record_id] = PUBLIC_TYPES[collection].model_validate(fields)
    return records


class Licence(InlineRecord):
    """The terms of texts and data."""

    name: Text = Field(description="Its short name.", examples=[LICENCE["name"]])
    title: Text = Field(description="Its whole name.", examples=[LICENCE["title"]])
    url: Text = Field(description="Address of its text.", examples=[LICENCE["url"]])


class Credit(InlineRecord):
    """Whom to name, for what."""

    name: Text = Field(description="Whom to name.", examples=["GeoNames"])
    purpose: Text = Field(alias="for", description="What comes from there.", examples=["coordinates"])
    licence: Text = Field(description="The terms under which it came.", examples=["CC BY 4.0"])
    url: Text | None = Field(description="Its address; null for the Atlas if it does not know its own.")


class Envelope(Record):
    """What every file says of itself."""

    schema_version: Text = Field(description="Version of the form of the data.", examples=[SCHEMA_VERSION])
    data_version: Text | None = Field(description="Number of the release of the data.", examples=["1.1"])
    date: Day = Field(description="The day on which the data were last checked.", examples=["2026-11-24"])
    licence: Licence = Field(description="The terms of texts and data.")
    attribution: list[Credit] = Field(description="Whom to name.")
    base: str = Field(
        description="The address of the site; empty if it is not known. No address in the file needs it.",
        examples=["https://example.org/atlas/"],
    )
    address: str = Field(description="Address of the file.")
    described_by: str = Field(description="Address of the JSON Schema of the file.")
    page: str = Field(description="Address of the page, or of the place on it, that shows the same.")


class Many(Envelope):
    """A file with all records of a collection."""

    collection: CollectionName = Field(description="The collection.")
    count: Count = Field(description="How many records it has.")


class One(Envelope):
    """A file with one record."""

    collection: CollectionName = Field(description="The collection of the record.")
    requested_id: Text = Field(description="The id in the name of the file: the `id` of the record.")


class CollectionEntry(InlineRecord):
    """A collection in the index."""

    collection: CollectionName = Field(description="Its name in addresses and references.")
    description: Text = Field(description="What a record of it is.")
    count: Count = Field(description="How many records it has.")
    address: str = Field(description="Address of the file with all of them.")
    record_address: str | None = Field(
        description="Address of the file of one record, with `{id}` in place of its id; null if there is only one."
    )
    described_by: str = Field(description="Address of the JSON Schema of the file with all of them.")
    page: str = Field(description="Address of the page that shows them.")


class Index(Envelope):
    """The file that lists the collections."""

    count: Count = Field(description="How many collections there are.")
    data: list[CollectionEntry] = Field(description="The collections.")


@cache
def file_type(collection: str) -> type[One]:
    """Return the type of a file with one record of a collection, created on first use."""
    kind = PUBLIC_TYPES[collection]
    return create_model(
        f"{kind.__name__}File", __base__=One, __doc__=One.__doc__, data=(kind, Field(description="The record."))
    )


@cache
def list_type(collection: str) -> type[Many]:
    """Return the type of the file with all records of a collection."""
    kind = PUBLIC_TYPES[collection]
    return create_model(
        f"{kind.__name__}List",
        __base__=Many,
        __doc__=Many.__doc__,
        data=(list[kind], Field(description="The records, in the order of the data files.")),  # type: ignore[valid-type]
    )
