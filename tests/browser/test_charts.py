"""Tables of numbers, as a reader meets them on a phone."""

from tests.browser.conftest import Visit, shift


def test_the_matrix_fits_a_phone_and_its_names_stay_while_it_scrolls(visit: Visit) -> None:
    page = visit("focus-areas/", width=360)
    region = page.locator(".table:has(> .matrix)")
    assert region.evaluate("region => region.scrollWidth - region.clientWidth") == 0
    page.set_viewport_size({"width": 320, "height": 800})
    links = "links => links.flatMap(link => [link.getBoundingClientRect().width, link.getBoundingClientRect().height])"
    assert min(page.locator(".matrix td a").evaluate_all(links)) >= 24, "large enough to touch"
    region.evaluate("region => { region.firstElementChild.style.width = '900px' }")  # wider than any phone
    head = region.locator("tbody th[scope=row]").first
    before = head.bounding_box()
    region.evaluate("region => { region.scrollLeft = 200 }")
    assert region.evaluate("region => region.scrollLeft") == 200
    assert head.bounding_box() == before


def test_a_table_says_that_it_scrolls_only_where_it_does(visit: Visit) -> None:
    page = visit("focus-areas/", width=390)
    said = """regions => regions.map(region => [
        region.scrollWidth > region.clientWidth, getComputedStyle(region, "::before").content.includes("sideways")])"""
    page.wait_for_selector(".table.wide")
    found = page.locator(".table").evaluate_all(said)
    assert all(scrolls == says for scrolls, says in found)
    assert {scrolls for scrolls, _ in found} == {True, False}
    assert shift(page) == 0
