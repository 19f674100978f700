"""Lists that are too long for one page, on the small made-up atlas."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from atlas.checks import Examined
from atlas.model.base import Citation
from atlas.query.upkeep import city_of, records_citing
from atlas.read.pages import Page, PageTree
from atlas.site import split
from atlas.site.build import Build, check
from atlas.site.linked_data import linked_data
from tests.unit.conftest import changed


@pytest.fixture
def whole(examined: Examined) -> Examined:
    """The small project with a page for each list that may get long, a source of Beta alone, and one of no city. Projects of both are late."""
    press = examined.atlas.sources["s-press"]
    more = {id: press.model_copy(update={"id": id, "title": id}) for id in ("s-beta", "s-none")}
    examined = replace(examined, atlas=replace(examined.atlas, sources={**examined.atlas.sources, **more}))
    cited = [*examined.atlas.cities["beta"].sources, Citation(source="s-beta")]
    examined = changed(examined, "cities", "beta", sources=cited)
    examined = changed(examined, "projects", "night-market", events=examined.atlas.projects["clean-river"].events)
    pages = {**examined.tree.pages, "projects/index.md": Page("projects/index.md", "# Projects\n")}
    for src, (macros, _) in split.LISTS.items():
        calls = "\n\n".join(f"{{{{ {macro}() }}}}" for macro in (*macros, "sources"))
        head = "description: Everything.\nsearch: {exclude: true}"
        pages[src] = Page(src, f"---\n{head}\n---\n# All\n\n{calls}\n")
    return replace(examined, tree=PageTree(pages))


def in_parts(whole: Examined, monkeypatch: pytest.MonkeyPatch, entries: int) -> Build:
    monkeypatch.setattr(split, "MAX_ENTRIES", entries)
    return Build(whole)


def parts(build: Build, src: str) -> list[tuple[str, str, int]]:
    return [(part.src, part.name, part.n) for part in build.site.tree.parts.get(src, [])]


def test_a_list_that_fits_on_a_page_stays_on_it(whole: Examined) -> None:
    build = Build(whole)
    assert build.examined.tree.pages.keys() == whole.tree.pages.keys()
    assert 'id="s-press"' in build.render("about/sources.md")


def test_a_long_list_has_a_page_for_each_country_and_one_for_the_rest(
    whole: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = in_parts(whole, monkeypatch, 3)
    assert parts(build, "about/sources.md") == [
        ("about/sources/network.md", "The network", 1),
        ("about/sources/xa.md", "Aland", 3),
        ("about/sources/xb.md", "Borland", 1),
    ]
    assert parts(build, "about/open-questions.md") == []
    index = html.fromstring(build.render("about/sources.md"))
    assert [(a.get("href"), a.text) for a in index.xpath("//tbody//a")] == [
        ("network/", "The network"),
        ("xa/", "Aland"),
        ("xb/", "Borland"),
    ]
    page = build.examined.tree.pages["about/sources/xa.md"]
    assert (page.title, page.file) == ("All: Aland", "docs/about/sources.md")
    assert page.meta == {"description": "Aland. Everything.", "search": {"exclude": "true"}}


def test_a_country_whose_part_is_long_is_split_by_the_letter_of_its_cities(
    whole: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = in_parts(whole, monkeypatch, 0)
    assert parts(build, "about/open-questions.md") == [("about/open-questions/xa-a.md", "Aland, A", 1)]


def test_every_record_has_its_address_on_the_one_part_that_lists_it(
    whole: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = in_parts(whole, monkeypatch, 0)
    tree, atlas = build.site.tree, build.site.atlas
    shown = {src: html.fromstring(build.render(src)).xpath("//@id") for src in tree.pages}
    for src, (_, listed) in split.LISTS.items():
        collection = next((name for name, page in split.LIST_PAGES.items() if page == src), "")
        for record in filter(None, dict(listed(atlas))):
            page, anchor = tree.address(collection, record, atlas)
            assert [part.src for part in tree.parts[src] if anchor in shown[part.src]] == [page], record
    assert check(whole) == []


#: What each entry is in a list of things that are no records.
ENTRIES = {
    "projects/changes.md": "//ul[@class]/li",
    "projects/delayed-or-gone.md": "//table[contains(@class, 'trouble')]/tbody/tr[td]",
    "about/reports.md": "//table[contains(@class, 'moves') or contains(@class, 'rows')]/tbody/tr",
    "cities/index.md": "//table[contains(@class, 'cities')]/tbody/tr[not(th[@colspan])]",
    "cities/compare.md": "//tr[@data-id]/th[@scope='row']",
    "about/help-wanted.md": "//dl//dd",
    "about/corrections.md": "//dl/div",
}


def test_the_parts_of_a_list_have_every_entry_once(whole: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = Build(whole), in_parts(whole, monkeypatch, 0)
    for src, entry in ENTRIES.items():
        pages = [html.fromstring(after.render(part.src)) for part in after.site.tree.parts[src]]
        listed = sorted(each.text_content() for page in pages for each in page.xpath(entry))
        assert html.fromstring(after.render(src)).xpath(entry) == []
        entries = html.fromstring(before.render(src)).xpath(entry)
        assert listed == sorted(each.text_content() for each in entries) != [], src


def test_the_way_to_a_part_leads_over_the_whole_list(whole: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    whole.tree.pages["about/index.md"] = Page("about/index.md", "# About\n")
    build = in_parts(whole, monkeypatch, 3)
    said = linked_data(build.site, "about/sources/xa.md")
    assert [name in said for name in ('"About","item":"../../"', '"All","item":"../"', '"All: Aland"}')] == [True] * 3


def test_records_too_many_to_be_named_are_counted_by_country(whole: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    build = in_parts(whole, monkeypatch, 3)
    page = html.fromstring(build.render("about/sources/xa.md"))
    counted = [(a.get("href"), a.text) for a in page.xpath("//*[@id='s-press']//a[contains(., '(')]")]
    of_alfa = [record for record in records_citing(whole.atlas)["s-press"] if city_of(whole.atlas, *record) == "alfa"]
    assert counted[0] == ("../../../countries/XA/", f"Aland ({len(of_alfa)})")
    assert page.xpath("//*[@id='s-press']//a[contains(@href, '/alfa/')]") == []
