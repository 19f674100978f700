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
    groups = cities.grouped_projects(atlas, "alba")
    assert {listing: ids(projects) for listing, projects in groups.items()} == {
        "listed": ["bus"], "left": ["park", "tax"], "never": ["arch", "zoo"],
    }  # fmt: skip
    assert ids(cities.city_projects(atlas, "alba")) == ["bus", "park", "tax", "arch", "zoo"]
    assert list(cities.grouped_projects(atlas, "elva")) == ["never"]
    assert cities.count_statuses(cities.city_projects(atlas, "alba")) == {
        "planned": 2, "completed": 2, "unknown": 1,
    }  # fmt: skip


def test_partners_are_found_by_role_with_every_project_they_take_part_in(small: Atlas) -> None:
    city, firm, bank = (
        {"name": name, "role": role, "source": "s-1"}
        for name, role in [("Alba", "operator"), ("Wire Ltd.", "vendor"), ("Bank", "funder")]
    )
    asked = {"text": ["Money."], "kinds": ["funding"], "source": "s-1"}
    atlas = with_projects(
        small, arch={"partners": [firm, city], "support_required": asked}, zoo={"partners": [bank, firm]}
    )
    found = cities.partners_by_role(atlas, "alba")
    named = {role: {name: ids(projects) for name, projects in partners.items()} for role, partners in found.items()}
    assert named == {
        "funder": {"Bank": ["zoo"]},
        "operator": {"Alba": ["arch"]},
        "vendor": {"Wire Ltd.": ["arch", "zoo"]},
    }
    assert ids(cities.requesting_projects(atlas, "alba")) == ["arch"]
    assert (cities.partners_by_role(atlas, "elva"), cities.requesting_projects(atlas, "elva")) == ({}, [])
