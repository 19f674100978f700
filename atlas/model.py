"""The one definition of shape: what a record is, which fields it has, and what each means.

Everything else follows from here: loading refuses what does not fit, the data reference prints these descriptions,
and a field that points at another record says so with :class:`Ref`, which is how references are checked.

A *stage* is what a document prints; a *status* is what we know. They are two types, so that they cannot be mixed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Annotated, Any, ClassVar, Literal, Self, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError


@dataclass(frozen=True)
class Ref:
    """Marks an id as pointing at a record of one of the named collections."""

    collections: tuple[str, ...]

    def __init__(self, *collections: str) -> None:
        object.__setattr__(self, "collections", collections)


class OwnWords:
    """Marks a text as ours: what a document prints keeps its own words."""


#: The way from a record to a value inside it: names of fields and places in lists.
KeyPath = tuple[str | int, ...]

#: What the forms of ids, codes, dates and addresses look like, in words, by their pattern.
#:
#: Other engines than that of pydantic read them too, by way of the JSON Schemas, and to all they must mean the same. So
#: nothing is escaped that needs no escape, which JavaScript refuses, and digits are spelt out: `\d` has Thai ones too.
FORMS = {
    (ID := r"^[a-z0-9]+(-[a-z0-9]+)*$"): "lower-case letters and digits joined by hyphens, such as 'smart-e-tax'",
    (COUNTRY_CODE := r"^[A-Z]{2}$"): "two capital letters, such as 'ID'",
    (LANGUAGE_TAG := r"^[a-z]{2,3}$"): "two or three small letters, such as 'id'",
    (URL := r'^https?://[^\s<>"]+$'): "an address that begins with https:// or http:// and has no space in it",
    (PARTIAL_DATE := r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"): (
        "a year, a month or a day: '2018', '2018-07' or '2018-07-08'"
    ),
    (DAY := r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"): "a day, such as '2018-07-08'",
    (SOURCE_ID := r"^s(-[a-z0-9]+)+$"): "an id that begins with 's-', such as 's-asean-2025-me'",
    (QUESTION_ID := r"^q(-[a-z0-9]+)+$"): "an id that begins with 'q-', such as 'q-online-portal-of-the-network'",
    (RECORD_ID := r"^([a-z0-9]+(-[a-z0-9]+)*|[A-Z]{2})$"): "the id of a record, such as 'makassar-smart-e-tax' or 'ID'",
}

#: A name, a title or a phrase; `Prose` is what we say in our own words, so that the rules of the language bind it.
Text = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=2000), OwnWords()]
#: A text as it stood or stands on a page, whose words the rules of the language do not bind.
Quoted = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
MAX_ID = 80
Id = Annotated[str, StringConstraints(pattern=ID, max_length=MAX_ID)]
CountryCode = Annotated[str, StringConstraints(pattern=COUNTRY_CODE)]
LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE_TAG)]
Url = Annotated[str, StringConstraints(pattern=URL, max_length=1000)]
PartialDate = Annotated[str, StringConstraints(pattern=PARTIAL_DATE)]
Day = Annotated[str, StringConstraints(pattern=DAY)]
Year = Annotated[int, Field(ge=1900, le=2100)]
PageNumber = Annotated[int, Field(ge=1)]
#: JSON has one type of number; here a whole one stays whole, so that it is given out as it was written.
Number = Annotated[int | float, WithJsonSchema({"type": "number"})]
PositiveNumber = Annotated[int | float, Field(gt=0), WithJsonSchema({"type": "number", "exclusiveMinimum": 0})]
Percent = Annotated[float, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=0)]

SourceId = Annotated[Id, Ref("sources")]
CityId = Annotated[Id, Ref("cities")]
CountryId = Annotated[CountryCode, Ref("countries")]
FocusAreaId = Annotated[Id, Ref("focus_areas")]
ProjectId = Annotated[Id, Ref("projects")]
ReportId = Annotated[Id, Ref("reports")]

StatusValue = Literal["planned", "in-progress", "operational", "completed", "paused", "unknown"]
Stage = Literal["proposed", "planning", "ongoing", "completed", "ongoing-or-planning"]
Certainty = Literal["stated", "inferred"]
FocusAreaBasis = Literal["listed", "inferred"]
StageBasis = Literal["chart", "chart-and-list", "chart-and-text", "list", "open"]
RowList = Literal["ongoing-and-planned", "completed"]
Role = Literal["funder", "government", "operator", "research", "technical", "vendor"]
PopulationBasis = Literal["census", "registration", "estimate", "administrative", "unknown"]
PartnerKind = Literal["company", "development-agency", "development-bank", "government", "trust-fund", "un"]
SourceKind = Literal["academic", "company", "dataset", "encyclopedia", "news", "ngo", "official"]
ReadAs = Literal["archived copy"]
EventKind = Literal["event", "document"]
QuestionKind = Literal["conflict", "unverified"]
DiscrepancyUnit = Literal["projects", "percent"]
SupportKind = Literal[
    "technical-expertise",
    "funding",
    "partnership",
    "private-sector",
    "capacity-building",
    "technology",
    "data",
    "policy-advice",
]


class Record(BaseModel):
    """A strict mapping: no unknown key, no type that is silently turned into another, nothing changed afterwards."""

    # Validators are built when a file is first read: most types are only ever met inside another one.
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)

    @classmethod
    def field_order(cls) -> list[str]:
        """The names of its fields as a data file has them: its own first, then those every such statement has."""
        return sorted(cls.model_fields, key=lambda name: name not in cls.__annotations__)


class InlineRecord(Record):
    """A record that a data file holds on one line, between braces."""


class Citation(InlineRecord):
    """A source a record rests on, with the pages where it speaks of it."""

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


# Projects


class Status(Cited):
    """What we know of how a project stands: never a bare word, always with its date and source."""

    value: StatusValue = Field(description="How the project stands, as best known.", examples=["operational"])
    as_of: PartialDate = Field(description="The day, month or year for which it holds.", examples=["2025-09-30"])
    note: Prose | None = Field(None, description="What the reader must know beside it.")


class Figure(Cited):
    """One measured or planned number."""

    what: Text = Field(description="What was counted.", examples=["patients attended in 2024"])
    value: Number = Field(description="The number.", examples=[6973])
    unit: Text = Field(description="The unit; money by its ISO 4217 code.", examples=["patients"])
    as_of: PartialDate | None = Field(None, description="When it held, where the source says so.")


class ProjectPartner(Cited):
    """An institution that takes part in a project."""

    name: Text = Field(description="The institution; never a person.", examples=["Bapenda Kota Makassar"])
    role: Role = Field(description="What it does in the project.")


class SupportRequired(Cited):
    """What the city asked for in its action plan of 2018."""

    text: list[Prose] = Field(description="The requests, one line of the plan each, in our words.")
    kinds: list[SupportKind] = Field(description="The kinds of support, by our reading.", examples=[["funding"]])
    note: Prose | None = Field(None, description="What the reader must know beside it.")


class NameChange(Record):
    """That two printed names mean one project."""

    old_name: Text = Field(description="The earlier name as printed.")
    new_name: Text = Field(description="The later name as printed.")
    seen_in: ReportId = Field(description="The document in which the later name is first seen.")
    certainty: Certainty = Field(description="`stated` where a document says so, `inferred` where we conclude it.")
    note: Prose | None = Field(None, description="The reason.")


class Link(Record):
    """That a project goes on in another record; given on both records."""

    continues: ProjectId | None = Field(None, description="The earlier project.")
    continued_by: ProjectId | None = Field(None, description="The later project.")
    certainty: Certainty = Field(description="`stated` where a document says so, `inferred` where we conclude it.")
    note: Prose | None = Field(None, description="The reason.")

    @model_validator(mode="after")
    def _one_direction(self) -> Self:
        if (self.continues is None) == (self.continued_by is None):
            raise PydanticCustomError("link_direction", "a link has either 'continues' or 'continued_by'")
        return self


class Project(Record):
    """One project of one city, whatever documents list it."""

    id: Id = Field(description="Permanent; also the anchor of its section.", examples=["makassar-smart-e-tax"])
    former_ids: list[Id] = Field([], description="Ids it had before; they keep working.")
    city: CityId = Field(description="The city it belongs to.", examples=["makassar"])
    name: Text = Field(description="The latest official name.", examples=["Smart E-Tax"])
    local_names: list[LocalName] = Field([], description="Its names in the languages of the place.")
    also_known_as: list[Text] = Field([], description="Earlier, printed or short names.", examples=[["Pakinta"]])
    summary: Prose | None = Field(
        None, description="What it is, in our words, where a document describes it: never a guess."
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
    status: Status = Field(description="Its status.")
    started: Year | None = Field(None, description="The year it began.", examples=[2021])
    figures: list[Figure] = Field([], description="Measured or planned numbers.")
    partners: list[ProjectPartner] = Field([], description="Institutions that take part.")
    support_required: SupportRequired | None = Field(None, description="What the plan of 2018 asked for.")
    name_changes: list[NameChange] = Field([], description="How the printed names hang together.")
    links: list[Link] = Field([], description="Other projects it continues or is continued by.")
    sources: list[Citation] = Field(min_length=1, description="Everything the record rests on.")


# Cities and countries


class Coordinates(Record):
    """Where a city lies, WGS 84."""

    lat: float = Field(description="Degrees north.", examples=[-5.1486])
    lon: float = Field(description="Degrees east.", examples=[119.4319])
    source: SourceId = Field(description="Where they were read.", examples=["s-geonames"])
    geonames_id: int | None = Field(None, description="The place at GeoNames.", examples=[1622786])
    geonames_name: Text | None = Field(None, description="Its name there.")
    note: Prose | None = Field(None, description="What the reader must know beside them.")


class Population(Cited):
    """How many people live in a city, when, and in which area."""

    value: Annotated[int, Field(ge=1)] = Field(description="The number of inhabitants.", examples=[1423877])
    year: Year | None = Field(
        None, description="The year counted or estimated, where the source gives one.", examples=[2020]
    )
    basis: PopulationBasis | None = Field(
        None, description="How it was found; `unknown` where the source does not say."
    )
    area_meant: Text | None = Field(None, description="Which area was counted.", examples=["city (kota)"])
    also: list[SourceId] = Field([], description="Further sources of the same number.")
    note: Prose | None = Field(None, description="What the reader must know beside it.")


class LandArea(Cited):
    """How large a city is."""

    value: PositiveNumber = Field(description="In square kilometres.", examples=[199.3])
    note: Prose | None = Field(None, description="What the reader must know beside it.")


class StrategicTargets(Cited):
    """What the city's action plan of 2018 wanted to reach."""

    items: list[Prose] = Field(min_length=1, description="The targets, in our words.")


