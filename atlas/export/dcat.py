"""The data sets as entries for data portals: DCAT-AP, the profile of DCAT that they read, in Turtle.

https://semiceu.github.io/DCAT-AP/ says what an entry must tell; all vocabularies are those that it asks for. What an
address stands for - a page, a licence, a language - is told as well, so that an entry can be checked without a network.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from atlas import query
from atlas.export import api, archive, csv_files, dataset, package
from atlas.export.dataset import Dataset, Distribution
from atlas.export.edition import CONTACT, LICENCE, NAME, Edition
from atlas.model.i18n import Texts
from atlas.read.pages import site_path

PATH = "data/catalogue.ttl"

_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: Where the EU keeps its vocabularies, and IANA the names of forms.
_EU = "http://publications.europa.eu/resource/authority"
_IANA = "https://www.iana.org/assignments/media-types"

#: The names of forms in the EU's table of file types, which has none for SQLite.
_FILE_TYPES = {
    ".csv": "CSV",
    ".geojson": "GEOJSON",
    ".json": "JSON",
    ".parquet": "PARQUET",
    ".sqlite": None,
    ".xlsx": "XLSX",
}

#: What holds for every data set, in the words of the EU; a theme with its name there.
_LANGUAGE = f"<{_EU}/language/ENG>"
_PUBLIC = f"<{_EU}/access-right/PUBLIC>"
_IRREGULAR = f"<{_EU}/frequency/IRREG>"
_STABLE = f"<{_EU}/planned-availability/STABLE>"
_TAXONOMY = f"<{_EU}/data-theme>"
_THEMES = {f"<{_EU}/data-theme/REGI>": "Regions and cities", f"<{_EU}/data-theme/GOVE>": "Government and public sector"}

_LICENCE = f"<{LICENCE['url']}>"
_PUBLISHER = "<#publisher>"
_SHA_256 = "spdx:checksumAlgorithm_sha256"

#: The pages that stand for the site, the data and whom to write to, by their addresses below the site.
_HOME, _PAGE, _CONTACT = "<>", f"<{site_path(dataset.PAGE)}>", f"<{site_path(CONTACT)}>"

#: The type of a date by how many signs it has: a year, a month or a day.
_PRECISION = {4: "gYear", 7: "gYearMonth", 10: "date"}

#: What is said of a thing: values by property, in Turtle; of what is not known the value is empty.
_Properties = Mapping[str, str]


def paths(_: Edition) -> Iterator[str]:
    """The one file."""
    yield PATH


def files(edition: Edition, made: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The one file, with its content.

    Its addresses are paths below the site, which it knows as the folder above its own.

    Args:
        edition: The data.
        made: The content of all files that were made, by their paths below the site.
    """
    head = [f"@base <{edition.base(PATH)}> .", *(f"@prefix {name}: <{of}> ." for name, of in _PREFIXES.items())]
    nodes = _nodes(edition, dataset.whole(made), dataset.parts(edition, made))
    yield PATH, "\n".join([*head, "", *nodes]).encode()


def _nodes(edition: Edition, whole: Dataset, parts: list[Dataset]) -> Iterator[str]:
    """The catalogue, then what it lists, then what they name."""
    entries = [whole, *parts]
    distributions = {_of(file): _distribution(file) for entry in entries for file in entry.distributions}
    yield _node(_at("catalogue"), "dcat:Catalog", _catalogue(edition, entries))
    yield _node(_at(whole.key), "dcat:Dataset", {**_dataset(edition, whole), **_origin(edition)})
    for part in parts:
        yield _node(_at(part.key), "dcat:Dataset", {**_dataset(edition, part), "dct:isPartOf": _at(whole.key)})
    yield _node(_at("service"), "dcat:DataService", _service(entries))
    yield from (_node(file, "dcat:Distribution", said) for file, said in distributions.items())
    yield from _shared(edition)
    yield from _declared(distributions.values())


def _catalogue(edition: Edition, entries: Iterable[Dataset]) -> _Properties:
    texts = Texts()
    return {
        "dct:title": _text(texts("dataset.title")),
        "dct:description": _text(texts("dataset.description")),
        **_terms(edition),
        "foaf:homepage": _HOME,
        "dcat:dataset": ", ".join(_at(entry.key) for entry in entries),
        "dcat:service": _at("service"),
        "dcat:themeTaxonomy": _TAXONOMY,
    }


def _terms(edition: Edition) -> _Properties:
    """What holds for the catalogue as for each data set in it."""
    return {
        "dct:publisher": _PUBLISHER,
        "dct:creator": _PUBLISHER,
        "dct:license": _LICENCE,
        "dct:language": _LANGUAGE,
        "dct:issued": _date(edition.issued),
        "dct:modified": _date(edition.modified),
        "dct:spatial": _at("area"),
        "dct:temporal": _at("period"),
    }


def _dataset(edition: Edition, entry: Dataset) -> _Properties:
    return {
        "dct:identifier": json.dumps(entry.identifier),
        "dct:title": _text(entry.title),
        "dct:description": _text(entry.description),
        **_terms(edition),
        "dct:accessRights": _PUBLIC,
        "dct:accrualPeriodicity": _IRREGULAR,
        "dcat:version": json.dumps(edition.version) if edition.version else "",
        "dcat:contactPoint": _at("contact"),
        "dcat:keyword": ", ".join(map(_text, Texts()("dataset.keywords").split(", "))),
        "dcat:landingPage": _PAGE,
        "dcat:theme": ", ".join(_THEMES),
        "dcat:distribution": ", ".join(map(_of, entry.distributions)),
    }


