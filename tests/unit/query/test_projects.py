"""Selections, filters, states and names of projects, the order of names, and ages."""

from typing import Any

import pytest

from atlas.model.atlas import Atlas
from atlas.query import common, projects
from atlas.query.common import STAGES, QueryError
from atlas.query.reports import rows_by_project
from atlas.query.totals import count
from tests.unit.query.conftest import ids, project, report, row


def test_filters_narrow_the_projects_by_country_city_and_name(small: Atlas) -> None:
    for filters, found in [
        ({}, ["tram", "app", "park", "bus", "tax"]),
        ({"city": "alba"}, ["park", "bus", "tax"]),
        ({"country": "LA"}, ["tram", "app"]),
        ({"area": "green"}, ["app", "park", "tax"]),
        ({"area": "green", "report": "one"}, ["park", "bus"]),
        ({"status": "completed"}, ["bus"]),
        ({"report": "newest"}, ["tram", "bus"]),
        ({"report": "newest", "stage": "planning"}, ["tram"]),
        ({"report": "one", "stage": "ongoing"}, ["bus"]),
        ({"city": "alba", "country": "LA"}, []),
    ]:
        assert ids(projects.select_projects(small, **filters)) == found
        assert count(small, "projects", **filters) == len(found)
    assert ids(projects.select_cities(small, joined=2022)) == ["dana"]


def test_a_wrong_filter_is_refused(small: Atlas) -> None:
    for what, filters, message in [
        ("projects", {"city": "albo"}, "'albo' is not a city"),
        ("projects", {"area": "red"}, "'red' is not a focus area"),
        ("projects", {"report": "three"}, "'three' is not a report"),
        ("projects", {"report": "one", "stage": "done"}, "'done' is not a stage"),
        ("projects", {"stage": "ongoing"}, "a stage is what a report prints, so it needs the report as well"),
        ("projects", {"colour": "red"}, "'colour' is not a filter of 'projects'"),
        ("countries", {"city": "alba"}, "'countries' takes no filter"),
    ]:
        with pytest.raises(QueryError, match=f"^{message}$"):
            count(small, what, **filters)


def test_a_table_by_report_has_the_workshop_only_where_it_saw_a_project(small: Atlas) -> None:
    def table(city: str) -> tuple[list[str], dict[str, list[str]], list[str]]:
        strips = projects.strips(small, projects.select_projects(small, city=city))
        rows = {project.id: [found.state for found in states] for project, states in strips.rows}
        return ids(strips.reports), rows, list(strips.states)

    assert table("alba") == (
        ["plans", "one", "two"],
        {
            "park": ["not-listed", "ongoing-or-planning", "not-listed"],
            "bus": ["proposed", "ongoing", "completed"],
            "tax": ["proposed", "not-listed", "not-listed"],
        },
        ["proposed", "ongoing", "completed", "ongoing-or-planning", "not-listed"],
    )
    assert table("dana") == (["one", "two"], {"tram": ["not-listed", "planning"]}, ["planning", "not-listed"])
    assert table("elva") == (["one", "two"], {"app": ["not-a-member", "not-a-member"]}, ["not-a-member"])


def test_a_city_that_joins_later_is_no_member_and_a_count_decides_in_that_year(small: Atlas) -> None:
    tram = projects.history(small, small.projects["tram"])
    assert [found.state for found in tram] == ["not-a-member", "not-listed", "planning"]
    members = projects.members_by_report(small)
    assert members == {"plans": {"alba"}, "one": {"alba", "dana"}, "two": {"alba", "dana"}}


def test_neighbouring_rows_that_print_the_same_are_one_group(small: Atlas) -> None:
    alike = {"city_id": "alba", "area": "green", "stage": "ongoing"}

    def groups(**differs: Any) -> list[list[str]]:
        small.reports["one"] = report("one", "s-one", [row("bus", **alike, number=1, page=3)])
        small.reports["two"] = report("two", "s-two", [row("bus", **alike, number=2, **differs)])
        rows_by_project.cache_clear()
        return [ids(report for report, _ in group) for group in projects.printings(small, small.projects["bus"])]

    assert groups(list="ongoing-and-planned") == [["plans"], ["one", "two"]]
    assert groups(name="Other") == [["plans"], ["one"], ["two"]]
    assert projects.printings(small, small.projects["app"]) == []


