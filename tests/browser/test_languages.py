"""The way from a page to itself in another language."""

import pytest
from playwright.sync_api import Browser

from tests.browser.server import served
from tests.browser.test_access import violations
from tests.site.conftest import Built, indonesian  # noqa: F401 - a fixture


@pytest.mark.parametrize("js", [True, False])
def test_a_reader_gets_to_the_same_section_with_the_same_filters(
    browser: Browser,
    indonesian: Built,  # noqa: F811
    js: bool,
) -> None:
    """In words on a wide page; by touch below a button on a narrow one, and without script to the page as it begins."""
    place = "?status=completed#register"
    with served(indonesian.folder, indonesian.base) as home:
        english = home.removesuffix("id/") + "projects/" + (place if js else "")
        for width in (1280, 390):
            context = browser.new_context(
                viewport={"width": width, "height": 800}, java_script_enabled=js, has_touch=True
            )
            context.route(lambda url: "/atlas/projects/" in url, lambda route: route.fulfill(body="English"))
            page, asked = context.new_page(), list[str]()
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(f"{home}projects/{place}", wait_until="load")
            link = page.get_by_role("link", name="English", exact=True)
            assert link.is_visible() == (width == 1280)
            if width == 390:
                page.get_by_role("button", name="Pilih bahasa").tap()
                assert not js or violations(page) == []
            link.tap()
            page.wait_for_url(english)
            assert [url for url in asked if "sitemap" in url] == []
            context.close()