class PlanFocusAreas(Cited):
    """The focus areas of the city's action plan of 2018."""

    areas: list[FocusAreaId] = Field(description="Those of the six that it names.")
    other_headings: list[Text] = Field([], description="What it names beside the six.")


class City(Record):
    """A member city of the network."""

    id: Id = Field(description="Permanent; also the name of its page.", examples=["makassar"])
    former_ids: list[Id] = Field([], description="Ids it had before; they keep working.")
    name: Text = Field(description="The network's own spelling.", examples=["Makassar"])
    local_names: list[LocalName] = Field([], description="Its names in the languages of the place.")
    also_known_as: list[OtherName] = Field([], description="Other names that readers look for.")
    country: CountryId = Field(description="Its country.", examples=["ID"])
    joined: Year = Field(description="The year it became a member.", examples=[2018])
    website: Url | None = Field(None, description="The official site of the city.")
    coordinates: Coordinates = Field(description="Where it lies.")
    population: Population = Field(description="Its population.")
    land_area_km2: LandArea | None = Field(None, description="Its land area.")
    vision: Statement | None = Field(None, description="What it wants to become.")
    challenges: list[Statement] = Field([], description="Problems that its plan or a later source names.")
    notes: list[Statement] = Field([], description="What the reader must know beside its plan.")
    strategic_targets_2018: StrategicTargets | None = Field(None, description="What its plan of 2018 wanted to reach.")
    focus_areas_2018: PlanFocusAreas | None = Field(None, description="Focus areas of its plan of 2018.")
    sources: list[Citation] = Field(min_length=1, description="Everything the record rests on.")


