"""The pictures of `make screenshots`."""

import io
from itertools import product

import pytest
from PIL import Image
from playwright.sync_api import Browser

from scripts import screenshots


def test_a_page_is_shown_wide_and_narrow_light_and_dark(browser: Browser, addresses: dict[str, str]) -> None:
    shown = {
        name: Image.open(io.BytesIO(picture)).convert("RGB")
        for name, picture in screenshots.shoot(
            browser, addresses["/"], {"timeline": "network/timeline/", "404": "nowhere/"}
        )
    }
    kinds = product(("timeline", "404"), ("wide", "narrow"), ("light", "dark"))
    assert shown.keys() == {"-".join(kind) for kind in kinds}
    assert shown["timeline-wide-light"].size == (1280, 4000)
    assert shown["timeline-narrow-dark"].size == (390, 4000)
    assert shown["404-wide-light"].height < 4000
    corners = {scheme: shown[f"404-narrow-{scheme}"].getpixel((2, 400)) for scheme in ("light", "dark")}
    assert corners == {"light": (255, 255, 255), "dark": (23, 27, 33)}


def test_without_a_browser_a_sentence_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    assert screenshots.main("id") == 2
    assert capsys.readouterr().err.startswith("No screenshots: no Chromium is installed: install it")
