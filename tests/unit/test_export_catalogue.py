"""The catalogue for data portals, read by a library made for that."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import BNode, Graph, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, RDF, SKOS

from atlas import export
from atlas.export import catalogue, dataset
from atlas.export.metadata import Edition
from tests.exported import is_written, small

SITE = small().site
#: A term of DCAT 3, which DCAT-AP 3 rests on; rdflib knows DCAT 2.
VERSION = URIRef("http://www.w3.org/ns/dcat#version")
#: Files of each form, also some that have no entry: lists in records, what describes the data, single records, feeds.
MADE = dict.fromkeys(
    [f"api/v1/{name}.json" for name in ("index", "openapi", "projects", "projects/jaklingko")]
    + [f"data/ascn-atlas{suffix}" for suffix in ("-csv.zip", ".sqlite", ".xlsx")]
    + [f"data/{name}.csv" for name in ("names", "cities", "citations", "projects", "rows")]
    + ["data/cities.geojson", "data/datapackage.json"]
    + ["feeds/changes.atom"],
    b"content",
)
DCATAP = Namespace("http://data.europa.eu/r5r/")
SPDX = Namespace("http://spdx.org/rdf/terms#")


def written(edition: Edition) -> bytes:
    [(path, content)] = catalogue.files(edition, MADE)
    assert (path,) == catalogue.PATHS == ("data/catalogue.ttl",)
    return content


def parsed(edition: Edition, address: str | None = None) -> Graph:
    return Graph().parse(data=written(edition), format="turtle", publicID=address)


@pytest.fixture
def graph() -> Graph:
    return parsed(small())


def test_a_catalogue_is_written_like_this() -> None:
    is_written("catalogue.ttl", written(small()))


def test_data_without_a_release_have_no_version_and_every_site_has_the_same_ids(graph: Graph) -> None:
    other = parsed(replace(small(), site="https://example.com/", releases=()))
    assert set(graph.subjects(VERSION)) == set(graph.subjects(DCTERMS.isPartOf)) | set(
        graph.objects(None, DCTERMS.isPartOf)
    )
    assert (set(other.subjects(VERSION)), set(other.subjects(DCTERMS.issued))) == (set(), set())
    assert {str(day) for day in other.objects(None, DCTERMS.modified)} == {small().date}
    assert set(other.objects(None, DCTERMS.identifier)) == set(graph.objects(None, DCTERMS.identifier))


def test_what_no_data_set_offers_describes_the_data_or_tells_news() -> None:
    """A new form of file has to be named in ``dataset``; lists in records are in the files of the whole."""
    made = dict.fromkeys(export.paths(small()), b"content")
    entries = [dataset.whole(made), *dataset.parts(made)]
    offered = {file.path for entry in entries for file in entry.distributions}
    assert {path for path in made if dataset.is_whole(path) and not path.endswith(".csv")} - offered == {
        "api/v1/openapi.json",
        "data/SHA256SUMS",
        "data/catalogue.ttl",
        "data/datapackage.json",
        "feeds/changes.atom",
    }


#: What portals expect behind each term.
EXPECTED = {
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.accessRights: DCTERMS.RightsStatement,
    DCTERMS.accrualPeriodicity: DCTERMS.Frequency,
    DCTERMS.conformsTo: DCTERMS.Standard,
    DCTERMS["format"]: DCTERMS.MediaTypeOrExtent,
    DCTERMS.spatial: DCTERMS.Location,
    DCTERMS.temporal: DCTERMS.PeriodOfTime,
    DCAT.mediaType: DCTERMS.MediaType,
    DCAT.packageFormat: DCTERMS.MediaType,
    DCAT.landingPage: FOAF.Document,
    FOAF.homepage: FOAF.Document,
    DCAT.theme: SKOS.Concept,
    DCATAP.availability: SKOS.Concept,
    DCAT.themeTaxonomy: SKOS.ConceptScheme,
    SPDX.algorithm: SPDX.ChecksumAlgorithm,
}


def test_what_an_entry_points_at_is_told_to_be_what_portals_expect(graph: Graph) -> None:
    found = {term: {graph.value(node, RDF.type) for node in graph.objects(None, term)} for term in EXPECTED}
    assert found == {term: {kind} for term, kind in EXPECTED.items()}


def test_each_term_is_one_of_its_vocabulary(graph: Graph) -> None:
    used = {str(term): term for _, predicate, object_ in graph for term in (predicate, object_)}
    for vocabulary in (DCAT, DCTERMS, FOAF, PROV, SKOS):
        own = [term for name, term in used.items() if name.startswith(str(vocabulary))]
        assert [term for term in own if term not in vocabulary and term != VERSION] == []
        assert own


def test_where_the_site_does_not_know_its_address_the_catalogue_reads_it_off_its_own(graph: Graph) -> None:
    unaware = parsed(replace(small(), site=""), address=f"{SITE}data/catalogue.ttl")
    named, read = ({it for it in each if not any(isinstance(node, BNode) for node in it)} for each in (graph, unaware))
    assert read == named
