"""Cities and countries compared in a browser: rows that turn into columns, the address, and a reader without a mouse."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.labels import label
from tests.browser.conftest import Visit
from tests.browser.server import served
from tests.site.conftest import Built
from tests.site.test_split import split  # noqa: F401 - a fixture

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
    """The rows of places side by side, each by its group and name."""
    found: dict[tuple[str, str], list[str]] = {}
    for group in page.locator("table.compare tbody").all():
        title = "".join(group.locator("th[scope=rowgroup]").all_text_contents())
        for row in group.locator("tr:has(td)").all():
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
    expect(page.get_by_role("status")).to_have_text(f"Chosen: {city}. Choose one more to see both side by side.")
    assert (rows(page), chosen(page)) == (total, [("with", "jakarta")])
    page.get_by_label("Place 3").select_option(label=land)
    expect(page.get_by_role("status")).to_have_text(f"Side by side: {city}, {land}.")
    assert chosen(page) == [("with", "jakarta"), ("with", "VN")]
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


def test_an_address_shows_what_it_says_and_going_back_what_was_there(visit: Visit, atlas: Atlas) -> None:
    names = {record.id: record.name for record in (*atlas.cities.values(), *atlas.countries.values())}
    page = visit(PATH + "?with=SG&with=atlantis&h=smart&with=singapore&with=SG&with=makassar&with=VN&with=dili#reading")
    shown = ["SG", "singapore", "makassar", "VN"]
    assert heads(page) == [names[place] for place in shown]
    assert [value for name, value in chosen(page) if name == "with"] == shown
    assert ("h", "smart") in chosen(page)
    assert page.url.endswith("#reading")
    length = page.evaluate("history.length")
    page.get_by_label("Place 2").select_option(label="none")
    three = [names["SG"], names["makassar"], names["VN"]]
    assert (heads(page), page.evaluate("history.length")) == (three, length)
    page.evaluate("history.pushState(null, '', '?with=dili&with=phuket')")
    page.evaluate("history.pushState(null, '', '?')")
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(f"Side by side: {names['dili']}, {names['phuket']}.")
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(f"Side by side: {', '.join(three)}.")
    page.locator("table.compare td a[href*=projects]").first.click()
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
    assert heads(page) == [first, second]
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show all")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("region", name="Cities and countries in numbers")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("All cities and countries are shown.")


def test_four_places_stand_beside_each_other_on_a_phone(visit: Visit, atlas: Atlas) -> None:
    query = "?with=sihanoukville&with=bandar-seri-begawan&with=TL&with=ho-chi-minh-city"
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


def test_cities_whose_rows_are_on_other_pages_stand_side_by_side(visit: Visit, browser: Browser, split: Built) -> None:  # noqa: F811
    whole, among = visit(f"{PATH}?with=jakarta&with=singapore"), "Side by side: Jakarta, Singapore."
    with served(split.folder, split.base) as home:
        page = browser.new_page()
        page.goto(f"{home}{PATH}?with=jakarta")
        page.get_by_label("Place 2").select_option(label="Singapore")
        expect(page.get_by_role("status")).to_have_text(among)
        found, expected = lines(page), lines(whole)
        assert heads(page) == heads(whole) == ["Jakarta", "Singapore"]
        for line in (found, expected):
            [population] = [key for key in line if key[1] == "Population"]
            line.pop(population)  # its sources have numbers of their own on each page
        assert found == expected
        links = page.eval_on_selector_all("table.compare td a", "links => links.map(link => link.href)")
        assert [link for link in links if not link.startswith((f"{home}projects/?", f"{home}{PATH}"))] == []
        page.close()
