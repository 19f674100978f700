"""What the page of a city says of its plan and its inhabitants, on the small project."""

from typing import Any

from atlas.checks import Examined
from atlas.model.projects import ProjectEvent
from tests.unit.conftest import changed, record_page


def shown(examined: Examined, city: str, section: str, **fields: Any) -> dict[str, str]:
    """What a section says on the page of a city with other fields, by its terms in their order."""
    page = record_page(changed(examined, "cities", city, **fields), f"cities/{city}.md", "city_page", section=section)
    terms = page.xpath("//dl//dt")
    return {" ".join(t.text_content().split()): " ".join(t.getnext().text_content().split()) for t in terms}


def test_a_vision_a_note_and_each_problem_cite_their_source_or_are_left_out(examined: Examined) -> None:
    assert shown(examined, "alfa", "aims")["Vision"] == "Alfa wants clean water for all.(2)"
    assert list(shown(examined, "alfa", "aims", vision=None)) == ["Action plan of 2018"]
    assert list(shown(examined, "beta", "aims").items())[:2] == [
        ("Note", "Beta has not published a plan.(2)"),
        ("Problems (from the plan and later sources)", "wells that run dry(2)leaking pipes[1, p. 3]"),
    ]


def test_events_are_told_in_order_marked_where_only_reported_and_folded_where_many(examined: Examined) -> None:
    first, second = examined.atlas.projects["clean-river"].events
    first = first.model_copy(update={"also": ["s-plan"]})

    def told(*events: ProjectEvent) -> tuple[str, list[str]]:
        river = changed(examined, "projects", "clean-river", events=list(events))
        [term] = record_page(river, "cities/alfa.md", "city_page").xpath("//dt[.='What happened']")
        lines = [" ".join(line.text_content().split()) for line in term.getnext().iter("li")]
        return "".join(term.getnext().xpath(".//summary/text()")), lines

    assert told(first, second) == (
        "",
        [
            "May 2020 · delayed: The first boats came a year late.(2)[3] reported"
            "Answer: The city says that the yard was closed.[1, p. 3]",
            "2021 · opened: The boats began to collect waste.[1, p. 3]",
        ],
    )
    assert told(first, *[second] * 4)[0] == "5 events, 2020 to 2021"


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
        ("operational", "2023-01-31", "status operational old", "operational last known 31 January 2023"),
        ("operational", "2023-02", "status operational", "operational as of February 2023"),
        ("completed", "2018", "status completed", "completed as of 2018"),
    ):
        status = examined.atlas.projects["clean-river"].status.model_copy(update={"value": value, "as_of": date})
        river = changed(examined, "projects", "clean-river", status=status)
        page = record_page(river, "focus-areas/environment.md", "area_page")
        [cell] = page.xpath("//table[contains(@class, 'projects')]//tr[.//a[contains(., 'Clean River')]]/td[2]")
        assert (cell[0].get("class"), " ".join(cell.text_content().split())) == (kind, words)
