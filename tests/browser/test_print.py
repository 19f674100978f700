"""A page on paper: no navigation, nothing cut, addresses written out, black on white whatever the screen shows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit

#: The width of A4 within margins of 15 mm.
PAPER = 680


@pytest.fixture
def on_paper(visit: Visit) -> Page:
    page = visit("cities/jakarta/", scheme="dark", width=PAPER)
    page.emulate_media(media="print")
    return page


def test_only_the_page_itself_is_printed(on_paper: Page) -> None:
    for part in ("header.md-header", ".md-tabs", ".md-sidebar", ".headerlink", ".copy", ".edit"):
        assert not [True for found in on_paper.locator(part).all() if found.is_visible()], part
    assert on_paper.locator(".atlas-frame").is_visible()


def test_nothing_is_wider_than_the_paper(on_paper: Page) -> None:
    assert on_paper.evaluate("document.documentElement.scrollWidth") == PAPER
    cut = "[...document.querySelectorAll('article table')].filter(table => table.getBoundingClientRect().right > innerWidth).length"
    assert on_paper.evaluate(cut) == 0


def test_no_row_is_cut_and_the_heads_of_a_table_come_again(on_paper: Page) -> None:
    styles = "[...document.querySelectorAll('article :is(tr, li, thead)')].map(e => getComputedStyle(e)).map(s => [s.breakInside, s.display])"
    for broken, display in on_paper.evaluate(styles):
        assert broken == "avoid" or display == "table-header-group"


def test_addresses_of_sources_are_written_out(on_paper: Page) -> None:
    written = """[...document.querySelectorAll('ol.sources a:not([href*="#page="])')].map(
        link => [link.getAttribute('href'), getComputedStyle(link, '::after').content])"""
    links = on_paper.evaluate(written)
    assert links
    for address, content in links:
        assert content == '" <" attr(href) ">"' or address in content


def test_it_is_dark_on_white_even_where_the_screen_is_dark(on_paper: Page) -> None:
    colours = on_paper.evaluate(
        "[getComputedStyle(document.querySelector('h1')).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours == ["rgb(28, 39, 51)", "rgb(255, 255, 255)"]
