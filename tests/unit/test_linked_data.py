"""What search engines read in a page."""

import json
from dataclasses import replace
from typing import Any

import pytest

from atlas.checks import Examined
from atlas.export.metadata import Edition, Release
from atlas.read.pages import Page, PageTree
from atlas.site.frame.linked_data import linked_data
from atlas.site.pages.site import Site

SITE = "https://example.org/atlas/"
ALFA, DATA = "cities/alfa.md", "about/data.md"

#: Files of the data: two with all of them, and one with a part.
MADE = dict.fromkeys(("api/v1/index.json", "data/ascn-atlas-csv.zip", "data/projects.csv"), b"content")


@pytest.fixture
def edition(examined: Examined) -> Edition:
    """An edition with a page of the data, of a site without an address."""
    pages = {**examined.tree.pages, DATA: Page(DATA, "# The data as files\n")}
    return Edition(examined.atlas, PageTree(pages))


@pytest.fixture
def published(edition: Edition) -> Edition:
    return Edition(edition.atlas, edition.tree, SITE)


def changed(edition: Edition, **fields: Any) -> Edition:
    """An edition in which the city of Alfa has other fields."""
    alfa = edition.atlas.cities["alfa"].model_copy(update=fields)
    return replace(edition, atlas=replace(edition.atlas, cities={**edition.atlas.cities, "alfa": alfa}))


def said_by(edition: Edition, src: str) -> str:
    """What a page says, on a site with some files of the data."""
    return linked_data(Site(edition, MADE, lambda *_: None), src)


def nodes(edition: Edition, src: str) -> dict[str, Any]:
    """What a page says, by type."""
    return {node["@type"]: node for node in json.loads(said_by(edition, src))["@graph"]}


def test_a_city_is_a_place_with_what_is_known_of_it_and_of_its_projects(edition: Edition) -> None:
    at_geonames = edition.atlas.cities["alfa"].coordinates.model_copy(update={"geonames_id": 7})
    city = nodes(changed(edition, website="https://alfa.example", coordinates=at_geonames), ALFA)["City"]
    projects = {project["@id"]: project for project in city.pop("@reverse")["areaServed"]}
    assert city == {
        "@type": "City",
        "@id": "#alfa",
        "name": "Alfa",
        "url": "./",
        "geo": {"@type": "GeoCoordinates", "latitude": -5.1, "longitude": 119.4},
        "containedInPlace": {"@type": "Country", "name": "Aland"},
        "sameAs": ["https://sws.geonames.org/7/", "https://alfa.example"],
    }
    river = {"@type": "Project", "@id": "#clean-river", "name": "Clean River", "url": "#clean-river"}
    assert projects["#clean-river"] == {**river, "alternateName": ["River Plan"]}
    assert projects.keys() == {"#clean-river", "#open-school", "#school-network"}
    assert "alternateName" not in projects["#open-school"]
    assert nodes(edition, ALFA)["City"].get("sameAs", []) == []


def test_addresses_are_relative_unless_the_site_knows_its_own(edition: Edition, published: Edition) -> None:
    entry, page = nodes(edition, DATA)["Dataset"], f"{SITE}cities/alfa/"
    assert (entry["@id"], entry["url"], entry["creator"]["url"]) == ("#dataset", "./", "../../")
    assert entry["distribution"][0]["contentUrl"] == "../../data/ascn-atlas-csv.zip"
    city = nodes(published, ALFA)["City"]
    assert city["@id"] == f"{page}#alfa"
    assert f"{page}#clean-river" in [project["@id"] for project in city["@reverse"]["areaServed"]]
    assert nodes(published, ALFA)["BreadcrumbList"]["itemListElement"][0]["item"] == f"{SITE}cities/"


def test_the_page_of_the_data_tells_what_search_engines_for_data_ask_for(published: Edition) -> None:
    releases = (Release("1.2", "2030-04-01", "New."), Release("1.0", "2030-03-01", "First."))
    entry, page = nodes(replace(published, releases=releases), DATA)["Dataset"], f"{SITE}about/data/"
    publisher = {"@type": "Organization", "@id": f"{SITE}#publisher", "name": "ASCN Atlas", "url": SITE}
    wanted = {
        "@id": f"{page}#dataset", "url": page, "identifier": "urn:uuid:f7805b1a-8961-5abd-ad74-cf8d53b3e2fd",
        "name": "ASCN Atlas: projects of the ASEAN Smart Cities Network", "creator": publisher, "publisher": publisher,
        "license": "https://creativecommons.org/licenses/by/4.0/", "isAccessibleForFree": True,
        "version": "1.2", "datePublished": "2030-03-01", "dateModified": "2030-04-01",
        "temporalCoverage": f"2018-07-08/{published.date}",
    }  # fmt: skip
    assert {field: entry[field] for field in wanted} == wanted
    assert 50 <= len(entry["description"]) <= 5000
    assert entry["spatialCoverage"][0]["geo"] == {"@type": "GeoShape", "box": "-5.1 108.2 16.05 119.4"}
    countries = [country.name for country in published.atlas.countries.values()]
    assert [place["name"] for place in entry["spatialCoverage"][1:]] == countries
    unreleased = nodes(published, DATA)["Dataset"]
    assert {"version", "datePublished"} & set(unreleased) == set()
    assert unreleased["dateModified"] == published.date
