"""What the page of a city says of its plan and its inhabitants, on the small project."""

from typing import Any

from atlas.checks import Examined
from tests.unit.conftest import changed, record_page


def shown(examined: Examined, city: str, section: str, **fields: Any) -> dict[str, str]:
    """What a section says on the page of a city with other fields, by its terms in their order."""
    page = record_page(changed(examined, "cities", city, **fields), f"cities/{city}.md", "city_page", section=section)
    terms = page.xpath("//dl//dt")
    return {" ".join(t.text_content().split()): " ".join(t.getnext().text_content().split()) for t in terms}


def test_a_population_says_how_it_was_found_as_far_as_that_is_known(examined: Examined) -> None:
    known = {"source": "s-list", "page": 3, "basis": "unknown", "area_meant": "city"}
    cases: list[tuple[dict[str, Any], str]] = [
        ({}, "2,000 (undated, unofficial source, basis not known; area counted: not known)(2)"),
        (known, "2,000 (undated, official source, basis not known; area counted: city)[1, p. 3]"),
        ({"year": 2024, "basis": "census"}, "2,000 (2024, census; area counted: not known)(2)"),
    ]
    for changes, words in cases:
        population = examined.atlas.cities["beta"].population.model_copy(update=changes)
        assert shown(examined, "beta", "facts", population=population)["Population"] == words


def test_a_planned_figure_is_marked_as_planned(examined: Examined) -> None:
    [boats] = examined.atlas.projects["clean-river"].figures
    for planned, words in ((True, "boats: 12 boats planned, 2023(2)"), (False, "boats: 12 boats, 2023(2)")):
        figures = [boats.model_copy(update={"planned": planned})]
        page = record_page(changed(examined, "projects", "clean-river", figures=figures), "cities/alfa.md", "city_page")
        [line] = page.xpath("//dd[contains(@class, 'figures')]//li")
        assert " ".join(line.text_content().split()) == words


def test_a_status_is_old_two_years_before_the_last_reading_unless_completed(examined: Examined) -> None:
    for value, date, kind, words in (
        ("operational", "2023-01-31", "status operational old", "operational last known Jan 2023"),
        ("operational", "2023-02", "status operational", "operational Feb 2023"),
        ("completed", "2018", "status completed", "completed 2018"),
    ):
        status = examined.atlas.projects["clean-river"].status.model_copy(update={"value": value, "as_of": date})
        river = changed(examined, "projects", "clean-river", status=status)
        page = record_page(river, "focus-areas/environment.md", "area_page")
        [cell] = page.xpath("//table[contains(@class, 'projects')]//tr[.//a[contains(., 'Clean River')]]/td[2]")
        assert (cell[0].get("class"), " ".join(cell.text_content().split())) == (kind, words)
