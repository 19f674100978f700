"""The catalogue for data portals, read by a library made for that."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, RDF, SKOS, XSD

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
    [f"api/v1/{name}.json" for name in ("index", "openapi", "projects", "projects/jaklingko")]
    + [f"data/ascn-atlas{suffix}" for suffix in ("-csv.zip", ".sqlite", ".xlsx")]
    + [f"data/{name}.csv" for name in ("names", "cities", "citations", "projects", "rows")]
    + ["data/cities.geojson", "data/datapackage.json", "data/projects.parquet", "data/rows.parquet"]
    + ["feeds/changes.atom", "feeds/timeline.ics"],
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
    return parsed(edition)


def parsed(edition: Edition, address: str | None = None) -> Graph:
    [(path, content)] = catalogue.files(edition, MADE)
    assert (path,) == catalogue.PATHS == ("data/catalogue.ttl",)
    return Graph().parse(data=content, format="turtle", publicID=address)


def test_the_catalogue_tells_what_a_portal_requires(graph: Graph) -> None:
    assert list(graph.subjects(RDF.type, DCAT.Catalog)) == [CATALOGUE]
    entries = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert set(graph.objects(CATALOGUE, DCAT.dataset)) == entries == {DATASET, *PARTS}
    title = Literal("ASCN Atlas: projects of the ASEAN Smart Cities Network", "en")
    assert list(graph.objects(CATALOGUE, DCTERMS.title)) == list(graph.objects(DATASET, DCTERMS.title)) == [title]
    first, newest = (Literal(day, datatype=XSD.date) for day in ("2030-03-01", "2030-04-01"))
    for node in (CATALOGUE, *entries):
        assert [len(str(text)) > 50 for text in graph.objects(node, DCTERMS.description)] == [True]
        told = {DCTERMS.publisher: PUBLISHER, DCTERMS.license: LICENCE, DCTERMS.spatial: URIRef(f"{PAGE}#area")}
        told |= {DCTERMS.issued: first, DCTERMS.modified: newest}
        assert {term: list(graph.objects(node, term)) for term in told} == {term: [it] for term, it in told.items()}
    assert list(graph.predicate_objects(PUBLISHER))[:2] == [
        (RDF.type, FOAF.Agent),
        (FOAF.name, Literal("ASCN Atlas", "en")),
    ]


def test_a_part_is_told_by_what_a_record_of_it_is(graph: Graph) -> None:
    [projects, _, rows] = PARTS
    assert graph.value(projects, DCTERMS.title) == Literal("ASCN Atlas: projects", "en")
    assert str(graph.value(projects, DCTERMS.description)) == (
        "Its records: One project of one city, whichever reports list it. Part of the ASCN Atlas, which shows what "
        "each city of the ASEAN Smart Cities Network set out to do, and what became of it. Independent of ASEAN."
    )
    assert graph.value(rows, DCTERMS.title) == Literal("ASCN Atlas: rows", "en")
    whole = {entry: graph.value(entry, DCTERMS.isPartOf) for entry in (DATASET, *PARTS)}
    assert whole == {DATASET: None, **dict.fromkeys(PARTS, DATASET)}


def test_each_data_set_has_an_id_that_no_other_has_and_the_site_does_not_change(graph: Graph, edition: Edition) -> None:
    ids = [graph.value(entry, DCTERMS.identifier) for entry in (DATASET, *PARTS)]
    assert ids[0] == Literal("urn:uuid:f7805b1a-8961-5abd-ad74-cf8d53b3e2fd")
    assert len(set(ids)) == 4
    elsewhere = parsed(replace(edition, site="https://example.com/"))
    assert set(elsewhere.objects(None, DCTERMS.identifier)) == set(ids)


def test_its_period_and_version_are_those_of_the_data(graph: Graph, edition: Edition) -> None:
    period = graph.value(DATASET, DCTERMS.temporal)
    assert graph.value(period, DCAT.startDate) == Literal("2018-07-08", datatype=XSD.date)
    assert graph.value(period, DCAT.endDate) == Literal(edition.date, datatype=XSD.date)  # no release tells of later
    assert graph.value(DATASET, VERSION) == Literal("1.1")
    unreleased = parsed(replace(edition, releases=()))
    assert (unreleased.value(DATASET, VERSION), unreleased.value(DATASET, DCTERMS.issued)) == (None, None)
    assert str(unreleased.value(DATASET, DCTERMS.modified)) == edition.date


def test_each_distribution_holds_all_of_its_data_set(graph: Graph) -> None:
    """Lists in records, what describes the data, single records and feeds have no entry."""
    found = {
        entry: sorted(str(graph.value(file, DCAT.accessURL)) for file in graph.objects(entry, DCAT.distribution))
        for entry in (DATASET, *PARTS)
    }
    files = (
        ["api/v1/index.json", "data/ascn-atlas-csv.zip", "data/ascn-atlas.sqlite", "data/ascn-atlas.xlsx"],
        ["api/v1/projects.json", "data/projects.csv", "data/projects.parquet"],
        ["data/cities.csv", "data/cities.geojson"],
        ["data/rows.csv", "data/rows.parquet"],
    )
    assert list(found.values()) == [[SITE + path for path in paths] for paths in files]


def test_what_no_data_set_offers_describes_the_data_or_tells_news(edition: Edition) -> None:
    """A new form of file has to be named in ``dataset``; lists in records are in the files of the whole."""
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
        suffix = str(graph.value(node, DCAT.accessURL)).rpartition(".")[2]
        found[suffix] = (form.removeprefix(TYPES), kind.removeprefix(f"{EU}file-type/"))
        assert graph.value(node, DCTERMS.license) == LICENCE
        assert len(str(graph.value(node, DCTERMS.description))) > 20
        assert str(graph.value(node, DCATAP.availability)) == f"{EU}planned-availability/STABLE"
    assert found == {
        "json": ("application/json", "JSON"),
        "zip": ("text/csv", "CSV"),
        "sqlite": ("application/vnd.sqlite3", "None"),
        "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
        "csv": ("text/csv", "CSV"),
        "geojson": ("application/geo+json", "GEOJSON"),
        "parquet": ("application/vnd.apache.parquet", "PARQUET"),
    }
    archive = URIRef(f"{SITE}data/ascn-atlas-csv.zip#distribution")
    assert list(graph.subject_objects(DCAT.packageFormat)) == [(archive, URIRef(f"{TYPES}application/zip"))]
    profile = URIRef("https://datapackage.org/profiles/2.0/datapackage.json")
    assert (archive, profile) in set(graph.subject_objects(DCTERMS.conformsTo))


def test_each_distribution_but_the_way_into_the_api_can_be_loaded_and_checked(graph: Graph) -> None:
    files = set(graph.subjects(RDF.type, DCAT.Distribution))
    loaded = set(graph.subjects(DCAT.downloadURL))
    assert files - loaded == {URIRef(f"{SITE}api/v1/index.json#distribution")}
    assert set(graph.subjects(SPDX.checksum)) == set(graph.subjects(DCAT.byteSize)) == loaded
    for node in loaded:
        assert graph.value(node, DCAT.downloadURL) == graph.value(node, DCAT.accessURL)
        assert graph.value(node, DCAT.byteSize) == Literal(7, datatype=XSD.nonNegativeInteger)
        told = dict(graph.predicate_objects(graph.value(node, SPDX.checksum)))
        assert (told[RDF.type], told[SPDX.algorithm]) == (SPDX.Checksum, SPDX.checksumAlgorithm_sha256)
        assert told[SPDX.checksumValue] == Literal(sha256(b"content").hexdigest(), datatype=XSD.hexBinary)


def test_the_api_is_a_service_for_what_it_holds(graph: Graph) -> None:
    assert list(graph.objects(CATALOGUE, DCAT.service)) == list(graph.subjects(RDF.type, DCAT.DataService)) == [SERVICE]
    assert str(graph.value(SERVICE, DCAT.endpointURL)) == f"{SITE}api/v1/index.json"
    assert str(graph.value(SERVICE, DCAT.endpointDescription)) == f"{SITE}api/v1/openapi.json"
    assert set(graph.objects(SERVICE, DCAT.servesDataset)) == {DATASET, PARTS[0]}
    served = {f"{SITE}api/v1/{name}.json#distribution" for name in ("index", "projects")}
    assert {str(node) for node in graph.subjects(DCAT.accessService, SERVICE)} == served


def test_the_whole_tells_what_it_was_drawn_from(graph: Graph, edition: Edition) -> None:
    papers = {edition.atlas.sources[report.source].url for report in edition.atlas.reports.values()}
    others = {"https://www.geonames.org/", "https://cldr.unicode.org/"}
    assert {str(source) for source in graph.objects(None, PROV.wasDerivedFrom)} == papers | others
    assert set(graph.subjects(PROV.wasDerivedFrom)) == {DATASET}


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
    unaware = parsed(replace(edition, site=""), address=f"{SITE}data/catalogue.ttl")
    named, read = ({it for it in each if not any(isinstance(node, BNode) for node in it)} for each in (graph, unaware))
    assert read == named
