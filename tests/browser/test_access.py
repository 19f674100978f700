"""Every kind of page can be used by everyone: by the rules of axe, narrow, enlarged, by keyboard, without script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from atlas import query
from tests.browser.conftest import Visit, shift
from tests.browser.kinds import FURTHER, KINDS

Rules = dict[str, Any]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: The rules that look at colours. They are the slow ones, and find the same where the styles are the same: at 390 pixels
#: as at 320 (no style changes between the two), without script as with it. All other rules find the same in the dark.
COLOURS = ["color-contrast", "link-in-text-block"]
ALL: Rules = {"runOnly": TAGS}
NO_COLOURS: Rules = {"runOnly": TAGS, "rules": {rule: {"enabled": False} for rule in COLOURS}}
ONLY_COLOURS: Rules = {"runOnly": COLOURS}

#: What is looked at in one visit: by day or night, how wide, by which rules.
LOOKS = [
    ("light", 1280, ALL),
    ("light", 390, NO_COLOURS),
    ("light", 320, ALL),
    ("dark", 320, ONLY_COLOURS),
    ("dark", 1280, ONLY_COLOURS),
]

#: What still moves on a page.
MOVING = """() => [...document.querySelectorAll("*")].filter(element => {
        const style = getComputedStyle(element)
        return [style.transitionDuration, style.animationDuration].some(times => times.split(", ").some(time => parseFloat(time) > 0.001))
    }).map(element => element.outerHTML.slice(0, 120))"""

every_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())


#: Takes away rows, entries and parts of a drawing that differ from those before in nothing but words: each way in which
#: elements and their classes stand in each other is left twice.
ALIKE = """() => {
    const seen = {}
    const way = (element, list) => (element === list ? "" : way(element.parentNode, list)) + ` ${element.tagName}.${element.getAttribute("class")}`
    for (const list of document.querySelectorAll("article :is(ul, ol, tbody, svg, .questions, dl:has(> div))"))
        for (const part of [...list.children]) {
            const ways = new Set([part, ...part.querySelectorAll("*")].map(element => way(element, list)))
            if ([...ways].every(way => seen[way] >= 2)) part.remove()
            else for (const way of ways) seen[way] = (seen[way] ?? 0) + 1
        }
}"""


def violations(page: Page, rules: Rules = ALL) -> list[str]:
    """What axe finds: rule, place and reason. What a template made many times over is looked at twice."""
    page.evaluate(ALIKE)
    found = Axe().run(page, options={**rules, "resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("path", (KINDS | FURTHER).values(), ids=KINDS | FURTHER)
def test_axe_finds_nothing_and_nothing_moves_for_those_who_asked_for_that(visit: Visit, path: str) -> None:
    page = visit(path, reduced_motion="reduce")
    assert page.evaluate(MOVING) == []
    for scheme, width, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        if scheme == "dark" and not page.locator("body[data-md-color-scheme=slate]").count():
            page.get_by_title("Switch to dark colours").click()
        assert violations(page, rules) == [], (scheme, width)


def test_no_style_changes_between_the_two_narrow_widths(visit: Visit) -> None:
    """Then one of them is enough where only styles count."""
    page = visit("")
    conditions = """() => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
        .filter(rule => rule.media).map(rule => rule.media.mediaText)"""
    widths = {
        float(width) * (1 if unit == "px" else 16)
        for condition in page.evaluate(conditions)
        for width, unit in re.findall(r"width: ?([\d.]+)(px|em)", condition)
    }
    assert widths
    assert not [width for width in widths if 320 <= width < 390]


@every_kind
def test_axe_finds_nothing_where_no_script_runs(visit: Visit, path: str) -> None:
    """The rules of axe are a script themselves: scripts are off while the page loads, and on again for them."""
    page = visit(path, width=320)
    browser = page.context.new_cdp_session(page)
    browser.send("Emulation.setScriptExecutionDisabled", {"value": True})
    page.reload()
    browser.send("Emulation.setScriptExecutionDisabled", {"value": False})
    assert page.locator("html.no-js noscript a").count() == 1
    assert violations(page, NO_COLOURS) == []


@every_kind
def test_text_of_twice_the_size_loses_nothing(visit: Visit, path: str) -> None:
    page = visit(path)
    page.evaluate(
        "document.documentElement.style.fontSize = 2 * parseFloat(getComputedStyle(document.documentElement).fontSize) + 'px'"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    clipped = """() => [...document.querySelectorAll("article *")].filter(element => {
        const style = getComputedStyle(element)
        return element.clientWidth > 1 && ["hidden", "clip"].includes(style.overflowX) && !element.closest("svg")
            && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
    }).map(element => element.outerHTML.slice(0, 120))"""
    assert page.evaluate(clipped) == []


@every_kind
def test_what_has_the_focus_shows_it(visit: Visit, path: str) -> None:
    page = visit(path)
    page.keyboard.press("Tab")  # from now on the focus counts as moved by keyboard
    hidden = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
        .filter(element => element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length)
        .filter(element => {
            element.focus({focusVisible: true})
            const style = getComputedStyle(element)
            const frame = element.closest("svg") && getComputedStyle(element.querySelector("rect"))
            if (frame) return frame.stroke === "none" || parseFloat(frame.strokeWidth) < 2
            return document.activeElement === element && (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2)
        }).map(element => element.outerHTML.slice(0, 120))"""
    assert page.evaluate(hidden) == []


