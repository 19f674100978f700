"""The real records: they keep to every rule, and the totals of the official documents never change."""

import re
from collections import Counter

from atlas import query
from atlas.site.pages.build import check
from tests.conftest import ROOT
from tests.data.real import ATLAS, EXAMINED


def test_the_real_project_is_clean() -> None:
    assert check(EXAMINED) == []
    assert [finding for finding in EXAMINED.translations() if finding.level == "error"] == []


def test_releases_stand_newest_first_each_with_number_and_date() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "data/CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    releases = [re.fullmatch(r"(\d+)\.(\d+) \((20\d\d-\d\d-\d\d)\)", heading) for heading in headings]
    order = [((int(release[1]), int(release[2])), release[3]) for release in releases]
    assert order == sorted(order, reverse=True) != []
    assert [day for _, day in order] == sorted((day for _, day in order), reverse=True)
    assert len({number for number, _ in order}) == len(order)


#: Rows, rows that count, then those ongoing, at planning, completed, and left open by the chart.
TOTALS = {
    "workshop-2018": (5, 5, 0, 0, 0, 0),
    "scap-2018": (53, 52, 0, 0, 0, 0),
    "me-2022": (77, 77, 57, 16, 2, 2),
    "me-2023": (86, 86, 65, 14, 2, 5),
    "me-2024": (108, 108, 79, 13, 11, 5),
    "me-2025": (134, 134, 108, 8, 18, 0),
}


def test_rows_stages_and_areas_add_up_to_what_the_documents_print() -> None:
    for report_id, totals in TOTALS.items():
        report = ATLAS.reports[report_id]
        stages = Counter(row.stage for row in report.rows)
        counted = [stages[stage] for stage in ("ongoing", "planning", "completed", "ongoing-or-planning")]
        assert (len(report.rows), query.reports.report_counts(ATLAS, report).total, *counted) == totals, report_id
    assert query.reports.report_counts(ATLAS, ATLAS.reports["me-2025"]).areas == {
        "civic-and-social": 34, "built-infrastructure": 32, "quality-environment": 25,
        "safety-and-security": 19, "industry-and-innovation": 16, "health-and-well-being": 8,
    }  # fmt: skip
    # The one row of the plans that is printed but not counted is the third of Manila.
    uncounted = [(row.city, row.number, row.name) for row in ATLAS.reports["scap-2018"].rows if not row.counted]
    assert uncounted == [("manila", 3, "E-Health")]
