"""What became of the 52 plans, as the records that the Atlas began with give it."""

from __future__ import annotations

import pytest

from atlas import query
from atlas.model import Atlas
from tests.data.real import of_the_dossier


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return of_the_dossier()


def test_45_of_the_52_plans_stand_in_the_list_of_2025(atlas: Atlas) -> None:
    assert query.plan_outcomes(atlas) == {
        "completed": 5, "ongoing": 37, "planning": 3, "listed": 45, "left-later": 4, "never-listed": 3,
    }  # fmt: skip


def test_the_plans_flow_from_list_to_list(atlas: Atlas) -> None:
    flows = [(flow.after.id, flow.old, flow.new, flow.n) for flow in query.flows(atlas)]
    assert flows == [
        ("me-2022", "proposed", "ongoing", 37),
        ("me-2022", "proposed", "ongoing-or-planning", 1),
        ("me-2022", "proposed", "planning", 10),
        ("me-2022", "proposed", "not-listed", 4),
        ("me-2023", "ongoing", "ongoing", 37),
        ("me-2023", "ongoing-or-planning", "ongoing-or-planning", 1),
        ("me-2023", "planning", "ongoing-or-planning", 1),
        ("me-2023", "planning", "planning", 9),
        ("me-2023", "not-listed", "ongoing", 1),
        ("me-2023", "not-listed", "not-listed", 3),
        ("me-2024", "ongoing", "completed", 3),
        ("me-2024", "ongoing", "ongoing", 35),
        ("me-2024", "ongoing-or-planning", "ongoing-or-planning", 2),
        ("me-2024", "planning", "ongoing", 2),
        ("me-2024", "planning", "planning", 4),
        ("me-2024", "planning", "not-listed", 3),
        ("me-2024", "not-listed", "not-listed", 3),
        ("me-2025", "completed", "completed", 3),
        ("me-2025", "ongoing", "completed", 2),
        ("me-2025", "ongoing", "ongoing", 34),
        ("me-2025", "ongoing", "not-listed", 1),
        ("me-2025", "ongoing-or-planning", "ongoing", 2),
        ("me-2025", "planning", "ongoing", 1),
        ("me-2025", "planning", "planning", 3),
        ("me-2025", "not-listed", "not-listed", 6),
    ]


def test_in_every_document_there_are_52_plans(atlas: Atlas) -> None:
    assert {report: sum(states.values()) for report, states in query.plan_states(atlas).items()} == dict.fromkeys(
        ["scap-2018", "me-2022", "me-2023", "me-2024", "me-2025"], 52
    )


def test_all_37_that_were_ongoing_in_2022_stand_in_the_list_of_2025_and_6_of_10_at_planning(atlas: Atlas) -> None:
    assert [(group.stage, group.n, group.listed) for group in query.kept(atlas)] == [
        ("ongoing", 37, 37), ("ongoing-or-planning", 1, 1), ("planning", 10, 6),
    ]  # fmt: skip


def test_the_three_still_at_planning_were_so_in_every_list(atlas: Atlas) -> None:
    found = {plan.project.id: query.state_since(atlas, plan).report.id for plan in query.plans_with(atlas, "planning")}
    assert found == {
        "yangon-hlaing-thar-yar-transit-development": "me-2022",
        "ha-noi-intelligent-operation-centre": "me-2022",
        "ho-chi-minh-city-emergency-response-centre": "me-2022",
    }


def test_the_five_completed_and_since_when(atlas: Atlas) -> None:
    found = {plan.project.id: query.state_since(atlas, plan).report.id for plan in query.plans_with(atlas, "completed")}
    assert found == {
        "brunei-clean-river-management": "me-2024",
        "banyuwangi-tourism-based-development": "me-2025",
        "johor-bahru-water-resources": "me-2025",
        "singapore-e-payments": "me-2024",
        "singapore-national-digital-identity": "me-2024",
    }


def test_the_four_that_left_with_their_last_list_and_their_likely_successors(atlas: Atlas) -> None:
    found = {}
    for plan in query.plans_with(atlas, "left-later"):
        last = query.last_listed(atlas, plan)
        assert last is not None
        links = [(link.continued_by, link.certainty) for link in query.continuations(plan.project)]
        found[plan.project.id] = (last.report.id, last.state, links)
    assert found == {
        "siem-reap-solid-waste-and-wastewater": (
            "me-2023", "planning", [("siem-reap-smart-waste-management", "inferred")],
        ),
        "vientiane-drainage": ("me-2023", "planning", [("vientiane-smart-environment-development", "inferred")]),
        "nay-pyi-taw-comprehensive-university": ("me-2024", "ongoing", [("nay-pyi-taw-knowledge-hub", "inferred")]),
        "chonburi-waste-to-energy": ("me-2023", "planning", []),
    }  # fmt: skip


def test_the_three_never_listed_again(atlas: Atlas) -> None:
    never = query.plans_with(atlas, "never-listed")
    assert {plan.project.id for plan in never} == {
        "manila-e-education", "phuket-eagle-eyes", "da-nang-intelligent-traffic-control",
    }  # fmt: skip
    assert [query.last_listed(atlas, plan) for plan in never] == [None] * 3
    assert [query.continuations(plan.project) for plan in never] == [[]] * 3


def test_the_19_plans_without_an_area_have_a_row_and_each_of_26_cities_has_two_plans(atlas: Atlas) -> None:
    areas, cities = (query.plan_table(atlas, rows, "outcome") for rows in ("area", "city"))
    assert {end: count.n for end, count in zip(areas.columns, areas.rows["none"], strict=False) if count.n} == {
        "completed": 4, "ongoing": 12, "planning": 2, "listed": 18, "left-later": 1,
    }  # fmt: skip
    assert [counts[-1].n for counts in cities.rows.values()] == [2] * 26


def test_what_became_of_the_plans_by_what_they_ask_for(atlas: Atlas) -> None:
    found = {kind: counts[-1].n for kind, counts in query.plan_table(atlas, "support", "outcome").rows.items()}
    assert found == {
        "technical-expertise": 39, "funding": 29, "partnership": 13, "private-sector": 12, "capacity-building": 9,
        "technology": 9, "data": 6, "policy-advice": 5, "none": 3,
    }  # fmt: skip
