"""What became of the plans, as a reader meets it on a phone: a number that leads to its rows, and their order."""

from __future__ import annotations

from playwright.sync_api import expect

from atlas import query
from atlas.model.atlas import Atlas
from tests.browser.conftest import Visit
from tests.browser.test_register import shown

PATH = "projects/outcomes/"


def test_a_number_leads_to_its_rows_and_the_address_carries_the_choice(visit: Visit, atlas: Atlas) -> None:
    page = visit(PATH, width=390)
    page.locator("article a[href$='?outcome=listed#plans']").first.click()
    expect(page.get_by_role("status")).to_contain_text(f"{query.plans.plan_outcomes(atlas)['listed']} of ")
    listed = [plan for plan in query.plans.plans(atlas) if plan.outcome in query.common.STAGES]
    assert shown(page) == [plan.project.id for plan in listed]
    flow = query.plans.flows(atlas)[-1]
    page.get_by_label("In the newest list").select_option("")
    page.get_by_label("From one document to the next").select_option(f"{flow.after.id}.{flow.old}.{flow.new}")
    assert len(shown(page)) == flow.n
    page.wait_for_url(f"**?step={flow.after.id}.{flow.old}.{flow.new}#plans")


def test_the_table_of_all_plans_can_be_sorted_by_where_they_stand(visit: Visit, atlas: Atlas) -> None:
    page = visit(PATH)
    page.get_by_role("button", name="In the list of").click()
    rank = {plan.project.id: query.plans.OUTCOMES.index(plan.outcome) for plan in query.plans.plans(atlas)}
    order = [rank[project] for project in shown(page)]
    assert order == sorted(order)
    assert len(order) == len(rank)
