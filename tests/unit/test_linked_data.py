"""What search engines read in a page."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SDO

from atlas.checks import Examined
from atlas.export.metadata import Edition, Release
from atlas.model.base import LocalName, OtherName
from atlas.read.pages import Page, PageTree
from atlas.site.linked_data import linked_data
from atlas.site.site import Site

# Within rdflib; nothing here asks for it.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

SITE = "https://example.org/atlas/"


@pytest.fixture
def edition(examined: Examined) -> Edition:
    """An edition with a page of the data."""
    assert examined.atlas is not None
    pages = {**examined.tree.pages, "about/data.md": Page("about/data.md", "# The data as files\n")}
    return Edition(examined.atlas, PageTree(pages))


def published(edition: Edition) -> Edition:
    return Edition(edition.atlas, edition.tree, SITE)


def changed(edition: Edition, **fields: Any) -> Edition:
    """An edition in which the city of Alfa has other fields."""
    alfa = edition.atlas.cities["alfa"].model_copy(update=fields)
    atlas = replace(edition.atlas, cities={**edition.atlas.cities, "alfa": alfa})
    return replace(edition, atlas=atlas)


#: Files of the data: of all of them, of one part, and of none alone.
MADE = dict.fromkeys(
    ("api/v1/index.json", "data/ascn-atlas-csv.zip", "data/projects.csv", "data/citations.csv"), b"content"
)


def said_by(edition: Edition, src: str) -> str:
    """What a page says, on a site with some files of the data."""
    return linked_data(Site(edition, MADE, lambda *_: None), src)


def nodes(edition: Edition, src: str) -> dict[str, Any]:
    """What a page says, by type."""
    return {node["@type"]: node for node in json.loads(said_by(edition, src))["@graph"]}


def graph(edition: Edition, src: str, page: str) -> Graph:
    """What a page says as a reader of linked data takes it; the context of schema.org is in the network."""
    said = said_by(edition, src).replace('"https://schema.org"', '{"@vocab":"https://schema.org/"}')
    return Graph().parse(data=said, format="json-ld", publicID=page)


def test_a_city_is_a_place_with_coordinates_country_and_other_addresses(edition: Edition) -> None:
    alfa = edition.atlas.cities["alfa"]
    at_geonames = alfa.coordinates.model_copy(update={"geonames_id": 7})
    known = changed(edition, website="https://alfa.example", coordinates=at_geonames)
    city = nodes(known, "cities/alfa.md")["City"]
    projects = city.pop("@reverse")["areaServed"]
    assert city == {
        "@type": "City",
        "@id": "#alfa",
        "name": "Alfa",
        "url": "./",
        "geo": {"@type": "GeoCoordinates", "latitude": -5.1, "longitude": 119.4},
        "containedInPlace": {"@type": "Country", "name": "Aland"},
        "sameAs": ["https://sws.geonames.org/7/", "https://alfa.example"],
    }
    assert next(project for project in projects if project["@id"] == "#clean-river") == {
        "@type": "Project",
        "@id": "#clean-river",
        "name": "Clean River",
        "alternateName": ["River Plan"],
        "url": "#clean-river",
    }
    assert {project["@id"] for project in projects} == {"#clean-river", "#open-school", "#school-network"}


def test_what_is_not_known_of_a_city_or_project_is_left_out(edition: Edition) -> None:
    bare = {"local_names": [], "also_known_as": []}
    projects = {name: project.model_copy(update=bare) for name, project in edition.atlas.projects.items()}
    cities = {name: city.model_copy(update=bare) for name, city in edition.atlas.cities.items()}
    said = nodes(Edition(replace(edition.atlas, cities=cities, projects=projects), edition.tree), "cities/alfa.md")
    assert "alternateName" not in said["City"]
    assert said["City"].get("sameAs", []) == []
    assert {tuple(project) for project in said["City"]["@reverse"]["areaServed"]} == {("@type", "@id", "name", "url")}


def test_a_name_at_home_has_its_language_and_one_of_an_unsure_language_has_none(edition: Edition) -> None:
    named = changed(
        edition,
        local_names=[LocalName(text="ဒီလီ", lang="my"), LocalName(text="Dilly", lang="und")],
        also_known_as=[OtherName(text="Díli", source="s-press")],
    )
    said = nodes(named, "cities/alfa.md")["City"]
    assert said["alternateName"] == [{"@value": "ဒီလီ", "@language": "my"}, "Dilly", "Díli"]
    read = graph(named, "cities/alfa.md", f"{SITE}cities/alfa/")
    assert set(read.objects(URIRef(f"{SITE}cities/alfa/#alfa"), SDO.alternateName)) == {
        Literal("ဒီလီ", lang="my"),
        Literal("Dilly"),
        Literal("Díli"),
    }


def test_with_an_address_of_the_site_each_thing_has_one_for_all_the_world(edition: Edition) -> None:
    page = f"{SITE}cities/alfa/"
    said = graph(published(edition), "cities/alfa.md", "")
    assert said.value(URIRef(f"{page}#clean-river"), RDF.type) == SDO.Project
    assert said.value(URIRef(f"{page}#clean-river"), SDO.areaServed) == URIRef(f"{page}#alfa")
    data = nodes(published(edition), "about/data.md")
    assert data["Dataset"]["@id"] == f"{SITE}about/data/#dataset"
    assert data["DataCatalog"]["@id"] == f"{SITE}about/data/#catalogue"
    way = nodes(published(edition), "cities/alfa.md")["BreadcrumbList"]["itemListElement"]
    assert way[0]["item"] == f"{SITE}cities/"
    entry = nodes(edition, "about/data.md")["Dataset"]  # without one, addresses are relative to the page
    assert (entry["@id"], entry["url"], entry["creator"]["url"]) == ("#dataset", "./", "../../")
    assert entry["distribution"][0]["contentUrl"] == "../../data/ascn-atlas-csv.zip"


def test_a_page_below_a_section_says_where_it_is_and_the_sections_say_nothing(edition: Edition) -> None:
    way = nodes(edition, "network/timeline.md")["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step.get("item")) for step in way] == [
        (1, "The page network index", "../"),
        (2, "The page network timeline", None),
    ]
    assert [said_by(edition, src) for src in ("index.md", "cities/index.md", "about/index.md")] == ["", "", ""]


def test_the_page_of_the_data_tells_what_search_engines_for_data_ask_for(edition: Edition) -> None:
    releases = (Release("1.2", "2030-04-01", "New."), Release("1.0", "2030-03-01", "First."))
    said = nodes(replace(published(edition), releases=releases), "about/data.md")
    entry, catalogue = said["Dataset"], said["DataCatalog"]
    assert 50 <= len(entry["description"]) <= 5000
    unreleased = nodes(published(edition), "about/data.md")["Dataset"]
    assert {"version", "datePublished"} & set(unreleased) == set()
    assert unreleased["dateModified"] == edition.date
    assert entry["name"] == catalogue["name"] == "ASCN Atlas: projects of the ASEAN Smart Cities Network"
    assert entry["license"] == "https://creativecommons.org/licenses/by/4.0/"
    publisher = {"@type": "Organization", "@id": f"{SITE}#publisher", "name": "ASCN Atlas", "url": SITE}
    assert entry["creator"] == entry["publisher"] == catalogue["publisher"] == publisher
    assert (entry["url"], entry["version"], entry["isAccessibleForFree"]) == (f"{SITE}about/data/", "1.2", True)
    assert entry["identifier"] == "urn:uuid:f7805b1a-8961-5abd-ad74-cf8d53b3e2fd"
    assert (entry["datePublished"], entry["dateModified"]) == ("2030-03-01", "2030-04-01")
    assert entry["temporalCoverage"] == f"2018-07-08/{edition.date}"
    assert entry["spatialCoverage"][0]["geo"] == {"@type": "GeoShape", "box": "-5.1 108.2 16.05 119.4"}
    assert [place["name"] for place in entry["spatialCoverage"][1:]] == [
        country.name for country in edition.atlas.countries.values()
    ]
    assert (entry["includedInDataCatalog"]["@id"], catalogue["dataset"]["@id"]) == (catalogue["@id"], entry["@id"])


def test_the_data_are_offered_by_the_files_that_hold_all_of_them(edition: Edition) -> None:
    archive, api = nodes(published(edition), "about/data.md")["Dataset"]["distribution"]
    assert archive == {
        "@type": "DataDownload",
        "name": "ascn-atlas-csv.zip",
        "description": "All tables as CSV files, with the Data Package that gives their types and keys.",
        "encodingFormat": "application/zip",
        "contentUrl": f"{SITE}data/ascn-atlas-csv.zip",
        "contentSize": "7 B",
        "sha256": sha256(b"content").hexdigest(),
    }
    assert api["contentUrl"] == f"{SITE}api/v1/index.json"
    assert {"contentSize", "sha256"} & set(api) == set()


def test_a_part_of_the_data_has_what_a_data_set_needs_and_its_own_files(edition: Edition) -> None:
    [part] = nodes(published(edition), "about/data.md")["Dataset"]["hasPart"]
    assert [file.pop("contentUrl") for file in part.pop("distribution")] == [f"{SITE}data/projects.csv"]
    assert part.pop("description").startswith("Its records: One project of one city, whichever reports list it. ")
    assert part == {
        "@type": "Dataset",
        "@id": f"{SITE}about/data/#dataset-projects",
        "identifier": "urn:uuid:ca9447e4-7f7f-5d57-a496-3e43c5151240",
        "name": "ASCN Atlas: projects",
        "isAccessibleForFree": True,
        "creator": {"@id": f"{SITE}#publisher"},
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }


def test_each_word_is_one_of_schema_org(edition: Edition) -> None:
    for src in ("cities/alfa.md", "about/data.md"):
        said = graph(published(edition), src, SITE)
        used = {*said.predicates(), *said.objects(None, RDF.type)} - {RDF.type}
        assert (len(used) > 10, [term for term in used if term not in SDO]) == (True, []), src


def test_nothing_in_a_name_ends_the_script(edition: Edition) -> None:
    said = said_by(changed(edition, name="</script><b>"), "cities/alfa.md")
    assert "<" not in said
    assert json.loads(said)["@graph"][1]["name"] == "</script><b>"
