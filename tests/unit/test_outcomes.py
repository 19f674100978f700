"""What became of the plans, on a small register made up for the purpose, and the picture of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from atlas import query
from atlas.model.atlas import Atlas
from atlas.site import charts
from tests.unit.test_query import planned, project, report, row, small, source  # noqa: F401 - fixtures


def plan(atlas: Atlas, project_id: str) -> query.plans.Plan:
    [found] = [plan for plan in query.plans.plans(atlas) if plan.project.id == project_id]
    return found


def ids(plans: list[query.plans.Plan]) -> list[str]:
    return [plan.project.id for plan in plans]


def way(flow: query.plans.Flow) -> tuple[str, str, str, str, int]:
    return flow.before.id, flow.after.id, flow.old, flow.new, flow.n


@pytest.fixture
def continued(planned: Atlas) -> Atlas:  # noqa: F811
    """The same with one more list: the bus is still completed, the park is back, the tram has gone."""
    rows = [row("bus", "alba", "blue", "completed"), row("park", "alba", "green", "planning")]
    sources = {**planned.sources, "s-three": source("s-three", "2024")}
    return replace(planned, sources=sources, reports={**planned.reports, "three": report("three", "s-three", rows)})


def test_the_lists_of_the_plans_begin_with_the_plans(planned: Atlas) -> None:  # noqa: F811
    assert [report.id for report in query.reports.lists(planned)] == ["plans", "one", "two"]
    assert [state.state for state in query.plans.plan_history(planned, plan(planned, "park"))] == [
        "proposed", "ongoing-or-planning", "not-listed",
    ]  # fmt: skip


def test_each_document_has_every_plan_in_one_state_the_furthest_first(planned: Atlas) -> None:  # noqa: F811
    assert query.plans.plan_states(planned) == {
        "plans": {"proposed": 3},
        "one": {"ongoing": 1, "ongoing-or-planning": 1, "not-listed": 1},
        "two": {"completed": 1, "not-listed": 2},
    }
    assert [list(states) for states in query.plans.plan_states(planned).values()][2] == ["completed", "not-listed"]


def test_plans_flow_from_each_document_to_the_next(planned: Atlas) -> None:  # noqa: F811
    assert [way(flow) for flow in query.plans.flows(planned)] == [
        ("plans", "one", "proposed", "ongoing", 1),
        ("plans", "one", "proposed", "ongoing-or-planning", 1),
        ("plans", "one", "proposed", "not-listed", 1),
        ("one", "two", "ongoing", "completed", 1),
        ("one", "two", "ongoing-or-planning", "not-listed", 1),
        ("one", "two", "not-listed", "not-listed", 1),
    ]


def test_what_flows_into_a_state_is_what_stands_in_it_and_what_flows_out(continued: Atlas) -> None:
    states = query.plans.plan_states(continued)
    for flow in query.plans.flows(continued):
        into = [other for other in query.plans.flows(continued) if (other.after, other.new) == (flow.after, flow.new)]
        out = [other for other in query.plans.flows(continued) if (other.before, other.old) == (flow.before, flow.old)]
        assert sum(other.n for other in into) == states[flow.after.id][flow.new]
        assert sum(other.n for other in out) == states[flow.before.id][flow.old]


def test_the_way_of_a_plan_can_be_filtered_by_state_and_by_step(planned: Atlas) -> None:  # noqa: F811
    assert query.plans.path_facts(planned, plan(planned, "bus")) == [
        "state=plans.proposed", "state=one.ongoing", "state=two.completed",
        "step=one.proposed.ongoing", "step=two.ongoing.completed",
    ]  # fmt: skip


def test_any_stage_in_the_newest_list_is_a_choice_of_its_own(planned: Atlas, continued: Atlas) -> None:  # noqa: F811
    assert query.plans.plan_outcomes(planned) == {"completed": 1, "listed": 1, "left-later": 1, "never-listed": 1}
    assert query.plans.plan_outcomes(continued) == {"completed": 1, "planning": 1, "listed": 2, "never-listed": 1}
    assert "outcome=listed" in query.plans.plan_facts(continued, plan(continued, "park"))
    assert set(query.plans.OUTCOME_CHOICES) == {*query.plans.OUTCOMES, query.plans.LISTED}


def test_how_many_of_each_first_stage_the_newest_list_has(planned: Atlas, continued: Atlas) -> None:  # noqa: F811
    def told(atlas: Atlas) -> list[tuple[str, str, int, int]]:
        return [(group.report.id, group.stage, group.n, group.listed) for group in query.plans.kept(atlas)]

    assert told(planned) == [("one", "ongoing", 1, 1), ("one", "ongoing-or-planning", 1, 0)]
    assert told(continued) == [("one", "ongoing", 1, 1), ("one", "ongoing-or-planning", 1, 1)]


def test_where_there_is_no_list_after_the_plans_nothing_flows(planned: Atlas) -> None:  # noqa: F811
    alone = replace(planned, reports={name: planned.reports[name] for name in ("talk", "plans")})
    assert (query.plans.flows(alone), query.plans.kept(alone)) == ([], [])
    assert query.plans.last_listed(alone, plan(alone, "bus")) is None


def ends(planned: Atlas, rows: str) -> dict[str, dict[str, int]]:  # noqa: F811
    """How many plans of each value came to which end, zeros aside."""
    table = query.plans.plan_table(planned, rows, "outcome")
    assert [count.filters for counts in table.rows.values() for count in counts[-1:]] == [
        {rows: value} for value in table.rows
    ]
    return {
        value: {end: count.n for end, count in zip(table.columns, counts, strict=False) if count.n}
        for value, counts in table.rows.items()
    }


def test_the_ends_are_counted_by_city_and_area(planned: Atlas) -> None:  # noqa: F811
    assert ends(planned, "city") == {
        "dana": {"never-listed": 1}, "alba": {"completed": 1, "listed": 1, "left-later": 1},
    }  # fmt: skip
    assert ends(planned, "area") == {
        "green": {"left-later": 1}, "blue": {"completed": 1, "listed": 1}, "none": {"never-listed": 1},
    }  # fmt: skip


def test_a_plan_counts_once_for_each_kind_of_support_it_asks_for(planned: Atlas) -> None:  # noqa: F811
    assert ends(planned, "support") == {
        "funding": {"completed": 1, "listed": 1}, "data": {"completed": 1, "listed": 1},
        "none": {"left-later": 1, "never-listed": 1},
    }  # fmt: skip


def test_ends_that_do_not_exist_are_refused(planned: Atlas) -> None:  # noqa: F811
    with pytest.raises(query.common.QueryError, match="'colour' is not a filter of plans"):
        query.plans.plan_table(planned, "colour", "outcome")
    with pytest.raises(query.common.QueryError, match="'lost' is not a known outcome"):
        query.plans.plans_with(planned, "lost")


def test_plans_of_one_end(planned: Atlas) -> None:  # noqa: F811
    assert ids(query.plans.plans_with(planned, "left-later")) == ["park"]
    assert ids(query.plans.plans_with(planned, "planning")) == []


def test_a_plan_stands_so_since_the_first_list_of_an_unbroken_run(continued: Atlas) -> None:
    assert query.plans.state_since(continued, plan(continued, "bus")).report.id == "two"
    assert query.plans.state_since(continued, plan(continued, "park")).report.id == "three"


def test_the_last_list_of_a_plan_is_none_where_only_the_plans_have_it(planned: Atlas) -> None:  # noqa: F811
    last = query.plans.last_listed(planned, plan(planned, "park"))
    assert last is not None
    assert (last.report.id, last.state) == ("one", "ongoing-or-planning")
    assert query.plans.last_listed(planned, plan(planned, "lift")) is None


def test_successors_are_those_that_continue_a_project() -> None:
    links = [{"continues": "a", "certainty": "stated"}, {"continued_by": "b", "certainty": "inferred"}]
    assert [link.continued_by for link in query.plans.continuations(project("p", "alba", "P", links=links))] == ["b"]


# The picture


def test_bands_are_as_high_as_the_parts_they_join_and_fill_them() -> None:
    chart = charts.flow([[4, 0], [1, 3]], [{(0, 0): 1, (0, 1): 3}])
    first, second = chart.columns
    assert [part.height for part in (*first.parts, *second.parts)] == [22, 5.5, 16.5]
    thin, thick = chart.bands
    assert (thin.x1, thin.x2) == (first.end, second.x)
    assert (thin.top1, thin.bottom1, thick.top1, thick.bottom1) == (0, 5.5, 5.5, 22)
    assert (thin.top2, thin.bottom2) == (second.parts[0].y, second.parts[0].y + 5.5)
    assert (thick.series, thick.top2, thick.bottom2) == (1, second.parts[1].y, second.parts[1].y + 16.5)
    assert thin.x1 < thin.middle < thin.x2


def test_numbers_of_parts_stand_a_line_apart_however_low_the_parts_are() -> None:
    chart = charts.flow([[1, 1, 1, 97], [25, 25, 25, 25]], [{(0, 0): 1}])
    for column in chart.columns:
        for above, below in pairwise(column.parts):
            assert below.middle - above.middle >= charts.LINE
        assert column.parts[-1].y + column.parts[-1].height <= chart.height + 0.01
    assert list(chart.names.values()) == [part.middle for part in chart.columns[-1].parts]


def test_a_picture_of_no_plans_is_empty() -> None:
    assert charts.flow([], []).columns == []
    assert [column.parts for column in charts.flow([[0], [0]], [{}]).columns] == [[], []]
