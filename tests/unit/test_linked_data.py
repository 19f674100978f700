"""What search engines read in a page."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SDO

from atlas.checks import Examined
from atlas.export.edition import Edition, Release
from atlas.i18n import Texts
from atlas.pages import Page, PageTree
from atlas.render.linked_data import linked_data
from atlas.render.site import Site

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


def said_by(edition: Edition, src: str) -> str:
    """What a page says, on a site with one file of the data."""
    made = {"data/projects.csv": b"content"}
    return linked_data(Site(edition, made, Texts(), lambda *_: None), src)


def nodes(edition: Edition, src: str) -> dict[str, Any]:
    """What a page says, by type."""
    return {node["@type"]: node for node in json.loads(said_by(edition, src))["@graph"]}


def graph(edition: Edition, src: str, page: str) -> Graph:
    """What a page says as a reader of linked data takes it; the context of schema.org is in the network."""
    said = said_by(edition, src).replace('"https://schema.org"', '{"@vocab":"https://schema.org/"}')
    return Graph().parse(data=said, format="json-ld", publicID=page)


def test_a_city_is_a_place_with_coordinates_country_and_other_addresses(edition: Edition) -> None:
    city = nodes(edition, "cities/jakarta.md")["City"]
    projects = city.pop("@reverse")["areaServed"]
    assert city == {
        "@type": "City",
        "@id": "#jakarta",
        "name": "Jakarta",
        "url": "./",
        "geo": {"@type": "GeoCoordinates", "latitude": -6.2146, "longitude": 106.8451},
        "containedInPlace": {"@type": "Country", "name": "Indonesia"},
        "sameAs": ["https://sws.geonames.org/1642911/", "https://jakarta.go.id"],
    }
    assert {"@type": "Project", "@id": "#jaklingko", "name": "JakLingko"} in projects
    assert {project["@id"][1:] for project in projects} == {
        project.id for project in edition.atlas.projects.values() if project.city == "jakarta"
    }


def test_a_city_without_entry_and_site_is_the_same_as_nothing(edition: Edition) -> None:
    assert nodes(edition, "cities/cauayan-city.md")["City"]["sameAs"] == ["https://cityofcauayan.gov.ph"]
    assert nodes(edition, "cities/dili.md")["City"]["sameAs"] == ["https://sws.geonames.org/1645457/"]


def test_a_project_serves_the_city_and_is_called_by_its_place_on_the_page(edition: Edition) -> None:
    page = f"{SITE}cities/jakarta/"
    said = graph(edition, "cities/jakarta.md", page)
    project = next(node for node in said.subjects(RDF.type, SDO.Project) if node.endswith("#jaklingko"))
    assert str(project) == f"{page}#jaklingko"
    assert str(said.value(project, SDO.areaServed)) == f"{page}#jakarta"


@pytest.mark.parametrize(
    ("src", "page", "section", "address"),
    [
        ("cities/makassar.md", "Makassar", "Cities", "../"),
        ("cities/compare.md", "Compare cities or countries", "Cities", "../"),
        ("network/timeline.md", "Timeline", "The network", "../"),
    ],
)
def test_a_page_below_a_section_tells_the_way_down_to_it(
    edition: Edition, src: str, page: str, section: str, address: str
) -> None:
    way = nodes(edition, src)["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step.get("item")) for step in way] == [
        (1, section, address),
        (2, page, None),
    ]


@pytest.mark.parametrize("src", ["index.md", "cities/index.md", "about/index.md"])
def test_home_and_sections_say_nothing(edition: Edition, src: str) -> None:
    assert said_by(edition, src) == ""


def test_the_page_of_the_data_tells_what_search_engines_for_data_ask_for(edition: Edition) -> None:
    released = replace(published(edition), releases=(Release("1.2", "2030-04-01", "New."),))
    said = nodes(released, "about/data.md")
    entry, catalogue = said["Dataset"], said["DataCatalog"]
    assert 50 <= len(entry["description"]) <= 5000
    assert entry["name"] == catalogue["name"] == "ASCN Atlas: projects of the ASEAN Smart Cities Network"
    assert entry["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert entry["creator"] == {"@type": "Organization", "name": "ASCN Atlas", "url": SITE}
    assert (entry["url"], entry["version"], entry["isAccessibleForFree"]) == (f"{SITE}about/data/", "1.2", True)
    assert (entry["dateModified"], entry["temporalCoverage"]) == ("2030-04-01", f"2018-05/{edition.date}")
    assert entry["spatialCoverage"][0]["geo"] == {"@type": "GeoShape", "box": "-8.65 96.0836 21.9747 125.6128"}
    assert [place["name"] for place in entry["spatialCoverage"][1:]] == [
        country.name for country in edition.atlas.countries.values()
    ]
    assert entry["distribution"] == [
        {
            "@type": "DataDownload",
            "name": "projects.csv",
            "encodingFormat": "text/csv",
            "contentUrl": f"{SITE}data/projects.csv",
            "contentSize": "7 B",
            "sha256": sha256(b"content").hexdigest(),
        }
    ]
    assert (entry["includedInDataCatalog"]["@id"], catalogue["dataset"]["@id"]) == (catalogue["@id"], entry["@id"])


def test_addresses_are_relative_to_the_page_where_the_site_does_not_know_its_own(edition: Edition) -> None:
    entry = nodes(edition, "about/data.md")["Dataset"]
    assert (entry["url"], entry["creator"]["url"]) == ("./", "../../")
    assert entry["distribution"][0]["contentUrl"] == "../../data/projects.csv"
    assert (
        nodes(published(edition), "cities/dili.md")["BreadcrumbList"]["itemListElement"][0]["item"] == f"{SITE}cities/"
    )


@pytest.mark.parametrize("src", ["cities/jakarta.md", "about/data.md"])
def test_each_word_is_one_of_schema_org(edition: Edition, src: str) -> None:
    said = graph(published(edition), src, SITE)
    used = {*said.predicates(), *said.objects(None, RDF.type)} - {RDF.type}
    assert [term for term in used if term not in SDO] == []
    assert len(used) > 10


def test_nothing_in_a_name_ends_the_script(edition: Edition) -> None:
    dili = edition.atlas.cities["dili"].model_copy(update={"name": "</script><b>"})
    atlas = replace(edition.atlas, cities={**edition.atlas.cities, "dili": dili})
    said = said_by(Edition(atlas, edition.tree), "cities/dili.md")
    assert "<" not in said
    assert json.loads(said)["@graph"][1]["name"] == "</script><b>"
