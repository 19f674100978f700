"""The page of a city in a browser: what its strips and citations say on hover and focus, and what its buttons copy."""

from playwright.sync_api import Page

from atlas import query
from atlas.model import words
from atlas.model.labels import label
from tests.browser.conftest import Visit, shift
from tests.data.real import ATLAS

#: A project neither first nor last of its city, of which both newest documents print a row, and its newest mark.
PROJECT = next(
    project
    for city in ATLAS.cities
    for project in query.projects.select_projects(ATLAS, city=city)[1:-1]
    if len(project.name) < 40 and all(appearance.row for appearance in query.projects.history(ATLAS, project)[-2:])
)
CITY = f"cities/{PROJECT.city}/"
ROW = f".strip tbody tr:has(th a[href='#{PROJECT.id}'])"
MARK = f"{ROW} td:nth-last-child(2) a"


def visible(page: Page) -> bool:
    """Whether the text of the mark can be read beside it."""
    return bool(page.locator(f"{MARK} span").evaluate("tip => getComputedStyle(tip).clipPath === 'none'"))


def test_a_mark_says_on_hover_and_on_focus_what_the_document_prints(visit: Visit) -> None:
    page = visit(CITY, width=320, js=False)
    row = query.projects.history(ATLAS, PROJECT)[-1].row
    assert str(page.locator(MARK).text_content()).startswith(f"{label('stage', row.stage)}: {row.name}")
    assert not visible(page)
    page.locator(MARK).hover()
    assert visible(page)
    mark, tip = page.locator(MARK).bounding_box(), page.locator(f"{MARK} span").bounding_box()
    assert tip["height"] > 20
    assert 0 <= tip["x"] <= tip["x"] + tip["width"] <= 320 == page.evaluate("document.documentElement.scrollWidth")
    page.mouse.move(mark["x"] + mark["width"] / 2, tip["y"] + tip["height"] / 2, steps=20)
    assert visible(page)
    page.mouse.move(2, 2)
    assert not visible(page)
    page.locator(f"{ROW} td:nth-last-child(3) a").focus()
    page.keyboard.press("Tab")
    assert visible(page)


def test_escape_puts_the_text_of_a_mark_away_until_the_next_move(visit: Visit) -> None:
    page = visit(CITY)
    page.locator(MARK).hover()
    assert visible(page)
    page.keyboard.press("Escape")
    assert not visible(page)
    page.mouse.move(2, 2)
    page.locator(MARK).hover()
    assert visible(page)


#: How far the two last columns reach, how wide the page is, and how many links are too small to touch.
REACH = """() => {
    const boxes = (part) => [...document.querySelectorAll(`.strip ${part}`)].map((one) => one.getBoundingClientRect());
    const small = boxes("a").filter(({ width, height }) => width < 24 || height < 24);
    const ends = boxes("tr > :nth-last-child(-n+2)").map((box) => box.right);
    return [Math.max(0, ...ends) <= 320, document.documentElement.scrollWidth, small.length];
}"""


def test_the_newest_document_and_the_last_known_status_are_seen_at_once_on_a_phone(visit: Visit) -> None:
    page = visit("cities/", width=320)
    home, wrong = page.url, []
    for city in {query.totals.count(ATLAS, "projects", city=city): city for city in ATLAS.cities}.values():
        page.goto(f"{home}{city}/", wait_until="domcontentloaded")
        if (found := page.evaluate(REACH)) != [True, 320, 0]:
            wrong.append((city, found))
    assert wrong == []


def test_a_source_is_shown_beside_its_number_on_hover_focus_and_tap_until_escape(visit: Visit) -> None:
    page = visit(CITY)
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
    page = visit(CITY, width=390, has_touch=True)
    tip, cited = page.locator(".tip"), page.locator("article > p sup.cite > a")
    cited.first.tap()
    assert (tip.is_visible(), page.url.partition("#")[2]) == (True, "")
    small = "links => links.map(link => link.getBoundingClientRect()).filter(({ width, height }) => Math.min(width, height) < 24)"
    assert cited.evaluate_all(small) == []
    cited.first.tap()
    page.wait_for_url(f"**#{first}")
    page.locator(f"#{first} .back a").first.tap()
    page.wait_for_url("**#c-*")


def copied(page: Page, project: str, button: str) -> str:
    line = page.locator(f"#{project} + .project .copy")
    line.get_by_role("button", name=button).click()
    line.get_by_role("status").get_by_text("Copied", exact=True).wait_for()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_project_can_be_handed_on(visit: Visit) -> None:
    page = visit(CITY, base="/atlas/", width=320, permissions=["clipboard-read", "clipboard-write"], locale="en")
    checked = words.date(query.common.last_checked(ATLAS))
    project, city = PROJECT.id, ATLAS.cities[PROJECT.city].name
    address = f"{page.url}#{project}"
    name = "A_b {c} \\ 5 % ~ ^ # $ & d"
    page.locator(f"#{project}").evaluate("(heading, name) => (heading.firstChild.data = name)", name)
    page.locator(f"#{project} + .project summary").click()
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
    page = visit(CITY, js=False)
    assert page.locator(".copy button").count() == 0
    page.locator(f"#{project} + .project .copy a").click()
    assert page.url.endswith("/about/licence/#cite"), "without script it leads to how it is cited"
