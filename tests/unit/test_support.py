"""What plans ask for and partners offer, counted on the small register of test_query.py."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from atlas.model.i18n import Texts

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.network import Partner
from atlas.site import captions
from tests.unit.test_query import cited, planned, project, small  # noqa: F401 - fixtures

T = Texts("en")


def partner(partner_id: str, offers: list[str], cities: list[str]) -> Partner:
    supported = [{"cities": [city], "what": "W", "source": "s-1"} for city in cities]
    return Partner.model_validate(
        {
            "id": partner_id, "name": partner_id, "kind": "un", "what": "W", "sources": cited(),
            "offers": [{"kind": kind, "words": "W"} for kind in offers], "cities_supported": supported,
        }
    )  # fmt: skip


@pytest.fixture
def offered(planned: Atlas) -> Atlas:  # noqa: F811
    """Plans that ask for funding and data in Alba, and partners that offer funding and technology."""
    partners = [
        partner("giver", ["funding", "technology"], ["elva", "alba"]),
        partner("lender", ["funding"], ["dana"]),
        partner("talker", [], ["alba"]),
    ]
    return replace(planned, partners={record.id: record for record in partners})


def asking(atlas: Atlas, project_id: str, *kinds: str, texts: int = 1) -> Atlas:
    """The same records, with a plan that asks for other kinds of support."""
    old = atlas.projects[project_id]
    asked: dict[str, Any] = {"text": ["T"] * texts, "kinds": list(kinds), "source": "s-1"}
    new = project(project_id, old.city, old.name, support_required=asked)
    return replace(atlas, projects={**atlas.projects, project_id: new})


@pytest.mark.parametrize(
    ("filters", "n"),
    [
        ({}, 3),
        ({"support": "funding"}, 1),
        ({"support": "none"}, 2),
        ({"support": "funding", "outcome": "listed"}, 1),
        ({"support": "funding", "outcome": "left-later"}, 0),
        ({"country": "TH", "support": "none"}, 1),
        ({"area": "none"}, 1),
        ({"support": "policy-advice"}, 0),
    ],
)
def test_plans_are_counted_by_the_filters_that_a_link_to_them_carries(
    offered: Atlas, filters: dict[str, str], n: int
) -> None:
    assert query.plans.count_plans(offered, **filters) == query.plans.PlanCount(n, filters)


def test_a_plan_that_the_document_does_not_count_is_in_no_count(offered: Atlas) -> None:
    before = query.plans.count_plans(offered, support="data")
    assert query.plans.count_plans(asking(offered, "tax", "data"), support="data") == before


def test_only_a_plan_at_a_stage_in_the_newest_document_is_listed(offered: Atlas) -> None:
    facts = {plan.project.id: query.plans.plan_facts(offered, plan) for plan in query.plans.plans(offered)}
    assert [project_id for project_id, found in facts.items() if "outcome=listed" in found] == ["bus"]


def test_a_table_has_rows_for_what_occurs_and_counts_a_plan_once_in_totals(offered: Atlas) -> None:
    table = query.plans.plan_table(offered, "support", "outcome")
    assert table.columns == ["completed", "listed", "left-later", "never-listed"]
    assert {value: [count.n for count in counts] for value, counts in table.rows.items()} == {
        "funding": [1, 1, 0, 0, 1],
        "data": [1, 1, 0, 0, 1],
        "none": [0, 0, 1, 1, 2],
    }
    assert [count.n for count in table.totals] == [1, 1, 1, 1, 3]
    assert table.rows["data"][0].filters == {"support": "data", "outcome": "completed"}
    assert table.totals[-1].filters == {}


def test_values_stand_in_the_order_of_their_own_and_none_comes_last(offered: Atlas) -> None:
    assert query.plans.plan_values(offered, "area") == ["green", "blue", "none"]
    assert query.plans.plan_values(offered, "country") == ["LA", "TH"]


def test_plans_without_a_kind_ask_for_something_else_or_print_no_request(offered: Atlas) -> None:
    other, silent = query.plans.plans_without_kind(asking(offered, "park", texts=2))
    assert [(plan.project.id, plan.requests) for plan in other] == [("park", 2)]
    assert [plan.project.id for plan in silent] == ["lift"]
    assert query.plans.requests(query.plans.plans(offered)) == 2


def test_a_match_is_a_kind_that_is_asked_for_or_offered(offered: Atlas) -> None:
    found = [
        (match.kind, match.asking.n, match.listed.n, [offering.partner.id for offering in match.offering])
        for match in query.plans.matches(offered)
    ]
    assert found == [
        ("funding", 1, 1, ["giver", "lender"]),
        ("technology", 0, 0, ["giver"]),
        ("data", 1, 1, []),
    ]


def test_a_partner_is_known_in_those_cities_it_supported_that_ask_for_what_it_offers(offered: Atlas) -> None:
    [funding, technology, _] = query.plans.matches(offered)
    assert [[city.id for city in offering.known_in] for offering in funding.offering] == [["alba"], []]
    assert [offering.known_in for offering in technology.offering] == [[]]


def test_a_partner_supports_a_city_whatever_it_offers(offered: Atlas) -> None:
    assert [record.id for record in query.plans.supporters(offered, "alba")] == ["giver", "talker"]
    assert [city.id for city in query.plans.supported_cities(offered, offered.partners["giver"])] == ["elva", "alba"]


def test_the_caption_names_what_is_asked_for_most_or_all_of_it(offered: Atlas) -> None:
    assert captions.asked_by_outcome(offered, T).startswith(
        "More plans ask for funding and data than for anything else: 1 of 3 for each."
    )
    assert captions.asked_by_outcome(asking(offered, "park", "data"), T).startswith(
        "More plans ask for data than for anything else: 2 of 3, 1 of them in the list of 2025."
    )


def test_a_caption_counts_the_places_where_nothing_is_asked_for_more(
    offered: Atlas,
) -> None:
    more = asking(asking(offered, "park", "data"), "lift", "funding", "data")
    assert captions.asked_by_country(more, T).endswith(
        "In 2 of 2 countries with plans no kind is asked for by more plans than data."
    )
    assert "Under 2 of 2 areas" in captions.asked_by_area(more, T)
    assert "In 1 of 2 countries" in captions.asked_by_country(asking(more, "lift", "funding"), T)
