"""The home page as a reader meets it: a city within reach, and a map on which every name can be read and hit."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from atlas import query
from atlas.model.atlas import Atlas
from tests.browser.conftest import Visit

#: Widths from which the map has names that are links.
WIDTHS = [480, 768, 1280]

#: What is drawn on the map, measured: each name with its areas, each dot as a square, each line, and the frame.
MEASURE = """() => {
  const svg = document.querySelector(".map > svg"), frame = svg.getBoundingClientRect()
  const scale = frame.width / svg.viewBox.baseVal.width
  const box = ({left, top, right, bottom}) => [left - frame.left, top - frame.top, right - frame.left, bottom - frame.top]
  const numbers = path => path.getAttribute("d").match(/[\\d.]+/g).map(Number).map(n => n * scale)
  const dots = [...svg.querySelectorAll(".dot")].flatMap(path => {
    const places = numbers(path).filter((_, i) => i % 3 < 2), half = parseFloat(getComputedStyle(path).strokeWidth) * scale / 2
    return Array.from({length: places.length / 2}, (_, i) => [places[2 * i], places[2 * i + 1]])
      .map(([x, y]) => [x - half, y - half, x + half, y + half])
  })
  const ends = numbers(svg.querySelector(".way"))
  return {
    frame: [0, 0, frame.width, frame.height],
    letter: parseFloat(getComputedStyle(svg).fontSize) * scale,
    links: [...svg.querySelectorAll("a")].map(a => ({
      name: a.textContent, href: a.getAttribute("href"),
      whole: box(a.getBoundingClientRect()), area: box(a.querySelector("rect").getBoundingClientRect()),
      rows: [...a.querySelectorAll("text")].map(text => box(text.getBoundingClientRect())),
    })),
    dots, lines: Array.from({length: ends.length / 4}, (_, i) => ends.slice(4 * i, 4 * i + 4)),
  }
}"""


class Box(NamedTuple):
    """A rectangle in CSS pixels, from the top left of the map."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether two boxes share more than a hair."""
        hair = 0.01
        return (
            self.left + hair < other.right
            and other.left + hair < self.right
            and self.top + hair < other.bottom
            and other.top + hair < self.bottom
        )

    def lies_in(self, other: Box) -> bool:
        """Whether all of a box lies inside another."""
        return (
            other.left <= self.left
            and other.top <= self.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


def measured(page: Page) -> dict[str, object]:
    return page.evaluate(MEASURE)  # type: ignore[no-any-return]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_city_is_a_link_on_the_map_with_its_name_as_text(visit: Visit, atlas: Atlas, width: int) -> None:
    links = measured(visit("", width=width))["links"]
    expected = [(city.name, f"cities/{city.id}/") for city in query.projects.cities_in_order(atlas)]
    assert [(link["name"], link["href"]) for link in links] == expected


@pytest.mark.parametrize("width", WIDTHS)
def test_every_link_of_the_map_can_be_hit_and_none_lies_on_another(visit: Visit, width: int) -> None:
    links = measured(visit("", width=width))["links"]
    areas = {link["name"]: Box(*link["area"]) for link in links}
    small = [name for name, area in areas.items() if min(area.right - area.left, area.bottom - area.top) < 24]
    assert small == []
    wholes = {link["name"]: Box(*link["whole"]) for link in links}
    assert [pair for pair in combinations(wholes, 2) if wholes[pair[0]].overlaps(wholes[pair[1]])] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_name_lies_on_another_on_a_dot_or_outside_the_map(visit: Visit, width: int) -> None:
    found = measured(visit("", width=width))
    rows = [(link["name"], Box(*row)) for link in found["links"] for row in link["rows"]]
    dots = [Box(*dot) for dot in found["dots"]]
    assert len(dots) == len(found["links"])
    on_another = [(a, b) for (a, one), (b, other) in combinations(rows, 2) if a != b and one.overlaps(other)]
    assert on_another == []
    assert [name for name, row in rows if any(row.overlaps(dot) for dot in dots)] == []
    assert [name for name, row in rows if not row.lies_in(Box(*found["frame"]))] == []
    assert not any(one.overlaps(other) for one, other in permutations(dots, 2))
    assert found["letter"] >= 9


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_of_the_map_runs_through_a_name(visit: Visit, width: int) -> None:
    found = measured(visit("", width=width))
    crossed = []
    for left, top, right, bottom in found["lines"]:
        points = [(left + (right - left) * step / 100, top + (bottom - top) * step / 100) for step in range(101)]
        for name, row in [(link["name"], Box(*row)) for link in found["links"] for row in link["rows"]]:
            if any(row.left < x < row.right and row.top + 1 < y < row.bottom - 1 for x, y in points):
                crossed.append(name)
    assert crossed == []


def test_the_keyboard_reaches_the_list_first_and_then_the_cities_by_country(visit: Visit, atlas: Atlas) -> None:
    page = visit("")
    page.get_by_role("link", name="List of cities").focus()
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent"))
    assert reached == [city.name for city in query.projects.cities_in_order(atlas)][:4]
    stroke = page.evaluate("getComputedStyle(document.activeElement.querySelector('rect')).stroke")
    assert stroke not in {"none", "rgba(0, 0, 0, 0)"}
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cities/{query.projects.cities_in_order(atlas)[3].id}/")


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_the_list_stands_for_the_map(visit: Visit, atlas: Atlas, width: int) -> None:
    page = visit("", width=width)
    assert page.locator(".map > svg a:visible").count() == 0
    assert page.locator(".map > svg").is_visible()
    page.get_by_role("link", name="List of cities").click()
    assert page.url.endswith("#city-list")
    links = page.locator("dl.cities a")
    assert links.all_text_contents() == [city.name for city in query.projects.cities_in_order(atlas)]
    tops = [box["y"] for box in (link.bounding_box() for link in links.all()) if box]
    assert min(after - before for before, after in pairwise(tops)) >= 24


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_first_screen_holds_the_sentence_the_search_and_the_numbers(visit: Visit, width: int) -> None:
    page = visit("", width=width, height=844)
    for part in (
        page.get_by_role("searchbox", name="Find a city, a project or a topic"),
        page.locator("dl.numbers a").nth(3),
    ):
        box = part.bounding_box()
        assert box
        assert box["y"] + box["height"] < 844
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_without_script_the_search_leads_to_the_list_of_cities(visit: Visit) -> None:
    page = visit("", js=False)
    page.get_by_role("searchbox", name="Find a city, a project or a topic").fill("makassar")
    page.get_by_role("button", name="Search", exact=True).click()
    page.wait_for_url("**/cities/?q=makassar")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Cities")
