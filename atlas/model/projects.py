"""Projects, as data/projects.yml has them."""

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from atlas.model.base import (
    Citation,
    Cited,
    CityId,
    FocusAreaId,
    Id,
    LocalName,
    Name,
    Number,
    PartialDate,
    Phrase,
    ProjectId,
    Prose,
    Record,
    ReportId,
    SourceId,
    Statement,
    Text,
    TopicId,
    Truth,
    Year,
)
from atlas.model.promises import Promise
from atlas.model.vocabularies import (
    Certainty,
    FocusAreaBasis,
    PartnerKind,
    ProjectEventKind,
    Role,
    StatusValue,
    SupportKind,
)


class Status(Cited):
    """Our reading of how far a project is, always with its date and source."""

    value: StatusValue = Field(description="How far the project is, as best known.", examples=["operational"])
    as_of: PartialDate = Field(description="The day, month or year for which it is true.", examples=["2025-09-30"])
    note: Prose | None = Field(None, description="What else the reader must know.")


class ProjectEvent(Cited):
    """Something that happened to a project or to a part of it; the events of the network are in the timeline."""

    date: PartialDate = Field(
        description="When it happened; if no source says so, when it was reported.", examples=["2025-03"]
    )
    kind: ProjectEventKind = Field(description="What happened.", examples=["delayed"])
    text: Prose = Field(description="What the source says of it, in one sentence of ours.")
    also: list[SourceId] = Field(
        [], description="Further sources of the sentence, such as that of an earlier date it is compared with."
    )
    answer: Statement | None = Field(None, description="What those said about it whom it concerns, each side named.")
    no_answer_found: Truth = Field(False, description="True if we looked for an answer and found none.")


class Figure(Cited):
    """One measured or planned number."""

    what: Phrase = Field(description="What was counted.", examples=["patients attended in 2024"])
    value: Number = Field(description="The number.", examples=[6973])
    unit: Phrase = Field(description="The unit; money by its ISO 4217 code.", examples=["patients"])
    as_of: PartialDate | None = Field(None, description="The date it refers to, if the source gives one.")
    planned: Truth = Field(False, description="True if it says what is planned, and counts nothing that exists.")
    series: Phrase | None = Field(
        None,
        description="What several dated figures of the project count in one unit and by one definition; three or more "
        "are drawn as a chart.",
        examples=["patients attended in a year"],
    )


class ProjectPartner(Cited):
    """An institution that takes part in a project."""

    name: Phrase = Field(description="The institution; never a person.", examples=["Bapenda Kota Makassar"])
    role: Role = Field(description="What it does in the project.")
    kind: PartnerKind | None = Field(None, description="What it is, where its name, its role or a source says so.")


class SupportRequired(Cited):
    """What the city asked for in its action plan of 2018."""

    text: list[Prose] = Field(description="The requests, one line of the plan each, in our words.")
    kinds: list[SupportKind] = Field(description="The kinds of support, by our reading.", examples=[["funding"]])
    note: Prose | None = Field(None, description="What else the reader must know.")


class NameChange(Record):
    """Two printed names of one project."""

    old_name: Text = Field(description="The earlier name as printed.")
    new_name: Text = Field(description="The later name as printed.")
    seen_in: ReportId = Field(description="The report in which the later name is first seen.")
    certainty: Certainty = Field(description="`stated` where a source says so, `inferred` where we conclude it.")
    note: Prose | None = Field(None, description="The reason.")


class Link(Record):
    """A project that continues in another record; given on both records."""

    continues: ProjectId | None = Field(None, description="The earlier project.")
    continued_by: ProjectId | None = Field(None, description="The later project.")
    certainty: Certainty = Field(description="`stated` where a source says so, `inferred` where we conclude it.")
    note: Prose | None = Field(None, description="The reason.")

    @model_validator(mode="after")
    def _one_direction(self) -> Self:
        if (self.continues is None) == (self.continued_by is None):
            raise PydanticCustomError("link_direction", "a link has either 'continues' or 'continued_by'")
        return self


class Project(Record):
    """One project of one city, whichever reports list it."""

    id: Id = Field(description="Permanent; also the anchor of its section.", examples=["makassar-smart-e-tax"])
    city: CityId = Field(description="The city it belongs to.", examples=["makassar"])
    name: Name = Field(description="The latest official name.", examples=["Smart E-Tax"])
    local_names: list[LocalName] = Field([], description="Its names in the languages of the place.")
    also_known_as: list[Text] = Field([], description="Earlier, printed or short names.", examples=[["Pakinta"]])
    summary: Prose | None = Field(
        None, description="What it is, in our words, where a source describes it: never a guess."
    )
    summary_basis: Certainty | None = Field(
        None,
        description=(
            "How sure it is that the summary fits, where its source does not mention the network. `stated`: the page "
            "prints the listed name, or its plain translation, for something of the same city; `inferred`: city and "
            "subject fit, and the rest is our conclusion."
        ),
    )
    summary_note: Prose | None = Field(None, description="How such a source and the project were matched.")
    focus_areas: list[FocusAreaId] = Field(
        min_length=1, description="Its focus areas, that of the newest list first.", examples=[["civic-and-social"]]
    )
    focus_area_basis: FocusAreaBasis = Field(
        description="`listed` where an official list names the area, `inferred` where it is our reading."
    )
    topics: list[TopicId] = Field([], description="Its topics, the main one first.", examples=[["flood", "parks"]])
    status: Status = Field(description="Its status.")
    started: Year | None = Field(None, description="The year it began.", examples=[2021])
    events: list[ProjectEvent] = Field([], description="What happened to it, oldest first.")
    figures: list[Figure] = Field([], description="Measured or planned numbers.")
    promises: list[Promise] = Field([], description="Dates that documents promised for it, oldest promise first.")
    partners: list[ProjectPartner] = Field([], description="Institutions that take part.")
    support_required: SupportRequired | None = Field(None, description="What the plan of 2018 asked for.")
    name_changes: list[NameChange] = Field([], description="Changes of the printed name.")
    links: list[Link] = Field([], description="Other projects it continues or is continued by.")
    sources: list[Citation] = Field(min_length=1, description="Everything the record rests on.")
