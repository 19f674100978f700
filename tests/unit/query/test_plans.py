"""What became of the plans, what they ask for, and which partners offer it."""

from dataclasses import replace

import pytest

from atlas.model.atlas import Atlas
from atlas.model.projects import ProjectEvent
from atlas.query import plans
from atlas.query.common import QueryError
from atlas.query.totals import count
from tests.unit.query.conftest import asking, by_id, ids, partner, report, row, source


@pytest.fixture
def continued(planned: Atlas) -> Atlas:
    """One more list: the bus is still completed, the park is back, the tram has gone."""
    rows = [row("bus", "alba", "blue", "completed"), row("park", "alba", "green", "planning")]
    sources = {**planned.sources, "s-three": source("s-three", "2024")}
    return replace(planned, sources=sources, reports={**planned.reports, "three": report("three", "s-three", rows)})


@pytest.fixture
def offered(planned: Atlas) -> Atlas:
    """Partners that offer funding and technology."""
    partners = [partner("giver", ["funding", "technology"], ["elva", "alba"]), partner("lender", ["funding"], ["dana"])]
    return replace(planned, partners=by_id([*partners, partner("talker", [], ["alba"])]))


def plan(atlas: Atlas, project_id: str) -> plans.Plan:
    return next(plan for plan in plans.plans(atlas) if plan.project.id == project_id)


def test_a_plan_is_in_the_newest_list_or_has_left_or_was_never_listed(planned: Atlas, continued: Atlas) -> None:
    found = [(plan.project.id, plan.outcome, plan.area, plan.requests) for plan in plans.plans(planned)]
    assert found == [
        ("lift", "never-listed", None, 0),
        ("park", "left-later", "green", 0),
        ("bus", "completed", "blue", 2),
    ]
    assert ids(plans.uncounted_plans(planned)) == ["tax"]
    assert ids(plans.plans_with(planned, "left-later")) == ["park"]
    assert plans.plan_outcomes(planned) == {"completed": 1, "listed": 1, "left-later": 1, "never-listed": 1}
    assert plans.plan_outcomes(continued) == {"completed": 1, "planning": 1, "listed": 2, "never-listed": 1}
    assert set(plans.OUTCOME_CHOICES) == {*plans.OUTCOMES, plans.LISTED}


def test_the_filters_of_a_plan_have_its_support_outcome_and_states(planned: Atlas) -> None:
    assert plans.plan_facts(planned, plan(planned, "bus")) == [
        "city=alba", "country=TH", "area=blue", "outcome=completed", "outcome=listed",
        "support=funding", "support=data",
    ]  # fmt: skip
    topics = ["rides", "tickets"]
    bus = replace(plan(planned, "bus"), project=planned.projects["bus"].model_copy(update={"topics": topics}))
    assert plans.plan_facts(planned, bus)[3:5] == ["topic=rides", "topic=tickets"]
    lift = plans.plan_facts(planned, plan(planned, "lift"))
    assert lift == ["city=dana", "country=LA", "area=none", "outcome=never-listed", "support=none"]
    assert plans.path_facts(plan(planned, "bus")) == [
        "state=plans.proposed", "state=one.ongoing", "state=two.completed",
        "step=one.proposed.ongoing", "step=two.ongoing.completed",
    ]  # fmt: skip


def test_plans_flow_from_each_list_to_the_next_the_furthest_first(planned: Atlas) -> None:
    states = plans.plan_states(planned)
    assert states == {
        "plans": {"proposed": 3},
        "one": {"ongoing": 1, "ongoing-or-planning": 1, "not-listed": 1},
        "two": {"completed": 1, "not-listed": 2},
    }
    assert list(states["two"]) == ["completed", "not-listed"]
    assert [(before.id, after.id, *rest) for before, after, *rest in plans.flows(planned)] == [
        ("plans", "one", "proposed", "ongoing", 1),
        ("plans", "one", "proposed", "ongoing-or-planning", 1),
        ("plans", "one", "proposed", "not-listed", 1),
        ("one", "two", "ongoing", "completed", 1),
        ("one", "two", "ongoing-or-planning", "not-listed", 1),
        ("one", "two", "not-listed", "not-listed", 1),
    ]


