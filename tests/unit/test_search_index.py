"""What the search is told to leave out, and the names it is given."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas.checks import Examined
from atlas.model.base import LocalName, OtherName
from atlas.site.build import Build
from atlas.site.search_index import add_names, marked


def test_sources_tables_names_citations_and_edit_links_are_left_out() -> None:
    page = (
        '<h2 id="sources">Sources</h2><div class="table">a</div><p class="names">b</p>'
        '<sup class="cite">[1]</sup><p class="edit">c</p>'
    )
    assert marked(page) == (
        '<h2 data-search-exclude="yes" id="sources">Sources</h2><div data-search-exclude="yes" class="table">a</div>'
        '<p data-search-exclude="yes" class="names">b</p><sup data-search-exclude="yes" class="cite">[1]</sup>'
        '<p data-search-exclude="yes" class="edit">c</p>'
    )


@pytest.mark.parametrize(
    ("tag", "attribute"),
    [
        ("ul", 'class="told"'),
        ("ul", 'class="plans"'),
        ("table", 'class="strip register plans"'),
        ("div", 'class="macro"'),
        ("div", 'class="highlight"'),
    ],
)
def test_what_repeats_the_names_of_projects_or_tells_how_a_macro_is_called_is_left_out(
    tag: str, attribute: str
) -> None:
    assert marked(f"<{tag} {attribute}>a</{tag}>") == f'<{tag} data-search-exclude="yes" {attribute}>a</{tag}>'


def test_everything_else_stays_as_it_is() -> None:
    page = '<h2 id="projects">Projects</h2><p>Prose.</p>'
    assert marked(page) == page


def test_cities_and_projects_are_tagged_with_their_other_names(examined: Examined) -> None:
    assert examined.atlas is not None
    alfa = examined.atlas.cities["alfa"].model_copy(
        update={
            "local_names": [LocalName(text="Álfa", lang="und")],
            "also_known_as": [OtherName(text="Alpha", source="s-press")],
        }
    )
    atlas = replace(examined.atlas, cities={**examined.atlas.cities, "alfa": alfa})
    site = Build(replace(examined, atlas=atlas)).site
    assert site is not None
    entries = [
        {"location": "cities/alfa/", "title": "Alfa"},
        {"location": "cities/alfa/#clean-river", "title": "Clean River"},
        {"location": "about/", "title": "About"},
    ]
    add_names(entries, site)
    assert [entry.get("tags") for entry in entries] == [["Álfa", "Alpha"], ["River Plan"], None]
