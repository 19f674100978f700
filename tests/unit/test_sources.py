"""Sources by kind and by the places that cite them, on the small project."""

from __future__ import annotations

from dataclasses import replace

from atlas import query
from atlas.checks import examine
from atlas.model.base import Citation
from tests.breaks import SMALL


def test_the_sources_of_a_kind_come_city_by_city_those_of_no_city_first() -> None:
    atlas = examine(SMALL).atlas
    assert atlas is not None
    titles = {
        "s-a": "A, cited in Beta",
        "s-b": "B, cited in Alfa",
        "s-c": "C, cited in both",
        "s-d": "D, cited nowhere",
    }
    press = atlas.sources["s-press"]
    sources = {name: press.model_copy(update={"id": name, "title": title}) for name, title in titles.items()}
    cited = {"alfa": ["s-press", "s-b", "s-c"], "beta": ["s-press", "s-a", "s-c"]}
    cities = {
        name: city.model_copy(update={"sources": [Citation(source=source) for source in cited[name]]})
        for name, city in atlas.cities.items()
    }
    grouped = query.upkeep.sources_by_kind(replace(atlas, sources={**atlas.sources, **sources}, cities=cities))
    assert [kind for kind, _ in grouped] == ["news", "official"]
    assert [source.id for source in dict(grouped)["news"]] == ["s-d", "s-b", "s-c", "s-press", "s-a"]
