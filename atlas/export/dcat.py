"""The data set as an entry for data portals: DCAT-AP, the profile of DCAT that they read, in Turtle.

https://semiceu.github.io/DCAT-AP/ says what an entry must tell; all vocabularies are those that it asks for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from atlas.export import dataset
from atlas.export.edition import ATTRIBUTION, LICENCE, NAME, Edition
from atlas.i18n import Texts
from atlas.pages import site_path

PATH = "data/catalogue.ttl"

_EU = "http://publications.europa.eu/resource/authority"

#: The names of forms in the EU's table of file types, where they have one.
_FILE_TYPES = {".csv": "CSV", ".geojson": "GEOJSON", ".json": "JSON", ".parquet": "PARQUET", ".xlsx": "XLSX"}

_TEMPLATE = """\
@base <{base}> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<{page}#catalogue> a dcat:Catalog ;
    dct:title {title} ;
    dct:description {description} ;
    dct:publisher <#publisher> ;
    dct:license <{licence}> ;
    dct:language <{eu}/language/ENG> ;
    dct:modified {modified} ;
    foaf:homepage <> ;
    dcat:dataset <{page}#dataset> .

<{page}#dataset> a dcat:Dataset ;
    dct:title {title} ;
    dct:description {description} ;
    dct:publisher <#publisher> ;
    dct:creator <#publisher> ;
    dct:license <{licence}> ;
    dct:accessRights <{eu}/access-right/PUBLIC> ;
    dct:accrualPeriodicity <{eu}/frequency/IRREG> ;
    dct:language <{eu}/language/ENG> ;
    dct:modified {modified} ;
    dct:source {sources} ;
    dct:spatial [ a dct:Location ; dcat:bbox {box} ] ;
    dct:temporal [ a dct:PeriodOfTime ; dcat:startDate {first} ; dcat:endDate {modified} ] ;
    dcat:contactPoint [ a vcard:Kind ; vcard:fn {publisher} ; vcard:hasURL <about/corrections/> ] ;
    dcat:keyword {keywords} ;
    dcat:landingPage <{page}> ;
    dcat:theme <{eu}/data-theme/REGI>, <{eu}/data-theme/GOVE> ;
    dcat:version {version}{distributions} .

<#publisher> a foaf:Agent ;
    foaf:name {publisher} ;
    foaf:homepage <> ;
    dct:description {independent} .
"""


def paths(_: Edition) -> list[str]:
    """The path of the catalogue below the site."""
    return [PATH]


def files(edition: Edition, made: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The catalogue, with its content.

    Its addresses are paths below the site, which it knows as the folder above its own.

    Args:
        edition: The data.
        made: The content of all files that were made, by their paths below the site.
    """
    yield PATH, _turtle(edition, dataset.distributions(made)).encode()


def _turtle(edition: Edition, found: list[dataset.Distribution]) -> str:
    texts = Texts()
    west, south, east, north = dataset.box(edition.atlas)
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    entry = _TEMPLATE.format(
        base=edition.site or "../",
        page=site_path(dataset.PAGE),
        eu=_EU,
        title=_text(texts("dataset.title")),
        description=_text(texts("dataset.description")),
        keywords=", ".join(map(_text, texts("dataset.keywords").split(", "))),
        publisher=_text(NAME),
        independent=_text(texts("independent")),
        licence=LICENCE["url"],
        modified=_date(edition.modified),
        first=_date(dataset.first_date(edition.atlas)),
        version=json.dumps(edition.version or ""),
        sources=", ".join(f"<{source['url']}>" for source in ATTRIBUTION if source["url"]),
        box=f'"POLYGON(({", ".join(f"{lon} {lat}" for lon, lat in corners)}))"^^geo:wktLiteral',
        distributions="".join(f" ;\n    dcat:distribution <{file.path}#distribution>" for file in found),
    )
    return "\n".join([entry, *map(_distribution, found)])


def _distribution(file: dataset.Distribution) -> str:
    lines = [
        f"<{file.path}#distribution> a dcat:Distribution",
        f"dct:title {_text(file.name)}",
        f"dct:license <{LICENCE['url']}>",
        f"dcat:accessURL <{file.path}>",
        f"dcat:downloadURL <{file.path}>",
        f"dcat:mediaType <https://www.iana.org/assignments/media-types/{file.media_type}>",
        f'dcat:byteSize "{file.size}"^^xsd:nonNegativeInteger',
        "spdx:checksum [ a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ; "
        f'spdx:checksumValue "{file.checksum}"^^xsd:hexBinary ]',
    ]
    if kind := _FILE_TYPES.get(PurePosixPath(file.path).suffix):
        lines.append(f"dct:format <{_EU}/file-type/{kind}>")
    return " ;\n    ".join(lines) + " .\n"


def _text(text: str) -> str:
    """A text in its language; the escapes of JSON are among those of Turtle."""
    return f"{json.dumps(text, ensure_ascii=False)}@{Texts().language}"


def _date(date: str) -> str:
    """A day, month or year, as precise as it is known."""
    kind = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(date)]
    return f'"{date}"^^xsd:{kind}'
