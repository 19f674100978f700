"""The registers of plans in a browser: their filters, their order, and the numbers that lead to their rows."""

from playwright.sync_api import expect

from atlas import query
from atlas.model.atlas import Atlas
from tests.browser.conftest import Visit
from tests.browser.test_register import said, shown, state


def wanted(atlas: Atlas, **filters: str) -> list[str]:
    """The ids of the plans that meet some filters."""
    facts = {f"{name}={value}" for name, value in filters.items()}
    return [plan.project.id for plan in query.plans.plans(atlas) if facts <= set(query.plans.plan_facts(atlas, plan))]


def test_filters_words_and_numbers_choose_plans_and_write_the_address(visit: Visit, atlas: Atlas) -> None:
    page, every = visit("projects/support/?support=none&city=atlantis&area=none&outcome=soon#plans"), wanted(atlas)
    assert shown(page) == wanted(atlas, support="none", area="none")
    assert state(page) == {"support": "none", "area": "none"}
    page.locator("tr#funding td:nth-of-type(2) a").click()
    expect(page.get_by_label("Support asked for")).to_have_value("funding")
    assert shown(page) == wanted(atlas, support="funding", outcome="listed")
    place: float = page.locator("#plans").evaluate("heading => heading.getBoundingClientRect().top")
    assert 0 <= place < 400, "the register is on the screen"
    plan = next(plan for plan in query.plans.plans(atlas) if plan.asked and plan.project.support_required)
    chosen = {"support": plan.asked[0], "country": atlas.cities[plan.project.city].country, "outcome": plan.outcome}
    for name, value in chosen.items():
        page.locator(f"form.filters select[name={name}]").select_option(value)
    assert shown(page) == wanted(atlas, **chosen)
    assert said(page) == f"{len(wanted(atlas, **chosen))} of {len(every)} plans"
    assert state(page) == chosen
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Words to find").fill(plan.project.support_required.text[0])
    assert plan.project.id in shown(page) != every


def test_steps_choose_plans_and_ends_sort_them(visit: Visit, atlas: Atlas) -> None:
    page = visit("projects/outcomes/#plans", width=390)
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Country").select_option("ID")
    page.wait_for_url("**?country=ID#plans")
    page.locator("article a[href$='?outcome=listed#plans']").first.click()
    expect(page.get_by_role("status")).to_contain_text(f"{query.plans.plan_outcomes(atlas)['listed']} of ")
    flow = query.plans.flows(atlas)[-1]
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("In ASEAN's newest list").select_option("")
    page.get_by_label("From one document to the next").select_option(f"{flow.after.id}.{flow.old}.{flow.new}")
    assert len(shown(page)) == flow.n
    page.wait_for_url(f"**?step={flow.after.id}.{flow.old}.{flow.new}#plans")
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("button", name="ASEAN's ").click()
    rank = {plan.project.id: query.plans.OUTCOMES.index(plan.outcome) for plan in query.plans.plans(atlas)}
    order = [rank[project] for project in shown(page)]
    assert order == sorted(rank.values())
