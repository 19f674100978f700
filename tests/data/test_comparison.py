"""Cities and countries in numbers: together they are the totals of the documents."""

from __future__ import annotations

from collections import Counter

import pytest

from atlas import query
from tests.data.real import of_the_dossier


@pytest.fixture(scope="module")
def groups() -> list[tuple[query.Place, list[query.Place]]]:
    """The records that the Atlas began with."""
    return query.comparison(of_the_dossier())


def total(places: list[query.Place], counts: str) -> dict[str, int]:
    return dict(sum((Counter(getattr(place, counts)) for place in places), Counter[str]()))


def test_the_countries_together_are_the_newest_list_and_the_plans(
    groups: list[tuple[query.Place, list[query.Place]]],
) -> None:
    countries = [country for country, _ in groups]
    assert len(countries) == 11
    assert sum(country.known for country in countries) == 174
    assert sum(country.listed for country in countries) == 134
    assert total(countries, "areas") == {
        "civic-and-social": 34, "built-infrastructure": 32, "quality-environment": 25,
        "safety-and-security": 19, "industry-and-innovation": 16, "health-and-well-being": 8,
    }  # fmt: skip
    assert total(countries, "stages") == {"ongoing": 108, "completed": 18, "planning": 8}
    assert sum(country.plans for country in countries) == 52
    assert total(countries, "asked") == {
        "technical-expertise": 39, "funding": 29, "partnership": 13, "private-sector": 12,
        "capacity-building": 9, "technology": 9, "data": 6, "policy-advice": 5,
    }  # fmt: skip


@pytest.mark.parametrize("counts", ["areas", "stages", "asked"])
def test_a_country_is_the_sum_of_its_cities(groups: list[tuple[query.Place, list[query.Place]]], counts: str) -> None:
    assert sum(len(cities) for _, cities in groups) == 38
    for country, cities in groups:
        assert total([country], counts) == total(cities, counts), country.record.id
        for number in ("known", "listed", "plans"):
            assert getattr(country, number) == sum(getattr(city, number) for city in cities), country.record.id


def test_stages_and_areas_each_share_out_all_that_is_listed(
    groups: list[tuple[query.Place, list[query.Place]]],
) -> None:
    for place in [place for country, cities in groups for place in (country, *cities)]:
        assert sum(place.stages.values()) == sum(place.areas.values()) == place.listed, place.record.id


def test_the_uncounted_plan_of_manila_asks_for_nothing_here(
    groups: list[tuple[query.Place, list[query.Place]]],
) -> None:
    [manila] = [city for _, cities in groups for city in cities if city.record.id == "manila"]
    assert manila.plans == 2
