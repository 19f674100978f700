"""The real records: they keep to every rule and to their form, and the totals of the official documents never change."""

from __future__ import annotations

from collections import Counter

import pytest

from atlas import query
from atlas.site.build import check
from atlas.tools import format
from tests.conftest import ROOT
from tests.data.real import ATLAS, EXAMINED


def test_the_real_project_is_clean() -> None:
    assert check(EXAMINED) == []


def test_every_data_file_is_in_its_canonical_form() -> None:
    changed, findings = format.run(ROOT, ATLAS)
    assert findings == []
    assert format.not_in_form(ROOT, changed) == [], "run 'python -m atlas fmt'"


#: Rows, rows that count, then those ongoing, at planning, completed, and left open by the chart.
TOTALS = {
    "workshop-2018": (5, 5, 0, 0, 0, 0),
    "scap-2018": (53, 52, 0, 0, 0, 0),
    "me-2022": (77, 77, 57, 16, 2, 2),
    "me-2023": (86, 86, 65, 14, 2, 5),
    "me-2024": (108, 108, 79, 13, 11, 5),
    "me-2025": (134, 134, 108, 8, 18, 0),
}


@pytest.mark.parametrize("report", TOTALS)
def test_rows_and_stages_add_up_to_what_the_document_prints(report: str) -> None:
    rows = ATLAS.reports[report].rows
    stages = Counter(row.stage for row in rows)
    counted = [stages[stage] for stage in ("ongoing", "planning", "completed", "ongoing-or-planning")]
    assert (len(rows), query.reports.report_counts(ATLAS, ATLAS.reports[report]).total, *counted) == TOTALS[report]


def test_the_one_row_of_the_plans_that_is_printed_but_not_counted_is_the_third_of_manila() -> None:
    uncounted = [(row.city, row.number, row.name) for row in ATLAS.reports["scap-2018"].rows if not row.counted]
    assert uncounted == [("manila", 3, "E-Health")]


def test_the_list_of_2025_by_focus_area() -> None:
    assert query.reports.report_counts(ATLAS, ATLAS.reports["me-2025"]).areas == {
        "civic-and-social": 34, "built-infrastructure": 32, "quality-environment": 25,
        "safety-and-security": 19, "industry-and-innovation": 16, "health-and-well-being": 8,
    }  # fmt: skip
