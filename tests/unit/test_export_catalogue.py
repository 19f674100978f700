"""The catalogue for data portals, read by a library made for that."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, RDF, SKOS, XSD
from rdflib.term import Node

from atlas import export
from atlas.checks import Examined
from atlas.export import catalogue, dataset
from atlas.export.metadata import Edition, Release

SITE = "https://example.org/atlas/"
PAGE = f"{SITE}about/data/"
CATALOGUE, DATASET, SERVICE = (URIRef(f"{PAGE}#{name}") for name in ("catalogue", "dataset", "service"))
PUBLISHER = URIRef(f"{SITE}#publisher")
LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")
TYPES, EU = "https://www.iana.org/assignments/media-types/", "http://publications.europa.eu/resource/authority/"
#: A term of DCAT 3, which DCAT-AP 3 rests on; rdflib knows DCAT 2.
VERSION = URIRef("http://www.w3.org/ns/dcat#version")
MADE = dict.fromkeys(
    (
        "api/v1/index.json",
        "api/v1/openapi.json",
        "api/v1/projects.json",
        "api/v1/projects/jaklingko.json",
        "data/ascn-atlas-csv.zip",
        "data/ascn-atlas.sqlite",
        "data/ascn-atlas.xlsx",
        "data/names.csv",
        "data/cities.csv",
        "data/cities.geojson",
        "data/datapackage.json",
        "data/citations.csv",
        "data/projects.csv",
        "data/projects.parquet",
        "data/rows.csv",
        "data/rows.parquet",
        "feeds/changes.atom",
        "feeds/timeline.ics",
    ),
    b"content",
)
#: The parts of which these files hold something.
PARTS = [URIRef(f"{PAGE}#dataset-{name}") for name in ("projects", "cities", "rows")]
DCATAP = Namespace("http://data.europa.eu/r5r/")
SPDX = Namespace("http://spdx.org/rdf/terms#")


@pytest.fixture
def edition(examined: Examined) -> Edition:
    assert examined.atlas is not None
    releases = (Release("1.1", "2030-04-01", "New."), Release("1.0", "2030-03-01", "First."))
    return Edition(examined.atlas, examined.tree, SITE, releases)


@pytest.fixture
def graph(edition: Edition) -> Graph:
    [(path, content)] = catalogue.files(edition, MADE)
    assert [path] == list(catalogue.paths(edition)) == ["data/catalogue.ttl"]
    return Graph().parse(data=content, format="turtle")


def files_of(graph: Graph, entry: Node) -> list[str]:
    """The files of a data set, by their paths below the site."""
    return sorted(
        str(graph.value(file, DCAT.accessURL)).removeprefix(SITE) for file in graph.objects(entry, DCAT.distribution)
    )


def named(graph: Graph) -> set[tuple[Node, Node, Node]]:
    """What is said of things with an address, by address."""
    return {triple for triple in graph if all(not isinstance(node, BNode) for node in triple)}


def test_the_catalogue_tells_what_a_portal_requires(graph: Graph) -> None:
    assert list(graph.subjects(RDF.type, DCAT.Catalog)) == [CATALOGUE]
    entries = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert set(graph.objects(CATALOGUE, DCAT.dataset)) == entries == {DATASET, *PARTS}
    title = Literal("ASCN Atlas: projects of the ASEAN Smart Cities Network", "en")
    assert list(graph.objects(CATALOGUE, DCTERMS.title)) == list(graph.objects(DATASET, DCTERMS.title)) == [title]
    for node in (CATALOGUE, *entries):
        assert [len(str(text)) > 50 for text in graph.objects(node, DCTERMS.description)] == [True]
        assert list(graph.objects(node, DCTERMS.publisher)) == [PUBLISHER]
        assert list(graph.objects(node, DCTERMS.license)) == [LICENCE]
        assert list(graph.objects(node, DCTERMS.spatial)) == [URIRef(f"{PAGE}#area")]
    assert list(graph.objects(PUBLISHER, RDF.type)) == [FOAF.Agent]
    assert list(graph.objects(PUBLISHER, FOAF.name)) == [Literal("ASCN Atlas", "en")]


def test_a_part_is_told_by_what_a_record_of_it_is(graph: Graph) -> None:
    [projects, _, rows] = PARTS
    assert graph.value(projects, DCTERMS.title) == Literal("ASCN Atlas: projects", "en")
    assert str(graph.value(projects, DCTERMS.description)) == (
        "Its records: One project of one city, whichever reports list it. Part of the ASCN Atlas, which shows what "
        "each city of the ASEAN Smart Cities Network set out to do, and what became of it. Independent of ASEAN."
    )
    assert graph.value(rows, DCTERMS.title) == Literal("ASCN Atlas: rows", "en")
    assert {entry: graph.value(entry, DCTERMS.isPartOf) for entry in (DATASET, *PARTS)} == {
        DATASET: None,
        **dict.fromkeys(PARTS, DATASET),
    }


def test_each_data_set_has_an_id_that_no_other_has_and_the_site_does_not_change(graph: Graph, edition: Edition) -> None:
    ids = [graph.value(entry, DCTERMS.identifier) for entry in (DATASET, *PARTS)]
    assert ids[0] == Literal("urn:uuid:f7805b1a-8961-5abd-ad74-cf8d53b3e2fd")
    assert len(set(ids)) == 4
    [(_, elsewhere)] = catalogue.files(replace(edition, site="https://example.com/"), MADE)
    assert set(Graph().parse(data=elsewhere, format="turtle").objects(None, DCTERMS.identifier)) == set(ids)


def test_its_dates_are_those_of_the_data(graph: Graph, edition: Edition) -> None:
    first, newest = (Literal(day, datatype=XSD.date) for day in ("2030-03-01", "2030-04-01"))
    for node in (CATALOGUE, DATASET, *PARTS):
        assert (graph.value(node, DCTERMS.issued), graph.value(node, DCTERMS.modified)) == (first, newest)
    period = graph.value(DATASET, DCTERMS.temporal)
    assert graph.value(period, DCAT.startDate) == Literal("2018-07-08", datatype=XSD.date)
    assert graph.value(period, DCAT.endDate) == Literal(edition.date, datatype=XSD.date)  # no release tells of later
    assert graph.value(DATASET, VERSION) == Literal("1.1")


def test_what_is_not_released_has_no_version_and_no_first_day(edition: Edition) -> None:
    [(_, content)] = catalogue.files(replace(edition, releases=()), MADE)
    unreleased = Graph().parse(data=content, format="turtle")
    assert (unreleased.value(DATASET, VERSION), unreleased.value(DATASET, DCTERMS.issued)) == (None, None)
    assert str(unreleased.value(DATASET, DCTERMS.modified)) == edition.date


def test_each_distribution_holds_all_of_its_data_set(graph: Graph) -> None:
    """Lists in records, what describes the data, single records and feeds have no entry."""
    assert {entry: files_of(graph, entry) for entry in (DATASET, *PARTS)} == dict(
        zip(
            (DATASET, *PARTS),
            (
                ["api/v1/index.json", "data/ascn-atlas-csv.zip", "data/ascn-atlas.sqlite", "data/ascn-atlas.xlsx"],
                ["api/v1/projects.json", "data/projects.csv", "data/projects.parquet"],
                ["data/cities.csv", "data/cities.geojson"],
                ["data/rows.csv", "data/rows.parquet"],
            ),
            strict=True,
        )
    )


def test_what_no_data_set_offers_describes_the_data_or_tells_news(edition: Edition) -> None:
    """A new form of file has to be named in ``dataset.MEDIA_TYPES``; lists in records are in the files of the whole."""
    made = dict.fromkeys(export.paths(edition), b"content")
    entries = [dataset.whole(made), *dataset.parts(made)]
    offered = {file.path for entry in entries for file in entry.distributions}
    assert {path for path in made if dataset.is_whole(path) and not path.endswith(".csv")} - offered == {
        "api/v1/openapi.json",
        "data/SHA256SUMS",
        "data/catalogue.ttl",
        "data/datapackage.json",
        "feeds/changes.atom",
        "feeds/timeline.ics",
    }


def test_each_form_is_told_by_its_names_in_both_tables(graph: Graph) -> None:
    found = {}
    for node in graph.subjects(RDF.type, DCAT.Distribution):
        form, kind = str(graph.value(node, DCAT.mediaType)), str(graph.value(node, DCTERMS.format))
        address = str(graph.value(node, DCAT.accessURL)).removeprefix(SITE)
        found[address] = (form.removeprefix(TYPES), kind.removeprefix(f"{EU}file-type/"))
        assert graph.value(node, DCTERMS.license) == LICENCE
        assert len(str(graph.value(node, DCTERMS.description))) > 20
        assert str(graph.value(node, DCATAP.availability)) == f"{EU}planned-availability/STABLE"
    assert found == {
        "api/v1/index.json": ("application/json", "JSON"),
        "api/v1/projects.json": ("application/json", "JSON"),
        "data/ascn-atlas-csv.zip": ("text/csv", "CSV"),
        "data/ascn-atlas.sqlite": ("application/vnd.sqlite3", "None"),
        "data/ascn-atlas.xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
        "data/cities.csv": ("text/csv", "CSV"),
        "data/cities.geojson": ("application/geo+json", "GEOJSON"),
        "data/projects.csv": ("text/csv", "CSV"),
        "data/projects.parquet": ("application/vnd.apache.parquet", "PARQUET"),
        "data/rows.csv": ("text/csv", "CSV"),
        "data/rows.parquet": ("application/vnd.apache.parquet", "PARQUET"),
    }


def test_the_archive_is_a_data_package_in_a_zip_file(graph: Graph) -> None:
    archive = URIRef(f"{SITE}data/ascn-atlas-csv.zip#distribution")
    assert list(graph.subject_objects(DCAT.packageFormat)) == [(archive, URIRef(f"{TYPES}application/zip"))]
    profile = URIRef("https://datapackage.org/profiles/2.0/datapackage.json")
    assert list(graph.subject_objects(DCTERMS.conformsTo)).count((archive, profile)) == 1


def test_each_distribution_but_the_way_into_the_api_can_be_loaded_and_checked(graph: Graph) -> None:
    files = set(graph.subjects(RDF.type, DCAT.Distribution))
    loaded = set(graph.subjects(DCAT.downloadURL))
    assert files - loaded == {URIRef(f"{SITE}api/v1/index.json#distribution")}
    assert set(graph.subjects(SPDX.checksum)) == set(graph.subjects(DCAT.byteSize)) == loaded
    for node in loaded:
        assert graph.value(node, DCAT.downloadURL) == graph.value(node, DCAT.accessURL)
        assert graph.value(node, DCAT.byteSize) == Literal(7, datatype=XSD.nonNegativeInteger)
        checksum = graph.value(node, SPDX.checksum)
        assert graph.value(checksum, RDF.type) == SPDX.Checksum
        assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        assert graph.value(checksum, SPDX.checksumValue) == Literal(
            sha256(b"content").hexdigest(), datatype=XSD.hexBinary
        )


def test_the_api_is_a_service_for_what_it_holds(graph: Graph) -> None:
    assert list(graph.objects(CATALOGUE, DCAT.service)) == list(graph.subjects(RDF.type, DCAT.DataService)) == [SERVICE]
    assert str(graph.value(SERVICE, DCAT.endpointURL)) == f"{SITE}api/v1/index.json"
    assert str(graph.value(SERVICE, DCAT.endpointDescription)) == f"{SITE}api/v1/openapi.json"
    assert set(graph.objects(SERVICE, DCAT.servesDataset)) == {DATASET, PARTS[0]}
    served = {f"{SITE}api/v1/{name}.json#distribution" for name in ("index", "projects")}
    assert {str(node) for node in graph.subjects(DCAT.accessService, SERVICE)} == served


def test_the_whole_tells_what_it_was_drawn_from(graph: Graph, edition: Edition) -> None:
    papers = {edition.atlas.sources[report.source].url for report in edition.atlas.reports.values()}
    assert {str(source) for source in graph.objects(DATASET, PROV.wasDerivedFrom)} == {
        *papers,
        "https://www.geonames.org/",
        "https://cldr.unicode.org/",
    }
    assert list(graph.objects(None, DCTERMS.source)) == []


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


def test_where_the_site_does_not_know_its_address_the_catalogue_reads_it_off_its_own(
    edition: Edition, graph: Graph
) -> None:
    [(_, unaware)] = catalogue.files(replace(edition, site=""), MADE)
    assert SITE.encode() not in unaware
    read = Graph().parse(data=unaware, format="turtle", publicID=f"{SITE}data/catalogue.ttl")
    assert named(read) == named(graph)
