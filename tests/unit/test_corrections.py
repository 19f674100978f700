"""What the page of corrections shows of each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from atlas.checks import examine
from atlas.model.atlas import Atlas
from atlas.model.sources import Correction
from atlas.site.build import Build
from tests.breaks import SMALL

EXAMINED = examine(SMALL)


def correction(about: str, date: str = "2025-01-30", **fields: Any) -> Correction:
    values = {"field": "name", "old": "A", "new": "B"} | fields
    return Correction.model_validate({"id": f"{date}-{about.lower()}", "date": date, "about": about} | values)


def with_corrections(*corrections: Correction) -> Atlas:
    assert EXAMINED.atlas is not None
    return replace(EXAMINED.atlas, corrections={each.id: each for each in corrections})


def shown(atlas: Atlas) -> html.HtmlElement:
    return html.fromstring(Build(replace(EXAMINED, atlas=atlas)).render("about/corrections.md"))


def test_a_correction_shows_the_place_the_old_and_the_new_value_the_source_and_the_reason() -> None:
    found = correction("clean-river", source="s-plan", page=4, old="<b>", note="The plan says so.")
    page = shown(with_corrections(found))
    [entry] = page.xpath(f"//*[@id='{found.id}']")
    assert entry.xpath("./dt/a/@href") == ["../../cities/alfa/#clean-river"]
    assert entry.xpath("string(./dt)") == "Clean River (Alfa): name"
    assert [" ".join(part.text_content().split()) for part in entry.xpath("./dd")] == [
        "Before: <b>",
        "Corrected on 30 January 2025 to: B[1, p. 4]",
        "Why: The plan says so.",
    ]


@pytest.mark.parametrize(("side", "place"), [("old", 1), ("new", 2)])
def test_what_was_not_there_before_or_is_not_there_any_more_is_called_nothing(side: str, place: int) -> None:
    [said] = shown(with_corrections(correction("network", **{side: None}))).xpath(f"//dd[{place}]")
    assert said.text_content().split()[-1] == "nothing"


def test_without_corrections_the_page_says_so() -> None:
    assert "No correction is recorded." in shown(with_corrections()).text_content()
