"""The copy that `make offline` writes, opened from a disk: no server, and nothing that asks for one."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from atlas import export, query
from atlas.export.metadata import Edition
from atlas.model.atlas import Atlas
from tests.browser.conftest import watched
from tests.site.conftest import Built, built_once, text_of

Open = Callable[[str], Page]


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The copy, built with an address, as one would be that leaves for a place without a network."""
    environment = {"OFFLINE": "1", "EXPORTS": "all", "SITE_URL": "https://example.org/atlas/"}
    return built_once(tmp_path_factory, "/copy to carry/", **environment)


@pytest.fixture
def from_disk(browser: Browser, copy: Built) -> Iterator[Open]:
    """Open a page of the copy; fail on any word in the console and on any request but to a file of the copy."""
    wrong: list[str] = []
    context, home = browser.new_context(offline=True), copy.folder.as_uri()
    page = watched(context, f"{home}/", wrong)

    def open_page(path: str) -> Page:
        page.goto(f"{home}/{path}")
        return page

    yield open_page
    context.close()
    assert not wrong


def test_links_filters_and_the_comparison_lead_from_file_to_file(from_disk: Open, atlas: Atlas) -> None:
    page = from_disk("index.html")
    page.get_by_role("main").get_by_role("link", name=atlas.cities["makassar"].name).first.click()
    expect(page).to_have_url(re.compile(r"^file:.*/cities/makassar/index\.html$"))
    page = from_disk("projects/index.html?city=makassar")
    projects = query.projects.select_projects(atlas, city="makassar")
    rows, status = page.locator("table.register tr[data-f]:visible"), projects[0].status.value
    expect(rows).to_have_count(len(projects))
    page.get_by_label("Our status", exact=True).select_option(status)
    expect(rows).to_have_count(len(query.projects.select_projects(atlas, city="makassar", status=status)))
    expect(page).to_have_url(re.compile(rf"projects/index\.html\?.*status={status}"))
    rows.first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(rf"/cities/makassar/index\.html#{projects[0].id}"))
    expect(page.locator(f"#{projects[0].id}")).to_be_in_viewport()
    page = from_disk("projects/outcomes/index.html#plans")
    asked = query.plans.plans(atlas)[0].project.support_required
    page.get_by_label("Words to find").fill(asked.text[0] if asked else "")
    expect(rows.first.locator("small mark").first).to_be_visible()
    page = from_disk("cities/compare/index.html?places=jakarta,VN")
    names = [atlas.cities["jakarta"].name, atlas.countries["VN"].name]
    expect(page.locator("table.compare thead th a")).to_have_text(names)
    page.locator("tr.listed li > a").first.click()
    expect(page).to_have_url(re.compile(r"^file:.*/cities/jakarta/index\.html#"))


def test_the_search_of_the_home_page_leads_to_a_project_and_colours_stay(from_disk: Open) -> None:
    page = from_disk("index.html")
    page.locator("label[title='Switch to dark colours']").click()
    page = from_disk("index.html")
    assert page.locator("body[data-md-color-scheme=slate]").count(), "the choice is kept"
    page.get_by_role("searchbox", name="Find a city, a project or a topic").click()
    page.keyboard.type("ok otrip", delay=20)
    page.keyboard.press("Enter")
    first = page.locator("#results li a").first
    expect(first).to_have_attribute("href", re.compile(r"^file:.*/cities/jakarta/index\.html#jaklingko$"))
    first.click()
    expect(page.locator("#jaklingko")).to_be_in_viewport()


def test_every_link_of_the_copy_names_a_file_of_it_and_an_anchor_there(copy: Built) -> None:
    pages = {copy.folder / path / "index.html": page for path, page in copy.pages.items()}
    ids = {path: {"", *page.xpath("//@id")} for path, page in pages.items()}
    broken = []
    for path, page in pages.items():
        for address in set(page.xpath("//a/@href | //link/@href | //script/@src | //img/@src | //form/@action")):
            parts = urlsplit(urljoin(path.as_uri(), address))
            target = Path(unquote(parts.path))
            there = target.is_file() and unquote(parts.fragment) in ids.get(target, {""})
            if parts.scheme == "file" and not (target.is_relative_to(copy.folder) and there):
                broken.append(f"{path.relative_to(copy.folder)}: {address}")
    assert broken == []


def test_the_copy_holds_what_is_of_use_on_a_disk_and_says_where_it_comes_from(copy: Built, edition: Edition) -> None:
    left_out = ("404.html", "sitemap.xml", "sitemap.xml.gz", "assets/pictures")
    assert [name for name in left_out if (copy.folder / name).exists()] == []
    [canonical] = copy.pages["cities/makassar/"].xpath("//link[@rel='canonical']/@href")
    assert canonical == "https://example.org/atlas/cities/makassar/"
    for path, page in copy.pages.items():
        [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert re.match(r"default-src 'none'; script-src file: 'sha256-", policy), path
    assert "WARNING" not in copy.output
    assert [path for path in export.paths(edition) if not (copy.folder / path).is_file()] == []
    assert "not made in this build" not in text_of(copy.pages["about/data/"])