def test_a_name_is_our_reading_unless_stated_changes_lead_to_it() -> None:
    changes = [("A", "B", "stated"), ("B", "C", "inferred"), ("C", "D", "stated")]
    keys = ("old_name", "new_name", "certainty")
    bus = project(
        "bus", "alba", "Bus", name_changes=[dict(zip(keys, it, strict=True), seen_in="one") for it in changes]
    )
    assert projects.inferred_names(bus) == {"A", "B"}
    assert projects.inferred_names(bus.model_copy(update={"name": "A"})) == {"C", "D"}
    assert projects.inferred_names(project("app", "alba", "App")) == set()


def test_a_project_has_every_known_or_printed_name_once(small: Atlas) -> None:
    change = {"old_name": "Old", "new_name": "Bus", "seen_in": "one", "certainty": "stated"}
    local = [{"text": "Bas", "lang": "ms"}]
    names = {"also_known_as": ["N", "Bas", "Coach"], "name_changes": [change], "local_names": local}
    bus = project("bus", "alba", "Bus", **names)
    assert projects.other_names(small, bus) == ["N", "Coach", "Old"]
    assert projects.other_names(small, small.projects["app"]) == []
    languages = {name: projects.language_of(bus, name) for name in ("Bas", "Bas (B)", "Bus")}
    assert languages == {"Bas": "ms", "Bas (B)": "ms", "Bus": None}
    assert projects.name_ranks(small) == {"park": 0, "app": 1, "bus": 2, "tax": 3, "tram": 4}


def test_the_filters_of_the_register_find_what_a_selection_finds(small: Atlas) -> None:
    facts = {name: projects.filter_facts(small, record) for name, record in small.projects.items()}
    assert facts["bus"] == [
        "city=alba", "country=TH", "area=blue", "status=completed", "besides=official",
        "listed=any", "any=proposed", "any=ongoing", "any=completed",
        "listed=plans", "listed=one", "listed=two", "plans=proposed", "one=ongoing", "two=completed", "one!blue",
    ]  # fmt: skip
    assert facts["tax"][5:] == ["listed=any", "any=proposed"]  # printed, but not counted
    for report_id in small.reports:
        for stage in STAGES:
            wanted = {f"listed={report_id}", f"{report_id}={stage}"}
            listed = [name for name, found in facts.items() if wanted <= {*found}]
            assert sorted(listed) == sorted(ids(projects.select_projects(small, report=report_id, stage=stage)))
    asked = {"text": ["T"], "kinds": ["funding", "data"], "source": "s-1"}
    late = {"date": "2020", "kind": "delayed", "text": "T.", "source": "s-1"}
    app = projects.filter_facts(small, project("app", "elva", "App", support_required=asked, events=[late, late]))
    assert app[5:] == ["happened=delayed", "support=funding", "support=data"]


def test_a_number_links_to_its_rows_only_where_filters_find_exactly_these() -> None:
    whole = report("two", "s-two", [row("bus", "alba", "green", "ongoing")])
    rows = [row("bus", "alba", None, "ongoing"), row("tax", "alba", "green", "ongoing", counted=False)]
    part = report("two", "s-two", rows)
    assert projects.rows_behind(whole, "total") == {"listed": "two"}
    assert projects.rows_behind(whole, "area", "green") == {"listed": "two", "area": "green"}
    assert projects.rows_behind(whole, "stage", "ongoing", "ongoing") == {"listed": "two", "stage": "ongoing"}
    in_country = projects.rows_behind(whole, "country", "TH", "ongoing")
    assert in_country == {"listed": "two", "stage": "ongoing", "country": "TH"}
    assert projects.rows_behind(whole, "city") == {}
    assert [projects.rows_behind(part, *about) for about in (("area", "green"), ("total",))] == [{}, {}]
    assert projects.rows_behind(part, "counted") == {"listed": "two"}


def test_letters_sort_where_a_reader_looks_for_them() -> None:
    names = ["Zamboanga", "Đà Nẵng", "Dili", "Cebu", "Hà Nội", "ha noi b"]
    assert sorted(names, key=common.sort_key) == ["Cebu", "Đà Nẵng", "Dili", "Hà Nội", "ha noi b", "Zamboanga"]


def test_a_vague_date_ends_on_its_last_day_and_its_age_is_counted_as_far_as_it_is_known(small: Atlas) -> None:
    assert common.last_checked(small) == "2026-11-24"
    ages = {
        "2026": ("2026-12-31", 0), "2018": ("2018-12-31", 8), "2023-12": ("2023-12-31", 2), "2024-02": ("2024-02-29", 2), "2023-10": ("2023-10-31", 3),
        "2023-11-24": ("2023-11-24", 3), "2023-11-25": ("2023-11-25", 2),
    }  # fmt: skip
    assert {date: (common.last_day(date), common.age(small, date)) for date in ages} == ages
