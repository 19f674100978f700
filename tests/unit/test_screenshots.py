"""What `make screenshots` shows."""

from __future__ import annotations

import pytest

from atlas import query
from atlas.model import Atlas
from atlas.pages import PageTree
from scripts import screenshots
from tests.conftest import ROOT


def test_every_page_that_is_shown_exists_apart_from_the_one_that_must_not(atlas: Atlas) -> None:
    files = {src.removesuffix(".md").removesuffix("index").rstrip("/") for src in PageTree.read(ROOT).pages}
    shown = {name: address.rstrip("/") for name, address in screenshots.pages(atlas).items()}
    assert [name for name, address in shown.items() if address not in files] == ["404"]


def test_the_smallest_and_the_largest_city_are_shown_and_one_with_names_in_each_script(atlas: Atlas) -> None:
    shown = screenshots.pages(atlas)
    cities = {name: atlas.cities[shown[f"city-{name}"].split("/")[1]] for name in ("small", "large", "burmese", "khmer", "lao", "thai", "vietnamese")}  # fmt: skip
    numbers = [len(query.select_projects(atlas, city=city)) for city in atlas.cities]
    assert len(query.select_projects(atlas, city=cities["small"].id)) == min(numbers)
    assert len(query.select_projects(atlas, city=cities["large"].id)) == max(numbers)
    for code, name in screenshots.LANGUAGES.items():
        assert code in {local.lang for local in cities[name].local_names}, name


def test_without_a_browser_a_sentence_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    assert screenshots.main() == 2
    assert capsys.readouterr().err.startswith("No screenshots: no Chromium is installed: install it")
