"""Cities, countries and focus areas."""

from pydantic import Field

from atlas.model.base import (
    Citation,
    Cited,
    CountryCode,
    CountryId,
    Degrees,
    FocusAreaId,
    Id,
    LocalName,
    Name,
    OtherName,
    PartialDate,
    Phrase,
    PositiveNumber,
    PositiveWholeNumber,
    Prose,
    Record,
    SourceId,
    Statement,
    Text,
    Url,
    WholeNumber,
    Year,
)
from atlas.model.promises import Promise
from atlas.model.vocabularies import MapSide, PopulationBasis


class Coordinates(Record):
    """Where a city lies, WGS 84."""

    lat: Degrees = Field(description="Degrees north.", examples=[-5.1486])
    lon: Degrees = Field(description="Degrees east.", examples=[119.4319])
    source: SourceId = Field(description="Where they were read.", examples=["s-geonames"])
    geonames_id: WholeNumber | None = Field(None, description="The place at GeoNames.", examples=[1622786])
    geonames_name: Text | None = Field(None, description="Its name there.")
    note: Prose | None = Field(None, description="What else the reader must know.")


class Population(Cited):
    """How many people live in a city, when, and in which area."""

    value: PositiveWholeNumber = Field(description="The number of inhabitants.", examples=[1423877])
    year: Year | None = Field(
        None, description="The year counted or estimated, where the source gives one.", examples=[2020]
    )
    basis: PopulationBasis | None = Field(
        None, description="How it was found; `unknown` where the source does not say."
    )
    area_meant: Phrase | None = Field(None, description="Which area was counted.", examples=["city (kota)"])
    also: list[SourceId] = Field([], description="Further sources of the same number.")
    note: Prose | None = Field(None, description="What else the reader must know.")


class LandArea(Cited):
    """How large a city is."""

    value: PositiveNumber = Field(description="In square kilometres.", examples=[199.3])
    note: Prose | None = Field(None, description="What else the reader must know.")


class StrategicTargets(Cited):
    """What the city's action plan of 2018 wanted to reach."""

    items: list[Prose] = Field(min_length=1, description="The targets, in our words.")


class PlanFocusAreas(Cited):
    """The focus areas of the city's action plan of 2018."""

    areas: list[FocusAreaId] = Field(description="Those of the six that it names.")
    other_headings: list[Text] = Field([], description="Areas that it names other than the six.")


class City(Record):
    """A member city of the network."""

    id: Id = Field(description="Permanent; also the name of its page.", examples=["makassar"])
    name: Name = Field(description="The network's own spelling.", examples=["Makassar"])
    local_names: list[LocalName] = Field([], description="Its names in the languages of the place.")
    also_known_as: list[OtherName] = Field([], description="Other names that readers look for.")
    country: CountryId = Field(description="Its country.", examples=["ID"])
    joined: Year = Field(description="The year it became a member.", examples=[2018])
    website: Url | None = Field(None, description="The official site of the city.")
    coordinates: Coordinates = Field(description="Where it lies.")
    map_label: MapSide = Field(
        "right",
        description="On which side of its dot the map writes its name. Only a name that would cover another name or a "
        "dot needs one.",
        examples=["left"],
    )
    population: Population = Field(description="Its population.")
    land_area_km2: LandArea | None = Field(None, description="Its land area.")
    vision: Statement | None = Field(None, description="What it wants to become.")
    challenges: list[Statement] = Field([], description="Problems that its plan or a later source names.")
    notes: list[Statement] = Field([], description="What the reader must know beside the plan.")
    strategic_targets_2018: StrategicTargets | None = Field(None, description="What its plan of 2018 wanted to reach.")
    focus_areas_2018: PlanFocusAreas | None = Field(None, description="Focus areas of its plan of 2018.")
    promises: list[Promise] = Field(
        [], description="Dates that documents promised for the city and for none of its projects, oldest promise first."
    )
    sources: list[Citation] = Field(min_length=1, description="Everything the record rests on.")


class JoinedAsean(Record):
    """When a country joined ASEAN."""

    date: PartialDate = Field(description="The date of its accession.", examples=["2025-10-26"])
    sources: list[Citation] = Field(min_length=1, description="Where it was read.")


class NationalEntity(Cited):
    """The institution that speaks for a country in the network."""

    name: Phrase = Field(description="Its name.")
    as_of: PartialDate = Field(description="When it was so.")


class Country(Record):
    """An ASEAN member state."""

    id: CountryCode = Field(description="Its ISO 3166-1 alpha-2 code.", examples=["ID"])
    name: Phrase = Field(description="Its ASEAN name.", examples=["Viet Nam"])
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
    name: Phrase = Field(description="The framework's name.", examples=["Built Infrastructure"])
    also_printed: list[Text] = Field([], description="Other spellings in the reports.")
    definition: Prose = Field(description="What belongs to it, in our words.")
    sub_areas_ascf: list[Text] = Field(description="Its parts by the framework of 2018.")
    sub_areas_me_reports: list[Text] = Field(description="Its parts by the monitoring reports.")
    sources: list[Citation] = Field(min_length=1, description="Everything the record rests on.")
