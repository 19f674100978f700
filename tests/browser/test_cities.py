"""The page of a city in a browser: what its strips and citations say on hover and focus, and what its buttons copy."""

import pytest
from playwright.sync_api import Locator, Page

from atlas import query
from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.labels import label
from atlas.model.projects import Project
from tests.browser.conftest import Visit, shift


@pytest.fixture(scope="session")
def shown(atlas: Atlas) -> Project:
    """A project neither first nor last of its city, of which both newest documents print a row."""
    return next(
        project
        for city in atlas.cities
        for project in query.projects.select_projects(atlas, city=city)[1:-1]
        if len(project.name) < 40 and all(appearance.row for appearance in query.projects.history(atlas, project)[-2:])
    )


@pytest.fixture
def address(shown: Project) -> str:
    """The page of its city."""
    return f"cities/{shown.city}/"


def marks(page: Page, project: Project) -> Locator:
    """The marks of a project, one for each document that prints a row of it."""
    return page.locator(f".strip tbody tr:has(th a[href='#{project.id}']) td:not(:last-child) a")


def visible(page: Page, project: Project) -> bool:
    """Whether the text of the newest mark can be read beside it."""
    tip = marks(page, project).last.locator("span")
    return bool(tip.evaluate("tip => getComputedStyle(tip).clipPath === 'none'"))


def test_a_mark_says_on_hover_and_on_focus_what_the_document_prints(
    visit: Visit, atlas: Atlas, shown: Project, address: str
) -> None:
    page = visit(address, width=320, js=False)
    row = query.projects.history(atlas, shown)[-1].row
    assert str(marks(page, shown).last.text_content()).startswith(f"{label('stage', row.stage)}: {row.name}")
    assert not visible(page, shown)
    marks(page, shown).last.hover()
    assert visible(page, shown)
    mark, tip = marks(page, shown).last.bounding_box(), marks(page, shown).last.locator("span").bounding_box()
    assert tip["height"] > 20
    assert 0 <= tip["x"] <= tip["x"] + tip["width"] <= 320 == page.evaluate("document.documentElement.scrollWidth")
    page.mouse.move(mark["x"] + mark["width"] / 2, tip["y"] + tip["height"] / 2, steps=20)
    assert visible(page, shown)
    page.mouse.move(2, 2)
    assert not visible(page, shown)
    marks(page, shown).nth(-2).focus()
    page.keyboard.press("Tab")
    assert visible(page, shown)


def test_escape_puts_the_text_of_a_mark_away_until_the_next_move(visit: Visit, shown: Project, address: str) -> None:
    page = visit(address)
    marks(page, shown).last.hover()
    assert visible(page, shown)
    page.keyboard.press("Escape")
    assert not visible(page, shown)
    page.mouse.move(2, 2)
    marks(page, shown).last.hover()
    assert visible(page, shown)


#: How far the two last columns reach, how wide the page is, and how many links are too small to touch.
REACH = """() => {
    const boxes = (part) => [...document.querySelectorAll(`.strip ${part}`)].map((one) => one.getBoundingClientRect());
    const small = boxes("a").filter(({ width, height }) => width > 0 && Math.min(width, height) < 24);
    const ends = boxes("tr > :nth-last-child(-n+2)").map((box) => box.right);
    return [Math.max(0, ...ends) <= 320, document.documentElement.scrollWidth, small.length];
}"""


def test_the_newest_document_and_the_last_known_status_are_seen_at_once_on_a_phone(visit: Visit, atlas: Atlas) -> None:
    page = visit("cities/", width=320)
    home, wrong = page.url, []
    for city in {query.totals.count(atlas, "projects", city=city): city for city in atlas.cities}.values():
        page.goto(f"{home}{city}/", wait_until="domcontentloaded")
        if (found := page.evaluate(REACH)) != [True, 320, 0]:
            wrong.append((city, found))
    assert wrong == []


