"""Every field of every record reaches the reader: a walk through the model, each value looked for in the HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import lxml.html
import pytest

from atlas import query
from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.base import Citation, LocalName, OtherName, Record, Statement
from atlas.model.cities import (
    City,
    Coordinates,
    Country,
    FocusArea,
    JoinedAsean,
    LandArea,
    NationalEntity,
    PlanFocusAreas,
    Population,
    StrategicTargets,
)
from atlas.model.labels import label
from atlas.model.network import (
    Admission,
    Chair,
    CitiesSupported,
    Delegation,
    Event,
    Framework,
    Governance,
    MemberCount,
    Membership,
    Network,
    Offer,
    Office,
    Organisers,
    Partner,
    Place,
    Principle,
    Shepherd,
    SiteVisit,
    Term,
    Theme,
    ThemeFact,
    Workshop,
)
from atlas.model.projects import Figure, Link, NameChange, Project, ProjectPartner, Status, SupportRequired
from atlas.model.reports import (
    AreaDiscrepancy,
    AreaIcons,
    AreaShare,
    Chart,
    CityDiscrepancy,
    CountryDiscrepancy,
    CountryTotal,
    DisputedArea,
    DisputedCountry,
    DisputedStage,
    DisputedTotal,
    Report,
    Row,
    StageDiscrepancy,
    StageShares,
    StageTotals,
    Stated,
    TextDiscrepancy,
    TotalDiscrepancy,
)
from atlas.model.sources import Correction, OpenQuestion, RuleException, Source
from tests.data.real import ATLAS, each
from tests.site.conftest import Built, section, text_of
from tests.unit.test_model import KINDS


def labelled(prefix: str) -> Callable[[str], str]:
    return lambda value: label(prefix, value)


def name(collection: str) -> Callable[[str], str]:
    return lambda record_id: ATLAS.collection(collection)[record_id].name


def title_of(report: str) -> str:
    return ATLAS.reports[report].title


def as_is(value: object) -> str:
    return " ".join(str(value).split())


#: How each field of a record type shows on the page; None for what is looked for in another way, with the reason.
SHOWN: dict[type[Record], dict[str, Callable[[Any], str] | None]] = {
    Project: {
        "id": None,  # the anchor of the section that is looked into
        "former_ids": as_is,
        "city": None,  # the page that is looked into
        "name": as_is,
        "also_known_as": as_is,
        "summary": as_is,
        "summary_basis": lambda basis: "Inferred:" if basis == "inferred" else "does not mention the network",
        "summary_note": as_is,
        "focus_areas": name("focus_areas"),
        "focus_area_basis": lambda basis: "our reading" if basis == "inferred" else "",
        "started": lambda year: f"begun in {year}",
    },
    OtherName: {"text": as_is, "source": None},
    Statement: {"text": as_is, "source": None, "page": None},
    LocalName: {"text": as_is, "lang": words.language_name},
    Status: {"value": labelled("status"), "as_of": words.date, "note": as_is, "source": None, "page": None},
    Figure: {"what": as_is, "value": words.number, "unit": as_is, "as_of": words.date, "source": None, "page": None},
    ProjectPartner: {"name": as_is, "role": labelled("role"), "source": None, "page": None},
    SupportRequired: {"text": as_is, "kinds": labelled("support"), "note": as_is, "source": None, "page": None},
    NameChange: {
        "old_name": as_is, "new_name": as_is, "seen_in": title_of, "certainty": labelled("certainty"), "note": as_is,
    },
    Link: {
        "continues": name("projects"), "continued_by": name("projects"),
        "certainty": lambda value: label("certainty", value).capitalize(), "note": as_is,
    },
    Citation: {"source": None, "pages": None},
    City: {
        "id": None,  # the page that is looked into
        "former_ids": as_is,
        "name": as_is, "country": name("countries"), "joined": as_is, "website": lambda url: url.split("//")[1].rstrip("/"),
    },
    Coordinates: {"lat": as_is, "lon": as_is, "source": None, "geonames_id": as_is, "geonames_name": as_is, "note": as_is},
    Population: {
        "value": words.number, "year": as_is, "basis": labelled("basis"), "area_meant": as_is, "also": None, "note": as_is,
        "source": None, "page": None,
    },
    LandArea: {"value": words.number, "note": as_is, "source": None, "page": None},
    StrategicTargets: {"items": as_is, "source": None, "page": None},
    PlanFocusAreas: {"areas": name("focus_areas"), "other_headings": as_is, "source": None, "page": None},
    FocusArea: {
        "id": None, "former_ids": as_is, "name": as_is, "also_printed": as_is, "definition": as_is,
        "sub_areas_ascf": as_is, "sub_areas_me_reports": as_is,
    },
    Country: {"id": None, "name": as_is, "name_id": as_is, "name_id_source": None},
    JoinedAsean: {"date": words.date},
    NationalEntity: {"name": as_is, "as_of": words.date, "source": None, "page": None},
    Partner: {
        "id": None, "name": as_is, "kind": labelled("partner_kind"), "from_year": as_is,
        "network_programme": lambda inside: "" if inside else "not a programme of the network", "what": as_is,
    },
    Offer: {"kind": labelled("support"), "words": as_is},
    CitiesSupported: {"cities": name("cities"), "what": as_is, "source": None, "page": None},
    Event: {
        "id": None, "date": words.date, "end_date": words.date, "kind": lambda kind: "document" if kind == "document" else "",
        "title": as_is, "place": as_is, "summary": as_is,
    },
    Term: {"id": None, "term": as_is, "full": as_is, "id_term": as_is, "meaning": as_is},
    OpenQuestion: {
        "id": None, "kind": labelled("question_kind"), "about": None, "topic": as_is, "shown": as_is, "why": as_is,
    },
    Correction: {
        "id": None, "date": None, "about": None, "field": as_is, "old": as_is, "new": as_is, "source": None, "page": None,
        "note": as_is,
    },
    Source: {
        "id": None, "title": as_is, "publisher": as_is, "url": None, "date": words.date, "language": words.language_name, "kind": None,
        "accessed": words.date, "read_as": lambda _: "read in an archived copy", "note": words.sentence,
    },
    Report: {
        "id": None, "title": as_is, "source": None, "pages": lambda n: ("Length: {n} page." if n == 1 else "Length: {n} pages.").format(n=words.number(n)),
        "chart_page": lambda n: f"page {n}", "list_pages": lambda n: f"page {n}",
        "completed_list_pages": lambda n: f"page {n}", "summary": as_is, "notes": as_is,
    },
    Stated: {"total": words.number, "cities": words.number, "total_previous_year": words.number, "note": as_is},
    StageTotals: {"ongoing": words.number, "planning": words.number, "completed": words.number},
    StageShares: {share: lambda n: f"{n:g} %" for share in ("ongoing", "planning", "completed")},
    AreaShare: {"focus_area": name("focus_areas"), "share_percent": lambda n: f"{n:g} %"},
    AreaIcons: {"focus_area": name("focus_areas"), "icons": words.number},
    CountryTotal: {"country": name("countries"), "projects": words.number},
    Chart: {},
    **{kind: {"about": labelled("discrepancy"), "note": as_is} for kind in (
        TotalDiscrepancy, StageDiscrepancy, CountryDiscrepancy, TextDiscrepancy,
    )},
    AreaDiscrepancy: {"about": labelled("discrepancy"), "note": as_is, "focus_areas": name("focus_areas")},
    CityDiscrepancy: {"about": labelled("discrepancy"), "note": as_is, "cities": name("cities")},
    DisputedTotal: {"unit": None, "stated": words.number, "counted": words.number},
    DisputedStage: {"stage": labelled("stage"), "unit": None, "stated": words.number, "counted": words.number},
    DisputedArea: {"focus_area": name("focus_areas"), "unit": None, "stated": words.number, "counted": words.number},
    DisputedCountry: {"country": name("countries"), "stage": labelled("stage"), "unit": None, "stated": words.number, "counted": words.number},
    Row: {
        "number": as_is, "city": name("cities"), "name": as_is, "focus_area": name("focus_areas"), "stage": labelled("stage"),
        "page": lambda n: f"page {n}", "project": name("projects"),
        # Looked for in the history of the project:
        "focus_area_implied": None, "stage_basis": None, "stage_note": None, "list": None, "counted": None, "note": None,
    },
    Network: {},
    Framework: {
        "name": as_is, "status": as_is, "length_pages": lambda n: ("{n} page" if n == 1 else "{n} pages").format(n=words.number(n)),
        "definition_of_smart_city": as_is, "primary_goal": as_is, "aims": as_is,
    },
    Principle: {"id": None, "name": as_is, "name_id": as_is, "summary": as_is},
    Governance: dict.fromkeys(
        ["national_representatives", "chief_smart_city_officers", "chair", "shepherd", "secretariat", "decisions", "reporting"],
        as_is,
    ),
    Chair: {"year": as_is, "country": name("countries"), "also": None, "source": None, "page": None},
    Shepherd: {"from_year": as_is, "to_year": as_is, "country": name("countries"), "source": None, "page": None},
    Membership: {"reporting_basis": as_is},
    MemberCount: {"as_of": words.date, "cities": words.number, "countries": words.number, "source": None, "page": None},
    Admission: {"summary": as_is, "example": as_is},
    Theme: {"id": None, "name": as_is},
    ThemeFact: {"fact": as_is, "source": None, "page": None},
    Workshop: {
        "id": None, "name": as_is, "name_note": as_is, "date": words.date, "end_date": words.date, "place": as_is, "purpose": as_is,
        "headline": as_is, "attended": as_is, "themes": None, "site_visits_note": as_is, "follow_up": as_is,
        "text_source_line": as_is,
    },
    Organisers: {"text": as_is},
    Office: dict.fromkeys(["office", "office_id", "unit", "unit_id", "institution", "institution_id"], as_is),
    Delegation: {"members": as_is, "cities": name("cities")},
    SiteVisit: {"place": None, "text": as_is},
    Place: {"id": None, "name": as_is, "city": name("cities"), "summary": as_is, "visited_at": None},
}  # fmt: skip


def expected(record: Record) -> Iterator[tuple[str, str]]:
    """Every non-empty field of a record and the records inside it, with the text by which a reader sees it."""
    kind = type(record)
    for field in kind.model_fields:
        value = getattr(record, field)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, Record):
                yield from expected(part)
            elif part is not None:
                show = SHOWN[kind][field]
                if show is not None:
                    yield f"{kind.__name__}.{field}", show(part)


def citations(record: Record) -> Iterator[tuple[str, int | None]]:
    """Every source a record or a record inside it names, with its pages."""
    for field in type(record).model_fields:
        value = getattr(record, field)
        if field in {"source", "name_id_source"} and value:
            yield value, getattr(record, "page", None)
        if field == "pages" and isinstance(record, Citation):
            yield from ((record.source, page) for page in value)
        if field == "also":
            yield from ((source, None) for source in value)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, Record):
                yield from citations(part)


def missing(record: Record, *elements: lxml.html.HtmlElement) -> list[tuple[str, str]]:
    shown = text_of(*elements)
    return [(field, text) for field, text in expected(record) if text not in shown]


def uncited(
    record: Record, page: lxml.html.HtmlElement, *elements: lxml.html.HtmlElement
) -> list[tuple[str, int | None]]:
    """The sources and pages of a record that its elements do not cite, or the list of sources of the page does not hold."""
    marks: dict[str, str] = {}
    for element in elements:
        for link in element.xpath(".//sup[@class='cite']/a"):
            source = link.get("href").removeprefix("#")
            marks[source] = marks.get(source, "") + text_of(link)
    listed = {item.get("id"): item.xpath("./a/@href") for item in page.xpath("//ol[contains(@class, 'sources')]/li")}
    found = []
    for source, number in citations(record):
        url = ATLAS.sources[source].url
        there = source in marks and url in listed.get(source, [])
        if number is not None:
            there = there and str(number) in marks[source] and f"{url}#page={number}" in listed[source]
        if not there:
            found.append((source, number))
    return found


def test_the_walk_knows_every_field_of_every_record_type() -> None:
    names = {kind.__name__ for kind in KINDS}
    assert {*KINDS} - {RuleException} == set(SHOWN)
    for kind, shown in SHOWN.items():
        plain = {
            field
            for field, info in kind.model_fields.items()
            if not names & set(re.findall(r"\w+", str(info.annotation)))
        }
        assert plain == set(shown), kind.__name__


@each("projects", "shows every field of its record in its section")
def test_project(record: Project, built: Built) -> None:
    page = built.pages[f"cities/{record.city}/"]
    elements = section(page, record.id)
    assert missing(record, *elements) == []
    assert uncited(record, page, *elements) == []
    if record.summary is None:
        assert "No document describes this project." in text_of(*elements)
    for question in query.upkeep.open_questions_about(ATLAS, [record.id]):
        assert question.topic in text_of(*elements)


@each("projects", "shows what each document prints of it")
def test_history(record: Project, built: Built) -> None:
    elements = section(built.pages[f"cities/{record.city}/"], record.id)
    [printed] = [
        e for element in elements for e in element.xpath(".//dt[.='In the documents']/following-sibling::dd[1]")
    ]
    lines, printings = printed.findall("p"), query.projects.printings(ATLAS, record)
    if not printings:
        assert text_of(printed) == "No official list names this project."
        return
    for line, printing in zip(lines, printings, strict=True):
        shown = text_of(line)
        for report, row in printing:
            assert label("stage", row.stage) == text_of(line.find("span"))
            said: list[str | None] = [
                words.short_date(query.reports.report_date(ATLAS, report)),
                row.name if row.name != record.name else None,
                row.stage_note,
                row.note,
            ]
            said.append(f"no. {row.number}" if row.number else None)
            said.append(row.stage_basis and label("stage_basis", row.stage_basis))
            said.append(row.list and label("list", row.list))
            said.append(ATLAS.focus_areas[row.focus_area].name if row.focus_area else "none printed")
            said.append(row.focus_area_implied and f"our reading: {ATLAS.focus_areas[row.focus_area_implied].name}")
            said.append(None if row.counted else "printed, not counted by the document")
            assert [text for text in said if text and as_is(text) not in shown] == []
            [mark] = line.xpath(".//sup/a[@href=$link]", link=f"#{report.source}")
            assert (f", p. {row.page}" if row.page else "") in text_of(mark)


@each("cities", "shows every field of its record")
def test_city(record: City, built: Built) -> None:
    page = built.pages[f"cities/{record.id}/"]
    [article] = page.xpath("//article")
    assert missing(record, article) == []
    assert uncited(record, page, article) == []


@each("focus_areas", "shows every field of its record")
def test_focus_area(record: FocusArea, built: Built) -> None:
    page = built.pages[f"focus-areas/{record.id}/"]
    [article] = page.xpath("//article")
    assert missing(record, article) == []
    assert uncited(record, page, article) == []


@each("countries", "shows every field of its record")
def test_country(record: Country, built: Built) -> None:
    page = built.pages["cities/"]
    elements = section(page, record.id.lower())
    assert missing(record, *elements) == []
    assert uncited(record, page, *elements) == []


@each("partners", "shows every field of its record")
def test_partner(record: Partner, built: Built) -> None:
    page = built.pages["network/partners/"]
    elements = section(page, record.id)
    assert missing(record, *elements) == []
    assert uncited(record, page, *elements) == []
    if record.from_year is None:
        assert "since when is not known" in text_of(*elements)


@pytest.mark.parametrize(
    ("collection", "path"),
    [
        ("timeline", "network/timeline/"),
        ("glossary", "network/glossary/"),
        ("open_questions", "about/open-questions/"),
        ("corrections", "about/corrections/"),
    ],
)
def test_entries_of_lists_show_every_field(built: Built, atlas: Atlas, collection: str, path: str) -> None:
    page = built.pages[path]
    for record in atlas.collection(collection).values():
        [entry] = page.xpath("//*[@id=$anchor]", anchor=record.id)
        assert missing(record, entry) == [], record.id
        assert uncited(record, page, entry) == [], record.id


def test_open_questions_stand_on_the_pages_of_the_cities_they_concern(built: Built, atlas: Atlas) -> None:
    for question in atlas.open_questions.values():
        cities = {atlas.projects[about].city if about in atlas.projects else about for about in question.about}
        for city in cities & set(atlas.cities):
            [entry] = built.pages[f"cities/{city}/"].xpath("//*[@id=$anchor]", anchor=question.id)
            assert missing(question, entry) == [], question.id


def test_every_source_shows_its_fields_and_where_it_is_cited(built: Built, atlas: Atlas) -> None:
    page = built.pages["about/sources/"]
    for source in atlas.sources.values():
        [entry] = page.xpath("//*[@id=$anchor]", anchor=source.id)
        assert missing(source, entry) == [], source.id
        assert entry.xpath("./a/@href") == [source.url]
        citing = query.upkeep.records_citing(atlas)[source.id]
        links = {(collection, "" if collection == "corrections" else record) for collection, record in citing}
        assert len(entry.xpath("./small//a")) >= len(links), source.id


@each("reports", "shows every field of its record and every row as printed")
def test_report(record: Report, built: Built) -> None:
    page = built.pages["about/reports/"]
    elements = section(page, record.id)
    [line] = page.xpath("//table[contains(@class, 'reports')]//tr[th/a[@href=$link]]", link=f"#{record.id}")
    gaps = page.xpath("//tbody[@id=$anchor]", anchor=f"{record.id}-gaps")
    assert missing(record, line, *gaps, *elements) == []
    assert uncited(record, page, *elements) == []
    rows = [row for element in elements for row in element.xpath(".//table[contains(@class, 'rows')]/tbody/tr")]
    for html, row in zip(rows, record.rows, strict=True):
        assert missing(row, html) == []
    counts = query.reports.report_counts(ATLAS, record)
    cells = [text_of(cell) for cell in line.xpath("./td")]
    assert cells[1:6] == [
        str(n) for n in (record.stated.total, counts.total, counts.printed, record.stated.cities, counts.cities)
    ]
    assert cells[6:] == [str(counts.stages.get(stage, 0)) for stage in query.common.STAGES]


@pytest.mark.parametrize(
    ("part", "paths"),
    [
        ("framework", ["network/framework/"]),
        ("governance", ["network/governance/"]),
        ("admission", ["network/governance/"]),
        ("membership", ["network/members/"]),
        ("workshop", ["network/workshop-2018/"]),
        ("themes", ["network/workshop-2018/"]),
        ("places", ["network/workshop-2018/"]),
    ],
)
def test_the_network_shows_every_field(built: Built, atlas: Atlas, part: str, paths: list[str]) -> None:
    page = built.pages[paths[0]]
    [article] = page.xpath("//article")
    value = getattr(atlas.network, part)
    for record in value if isinstance(value, list) else [value]:
        assert missing(record, article) == []
        assert uncited(record, page, article) == []


def test_each_project_has_the_same_name_and_status_everywhere(built: Built, atlas: Atlas) -> None:
    for project in atlas.projects.values():
        areas = set(project.focus_areas) | {
            row.focus_area for row in query.reports.rows_by_project(atlas)[project.id].values() if row.focus_area
        }
        pages = ["projects/", f"cities/{project.city}/", *(f"focus-areas/{area}/" for area in areas)]
        for path in pages:
            links = [
                link for link in built.pages[path].xpath("//table//tr/th/a")
                if link.get("href").endswith(f"#{project.id}")
            ]  # fmt: skip
            rows = [
                link.getparent().getparent()
                for link in links
                if link.getparent().getparent().xpath(".//*[contains(@class, 'status')]")
            ]
            assert rows, f"{project.id} is missing on {path}"
            for row in rows:
                assert text_of(row.xpath("./th/a")[0]) == as_is(project.name)
                [status] = row.xpath(".//span[contains(@class, 'status')]")
                assert text_of(status) == label("status", project.status.value)
        [heading] = built.pages[f"cities/{project.city}/"].xpath("//h3[@id=$anchor]", anchor=project.id)
        assert text_of(heading).removesuffix("¶").strip() == as_is(project.name)
        state = section(built.pages[f"cities/{project.city}/"], project.id)[1].xpath(
            ".//p[@class='state']/span[contains(@class, 'status')]"
        )
        assert text_of(state[0]) == label("status", project.status.value)


def test_what_the_newest_list_files_under_an_area_is_told_apart(built: Built, atlas: Atlas) -> None:
    for area in atlas.focus_areas.values():
        page = built.pages[f"focus-areas/{area.id}/"]
        for anchor, projects in (
            ("projects", query.projects.select_projects(atlas, area=area.id, report="newest")),
            ("others", [filing.project for filing in query.totals.filed_otherwise(atlas, area)]),
        ):
            shown = [
                link.get("href").partition("#")[2] for e in section(page, anchor) for link in e.xpath(".//tbody//th/a")
            ]
            assert sorted(shown) == sorted(project.id for project in projects), (area.id, anchor)
