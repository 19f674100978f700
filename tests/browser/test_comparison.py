"""Cities and countries compared in a browser: what is side by side, the address, and a reader without a mouse."""

import csv
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, expect

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.labels import label
from tests.browser.conftest import Visit

PATH = "cities/compare/"


@pytest.fixture
def page(opened: Page) -> Page:
    """The opened comparison with all its places."""
    opened.get_by_role("button", name="Show all").click()
    expect(opened.get_by_role("status")).to_have_text("All cities and countries are shown.")
    return opened


def heads(page: Page) -> list[str]:
    """Return the names in the head of the table, without their small type."""
    return page.eval_on_selector_all("table.compare thead th a", "links => links.map(link => link.textContent)")


def lines(page: Page) -> dict[tuple[str, str], list[str]]:
    """The numbers of places side by side, each row by its group and name."""
    found: dict[tuple[str, str], list[str]] = {}
    for group in page.locator("table.compare tbody").all():
        title = "".join(group.locator("th[scope=rowgroup]").all_text_contents())
        for row in group.locator("tr:has(td):not(.listed)").all():
            found[title, row.locator("th").inner_text()] = row.locator("td").all_text_contents()
    return found


def chosen(page: Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(page.url).query)


def rows(page: Page) -> int:
    """Count the places that are rows."""
    return page.locator("table.compare tbody tr[data-id]").count()


def test_what_is_chosen_stands_side_by_side(page: Page, atlas: Atlas) -> None:
    total, whole = len(atlas.cities) + len(atlas.countries), page.locator("table.compare").inner_html()
    city, land = atlas.cities["jakarta"].name, atlas.countries["VN"].name
    page.get_by_label("Place 1").select_option(label=city)
    expect(page.get_by_role("status")).to_have_text(
        f"Chosen: {city}. Choose one more to see both side by side. {city} and its peers"
    )
    assert (rows(page), chosen(page)) == (total, [("places", "jakarta")])
    page.get_by_label("Place 3").select_option(label=land)
    expect(page.get_by_role("status")).to_have_text(f"Side by side: {city}, {land}.")
    assert chosen(page) == [("places", "jakarta,VN")]
    assert (rows(page), heads(page)) == (0, [city, land])
    found = lines(page)
    places = {place.record.id: place for group, cities in query.totals.comparison(atlas) for place in (group, *cities)}
    pair = [places["jakarta"], places["VN"]]
    year = query.reports.report_year(atlas, query.reports.newest_report(atlas))
    stage = next(iter(pair[0].stages))
    assert found["", "Projects known"] == [str(place.known) for place in pair]
    assert found["", "Population"][1].startswith("not added up")
    assert found[f"{year} list, by focus area", "All"] == [str(place.listed) for place in pair]
    assert found[f"{year} list, by stage", label("stage_column", stage)] == [str(p.stages[stage]) for p in pair]
    assert len(found) == 3 + 1 + len(pair[1].areas) + len(pair[1].stages) + 1 + len(pair[1].asked)
    assert page.locator("table.compare tbody th:not([scope])").count() == 0
    page.get_by_label("Place 4").select_option(label=city)
    assert heads(page) == [city, land]
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("status")).to_have_text("All cities and countries are shown.")
    assert (page.locator("table.compare").inner_html(), chosen(page)) == (whole, [])
    assert [field.input_value() for field in page.locator("select").all()] == [""] * 4


def test_side_by_side_are_projects_plans_topics_and_requests_with_their_sources(visit: Visit, atlas: Atlas) -> None:
    places = [*query.totals.peers(atlas, atlas.cities["da-nang"])[:1], atlas.cities["da-nang"]]
    page = visit(f"{PATH}?places={','.join(city.id for city in places)}")
    expect(page.get_by_role("status")).to_contain_text("Side by side")
    [plans, others, *topics, single, asked] = page.locator("tr.listed").all()
    planned = {plan.project.id: plan for plan in query.plans.plans(atlas)}
    shared = set.intersection(*(query.totals.topics_by_city(atlas)[city.id] for city in places))
    heads = [atlas.topics[topic].name for topic in sorted(shared, key=lambda topic: atlas.topics[topic].name.lower())]
    assert [row.locator("th").inner_text() for row in topics] == (heads or ["In common"])
    for n, city in enumerate(places):
        known = query.projects.select_projects(atlas, city=city.id)
        own = [planned[project.id] for project in known if project.id in planned]
        cell = plans.locator("td").nth(n)
        assert cell.locator("li > a").all_text_contents() == [plan.project.name for plan in own]
        assert cell.locator(".stage").all_text_contents() == [label("outcome", plan.outcome) for plan in own]
        statuses = [
            *cell.locator(".status").all_text_contents(),
            *others.locator("td").nth(n).locator(".status").all_text_contents(),
        ]
        assert Counter(statuses) == Counter(label("status", project.status.value) for project in known)
        words = [text for project in known if project.support_required for text in project.support_required.text]
        assert asked.locator("td").nth(n).locator("li li").all_text_contents() == words
        alone = query.totals.topics_by_city(atlas)[city.id] - shared
        assert single.locator("td").nth(n).locator("li").count() == len(alone)
    marks = page.eval_on_selector_all(
        "table.compare sup.cite a",
        "marks => marks.map(mark => [mark.hash.slice(1), parseInt(mark.textContent.slice(1))])",
    )
    listed = page.locator("ol.sources > li").evaluate_all("items => items.map(item => item.id)")
    assert [number for _, number in marks] == [listed.index(source) + 1 for source, _ in marks]
    assert set(listed) == {source for source, _ in marks}


