"""The page of a city in a browser: what its strips say on hover and focus, and what its buttons copy."""

from __future__ import annotations

from playwright.sync_api import Page

from atlas import query
from atlas.model import words
from atlas.model.labels import label
from atlas.model.projects import Project
from tests.browser.conftest import Visit, shift
from tests.data.real import ATLAS


def marked(project: Project) -> bool:
    """Whether the two newest documents both print a project, so that both marks of it are links."""
    return all(appearance.row for appearance in query.projects.history(ATLAS, project)[-2:])


#: A project that is neither the first nor the last of its city, and its mark in the newest document.
PROJECT = next(
    project
    for city in ATLAS.cities
    for project in query.projects.select_projects(ATLAS, city=city)[1:-1]
    if marked(project) and len(project.name) < 40
)
CITY = f"cities/{PROJECT.city}/"
ROW = f".strip tbody tr:has(th a[href='#{PROJECT.id}'])"
MARK = f"{ROW} td:nth-last-child(2) a"


def visible(page: Page, selector: str) -> bool:
    """Whether the text of a mark can be read beside it."""
    return page.locator(f"{selector} span").evaluate("tip => tip.getBoundingClientRect().height > 20")


def test_a_mark_says_on_hover_and_on_focus_what_the_document_prints(visit: Visit) -> None:
    page = visit(CITY, width=320, js=False)
    row = query.projects.history(ATLAS, PROJECT)[-1].row
    assert row is not None
    assert str(page.locator(MARK).text_content()).startswith(f"{label('stage', row.stage)}: {row.name}")
    assert not visible(page, MARK)
    page.locator(MARK).hover()
    assert visible(page, MARK)
    mark, tip = page.locator(MARK).bounding_box(), page.locator(f"{MARK} span").bounding_box()
    assert mark is not None
    assert tip is not None
    assert 0 <= tip["x"] <= tip["x"] + tip["width"] <= 320
    page.mouse.move(mark["x"] + mark["width"] / 2, tip["y"] + tip["height"] / 2, steps=20)
    assert visible(page, MARK)
    page.mouse.move(2, 2)
    assert not visible(page, MARK)
    page.locator(f"{ROW} td:nth-last-child(3) a").focus()
    page.keyboard.press("Tab")
    assert visible(page, MARK)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_escape_puts_the_text_of_a_mark_away_until_the_next_move(visit: Visit) -> None:
    page = visit(CITY)
    mark = page.locator(f"{MARK} span")
    page.locator(MARK).hover()
    assert mark.evaluate("tip => getComputedStyle(tip).clipPath") == "none"
    page.keyboard.press("Escape")
    assert mark.evaluate("tip => getComputedStyle(tip).clipPath") == "inset(50%)"
    page.mouse.move(2, 2)
    page.locator(MARK).hover()
    assert mark.evaluate("tip => getComputedStyle(tip).clipPath") == "none"


def test_the_newest_document_and_today_are_seen_at_once_on_a_phone(visit: Visit) -> None:
    page = visit("cities/", width=320)
    home = page.url
    wrong = []
    for city in {query.totals.count(ATLAS, "projects", city=city): city for city in ATLAS.cities}.values():
        page.goto(f"{home}{city}/", wait_until="domcontentloaded")
        right, scroll, small = page.evaluate(
            """() => {
                const cells = [...document.querySelectorAll(".strip tr > :nth-last-child(-n+2)")];
                const links = [...document.querySelectorAll(".strip a")].map((link) => link.getBoundingClientRect());
                return [
                    Math.max(0, ...cells.map((cell) => cell.getBoundingClientRect().right)),
                    document.documentElement.scrollWidth,
                    links.filter(({ width, height }) => width < 24 || height < 24).length,
                ];
            }"""
        )
        if right > 320 or scroll > 320 or small:
            wrong.append(f"{city}: {right} px, {scroll} px, {small} too small to touch")
    assert wrong == []


def copied(page: Page, project: str, button: str) -> str:
    line = page.locator(f"#{project} + .project .copy")
    line.get_by_role("button", name=button).click()
    line.get_by_text("Copied", exact=True).wait_for()
    assert line.get_by_role("status").text_content() == "Copied"
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_project_can_be_handed_on(visit: Visit) -> None:
    page = visit(CITY, base="/atlas/", width=320, permissions=["clipboard-read", "clipboard-write"], locale="en")
    checked = words.date(query.common.last_checked(ATLAS))
    project, city = PROJECT.id, ATLAS.cities[PROJECT.city].name
    address = f"{page.url}#{project}"
    name = "A_b {c} \\ 5 % ~ ^ # $ & d"
    page.locator(f"#{project}").evaluate("(heading, name) => (heading.firstChild.data = name)", name)
    below = page.locator(f"#{project} + .project + h3")
    height = "heading => heading.getBoundingClientRect().height"
    before = below.evaluate(height)
    assert copied(page, project, "Copy link") == address
    assert copied(page, project, "Copy citation") == f"{name}, {city}. ASCN Atlas, data of {checked}. {address}"
    assert copied(page, project, "Copy BibTeX") == (
        f"@misc{{{project},\n"
        "  author = {{ASCN Atlas}},\n"
        r"  title = {{A\_b \{c\} \textbackslash{} 5 \% \textasciitilde{} \textasciicircum{} \# \$ \& d}}," + "\n"
        f"  year = {{{checked[-4:]}}},\n"
        f"  note = {{{city}. Data of {checked}}},\n"
        f"  url = {{{address}}}\n}}"
    )
    assert below.evaluate(height) == before
    assert shift(page) == 0


def test_without_script_a_project_leads_to_how_it_is_cited(visit: Visit) -> None:
    page = visit(CITY, js=False)
    assert page.locator(".copy button").count() == 0
    page.locator(f"#{PROJECT.id} + .project .copy a").click()
    assert page.url.endswith("/about/licence/#cite")