class JoinedAsean(Record):
    """When a country joined ASEAN."""

    date: PartialDate = Field(description="The date of its accession.", examples=["2025-10-26"])
    sources: list[Citation] = Field(min_length=1, description="Where it was read.")


class NationalEntity(Cited):
    """The institution that speaks for a country in the network."""

    name: Text = Field(description="Its name.")
    as_of: PartialDate = Field(description="When it was so.")


class Country(Record):
    """An ASEAN member state."""

    id: CountryCode = Field(description="Its ISO 3166-1 alpha-2 code.", examples=["ID"])
    name: Text = Field(description="Its ASEAN name.", examples=["Viet Nam"])
    name_id: Text = Field(description="Its name in Indonesian.", examples=["Filipina"])
    name_id_source: SourceId = Field(description="Where the Indonesian name comes from.")
    joined_asean: JoinedAsean | None = Field(
        None, description="When it joined ASEAN, where that was after the network began."
    )
    national_entity: NationalEntity = Field(description="The institution that speaks for it.")
    sources: list[Citation] = Field(min_length=1, description="Everything the record rests on.")


class FocusArea(Record):
    """One of the fields that the framework sorts projects into."""

    id: Id = Field(description="Permanent; also the name of its page.", examples=["built-infrastructure"])
    former_ids: list[Id] = Field([], description="Ids it had before; they keep working.")
    name: Text = Field(description="The framework's name.", examples=["Built Infrastructure"])
    also_printed: list[Text] = Field([], description="Other spellings in the documents.")
    definition: Prose = Field(description="What belongs to it, in our words.")
    sub_areas_ascf: list[Text] = Field(description="Its parts by the framework of 2018.")
    sub_areas_me_reports: list[Text] = Field(description="Its parts by the monitoring reports.")
    sources: list[Citation] = Field(min_length=1, description="Everything the record rests on.")


# Documents


class AreaShare(InlineRecord):
    """The share of one focus area that a document states."""

    focus_area: FocusAreaId = Field(description="The focus area.")
    share_percent: Percent = Field(description="Per cent of its projects.", examples=[25])


class AreaIcons(InlineRecord):
    """The icons of one focus area in a document's chart."""

    focus_area: FocusAreaId = Field(description="The focus area.")
    icons: Count = Field(description="Icons counted in the chart.", examples=[34])


class CountryTotal(InlineRecord):
    """The projects of one country that a document states."""

    country: CountryId = Field(description="The country.")
    projects: Count = Field(description="How many projects.", examples=[18])


class StageTotals(Record):
    """Projects by stage."""

    ongoing: Count = Field(description="Under way.")
    planning: Count = Field(description="At planning.")
    completed: Count = Field(description="Done.")


