"""A page on paper: no navigation, nothing cut, addresses written out, black on white whatever the screen shows."""

from tests.browser.conftest import Visit

#: The width of A4 within margins of 15 mm.
PAPER = 680


def test_a_page_is_printed_whole_without_the_site_around_it(visit: Visit) -> None:
    page = visit("cities/jakarta/", scheme="dark", width=PAPER)
    page.emulate_media(media="print")
    for part in ("header.md-header", ".md-tabs", ".md-sidebar", ".headerlink", ".copy", ".edit", ".back"):
        assert not [True for found in page.locator(part).all() if found.is_visible()], part
    assert page.locator(".atlas-frame").is_visible()
    cut = "[...document.querySelectorAll('article table')].filter(table => table.getBoundingClientRect().right > innerWidth).length"
    assert page.evaluate(cut) == 0
    styles = "[...document.querySelectorAll('article :is(tr, li, thead)')].map(e => getComputedStyle(e)).map(s => [s.breakInside, s.display])"
    whole = [broken == "avoid" or display == "table-header-group" for broken, display in page.evaluate(styles)]
    assert all(whole), "no row is cut, and the heads of a table come again"
    written = """[...document.querySelectorAll('ol.sources > li > a:not([href*="#page="])')].map(
        link => [link.getAttribute('href'), getComputedStyle(link, '::after').content])"""
    links = page.evaluate(written)
    assert links
    assert [href for href, content in links if content != '" <" attr(href) ">"' and href not in content] == []
    colours = "[getComputedStyle(document.querySelector('h1')).color, getComputedStyle(document.body).backgroundColor]"
    assert page.evaluate(colours) == ["rgb(28, 39, 51)", "rgb(255, 255, 255)"]
