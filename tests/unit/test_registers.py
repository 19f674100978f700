"""Registers that are too long for one page."""

import re
from types import SimpleNamespace
from typing import Literal

import pytest

from atlas.checks import Examined
from atlas.model.projects import NameChange
from atlas.site import page_view, split
from atlas.site.build import Build
from atlas.site.publication import Publication, Settings
from atlas.site.search import text_scripts
from tests.breaks import SMALL
from tests.unit.conftest import build_with, changed

SRC = "projects/support.md"


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "MAX_ENTRIES", 1)
    monkeypatch.setattr(page_view, "FIRST_ROWS", 1)


def projects(html: str) -> list[str]:
    """The projects that have a row, in their order."""
    return re.findall(r'<tr data-n="\d+"[^>]*><th scope="row"><a href="[^"#]*#([\w-]+)"', html)


def test_a_long_register_has_its_first_rows_and_a_page_for_each_country(examined: Examined) -> None:
    assert examined.atlas
    for macro in ("register", "plans_register", "support_plans"):
        build = build_with(examined, f"# Support\n\n{{{{ {macro}() }}}}\n", SRC)
        draft = build.draft(SRC)
        assert len(projects(draft.whole)) == 1, macro
        listed = re.findall(r'<li data-country="(\w+)" data-n="(\d+)"><a href="(rows-\w+.html)">', draft.whole)
        assert [f"projects/support/{name}" for _, _, name in listed] == list(draft.beside)
        for (country, n, _), page in zip(listed, draft.beside.values(), strict=True):
            cities = [examined.atlas.cities[examined.atlas.projects[id].city] for id in projects(page)]
            assert [city.country for city in cities] == [country] * int(n) != [], macro
        assert projects("".join(draft.beside.values()))[0] == projects(draft.whole)[0]
        assert build.findings == []


def test_the_texts_of_projects_are_in_one_script_or_in_one_for_each_country(examined: Examined) -> None:
    build = build_with(examined, "# Support\n\n{{ register() }}\n", SRC)
    scripts = dict(text_scripts(build.site))
    texts = '"clean-river":[["River Plan"],["The city cleans its river."],["money for boats"],["Water Board"]]'
    assert texts in scripts["search/projects-XA.js"]
    assert all('"topic=boats":[["Perahu","vessel"]]' in script for script in scripts.values())
    assert 'data-texts="../../search/projects-{id}.js"' in build.draft(SRC).whole
    on_disk = Build(build.examined, on_disk=True)
    assert list(dict(text_scripts(on_disk.site))) == ["search/projects.js"]
    assert 'data-texts="../../search/projects.js"' in on_disk.draft(SRC).whole


@pytest.mark.parametrize("certainty", ["stated", "inferred"])
def test_a_match_that_we_infer_is_counted_and_marked(
    examined: Examined, certainty: Literal["stated", "inferred"]
) -> None:
    change = NameChange(old_name="Clean River", new_name="Clear River", seen_in="list-2024", certainty=certainty)
    calls = "# Plans\n\n{{ plans_inferred() }}\n\n{{ plans_named('ongoing') }}\n\n{{ plans_register() }}\n\n{{ sources() }}\n"
    renamed = changed(examined, "projects", "clean-river", name="Clear River", name_changes=[change])
    page = build_with(renamed, calls, SRC).draft(SRC).whole
    n = int(certainty == "inferred")
    assert page.count('?match=inferred&amp;outcome=listed#plans">1</a> of 3 plans') == n
    assert page.count("match inferred") == 2 * n
    assert page.count('name="match"') == n


def test_a_filter_knows_the_former_ids_of_its_values(examined: Examined) -> None:
    page = build_with(examined, "# Support\n\n{{ register() }}\n", SRC).draft(SRC).whole
    assert '<option value="alfa" data-former="old-alfa"' in page


def test_a_copy_for_a_disk_has_all_rows_on_the_page_since_it_cannot_fetch(examined: Examined) -> None:
    text = "# Support\n\n{{ register() }}\n"
    there = build_with(examined, text, SRC)
    draft = Build(there.examined, on_disk=True).draft(SRC)
    assert len(projects(draft.whole)) == len(examined.atlas.projects if examined.atlas else {})
    assert draft.beside == {}


def test_the_pages_of_countries_are_published_with_the_policy_of_all_pages(examined: Examined) -> None:
    publication = Publication(SMALL, Settings("Atlas"))
    publication.build = build_with(examined, "# Support\n\n{{ support_plans() }}\n", SRC)
    page = SimpleNamespace(file=SimpleNamespace(src_uri=SRC), title="", present_anchor_ids=set())
    pages = [content.decode() for _, content in publication.fill(page, "")]
    assert pages
    for page in pages:
        assert "Content-Security-Policy\" content=\"default-src 'none'" in page
    links = re.findall(r"href=(..)", "".join(pages))
    assert '"#' not in links, "the place is on the page beside"
    assert set(links) == {'".', '"h'}
