"""Where reports contradict themselves or each other."""

from dataclasses import replace
from typing import Any

from atlas.model.atlas import Atlas
from atlas.model.reports import Report
from atlas.query import agreement
from tests.unit.query.conftest import by_id, report, row, source

ROWS = [
    row("bus", "alba", "green", "ongoing"),
    row("park", "alba", "green", "ongoing-or-planning"),
    row("tram", "dana", "blue", "planning"),
]
PERCENT = {"focus_area": "green", "unit": "percent", "stated": 60, "counted": 66.7}
OPEN = {"ongoing": 1, "planning": 2, "completed": 0}


def stating(stated: dict[str, Any] | None = None, **more: Any) -> Report:
    """A report with three rows that states two numbers, and more."""
    plain = report("two", "s-two", ROWS).model_dump(exclude_none=True)
    return Report.model_validate({**plain, "stated": {"total": 3, "cities": 2, **(stated or {})}, **more})


def areas(green: float, blue: float = 33) -> dict[str, Any]:
    shares = [{"focus_area": "green", "share_percent": green}, {"focus_area": "blue", "share_percent": blue}]
    return {"by_focus_area": shares}


def chart(green: int, ongoing: int = 2, planning: int = 1) -> dict[str, Any]:
    icons = [{"focus_area": "green", "icons": green}, {"focus_area": "blue", "icons": 1}]
    return {"by_focus_area": icons, "stages": {"ongoing": ongoing, "planning": planning, "completed": 0}}


def differing(about: str, **fields: Any) -> dict[str, Any]:
    return {"about": about, "note": "It differs.", **fields}


def test_a_gap_says_what_does_not_fit_the_rows(small: Atlas) -> None:
    for stated, icons, gaps in [
        (areas(67, 33.3), 2, {}),
        ({"total": 4}, None, {None: "text"}),
        (areas(60), 2, {"green": "text"}),
        (areas(67), 1, {"green": "chart"}),
        (areas(33), 1, {"green": "both"}),
        (areas(60), 3, {"green": "both"}),
        ({"stages": {"ongoing": 2, "planning": 1, "completed": 0}}, 2, {}),
        ({"stages": OPEN}, 2, {"ongoing": "apart", "planning": "apart"}),
    ]:
        found = agreement.comparisons(small, stating(stated, **({"chart": chart(icons)} if icons else {})))
        assert {comparison.subject: comparison.gap for comparison in found if comparison.gap} == gaps, stated


def test_a_report_counts_the_numbers_that_fit(small: Atlas) -> None:
    stated = stating(areas(60), chart=chart(1))
    [found] = agreement.agreements(replace(small, reports=by_id([stated])))
    assert (found.stated, found.fitting, found.charted, found.charted_fitting) == (4, 3, 5, 4)
    assert [gap.subject for gap in found.gaps] == ["green"]


def test_a_gap_has_the_discrepancy_that_names_its_number(small: Atlas) -> None:
    cities = {"unit": "cities", "stated": 5, "counted": 2}
    for stated, entries, recorded in [
        (areas(60), [differing("text"), differing("area", values=[PERCENT])], 1),
        (areas(60), [differing("text")], None),
        ({"cities": 5}, [differing("total", values=[cities])], 0),
    ]:
        [gap] = [found for found in agreement.comparisons(small, stating(stated, discrepancies=entries)) if found.gap]
        assert gap.recorded == recorded, entries


def test_a_stage_within_a_country_is_known_from_the_discrepancy_alone(small: Atlas) -> None:
    for country, stage, stated, counted, fits in [
        ("TH", "completed", 50, 0, False),
        ("TH", "ongoing", 100, 50, True),  # the open row may be ongoing
        ("XX", "ongoing", 100, 0, False),
    ]:
        value = {"country": country, "stage": stage, "unit": "percent", "stated": stated, "counted": 50.0}
        report = stating(discrepancies=[differing("country", values=[value])])
        [claim] = [claim for claim in agreement.claims(small, report) if claim.stage]
        assert (claim.subject, claim.counted, claim.fits) == (country, counted, fits)


def test_a_total_of_the_year_before_is_compared_with_its_report(small: Atlas) -> None:
    for stated, year_of_one, kind in [(2, "2022-05", "same"), (9, "2022-05", "other"), (2, "2020-05", "unknown")]:
        sources = {**small.sources, "s-one": source("s-one", year_of_one), "s-two": source("s-two", "2023-05")}
        reports = {**small.reports, "two": stating({"total_previous_year": stated})}
        [found] = agreement.earlier_totals(replace(small, reports=reports, sources=sources))
        assert (found.year, found.before.id, found.counted, found.kind) == (2022, "one", 2, kind)


def test_a_stage_goes_back_also_after_a_report_without_the_project(small: Atlas) -> None:
    plans = [row("bus", "alba", None, "ongoing"), row("tram", "dana", None, "ongoing-or-planning")]
    one = [row("park", "alba", "green", "ongoing"), row("app", "elva", "green", "ongoing", counted=False)]
    two = [row("bus", "alba", "blue", "planning"), row("tram", "dana", "blue", "planning")]
    two += [row("park", "alba", "green", "completed"), row("app", "elva", "green", "planning")]
    reports = [report("plans", "s-plans", plans), report("one", "s-one", one), report("two", "s-two", two)]
    [setback] = agreement.setbacks(replace(small, reports=by_id(reports)))
    assert (setback.project.id, setback.before.id, setback.after.id) == ("bus", "plans", "two")
    assert (setback.old.stage, setback.new.stage) == ("ongoing", "planning")
