"""What every page has in common: what it loads, what it weighs, what it keeps, what it may run."""

from __future__ import annotations

import pytest

from atlas.model.atlas import Atlas
from atlas.read.pages import OVERVIEWS
from tests.browser.conftest import Visit
from tests.browser.kinds import FURTHER, KINDS
from tests.browser.server import packed
from tests.site.conftest import Built

#: What a first visit may fetch before the reader does anything, in bytes as they travel (gzip -6).
KB = 1024
WEIGHTS = {
    "home": 90 * KB,
    "median city": 69 * KB,
    "largest city": 69 * KB,
    "register": 97 * KB,
    "outcomes": 90 * KB,
    "changes": 90 * KB,
    "support": 90 * KB,
    "comparison": 90 * KB,
    "help wanted": 90 * KB,
    "documents": 117 * KB,
    "sources": 60 * KB,
    "open questions": 117 * KB,
}

#: What each record may add to a page that lists all of a kind, in bytes, and each of its sources to any other page.
FOR_EACH = {"register": ("projects", 60), "sources": ("sources", 150)}
FOR_EACH_SOURCE = {"median city": 250, "largest city": 250}
REQUESTS = 8

every_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
every_base = pytest.mark.parametrize("base", ["/", "/atlas/"])


@every_base
@every_kind
def test_a_page_asks_nobody_else_and_keeps_nothing_but_the_colours(visit: Visit, path: str, base: str) -> None:
    """The fixture fails on a request to another host and on any word in the console."""
    page = visit(path, base=base)
    assert page.context.cookies() == []
    assert page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]") == [[f"{base}.__palette"], []]


@every_base
def test_the_choice_of_colours_is_kept(visit: Visit, base: str) -> None:
    page = visit("", base=base)
    page.get_by_title("Switch to dark colours").click()
    assert page.locator("body[data-md-color-scheme=slate]").count() == 1
    assert page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]") == [[f"{base}.__palette"], []]
    assert page.context.cookies() == []
    page.reload()
    assert page.locator("body[data-md-color-scheme=slate]").count() == 1


def weighed(built: Built, kind: str) -> str:
    """The path of the page of a kind; the median and the largest city by their own weight."""
    files = [
        file for file in built.folder.glob("cities/*/index.html") if f"cities/{file.parent.name}.md" not in OVERVIEWS
    ]
    cities = sorted((len(packed(file)), file.parent.name) for file in files)
    places = {"median city": len(cities) // 2, "largest city": -1}
    return f"cities/{cities[places[kind]][1]}/" if kind in places else (KINDS | FURTHER)[kind]


@pytest.mark.parametrize("kind", WEIGHTS)
def test_a_first_visit_is_light(visit: Visit, built: Built, atlas: Atlas, kind: str) -> None:
    path = weighed(built, kind)
    page = visit(path)
    page.wait_for_timeout(300)
    fetched: list[str] = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    fetched += page.locator("link[rel=icon]").evaluate_all("links => links.map(link => link.href)")
    home = page.url.removesuffix(path)
    files = {built.folder / (path + "index.html"), *(built.folder / address.removeprefix(home) for address in fetched)}
    weights = {file.name: len(packed(file)) for file in files}
    assert len(files) <= REQUESTS
    collection, each = FOR_EACH.get(kind, ("projects", 0))
    more = each * len(atlas.collection(collection))
    more += FOR_EACH_SOURCE.get(kind, 0) * page.locator("ol.sources > li").count()
    assert sum(weights.values()) <= WEIGHTS[kind] + more, (path, weights)
