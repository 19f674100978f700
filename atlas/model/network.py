"""Partners, timeline and glossary, and the network itself: its framework, its governance, the workshop of 2018."""

from typing import Annotated

from pydantic import Field

from atlas.model.base import (
    Citation,
    Cited,
    CityId,
    Count,
    CountryId,
    Id,
    InlineRecord,
    PageNumber,
    PartialDate,
    Phrase,
    Prose,
    QuotedPhrase,
    Record,
    Ref,
    ReportId,
    SourceId,
    Statement,
    Text,
    Truth,
    Year,
)
from atlas.model.vocabularies import EventKind, PartnerKind, SupportKind


class CitiesSupported(Cited):
    """Cities a partner is known to have supported."""

    cities: list[CityId] = Field(min_length=1, description="The cities supported.")
    what: Prose = Field(description="What they were supported with.")


class Offer(InlineRecord):
    """A kind of support that a partner offers or has given, by its own record."""

    kind: SupportKind = Field(description="The kind of support.", examples=["funding"])
    words: QuotedPhrase = Field(
        description="The words of its text that say so: of `what`, or of what it did in cities.",
        examples=["pays for master plans"],
    )


class Partner(Record):
    """A partner of the network."""

    id: Id = Field(description="Permanent.", examples=["jica"])
    name: Phrase = Field(description="Its name.")
    kind: PartnerKind = Field(description="What kind of institution it is.")
    from_year: Year | None = Field(None, description="Since when, where that is known.")
    network_programme: Truth = Field(True, description="True, unless its work is no programme of the network.")
    what: Prose = Field(description="What it does for the network.")
    offers: list[Offer] = Field([], description="The kinds of support it offers, as far as its own record says so.")
    cities_supported: list[CitiesSupported] = Field([], description="The cities it is known to have supported.")
    sources: list[Citation] = Field(min_length=1, description="Everything the record rests on.")


class Event(Record):
    """A dated event or document of the network, not of a project."""

    id: Id = Field(description="Permanent; begins with the date.", examples=["2018-07-08-inaugural-1st-annual-meeting"])
    date: PartialDate = Field(description="When it began.", examples=["2018-07-08"])
    end_date: PartialDate | None = Field(None, description="When it ended, if later.")
    kind: EventKind = Field("event", description="Whether something happened or was published.")
    title: Phrase = Field(description="What it was.")
    place: Phrase = Field(description="Where it was.")
    summary: Prose = Field(description="What is known of it, in our words.")
    sources: list[Citation] = Field(min_length=1, description="Where it was read.")


class Term(Record):
    """A term or abbreviation."""

    id: Id = Field(description="Permanent; also its anchor in the glossary.", examples=["ascf"])
    term: Phrase = Field(description="The term.", examples=["ASCF"])
    full: Phrase = Field(description="Spelt out.", examples=["ASEAN Smart Cities Framework"])
    id_term: Text | None = Field(None, description="The Indonesian term, which binds translations.")
    meaning: Prose = Field(description="What it means.")
    sources: list[Citation] = Field(min_length=1, description="Where it was read.")


class Principle(Record):
    """A named part of the framework."""

    id: Id | None = Field(None, description="Permanent, where something points at it.")
    name: Phrase = Field(description="Its name.")
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
    """How many members a source counts."""

    as_of: PartialDate = Field(description="When it was so.")
    cities: Count = Field(description="How many cities.")
    countries: Count = Field(description="How many countries.")


class Membership(Record):
    """How the network grew."""

    counts: list[MemberCount] = Field(min_length=1, description="Members as sources count them, oldest first.")
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
    name: Phrase = Field(description="Its name.")
    background: list[ThemeFact] = Field(description="The facts behind it.")
    sources: list[Citation] = Field(min_length=1, description="Where it was read.")


class Organisers(Record):
    """Who held the workshop."""

    text: Prose = Field(description="What is known of them.")
    sources: list[Citation] = Field(min_length=1, description="Where it was read.")


class Office(Record):
    """The office that led a delegation, in English and as printed."""

    office: Phrase = Field(description="The office.")
    office_id: Text = Field(description="The office as printed, in Indonesian.")
    unit: Phrase = Field(description="The unit.")
    unit_id: Text = Field(description="The unit as printed, in Indonesian.")
    institution: Phrase = Field(description="The institution.")
    institution_id: Text = Field(description="The institution as printed, in Indonesian.")


class Delegation(Record):
    """A delegation, by institution."""

    led_by: Office = Field(description="Who led it.")
    members: list[Phrase] = Field(description="Who belonged to it.")
    cities: list[CityId] = Field(description="The cities that came with it.")


class SiteVisit(Record):
    """A place the participants visited."""

    place: Annotated[Id, Ref("places")] = Field(description="The place.")
    text: Prose = Field(description="What the report says of it.")


class Workshop(Record):
    """The workshop of May 2018; the projects presented there are the rows of the report of the same id."""

    id: Annotated[Id, Ref("reports")] = Field(description="The report of the workshop.")
    name: Text = Field(description="Its name.")
    name_note: Phrase = Field(description="What else it was called.")
    date: PartialDate = Field(description="Its first day.")
    end_date: PartialDate = Field(description="Its last day.")
    place: Phrase = Field(description="Where it was held.")
    organisers: Organisers = Field(description="Its organisers.")
    purpose: Prose = Field(description="What it was held for.")
    headline: Phrase = Field(description="What the press text announced.")
    attended: list[Phrase] = Field(description="Who attended.")
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
