"""The search: asleep until a reader turns to it, then right with its first hit, and with results that can be shared."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from atlas import query
from atlas.checks import Examined, examine
from atlas.model.atlas import Atlas
from atlas.site.pages.build import Build
from atlas.site.search import PATH, Entry, script
from tests.breaks import SMALL
from tests.browser.conftest import Visit, shift
from tests.browser.server import packed, served
from tests.browser.test_access import violations
from tests.conftest import ROOT
from tests.site.conftest import Built

HOME_FIELD = "Find a city, a project or a topic"
#: All that a first search may fetch, in bytes as they travel.
LIMIT = 120 * 1024

#: What readers of the small atlas type, and the address below the site that comes first.
FIRST = {
    "alfa": "cities/alfa/",
    "ALFÁ": "cities/alfa/",
    "alfas": "cities/alfa/",
    "clean river": "cities/alfa/#clean-river",
    "Clean-River": "cities/alfa/#clean-river",
    "cleanriver": "cities/alfa/#clean-river",
    "cl’ean riv'er": "cities/alfa/#clean-river",
    "clear rivers": "cities/alfa/#clean-river",
    "river plan": "cities/alfa/#clean-river",
    "what became of the River Plan": "cities/alfa/#clean-river",
    "kali": "topics/rivers/",
    "kali in alfa": "cities/alfa/#clean-river",
    "night mar": "cities/beta/#night-market",
    "wells": "cities/beta/",
    "completed": "cities/alfa/#open-school",
    "which city has the most bazaars": "cities/compare/",
    "most bazars": "cities/compare/",
    "e-mail": "cities/compare/",
    "projects in beta": "cities/beta/",
    "ri": "cities/alfa/#clean-river",
}

#: What readers type, and all that is found. After a city, a topic or a focus area come its projects.
FOUND = {
    "alfa": [
        "cities/alfa/",
        *(f"cities/alfa/#{project}" for project in ("clean-river", "open-school", "school-network")),
    ],
    "vessel": ["topics/boats/", "cities/alfa/#clean-river"],
    "civic": [
        "focus-areas/civic/",
        *("cities/alfa/#open-school", "cities/alfa/#school-network", "cities/beta/#night-market"),
    ],
    "no": ["about/open-questions/#q-boats"],  # not "not" and "Night"
    "ri beta": ["cities/beta/", "cities/beta/#night-market"],  # not "Rivers"
    "lantern": ["cities/compare/#one"],  # each page once
}


@pytest.fixture
def small(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A page with nothing but the search of the small atlas, whose pages have nothing but their titles."""
    build = Build(examine(SMALL))
    assert build.site
    pages = {src: {"": Entry(page.title or src)} for src, page in build.site.tree.pages.items()}
    pages["cities/compare.md"] |= {id: Entry("", f"Lantern {id}", text=id * n) for n, id in enumerate(("one", "two"))}
    form = "<form role=search action=search/><input name=q></form><script src=assets/atlas.js></script>"
    (tmp_path / "search").mkdir()
    (tmp_path / PATH).write_text(script(build.site, pages, build.examined.synonyms, on_disk=False), encoding="utf-8")
    (tmp_path / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{form}", encoding="utf-8")
    shutil.copytree(ROOT / "docs/assets", tmp_path / "assets")
    with served(tmp_path) as home:
        page = browser.new_page()
        page.set_default_timeout(5_000)
        page.goto(home)
        yield page
        page.close()


def hits(page: Page) -> Locator:
    return page.locator("form .hits:visible li a")


def test_the_first_hit_is_what_a_reader_means(small: Page) -> None:
    for words, address in FIRST.items():
        small.locator("input").fill("")
        small.locator("input").fill(words)
        expect(hits(small).first, words).to_have_attribute("href", re.compile(rf"//[^/]+/{re.escape(address)}$"))
    for words, addresses in FOUND.items():
        small.locator("input").fill("")
        small.locator("input").fill(words)
        expect(hits(small), words).to_have_count(len(addresses))
        assert [link.get_attribute("href").partition(small.url)[2] for link in hits(small).all()] == addresses
    for words in (
        "zzz",
        "kale",
        "ofsc",
    ):  # a short word is no misprint of another, as "kali", nor the beginning of two, as "of Schools"
        small.locator("input").fill("")
        small.locator("input").fill(words)
        expect(small.get_by_role("status"), words).to_have_text("Nothing found. Try fewer words, or another one.")


def test_each_synonym_leads_to_its_page(visit: Visit, examined: Examined) -> None:
    page = visit("search/")
    field = page.get_by_role("searchbox", name=HOME_FIELD)
    for synonym in examined.synonyms:
        path, _, anchor = synonym.page.partition("#")
        address = path.removesuffix("index.md").removesuffix(".md") + f"/?{'#' + anchor if anchor else ''}$"
        for words in synonym.words:
            field.fill(words)
            first = page.locator("form .hits:visible li a").first
            expect(first, words).to_have_attribute("href", re.compile(address))


def test_each_city_is_the_first_hit_and_each_project_among_the_first_for_its_names(visit: Visit, atlas: Atlas) -> None:
    page = visit("search/")
    field = page.get_by_role("searchbox", name=HOME_FIELD)
    for city in atlas.cities.values():
        field.fill(city.name.removesuffix(" City"))
        expect(hits(page).first, city.name).to_have_attribute("href", re.compile(f"/cities/{city.id}/$"))
    named = [(f"cities/{project.city}/#{project.id}", project.name) for project in atlas.projects.values()]
    for topic in atlas.topics.values():
        named += [(f"topics/{topic.id}/", words) for words in (topic.name, topic.name_id, *topic.words)]
    for address, name in named:
        field.fill(name)
        expect(page.locator(f"form .hits:visible li a[href$='/{address}']"), name).to_have_count(1)


def test_it_sleeps_until_it_is_used_and_then_costs_little(visit: Visit, built: Built) -> None:
    page = visit("network/")
    page.wait_for_timeout(300)
    loaded = "performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname.slice(1))"
    before = page.evaluate(loaded)
    assert [path for path in before if "search" in path] == []
    page.keyboard.press("/")
    page.keyboard.type("yangon")
    expect(hits(page).first).to_have_attribute("href", re.compile("/cities/yangon/"))
    assert sum(len(packed(built.folder / path)) for path in set(page.evaluate(loaded)) - set(before)) <= LIMIT


def test_arrows_go_through_the_hits_and_escape_leads_back_to_what_was_typed(visit: Visit, atlas: Atlas) -> None:
    page = visit("network/", base="/atlas/")
    field = page.get_by_role("banner").get_by_role("searchbox", name="Search")
    page.keyboard.press("/")
    page.keyboard.type("jaklingko")
    project = atlas.projects["jaklingko"]
    item = page.locator("form .hits:visible li").first
    expect(item.locator("small")).to_have_text(f"Jakarta · {project.status.value.replace('-', ' ')}")
    assert project.summary
    expect(item.locator("p")).to_contain_text(project.summary.split(". ")[0])
    page.keyboard.press("ArrowDown")
    expect(hits(page).first).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(field).to_have_value("jaklingko")
    expect(hits(page)).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/atlas/cities/jakarta/#jaklingko")


def test_enter_opens_results_that_can_be_shared_and_left_again(visit: Visit, atlas: Atlas) -> None:
    page = visit("", width=390, base="/atlas/")
    page.get_by_role("searchbox", name=HOME_FIELD).click()
    page.keyboard.type("makassar", delay=20)
    expect(page.get_by_role("searchbox", name=HOME_FIELD)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/atlas/search/?q=makassar")
    results = page.locator("#results li a")
    expect(results.first).to_have_attribute("href", re.compile("/atlas/cities/makassar/$"))
    projects = [project.id for project in query.projects.select_projects(atlas, city="makassar")]
    linked = [link.get_attribute("href") for link in results.all()[1 : len(projects) + 1]]
    assert {href and href.partition("#")[2] for href in linked} == {*projects}
    expect(page).to_have_title("makassar - Search - ASCN Atlas")
    assert shift(page) == 0
    assert violations(page) == []
    page.get_by_role("searchbox", name=HOME_FIELD).fill("yangon")
    expect(page.locator("form .hits:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(results.first).to_have_attribute("href", re.compile("/atlas/cities/yangon/$"))
    page.go_back()
    expect(results.first).to_have_attribute("href", re.compile("/atlas/cities/makassar/$"))
    page.get_by_role("link", name="Search", exact=True).click()
    page.wait_for_url("**/atlas/search/")


def test_without_script_the_field_leads_to_lists(visit: Visit) -> None:
    page = visit("", js=False, base="/atlas/")
    page.get_by_role("searchbox", name=HOME_FIELD).fill("makassar")
    page.keyboard.press("Enter")
    page.wait_for_url("**/atlas/search/?q=makassar")
    expect(page.locator("#results")).to_have_text("")
    expect(page.locator("main noscript p")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="projects").click()
    page.wait_for_url("**/atlas/projects/")
