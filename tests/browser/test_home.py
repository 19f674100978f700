"""The home page as a reader meets it: a city within reach, and a map on which every name can be read and hit."""

from itertools import combinations, pairwise

from playwright.sync_api import expect

from atlas import query
from atlas.model.atlas import Atlas
from atlas.site.figures.city_map import Box
from tests.browser.conftest import Visit
from tests.unit.test_map import common

#: What is drawn in each part of the map, measured: each link with its area and its name, each dot, and the frame.
MEASURE = """() => [...document.querySelectorAll(".map > svg")].map(svg => {
  const box = ({left, top, right, bottom}) => [left, top, right, bottom]
  return {
    frame: box(svg.getBoundingClientRect()),
    links: [...svg.querySelectorAll("a")].map(a => ({
      href: a.getAttribute("href"), name: a.querySelector("text:not(.more)")?.textContent,
      area: box(a.querySelector("rect").getBoundingClientRect()),
      text: box(a.querySelector("text").getBoundingClientRect()),
    })),
    dots: [...svg.querySelectorAll(".edge")].map(dot => box(dot.getBoundingClientRect())),
    countries: [...svg.querySelectorAll(".country")].map(text => box(text.getBoundingClientRect())),
  }
})"""


def test_no_name_of_the_map_lies_on_another_or_on_a_dot_and_each_can_be_hit(visit: Visit, atlas: Atlas) -> None:
    """At widths from which there is a map."""
    page = visit("")
    for width in (980, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        parts = page.evaluate(MEASURE)
        named = {link["href"]: link["name"] for part in parts for link in part["links"]}
        assert named == {f"cities/{city.id}/": city.name for city in atlas.cities.values()}, width
        for part in parts:
            areas = {link["name"]: Box(*link["area"]) for link in part["links"]}
            assert [n for n, a in areas.items() if min(a.right - a.left, a.bottom - a.top) < 24] == [], width
            texts = [(link["name"], Box(*link["text"])) for link in part["links"]]
            texts += [("country", Box(*text)) for text in part["countries"]]
            dots, frame = [Box(*dot) for dot in part["dots"]], Box(*part["frame"])
            assert [(a, b) for (a, one), (b, other) in combinations(texts, 2) if common(one, other)] == [], width
            assert [name for name, text in texts if any(common(text, dot) for dot in dots)] == [], width
            assert [name for name, text in texts if common(text, frame) != text] == [], width


def test_the_keyboard_reaches_each_city_of_the_map_and_shows_its_projects(visit: Visit) -> None:
    page = visit("")
    link = page.locator(".map a").first
    expect(link.locator(".more")).to_be_hidden()
    page.locator("dl.numbers a").last.focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link.locator(".more")).to_be_visible()
    assert link.evaluate("link => getComputedStyle(link.querySelector('rect')).stroke") not in {
        "none",
        "rgba(0, 0, 0, 0)",
    }
    address = link.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{address}")


def test_on_a_phone_the_list_stands_for_the_map(visit: Visit, atlas: Atlas) -> None:
    page = visit("", width=320)
    assert page.locator("figure.map").is_hidden()
    links = page.locator("dl.cities a")
    addresses = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert addresses == [f"cities/{city.id}/" for city in query.projects.cities_in_order(atlas)]
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