def test_what_is_side_by_side_can_be_taken_along(visit: Visit, atlas: Atlas, tmp_path: Path) -> None:
    page = visit(f"{PATH}?places=da-nang,SG")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download these projects as CSV").click()
    started.value.save_as(tmp_path / "some.csv")
    with (tmp_path / "some.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    known = [
        *query.projects.select_projects(atlas, city="da-nang"),
        *query.projects.select_projects(atlas, country="SG"),
    ]
    assert [line["id"] for line in lines] == [project.id for project in known]
    assert {line["place"] for line in lines} == {atlas.cities["da-nang"].name, atlas.countries["SG"].name}
    assert [line["status"] for line in lines] == [label("status", project.status.value) for project in known]
    assert all(line["source"] and line["licence"] and line["address"].startswith("http") for line in lines)


def test_one_place_leads_to_its_peers(page: Page, atlas: Atlas) -> None:
    city = atlas.cities["da-nang"]
    page.get_by_label("Place 1").select_option(city.id)
    page.get_by_role("status").get_by_role("link", name=f"{city.name} and its peers").click()
    expect(page.get_by_role("status")).to_contain_text("Side by side")
    assert heads(page) == [place.name for place in (city, *query.totals.peers(atlas, city))]


def test_an_address_shows_what_it_says_and_going_back_what_was_there(visit: Visit, atlas: Atlas) -> None:
    names = {record.id: record.name for record in (*atlas.cities.values(), *atlas.countries.values())}
    page = visit(PATH + "?places=SG,atlantis,singapore&h=smart&with=SG&with=makassar&with=VN&with=dili#reading")
    shown = ["SG", "singapore", "makassar", "VN"]
    side = f"Side by side: {', '.join(names[place] for place in shown)}."
    left_out = "Left out, as the Atlas has no such place: atlantis. The address names more than 4 places. Only the first 4 are shown."
    expect(page.get_by_role("status")).to_have_text(f"{side} {left_out}")
    assert heads(page) == [names[place] for place in shown]
    assert page.url.endswith("?h=smart&places=SG,singapore,makassar,VN#reading")
    length = page.evaluate("history.length")
    page.get_by_label("Place 2").select_option(label="none")
    three = [names["SG"], names["makassar"], names["VN"]]
    expect(page.get_by_role("status")).to_have_text(f"Side by side: {', '.join(three)}.")
    assert (heads(page), page.evaluate("history.length")) == (three, length)
    page.evaluate("history.pushState(null, '', '?places=dili,phuket')")
    page.evaluate("history.pushState(null, '', '?')")
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(f"Side by side: {names['dili']}, {names['phuket']}.")
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(f"Side by side: {', '.join(three)}.")
    page.locator("table.compare td a[href*='projects/?']").first.click()
    page.wait_for_url("**/projects/?**")
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(f"Side by side: {', '.join(three)}.")


def test_places_are_chosen_by_keyboard_alone(page: Page, atlas: Atlas) -> None:
    first, second = atlas.cities["makassar"].name, atlas.cities["phnom-penh"].name
    page.get_by_label("Place 1").focus()
    page.keyboard.type(first)
    page.keyboard.press("Tab")
    expect(page.get_by_label("Place 2")).to_be_focused()
    page.keyboard.type(second)
    expect(page.get_by_role("status")).to_have_text(f"Side by side: {first}, {second}.")
    assert heads(page) == [first, second]
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show all")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("region", name="Cities and countries in numbers")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("All cities and countries are shown.")


def test_four_places_stand_beside_each_other_on_a_phone(visit: Visit, atlas: Atlas) -> None:
    query = "?places=sihanoukville,bandar-seri-begawan,TL,ho-chi-minh-city"
    page = visit(PATH + query, width=320)
    assert page.evaluate("""() => {
        const region = document.querySelector("table.compare").parentNode
        const name = document.querySelector("table.compare th[scope=row]")
        return [document.documentElement.scrollWidth, region.scrollWidth - region.clientWidth, region.clientWidth - name.offsetWidth]
    }""") == [320, 0, 0]
    tops = page.eval_on_selector_all("table.compare thead th", "heads => heads.map(head => head.offsetTop)")
    assert len(set(tops)) == 1
    page = visit(PATH + query, js=False)
    expect(page.locator("form.compare")).to_be_hidden()
    assert rows(page) == len(atlas.cities) + len(atlas.countries), "without script the table is whole"


def test_numbers_are_shown_even_if_the_projects_cannot_be_loaded(visit: Visit) -> None:
    page = visit(PATH)
    page.route(f"**/{PATH}*.js", lambda route: route.fulfill(status=404))
    page.get_by_label("Place 1").select_option("jakarta")
    page.get_by_label("Place 2").select_option("singapore")
    failed = "Side by side: Jakarta, Singapore. Something could not be loaded. Load the page again to see all of it."
    expect(page.get_by_role("status")).to_have_text(failed)
    assert (heads(page), page.locator("tr.listed").count()) == (["Jakarta", "Singapore"], 0)
