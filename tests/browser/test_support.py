"""The register of plans in a browser: its filters, and the address that carries them."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.labels import label
from tests.browser.conftest import Visit
from tests.browser.test_register import said, shown, state


def wanted(atlas: Atlas, **filters: str) -> list[str]:
    """The ids of the plans that meet some filters."""
    facts = {f"{name}={value}" for name, value in filters.items()}
    return [plan.project.id for plan in query.plans.plans(atlas) if facts <= set(query.plans.plan_facts(atlas, plan))]


def in_view(page: Page) -> bool:
    """Whether the heading of the register is on the screen."""
    place: float = page.locator("#plans").evaluate("heading => heading.getBoundingClientRect().top")
    return 0 <= place < 400


def test_the_filters_of_the_plans_write_the_address_and_reset_clears_it(visit: Visit, atlas: Atlas) -> None:
    page = visit("projects/support/")
    every = wanted(atlas)
    assert shown(page) == every
    plan = next(plan for plan in query.plans.plans(atlas) if plan.asked)
    country = atlas.countries[atlas.cities[plan.project.city].country]
    page.get_by_label("Support asked for in 2018").select_option(label=label("support", plan.asked[0]))
    page.get_by_label("Country", exact=True).select_option(label=country.name)
    page.get_by_label("In the newest list").select_option(plan.outcome)
    chosen = {"support": plan.asked[0], "country": country.id, "outcome": plan.outcome}
    assert 0 < len(wanted(atlas, **chosen)) < len(every)
    assert shown(page) == wanted(atlas, **chosen)
    assert said(page) == f"{len(wanted(atlas, **chosen))} of {len(every)} projects"
    assert state(page) == chosen
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("status")).to_have_text(f"{len(every)} of {len(every)} projects")
    assert shown(page) == every
    assert state(page) == {}


def test_words_of_a_request_find_the_plans_that_make_it(visit: Visit, atlas: Atlas) -> None:
    page = visit("projects/support/")
    asked = next(plan.project for plan in query.plans.plans(atlas) if plan.asked)
    assert asked.support_required is not None
    words = asked.support_required.text[0]
    page.get_by_label("Words of a request, a name or a city").fill(words)
    assert asked.id in shown(page)
    assert len(shown(page)) < len(wanted(atlas))
    assert state(page) == {"text": words}


def test_an_address_opens_its_plans_and_loses_what_it_cannot_mean(visit: Visit, atlas: Atlas) -> None:
    page = visit("projects/support/?support=none&city=atlantis&area=none&outcome=soon#plans")
    assert shown(page) == wanted(atlas, support="none", area="none")
    assert state(page) == {"support": "none", "area": "none"}
    assert page.url.endswith("#plans")


def test_a_number_leads_to_its_plans_on_the_same_page(visit: Visit, atlas: Atlas) -> None:
    page = visit("projects/support/")
    found = wanted(atlas, support="funding", outcome="listed")
    page.locator("tr#funding td:nth-of-type(2) a").click()
    expect(page.get_by_label("Support asked for in 2018")).to_have_value("funding")
    assert shown(page) == found
    assert in_view(page)
    page.get_by_role(
        "columnheader", name=f"In the {query.reports.report_year(atlas, query.reports.newest_report(atlas))} list"
    ).get_by_role("button").click()
    assert sorted(shown(page)) == sorted(found)
    stages = page.locator("table.register tr[data-f]:not([hidden]) .stage").all_inner_texts()
    outcomes = {plan.outcome for plan in query.plans.plans(atlas) if plan.project.id in found}
    assert list(dict.fromkeys(stages)) == [
        label("outcome", outcome) for outcome in query.plans.OUTCOMES if outcome in outcomes
    ]
