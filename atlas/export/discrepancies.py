"""Discrepancies as they are given out: of one form, whatever they are about, so that no field comes and goes."""

from __future__ import annotations

from pydantic import Field

from atlas import query
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


def given_out(entry: reports.Discrepancy) -> Discrepancy:
    """A discrepancy of any kind in the one form."""
    values = [
        DiscrepancyValue.model_validate({name: getattr(dispute, name) for name in DiscrepancyValue.model_fields})
        for dispute in query.agreement.disputes(entry)
    ]
    return Discrepancy(about=entry.about, values=values, note=entry.note)
