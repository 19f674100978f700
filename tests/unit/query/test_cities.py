"""What the page of a city shows: the order of its projects, its partners, its requests, its series of figures."""

from dataclasses import replace
from typing import Any

from atlas.model.atlas import Atlas
from atlas.query import cities
from tests.unit.query.conftest import ids, project


def with_projects(atlas: Atlas, **changed: dict[str, Any]) -> Atlas:
    """The register with other fields of some projects, in the form of their files."""
    own = {name: project(name, "alba", name, **fields) for name, fields in changed.items()}
    return replace(atlas, projects={**atlas.projects, **own})


def test_projects_come_by_list_those_of_the_newest_first_and_those_of_none_last(small: Atlas) -> None:
    atlas = with_projects(small, arch={}, zoo={"status": "completed"})
    groups = cities.group_projects(atlas, "alba")
    assert {listing: ids(projects) for listing, projects in groups.items()} == {
        "listed": ["bus"], "left": ["park", "tax"], "never": ["arch", "zoo"],
    }  # fmt: skip
    assert ids(cities.city_projects(atlas, "alba")) == ["bus", "park", "tax", "arch", "zoo"]
    assert list(cities.group_projects(atlas, "elva")) == ["never"]
    assert cities.count_statuses(cities.city_projects(atlas, "alba")) == {
        "planned": 2, "completed": 2, "unknown": 1,
    }  # fmt: skip


def test_partners_are_companies_or_have_a_role_each_with_every_project(small: Atlas) -> None:
    city, firm, bank = (
        {"name": name, "role": role, "source": "s-1"}
        for name, role in [("Alba", "operator"), ("Wire Ltd.", "technical"), ("Bank", "funder")]
    )
    firm["kind"], hall = "company", {**city, "name": "Hall"}
    asked = {"text": ["Money."], "kinds": ["funding"], "source": "s-1"}
    atlas = with_projects(
        small,
        arch={"partners": [firm, city], "support_required": asked},
        zoo={"partners": [bank, firm, hall, {**hall, "role": "government"}]},
    )
    found = cities.partners_by_group(cities.city_projects(atlas, "alba"))
    named = {
        group: {name: [(project.id, runs) for project, runs in projects] for name, projects in partners.items()}
        for group, partners in found.items()
    }
    assert named == {
        "company": {"Wire Ltd.": [("arch", False), ("zoo", False)]}, "funder": {"Bank": [("zoo", False)]},
        "operator": {"Alba": [("arch", True)]}, "government": {"Hall": [("zoo", True)]},
    }  # fmt: skip
    assert list(named) == ["company", "government", "operator", "funder"]
    assert ids(cities.requesting_projects(atlas, "alba")) == ["arch"]
    assert (cities.partners_by_group([]), cities.requesting_projects(atlas, "elva")) == ({}, [])


def test_three_dated_values_of_one_thing_are_a_series_in_the_order_of_their_dates() -> None:
    def found(*figures: tuple[float, str | None, str | None]) -> tuple[list[tuple[str, list[float]]], list[float]]:
        fields = [
            {"what": "W", "unit": "u", "source": "s-1", "value": value, "as_of": as_of, "series": series}
            for value, as_of, series in figures
        ]
        made = project("bus", "alba", "Bus", figures=fields)
        series = [(each.name, [figure.value for figure in each.figures]) for each in cities.figure_series(made)]
        return series, [figure.value for figure in cities.single_figures(made)]

    three = [(3, "2024-02", "a"), (1, "2022", "a"), (2.5, "2024-01-31", "a")]
    assert found(*three, (9, None, None), (8, "2020", None)) == ([("a", [1, 2.5, 3])], [8, 9])
    assert found(*three[:2], (7, None, "a")) == ([], [1, 3, 7]), "what has no date has no place in the chart"
    assert found(*three[:2], (-1, "2025", "a")) == ([], [1, 3, -1]), "nothing is drawn below zero"