class StageShares(Record):
    """Per cent of the projects by stage."""

    ongoing: Percent = Field(description="Under way.")
    planning: Percent = Field(description="At planning.")
    completed: Percent = Field(description="Done.")


class Stated(Record):
    """What a document claims of itself; what its rows add up to is computed."""

    total: Count = Field(description="How many projects.", examples=[134])
    cities: Count = Field(description="How many cities.", examples=[35])
    total_previous_year: Count | None = Field(None, description="How many projects the year before.")
    stages: StageTotals | None = Field(None, description="Projects by stage.")
    stages_percent: StageShares | None = Field(None, description="Shares by stage.")
    by_focus_area: list[AreaShare] = Field([], description="Shares by focus area.")
    by_country: list[CountryTotal] = Field([], description="Projects by country.")
    note: Prose | None = Field(None, description="Where it says so.")


class Chart(Record):
    """What we counted in a document's chart: an observation, since nothing else in it can be added up to that."""

    stages: StageTotals = Field(description="Icons by colour.")
    by_focus_area: list[AreaIcons] = Field(description="Icons by focus area.")


class DisputedNumber(InlineRecord):
    """A number that a document states, beside what its rows add up to."""

    stated: Number = Field(description="What the document says.", examples=[18])
    counted: Number = Field(description="What its rows or chart add up to.", examples=[18.7])


class DisputedTotal(DisputedNumber):
    """A stated number of all projects, or of all cities, that differs."""

    unit: Literal["projects", "cities"] = Field(description="Which total it is.", examples=["projects"])


class DisputedStage(DisputedNumber):
    """A stated number of one stage that differs."""

    stage: Stage = Field(description="The stage.")
    unit: DiscrepancyUnit = Field(description="What the numbers are.", examples=["percent"])


class DisputedArea(DisputedNumber):
    """A stated number of one focus area that differs."""

    focus_area: FocusAreaId = Field(description="The focus area.")
    unit: DiscrepancyUnit = Field(description="What the numbers are.", examples=["percent"])


class DisputedCountry(DisputedNumber):
    """A stated number of one country that differs."""

    country: CountryId = Field(description="The country.")
    stage: Stage | None = Field(None, description="The stage counted, where not all are.")
    unit: DiscrepancyUnit = Field(description="What the numbers are.", examples=["percent"])


class AnyDiscrepancy(Record):
    """Where a document contradicts itself or another."""

    note: Prose = Field(description="What differs, as a sentence.")


class TotalDiscrepancy(AnyDiscrepancy):
    """A discrepancy about the total of projects or of cities."""

    about: Literal["total"] = Field(description="What it is about.")
    values: list[DisputedTotal] = Field(min_length=1, description="The numbers that differ.")


class StageDiscrepancy(AnyDiscrepancy):
    """A discrepancy about stages."""

    about: Literal["stage"] = Field(description="What it is about.")
    values: list[DisputedStage] = Field(min_length=1, description="The numbers that differ.")


class AreaDiscrepancy(AnyDiscrepancy):
    """A discrepancy about focus areas."""

    about: Literal["area"] = Field(description="What it is about.")
    focus_areas: list[FocusAreaId] = Field([], description="Focus areas of which no stated number differs.")
    values: list[DisputedArea] = Field([], description="The numbers that differ.")


class CountryDiscrepancy(AnyDiscrepancy):
    """A discrepancy about countries."""

    about: Literal["country"] = Field(description="What it is about.")
    values: list[DisputedCountry] = Field(min_length=1, description="The numbers that differ.")


class CityDiscrepancy(AnyDiscrepancy):
    """A discrepancy about cities."""

    about: Literal["city"] = Field(description="What it is about.")
    cities: list[CityId] = Field(min_length=1, description="The cities.")


class TextDiscrepancy(AnyDiscrepancy):
    """A discrepancy in what a document says, rather than in its numbers."""

    about: Literal["text"] = Field(description="What it is about.")


#: Each kind has just the fields that it can be shown with.
Discrepancy = Annotated[
    TotalDiscrepancy | StageDiscrepancy | AreaDiscrepancy | CountryDiscrepancy | CityDiscrepancy | TextDiscrepancy,
    Field(discriminator="about"),
]


class Row(InlineRecord):
    """One printed row of a document, as printed, and the project we take it for."""

    number: Annotated[int, Field(ge=1)] | None = Field(None, description="Its printed number.", examples=[17])
    city: CityId = Field(description="The city it stands under.", examples=["makassar"])
    name: Text = Field(description="The name as printed.")
    focus_area: FocusAreaId | None = Field(None, description="The area as printed, where one is.")
    focus_area_implied: FocusAreaId | None = Field(None, description="Our reading where none is printed.")
    stage: Stage = Field(description="The stage the document gives it.")
    stage_basis: StageBasis | None = Field(None, description="How the stage was established.")
    stage_note: Prose | None = Field(None, description="The reasoning, where it takes one.")
    page: PageNumber | None = Field(None, description="Page of the PDF, counted from its first page.")
    list: RowList | None = Field(None, description="Which of its lists.")
    counted: bool = Field(True, description="True, unless the document prints the row without counting it.")
    project: ProjectId = Field(description="The project it means.", examples=["makassar-smart-e-tax"])
    note: Prose | None = Field(None, description="What the document says of this row alone.")


