"""What every page has in common: what it loads, what it weighs, what it keeps, what it may run."""

import pytest

from atlas.model.atlas import Atlas
from tests.browser.conftest import Visit
from tests.browser.kinds import KINDS
from tests.browser.server import packed
from tests.site.conftest import Built

#: What a first visit may fetch before the reader does anything, in bytes as they travel (gzip -6).
KB = 1024
WEIGHTS = {
    "home": 82 * KB,
    "median city": 63 * KB,
    "largest city": 67 * KB,
    "cities": 79 * KB,
    "register": 89 * KB,
    "outcomes": 79 * KB,
    "changes": 79 * KB,
    "support": 82 * KB,
    "comparison": 82 * KB,
    "help wanted": 82 * KB,
    "documents": 66 * KB,
    "sources": 52 * KB,
    "open questions": 109 * KB,
}

#: What each record of a collection may add to a page, in bytes, and each of its sources to the page of a city.
FOR_EACH = {
    "register": ("projects", 60),
    "sources": ("sources", 150),
    "outcomes": ("reports", 1200),
    "changes": ("reports", 600),
    "documents": ("reports", 7500),
    "median city": ("reports", 100),
    "largest city": ("reports", 200),
}
FOR_EACH_SOURCE = {"median city": 250, "largest city": 250}
REQUESTS = 8

STORED = "[Object.keys(localStorage), Object.keys(sessionStorage)]"


@pytest.mark.parametrize("base", ["/", "/atlas/"])
def test_a_site_asks_nobody_else_and_keeps_only_the_choice_of_colours(visit: Visit, base: str) -> None:
    """The fixture fails on a request to another host and on any word in the console."""
    for path in ("projects/", "cities/jakarta/", "no/such/page/", ""):
        page = visit(path, base=base)
        assert page.context.cookies() == [], path
        assert page.evaluate(STORED) == [[f"{base}.__palette"], []], path
    page.get_by_title("Switch to dark colours").click()
    page.reload()
    assert page.locator("body[data-md-color-scheme=slate]").count() == 1
    assert (page.evaluate(STORED), page.context.cookies()) == ([[f"{base}.__palette"], []], [])


def weighed(built: Built, kind: str) -> str:
    """The path of the page of a kind before anything is chosen; the median and the largest city by their own weight."""
    files = [
        file
        for file in built.folder.glob("cities/*/index.html")
        if f"cities/{file.parent.name}.md" not in Atlas.COLLECTIONS["cities"].pages
    ]
    cities = sorted((len(packed(file)), file.parent.name) for file in files)
    places = {"median city": len(cities) // 2, "largest city": -1}
    return f"cities/{cities[places[kind]][1]}/" if kind in places else KINDS[kind].partition("?")[0]


def test_a_first_visit_is_light(visit: Visit, built: Built, atlas: Atlas) -> None:
    heavy = []
    for kind, limit in WEIGHTS.items():
        path = weighed(built, kind)
        page = visit(path)
        fetched: list[str] = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
        fetched += page.locator("link[rel=icon]").evaluate_all("links => links.map(link => link.href)")
        home = page.url.removesuffix(path)
        files = {built.folder / path / "index.html"}
        files |= {built.folder / address.removeprefix(home) for address in fetched}
        collection, each = FOR_EACH.get(kind, ("projects", 0))
        more = each * len(atlas.collection(collection))
        more += FOR_EACH_SOURCE.get(kind, 0) * page.locator("ol.sources > li").count()
        weights = {file.name: len(packed(file)) for file in files}
        if sum(weights.values()) > limit + more or len(files) > REQUESTS:
            heavy.append((kind, path, limit + more, weights))
    assert heavy == []
