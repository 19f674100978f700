"""The map on the page of data, as a page of one's own beside the files."""

from playwright.sync_api import Browser, expect

from atlas.model.atlas import Atlas
from tests.site.test_examples import MAP


def test_the_map_shows_each_city_within_its_frame(browser: Browser, addresses: dict[str, str], atlas: Atlas) -> None:
    page = browser.new_page()
    page.route("**/map.html", lambda route: route.fulfill(body=MAP, content_type="text/html"))
    page.goto(addresses["/"] + "map.html")
    expect(page.locator("circle")).to_have_count(len(atlas.cities))
    titles = page.locator("circle title").all_text_contents()
    assert titles == [city.name for city in atlas.cities.values()]
    frame = page.locator("svg").bounding_box()
    for box in page.locator("circle").evaluate_all("dots => dots.map(dot => dot.getBoundingClientRect().toJSON())"):
        assert frame["x"] <= box["left"] < box["right"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["top"] < box["bottom"] <= frame["y"] + frame["height"]
    page.close()
