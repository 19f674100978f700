"""Promised dates, and what documents show of them."""

from typing import Annotated

from pydantic import Field, StringConstraints

from atlas.model.base import (
    DATE_OR_PERIOD,
    Citation,
    Cited,
    PartialDate,
    Phrase,
    Prose,
    SourceId,
    Text,
)
from atlas.model.vocabularies import Certainty, EvidenceKind, PromiseKind

DateOrPeriod = Annotated[str, StringConstraints(pattern=DATE_OR_PERIOD)]


class Evidence(Cited):
    """What a document shows of a promised date."""

    shows: EvidenceKind = Field(description="What it shows.", examples=["done"])
    date: DateOrPeriod | None = Field(
        None,
        description="When it was done, or the day of which the document speaks. Left out where the document says only "
        "that it was done in time.",
        examples=["2026-03-13"],
    )
    moved_to: DateOrPeriod | None = Field(
        None,
        description="The later date, as `due` of the promise that takes its place has it, if it was moved.",
        examples=["2027"],
    )
    quote: Text | None = Field(None, description="The words that show it, 25 at most, in their language.")
    certainty: Certainty = Field("stated", description="`inferred` where we conclude that it is the thing promised.")


class Promise(Cited):
    """A date that a document promised for a project or a city."""

    what: Phrase = Field(description="What was promised.", examples=["bus rapid transit opens"])
    kind: PromiseKind = Field(description="What should have happened by then.", examples=["opening"])
    due: DateOrPeriod = Field(
        description="By when; a year, a quarter or a month means its end.", examples=["2021", "2023-Q4", "2030/2031"]
    )
    due_printed: Text | None = Field(
        None, description="The words for the date, where we had to work it out.", examples=["later this year"]
    )
    quote: Text | None = Field(
        None,
        description="The words of the document, 25 at most, in their language.",
        examples=["Cebu aspires to start operations of Phase 1 of BRT by 2021"],
    )
    translation: Phrase | None = Field(None, description="The same in English, where the document is not.")
    made: PartialDate | None = Field(
        None, description="When it was promised, where the source has no date of its own.", examples=["2019-12"]
    )
    restated: list[Citation] = Field([], description="Where else the same date is printed.")
    evidence: Evidence | None = Field(None, description="The newest word of a document on what became of it.")
    note: Prose | None = Field(None, description="What else the reader must know.")
    also: list[SourceId] = Field([], description="Further sources of the note.")
