"""The search: asleep until a reader turns to it, and then right with its first result."""

import re

from playwright.sync_api import Locator, Page, Route, expect

from atlas.model.atlas import Atlas
from tests.browser.conftest import Visit

#: What readers type, and the address below the site that comes first.
FIRST = {
    "ok otrip": "cities/jakarta/#jaklingko",
    "jaklingko": "cities/jakarta/#jaklingko",
    "dottoro'ta": "cities/makassar/#makassar-smart-health-care",
    "smart kampung": "cities/banyuwangi/#smart-kampung",
    "e-tax": "cities/makassar/#makassar-smart-e-tax",
    "yangon": "cities/yangon/",
    "hcmc": "cities/ho-chi-minh-city/",
    "ha noi": "cities/ha-noi/",
    "hanoi": "cities/ha-noi/",
    "one-north": "network/workshop-2018/#one-north",
    "ascf": "network/glossary/",
    "jasca": "network/partners/#japan-jasca-smart-jamp",
}


def search_field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Search")


def first_result(page: Page) -> Locator:
    return page.locator(".md-search-result__item a").first


def test_the_first_result_is_the_right_page(visit: Visit) -> None:
    page = visit("network/")
    for words, address in FIRST.items():
        search_field(page).fill("")
        search_field(page).press_sequentially(words)
        path, _, anchor = address.partition("#")
        expected = re.compile(rf"/{re.escape(path)}\?h=[^#]*{'#' + anchor if anchor else ''}$")
        expect(first_result(page), words).to_have_attribute("href", expected)
    for subject in ("waste", "flood", "traffic", "tourism"):
        search_field(page).fill("")
        search_field(page).press_sequentially(subject)
        expect(first_result(page).locator("mark").first).to_have_text(re.compile(subject, re.IGNORECASE))


def test_enter_opens_the_section_that_fits_best(visit: Visit, atlas: Atlas) -> None:
    page = visit("network/", base="/atlas/")
    page.keyboard.press("/")
    page.keyboard.type("jaklingko")
    project, city = atlas.projects["jaklingko"].name, atlas.cities["jakarta"].name
    expect(first_result(page)).to_contain_text(f"{project} · {city}")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/atlas/cities/jakarta/\?h=jaklingko#jaklingko$"))


def test_the_search_sleeps_until_it_is_used_and_then_loses_no_keystroke(visit: Visit) -> None:
    page = visit("network/")
    page.wait_for_timeout(300)
    loaded = "performance.getEntriesByType('resource').map(entry => entry.name).filter(name => /search/.test(name))"
    assert page.evaluate(loaded) == []
    held: list[Route] = []
    page.route("**/search_index.json", lambda route: held.append(route))  # noqa: PLW0108 - Playwright asks a function for its arguments
    with page.expect_request("**/search_index.json"), page.expect_worker():
        search_field(page).click()
        page.keyboard.type("yangon")
    expect(first_result(page)).to_have_count(0)
    held[0].continue_()
    expect(first_result(page)).to_have_attribute("href", re.compile("/cities/yangon/"))


def test_the_field_of_the_home_page_leads_to_the_search_or_without_script_to_the_cities(visit: Visit) -> None:
    page = visit("", width=390, base="/atlas/")
    field = "Find a city, a project or a topic"
    page.get_by_role("searchbox", name=field).click()
    page.keyboard.type("makassar", delay=20)
    expect(search_field(page)).to_have_value("makassar")
    expect(first_result(page)).to_have_attribute("href", re.compile("/atlas/cities/makassar/"))
    page = visit("", width=320, js=False, base="/atlas/")
    expect(search_field(page)).to_be_hidden()
    page.get_by_role("searchbox", name=field).fill("makassar")
    page.get_by_role("button", name="Search").click()
    assert page.url.endswith("/atlas/cities/?q=makassar")
    page.get_by_role("link", name="All cities").click()
    assert page.title() == "Cities - ASCN Atlas"
