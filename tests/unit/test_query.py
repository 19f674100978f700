"""Selections, counts and histories, on a small register made up for the purpose."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.base import Citation
from atlas.model.cities import City, Country, FocusArea
from atlas.model.network import MemberCount, Network
from atlas.model.projects import Project
from atlas.model.reports import Report
from atlas.model.sources import Source


def source(source_id: str, date: str | None, accessed: str = "2026-11-24") -> Source:
    return Source(
        id=source_id, title="T", publisher="P", url="https://example.org/a.pdf", date=date, language="en",
        kind="official", accessed=accessed,
    )  # fmt: skip


def cited(source_id: str = "s-1") -> list[dict[str, str]]:
    return [{"source": source_id}]


def country(code: str, name: str) -> Country:
    entity = {"name": "E", "as_of": "2026", "source": "s-1"}
    return Country.model_validate(
        {
            "id": code,
            "name": name,
            "name_id": name,
            "name_id_source": "s-1",
            "national_entity": entity,
            "sources": cited(),
        }
    )


def city(city_id: str, name: str, code: str, joined: int) -> City:
    return City.model_validate(
        {
            "id": city_id, "name": name, "country": code, "joined": joined,
            "coordinates": {"lat": 1.0, "lon": 100.0, "source": "s-1"},
            "population": {"value": 10, "year": 2020, "source": "s-1"}, "sources": cited(),
        }
    )  # fmt: skip


def project(
    project_id: str, city_id: str, name: str, area: str = "green", status: str = "planned", **more: Any
) -> Project:
    state = {"value": status, "as_of": "2024", "source": "s-1"}
    return Project.model_validate(
        {
            "id": project_id, "city": city_id, "name": name, "focus_areas": [area], "focus_area_basis": "listed",
            "status": state, "sources": cited(), **more,
        }
    )  # fmt: skip


def row(project_id: str, city_id: str, area: str | None, stage: str, **more: Any) -> dict[str, Any]:
    found = {"project": project_id, "city": city_id, "name": "N", "stage": stage, "focus_area": area, **more}
    return {key: value for key, value in found.items() if value is not None}


def report(report_id: str, source_id: str, rows: list[dict[str, Any]]) -> Report:
    return Report.model_validate(
        {
            "id": report_id, "title": report_id, "source": source_id, "pages": 5, "summary": "S",
            "stated": {"total": len(rows), "cities": 1}, "rows": rows,
        }
    )  # fmt: skip


@pytest.fixture
def small() -> Atlas:
    """Three cities, five projects, three documents: plans without areas, then two lists."""
    counts = [MemberCount(as_of="2018-04", cities=1, countries=1, source="s-1")]
    counts.append(MemberCount(as_of="2022-06", cities=2, countries=2, source="s-1"))
    membership = {"counts": counts, "reporting_basis": "B"}
    network = Network.model_construct(
        membership=Network.model_fields["membership"].annotation.model_construct(**membership),
        workshop=Network.model_fields["workshop"].annotation.model_construct(id="plans"),
    )
    reports = [
        report("plans", "s-plans", [row("bus", "alba", None, "proposed", focus_area_implied="blue"),
                                    row("tax", "alba", None, "proposed", counted=False)]),
        report("one", "s-one", [row("bus", "alba", "green", "ongoing"), row("park", "alba", "green", "ongoing-or-planning")]),
        report("two", "s-two", [row("bus", "alba", "blue", "completed"), row("tram", "dana", "blue", "planning")]),
    ]  # fmt: skip
    projects = [
        project("bus", "alba", "Bus", "blue", "completed"),
        project("tax", "alba", "Tax", "green", "unknown"),
        project("park", "alba", "Ápark", "green"),
        project("tram", "dana", "Tram", "blue"),
        project("app", "elva", "App", "green"),
    ]
    areas = [
        FocusArea.model_validate(
            {
                "id": area,
                "name": area,
                "definition": "D",
                "sub_areas_ascf": [],
                "sub_areas_me_reports": [],
                "sources": cited(),
            }
        )
        for area in ("green", "blue")
    ]
    sources = [
        source("s-1", None),
        source("s-plans", "2018-07-08"),
        source("s-one", "2022-09-21"),
        source("s-two", "2025-09-30", "2026-01-02"),
    ]
    cities = [city("alba", "Alba", "TH", 2018), city("dana", "Đana", "LA", 2022), city("elva", "Elva", "LA", 2025)]
    countries = [country("TH", "Thailand"), country("LA", "Lao PDR")]

    def by_id(records: list[Any]) -> dict[str, Any]:
        return {record.id: record for record in records}

    return Atlas(
        projects=by_id(projects), cities=by_id(cities), countries=by_id(countries), focus_areas=by_id(areas),
        reports=by_id(reports), partners={}, timeline={}, glossary={}, open_questions={}, corrections={},
        sources=by_id(sources), network=network,
    )  # fmt: skip


def ids(projects: list[Project]) -> list[str]:
    return [project.id for project in projects]


def test_projects_come_by_country_city_and_name_accents_aside(small: Atlas) -> None:
    assert ids(query.projects.select_projects(small)) == ["tram", "app", "park", "bus", "tax"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"city": "alba"}, ["park", "bus", "tax"]),
        ({"country": "LA"}, ["tram", "app"]),
        ({"area": "green"}, ["app", "park", "tax"]),
        ({"area": "green", "report": "one"}, ["park", "bus"]),
        ({"status": "completed"}, ["bus"]),
        ({"report": "plans"}, ["bus"]),
        ({"report": "newest"}, ["tram", "bus"]),
        ({"report": "newest", "stage": "planning"}, ["tram"]),
        ({"report": "one", "stage": "ongoing"}, ["bus"]),
        ({"city": "alba", "country": "LA"}, []),
    ],
)
def test_filters_narrow_the_selection(small: Atlas, filters: dict[str, str], found: list[str]) -> None:
    assert ids(query.projects.select_projects(small, **filters)) == found
    assert query.totals.count(small, "projects", **filters) == len(found)


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"city": "albo"}, "'albo' is not a city"),
        ({"country": "XX"}, "'XX' is not a country"),
        ({"area": "red"}, "'red' is not a focus area"),
        ({"status": "done"}, "'done' is not a status"),
        ({"report": "three"}, "'three' is not a report"),
        ({"report": "one", "stage": "done"}, "'done' is not a stage"),
        ({"stage": "ongoing"}, "a stage is what a report prints, so it needs the report as well"),
        ({"colour": "red"}, "'colour' is not a filter of 'projects'"),
    ],
)
def test_a_wrong_filter_is_refused(small: Atlas, filters: dict[str, str], message: str) -> None:
    with pytest.raises(query.common.QueryError) as caught:
        query.totals.count(small, "projects", **filters)
    assert str(caught.value) == message


def test_a_filter_on_what_takes_none_is_refused(small: Atlas) -> None:
    with pytest.raises(query.common.QueryError, match="'countries' takes no filter"):
        query.totals.count(small, "countries", city="alba")


def test_rows_that_are_printed_but_not_counted_are_told_apart(small: Atlas) -> None:
    counts = query.reports.report_counts(small, small.reports["plans"])
    assert (counts.printed, counts.total, counts.stages) == (2, 1, {"proposed": 1})


def test_a_stage_the_chart_leaves_open_is_a_stage_of_its_own(small: Atlas) -> None:
    counts = query.reports.report_counts(small, small.reports["one"])
    assert counts.stages == {"ongoing": 1, "ongoing-or-planning": 1}
    assert counts.areas == {"green": 2, "blue": 0}
    assert counts.countries == {"TH": 2, "LA": 0}


def states(atlas: Atlas, project_id: str) -> list[str]:
    return [appearance.state for appearance in query.projects.history(atlas, atlas.projects[project_id])]


def test_history_joins_the_rows_of_all_documents(small: Atlas) -> None:
    assert states(small, "bus") == ["proposed", "ongoing", "completed"]
    assert states(small, "park") == ["not-listed", "ongoing-or-planning", "not-listed"]


def test_a_city_that_joined_later_is_not_a_member_yet(small: Atlas) -> None:
    assert states(small, "tram") == ["not-a-member", "not-listed", "planning"]
    assert states(small, "app") == ["not-a-member", "not-a-member", "not-a-member"]


def test_in_the_year_of_joining_a_count_of_members_decides(small: Atlas) -> None:
    assert query.projects.is_member_in(small, small.cities["dana"], small.reports["one"])
    assert not query.projects.is_member_in(small, small.cities["elva"], small.reports["two"])


def changed(atlas: Atlas, before: str, after: str) -> dict[str, list[str]]:
    """The kinds of change that occur between two documents, each with its projects."""
    found = vars(query.changes.changes(atlas, atlas.reports[before], atlas.reports[after]))
    return {kind: ids([change.project for change in those]) for kind, those in found.items() if those}


def test_changes_compare_the_rows_that_both_documents_count(small: Atlas) -> None:
    assert changed(small, "plans", "one") == {"new": ["park"], "forward": ["bus"]}
    assert changed(small, "one", "two") == {
        "new": ["tram"],
        "gone": ["park"],
        "completed": ["bus"],
        "moved_area": ["bus"],
    }


def test_who_was_listed_before_and_was_away_has_returned(small: Atlas) -> None:
    small.reports["three"] = report("three", "s-two", [row("park", "alba", "green", "ongoing")])
    assert changed(small, "two", "three") == {"returned": ["park"], "gone": ["tram", "bus"]}


def test_who_was_only_presented_at_the_workshop_is_new_in_the_first_list(small: Atlas) -> None:
    assert small.network.workshop.id == "plans"
    small.reports["two"] = report("two", "s-two", [row("tax", "alba", "green", "ongoing")])
    assert changed(small, "one", "two")["new"] == ["tax"]


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("proposed", "planning", ["forward"]),
        ("proposed", "ongoing-or-planning", ["forward"]),
        ("planning", "ongoing", ["forward"]),
        ("planning", "ongoing-or-planning", []),
        ("ongoing-or-planning", "ongoing", []),
        ("ongoing-or-planning", "planning", []),
        ("ongoing-or-planning", "completed", ["completed"]),
        ("planning", "completed", ["completed"]),
        ("completed", "completed", []),
        ("ongoing", "planning", ["back"]),
        ("completed", "ongoing-or-planning", ["back"]),
    ],
)
def test_a_move_is_what_the_stages_show_beyond_doubt(small: Atlas, before: str, after: str, kinds: list[str]) -> None:
    for report_id, stage in (("one", before), ("two", after)):
        small.reports[report_id] = report(report_id, "s-one", [row("bus", "alba", "green", stage)])
    assert list(changed(small, "one", "two")) == kinds


def test_a_new_name_in_print_is_a_change(small: Atlas) -> None:
    small.reports["two"] = report("two", "s-two", [row("bus", "alba", None, "ongoing", name="Big Bus")])
    assert changed(small, "one", "two") == {"gone": ["park"], "renamed": ["bus"]}


def test_the_document_before_the_first_is_itself(small: Atlas) -> None:
    plans, one, two = small.reports.values()
    assert [query.reports.report_before(small, document) for document in (plans, one, two)] == [plans, plans, one]


def strip(atlas: Atlas, city: str) -> tuple[list[str], dict[str, list[str]], list[str]]:
    """The documents of the strips of a city, the states of each of its projects, and the states that occur."""
    strips = query.projects.strips(atlas, query.projects.select_projects(atlas, city=city))
    rows = {project.id: [appearance.state for appearance in appearances] for project, appearances in strips.rows}
    return [report.id for report in strips.reports], rows, list(strips.states)


def test_strips_show_the_workshop_where_a_project_of_the_city_was_presented(small: Atlas) -> None:
    assert strip(small, "alba") == (
        ["plans", "one", "two"],
        {
            "park": ["not-listed", "ongoing-or-planning", "not-listed"],
            "bus": ["proposed", "ongoing", "completed"],
            "tax": ["proposed", "not-listed", "not-listed"],
        },
        ["proposed", "ongoing", "completed", "ongoing-or-planning", "not-listed"],
    )
    assert strip(small, "dana") == (["one", "two"], {"tram": ["not-listed", "planning"]}, ["planning", "not-listed"])
    assert strip(small, "elva") == (["one", "two"], {"app": ["not-a-member", "not-a-member"]}, ["not-a-member"])


def test_rows_that_follow_each_other_stand_together_if_they_print_the_same(small: Atlas) -> None:
    alike = {"focus_area": "green", "stage": "ongoing"}
    rows = small.reports["one"].rows, small.reports["two"].rows
    rows[0][0] = rows[0][0].model_copy(update={**alike, "number": 1, "page": 3})
    rows[1][0] = rows[1][0].model_copy(update={**alike, "number": 2, "list": "ongoing-and-planned"})

    def documents() -> list[list[str]]:
        return [[report.id for report, _ in rows] for rows in query.projects.printings(small, small.projects["bus"])]

    assert documents() == [["plans"], ["one", "two"]]
    rows[1][0] = rows[1][0].model_copy(update={"name": "Other"})
    query.reports.rows_by_project(small)["bus"]["two"] = rows[1][0]
    assert documents() == [["plans"], ["one"], ["two"]]
    assert query.projects.printings(small, small.projects["app"]) == []


def test_a_name_is_told_once(small: Atlas) -> None:
    names = {"also_known_as": ["N", "Bas", "The bus"], "local_names": [{"text": "Bas", "lang": "ms"}]}
    assert query.projects.unprinted_names(small, project("bus", "alba", "Bus", **names)) == ["The bus"]


@pytest.mark.parametrize(("name", "language"), [("Bas", "ms"), ("Bas (B)", "ms"), ("Bus", None), ("Smart Bus", None)])
def test_a_printed_name_that_holds_a_local_one_is_in_its_language(name: str, language: str | None) -> None:
    names = [{"text": "Smart", "lang": "en"}, {"text": "Bas", "lang": "ms"}]
    assert query.projects.language_of(project("bus", "alba", "Bus", local_names=names), name) == language


def test_further_sources_are_those_that_stand_beside_no_value(small: Atlas) -> None:
    def further(*sources: dict[str, Any], **more: Any) -> list[str]:
        record = project("bus", "alba", "Bus").model_copy(
            update={"sources": [Citation.model_validate(source) for source in sources], **more}
        )
        return [citation.source for citation in query.upkeep.further_sources(small, record)]

    assert further({"source": "s-1"}, {"source": "s-other"}, {"source": "s-one"}) == ["s-other"]
    assert further({"source": "s-1", "pages": [4]}) == ["s-1"]
    city = small.cities["alba"].model_copy(update={"sources": [Citation(source="s-1"), Citation(source="s-2")]})
    assert [citation.source for citation in query.upkeep.further_sources(small, city)] == ["s-2"]


def test_areas_by_document_tell_printed_from_implied(small: Atlas) -> None:
    years = query.totals.area_years(small, small.focus_areas["blue"])
    assert [(year.report.id, year.printed, year.implied) for year in years] == [
        ("plans", 0, 1),
        ("one", 0, 0),
        ("two", 2, 0),
    ]


def test_a_change_of_area_is_a_move(small: Atlas) -> None:
    [move] = query.totals.area_moves(small)
    assert (move.project.id, move.old_area, move.new_area, move.before.id, move.after.id) == (
        "bus",
        "green",
        "blue",
        "one",
        "two",
    )


def test_projects_filed_otherwise_carry_the_reason(small: Atlas) -> None:
    filings = query.totals.filed_otherwise(small, small.focus_areas["green"])
    found = {filing.project.id: (filing.reason, filing.report and filing.report.id, filing.area) for filing in filings}
    assert found == {
        "bus": ("elsewhere", "two", "blue"),
        "park": ("left", "one", "green"),
        "tax": ("plan", "plans", None),
        "app": ("never", None, None),
    }


def test_members_grow_with_the_years(small: Atlas) -> None:
    assert [(year, [c.id for c in cities], n) for year, cities, n in query.projects.members_by_year(small)] == [
        (2018, ["alba"], 1),
        (2022, ["dana"], 2),
        (2025, ["elva"], 3),
    ]


def test_members_are_counted_for_every_year_up_to_that_of_the_data(small: Atlas) -> None:
    years = query.projects.members_each_year(small)
    assert [year for year, _, _ in years] == list(range(2018, 2027))
    assert [(joined, total) for _, joined, total in years] == [
        (1, 1), (0, 1), (0, 1), (0, 1), (1, 2), (0, 2), (0, 2), (1, 3), (0, 3),
    ]  # fmt: skip


def test_documents_of_proposals_alone_monitor_nothing(small: Atlas) -> None:
    assert [report.id for report in query.reports.monitoring_reports(small)] == ["one", "two"]


def test_the_matrix_holds_every_city_and_area_of_the_newest_document(small: Atlas) -> None:
    assert query.totals.area_matrix(small) == {
        "alba": {"green": 0, "blue": 1},
        "dana": {"green": 0, "blue": 1},
        "elva": {"green": 0, "blue": 0},
    }


def test_the_matrix_leaves_out_what_the_document_does_not_count(small: Atlas) -> None:
    rows = [row("bus", "alba", "green", "ongoing"), row("tax", "alba", "green", "ongoing", counted=False)]
    newest = replace(small, reports={"one": report("one", "s-one", rows)})
    assert query.totals.area_matrix(newest)["alba"] == {"green": 1, "blue": 0}


def test_changes_of_shares_are_exact_and_of_all_rows(small: Atlas) -> None:
    filed = [row("bus", "alba", "green", "ongoing"), row("tax", "alba", "blue", "ongoing")]
    unfiled = row("park", "alba", None, "ongoing")
    before = query.reports.report_counts(small, report("one", "s-one", [*filed, unfiled]))
    after = query.reports.report_counts(small, report("two", "s-two", [filed[0], unfiled]))
    assert query.totals.share_changes(before, after) == {"green": Fraction(1, 6), "blue": Fraction(-1, 3)}


def test_most_is_all_of_them_where_several_are() -> None:
    assert query.common.most({"a": 2, "b": 1, "c": 2}) == ["a", "c"]
    assert query.common.most({}) == []


def test_the_day_of_the_data_is_the_newest_access(small: Atlas) -> None:
    assert query.common.last_checked(small) == "2026-11-24"


@pytest.mark.parametrize(
    ("date", "years"),
    [("2026", 0), ("2025", 0), ("2024", 1), ("2023-11", 2), ("2023-10", 3), ("2023-11-24", 3), ("2023-11-25", 2)],
)
def test_age_counts_full_years_and_takes_vague_dates_as_young(small: Atlas, date: str, years: int) -> None:
    assert query.common.age(small, date) == years


def test_the_age_of_a_short_month_is_full_on_its_last_day(small: Atlas) -> None:
    sources = {**small.sources, "s-june": source("s-june", None, accessed="2027-06-30")}
    assert query.common.age(replace(small, sources=sources), "2024-06") == 3


@pytest.mark.parametrize(
    ("date", "day"),
    [("2018-07-08", "2018-07-08"), ("2018-07", "2018-07-31"), ("2024-02", "2024-02-29"), ("2025", "2025-12-31")],
)
def test_a_year_or_month_counts_as_its_last_day(date: str, day: str) -> None:
    assert query.common.last_day(date) == day


def test_letters_sort_where_a_reader_looks_for_them() -> None:
    names = ["Zamboanga", "Đà Nẵng", "Dili", "Cebu", "Hà Nội", "ha noi b"]
    assert sorted(names, key=query.common.sort_key) == ["Cebu", "Đà Nẵng", "Dili", "Hà Nội", "ha noi b", "Zamboanga"]


def test_a_project_goes_by_every_name_that_is_known_or_printed(small: Atlas) -> None:
    change = {"old_name": "Old", "new_name": "Bus", "seen_in": "one", "certainty": "stated"}
    names: dict[str, Any] = {
        "also_known_as": ["Coach", "N"],
        "name_changes": [change],
        "local_names": [{"text": "Xe", "lang": "vi"}],
    }
    named = project("bus", "alba", "Bus", **names)
    assert query.projects.other_names(small, named) == ["Coach", "N", "Old"]
    assert query.projects.other_names(small, small.projects["tax"]) == ["N"]
    assert query.projects.other_names(small, small.projects["app"]) == []


def test_the_facts_of_a_filter_are_those_that_a_selection_counts(small: Atlas) -> None:
    facts = {project_id: query.projects.filter_facts(small, project) for project_id, project in small.projects.items()}
    assert facts["bus"] == [
        "city=alba", "country=TH", "area=blue", "status=completed",
        "listed=any", "any=proposed", "any=ongoing", "any=completed",
        "listed=plans", "listed=one", "listed=two", "plans=proposed", "one=ongoing", "two=completed", "one!blue",
    ]  # fmt: skip
    for report in small.reports:
        for stage in query.common.STAGES:
            listed = [key for key, found in facts.items() if {f"listed={report}", f"{report}={stage}"} <= set(found)]
            assert sorted(listed) == sorted(ids(query.projects.select_projects(small, report=report, stage=stage)))


def test_a_row_that_is_not_counted_is_listed_somewhere_but_not_in_its_document(small: Atlas) -> None:
    assert query.projects.filter_facts(small, small.projects["tax"])[4:] == ["listed=any", "any=proposed"]


def test_the_kinds_of_support_are_facts(small: Atlas) -> None:
    asked = {"text": ["T"], "kinds": ["funding", "data"], "source": "s-1"}
    facts = query.projects.filter_facts(small, project("app", "elva", "App", support_required=asked))
    assert facts == ["city=elva", "country=LA", "area=green", "status=planned", "support=funding", "support=data"]


def test_projects_are_ranked_by_name_accents_aside(small: Atlas) -> None:
    assert query.projects.name_ranks(small) == {"park": 0, "app": 1, "bus": 2, "tax": 3, "tram": 4}


# What became of the plans


@pytest.fixture
def planned(small: Atlas) -> Atlas:
    """The small register, whose first document holds the plans, and lists nothing that the workshop did."""
    asked = {"text": ["Money", "More money"], "kinds": ["funding", "data"], "source": "s-1"}
    projects = {
        "bus": project("bus", "alba", "Bus", "blue", "completed", support_required=asked),
        "lift": project("lift", "dana", "Lift"),
        "park": small.projects["park"],
        "tax": small.projects["tax"],
    }
    rows = [
        row("bus", "alba", None, "proposed", focus_area_implied="blue"),
        row("lift", "dana", None, "proposed"),
        row("park", "alba", "green", "proposed", focus_area_implied="blue"),
        row("tax", "alba", None, "proposed", counted=False),
    ]
    workshop = report("talk", "s-plans", [row("tax", "alba", None, "proposed")])
    others = {report_id: small.reports[report_id] for report_id in ("one", "two")}
    network = Network.model_construct(
        membership=small.network.membership,
        workshop=Network.model_fields["workshop"].annotation.model_construct(id="talk"),
    )
    reports = {"talk": workshop, "plans": report("plans", "s-plans", rows), **others}
    return replace(small, projects={**small.projects, **projects}, reports=reports, network=network)


def test_the_plans_are_what_the_first_document_after_the_workshop_counts(planned: Atlas) -> None:
    assert query.reports.plan_report(planned).id == "plans"
    assert ids([plan.project for plan in query.plans.plans(planned)]) == ["lift", "park", "bus"]
    assert ids([plan.project for plan in query.plans.uncounted_plans(planned)]) == ["tax"]


def test_a_plan_stands_where_the_newest_list_has_it_or_left_the_lists_or_never_was_in_one(planned: Atlas) -> None:
    assert {plan.project.id: plan.outcome for plan in query.plans.plans(planned)} == {
        "bus": "completed", "park": "left-later", "lift": "never-listed",
    }  # fmt: skip


def test_the_area_of_a_plan_is_that_printed_else_that_implied_else_none(planned: Atlas) -> None:
    assert {plan.project.id: plan.area for plan in query.plans.plans(planned)} == {
        "bus": "blue",
        "park": "green",
        "lift": None,
    }


def test_a_plan_can_be_filtered_by_what_it_asks_for_and_by_what_it_lacks(planned: Atlas) -> None:
    facts = {plan.project.id: query.plans.plan_facts(planned, plan) for plan in query.plans.plans(planned)}
    assert facts == {
        "bus": [
            "city=alba", "country=TH", "area=blue", "outcome=completed", "outcome=listed",
            "support=funding", "support=data",
        ],
        "lift": ["city=dana", "country=LA", "area=none", "outcome=never-listed", "support=none"],
        "park": ["city=alba", "country=TH", "area=green", "outcome=left-later", "support=none"],
    }  # fmt: skip
    assert [plan.requests for plan in query.plans.plans(planned)] == [0, 0, 2]
