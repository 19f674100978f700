"""The links before and after the content of a page, on the small project."""

from dataclasses import replace

from atlas.checks import Examined
from atlas.export.metadata import Edition
from atlas.query.projects import neighbouring_cities
from atlas.site.frame.page_links import way
from atlas.site.pages.site import Site


def site(examined: Examined, made: str = "") -> Site:
    """The site, with some files."""
    return Site(Edition(examined.atlas, examined.tree), dict.fromkeys(made.split(), b""), lambda *_: None)


def test_the_way_to_a_page_leads_over_its_section_and_a_city_over_its_country(examined: Examined) -> None:
    found = {
        src: way(site(examined), src) for src in ("index.md", "cities/index.md", "cities/alfa.md", "countries/XA.md")
    }
    assert found == {
        "index.md": [],
        "cities/index.md": [],
        "cities/alfa.md": [("The page cities index", "../"), ("Aland", "../../countries/XA/")],
        "countries/XA.md": [("The page cities index", "../../cities/")],
    }


def test_a_city_has_as_neighbours_those_of_its_country_by_name(examined: Examined) -> None:
    atlas, alfa = examined.atlas, examined.atlas.cities["alfa"]
    others = {id: alfa.model_copy(update={"id": id, "name": id}) for id in ("zeta", "eta")}
    more = replace(atlas, cities={**atlas.cities, **others})
    around = {id: tuple(city and city.id for city in neighbouring_cities(more, more.cities[id])) for id in more.cities}
    assert around == {"alfa": (None, "eta"), "eta": ("alfa", "zeta"), "zeta": ("eta", None), "beta": (None, None)}
