"""One small made-up register for all tests of the numbers, and what builds its records."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from atlas.model.atlas import Atlas
from atlas.model.cities import City, Country, FocusArea, Population
from atlas.model.network import MemberCount, Membership, Network, Partner, Workshop
from atlas.model.projects import Project
from atlas.model.reports import Report
from atlas.model.sources import Source

CITED = [{"source": "s-1"}]


def source(
    source_id: str, date: str | None, accessed: str = "2026-11-24", url: str = "https://example.org/a.pdf"
) -> Source:
    return Source(
        id=source_id, title="T", publisher="P", url=url, date=date, language="en", kind="official", accessed=accessed
    )


def project(
    project_id: str, city_id: str, name: str, area: str = "green", status: Any = "planned", **more: Any
) -> Project:
    reading = {"value": status, "as_of": "2024", "source": "s-1"} if isinstance(status, str) else status
    areas = {"focus_areas": [area], "focus_area_basis": "listed"}
    fields = {"id": project_id, "city": city_id, "name": name, **areas, "status": reading, "sources": CITED}
    return Project.model_validate(fields | more)


def partner(partner_id: str, offers: Iterable[str] = (), cities: Iterable[str] = ()) -> Partner:
    gave = [{"cities": [city], "what": "W", "source": "s-1"} for city in cities]
    offered = [{"kind": kind, "words": "W"} for kind in offers]
    text = {"id": partner_id, "name": partner_id, "kind": "un", "what": "W", "sources": CITED}
    return Partner.model_validate({**text, "offers": offered, "cities_supported": gave})


def row(project_id: str, city_id: str, area: str | None, stage: str, **more: Any) -> dict[str, Any]:
    found = {"project": project_id, "city": city_id, "name": "N", "stage": stage, "focus_area": area, **more}
    return {key: value for key, value in found.items() if value is not None}


def report(report_id: str, source_id: str, rows: list[dict[str, Any]]) -> Report:
    text = {"id": report_id, "title": report_id, "source": source_id, "pages": 5, "summary": "S"}
    return Report.model_validate({**text, "stated": {"total": len(rows), "cities": 1}, "rows": rows})


def by_id(records: Iterable[Any]) -> dict[str, Any]:
    return {record.id: record for record in records}


def ids(records: Iterable[Any]) -> list[str]:
    """The ids of records, or of the projects of plans and changes."""
    return [getattr(record, "project", record).id for record in records]


def network(workshop: str) -> Network:
    counts = [("2018-04", 1), ("2022-06", 2)]
    members = [MemberCount(as_of=as_of, cities=n, countries=n, source="s-1") for as_of, n in counts]
    only: dict[str, Any] = {"membership": Membership(counts=members, reporting_basis="B")}
    return Network.model_construct(**only, workshop=Workshop.model_construct(id=workshop))


def made(kind: Any, **records: dict[str, Any]) -> dict[str, Any]:
    """Records by id with just these fields."""
    return {record_id: kind.model_construct(id=record_id, **fields) for record_id, fields in records.items()}


@pytest.fixture
def small() -> Atlas:
    """Three cities, five projects, three reports: a workshop without areas, then two lists."""
    proposals = [
        row("bus", "alba", None, "proposed", focus_area_implied="blue"),
        row("tax", "alba", None, "proposed", counted=False),
    ]
    one = [row("bus", "alba", "green", "ongoing"), row("park", "alba", "green", "ongoing-or-planning")]
    two = [row("bus", "alba", "blue", "completed"), row("tram", "dana", "blue", "planning")]
    reports = [report("plans", "s-plans", proposals), report("one", "s-one", one), report("two", "s-two", two)]
    projects = [project("bus", "alba", "Bus", "blue", "completed"), project("tax", "alba", "Tax", "green", "unknown")]
    projects += [
        project("park", "alba", "Ápark"),
        project("tram", "dana", "Tram", "blue"),
        project("app", "elva", "App"),
    ]
    sources = [source("s-1", None), source("s-plans", "2018-07-08")]
    known: dict[str, Any] = {"population": Population(value=10, year=2020, source="s-1"), "sources": []}
    alba, dana = {"name": "Alba", "country": "TH", "joined": 2018}, {"name": "Đana", "country": "LA", "joined": 2022}
    elva = {"name": "Elva", "country": "LA", "joined": 2025}
    return Atlas(
        projects=by_id(projects),
        cities=made(City, alba=alba | known, dana=dana | known, elva=elva | known),
        countries=made(Country, TH={"name": "Thailand"}, LA={"name": "Lao PDR"}),
        topics={},
        focus_areas=made(FocusArea, green={"name": "green"}, blue={"name": "blue"}),
        reports=by_id(reports),
        sources=by_id([*sources, source("s-one", "2022-09-21"), source("s-two", "2025-09-30", "2026-01-02")]),
        **{name: {} for name in ("partners", "timeline", "glossary", "open_questions", "corrections")},
        network=network("plans"),
    )


@pytest.fixture
def planned(small: Atlas) -> Atlas:
    """The register with a workshop before the plans, and with a plan that no list has."""
    asked = {"text": ["Money", "More money"], "kinds": ["funding", "data"], "source": "s-1"}
    projects = [project("bus", "alba", "Bus", "blue", "completed", support_required=asked)]
    projects += [project("lift", "dana", "Lift"), small.projects["park"], small.projects["tax"]]
    rows = [
        row("bus", "alba", None, "proposed", focus_area_implied="blue"),
        row("lift", "dana", None, "proposed"),
        row("park", "alba", "green", "proposed", focus_area_implied="blue"),
        row("tax", "alba", None, "proposed", counted=False),
    ]
    talk = report("talk", "s-plans", [row("tax", "alba", None, "proposed")])
    reports = [talk, report("plans", "s-plans", rows), small.reports["one"], small.reports["two"]]
    return replace(small, projects=small.projects | by_id(projects), reports=by_id(reports), network=network("talk"))


def asking(atlas: Atlas, project_id: str, *kinds: str, texts: int = 1) -> Atlas:
    """The same records, with a plan that asks for other kinds of support."""
    old = atlas.projects[project_id]
    asked = {"text": ["T"] * texts, "kinds": list(kinds), "source": "s-1"}
    new = project(project_id, old.city, old.name, support_required=asked)
    return replace(atlas, projects={**atlas.projects, project_id: new})


@pytest.fixture
def lists(small: Atlas) -> Atlas:
    """The register with a third list, in which the park is back as a garden."""
    change = {"old_name": "N", "new_name": "Garden", "seen_in": "three", "certainty": "stated"}
    links = [
        {"continued_by": "tram", "certainty": "inferred", "note": "In its place."},
        {"continued_by": "app", "certainty": "inferred"},
    ]
    rows = [
        row("park", "alba", "green", "ongoing", name="Garden"),
        row("app", "elva", "green", "ongoing", name="Z"),
        row("bus", "alba", "green", "ongoing", counted=False),
    ]
    projects = [project("park", "alba", "Ápark", name_changes=[change]), project("bus", "alba", "Bus", links=links)]
    reports = {**small.reports, "three": report("three", "s-two", rows)}
    return replace(small, reports=reports, projects=small.projects | by_id(projects))
