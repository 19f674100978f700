"""Every kind of page can be used by everyone: by the rules of axe, narrow, enlarged, by keyboard, without script."""

import re
from itertools import combinations
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from atlas import query
from tests.browser.conftest import Visit, shift
from tests.browser.kinds import KINDS
from tests.browser.test_print import PAPER

Rules = dict[str, Any]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: The rules that look at colours, the slow ones. All other rules find the same in the dark, and the colours are the
#: same at every width.
COLOURS = ["color-contrast", "link-in-text-block"]
ALL: Rules = {"runOnly": TAGS}
NO_COLOURS: Rules = {"runOnly": TAGS, "rules": {rule: {"enabled": False} for rule in COLOURS}}
#: A script of the theme makes code that scrolls reachable by keyboard.
UNSCRIPTED: Rules = {
    "runOnly": TAGS,
    "rules": {**NO_COLOURS["rules"], "scrollable-region-focusable": {"enabled": False}},
}
ONLY_COLOURS: Rules = {"runOnly": COLOURS}

#: What still moves on a page.
MOVING = """() => [...document.querySelectorAll("*")].filter(element => {
        const style = getComputedStyle(element)
        return [style.transitionDuration, style.animationDuration].some(times => times.split(", ").some(time => parseFloat(time) > 0.001))
    }).map(element => element.outerHTML.slice(0, 120))"""

#: What has the focus and does not show it.
HIDDEN_FOCUS = """() => [...document.querySelectorAll("a[href]:not([tabindex='-1']), button, input, select, summary, [tabindex='0']")]
    .filter(element => element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length)
    .filter(element => {
        element.focus({focusVisible: true})
        const style = getComputedStyle(element)
        const frame = element.closest("svg") && getComputedStyle(element.querySelector("rect"))
        if (frame) return frame.stroke === "none" || parseFloat(frame.strokeWidth) < 2
        return document.activeElement === element && (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2)
    }).map(element => element.outerHTML.slice(0, 120))"""

ENLARGE = "document.documentElement.style.fontSize = 2 * parseFloat(getComputedStyle(document.documentElement).fontSize) + 'px'"
CLIPPED = """() => [...document.querySelectorAll("article *")].filter(element => {
    const style = getComputedStyle(element)
    return element.clientWidth > 1 && ["hidden", "clip"].includes(style.overflowX) && !element.closest("svg")
        && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
}).map(element => element.outerHTML.slice(0, 120))"""

#: Where the texts of charts are.
BOXES = """() => [...document.querySelectorAll('.chart text')].map(text => {
    const {left, right, top, bottom} = text.getBoundingClientRect(); return [left, right, top, bottom] })"""

#: Takes away rows, entries and parts of a drawing that differ from those before in nothing but words: each way in which
#: elements and their classes are nested is left once.
ALIKE = """() => {
    const seen = {}
    const way = (element, list) => (element === list ? "" : way(element.parentNode, list)) + ` ${element.tagName}.${element.getAttribute("class")}`
    for (const list of document.querySelectorAll(":is(ul, ol, tbody, svg, select, article, section, .columns, dl:has(> div))"))
        for (const part of [...list.children]) {
            const ways = new Set([part, ...part.querySelectorAll("*")].map(element => way(element, list)))
            if ([...ways].every(way => seen[way])) part.remove()
            else for (const way of ways) seen[way] = true
        }
}"""

#: The kinds of pages that together show every colour, and those with parts that only a script makes or uses.
COLOURED = {"home", "largest city", "outcomes", "comparison", "documents", "help wanted", "focus areas", "data", "404"}
SCRIPTED = {"home", "largest city", "register", "comparison", "guide"}

every_kind = pytest.mark.parametrize("kind", KINDS)


