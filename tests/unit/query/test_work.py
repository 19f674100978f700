"""Sources and open questions, and what is left to do."""

from dataclasses import replace

from atlas.model.atlas import Atlas
from atlas.model.base import Statement
from atlas.model.projects import Project
from atlas.model.sources import OpenQuestion
from atlas.query import (
    projects as projects_of,
    publishers,
    questions as questions_of,
    sources,
    work as work_of,
)
from tests.unit.query.conftest import by_id, partner, project, source

FIGURE = {"what": "W", "value": 1, "unit": "u", "source": "s-1", "page": 3}


def question(question_id: str, *about: str) -> OpenQuestion:
    text = {"kind": "conflict", "topic": "T", "shown": "S", "why": "W"}
    return OpenQuestion.model_validate({"id": question_id, "about": list(about), **text})


def tasks(atlas: Atlas, kind: str) -> list[tuple[str, tuple[str | int, ...], str | None]]:
    [found] = [work.tasks for work in work_of.work(atlas) if work.kind == kind]
    return [(task.record, task.path, task.city) for task in found]


def with_projects(atlas: Atlas, *projects: Project) -> Atlas:
    with_one = {**atlas.sources, "s-1": source("s-1", "2025")}
    reports = {name: report.model_copy(update={"rows": []}) for name, report in atlas.reports.items()}
    return replace(atlas, projects=by_id(projects), reports=reports, sources=with_one)


def test_further_sources_are_those_of_no_value_and_no_report(small: Atlas) -> None:
    for listed, further in [
        ([{"source": "s-1"}, {"source": "s-other"}, {"source": "s-one"}], ["s-other"]),
        ([{"source": "s-1", "pages": [4]}], ["s-1"]),
    ]:
        bus = project("bus", "alba", "Bus", sources=listed)
        assert [citation.source for citation in sources.further_sources(small, bus)] == further


def test_questions_are_counted_by_kind_and_grouped_by_country(small: Atlas) -> None:
    about_bus = question("q-bus", "bus")
    [(country, [(city, questions)])] = questions_of.questions_by_country(
        replace(small, open_questions=by_id([about_bus]))
    )
    assert (country.id, city.id, questions) == ("TH", "alba", [about_bus])
    assert questions_of.count_questions(questions) == (1, {"conflict": 1, "unverified": 0})


def test_what_is_missing_is_work_by_country_city_and_name(small: Atlas) -> None:
    described = project("bus", "alba", "Bus", summary="It runs.")
    atlas = with_projects(small, project("zoo", "alba", "Zoo"), described, project("app", "elva", "App"))
    assert tasks(atlas, "description") == [("app", ("summary",), "elva"), ("zoo", ("summary",), "alba")]


def test_publishers_besides_asean_count_once_and_apart(small: Atlas) -> None:
    cited = {
        "s-paper": ("https://asean.org/a.pdf", "ASEAN", "official", "2025"),
        "s-chair": ("https://connectivity.asean.org/b", "The chair", "official", "2025"),
        "s-old": ("https://press.example/a", "Press", "news", "2024-05"),
        "s-new": ("https://press.example/b", "Press", "news", "2026"),
        "s-city": ("https://city.example/", "City", "official", None),
        "s-book": ("https://book.example/", "Book", "academic", "2020"),
    }
    fields = ("url", "publisher", "kind", "date")
    records = [source(name, None).model_copy(update=dict(zip(fields, own, strict=True))) for name, own in cited.items()]
    bus = project("bus", "alba", "Bus", sources=[{"source": name} for name in cited])
    paper = project(
        "paper",
        "alba",
        "Paper",
        status={"value": "planned", "as_of": "2025", "source": "s-paper"},
        sources=[{"source": "s-chair"}],
    )
    atlas = with_projects(replace(small, sources={**small.sources, **by_id(records)}), bus, paper)
    expected = {"official": {"City": "", "P": "2025"}, "press": {"Press": "2026"}, "other": {"Book": "2020"}}
    assert publishers.besides_asean(atlas, bus) == expected
    assert publishers.besides_asean(atlas, paper) == {}
    assert tasks(atlas, "asean-alone") == [("paper", ("sources",), "alba")]
    assert projects_of.select_projects(atlas, besides="press") == [bus]


def test_a_status_before_the_newest_report_is_old_unless_final_or_unknown(small: Atlas) -> None:
    def dated(name: str, year: str, value: str = "planned") -> Project:
        return project(name, "alba", name, status={"value": value, "as_of": year, "source": "s-1"})

    statuses = [dated("old", "2024"), dated("same", "2025"), dated("done", "2024", "completed")]
    atlas = with_projects(small, *statuses, dated("lost", "2024", "unknown"))
    assert tasks(atlas, "old-status") == [("old", ("status",), "alba")]
    assert tasks(atlas, "status") == [("lost", ("status",), "alba")]


def test_a_value_without_date_or_page_or_past_its_age_is_work(small: Atlas) -> None:
    figures = [FIGURE, {**FIGURE, "as_of": "2023-10"}, {**FIGURE, "as_of": "2026", "page": None}]
    partners = [{"name": "P", "role": "funder", "source": "s-1"}]
    atlas = with_projects(small, project("bus", "alba", "Bus", figures=figures, partners=partners))
    assert tasks(atlas, "dated-figures") == [("bus", ("figures", 0), "alba")]
    assert tasks(atlas, "old-figures") == [("bus", ("figures", 1), "alba")]
    paths = [("status",), ("figures", 2), ("partners", 0)]
    assert tasks(atlas, "pages") == [("bus", path, "alba") for path in paths]


def test_a_city_has_work_where_its_record_has_gaps_or_an_old_number(small: Atlas) -> None:
    alba, dana = small.cities["alba"], small.cities["dana"]
    vision = alba.model_copy(update={"vision": Statement(text="To be green.", source="s-1")})
    undated = dana.model_copy(update={"population": dana.population.model_copy(update={"year": None})})
    atlas = replace(small, cities={**small.cities, "alba": vision, "dana": undated})
    found = {kind: [record for record, _, _ in tasks(atlas, kind)] for kind in ("vision", "website", "old-population")}
    assert found == {
        "vision": ["dana", "elva"],
        "website": ["dana", "elva", "alba"],
        "old-population": ["elva", "alba"],
    }
    assert {path for _, path, _ in tasks(atlas, "land-area")} == {("land_area_km2",)}


def test_partners_sources_and_questions_are_work_too(small: Atlas) -> None:
    urls = {"s-x": "http://a.org/x", "s-y": "https://a.org/y", "s-z": "http://b.org/z"}
    sources = [source(name, "2025", url=url) for name, url in urls.items()]
    questions = [question("q-bus", "bus"), question("q-two", "two"), question("q-net", "network")]
    atlas = replace(
        small,
        partners=by_id([partner("a"), partner("b", cities=["alba"])]),
        sources=small.sources | by_id(sources),
        open_questions=by_id(questions),
    )
    assert tasks(atlas, "partner-cities") == [("a", ("cities_supported",), None)]
    assert tasks(atlas, "plain-http") == [("s-x", ("url",), None)]
    assert tasks(atlas, "open-questions") == [("q-net", (), None), ("q-two", (), None), ("q-bus", (), "alba")]
