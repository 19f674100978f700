"""What became of the plans, as a reader meets it on a phone: the picture, and a number that leads to its rows."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from atlas import query
from atlas.model.atlas import Atlas
from tests.browser.conftest import Visit

PATH = "projects/outcomes/"


def shown(page: Page) -> list[str]:
    """The ids of the plans shown, from the top down."""
    return page.eval_on_selector_all(
        "table.register tr[data-f]:not([hidden]) th a", "links => links.map(link => link.hash.slice(1))"
    )


def test_no_text_of_the_picture_lies_on_another_or_leaves_a_phone(visit: Visit) -> None:
    for width in (390, 320):
        page = visit(PATH, width=width)
        boxes = page.evaluate(
            """[...document.querySelectorAll('.chart text')].map(text => {
                const {left, right, top, bottom} = text.getBoundingClientRect(); return [left, right, top, bottom] })"""
        )
        assert all(left >= 0 and right <= width for left, right, _, _ in boxes)
        for number, (left, right, top, bottom) in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart = left >= other[1] - 1 or other[0] >= right - 1 or top >= other[3] - 4 or other[2] >= bottom - 4
                assert apart, (boxes[number], other)


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
