"""The page about what became of the plans says what the records say, and each of its numbers leads to its rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import lxml.html
import pytest

from atlas import query
from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.labels import label
from tests.site.conftest import Built, section, text_of

PATH = "projects/outcomes/"

Element = lxml.html.HtmlElement


@pytest.fixture
def page(built: Built) -> Element:
    return built.pages[PATH]


def table(page: Element, name: str, number: int = 0) -> Element:
    return page.xpath("//table[contains(concat(' ', @class, ' '), $name)]", name=f" {name} ")[number]


def facts(page: Element) -> list[set[str]]:
    """What each row of the register of plans can be filtered by."""
    return [set(row.get("data-f").split()) for row in table(page, "register").xpath(".//tr[@data-f]")]


def number_links(page: Element) -> list[Element]:
    """Every linked number of the page; the pages of the sources at its end are none."""
    links = page.xpath("//article//a[not(ancestor::*[contains(@class, 'sources')])]")
    return [link for link in links if re.fullmatch(r"[\d,]+", text_of(link).strip())]


def test_every_number_leads_to_as_many_rows(page: Element) -> None:
    links = number_links(page)
    assert links
    for link in links:
        parts = urlsplit(link.get("href"))
        assert (parts.path, parts.fragment) == ("./", "plans"), link.get("href")
        wanted = {f"{name}={value}" for name, value in parse_qsl(parts.query)}
        assert sum(wanted <= row for row in facts(page)) == int(text_of(link)), link.get("href")


def test_no_number_of_a_table_but_zero_is_without_link(page: Element) -> None:
    tables = page.xpath("//table[contains(@class, 'matrix') or contains(@class, 'steps')]")
    assert len(tables) == 5
    for found in tables:
        for cell in found.xpath(".//td"):
            assert cell.xpath("./a") or not re.search(r"[1-9]", text_of(cell)), text_of(cell)


def test_every_filter_that_a_link_uses_is_offered_by_the_form(page: Element) -> None:
    [form] = page.xpath("//form[contains(@class, 'filters')]")
    offered = {
        f"{select.get('name')}={option.get('value')}"
        for select in form.xpath(".//select")
        for option in select.xpath("./option")
    }
    used = {
        f"{name}={value}" for link in number_links(page) for name, value in parse_qsl(urlsplit(link.get("href")).query)
    }
    assert used <= offered
    assert {fact for row in facts(page) for fact in row} == offered - {
        f"{s.get('name')}=" for s in form.xpath(".//select")
    }


def test_the_lead_tells_where_the_plans_stand(page: Element, atlas: Atlas) -> None:
    counts = query.plans.plan_outcomes(atlas)
    [lead] = page.xpath("//article/p[1]")
    said = re.sub(r"\[\d+]", "", text_of(lead))
    assert re.sub(r"\s+", " ", said).startswith(
        f"The action plans of {query.reports.report_year(atlas, query.reports.plan_report(atlas))} count {len(query.plans.plans(atlas))} projects."
    )
    numbers = [int(text_of(link)) for link in lead.xpath("./a")]
    assert numbers == [
        len(query.plans.plans(atlas)), counts["listed"],
        *(n for outcome, n in counts.items() if outcome in query.common.STAGES),
        counts["left-later"], counts["never-listed"],
    ]  # fmt: skip


def test_plans_that_are_not_counted_are_told_apart(page: Element, atlas: Atlas) -> None:
    [sentence] = page.xpath("//article/p[2]")
    for plan in query.plans.uncounted_plans(atlas):
        assert sentence.xpath(f"./a[contains(@href, '#{plan.project.id}')]")
        assert not table(page, "register").xpath(f".//a[contains(@href, '#{plan.project.id}')]")


def test_picture_and_tables_show_the_same_flows(page: Element, atlas: Atlas) -> None:
    [figure] = page.xpath("//figure[contains(@class, 'flow')]")
    [svg] = figure.xpath("./svg")
    assert svg.get("aria-hidden") == "true"
    states, flows = query.plans.plan_states(atlas), query.plans.flows(atlas)
    shown = [int(text_of(text)) for text in figure.xpath(".//text[not(tspan) and not(contains(@class, 'name'))]")]
    assert shown == [n for counts in states.values() for n in counts.values()]
    assert [rect.get("class") for rect in figure.xpath(".//rect")] == [s for counts in states.values() for s in counts]
    assert len(figure.xpath(".//path")) == len(flows)
    rows = [[int(text_of(cell)) for cell in row.xpath("./td")] for row in table(page, "states").xpath("./tbody/tr")]
    used = [state for state in query.plans.FURTHEST if any(state in counts for counts in states.values())]
    assert rows == [[counts.get(state, 0) for counts in states.values()] for state in used]
    steps = [[*row.xpath(".//span/@class"), text_of(row[-1])] for row in table(page, "steps").xpath("./tbody/tr[td]")]
    assert steps == [[f"stage {flow.old}", f"stage {flow.new}", str(flow.n)] for flow in flows]


def test_every_state_of_the_picture_is_named_beside_it_or_below(page: Element, atlas: Atlas) -> None:
    [figure] = page.xpath("//figure[contains(@class, 'flow')]")
    beside = [text_of(name) for name in figure.xpath(".//text[contains(@class, 'name')]")]
    below = [text_of(name) for name in figure.xpath("following-sibling::p[@class='legend'][1]/span")]
    used = {state for counts in query.plans.plan_states(atlas).values() for state in counts}
    assert sorted(beside + below) == sorted(label("stage", state) for state in used)


@pytest.mark.parametrize(
    ("anchor", "values_of"),
    [
        ("by-city", lambda plan: [plan.project.city]),
        ("by-area", lambda plan: [plan.area or query.plans.NONE]),
        ("by-support", lambda plan: plan.asked or [query.plans.NONE]),
    ],
    ids=["city", "area", "support"],
)
def test_tables_of_ends_say_what_the_plans_say(
    page: Element, atlas: Atlas, anchor: str, values_of: Callable[[query.plans.Plan], list[str]]
) -> None:
    n = Counter((value, plan.outcome) for plan in query.plans.plans(atlas) for value in values_of(plan))
    listed = [outcome for outcome in query.plans.OUTCOMES if outcome in query.common.STAGES]

    def counted(value: str) -> list[int]:
        return [
            sum(n[value, outcome] for outcome in (listed if choice == query.plans.LISTED else [choice]))
            for choice in query.plans.plan_outcomes(atlas)
        ] + [sum(count for (key, _), count in n.items() if key == value)]

    [found] = [table for part in section(page, anchor) for table in part.xpath(".//table")]
    rows = [[int(text_of(cell)) for cell in row.xpath("./td")] for row in found.xpath("./tbody/tr")]
    assert sorted(rows) == sorted(counted(value) for value in {value for value, _ in n})
    [totals] = [[int(text_of(cell)) for cell in row.xpath("./td")] for row in found.xpath("./tfoot/tr")]
    assert totals == [*query.plans.plan_outcomes(atlas).values(), len(query.plans.plans(atlas))]


@pytest.mark.parametrize(
    ("anchor", "outcome"),
    [("planning", "planning"), ("completed", "completed"), ("left", "left-later"), ("never", "never-listed")],
)
def test_plans_of_each_end_are_named_with_city_and_what_is_known(
    page: Element, atlas: Atlas, anchor: str, outcome: str
) -> None:
    [heading] = page.xpath("//h2[@id=$anchor]", anchor=anchor)
    [items] = heading.xpath("following-sibling::ul[contains(@class, 'plans')][1]")
    for item, plan in zip(items, query.plans.plans_with(atlas, outcome), strict=True):
        said = text_of(item)
        assert said.startswith(f"{plan.project.name} , {atlas.cities[plan.project.city].name}")
        assert (plan.row.name in said) or plan.row.name == plan.project.name
        assert words.date(plan.project.status.as_of) in said
        successors = query.plans.continuations(plan.project)
        if outcome in ("left-later", "never-listed"):
            assert ("No successor is known." in said) == (not successors)
        for link in successors:
            assert item.xpath(f"./p[@class='{link.certainty}']/a[contains(@href, '#{link.continued_by}')]")
            assert ("inferred by us" in said) == (link.certainty == "inferred")


def test_the_register_has_a_row_for_each_plan_with_its_way_through_the_documents(page: Element, atlas: Atlas) -> None:
    rows = table(page, "register").xpath("./tbody/tr[@data-f]")
    for row, plan in zip(rows, query.plans.plans(atlas), strict=True):
        name, *_ = row
        assert text_of(name.find("a")) == plan.project.name
        small = [text_of(element) for element in name.xpath("./small")]
        assert small == ([] if plan.row.name == plan.project.name else [f"in the plan: {plan.row.name}"])
        history = query.plans.plan_history(atlas, plan)
        assert [mark.get("class") for mark in row.xpath("./td/*[starts-with(@class, 'stage')]")] == [
            f"stage {appearance.state}" for appearance in history
        ]
        pages = [link.get("href").partition("#page=")[2] for link in row.xpath("./td/a[starts-with(@class, 'stage')]")]
        assert pages == [str(appearance.row.page) for appearance in history if appearance.row]
        assert ("our reading" in text_of(row[2])) == (plan.row.focus_area is None and plan.area is not None)
        assert text_of(row[-1]) == label("outcome", plan.outcome)