@pytest.mark.parametrize("width", [320, 1280])
def test_a_strip_without_room_for_all_documents_shows_its_ends_and_how_many_lie_between(
    visit: Visit, atlas: Atlas, width: int
) -> None:
    of_cities = {
        city: query.projects.strips(atlas, query.projects.select_projects(atlas, city=city)) for city in atlas.cities
    }
    city, strips = next((city, strips) for city, strips in of_cities.items() if None in strips.shown)
    heads = visit(f"cities/{city}/", width=width).locator(".strip thead th:not(:first-child)")
    contents = """heads => heads.map(head => {
        const more = getComputedStyle(head, "::before").content
        return more === "none" ? head.innerText : more.slice(1, -1)
    })"""
    said = [text for text, head in zip(heads.evaluate_all(contents), heads.all(), strict=True) if head.is_visible()]
    dates = [words.short_date(query.reports.report_date(atlas, report)) for report in strips.reports]
    more = f"{len(dates) + 1 - len(strips.shown)} more"
    shown = [more if place is None else dates[place] for place in strips.shown]
    assert said == [*shown, "Our status"]
    span = ".strip th[scope=rowgroup]"
    assert heads.page.locator(span).first.get_attribute("colspan") == str(len(said) + 1)


def test_a_source_is_shown_beside_its_number_on_hover_focus_and_tap_until_escape(visit: Visit, address: str) -> None:
    page = visit(address)
    tip, cited = page.locator(".tip"), page.locator("article > p sup.cite > a")
    first = cited.first.get_attribute("href").removeprefix("#")
    cited.first.hover()
    listed = page.locator(f"#{first}").evaluate("item => item.firstChild.textContent")
    assert (tip.locator("> a").first.text_content(), tip.is_visible()) == (listed, True)
    page.keyboard.press("Escape")
    assert tip.count() == 0
    cited.first.focus()
    assert tip.is_visible()
    page.keyboard.press("Tab")
    assert tip.locator(":focus").text_content() == listed, "the keyboard reaches the source"
    page = visit(address, width=390, has_touch=True)
    tip, cited = page.locator(".tip"), page.locator("article > p sup.cite > a")
    cited.first.tap()
    assert (tip.is_visible(), page.url.partition("#")[2]) == (True, "")
    small = "links => links.map(link => link.getBoundingClientRect()).filter(({ width, height }) => Math.min(width, height) < 24)"
    assert cited.evaluate_all(small) == []
    cited.first.tap()
    page.wait_for_url(f"**#{first}")


def test_a_link_to_a_project_opens_its_details_alone(visit: Visit, shown: Project, address: str) -> None:
    page = visit(f"{address}#{shown.id}")
    page.wait_for_function("id => document.querySelector(`#${id} + .project > details`).open", arg=shown.id)
    assert page.locator(".project > details[open]").count() == 1
    inside = page.locator(f"#{shown.id} + .project > details .edit a")
    assert inside.filter(has_text="Report a mistake").count() == 1


def copied(page: Page, project: str, button: str) -> str:
    line = page.locator(f"#{project} + .project .copy")
    line.get_by_role("button", name=button).click()
    line.get_by_role("status").get_by_text("Copied", exact=True).wait_for()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_project_can_be_handed_on(visit: Visit, atlas: Atlas, shown: Project, address: str) -> None:
    page = visit(address, base="/atlas/", width=320, permissions=["clipboard-read", "clipboard-write"], locale="en")
    checked = words.date(query.common.last_checked(atlas))
    project, city = shown.id, atlas.cities[shown.city].name
    link = f"{page.url}#{project}"
    name = "A_b {c} \\ 5 % ~ ^ # $ & d"
    page.locator(f"#{project}").evaluate("(heading, name) => (heading.firstChild.data = name)", name)
    page.locator(f"#{project} + .project summary").click()
    below = page.locator(f"#{project} + .project + h3")
    height = "heading => heading.getBoundingClientRect().height"
    before = below.evaluate(height)
    assert copied(page, project, "Copy link") == link
    assert copied(page, project, "Copy citation") == f"{name}, {city}. ASCN Atlas, data of {checked}. {link}"
    assert copied(page, project, "Copy BibTeX") == (
        f"@misc{{{project},\n"
        "  author = {{ASCN Atlas}},\n"
        r"  title = {{A\_b \{c\} \textbackslash{} 5 \% \textasciitilde{} \textasciicircum{} \# \$ \& d}}," + "\n"
        f"  year = {{{checked[-4:]}}},\n"
        f"  note = {{{city}. Data of {checked}}},\n"
        f"  url = {{{link}}}\n}}"
    )
    assert below.evaluate(height) == before
    assert shift(page) == 0
    page = visit(address, js=False)
    assert page.locator(".copy button").count() == 0
    page.locator(f"#{project} + .project .copy a").click()
    assert page.url.endswith("/about/licence/#cite"), "without script it leads to how it is cited"