def violations(page: Page, rules: Rules = ALL) -> list[str]:
    """What axe finds: rule, place and reason. What a template made many times over is looked at once."""
    page.evaluate(ALIKE)
    page.evaluate("scrollTo(0, 0)")  # so that no link lies half below the head of the page
    found = Axe().run(page, options={**rules, "resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


#: The text of a page, without what only script can do.
READ = """() => {
    const forms = [...document.querySelectorAll("form.filters, .copy")]
    forms.forEach(form => { form.style.display = "none" })
    const text = document.querySelector("article").innerText
    forms.forEach(form => { form.style.display = "" })
    return text
}"""


def lines(page: Page) -> set[str]:
    """The lines that can be read on a page."""
    return {re.sub(r"\s+", " ", line).strip() for line in page.evaluate(READ).splitlines() if line.strip()}


def overlap(one: list[float], other: list[float]) -> bool:
    """Whether two texts of a chart lie on each other by more than a hair."""
    return max(one[0], other[0]) < min(one[1], other[1]) - 1 and max(one[2], other[2]) < min(one[3], other[3]) - 4


@every_kind
def test_a_page_can_be_used_by_everyone(visit: Visit, kind: str) -> None:
    """It keeps still if asked to, loses nothing when enlarged, fits on paper, shows the focus, and satisfies axe."""
    page = visit(KINDS[kind], reduced_motion="reduce")
    page.wait_for_timeout(100)
    assert shift(page) == 0
    assert page.evaluate(MOVING) == []
    font = page.evaluate("document.documentElement.style.fontSize")
    page.evaluate(ENLARGE)
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    assert page.evaluate(CLIPPED) == []
    page.evaluate("size => { document.documentElement.style.fontSize = size }", font)
    page.set_viewport_size({"width": PAPER, "height": 800})
    page.emulate_media(media="print", reduced_motion="reduce")
    assert page.evaluate("document.documentElement.scrollWidth") == PAPER
    page.emulate_media(media="screen", reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate(ALIKE)
    page.keyboard.press("Tab")  # from now on the focus counts as moved by keyboard
    assert page.evaluate(HIDDEN_FOCUS) == []
    assert violations(page, ALL) == []
    if kind in COLOURED:
        page.get_by_title("Switch to dark colours").click()
        assert violations(page, ONLY_COLOURS) == []


@every_kind
def test_a_page_is_whole_on_a_narrow_screen_with_and_without_script(visit: Visit, kind: str) -> None:
    """It opens without a shift, does not scroll sideways, and without script says what it says with it."""
    page = visit(KINDS[kind], width=320)
    page.wait_for_timeout(100)
    assert shift(page) == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    boxes = page.evaluate(BOXES)
    assert [box for box in boxes if box[0] < 0 or box[1] > 320] == []
    assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []
    said = lines(page) if kind != "comparison" else set()
    if kind in SCRIPTED:
        assert violations(page, NO_COLOURS) == []
    # The rules of axe are a script themselves: scripts are off while the page loads, and on again for them.
    browser = page.context.new_cdp_session(page)
    browser.send("Emulation.setScriptExecutionDisabled", {"value": True})
    page.reload()
    browser.send("Emulation.setScriptExecutionDisabled", {"value": False})
    assert page.locator("html.no-js").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert said - lines(page) == set()
    assert violations(page, UNSCRIPTED) == []


def test_forced_colours_keep_every_mark_and_keep_them_apart(visit: Visit) -> None:
    """Where all colours are the reader's own, only its border tells a mark apart: no two states share one."""
    page = visit("about/method/", forced_colors="active")
    drawn = page.locator(".glossary .stage").evaluate_all("""marks => marks.map(mark => {
        const {borderWidth, borderStyle, borderRadius, transform, height} = getComputedStyle(mark, "::before")
        return [borderWidth, borderStyle, borderRadius, transform, height].join("; ")
    })""")
    assert len(set(drawn)) == len(drawn) == len(query.projects.STATES)
    assert [border for border in drawn if border.startswith("0px;")] == []
    assert violations(page, ONLY_COLOURS) == []


def test_the_menu_of_a_phone_is_closed_to_the_keyboard_until_it_is_opened(visit: Visit) -> None:
    page = visit("network/members/", width=390)
    menu = page.locator(".md-sidebar--primary")
    expect(menu).to_be_hidden()
    page.locator("header label[for=__drawer]").click()
    expect(menu.get_by_role("navigation", name="Network")).to_be_visible()
    assert violations(page, NO_COLOURS) == []
