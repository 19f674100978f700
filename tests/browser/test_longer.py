"""Pages in a language that needs more room than English: nothing is cut off, and nothing lies on other text."""

from itertools import combinations

import pytest
from playwright.sync_api import Browser

from tests.browser.kinds import KINDS
from tests.browser.server import served
from tests.browser.test_access import BOXES, CLIPPED, overlap
from tests.site.conftest import Built, pseudo  # noqa: F401 - a fixture

SHOWN = ("home", "largest city", "country", "topic", "register", "outcomes", "comparison", "documents", "focus areas")


@pytest.mark.parametrize("width", [390, 1280])
def test_longer_texts_have_room(browser: Browser, pseudo: Built, width: int) -> None:  # noqa: F811
    with served(pseudo.folder) as home:
        page = browser.new_page(viewport={"width": width, "height": 800})
        for kind in SHOWN:
            page.goto(home + KINDS[kind])
            assert page.evaluate("document.documentElement.scrollWidth") == width, kind
            assert page.evaluate(CLIPPED) == [], kind
            boxes = page.evaluate(BOXES)
            assert [box for box in boxes if box[0] < 0 or box[1] > width] == [], kind
            assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == [], kind
        page.close()
