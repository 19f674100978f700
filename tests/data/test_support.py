"""Requests and offers in the real records, by the numbers and words of the dossier of November 2026."""

from __future__ import annotations

import pytest

from atlas import query
from atlas.model import Atlas
from tests.data.real import of_the_dossier


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """The records that the Atlas began with."""
    return of_the_dossier()


def test_how_many_plans_ask_for_each_kind_and_are_still_listed(atlas: Atlas) -> None:
    assert {match.kind: (match.asking.n, match.listed.n) for match in query.matches(atlas)} == {
        "technical-expertise": (39, 35), "funding": (29, 24), "partnership": (13, 12), "private-sector": (12, 11),
        "capacity-building": (9, 8), "technology": (9, 8), "data": (6, 5), "policy-advice": (5, 5),
    }  # fmt: skip


def test_two_plans_ask_only_for_political_or_citizens_support_and_one_prints_no_request(atlas: Atlas) -> None:
    other, silent = query.plans_without_kind(atlas)
    asked = {plan.project.id: plan.project.support_required.text for plan in other if plan.project.support_required}
    assert asked == {
        "kuala-lumpur-bicycle-friendly-city": ["political support", "support from citizens"],
        "kuala-lumpur-urban-observatory": ["political support", "support from citizens"],
    }
    assert [plan.project.id for plan in silent] == ["mandalay-solid-waste-and-wastewater"]


def test_the_plans_make_116_requests_and_those_of_every_area_and_country_add_up_to_that(atlas: Atlas) -> None:
    plans = query.plans(atlas)
    assert query.requests(plans) == 116
    assert query.requests(query.uncounted_plans(atlas)) == 1
    for name in ("area", "country"):
        table = query.plan_table(atlas, name, "support")
        assert sum(counts[-1].n for counts in table.rows.values()) == len(plans) == 52
        assert [count.n for count in table.totals] == [39, 29, 13, 12, 9, 9, 6, 5, 3, 52]


def test_twelve_partners_offer_what_their_text_says_and_of_six_it_is_not_known(atlas: Atlas) -> None:
    assert {partner.id: [offer.kind for offer in partner.offers] for partner in atlas.partners.values()} == {
        "japan-jasca-smart-jamp": ["technical-expertise", "funding", "partnership", "capacity-building"],
        "jica": ["capacity-building"],
        "us-asean-smart-cities-partnership": ["technical-expertise", "funding", "partnership", "technology"],
        "aasctf": ["funding", "technology"],
        "aus4asean-futures": ["funding"],
        "adb": ["funding"],
        "republic-of-korea": ["funding", "partnership", "capacity-building"],
        "china": [],
        "eu-smart-green-asean-cities": ["funding", "partnership"],
        "un-habitat": ["technical-expertise"],
        "uk-global-future-cities": [],
        "world-bank": [],
        "undp": ["funding"],
        "unescap": [],
        "germany": ["funding"],
        "norway": [],
        "new-zealand": [],
        "access-partnership": ["technical-expertise"],
    }


def test_nobody_is_known_to_offer_data_policy_advice_or_private_sector_support(atlas: Atlas) -> None:
    assert [match.kind for match in query.matches(atlas) if not match.offering] == [
        "private-sector",
        "data",
        "policy-advice",
    ]
