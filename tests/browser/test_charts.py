"""The matrix and the charts, as a reader meets them on a phone."""

from tests.browser.conftest import Visit

BOXES = """[...document.querySelectorAll('.chart text')].map(text => {
    const {left, right, top, bottom} = text.getBoundingClientRect(); return [left, right, top, bottom] })"""


def test_no_text_of_a_chart_lies_on_another_or_leaves_the_page(visit: Visit) -> None:
    for path in ("focus-areas/", "about/reports/", "network/members/", "projects/outcomes/"):
        boxes = visit(path, width=320).evaluate(BOXES)
        assert all(left >= 0 and right <= 320 for left, right, _, _ in boxes), path
        for number, (left, right, top, bottom) in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart = left >= other[1] - 1 or other[0] >= right - 1 or top >= other[3] - 4 or other[2] >= bottom - 4
                assert apart, (path, boxes[number], other)


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
