"""The catalogue for data portals, read by a library made for that."""

from __future__ import annotations

from hashlib import sha256

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD, DefinedNamespace

from atlas.checks import Examined
from atlas.export import dataset, dcat
from atlas.export.edition import Edition

SITE = "https://example.org/atlas/"
CATALOGUE, DATASET = URIRef(f"{SITE}about/data/#catalogue"), URIRef(f"{SITE}about/data/#dataset")
PUBLISHER = URIRef(f"{SITE}#publisher")
#: A term of DCAT 3, which DCAT-AP 3 rests on; rdflib knows DCAT 2.
NEWER = {URIRef("http://www.w3.org/ns/dcat#version")}
MADE = dict.fromkeys(
    (
        "api/v1/index.json",
        "api/v1/projects/jaklingko.json",
        "data/ascn-atlas.sqlite",
        "data/ascn-atlas.xlsx",
        "data/cities.geojson",
        "data/datapackage.json",
        "data/projects.csv",
        "data/projects.parquet",
        "feeds/changes.atom",
    ),
    b"content",
)
SPDX = Namespace("http://spdx.org/rdf/terms#")


@pytest.fixture
def edition(examined: Examined) -> Edition:
    assert examined.atlas is not None
    return Edition(examined.atlas, examined.tree, SITE)


@pytest.fixture
def graph(edition: Edition) -> Graph:
    [(path, content)] = dcat.files(edition, MADE)
    assert [path] == dcat.paths(edition) == ["data/catalogue.ttl"]
    return Graph().parse(data=content, format="turtle")


def test_the_catalogue_tells_what_a_portal_requires(graph: Graph) -> None:
    [catalogue], [entry] = list(graph.subjects(RDF.type, DCAT.Catalog)), list(graph.subjects(RDF.type, DCAT.Dataset))
    assert (catalogue, entry) == (CATALOGUE, DATASET)
    assert list(graph.objects(CATALOGUE, DCAT.dataset)) == [DATASET]
    title = Literal("ASCN Atlas: projects of the ASEAN Smart Cities Network", "en")
    for node in (CATALOGUE, DATASET):
        assert list(graph.objects(node, DCTERMS.title)) == [title]
        assert [len(str(text)) > 50 for text in graph.objects(node, DCTERMS.description)] == [True]
        assert list(graph.objects(node, DCTERMS.publisher)) == [PUBLISHER]
        assert list(graph.objects(node, DCTERMS.license)) == [URIRef("https://creativecommons.org/licenses/by/4.0/")]
    assert list(graph.objects(PUBLISHER, RDF.type)) == [FOAF.Agent]
    assert list(graph.objects(PUBLISHER, FOAF.name)) == [Literal("ASCN Atlas", "en")]


def test_its_dates_are_those_of_the_data(graph: Graph, edition: Edition) -> None:
    day = Literal(edition.date, datatype=XSD.date)
    assert set(graph.objects(None, DCTERMS.modified)) == {day}
    [period] = graph.objects(DATASET, DCTERMS.temporal)
    assert graph.value(period, DCAT.startDate) == Literal("2018-05", datatype=XSD.gYearMonth)
    assert graph.value(period, DCAT.endDate) == day


def test_each_file_of_the_data_is_a_distribution_with_its_form(graph: Graph) -> None:
    types = "https://www.iana.org/assignments/media-types/"
    found = {}
    for node in graph.objects(DATASET, DCAT.distribution):
        assert graph.value(node, RDF.type) == DCAT.Distribution
        assert graph.value(node, DCAT.accessURL) == graph.value(node, DCAT.downloadURL)
        assert graph.value(node, DCTERMS.license) is not None
        address, form = str(graph.value(node, DCAT.downloadURL)), str(graph.value(node, DCAT.mediaType))
        found[address.removeprefix(SITE)] = form.removeprefix(types)
    assert found == {
        "api/v1/index.json": "application/json",
        "data/ascn-atlas.sqlite": "application/vnd.sqlite3",
        "data/ascn-atlas.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "data/cities.geojson": "application/geo+json",
        "data/datapackage.json": "application/json",
        "data/projects.csv": "text/csv",
        "data/projects.parquet": "application/vnd.apache.parquet",
    }
    assert list(found) == [file.path for file in dataset.distributions(MADE)]


def test_each_distribution_has_its_size_and_checksum(graph: Graph) -> None:
    for node in graph.objects(DATASET, DCAT.distribution):
        assert graph.value(node, DCAT.byteSize) == Literal(7, datatype=XSD.nonNegativeInteger)
        checksum = graph.value(node, SPDX.checksum)
        assert graph.value(checksum, RDF.type) == SPDX.Checksum
        assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        assert graph.value(checksum, SPDX.checksumValue) == Literal(
            sha256(b"content").hexdigest(), datatype=XSD.hexBinary
        )


@pytest.mark.parametrize("vocabulary", [DCAT, DCTERMS, FOAF], ids=str)
def test_each_term_is_one_of_its_vocabulary(graph: Graph, vocabulary: type[DefinedNamespace]) -> None:
    used = [
        term
        for _, predicate, object_ in graph
        for term in (predicate, object_)
        if str(term).startswith(str(vocabulary))
    ]
    assert [term for term in used if term not in vocabulary and term not in NEWER] == []
    assert used


def test_where_the_site_does_not_know_its_address_the_catalogue_reads_it_off_its_own(
    edition: Edition, graph: Graph
) -> None:
    [(_, unaware)] = dcat.files(Edition(edition.atlas, edition.tree), MADE)
    assert b"example.org" not in unaware
    read = Graph().parse(data=unaware, format="turtle", publicID=f"{SITE}data/catalogue.ttl")
    assert set(read.subjects(DCAT.distribution)) == {DATASET}
    assert set(read.objects(None, DCAT.downloadURL)) == set(graph.objects(None, DCAT.downloadURL))


def test_the_box_holds_each_city_and_touches_the_outermost(edition: Edition) -> None:
    box = dataset.box(edition.atlas)
    places = [city.coordinates for city in edition.atlas.cities.values()]
    assert all(box.west <= place.lon <= box.east and box.south <= place.lat <= box.north for place in places)
    assert box == (96.0836, -8.65, 125.6128, 21.9747)
