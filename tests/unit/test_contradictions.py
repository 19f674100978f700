"""Where documents contradict themselves or each other, on small cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.reports import Report
from tests.unit import test_query
from tests.unit.test_query import report, row, source

small = test_query.small

ROWS = [
    row("bus", "alba", "green", "ongoing"),
    row("park", "alba", "green", "ongoing-or-planning"),
    row("tram", "dana", "blue", "planning"),
]
PERCENT = {"focus_area": "green", "unit": "percent", "stated": 60, "counted": 66.7}


def told(stated: dict[str, Any] | None = None, **more: Any) -> Report:
    """A document with three rows that states two numbers of itself, and more."""
    plain = report("two", "s-two", ROWS).model_dump(exclude_none=True)
    return Report.model_validate({**plain, "stated": {"total": 3, "cities": 2, **(stated or {})}, **more})


def areas(green: float, blue: float) -> dict[str, Any]:
    shares = [{"focus_area": "green", "share_percent": green}, {"focus_area": "blue", "share_percent": blue}]
    return {"by_focus_area": shares}


def chart(green: int, blue: int, ongoing: int = 2, planning: int = 1) -> dict[str, Any]:
    icons = [{"focus_area": "green", "icons": green}, {"focus_area": "blue", "icons": blue}]
    return {"by_focus_area": icons, "stages": {"ongoing": ongoing, "planning": planning, "completed": 0}}


def gaps(atlas: Atlas, document: Report) -> dict[str | None, str]:
    compared = query.agreement.comparisons(atlas, document)
    return {comparison.subject: comparison.gap for comparison in compared if comparison.gap}


def test_a_document_whose_text_and_chart_fit_its_rows_has_no_gap(small: Atlas) -> None:
    assert gaps(small, told(areas(67, 33.3), chart=chart(2, 1))) == {}


def test_a_total_that_differs_is_a_gap(small: Atlas) -> None:
    assert gaps(small, told({"total": 4})) == {None: "text"}


@pytest.mark.parametrize(
    ("green", "icons", "gap"),
    [(60, 2, "text"), (67, 1, "chart"), (33, 1, "both"), (60, 3, "both")],
)
def test_a_gap_says_what_does_not_fit_the_rows(small: Atlas, green: float, icons: int, gap: str) -> None:
    assert gaps(small, told(areas(green, 33), chart=chart(icons, 1)))["green"] == gap


def test_where_a_stage_is_left_open_text_and_chart_may_fit_the_rows_but_not_each_other(small: Atlas) -> None:
    stated = {"stages": {"ongoing": 1, "planning": 2, "completed": 0}}
    assert gaps(small, told(stated, chart=chart(2, 1))) == {"ongoing": "apart", "planning": "apart"}
    assert gaps(small, told({"stages": {"ongoing": 2, "planning": 1, "completed": 0}}, chart=chart(2, 1))) == {}


def test_a_document_counts_the_numbers_that_fit(small: Atlas) -> None:
    document = told(areas(60, 33), chart=chart(1, 1))
    [found] = [a for a in query.agreement.agreements(replace(small, reports={"two": document})) if a.report is document]
    assert (found.stated, found.fitting, found.charted, found.charted_fitting) == (4, 3, 5, 4)
    assert [gap.subject for gap in found.gaps] == ["green"]


def test_a_gap_knows_the_discrepancy_that_names_its_number(small: Atlas) -> None:
    other = {"about": "text", "note": "Another."}
    entry = {"about": "area", "values": [PERCENT], "note": "It differs."}
    [gap] = [c for c in query.agreement.comparisons(small, told(areas(60, 33), discrepancies=[other, entry])) if c.gap]
    assert gap.recorded == 1
    [gap] = [c for c in query.agreement.comparisons(small, told(areas(60, 33), discrepancies=[other])) if c.gap]
    assert gap.recorded is None


def of_a_country(atlas: Atlas, country: str, stage: str, stated: int) -> query.agreement.StatedNumber:
    value = {"country": country, "stage": stage, "unit": "percent", "stated": stated, "counted": 50.0}
    entry = {"about": "country", "values": [value], "note": "It differs."}
    [claim] = [claim for claim in query.agreement.claims(atlas, told(discrepancies=[entry])) if claim.stage]
    return claim


def test_a_share_of_a_stage_within_a_country_is_known_from_the_discrepancy_alone(small: Atlas) -> None:
    claim = of_a_country(small, "TH", "completed", 50)
    assert (claim.subject, claim.counted, claim.tally, claim.fits) == ("TH", 0, (0, 2, 0), False)
    open_stage = of_a_country(small, "TH", "ongoing", 100)
    assert (open_stage.tally, open_stage.fits) == ((1, 2, 1), True)
    nobody = of_a_country(small, "XX", "ongoing", 100)
    assert (nobody.tally, nobody.fits) == ((0, 0, 0), False)


def test_a_discrepancy_alone_tells_what_is_no_claim_of_its_document(small: Atlas) -> None:
    rest = {"country": "TH", "unit": "projects", "stated": 3, "counted": 2}
    document = told(
        areas(60, 33),
        discrepancies=[
            {"about": "area", "values": [PERCENT], "note": "It differs."},
            {"about": "country", "values": [rest], "note": "It differs."},
            {"about": "city", "cities": ["dana"], "note": "It differs."},
            {"about": "text", "note": "It differs."},
        ],
    )
    told_alone = [query.agreement.uncompared(small, document, entry) for entry in document.discrepancies]
    assert [[(found.subject, found.stated) for found in those] for those in told_alone] == [
        [],
        [("TH", 3)],
        [("dana", None)],
        [],
    ]


def test_a_stated_number_of_cities_that_differs_can_be_recorded(small: Atlas) -> None:
    entry = {
        "about": "total",
        "values": [{"unit": "cities", "stated": 5, "counted": 2}],
        "note": "It differs.",
    }
    [gap] = [c for c in query.agreement.comparisons(small, told({"cities": 5}, discrepancies=[entry])) if c.gap]
    assert (gap.about, gap.recorded) == ("city", 0)


def test_the_filters_of_a_number_choose_its_rows() -> None:
    document = told()
    assert query.projects.rows_behind(document, "total") == {"listed": "two"}
    assert query.projects.rows_behind(document, "area", "green") == {"listed": "two", "area": "green"}
    assert query.projects.rows_behind(document, "stage", "ongoing", "ongoing") == {"listed": "two", "stage": "ongoing"}
    assert query.projects.rows_behind(document, "country", "TH", "ongoing") == {
        "listed": "two",
        "stage": "ongoing",
        "country": "TH",
    }
    assert query.projects.rows_behind(document, "city") == {}


def test_where_the_register_would_choose_others_there_are_no_filters() -> None:
    without = report(
        "two", "s-two", [row("bus", "alba", None, "ongoing"), row("tax", "alba", "green", "ongoing", counted=False)]
    )
    assert query.projects.rows_behind(without, "area", "green") == {}
    assert query.projects.rows_behind(without, "total") == {}
    assert query.projects.rows_behind(without, "counted") == {"listed": "two"}


# From document to document


@pytest.mark.parametrize(("stated", "kind"), [(2, "same"), (9, "other")])
def test_the_total_of_the_year_before_is_compared_with_the_document_of_that_year(
    small: Atlas,
    stated: int,
    kind: str,
) -> None:
    sources = {**small.sources, "s-one": source("s-one", "2022-05"), "s-two": source("s-two", "2023-05")}
    reports = {**small.reports, "two": told({"total_previous_year": stated})}
    [found] = query.agreement.earlier_totals(replace(small, reports=reports, sources=sources))
    assert (found.year, found.before.id, found.counted, found.kind) == (2022, "one", 2, kind)


def test_where_no_document_of_that_year_is_known_the_last_before_is_named(small: Atlas) -> None:
    sources = {**small.sources, "s-one": source("s-one", "2020-05"), "s-two": source("s-two", "2023-05")}
    reports = {**small.reports, "two": told({"total_previous_year": 2})}
    [found] = query.agreement.earlier_totals(replace(small, reports=reports, sources=sources))
    assert (found.year, found.before.id, found.kind) == (2022, "one", "unknown")


def test_a_stage_goes_back_also_where_a_document_in_between_does_not_list_the_project(small: Atlas) -> None:
    reports = {
        "plans": report("plans", "s-plans", [row("bus", "alba", None, "ongoing"), row("tram", "dana", None, "ongoing-or-planning")]),
        "one": report("one", "s-one", [row("park", "alba", "green", "ongoing")]),
        "two": report("two", "s-two", [row("bus", "alba", "blue", "planning"), row("tram", "dana", "blue", "planning"), row("park", "alba", "green", "completed")]),
    }  # fmt: skip
    [setback] = query.agreement.setbacks(replace(small, reports=reports))
    assert (setback.project.id, setback.before.id, setback.after.id) == ("bus", "plans", "two")
    assert (setback.old.stage, setback.new.stage) == ("ongoing", "planning")
