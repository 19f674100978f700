"""What every record is made of: marks, the forms of ids and dates, texts and numbers, citations."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema


@dataclass(frozen=True)
class Ref:
    """Mark an id as pointing at a record of one of the named collections."""

    collections: tuple[str, ...]

    def __init__(self, *collections: str) -> None:
        object.__setattr__(self, "collections", collections)


class OwnWords:
    """Mark a text as ours: the language rules apply, and it is translated. What a report prints keeps its own words."""


class OwnName:
    """Marks a name that may differ between languages, such as Singapore."""


class QuotedWords:
    """Mark a text as quoted from a text or page of the Atlas: it stays in English."""


#: The path from a record to a value inside it: names of fields and indexes in lists.
KeyPath = tuple[str | int, ...]

#: The forms of ids, codes, dates and addresses in words, by their pattern.
#:
#: The JSON Schemas have them too, and they must mean the same to every engine. So nothing is escaped without need,
#: which JavaScript refuses, and digits are `[0-9]`: `\d` includes Thai digits.
FORMS = {
    (ID := r"^[a-z0-9]+(-[a-z0-9]+)*$"): "lower-case letters and digits joined by hyphens, such as 'smart-e-tax'",
    (COUNTRY_CODE := r"^[A-Z]{2}$"): "two capital letters, such as 'ID'",
    (LANGUAGE_TAG := r"^[a-z]{2,3}$"): "two or three small letters, such as 'id'",
    (URL := r'^https?://[^\s<>"]+$'): "an address that begins with https:// or http:// and has no space in it",
    (PARTIAL_DATE := r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"): (
        "a year, a month or a day: 2018, 2018-07 or 2018-07-08"
    ),
    (
        DATE_OR_PERIOD := r"^[0-9]{4}(/[0-9]{4}|-Q[1-4]|-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
    ): "a year, two years, a quarter, a month or a day: 2018, 2030/2031, 2018-Q3, 2018-07 or 2018-07-08",
    (DAY := r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"): "a day, such as 2018-07-08",
    (SOURCE_ID := r"^s(-[a-z0-9]+)+$"): "an id that begins with 's-', such as 's-asean-2025-me'",
    (QUESTION_ID := r"^q(-[a-z0-9]+)+$"): "an id that begins with 'q-', such as 'q-online-portal-of-the-network'",
    (RECORD_ID := r"^([a-z0-9]+(-[a-z0-9]+)*|[A-Z]{2})$"): "the id of a record, such as 'makassar-smart-e-tax' or 'ID'",
}

#: Fifteen digits at most, which every reader of JSON keeps.
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(?P<decimals>\.[0-9]{1,15})?")


def read_value(value: Any) -> Any:
    """Return the number or truth value that a text means.

    A text that means none comes back as it is, so that its type refuses it.
    """
    if not isinstance(value, str):
        return value
    if match := _NUMBER.fullmatch(value):
        return float(value) if match["decimals"] else int(value)
    return {"true": True, "false": False}.get(value, value)


#: A data file has only texts: this lets the type of a field make a number or truth value of one.
FROM_TEXT = BeforeValidator(read_value)

#: A name, a title or a phrase. `Phrase` and `Prose` are our own words: language rules apply, and they are translated.
Text = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Phrase = Annotated[str, StringConstraints(min_length=1, max_length=400), OwnWords()]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=2000), OwnWords()]
#: A name that a language may have a word of its own for; without one, a name is in no language that needs a mark.
Name = Annotated[str, StringConstraints(min_length=1, max_length=400), OwnName()]
#: A text as a page shows or showed it; the language rules do not apply.
Quoted = Annotated[str, StringConstraints(min_length=1, max_length=2000), QuotedWords()]
QuotedPhrase = Annotated[str, StringConstraints(min_length=1, max_length=400), QuotedWords()]
MAX_ID = 80
Id = Annotated[str, StringConstraints(pattern=ID, max_length=MAX_ID)]
CountryCode = Annotated[str, StringConstraints(pattern=COUNTRY_CODE)]
LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE_TAG)]
Url = Annotated[str, StringConstraints(pattern=URL, max_length=1000)]
PartialDate = Annotated[str, StringConstraints(pattern=PARTIAL_DATE)]
Day = Annotated[str, StringConstraints(pattern=DAY)]
Truth = Annotated[bool, FROM_TEXT]
WholeNumber = Annotated[int, FROM_TEXT]
PositiveWholeNumber = Annotated[int, Field(ge=1), FROM_TEXT]
Year = Annotated[int, Field(ge=1900, le=2100), FROM_TEXT]
PageNumber = Annotated[int, Field(ge=1), FROM_TEXT]
Count = Annotated[int, Field(ge=0), FROM_TEXT]
Degrees = Annotated[float, FROM_TEXT]
Percent = Annotated[float, Field(ge=0, le=100), FROM_TEXT]
#: JSON has one type of number; here a whole number stays whole, so that it is published as it was written.
Number = Annotated[int | float, FROM_TEXT, WithJsonSchema({"type": "number"})]
PositiveNumber = Annotated[
    int | float, Field(gt=0), FROM_TEXT, WithJsonSchema({"type": "number", "exclusiveMinimum": 0})
]

SourceId = Annotated[Id, Ref("sources")]
CityId = Annotated[Id, Ref("cities")]
CountryId = Annotated[CountryCode, Ref("countries")]
FocusAreaId = Annotated[Id, Ref("focus_areas")]
TopicId = Annotated[Id, Ref("topics")]
ProjectId = Annotated[Id, Ref("projects")]
ReportId = Annotated[Id, Ref("reports")]


class Record(BaseModel):
    """A strict mapping: no unknown keys, no conversion but that of :func:`read_value`, no changes afterwards."""

    # Build validators when a file is first read: most types occur only inside another.
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)

    @classmethod
    def field_order(cls) -> list[str]:
        """Return the names of its fields in the order of a data file: its own first, then the inherited ones."""
        return sorted(cls.model_fields, key=lambda name: name not in cls.__annotations__)


def noun_of(kind: type[Record]) -> str:
    """Return what a record of a type is called in a sentence, such as "focus area"."""
    return re.sub(r"(?<=.)(?=[A-Z])", " ", kind.__name__).lower()


class InlineRecord(Record):
    """A record that a data file has on one line, between braces."""


class Citation(InlineRecord):
    """A source a record rests on, with the pages that are about it."""

    source: SourceId = Field(description="The source.", examples=["s-asean-2025-me"])
    pages: list[PageNumber] = Field(
        [], description="Pages of the PDF, counted from its first page.", examples=[[6, 28]]
    )


class Cited(Record):
    """A statement with the source it was read in."""

    source: SourceId = Field(description="Where it was read.", examples=["s-asean-2025-me"])
    page: PageNumber | None = Field(None, description="Page of the PDF, counted from its first page.", examples=[11])


class Statement(Cited):
    """Something that a source says, in our words."""

    text: Prose = Field(description="What it says.")


class LocalName(InlineRecord):
    """A name in the language of the place."""

    text: Text = Field(description="The name in its own spelling.", examples=["ភ្នំពេញ"])
    lang: LanguageTag = Field(
        description="ISO 639 code of its language; `und` where that is not certain.", examples=["km"]
    )


class OtherName(InlineRecord):
    """Another name or spelling that a source uses."""

    text: Text = Field(description="The name as the source prints it.", examples=["HCMC"])
    source: SourceId = Field(description="A source that uses it.", examples=["s-hcmc-2015-emergency"])