def test_plans_are_counted_by_their_first_stage_and_by_the_newest_list(planned: Atlas, continued: Atlas) -> None:
    found = [
        [(report.id, *rest) for report, *rest in plans.outcomes_by_first_stage(atlas)] for atlas in (planned, continued)
    ]
    assert found == [
        [("one", "ongoing", 1, 1), ("one", "ongoing-or-planning", 1, listed)] for listed in (0, 1)
    ]  # fmt: skip
    alone = replace(planned, reports={name: planned.reports[name] for name in ("talk", "plans")})
    assert (plans.flows(alone), plans.outcomes_by_first_stage(alone), plan(alone, "bus").last_listed) == ([], [], None)


def test_a_plan_is_in_trouble_by_an_event_or_because_it_left_the_lists(planned: Atlas) -> None:
    left = [plan.project.id for plan in plans.plans(planned) if plan.outcome in {"left-later", "never-listed"}]
    assert [plan.project.id for plan in plans.troubled_plans(planned)] == left
    [other] = [plan.project for plan in plans.plans(planned) if plan.project.id not in left]
    event = ProjectEvent(date="2024", kind="delayed", text="T.", source="s-1")
    late = planned.projects | {other.id: other.model_copy(update={"events": [event]})}
    assert len(plans.troubled_plans(replace(planned, projects=late))) == len(left) + 1


def test_a_table_has_what_occurs_and_counts_a_plan_once_in_its_totals(planned: Atlas) -> None:
    outcomes, areas = ["completed", "listed", "left-later", "never-listed"], ["green", "blue", "none"]
    for rows, columns, heads, numbers in [
        ("city", "outcome", outcomes, {"dana": [0, 0, 0, 1, 1], "alba": [1, 1, 1, 0, 2]}),
        ("area", "outcome", outcomes, {"green": [0, 0, 1, 0, 1], "blue": [1, 1, 0, 0, 1], "none": [0, 0, 0, 1, 1]}),
        (
            "support",
            "outcome",
            outcomes,
            {"funding": [1, 1, 0, 0, 1], "data": [1, 1, 0, 0, 1], "none": [0, 0, 1, 1, 2]},
        ),
        ("country", "area", areas, {"LA": [0, 0, 1, 1], "TH": [1, 1, 0, 2]}),
    ]:
        table = plans.plan_table(planned, rows, columns)
        assert table.columns == heads
        assert {value: [count.n for count in counts] for value, counts in table.rows.items()} == numbers
        assert [count.n for count in table.totals] == [*[1] * len(heads), 3]
        [value, counts] = next(iter(table.rows.items()))
        assert [counts[0].filters, counts[-1].filters] == [{rows: value, columns: heads[0]}, {rows: value}]


def test_the_largest_number_of_a_table_leaves_out_the_column_of_sums() -> None:
    listed, completed, ongoing, total = (plans.PlanCount(n, {}) for n in (5, 2, 3, 5))
    table = plans.PlanTable(["listed", "completed", "ongoing"], {"a": [listed, completed, ongoing, total]}, [])
    assert (table.sum_column, table.largest) == (0, 3)
    assert plans.PlanTable(["completed"], {"a": [completed, total]}, []).largest == 2


def test_an_unknown_filter_or_outcome_is_refused(planned: Atlas) -> None:
    with pytest.raises(QueryError, match="'colour' is not a filter of plans"):
        plans.plan_table(planned, "colour", "outcome")
    with pytest.raises(QueryError, match="'lost' is not a known outcome"):
        plans.plans_with(planned, "lost")


def test_plans_without_a_kind_have_another_request_or_none(planned: Atlas) -> None:
    other, silent = plans.plans_without_kind(asking(planned, "park", texts=2))
    assert [(plan.project.id, plan.requests) for plan in other] == [("park", 2)]
    assert ids(silent) == ["lift"]
    assert count(planned, "requests") == 2


def test_a_match_is_asked_for_or_offered_and_known_in_cities_that_ask(offered: Atlas) -> None:
    found = [
        (kind, asks.n, listed.n, [(offering.partner.id, ids(offering.known_in)) for offering in offering])
        for kind, asks, listed, offering in plans.matches(asking(offered, "park", "data"))
    ]
    assert found == [
        ("funding", 1, 1, [("giver", ["alba"]), ("lender", [])]),
        ("technology", 0, 0, [("giver", [])]),
        ("data", 2, 1, []),
    ]
    assert ids(plans.supporters(offered, "alba")) == ["giver", "talker"]
    by_country = {
        country: [(partner.id, ids(cities)) for partner, cities in plans.supporters_of(offered, country)]
        for country in ("TH", "LA")
    }
    assert by_country == {
        "TH": [("giver", ["alba"]), ("talker", ["alba"])],
        "LA": [("giver", ["elva"]), ("lender", ["dana"])],
    }
