"""Which reports there are, and what their rows add up to."""

from __future__ import annotations

from atlas.model.atlas import Atlas
from atlas.query import reports
from tests.unit.query.conftest import ids


def test_a_report_counts_its_rows_by_stage_area_and_country(small: Atlas) -> None:
    assert reports.report_counts(small, small.reports["plans"])[:4] == (2, 1, 1, {"proposed": 1})
    one = {"stages": {"ongoing": 1, "ongoing-or-planning": 1}, "areas": {"green": 2, "blue": 0}}
    counts = reports.report_counts(small, small.reports["one"])._asdict()
    assert counts == {"printed": 2, "total": 2, "cities": 1, **one, "countries": {"TH": 2, "LA": 0}}


def test_the_workshop_is_no_list_and_a_report_of_proposals_monitors_nothing(planned: Atlas) -> None:
    assert ids(reports.lists(planned)) == ["plans", "one", "two"]
    assert reports.plan_report(planned).id == "plans"
    assert ids(reports.monitoring_reports(planned)) == ["one", "two"]
    before = [reports.report_before(planned, report) for report in planned.reports.values()]
    assert ids(before) == ["talk", "talk", "plans", "one"]
