"""What the search is told to leave out, and the names it is given."""

from __future__ import annotations

from dataclasses import replace

from atlas.checks import Examined
from atlas.model.base import LocalName, OtherName
from atlas.site.build import Build
from atlas.site.search_index import add_names, marked


def test_code_tables_sources_and_citations_are_left_out_of_the_search() -> None:
    for tag in ('h2 id="sources"', 'sup class="cite"', 'div class="highlight"', "table"):
        name, blank, attribute = tag.partition(" ")
        assert marked(f"<{tag}>a</{name}>") == f'<{name} data-search-exclude="yes"{blank}{attribute}>a</{name}>'


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
