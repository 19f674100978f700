"""The built site in a real browser, as a reader meets it."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.chromium import MISSING, chromium, find_chromium
from tests.browser.server import served
from tests.site.conftest import Built, atlas, built, built_below, documented, edition, examined  # noqa: F401 - fixtures

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of this machine. Where there is none these tests are skipped, but never in CI."""
    path = find_chromium()
    if path is None and os.environ.get("CI"):
        pytest.fail(MISSING, pytrace=False)
    if path is None:
        pytest.skip(MISSING)
    with chromium(path) as running:
        yield running


@pytest.fixture(scope="session")
def addresses(built: Built, built_below: Built) -> Iterator[dict[str, str]]:  # noqa: F811
    """Where the site is served, by its base path."""
    with served(built.folder) as root, served(built_below.folder, built_below.base) as below:
        yield {built.base: root, built_below.base: below}


@pytest.fixture(scope="module")
def opened(request: pytest.FixtureRequest, browser: Browser, addresses: dict[str, str]) -> Iterator[Page]:
    """The page at the PATH of a module, opened once for all of its tests that leave it open."""
    page = browser.new_page()
    page.set_default_timeout(5_000)
    page.goto(addresses["/"] + request.module.PATH)
    yield page
    page.close()


@pytest.fixture
def visit(browser: Browser, addresses: dict[str, str]) -> Iterator[Visit]:
    """Opens a page of the site, each time in a profile of its own; more options go to Playwright's ``new_context``.

    At the end of the test nothing may stand in a console, and no request may have left the site.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(
        path: str,
        width: int = 1280,
        height: int = 800,
        scheme: str = "light",
        js: bool = True,
        base: str = "/",
        **more: Any,
    ) -> Page:
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, color_scheme=scheme, java_script_enabled=js, **more)
        contexts.append(context)
        page = watched(context, addresses[base], wrong)
        page.goto(addresses[base] + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong


def watched(context: BrowserContext, home: str, wrong: list[str]) -> Page:
    """A new page that collects each word in its console and each request that leaves the site."""
    page = context.new_page()
    page.set_default_timeout(10_000)
    own = (home, "data:", "blob:")
    not_found = "status of 404"  # the page for what is missing comes with that status
    page.on(
        "console",
        lambda said: (
            wrong.append(f"{page.url}: {said.text}")
            if said.type in {"error", "warning"} and not_found not in said.text
            else None
        ),
    )
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("request", lambda asked: None if asked.url.startswith(own) else wrong.append(f"asked {asked.url}"))
    return page


def shift(page: Page) -> float:
    """How far things have moved on a page without being asked to, as browsers report it: to three decimal places."""
    moved: float = page.evaluate("""() => new Promise(done => {
        const sum = list => list.getEntries().filter(entry => !entry.hadRecentInput).reduce((all, entry) => all + entry.value, 0)
        new PerformanceObserver(list => done(sum(list))).observe({type: "layout-shift", buffered: true})
        setTimeout(() => done(0), 100)
    })""")
    return round(moved, 3)
