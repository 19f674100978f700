"""A register that is too long for one page: it fetches the rows of a country when it needs them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from atlas import query
from atlas.model.atlas import Atlas
from tests.browser.conftest import watched
from tests.browser.server import served
from tests.browser.test_register import lists, of_all
from tests.conftest import replace_once
from tests.site.conftest import built_once

Visit = Callable[..., Page]

FIRST_ROWS = 10
PLACED_AT_ONCE = 4


def with_long_registers(project: Path) -> None:
    """Let every register of a copy be too long for one page."""
    replace_once(project, "atlas/site/split.py", "MAX_ENTRIES = 1000", "MAX_ENTRIES = 20")
    replace_once(project, "atlas/site/page_view.py", "FIRST_ROWS = 40", f"FIRST_ROWS = {FIRST_ROWS}")
    replace_once(project, "docs/assets/register.js", "PART = 10", f"PART = {PLACED_AT_ONCE}")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of such a copy."""
    built = built_once(tmp_path_factory, "/split/", with_long_registers)
    with served(built.folder, built.base) as address:
        yield address


@pytest.fixture
def fetched() -> list[str]:
    """The files of rows that were fetched."""
    return []


@pytest.fixture
def visit(browser: Browser, home: str, fetched: list[str]) -> Iterator[Visit]:
    """Opens a page of the copy; at the end the console must be empty, and no request may have left the site."""
    wrong: list[str] = []
    contexts = []

    def open_page(path: str, **options: bool) -> Page:
        contexts.append(browser.new_context(**options))
        page = watched(contexts[-1], home, wrong)
        page.on("request", lambda asked: fetched.extend(re.findall(r"/(rows-.*)", asked.url)))
        page.goto(home + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong


def expect_shown(page: Page, projects: list[str]) -> None:
    """Wait until the register shows these projects, from the top down."""
    links = page.locator("table.register tr[data-f] th a")
    expect(links).to_have_count(len(projects))
    for n, project in enumerate(projects):
        expect(links.nth(n)).to_have_attribute("href", re.compile(f"#{project}$"))


def test_a_link_to_a_city_fetches_its_country_only(visit: Visit, fetched: list[str], atlas: Atlas) -> None:
    city = query.projects.cities_in_order(atlas)[-1]
    page = visit(f"projects/?city={city.id}")
    expect(page.get_by_role("status")).to_have_text(of_all(atlas, len(lists(atlas, city=city.id))))
    expect_shown(page, lists(atlas, city=city.id))
    assert fetched == [f"rows-{city.country}.html"]
    home = page.url.partition("projects/")[0]
    page.locator("table.register tr[data-f] th a").first.click()
    expect(page).to_have_url(f"{home}cities/{city.id}/#{lists(atlas, city=city.id)[0]}")


def test_a_word_finds_rows_of_every_country_and_more_are_shown_on_request(
    visit: Visit, fetched: list[str], atlas: Atlas
) -> None:
    page = visit("projects/")
    expect_shown(page, lists(atlas)[:FIRST_ROWS])
    assert fetched == []
    expect(page.get_by_role("status")).to_have_text(of_all(atlas, len(atlas.projects)))
    page.get_by_role("button", name="Show more").click()
    expect_shown(page, lists(atlas)[: 2 * FIRST_ROWS])
    assert len(fetched) < len({city.country for city in atlas.cities.values()})
    last = [project for project in query.projects.projects_in_order(atlas) if project.summary][-1]
    page.get_by_label("Search these projects").fill(last.summary or "")
    expect(page.get_by_role("status")).to_contain_text(" of ")
    expect(page.locator(f"table.register th a[href$='#{last.id}']")).to_be_visible()
    expect(page.locator("table.register mark").first).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("columnheader", name="Project").get_by_role("button").click()
    by_name = sorted(atlas.projects, key=query.projects.name_ranks(atlas).__getitem__)
    expect_shown(page, by_name[:FIRST_ROWS])
    countries = {f"rows-{atlas.cities[project.city].country}.html" for project in atlas.projects.values()}
    few = len(countries - set(fetched))
    assert few <= 1, "only the rows of the first country are on the page from the beginning"
    assert len(fetched) + few == len(countries)


def test_rows_are_placed_a_few_at_a_time_and_a_newer_list_drops_the_rest(visit: Visit, atlas: Atlas) -> None:
    page = visit("projects/?sort=name")
    by_name = sorted(atlas.projects, key=query.projects.name_ranks(atlas).__getitem__)
    expect(page.get_by_role("status")).to_have_text(of_all(atlas, len(atlas.projects)))
    expect_shown(page, by_name[:FIRST_ROWS])
    page.evaluate("""() => {
        window.seen = [];
        const table = document.querySelector("table.register"), sort = () => table.querySelector("thead button").click();
        new MutationObserver(() => {
            window.seen.push([...table.querySelectorAll("tr[data-f] th a")].map(link => link.hash.slice(1)));
            if (window.seen.length === 1) sort();
        }).observe(table, {childList: true, subtree: true});
        sort();
    }""")
    expect_shown(page, lists(atlas)[:FIRST_ROWS])
    first, *later = page.evaluate("window.seen")
    assert first == by_name[: -1 - PLACED_AT_ONCE : -1]
    assert len(later[0]) < FIRST_ROWS
    assert all({*rows} <= {*lists(atlas)[:FIRST_ROWS]} for rows in later), "other rows by name never come"


def test_the_registers_of_plans_fetch_their_rows_as_well(visit: Visit, atlas: Atlas) -> None:
    plans = [plan.project.id for plan in query.plans.plans(atlas) if plan.outcome == "completed"]
    for path in ("projects/outcomes/", "projects/support/"):
        page = visit(f"{path}?outcome=completed")
        expect(page.get_by_role("status")).to_contain_text(f"{len(plans)} of ")
        expect_shown(page, plans[:FIRST_ROWS])


def test_without_script_every_row_is_on_the_page_of_its_country(visit: Visit, atlas: Atlas) -> None:
    page, found = visit("projects/", java_script_enabled=False), []
    for n in range(page.locator(".more a").count()):
        page.locator(".more a").nth(n).click()
        assert page.locator("tbody tr[data-f]:visible").count() == page.locator("tr[data-f]").count()
        found += shown_without_script(page)
        page.get_by_role("link", name="Projects", exact=True).click()
    assert found == lists(atlas)


def shown_without_script(page: Page) -> list[str]:
    """The ids of the projects on a page of rows."""
    addresses = [link.get_attribute("href") or "" for link in page.locator("tr[data-f] th a").all()]
    return [address.rpartition("#")[2] for address in addresses]


def test_rows_that_cannot_be_fetched_are_reported_and_tried_again(visit: Visit, atlas: Atlas) -> None:
    country = query.projects.cities_in_order(atlas)[-1].country
    page = visit("projects/")
    page.route("**/rows-*", lambda route: route.fulfill(status=404))
    page.get_by_label("Country", exact=True).select_option(country)
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
    page.unroute("**/rows-*")
    page.get_by_label("Country", exact=True).select_option("")
    page.get_by_label("Country", exact=True).select_option(country)
    expect(page.get_by_role("status")).to_have_text(of_all(atlas, len(lists(atlas, country=country))))
