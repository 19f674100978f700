"""Where the documents contradict themselves or each other, in the records that the Atlas began with."""

from __future__ import annotations

import pytest

from atlas import query
from atlas.model import Atlas
from tests.data.real import ATLAS, of_the_dossier


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """The records that the Atlas began with."""
    return of_the_dossier()


def test_how_many_numbers_of_each_document_fit_its_rows(atlas: Atlas) -> None:
    found = {a.report.id: (a.stated, a.fitting, a.charted, a.charted_fitting) for a in query.agreements(atlas)}
    assert found == {
        "workshop-2018": (2, 2, 0, 0),
        "scap-2018": (2, 1, 0, 0),
        "me-2022": (11, 10, 9, 9),
        "me-2023": (11, 9, 9, 5),
        "me-2024": (24, 20, 9, 5),
        "me-2025": (25, 22, 9, 5),
    }


def test_what_does_not_fit(atlas: Atlas) -> None:
    gaps = {
        (agreement.report.id, gap.subject): (gap.gap, gap.icons, gap.rows)
        for agreement in query.agreements(atlas)
        for gap in agreement.gaps
    }
    assert gaps == {
        ("scap-2018", None): ("text", None, 53),
        ("me-2022", "completed"): ("text", 2, 2),
        ("me-2023", "civic-and-social"): ("both", 26, 25),
        ("me-2023", "health-and-well-being"): ("chart", 6, 5),
        ("me-2023", "quality-environment"): ("chart", 17, 18),
        ("me-2023", "industry-and-innovation"): ("both", 7, 8),
        ("me-2024", "civic-and-social"): ("text", 28, 28),
        ("me-2024", "health-and-well-being"): ("chart", 7, 6),
        ("me-2024", "safety-and-security"): ("both", 13, 12),
        ("me-2024", "quality-environment"): ("both", 19, 20),
        ("me-2024", "industry-and-innovation"): ("both", 13, 14),
        ("me-2025", "health-and-well-being"): ("chart", 9, 8),
        ("me-2025", "quality-environment"): ("both", 24, 25),
        ("me-2025", "built-infrastructure"): ("both", 33, 32),
        ("me-2025", "industry-and-innovation"): ("chart", 15, 16),
        ("me-2025", "PH"): ("text", None, 7),
    }


def test_a_recorded_discrepancy_names_every_stated_number_that_does_not_fit() -> None:
    unexplained = [
        (agreement.report.id, gap.about, gap.subject)
        for agreement in query.agreements(ATLAS)
        for gap in agreement.gaps
        if not gap.text_fits and gap.recorded is None
    ]
    assert unexplained == []


def test_every_link_from_a_number_of_a_document_into_the_register_chooses_as_many_projects_as_it_says() -> None:
    facts = [set(query.filter_facts(ATLAS, project)) for project in ATLAS.projects.values()]
    checked = 0
    for report in ATLAS.reports.values():
        for compared in query.comparisons(ATLAS, report):
            filters = query.rows_behind(report, compared.about, compared.subject, compared.stage)
            if filters:
                conditions = {f"{name}={value}" for name, value in filters.items() if name != "stage"}
                conditions |= {f"{report.id}={filters['stage']}"} if "stage" in filters else set()
                not_this = f"{report.id}!{filters.get('area')}"
                chosen = sum(conditions <= found and not_this not in found for found in facts)
                assert chosen == compared.rows, (report.id, filters)
                checked += 1
    assert checked > 50


def test_the_report_of_2022_states_a_total_for_2021_of_which_no_document_is_known(atlas: Atlas) -> None:
    [found] = query.earlier_totals(atlas)
    assert (found.report.id, found.stated, found.year, found.before.id, found.counted, found.kind) == (
        "me-2022", 65, 2021, "scap-2018", 52, "unknown",
    )  # fmt: skip


def test_one_stage_goes_back(atlas: Atlas) -> None:
    [found] = query.setbacks(atlas)
    assert (found.project.id, found.before.id, found.after.id) == ("kaen-nakhon-tram", "me-2024", "me-2025")


def test_no_stage_goes_back_that_the_changes_between_two_documents_do_not_name() -> None:
    named = set()
    for report in ATLAS.reports.values():
        before = query.report_before(ATLAS, report)
        named |= {(change.project.id, report.id) for change in query.changes(ATLAS, before, report).back}
    assert named <= {(found.project.id, found.after.id) for found in query.setbacks(ATLAS)}