class Report(Record):
    """One official document that lists projects: what it states, and every row as printed."""

    id: Id = Field(description="Permanent.", examples=["me-2025"])
    title: Text = Field(description="The title by which pages call it.")
    source: SourceId = Field(description="The document itself.")
    pages: PageNumber = Field(description="How many pages the PDF has.")
    chart_page: PageNumber | None = Field(None, description="Where the chart of stages stands.")
    list_pages: list[PageNumber] = Field([], description="Where the list of projects stands.")
    completed_list_pages: list[PageNumber] = Field([], description="Where the list of completed projects stands.")
    summary: Prose = Field(description="What it is, in our words.")
    stated: Stated = Field(description="What it claims of itself.")
    chart: Chart | None = Field(None, description="What we counted in its chart.")
    discrepancies: list[Discrepancy] = Field([], description="Where it contradicts itself or another.")
    notes: list[Prose] = Field([], description="What else a reader of its numbers should know.")
    rows: list[Row] = Field(min_length=1, description="Every row as printed.")


# The network


class CitiesSupported(Cited):
    """Cities a partner is known to have supported."""

    cities: list[CityId] = Field(min_length=1, description="The cities supported.")
    what: Prose = Field(description="What they were supported with.")


class Offer(InlineRecord):
    """A kind of support that a partner offers or has given, by its own record."""

    kind: SupportKind = Field(description="The kind of support.", examples=["funding"])
    words: Text = Field(
        description="The words of its text that say so: of `what`, or of what it did in cities.",
        examples=["pays for master plans"],
    )


class Partner(Record):
    """A partner of the network."""

    id: Id = Field(description="Permanent.", examples=["jica"])
    name: Text = Field(description="Its name.")
    kind: PartnerKind = Field(description="What kind of institution it is.")
    from_year: Year | None = Field(None, description="Since when, where that is known.")
    network_programme: bool = Field(True, description="True, unless its work is no programme of the network.")
    what: Prose = Field(description="What it does for the network.")
    offers: list[Offer] = Field([], description="The kinds of support it offers, as far as its own record says so.")
    cities_supported: list[CitiesSupported] = Field([], description="The cities it is known to have supported.")
    sources: list[Citation] = Field(min_length=1, description="Everything the record rests on.")


class Event(Record):
    """A dated event or document."""

    id: Id = Field(description="Permanent; begins with the date.", examples=["2018-07-08-inaugural-1st-annual-meeting"])
    date: PartialDate = Field(description="When it began.", examples=["2018-07-08"])
    end_date: PartialDate | None = Field(None, description="When it ended, if later.")
    kind: EventKind = Field("event", description="Whether something happened or was published.")
    title: Text = Field(description="What it was.")
    place: Text = Field(description="Where it was.")
    summary: Prose = Field(description="What is known of it, in our words.")
    sources: list[Citation] = Field(min_length=1, description="Where it was read.")


class Term(Record):
    """A term or abbreviation."""

    id: Id = Field(description="Permanent; also its anchor in the glossary.", examples=["ascf"])
    term: Text = Field(description="The term.", examples=["ASCF"])
    full: Text = Field(description="Spelt out.", examples=["ASEAN Smart Cities Framework"])
    id_term: Text | None = Field(None, description="The Indonesian term, which binds translations.")
    meaning: Prose = Field(description="What it means.")
    sources: list[Citation] = Field(min_length=1, description="Where it was read.")


class Source(Record):
    """One document or page cited."""

    id: Annotated[Id, StringConstraints(pattern=SOURCE_ID)] = Field(
        description="Permanent; begins with `s-`.", examples=["s-asean-2025-me"]
    )
    title: Text = Field(description="Its title; shortened only with `…`.")
    publisher: Text = Field(description="Who published it.")
    url: Url = Field(
        description="Its address.",
        examples=["https://asean.org/wp-content/uploads/2025/11/2025-ASCN-ME-Report-Final_30Sep2025-for-public.pdf"],
    )
    date: PartialDate | None = Field(None, description="When it was published.")
    language: LanguageTag = Field(description="ISO 639 code of its language.", examples=["id"])
    kind: SourceKind = Field(description="What kind of publisher it has.")
    accessed: Day = Field(description="The day it was last read.", examples=["2026-11-24"])
    read_as: ReadAs | None = Field(None, description="Whether an archived copy was read in place of the page.")
    note: Prose | None = Field(None, description="What the reader must know beside it.")

    @property
    def is_pdf(self) -> bool:
        """Whether a page number can point into it."""
        return self.url.lower().endswith(".pdf")

    def at(self, page: int | None) -> str:
        """Its address, at a page of it where one is known and can be pointed at."""
        return f"{self.url}#page={page}" if page and self.is_pdf else self.url


#: The collections whose records an open question may be about.
QUESTIONED = ("projects", "cities", "reports", "network")


