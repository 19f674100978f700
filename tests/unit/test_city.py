"""What the page of a city says of its plan and its inhabitants, on the small project."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import lxml.html
import pytest

from atlas.checks import Examined, examine
from atlas.model.cities import City
from atlas.read.pages import Page, PageTree
from atlas.site.build import Build
from tests.breaks import SMALL


@pytest.fixture(scope="module")
def examined() -> Examined:
    return examine(SMALL)


def shown(examined: Examined, city: str, macro: str, **changes: Any) -> list[tuple[str, str]]:
    """Each term of a list that a macro shows on the page of a city, with what it says of it."""
    changed: City = examined.atlas.cities[city].model_copy(update=changes)
    atlas = replace(examined.atlas, cities={**examined.atlas.cities, city: changed})
    src = f"cities/{city}.md"
    page = Page(src, f"---\nrecord: {city}\n---\n{{{{ {macro}() }}}}{{{{ sources() }}}}")
    tree = PageTree({**examined.tree.pages, src: page})
    html = lxml.html.fromstring(Build(replace(examined, atlas=atlas, tree=tree)).render(src))
    return [
        (" ".join(term.text_content().split()), " ".join(term.getnext().text_content().split()))
        for term in html.xpath("//dl//dt")
    ]


def test_a_vision_a_note_and_each_problem_cite_their_source(examined: Examined) -> None:
    assert shown(examined, "alfa", "city_plan")[0] == ("Vision", "Alfa wants clean water for all.(1)")
    assert shown(examined, "beta", "city_plan")[:2] == [
        ("Note", "Beta has not published a plan.(1)"),
        ("Problems (from the plan and later sources)", "wells that run dry(1)leaking pipes[2, p. 3]"),
    ]


def test_a_city_without_vision_note_and_problems_says_nothing_of_them(examined: Examined) -> None:
    assert [term for term, _ in shown(examined, "alfa", "city_plan", vision=None)] == ["Action plan of 2018"]


def test_a_population_says_how_it_was_found_as_far_as_that_is_known(examined: Examined) -> None:
    known = {"source": "s-list", "page": 3, "basis": "unknown", "area_meant": "city"}
    cases: list[tuple[dict[str, Any], str]] = [
        ({}, "2,000 (undated, unofficial source, basis not known; area counted: not known)(1)"),
        (known, "2,000 (undated, official source, basis not known; area counted: city)[1, p. 3]"),
        ({"year": 2024, "basis": "census"}, "2,000 (2024, census; area counted: not known)(1)"),
    ]
    for changes, words in cases:
        population = examined.atlas.cities["beta"].population.model_copy(update=changes)
        assert dict(shown(examined, "beta", "city_facts", population=population))["Population"] == words
