"""Records as they are given out: the fields of the data files, and ``computed``."""

from __future__ import annotations

from typing import Any

from pydantic import Field, create_model

from atlas import query
from atlas.export.computed import AUTHORED, COLLECTIONS, COMPUTED
from atlas.export.edition import Edition
from atlas.model import reports
from atlas.model.base import InlineRecord, Number, Prose, Record, Text
from atlas.model.vocabularies import Stage


class DiscrepancyValue(InlineRecord):
    """One value that differs."""

    subject: Text | None = Field(description="The stage, area, country or city it is about; empty for a total.")
    stage: Stage | None = Field(description="The stage counted, where the subject is not itself a stage.")
    unit: query.agreement.Unit | None = Field(description="What the numbers are; empty where there are none.")
    stated: Number | None = Field(description="What the document says.", examples=[18])
    counted: Number | None = Field(description="What its rows or chart add up to.", examples=[18.7])


class Discrepancy(Record):
    """Where a document contradicts itself or another."""

    about: query.agreement.About = Field(description="What it is about.")
    values: list[DiscrepancyValue] = Field(description="The values that differ.")
    note: Prose = Field(description="What differs, as a sentence.")


def _discrepancy(entry: reports.Discrepancy) -> Discrepancy:
    """Give out a discrepancy of any kind in one form, so that no field comes and goes."""
    values = [
        DiscrepancyValue.model_validate({name: getattr(dispute, name) for name in DiscrepancyValue.model_fields})
        for dispute in query.agreement.disputes(entry)
    ]
    return Discrepancy(about=entry.about, values=values, note=entry.note)


#: The field that is given out in another form than that of the data files.
_DISCREPANCIES: dict[str, Any] = {
    "discrepancies": (
        list[Discrepancy],
        Field(description=reports.Report.model_fields["discrepancies"].description),
    )
}

#: The type of the records of each collection as they are given out, called like the authored one.
GIVEN_OUT: dict[str, type[Record]] = {
    name: create_model(
        AUTHORED[name].__name__,
        __base__=AUTHORED[name],
        __doc__=AUTHORED[name].__doc__,
        __module__=__name__,
        **(_DISCREPANCIES if name == "reports" else {}),
        computed=(COMPUTED[name][0], Field(description="What follows from other records; no data file has it.")),
    )
    for name in COLLECTIONS
}


def given_out(edition: Edition, collection: str, record_id: str) -> Record:
    """Return a record with what follows from other records.

    Args:
        edition: The data as they are given out.
        collection: Its collection, by its name in Python.
        record_id: Its present id; ``network`` for the network.
    """
    record: Record = edition.atlas.collection(collection)[record_id]
    kind, facts = COMPUTED[collection]
    computed = kind(page=edition.page(collection, record_id), **facts(edition.atlas, record))
    fields = {**dict(record), "computed": computed}
    if isinstance(record, reports.Report):
        fields["discrepancies"] = list(map(_discrepancy, record.discrepancies))
    return GIVEN_OUT[collection].model_validate(fields)