class OpenQuestion(Record):
    """What could not be verified, or where sources disagree."""

    id: Annotated[Id, StringConstraints(pattern=QUESTION_ID)] = Field(
        description="Permanent; begins with `q-`.", examples=["q-contact-list-of-30-april-2026"]
    )
    kind: QuestionKind = Field(description="Whether sources disagree or none was found.")
    about: list[Annotated[Id, Ref(*QUESTIONED)]] = Field(
        min_length=1,
        description="The records it is about; `network` for the network as a whole.",
        examples=[["network"]],
    )
    topic: Prose = Field(description="The question.")
    shown: Prose = Field(description="What the Atlas shows meanwhile.")
    why: Prose = Field(description="Why it is open, and why this is shown.")


#: The collections whose records a correction may be about; where two have the same id, the first is meant.
CORRECTED = (
    *QUESTIONED,
    "countries",
    "focus_areas",
    "partners",
    "timeline",
    "glossary",
    "open_questions",
    "sources",
)


class Correction(Record):
    """One thing that the Atlas said wrongly, and what it says now."""

    id: Id = Field(
        description="Permanent; begins with the date, then record and field.",
        examples=["2026-11-27-makassar-smart-e-tax-status-page"],
    )
    date: Day = Field(description="The day on which the Atlas changed it.", examples=["2026-11-27"])
    about: Annotated[str, StringConstraints(pattern=RECORD_ID, max_length=MAX_ID), Ref(*CORRECTED)] = Field(
        description="The record that was wrong, or whose page was; `network` for the network as a whole.",
        examples=["makassar-smart-e-tax"],
    )
    field: Text = Field(description="What was wrong, in words a reader understands.", examples=["status, page"])
    old: Quoted | None = Field(
        None, description="What it said, as a reader saw it, if it said anything.", examples=["page 29"]
    )
    new: Quoted | None = Field(None, description="What it says now, if it still says anything.", examples=["page 6"])
    source: SourceId | None = Field(None, description="What shows that the new is right.", examples=["s-asean-2025-me"])
    page: PageNumber | None = Field(None, description="Page of the PDF, counted from its first page.", examples=[6])
    note: Prose | None = Field(None, description="Why it was changed.")


class Principle(Record):
    """A named part of the framework."""

    id: Id | None = Field(None, description="Permanent, where something points at it.")
    name: Text = Field(description="Its name.")
    name_id: Text | None = Field(None, description="Its name in Indonesian.")
    summary: Prose = Field(description="What it means, in our words.")
    sources: list[Citation] = Field(min_length=1, description="Where it was read.")


class Framework(Record):
    """The ASEAN Smart Cities Framework of 2018."""

    name: Text = Field(description="Its name.")
    status: Prose = Field(description="How binding it is, and who adopted it.")
    length_pages: PageNumber = Field(description="How many pages it has.")
    definition_of_smart_city: Prose = Field(description="What it calls a smart city.")
    primary_goal: Prose = Field(description="Its goal.")
    aims: list[Prose] = Field(description="The aims of the network.")
    aims_sources: list[Citation] = Field([], description="Where the aims were read.")
    strategic_outcomes: list[Principle] = Field(description="What cities should reach.")
    urban_systems: list[Principle] = Field(description="What they need for it.")
    enablers: list[Principle] = Field(description="What makes it possible.")
    sources: list[Citation] = Field(min_length=1, description="Where it was read.")


class Chair(Cited):
    """The country that chairs the network in a year."""

    year: Year = Field(description="The year.")
    country: CountryId = Field(description="The country.")
    also: list[SourceId] = Field([], description="Further sources.")


class Shepherd(Cited):
    """The country that supports the chairs over two years."""

    from_year: Year = Field(description="First year.")
    to_year: Year = Field(description="Last year.")
    country: CountryId = Field(description="The country.")


class Governance(Record):
    """How the network is run."""

    national_representatives: Prose = Field(description="Who speaks for a country.")
    chief_smart_city_officers: Prose = Field(description="Who acts for a city.")
    chair: Prose = Field(description="Who chairs.")
    chairs: list[Chair] = Field(description="The chairs by year.")
    shepherd: Prose = Field(description="What the shepherd does.")
    shepherds: list[Shepherd] = Field(description="The shepherds by term.")
    secretariat: Prose = Field(description="Who keeps the papers.")
    decisions: Prose = Field(description="How it decides.")
    reporting: Prose = Field(description="Whom it reports to.")
    sources: list[Citation] = Field(min_length=1, description="Where it was read.")


class MemberCount(Cited):
    """How many members a document counts."""

    as_of: PartialDate = Field(description="When it was so.")
    cities: Count = Field(description="How many cities.")
    countries: Count = Field(description="How many countries.")


class Membership(Record):
    """How the network grew."""

    counts: list[MemberCount] = Field(min_length=1, description="Members as documents count them, oldest first.")
    reporting_basis: Prose = Field(description="What the figures of the reports rest on.")


class Admission(Record):
    """How a city becomes a member."""

    summary: Prose = Field(description="The way in.")
    example: Prose = Field(description="One case.")
    sources: list[Citation] = Field(min_length=1, description="Where it was read.")


