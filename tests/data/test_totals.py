"""The totals that the records must reproduce. Each is counted from rows or records, never read from a stored count."""

from __future__ import annotations

from collections import Counter

import pytest

from atlas import query
from atlas.model import Atlas, Project, Row
from tests.data.real import ATLAS, of_the_dossier


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """The records that the Atlas began with."""
    return of_the_dossier()


#: Rows, then ongoing, planning, completed and left open, as the dossier of November 2026 gives them.
TOTALS = {
    "workshop-2018": (5, 0, 0, 0, 0),
    "scap-2018": (53, 0, 0, 0, 0),
    "me-2022": (77, 57, 16, 2, 2),
    "me-2023": (86, 65, 14, 2, 5),
    "me-2024": (108, 79, 13, 11, 5),
    "me-2025": (134, 108, 8, 18, 0),
}


@pytest.mark.parametrize(
    ("collection", "n"),
    [
        ("projects", 174), ("cities", 38), ("countries", 11), ("focus_areas", 6), ("reports", 6), ("partners", 18),
        ("timeline", 40), ("glossary", 38), ("sources", 433), ("open_questions", 114), ("themes", 5), ("places", 2),
    ],
)  # fmt: skip
def test_every_record_of_the_dossier_is_here(atlas: Atlas, collection: str, n: int) -> None:
    assert len(atlas.collection(collection)) == n


def test_the_documents_hold_463_rows_each_of_one_project(atlas: Atlas) -> None:
    rows = [row for report in atlas.reports.values() for row in report.rows]
    assert len(rows) == 463
    for report in atlas.reports.values():
        assert max(Counter(row.project for row in report.rows).values()) == 1, report.id


@pytest.mark.parametrize("report", TOTALS)
def test_rows_and_stages_add_up(atlas: Atlas, report: str) -> None:
    stages = Counter(row.stage for row in atlas.reports[report].rows)
    counted = tuple(stages[stage] for stage in ("ongoing", "planning", "completed", "ongoing-or-planning"))
    assert (len(atlas.reports[report].rows), *counted) == TOTALS[report]


def test_the_plans_of_2018_count_52_and_print_53(atlas: Atlas) -> None:
    [uncounted] = [row for row in atlas.reports["scap-2018"].rows if not row.counted]
    assert (uncounted.project, uncounted.city) == ("manila-e-health", "manila")
    assert query.report_counts(atlas, atlas.reports["scap-2018"]).total == 52


def test_2025_by_focus_area(atlas: Atlas) -> None:
    assert query.report_counts(atlas, atlas.reports["me-2025"]).areas == {
        "civic-and-social": 34,
        "built-infrastructure": 32,
        "quality-environment": 25,
        "safety-and-security": 19,
        "industry-and-innovation": 16,
        "health-and-well-being": 8,
    }


def test_of_the_52_plans_45_stand_in_the_list_of_2025(atlas: Atlas) -> None:
    plans = [row.project for row in atlas.reports["scap-2018"].rows if row.counted]
    rows = query.rows_by_project(atlas)
    stages = Counter(rows[project]["me-2025"].stage for project in plans if "me-2025" in rows[project])
    assert stages == {"ongoing": 37, "completed": 5, "planning": 3}
    later = [project for project in plans if "me-2025" not in rows[project]]
    never_again = [project for project in later if not any(report.startswith("me-") for report in rows[project])]
    assert (len(never_again), len(later) - len(never_again)) == (3, 4)


@pytest.mark.parametrize(
    ("before", "after", "gone", "new", "back"),
    [("scap-2018", "me-2022", 4, 29, 0), ("me-2022", "me-2023", 1, 9, 1), ("me-2023", "me-2024", 5, 27, 0), ("me-2024", "me-2025", 6, 32, 0)],
)  # fmt: skip
def test_from_document_to_document_the_rows_add_up(
    atlas: Atlas, before: str, after: str, gone: int, new: int, back: int
) -> None:
    order = list(atlas.reports)
    old = {row.project for row in atlas.reports[before].rows if row.counted}
    now = {row.project for row in atlas.reports[after].rows if row.counted}
    earlier = {
        row.project for report in order[: order.index(before)] for row in atlas.reports[report].rows if row.counted
    }
    returned = {project for project in now - old if project in earlier and atlas.reports[before].id != "scap-2018"}
    assert (len(old - now), len(now - old) - len(returned), len(returned)) == (gone, new, back)
    assert len(old) - gone + new + back == len(now)


