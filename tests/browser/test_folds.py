"""A long list in parts: closed at first, opened by a link to its heading, and whole on paper and without scripts."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit, shift

PATH = "about/sources/"


def test_a_link_opens_the_list_below_its_heading_or_around_what_it_names(visit: Visit) -> None:
    page = visit(PATH)
    opened, shown = page.locator("details.fold[open]"), page.locator("details.fold li:visible")
    assert (shown.count(), shift(page)) == (0, 0)
    page.locator("ul.links a").first.click()
    expect(opened).to_have_count(1)
    opened.locator("summary").click()
    expect(opened).to_have_count(0)
    page.locator("ul.links a").first.click()  # the address stays the same
    expect(opened).to_have_count(1)
    assert shown.count() == opened.locator("li").count() > 0
    last = page.locator("details.fold li").last.get_attribute("id")
    expect(visit(f"{PATH}#{last}").locator(f"#{last}")).to_be_visible()


def test_paper_and_a_browser_without_scripts_show_every_list(visit: Visit) -> None:
    page = visit(PATH)
    items = page.locator("details.fold li").count()
    page.emulate_media(media="print")
    assert page.locator("details.fold li:visible").count() == items > 0
    assert visit(PATH, js=False).locator("details.fold li:visible").count() == items
    city = visit("cities/jakarta/")
    city.emulate_media(media="print")
    assert city.locator(".questions summary:visible").count() == city.locator(".questions details").count() > 0
