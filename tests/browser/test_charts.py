"""The matrix, the charts and the country view, as a reader meets them on a phone."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit


@pytest.mark.parametrize("path", ["focus-areas/", "about/reports/", "network/members/"])
def test_no_text_of_a_chart_lies_on_another_or_leaves_the_page(visit: Visit, path: str) -> None:
    page = visit(path, width=320)
    boxes = page.evaluate(
        """[...document.querySelectorAll('.chart text')].map(text => {
            const {left, right, top, bottom} = text.getBoundingClientRect(); return [left, right, top, bottom] })"""
    )
    assert all(left >= 0 and right <= 320 for left, right, _, _ in boxes)
    for number, (left, right, top, bottom) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = left >= other[1] - 1 or other[0] >= right - 1 or top >= other[3] - 4 or other[2] >= bottom - 4
            assert apart, (boxes[number], other)


def test_the_names_of_the_matrix_stay_while_it_scrolls_in_its_own_region(visit: Visit) -> None:
    page = visit("focus-areas/", width=320)
    region = page.locator(".table:has(> .matrix)")
    region.evaluate("region => { region.firstElementChild.style.width = '900px' }")  # wider than any phone
    head = region.locator("tbody th[scope=row]").first
    before = head.bounding_box()
    region.evaluate("region => { region.scrollLeft = 200 }")
    assert region.evaluate("region => region.scrollLeft") == 200
    assert head.bounding_box() == before


def test_the_whole_matrix_fits_a_phone(visit: Visit) -> None:
    region = visit("focus-areas/", width=360).locator(".table:has(> .matrix)")
    assert region.evaluate("region => region.scrollWidth - region.clientWidth") == 0


def test_each_number_of_the_matrix_is_large_enough_to_touch(visit: Visit) -> None:
    page = visit("focus-areas/", width=320)
    sizes = page.evaluate(
        """[...document.querySelectorAll('.matrix td a')].map(link => {
            const box = link.getBoundingClientRect(); return [box.width, box.height] })"""
    )
    assert min(min(size) for size in sizes) >= 24