def test_what_changed_from_2024_to_2025(atlas: Atlas) -> None:
    found = query.changes(atlas, atlas.reports["me-2024"], atlas.reports["me-2025"])
    assert {kind: len(projects) for kind, projects in vars(found).items()} == {
        "new": 32, "returned": 0, "gone": 6, "completed": 7, "forward": 3, "back": 1, "moved_area": 2, "renamed": 4,
    }  # fmt: skip
    assert [change.project.id for change in found.back] == ["kaen-nakhon-tram"]


def test_24_projects_were_never_listed(atlas: Atlas) -> None:
    assert len(atlas.projects) - len(query.ever_listed(atlas)) == 24


def test_21_projects_are_completed_by_status_and_18_by_the_list_of_2025(atlas: Atlas) -> None:
    # A newer source may say of others that they are completed.
    completed = query.select_projects(atlas, status="completed")
    assert sum(project.status.source in atlas.sources for project in completed) == 21
    assert query.count(atlas, "projects", report="me-2025", stage="completed") == 18


def test_the_list_of_completed_projects_of_2025_repeats_that_of_2024(atlas: Atlas) -> None:
    completed = {
        report: {row.project for row in atlas.reports[report].rows if row.stage == "completed"}
        for report in ("me-2024", "me-2025")
    }
    assert completed["me-2024"] < completed["me-2025"]


def requests(projects: list[Project]) -> int:
    return sum(len(project.support_required.text) for project in projects if project.support_required)


def test_the_52_plans_ask_for_116_things_and_manila_s_third_for_one_more(atlas: Atlas) -> None:
    rows = atlas.reports["scap-2018"].rows
    plans = [atlas.projects[row.project] for row in rows if row.counted]
    assert requests(plans) == 116
    assert requests([atlas.projects[row.project] for row in rows if not row.counted]) == 1
    kinds = Counter(kind for project in plans if project.support_required for kind in project.support_required.kinds)
    assert kinds == {
        "technical-expertise": 39, "funding": 29, "partnership": 13, "private-sector": 12,
        "capacity-building": 9, "technology": 9, "data": 6, "policy-advice": 5,
    }  # fmt: skip
    without = [p.id for p in plans if p.support_required and p.support_required.text and not p.support_required.kinds]
    assert without == ["kuala-lumpur-urban-observatory", "kuala-lumpur-bicycle-friendly-city"]
    silent = [p.id for p in plans if p.support_required and not p.support_required.text]
    assert silent == ["mandalay-solid-waste-and-wastewater"]


def test_19_of_the_52_plans_have_neither_a_printed_nor_an_implied_area(atlas: Atlas) -> None:
    rows = [row for row in atlas.reports["scap-2018"].rows if row.counted]
    assert sum(not row.focus_area and not row.focus_area_implied for row in rows) == 19


def test_five_projects_moved_from_one_printed_area_to_another(atlas: Atlas) -> None:
    moves = [(move.project.id, move.after.id, move.old_area, move.new_area) for move in query.area_moves(atlas)]
    assert moves == [
        ("smart-kampung", "me-2022", "health-and-well-being", "civic-and-social"),
        ("makassar-smart-e-tax", "me-2022", "health-and-well-being", "civic-and-social"),
        ("singapore-e-payments", "me-2023", "civic-and-social", "industry-and-innovation"),
        ("jatinangor-city-of-knowledge", "me-2025", "industry-and-innovation", "health-and-well-being"),
        ("rayong-emergency-incident-command-centre", "me-2025", "quality-environment", "safety-and-security"),
    ]


def test_8_projects_carry_a_second_area(atlas: Atlas) -> None:
    moved_since = {move.project.id for move in query.area_moves(ATLAS) if move.after.id not in atlas.reports}
    assert sum(len(atlas.projects[p].focus_areas) > 1 for p in atlas.projects.keys() - moved_since) == 8


def test_11_projects_are_described_by_no_document(atlas: Atlas) -> None:
    assert sum(project.summary is None for project in atlas.projects.values()) == 11


def test_13_figures_are_undated_and_12_cities_have_no_land_area(atlas: Atlas) -> None:
    assert sum(figure.as_of is None for project in atlas.projects.values() for figure in project.figures) == 13
    assert sum(city.land_area_km2 is None for city in atlas.cities.values()) == 12


def test_the_network_grew_from_26_to_38(atlas: Atlas) -> None:
    assert [(year, n) for year, _, n in query.members_by_year(atlas)] == [
        (2018, 26),
        (2023, 29),
        (2024, 31),
        (2025, 37),
        (2026, 38),
    ]


