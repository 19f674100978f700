"""Sources, open questions, corrections, and exceptions from rules."""

from typing import Annotated

from pydantic import Field, StringConstraints

from atlas.model.base import (
    MAX_ID,
    QUESTION_ID,
    RECORD_ID,
    SOURCE_ID,
    Day,
    Id,
    InlineRecord,
    LanguageTag,
    PageNumber,
    PartialDate,
    Phrase,
    Prose,
    Quoted,
    Record,
    Ref,
    SourceId,
    Statement,
    Text,
    Url,
)
from atlas.model.vocabularies import QuestionKind, ReadAs, SourceKind


class ArchivedCopy(InlineRecord):
    """A copy of a page in a public archive."""

    url: Url = Field(
        description="The address of the copy.",
        examples=["https://web.archive.org/web/20261124101500/https://newspaper.example/bus-lanes"],
    )
    date: Day = Field(description="The day on which it was made.", examples=["2026-11-24"])


class Source(Record):
    """One document or page cited."""

    id: Annotated[Id, StringConstraints(pattern=SOURCE_ID)] = Field(
        description="Permanent; begins with `s-`.", examples=["s-asean-2025-me"]
    )
    title: Text = Field(description="Its title; shortened only with `…`.")
    publisher: Phrase = Field(description="Who published it.")
    url: Url = Field(
        description="Its address.",
        examples=["https://asean.org/wp-content/uploads/2025/11/2025-ASCN-ME-Report-Final_30Sep2025-for-public.pdf"],
    )
    date: PartialDate | None = Field(None, description="When it was published.")
    language: LanguageTag = Field(description="ISO 639 code of its language.", examples=["id"])
    kind: SourceKind = Field(description="What kind of publisher it has.")
    accessed: Day = Field(description="The day it was last read.", examples=["2026-11-24"])
    read_as: ReadAs | None = Field(None, description="Whether an archived copy was read in place of the page.")
    archived: ArchivedCopy | None = Field(None, description="A copy of it in a public archive.")
    note: Prose | None = Field(None, description="What else the reader must know.")

    @property
    def is_pdf(self) -> bool:
        """Whether a page number can point into it."""
        return self.url.lower().endswith(".pdf")

    @property
    def address(self) -> str:
        """Where a reader finds it: the address of its copy if the page is gone."""
        return self.archived.url if self.archived and self.read_as == "only copy" else self.url

    def at(self, page: int | None) -> str:
        """Return where a reader finds it, at a page if that is known and it is a PDF."""
        return f"{self.address}#page={page}" if page and self.is_pdf else self.address


class Answer(Statement):
    """What settles a question, in our words."""

    date: Day = Field(description="The day on which the Atlas took up the answer.", examples=["2026-12-03"])


class OpenQuestion(Record):
    """What could not be verified, or where sources disagree; with an answer, it is no longer open."""

    id: Annotated[Id, StringConstraints(pattern=QUESTION_ID)] = Field(
        description="Permanent; begins with `q-`.", examples=["q-contact-list-of-30-april-2026"]
    )
    kind: QuestionKind = Field(description="Whether sources disagree or none was found.")
    about: list[Annotated[Id, Ref("projects", "cities", "reports", "network")]] = Field(
        min_length=1,
        description="The records it is about; `network` for the network as a whole.",
        examples=[["network"]],
    )
    topic: Prose = Field(description="The question.")
    shown: Prose = Field(description="What the Atlas shows meanwhile.")
    why: Prose = Field(description="Why it is open, and why this is shown.")
    answer: Answer | None = Field(None, description="What settles it; the question then moves to the answered ones.")


#: The collections whose records a correction may be about; where two have the same id, the first is meant.
CORRECTED = (
    *("projects", "cities", "reports", "network", "countries", "focus_areas"),
    *("partners", "timeline", "glossary", "open_questions", "sources"),
)


class Correction(Record):
    """A false or misleading statement that the Atlas published, and what it was corrected to."""

    id: Id = Field(
        description="Permanent; begins with the date, then record and field.",
        examples=["2026-11-27-singapore-smart-nation-status-date"],
    )
    date: Day = Field(description="The day on which the Atlas changed it.", examples=["2026-11-27"])
    about: Annotated[str, StringConstraints(pattern=RECORD_ID, max_length=MAX_ID), Ref(*CORRECTED)] = Field(
        description="The record that was wrong, or whose page was; `network` for the network as a whole.",
        examples=["makassar-smart-e-tax"],
    )
    field: Phrase = Field(description="What was wrong, in words a reader understands.", examples=["status, date"])
    old: Quoted | None = Field(
        None, description="What it said, as a reader saw it, if it said anything.", examples=["30 September 2025"]
    )
    new: Quoted | None = Field(
        None, description="What it was corrected to, if to anything.", examples=["25 September 2024"]
    )
    source: SourceId | None = Field(None, description="What shows that the new is right.", examples=["s-asean-2024-me"])
    page: PageNumber | None = Field(None, description="Page of the PDF, counted from its first page.", examples=[31])
    note: Prose | None = Field(None, description="Why it was changed.")


class RuleException(Record):
    """A rule that may be broken at one place, and why; the site does not show it."""

    rule: Id = Field(description="The rule.", examples=["similar-name"])
    record: Text = Field(
        description="The id of the record in which it is broken, or the file of the page.",
        examples=["docs/cities/makassar.md"],
    )
    reason: Prose = Field(description="Why it may be broken there.")
    date: Day = Field(description="The day on which that was decided.", examples=["2026-11-24"])