@every_kind
def test_on_the_narrowest_screen_all_can_be_read_without_script_and_no_page_scrolls_sideways(
    visit: Visit, path: str
) -> None:
    """What a page says with script it says without; what only script can do is not there without."""
    pages = {js: visit(path, width=320, js=js) for js in (True, False)}
    widths = [page.evaluate("document.documentElement.scrollWidth") for page in pages.values()]
    assert widths == [320, 320]
    for page in pages.values():
        page.evaluate("document.querySelectorAll('form.filters, .copy').forEach(element => element.remove())")
    read = "document.querySelector('article').innerText"
    lost = set(_lines(pages[True].evaluate(read))) - set(_lines(pages[False].evaluate(read)))
    assert lost == set()


def _lines(text: str) -> list[str]:
    return [re.sub(r"\s+", " ", line).strip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("path", "width"), [*((path, 390) for path in KINDS.values()), ("", 1280), ("projects/", 1280)]
)
def test_nothing_shifts_while_a_page_opens(visit: Visit, path: str, width: int) -> None:
    page = visit(path, width=width)
    page.wait_for_timeout(200)
    assert shift(page) == 0


@pytest.mark.parametrize("path", ["", "cities/jakarta/"])
def test_axe_finds_nothing_in_forced_colours(visit: Visit, path: str) -> None:
    page = visit(path, forced_colors="active")
    assert violations(page) == []


def test_forced_colours_keep_every_mark_and_keep_them_apart(visit: Visit) -> None:
    """Where all colours are the reader's own, a mark is told by its border alone: no two states have the same."""
    page = visit("about/method/", forced_colors="active")
    drawn = page.locator(".glossary .stage").evaluate_all("""marks => marks.map(mark => {
        const {borderWidth, borderStyle, borderRadius, transform, height} = getComputedStyle(mark, "::before")
        return [borderWidth, borderStyle, borderRadius, transform, height].join("; ")
    })""")
    assert len(set(drawn)) == len(drawn) == len(query.projects.STATES)
    assert [border for border in drawn if border.startswith("0px;")] == []


def test_the_menu_of_a_phone_is_closed_to_the_keyboard_until_it_is_opened(visit: Visit) -> None:
    page = visit("network/members/", width=390)
    menu = page.locator(".md-sidebar--primary")
    expect(menu).to_be_hidden()
    page.locator("header label[for=__drawer]").click()
    expect(menu.get_by_role("navigation", name="Network")).to_be_visible()
    assert violations(page) == []