def test_dili_has_no_project_denpasar_and_cauayan_city_one(atlas: Atlas) -> None:
    n = Counter(project.city for project in atlas.projects.values())
    assert [city for city in atlas.cities if n[city] == 0] == ["dili"]
    assert sorted(city for city in atlas.cities if n[city] == 1) == ["cauayan-city", "denpasar"]


@pytest.mark.parametrize("report", TOTALS)
def test_what_a_document_states_of_itself_fits_its_rows_or_is_a_recorded_discrepancy(atlas: Atlas, report: str) -> None:
    document = atlas.reports[report]
    counts = query.report_counts(atlas, document)
    recorded = {value.subject: value for discrepancy in document.discrepancies for value in discrepancy.values}
    assert document.stated.cities == counts.cities
    assert document.stated.total == counts.total
    for share in document.stated.by_focus_area:
        ours = query.percent(counts.areas[share.focus_area], counts.total)
        if round(ours) != share.share_percent:
            value = recorded[share.focus_area]
            assert (value.stated, value.counted) == (share.share_percent, ours), share.focus_area
    for total in document.stated.by_country:
        assert total.projects == counts.countries[total.country], total.country


def test_the_philippines_are_not_all_ongoing_in_2025_as_the_chart_of_countries_says(atlas: Atlas) -> None:
    rows: list[Row] = [row for row in atlas.reports["me-2025"].rows if atlas.cities[row.city].country == "PH"]
    share = query.percent(sum(row.stage == "ongoing" for row in rows), len(rows))
    [value] = [v for d in atlas.reports["me-2025"].discrepancies if d.about == "country" for v in d.values]
    assert (value.subject, value.stage, value.stated, value.counted) == ("PH", "ongoing", 100, share)


def test_charts_hold_as_many_icons_as_there_are_rows(atlas: Atlas) -> None:
    for report in atlas.reports.values():
        if report.chart:
            total = query.report_counts(atlas, report).total
            assert sum(icons.icons for icons in report.chart.by_focus_area) == total, report.id
            stages = report.chart.stages
            assert stages.ongoing + stages.planning + stages.completed == total, report.id


@pytest.mark.parametrize(
    ("before", "after", "gone", "new", "returned"),
    [
        ("scap-2018", "me-2022", 4, 29, 0),
        ("me-2022", "me-2023", 1, 9, 1),
        ("me-2023", "me-2024", 5, 27, 0),
        ("me-2024", "me-2025", 6, 32, 0),
    ],
)
def test_each_list_is_the_one_before_less_the_gone_and_more_the_new(
    atlas: Atlas, before: str, after: str, gone: int, new: int, returned: int
) -> None:
    old, young = atlas.reports[before], atlas.reports[after]
    found = query.changes(atlas, old, young)
    assert (len(found.gone), len(found.new), len(found.returned)) == (gone, new, returned)
    assert query.report_counts(atlas, old).total - gone + new + returned == query.report_counts(atlas, young).total


def test_of_the_52_plans_45_stand_in_the_list_of_2025_4_left_later_and_3_were_never_listed(atlas: Atlas) -> None:
    assert Counter(plan.outcome for plan in query.plans(atlas)) == {
        "ongoing": 37, "completed": 5, "planning": 3, "left-later": 4, "never-listed": 3,
    }  # fmt: skip


def test_33_plans_have_an_area_and_19_none(atlas: Atlas) -> None:
    areas = Counter(plan.area for plan in query.plans(atlas))
    assert (areas.total() - areas[None], areas[None]) == (33, 19)


def test_the_plans_make_116_requests_and_the_uncounted_one_of_manila_another(atlas: Atlas) -> None:
    assert sum(plan.requests for plan in query.plans(atlas)) == 116
    [uncounted] = query.uncounted_plans(atlas)
    assert (uncounted.project.id, uncounted.requests) == ("manila-e-health", 1)


def test_how_many_plans_ask_for_each_kind_of_support(atlas: Atlas) -> None:
    assert Counter(kind for plan in query.plans(atlas) for kind in plan.asked) == {
        "technical-expertise": 39, "funding": 29, "partnership": 13, "private-sector": 12, "capacity-building": 9,
        "technology": 9, "data": 6, "policy-advice": 5,
    }  # fmt: skip
    without = {plan.project.id: plan.requests for plan in query.plans(atlas) if not plan.asked}
    assert without == {
        "kuala-lumpur-urban-observatory": 2, "kuala-lumpur-bicycle-friendly-city": 2,
        "mandalay-solid-waste-and-wastewater": 0,
    }  # fmt: skip
