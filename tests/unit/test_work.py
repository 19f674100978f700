"""What is left to do, on a small register."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.base import Statement
from atlas.model.network import Partner
from atlas.model.sources import OpenQuestion, Source
from tests.unit import test_query
from tests.unit.test_query import cited, project, source

small = test_query.small

FIGURE = {"what": "W", "value": 1, "unit": "u", "source": "s-1", "page": 3}


def tasks(atlas: Atlas, kind: str) -> list[tuple[str, tuple[str | int, ...], str | None]]:
    [found] = [work.tasks for work in query.upkeep.work(atlas) if work.kind == kind]
    return [(task.record, task.path, task.city) for task in found]


def with_projects(atlas: Atlas, *projects: Any) -> Atlas:
    sources = {**atlas.sources, "s-1": source("s-1", "2025")}
    reports = {name: report.model_copy(update={"rows": []}) for name, report in atlas.reports.items()}
    return replace(atlas, projects={record.id: record for record in projects}, reports=reports, sources=sources)


def test_what_is_missing_is_work_by_country_city_and_name(small: Atlas) -> None:
    described = project("bus", "alba", "Bus", summary="It runs.")
    atlas = with_projects(small, project("zoo", "alba", "Zoo"), described, project("app", "elva", "App"))
    assert tasks(atlas, "description") == [("app", ("summary",), "elva"), ("zoo", ("summary",), "alba")]


def test_a_status_is_old_before_the_newest_document_unless_it_is_final_or_unknown(small: Atlas) -> None:
    newest = query.reports.report_date(small, query.reports.newest_report(small))
    year = int(newest[:4])

    def dated(name: str, as_of: str, value: str = "planned") -> Any:
        plain = project(name, "alba", name, status=value)
        return plain.model_copy(update={"status": plain.status.model_copy(update={"as_of": as_of})})

    atlas = with_projects(
        small,
        dated("old", str(year - 1)),
        dated("same", str(year)),
        dated("done", str(year - 1), "completed"),
        dated("lost", str(year - 1), "unknown"),
    )
    assert tasks(atlas, "old-status") == [("old", ("status",), "alba")]
    assert tasks(atlas, "status") == [("lost", ("status",), "alba")]


def test_a_figure_is_work_where_it_has_no_date_or_is_past_its_age(small: Atlas) -> None:
    figures = [FIGURE, {**FIGURE, "as_of": "2023-10"}, {**FIGURE, "as_of": "2026"}]
    atlas = with_projects(small, project("bus", "alba", "Bus", figures=figures))
    assert query.common.last_checked(atlas) == "2026-11-24"
    assert tasks(atlas, "dated-figures") == [("bus", ("figures", 0), "alba")]
    assert tasks(atlas, "old-figures") == [("bus", ("figures", 1), "alba")]


def test_a_value_from_a_pdf_without_page_is_work_at_its_place(small: Atlas) -> None:
    partners = [{"name": "P", "role": "funder", "source": "s-1"}]
    figures = [FIGURE, {**FIGURE, "page": None}]
    atlas = with_projects(small, project("bus", "alba", "Bus", figures=figures, partners=partners))
    assert tasks(atlas, "pages") == [(
        "bus", ("status",), "alba"), ("bus", ("figures", 1), "alba"), ("bus", ("partners", 0), "alba",
    )]  # fmt: skip


def test_one_source_is_work_and_two_are_not(small: Atlas) -> None:
    two = [{"source": "s-1"}, {"source": "s-two"}]
    atlas = with_projects(small, project("bus", "alba", "Bus"), project("app", "elva", "App", sources=two))
    assert tasks(atlas, "single-source") == [("bus", ("sources",), "alba")]


def test_cities_lack_what_their_record_leaves_out(small: Atlas) -> None:
    vision = Statement(text="To be green.", source="s-1")
    cities = {**small.cities, "alba": small.cities["alba"].model_copy(update={"vision": vision})}
    atlas = replace(small, cities=cities)
    assert [record for record, _, _ in tasks(atlas, "vision")] == ["dana", "elva"]
    assert [record for record, _, _ in tasks(atlas, "website")] == ["dana", "elva", "alba"]
    assert {path for _, path, _ in tasks(atlas, "land-area")} == {("land_area_km2",)}
    assert [record for record, _, _ in tasks(atlas, "old-population")] == ["dana", "elva", "alba"]


def test_a_population_without_a_year_has_no_age(small: Atlas) -> None:
    dana = small.cities["dana"]
    undated = dana.model_copy(update={"population": dana.population.model_copy(update={"year": None})})
    atlas = replace(small, cities={**small.cities, "dana": undated})
    assert [record for record, _, _ in tasks(atlas, "old-population")] == ["elva", "alba"]


def test_partners_sources_and_questions_are_work_too(small: Atlas) -> None:
    def partner(name: str, **more: Any) -> Partner:
        return Partner.model_validate({"id": name, "name": name, "kind": "un", "what": "W", "sources": cited(), **more})

    def at(name: str, url: str) -> Source:
        return source(name, "2025").model_copy(update={"url": url})

    known = {"cities_supported": [{"cities": ["alba"], "what": "W", "source": "s-1"}]}
    question = {"kind": "conflict", "topic": "T", "shown": "S", "why": "W"}
    questions = [("q-net", ["network"]), ("q-bus", ["bus"]), ("q-two", ["two"])]
    atlas = replace(
        small,
        partners={"a": partner("a"), "b": partner("b", **known)},
        sources={
            **small.sources,
            "s-x": at("s-x", "http://a.org/x"),
            "s-y": at("s-y", "https://a.org/y"),
            "s-z": at("s-z", "http://b.org/z"),
        },
        open_questions={
            q: OpenQuestion.model_validate({"id": q, "about": about, **question}) for q, about in questions
        },
    )
    assert tasks(atlas, "partner-cities") == [("a", ("cities_supported",), None)]
    assert tasks(atlas, "plain-http") == [("s-x", ("url",), None)]
    assert tasks(atlas, "open-questions") == [("q-net", (), None), ("q-two", (), None), ("q-bus", (), "alba")]


def test_questions_are_counted_by_kind_and_grouped_by_country(small: Atlas) -> None:
    question = {"id": "q-bus", "about": ["bus"], "kind": "conflict", "topic": "T", "shown": "S", "why": "W"}
    found = OpenQuestion.model_validate(question)
    atlas = replace(small, open_questions={"q-bus": found})
    [(country, [(city, questions)])] = query.upkeep.questions_by_country(atlas)
    assert (country.id, city.id, questions) == ("TH", "alba", [found])
    assert query.upkeep.count_questions(questions) == query.upkeep.QuestionCount(1, {"conflict": 1, "unverified": 0})
