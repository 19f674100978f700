"""The numbers by which cities and countries are compared, on a small register made up for the purpose."""

from __future__ import annotations

from dataclasses import replace

from atlas import query
from atlas.model.atlas import Atlas
from tests.unit.test_query import planned, report, row, small  # noqa: F401 - the fixtures


def places(atlas: Atlas) -> dict[str, query.totals.PlaceCounts]:
    return {
        place.record.id: place for country, cities in query.totals.comparison(atlas) for place in (country, *cities)
    }


def test_every_country_stands_with_its_cities_by_name(planned: Atlas) -> None:  # noqa: F811
    found = query.totals.comparison(planned)
    assert [(country.record.id, [city.record.id for city in cities]) for country, cities in found] == [
        ("LA", ["dana", "elva"]),
        ("TH", ["alba"]),
    ]
    assert {place_id: place.kind for place_id, place in places(planned).items()} == {
        "LA": "country", "dana": "city", "elva": "city", "TH": "country", "alba": "city",
    }  # fmt: skip


def test_a_country_has_the_years_of_its_cities_and_no_population(planned: Atlas) -> None:  # noqa: F811
    found = places(planned)
    assert {place_id: place.joined for place_id, place in found.items()} == {
        "LA": [2022, 2025], "dana": [2022], "elva": [2025], "TH": [2018], "alba": [2018],
    }  # fmt: skip
    assert (found["dana"].population, found["LA"].population) == (planned.cities["dana"].population, None)


def test_projects_are_known_and_listed_by_the_newest_document(planned: Atlas) -> None:  # noqa: F811
    found = places(planned)
    assert {place_id: (place.known, place.listed) for place_id, place in found.items()} == {
        "LA": (3, 1), "dana": (2, 1), "elva": (1, 0), "TH": (3, 1), "alba": (3, 1),
    }  # fmt: skip
    assert found["alba"].areas == {"green": 0, "blue": 1}
    assert found["elva"].areas == {"green": 0, "blue": 0}
    assert found["LA"].stages == {"planning": 1, "completed": 0}
    assert found["alba"].stages == {"planning": 0, "completed": 1}


def test_what_the_newest_document_prints_but_does_not_count_is_known_alone(planned: Atlas) -> None:  # noqa: F811
    rows = [row("bus", "alba", "green", "ongoing"), row("tax", "alba", "blue", "planning", counted=False)]
    alba = places(replace(planned, reports={**planned.reports, "two": report("two", "s-two", rows)}))["alba"]
    assert (alba.known, alba.listed, alba.areas, alba.stages) == (3, 1, {"green": 1, "blue": 0}, {"ongoing": 1})


def test_plans_ask_for_kinds_of_support_in_the_order_of_the_vocabulary(planned: Atlas) -> None:  # noqa: F811
    found = places(planned)
    assert {place_id: place.plans for place_id, place in found.items()} == {
        "LA": 1, "dana": 1, "elva": 0, "TH": 2, "alba": 2,
    }  # fmt: skip
    assert list(found["TH"].asked.items()) == [("funding", 1), ("data", 1)]
    assert found["LA"].asked == {"funding": 0, "data": 0}


def test_the_box_holds_each_city_and_touches_the_outermost(atlas: Atlas) -> None:
    assert query.totals.box(atlas) == (108.2, -5.1, 119.4, 16.05)