def _origin(edition: Edition) -> _Properties:
    """What the data were drawn from: papers and sites, not data sets, which alone ``dct:source`` may name."""
    return {"prov:wasDerivedFrom": ", ".join(f"<{source['path']}>" for source in package.sources(edition))}


def _service(entries: Iterable[Dataset]) -> _Properties:
    """The JSON API."""
    texts = Texts()
    return {
        "dct:title": _text(texts("dataset.api")),
        "dct:description": _text(texts("api.about")),
        "dct:publisher": _PUBLISHER,
        "dct:license": _LICENCE,
        "dct:accessRights": _PUBLIC,
        "dcatap:availability": _STABLE,
        "dcat:contactPoint": _at("contact"),
        "dcat:landingPage": _PAGE,
        "dcat:endpointURL": f"<{api.INDEX}>",
        "dcat:endpointDescription": f"<{api.OPENAPI}>",
        "dcat:servesDataset": ", ".join(
            _at(entry.key) for entry in entries if any(file.served for file in entry.distributions)
        ),
    }


def _distribution(file: Distribution) -> _Properties:
    packed, suffix = file.path == archive.PATH, PurePosixPath(file.path).suffix
    form = csv_files.SUFFIX if packed else suffix
    file_type = _FILE_TYPES[form]
    return {
        "dct:title": _text(file.name),
        "dct:description": _text(file.description),
        "dct:license": _LICENCE,
        "dct:conformsTo": f"<{package.PROFILE}>" if packed else f"<{api.OPENAPI}>" if file.served else "",
        "dct:format": f"<{_EU}/file-type/{file_type}>" if file_type else "",
        "dcatap:availability": _STABLE,
        "dcat:mediaType": f"<{_IANA}/{dataset.MEDIA_TYPES[form]}>",
        "dcat:packageFormat": f"<{_IANA}/{file.media_type}>" if packed else "",
        "dcat:accessURL": f"<{file.path}>",
        "dcat:accessService": _at("service") if file.served else "",
        **({} if file.leads else _download(file)),
    }


def _download(file: Distribution) -> _Properties:
    """What is said of a file that is itself the data: that it can be loaded, and how to tell that it came whole."""
    return {
        "dcat:downloadURL": f"<{file.path}>",
        "dcat:byteSize": f'"{file.size}"^^xsd:nonNegativeInteger',
        "spdx:checksum": f"[ a spdx:Checksum ; spdx:algorithm {_SHA_256} ; "
        f'spdx:checksumValue "{file.checksum}"^^xsd:hexBinary ]',
    }


def _shared(edition: Edition) -> Iterator[str]:
    """What all entries share: who publishes them, under which terms, and where and when is told of."""
    west, south, east, north = query.totals.box(edition.atlas)
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    polygon = ", ".join(f"{lon} {lat}" for lon, lat in corners)
    name = _text(NAME)
    independent = _text(Texts()("independent"))
    yield _node(_PUBLISHER, "foaf:Agent", {"foaf:name": name, "foaf:homepage": _HOME, "dct:description": independent})
    yield _node(_at("contact"), "vcard:Kind", {"vcard:fn": name, "vcard:hasURL": _CONTACT})
    yield _node(_LICENCE, "dct:LicenseDocument", {"dct:title": _text(LICENCE["title"])})
    yield _node(_at("area"), "dct:Location", {"dcat:bbox": f'"POLYGON(({polygon}))"^^geo:wktLiteral'})
    period = {"dcat:startDate": _date(query.reports.first_date(edition.atlas)), "dcat:endDate": _date(edition.date)}
    yield _node(_at("period"), "dct:PeriodOfTime", period)


def _declared(distributions: Collection[_Properties]) -> Iterator[str]:
    """What addresses stand for of which nothing else is said."""
    declared = {
        "foaf:Document": (_HOME, _PAGE),
        "dct:LinguisticSystem": (_LANGUAGE,),
        "dct:RightsStatement": (_PUBLIC,),
        "dct:Frequency": (_IRREGULAR,),
        "dct:MediaType": _values(distributions, "dcat:mediaType", "dcat:packageFormat"),
        "dct:MediaTypeOrExtent": _values(distributions, "dct:format"),
        "dct:Standard": _values(distributions, "dct:conformsTo"),
        "spdx:ChecksumAlgorithm": (_SHA_256,),
    }
    yield from (_node(subject, kind, {}) for kind, subjects in declared.items() for subject in subjects)
    yield _node(_TAXONOMY, "skos:ConceptScheme", {"dct:title": '"Data theme"@en'})
    for concept, name in {**_THEMES, _STABLE: "stable"}.items():
        yield _node(concept, "skos:Concept", {"skos:prefLabel": f'"{name}"@en'})


def _node(subject: str, kind: str, properties: _Properties) -> str:
    """What a thing is, and what is said of it."""
    said = (f"{name} {value}" for name, value in properties.items() if value)
    return " ;\n    ".join([f"{subject} a {kind}", *said]) + " .\n"


def _at(place: str) -> str:
    """What stands at a place on the page of the data."""
    return f"<{site_path(dataset.PAGE)}#{place}>"


def _of(file: Distribution) -> str:
    """A file as a distribution."""
    return f"<{file.path}#distribution>"


def _values(nodes: Iterable[_Properties], *properties: str) -> list[str]:
    """What some properties hold anywhere, each value once."""
    said = (node.get(name) for node in nodes for name in properties)
    return list(dict.fromkeys(value for value in said if value))


def _text(text: str) -> str:
    """A text in its language; the escapes of JSON are among those of Turtle."""
    return f"{json.dumps(text, ensure_ascii=False)}@{Texts().language}"


def _date(date: str | None) -> str:
    """A day, month or year, as precise as it is known."""
    return f'"{date}"^^xsd:{_PRECISION[len(date)]}' if date else ""