class ThemeFact(Cited):
    """One fact behind a theme."""

    fact: Prose = Field(description="The fact.")


class Theme(Record):
    """A theme of the workshop of 2018."""

    id: Id = Field(description="Permanent.")
    name: Text = Field(description="Its name.")
    background: list[ThemeFact] = Field(description="What stands behind it.")
    sources: list[Citation] = Field(min_length=1, description="Where it was read.")


class Organisers(Record):
    """Who held the workshop."""

    text: Prose = Field(description="What is known of them.")
    sources: list[Citation] = Field(min_length=1, description="Where it was read.")


class Office(Record):
    """The office that led a delegation, in English and as printed."""

    office: Text = Field(description="The office.")
    office_id: Text = Field(description="The office as printed, in Indonesian.")
    unit: Text = Field(description="The unit.")
    unit_id: Text = Field(description="The unit as printed, in Indonesian.")
    institution: Text = Field(description="The institution.")
    institution_id: Text = Field(description="The institution as printed, in Indonesian.")


class Delegation(Record):
    """A delegation, by institution."""

    led_by: Office = Field(description="Who led it.")
    members: list[Text] = Field(description="Who belonged to it.")
    cities: list[CityId] = Field(description="The cities that came with it.")


class SiteVisit(Record):
    """A place the participants visited."""

    place: Annotated[Id, Ref("places")] = Field(description="The place.")
    text: Prose = Field(description="What the document says of it.")


class Workshop(Record):
    """The workshop of May 2018; the projects presented there are the rows of the report of the same id."""

    id: Annotated[Id, Ref("reports")] = Field(description="The document that reports it.")
    name: Text = Field(description="Its name.")
    name_note: Text = Field(description="What else it was called.")
    date: PartialDate = Field(description="Its first day.")
    end_date: PartialDate = Field(description="Its last day.")
    place: Text = Field(description="Where it was held.")
    organisers: Organisers = Field(description="Its organisers.")
    purpose: Prose = Field(description="What it was held for.")
    headline: Text = Field(description="What the press text announced.")
    attended: list[Text] = Field(description="Who attended.")
    indonesian_delegation: Delegation = Field(description="The delegation the press text describes.")
    themes: list[Annotated[Id, Ref("themes")]] = Field(description="The themes discussed.")
    site_visits: list[SiteVisit] = Field(description="Places visited.")
    site_visits_note: Prose = Field(description="What the text leaves open.")
    follow_up: list[Prose] = Field(description="What was agreed.")
    outcome: Statement = Field(description="What is known to have followed.")
    text_source_line: Text = Field(description="Whom the press text names as its own source.")
    sources: list[Citation] = Field(min_length=1, description="Where it was read.")


class Place(Record):
    """A place visited during the workshop."""

    id: Id = Field(description="Permanent.")
    name: Text = Field(description="Its name.")
    city: CityId = Field(description="The city it lies in.")
    summary: Prose = Field(description="What it is.")
    facts: list[Statement] = Field(description="What is known of it.")
    visited_at: ReportId = Field(description="The event it was visited at.")
    sources: list[Citation] = Field(min_length=1, description="Everything the record rests on.")


class Network(Record):
    """The network as a whole: its framework, how it is run, how it grew, and how a city becomes a member."""

    framework: Framework = Field(description="The framework of 2018.")
    governance: Governance = Field(description="How it is run.")
    membership: Membership = Field(description="How it grew.")
    admission: Admission = Field(description="How a city becomes a member.")
    themes: list[Theme] = Field(description="The themes of the workshop of 2018.")
    workshop: Workshop = Field(description="The workshop of May 2018.")
    places: list[Place] = Field(description="The places visited then.")


class RuleException(Record):
    """That a rule may be broken at one place, and why: nothing that the site shows."""

    rule: Id = Field(description="The rule.", examples=["similar-name"])
    record: Text = Field(
        description="The id of the record in which it is broken, or the file of the page.",
        examples=["docs/cities/makassar.md"],
    )
    reason: Prose = Field(description="Why it may be broken there.")
    date: Day = Field(description="The day on which that was decided.", examples=["2026-11-24"])


