"""The cards, in a frame of another site."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import Visit
from tests.browser.test_access import ALL

CARDS = {"cities/makassar/": "light", "projects/outcomes/plan-flow.html": "dark"}


@pytest.mark.parametrize("card", CARDS)
def test_a_card_can_be_used_by_everyone_and_has_the_colours_of_the_system(visit: Visit, card: str) -> None:
    page = visit(f"cards/{card}", base="/atlas/", scheme=CARDS[card])
    assert Axe().run(page, options=ALL).response["violations"] == []
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 27, 33)"
    assert dark == (CARDS[card] == "dark")


def test_another_site_shows_a_card_in_a_frame(browser: Browser, addresses: dict[str, str]) -> None:
    page = browser.new_page()
    page.goto(addresses["/"] + "api/v1/index.json")  # a file, because our pages show no frames
    for card in CARDS:
        page.set_content(f'<iframe src="{addresses["/atlas/"]}cards/{card}"></iframe>')
        page.frame_locator("iframe").get_by_text("Independent of ASEAN.").wait_for(timeout=10_000)
    page.close()
