"""The home page as a reader meets it: a city within reach, and a map on which every name can be read and hit."""

from itertools import combinations, pairwise

from atlas import query
from atlas.model.atlas import Atlas
from atlas.site.city_map import Box
from tests.browser.conftest import Visit
from tests.site.test_map import common

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


def test_no_name_of_the_map_lies_on_another_on_a_dot_or_a_line_and_each_can_be_hit(visit: Visit, atlas: Atlas) -> None:
    """At widths from which the map has names that are links."""
    page = visit("")
    for width in (480, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        drawn = page.evaluate(MEASURE)
        links = drawn["links"]
        expected = [(city.name, f"cities/{city.id}/") for city in query.projects.cities_in_order(atlas)]
        assert [(link["name"], link["href"]) for link in links] == expected
        areas = {link["name"]: Box(*link["area"]) for link in links}
        assert [n for n, area in areas.items() if min(area.right - area.left, area.bottom - area.top) < 24] == [], width
        wholes = {link["name"]: Box(*link["whole"]) for link in links}
        assert [pair for pair in combinations(wholes, 2) if common(*map(wholes.get, pair))] == [], width
        named = [(link["name"], Box(*row)) for link in links for row in link["rows"]]
        dots, frame = [Box(*dot) for dot in drawn["dots"]], Box(*drawn["frame"])
        assert len(dots) == len(links)
        assert [(a, b) for (a, one), (b, other) in combinations(named, 2) if a != b and common(one, other)] == [], width
        assert [name for name, row in named if any(common(row, dot) for dot in dots)] == [], width
        assert [name for name, row in named if common(row, frame) != row] == [], width
        assert not any(common(one, other) for one, other in combinations(dots, 2)), width
        assert drawn["letter"] >= 9, width
        for left, top, right, bottom in drawn["lines"]:
            points = [(left + (right - left) * step / 100, top + (bottom - top) * step / 100) for step in range(101)]
            assert [name for name, row in named if any(within(row, *point) for point in points)] == [], width


def within(box: Box, x: float, y: float) -> bool:
    """Whether a point is in a box, above and below by more than a pixel."""
    return box.left < x < box.right and box.top + 1 < y < box.bottom - 1


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


def test_on_a_phone_the_list_stands_for_the_map(visit: Visit, atlas: Atlas) -> None:
    page = visit("", width=320)
    assert page.locator(".map > svg a:visible").count() == 0
    assert page.locator(".map > svg").is_visible()
    page.get_by_role("link", name="List of cities").click()
    assert page.url.endswith("#city-list")
    links = page.locator("dl.cities a")
    assert links.all_text_contents() == [city.name for city in query.projects.cities_in_order(atlas)]
    tops = links.evaluate_all("links => links.map(link => link.getBoundingClientRect().top)")
    assert min(after - before for before, after in pairwise(tops)) >= 24


def test_the_first_screen_holds_the_finding_the_search_and_who_speaks(visit: Visit) -> None:
    page = visit("", height=844)
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        search = page.get_by_role("searchbox", name="Find a city, a project or a topic")
        finding = page.locator("p.finding a[href*='projects/outcomes/']")
        for part in (finding.last, search, page.get_by_text("independent of ASEAN").first):
            box = part.bounding_box()
            assert box
            assert box["y"] + box["height"] < 844, width
        assert page.evaluate("document.documentElement.scrollWidth") == width
