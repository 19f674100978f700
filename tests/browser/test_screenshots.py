"""The pictures of `make screenshots`."""

import io

from PIL import Image
from playwright.sync_api import Browser

from scripts.screenshots import shoot


def test_a_page_is_shown_wide_and_narrow_light_and_dark(browser: Browser, addresses: dict[str, str]) -> None:
    shown = {
        name: Image.open(io.BytesIO(picture)).convert("RGB")
        for name, picture in shoot(browser, addresses["/"], {"timeline": "network/timeline/", "404": "nowhere/"})
    }
    assert sorted(shown) == sorted(
        f"{page}-{width}-{scheme}"
        for page in ("timeline", "404")
        for width in ("wide", "narrow")
        for scheme in ("light", "dark")
    )
    assert {name: shown[name].size for name in ("timeline-wide-light", "timeline-narrow-dark")} == {
        "timeline-wide-light": (1280, 4000),
        "timeline-narrow-dark": (390, 4000),
    }
    assert shown["404-wide-light"].height < 4000
    corners = {scheme: shown[f"404-narrow-{scheme}"].getpixel((2, 400)) for scheme in ("light", "dark")}
    assert corners == {"light": (255, 255, 255), "dark": (23, 27, 33)}