@dataclass(frozen=True, eq=False)
class Atlas:
    """Everything the data files hold, by id, in the order of the files (reports: oldest first).

    Compared by identity, so that what is computed from it can be cached.
    """

    projects: dict[str, Project]
    cities: dict[str, City]
    countries: dict[str, Country]
    focus_areas: dict[str, FocusArea]
    reports: dict[str, Report]
    partners: dict[str, Partner]
    timeline: dict[str, Event]
    glossary: dict[str, Term]
    open_questions: dict[str, OpenQuestion]
    corrections: dict[str, Correction]
    sources: dict[str, Source]
    network: Network

    #: The record type of each collection kept in a file of its own, by the name of the collection.
    COLLECTIONS: ClassVar[dict[str, type[Record]]] = {
        "projects": Project,
        "cities": City,
        "countries": Country,
        "focus_areas": FocusArea,
        "partners": Partner,
        "timeline": Event,
        "glossary": Term,
        "open_questions": OpenQuestion,
        "corrections": Correction,
        "sources": Source,
    }

    @classmethod
    def record_type(cls, top_key: str) -> type[Record] | None:
        """The type of the records in a file with this top-level key; None where no file has it."""
        types: dict[str, type[Record]] = {
            **cls.COLLECTIONS,
            "network": Network,
            "report": Report,
            "exceptions": RuleException,
        }
        return types.get(top_key)

    @property
    def themes(self) -> dict[str, Theme]:
        """The themes of the workshop by id."""
        return {theme.id: theme for theme in self.network.themes}

    @property
    def places(self) -> dict[str, Place]:
        """The places visited by id."""
        return {place.id: place for place in self.network.places}

    def collection(self, name: str) -> dict[str, Any]:
        """The records that a :class:`Ref` to ``name`` may point at; the network as a whole is its own collection."""
        if name == "network":
            return {"network": self.network}
        records: dict[str, Any] = getattr(self, name)
        return records

    def records(self) -> Iterator[tuple[str, str, Record]]:
        """Every record as (collection, id, record), the documents and the network among them."""
        for collection in [*self.COLLECTIONS, "reports", "network"]:
            for record_id, record in self.collection(collection).items():
                yield collection, record_id, record


#: Computes an answer about the records once; only for those last asked about, so that a long preview lets old ones go.
once_per_atlas = lru_cache(maxsize=1)


@once_per_atlas
def all_references(atlas: Atlas) -> list[tuple[str, str, KeyPath, Ref, str]]:
    """Every id in any record that points at another one: (collection, record, path inside it, may point at, id)."""
    return [
        (collection, record_id, path, ref, target)
        for collection, record_id, record in atlas.records()
        for path, ref, target in references(record)
    ]


def records_in(annotation: Any) -> list[type[Record]]:
    """The record types that a field of this type takes, by themselves or in a list; more than one for a union."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return [annotation]
    return [kind for inner in get_args(annotation) for kind in records_in(inner)]


def record_in(annotation: Any) -> type[Record] | None:
    """The record type that a field of this type holds, by itself or in a list: of a union the first; None without."""
    return next(iter(records_in(annotation)), None)


def kind_of(kinds: Sequence[type[Record]], fields: Mapping[str, Any]) -> type[Record] | None:
    """The record type among those of a union that a mapping has the fixed words of; None where it is none of them."""
    if len(kinds) == 1:
        return kinds[0]
    return next((kind for kind in kinds if fixed_words(kind).items() <= dict(fields).items()), None)


@cache
def fixed_words(kind: type[Record]) -> dict[str, str]:
    """The fields of a record type that take one word only, with that word."""
    fields = kind.model_fields.items()
    words = {name: get_args(field.annotation) for name, field in fields if get_origin(field.annotation) is Literal}
    return {name: found[0] for name, found in words.items() if len(found) == 1}


def references(record: Record) -> Iterator[tuple[KeyPath, Ref, str]]:
    """Every id in a record that points at another one, as (path inside the record, what it may point at, id)."""
    return ((path, mark, target) for path, mark, target in _marked(record) if isinstance(mark, Ref))


@once_per_atlas
def own_words(atlas: Atlas) -> list[tuple[str, str, KeyPath, str]]:
    """Every text in our own words: (collection, record, path inside it, text)."""
    return [
        (collection, record_id, path, text)
        for collection, record_id, record in atlas.records()
        for path, mark, text in _marked(record)
        if isinstance(mark, OwnWords)
    ]


def _marked(record: Record) -> Iterator[tuple[KeyPath, Ref | OwnWords, str]]:
    """Every text in a record whose type carries a mark, as (path inside the record, mark, text)."""
    for name, mark in _marked_fields(type(record)):
        value = getattr(record, name)
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from _marked_in((name, index), item, mark)
        elif value is not None:
            yield from _marked_in((name,), value, mark)


def _marked_in(path: KeyPath, value: Any, mark: Ref | OwnWords | None) -> Iterator[tuple[KeyPath, Ref | OwnWords, str]]:
    if isinstance(value, Record):
        for inner, inner_mark, text in _marked(value):
            yield (*path, *inner), inner_mark, text
    elif mark is not None:
        yield path, mark, value


@cache
def _marked_fields(kind: type[Record]) -> list[tuple[str, Ref | OwnWords | None]]:
    """The fields of a record type whose texts carry a mark, with it, or that hold records (None) that may do so."""
    hints = get_type_hints(kind, include_extras=True)
    found = [(name, mark_in(hints[name]), record_in(hints[name])) for name in kind.model_fields]
    return [(name, mark) for name, mark, inner in found if mark or inner]


def mark_in(annotation: Any) -> Ref | OwnWords | None:
    """The mark of the texts, one or a list, that a field of this type holds; None where it has none."""
    marks = (meta for meta in getattr(annotation, "__metadata__", ()) if isinstance(meta, Ref | OwnWords))
    return next(marks, None) or next((mark for mark in map(mark_in, get_args(annotation)) if mark), None)
