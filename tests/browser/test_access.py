"""Every kind of page can be used by everyone: by the rules of axe, narrow, enlarged, by keyboard, without script."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.kinds import FURTHER, KINDS

WIDTHS = (1280, 390, 320)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: The rules that look at colours; all others find in the dark what they find in the light.
COLOURS = ["color-contrast", "link-in-text-block"]

every_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())


def violations(page: Page, rules: list[str] = TAGS) -> list[str]:
    """What axe finds: rule, place and reason. What a template made more than 12 times over is looked at 12 times."""
    page.evaluate("""() => {
        for (const list of document.querySelectorAll("article :is(ul, ol, dl, tbody, .questions)"))
            while (list.children.length > 12) list.lastElementChild.remove()
    }""")
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("path", (KINDS | FURTHER).values(), ids=KINDS | FURTHER)
def test_axe_finds_nothing(visit: Visit, path: str) -> None:
    page = visit(path, reduced_motion="reduce")  # so that no colour is measured on its way to another
    for scheme, rules in (("light", TAGS), ("dark", COLOURS)):
        if scheme == "dark":
            page.get_by_title("Switch to dark colours").click()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert violations(page, rules) == [], (scheme, width)
    assert page.locator("body[data-md-color-scheme=slate]").count() == 1


@every_kind
def test_axe_finds_nothing_where_no_script_runs(visit: Visit, path: str) -> None:
    """The rules of axe are a script themselves: scripts are off while the page loads, and on again for them."""
    page = visit(path, width=320)
    browser = page.context.new_cdp_session(page)
    browser.send("Emulation.setScriptExecutionDisabled", {"value": True})
    page.reload()
    browser.send("Emulation.setScriptExecutionDisabled", {"value": False})
    assert page.locator("html.no-js noscript a").count() == 1
    assert violations(page) == []


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
def test_nothing_moves_for_those_who_asked_for_that(visit: Visit, path: str) -> None:
    page = visit(path, reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll("*")].filter(element => {
        const style = getComputedStyle(element)
        return [style.transitionDuration, style.animationDuration].some(times => times.split(", ").some(time => parseFloat(time) > 0.001))
    }).map(element => element.outerHTML.slice(0, 120))"""
    assert page.evaluate(moving) == []


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
    shifts = """() => new Promise(done => {
        new PerformanceObserver(list => done(list.getEntries().map(entry => entry.value))).observe({type: "layout-shift", buffered: true})
        setTimeout(() => done([]), 100)
    })"""
    assert page.evaluate(shifts) == []


@pytest.mark.parametrize("path", ["", "cities/jakarta/"])
def test_forced_colours_keep_every_mark(visit: Visit, path: str) -> None:
    page = visit(path, forced_colors="active")
    assert violations(page) == []


def test_the_menu_of_a_phone_is_closed_to_the_keyboard_until_it_is_opened(visit: Visit) -> None:
    page = visit("network/members/", width=390)
    menu = page.locator(".md-sidebar--primary")
    expect(menu).to_be_hidden()
    page.locator("header label[for=__drawer]").click()
    expect(menu.get_by_role("navigation", name="Network")).to_be_visible()
    assert violations(page) == []
