"""What search engines read in a page: the words of schema.org in JSON-LD, as a block of data that nothing runs.

A project is a ``Project``, which schema.org has below ``Organization``: "an enterprise, planned to achieve a particular
aim". So it has an area that it serves, its city, in terms that every validator knows; a ``CreativeWork`` has neither.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Sequence
from typing import Any

from atlas import query
from atlas.export import api, data_package, database, excel
from atlas.export.metadata import DATA_PAGE, LICENCE, NAME, Edition, lasting_id
from atlas.model import words
from atlas.model.base import LocalName
from atlas.model.cities import City
from atlas.model.projects import Project
from atlas.model.topics import Topic
from atlas.read.pages import folder_of, site_path
from atlas.site.pages.site import Site

Node = dict[str, Any]

#: The data as a whole, for search engines of data sets. Like the files themselves, it is in English in every edition.
TITLE = "ASCN Atlas: projects of the ASEAN Smart Cities Network"
DESCRIPTION = (
    "What each city of the ASEAN Smart Cities Network set out to do, and what became of it: every project in the "
    "official papers since 2018, with its stage in each of them, its last known status, and the source of each "
    "statement; with cities, countries, focus areas, partners, events and open questions. Independent of ASEAN."
)
KEYWORDS = ["ASEAN", "ASEAN Smart Cities Network", "smart cities", "urban projects", "action plans", "monitoring"]

#: The files that each have all of the data: their media type, and how the data are in them.
_WHOLE = {
    data_package.ARCHIVE: ("application/zip", "All tables as CSV files, with the Data Package that describes them."),
    database.PATH: ("application/vnd.sqlite3", "All tables as one database, with their keys and a full-text search."),
    excel.PATH: (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "All tables as sheets of one workbook.",
    ),
    api.INDEX: ("application/json", "The list of the collections, each with the address of its JSON file."),
}


def linked_data(site: Site, src: str) -> str:
    """Describe a page below ``docs/`` as JSON for a ``<script>``; "" where there is nothing to say."""
    edition = site.edition
    record = edition.tree.record_of(src, edition.atlas)
    nodes = [
        *_breadcrumbs(edition, src),
        *([_city(edition, src, record)] if isinstance(record, City) else []),
        *([_topic(edition, src, record)] if isinstance(record, Topic) else []),
        *([_data(site, src)] if src == DATA_PAGE and not site.shared else []),
    ]
    text = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", r"\u003c") if nodes else ""


def _breadcrumbs(edition: Edition, src: str) -> list[Node]:
    """Describe the path to a page below a section; nothing where there is none."""
    pages = edition.tree.way(src, edition.atlas)
    if len(pages) < 2:
        return []
    names = [edition.tree.pages[page].title or page for page in pages]
    way: list[Node] = [{"@type": "ListItem", "position": n, "name": name} for n, name in enumerate(names, 1)]
    for node, page in zip(way[:-1], pages, strict=False):
        node["item"] = _page(edition, src, page)
    return [{"@type": "BreadcrumbList", "itemListElement": way}]


def _city(edition: Edition, src: str, city: City) -> Node:
    """Describe a city and the projects that serve it, each named by its place on this page."""
    projects = query.projects.select_projects(edition.atlas, city=city.id)
    country, place = edition.atlas.countries[city.country], city.coordinates
    geonames = [f"https://sws.geonames.org/{place.geonames_id}/"] if place.geonames_id else []
    return {
        "@type": "City",
        "@id": _place(edition, src, city.id),
        "name": city.name,
        **_other_names(city.local_names, [name.text for name in city.also_known_as]),
        "url": _page(edition, src, src),
        "geo": {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon},
        "containedInPlace": {"@type": "Country", "name": country.name},
        "sameAs": [*geonames, *([city.website] if city.website else [])],
        "@reverse": {"areaServed": [_project(edition, src, project) for project in projects]},
    }


def _project(edition: Edition, src: str, project: Project) -> Node:
    return {
        "@type": "Project",
        "@id": (place := _place(edition, src, project.id)),
        "name": project.name,
        **_other_names(project.local_names, project.also_known_as),
        "url": place,
    }


def _topic(edition: Edition, src: str, topic: Topic) -> Node:
    """Describe a topic as a term of the set on the page of all topics."""
    other, lang = topic.name_id, "id"
    if other == topic.name:
        other, lang = edition.atlas.as_written.topics[topic.id].name, "en"
    return {
        "@type": "DefinedTerm",
        "@id": _place(edition, src, topic.id),
        "name": topic.name,
        "alternateName": {"@value": other, "@language": lang},
        "description": topic.definition,
        "url": _page(edition, src, src),
        "inDefinedTermSet": _page(edition, src, "topics/index.md"),
    }


def _other_names(local: Sequence[LocalName], further: Iterable[str]) -> Node:
    """Return the other names of a record, each once; local ones with their language, where that is known."""
    named = {
        name.text: name.text if name.lang == words.UNCERTAIN else {"@value": name.text, "@language": name.lang}
        for name in local
    }
    names = [*named.values(), *(name for name in further if name not in named)]
    return {"alternateName": names} if names else {}


def _data(site: Site, src: str) -> Node:
    """Describe the data as a whole, as search engines for data sets ask for."""
    edition = site.edition
    publisher = {
        "@type": "Organization",
        "@id": _address(edition, src, "/") + "#publisher",
        "name": NAME,
        "url": _page(edition, src, "index.md"),
    }
    return {
        "@type": "Dataset",
        "@id": _place(edition, src, "dataset"),
        "identifier": lasting_id("dataset"),
        "name": TITLE,
        "description": DESCRIPTION,
        "isAccessibleForFree": True,
        "url": _page(edition, src, src),
        "license": LICENCE["url"],
        "inLanguage": words.SOURCE_LANGUAGE,
        "publisher": publisher,
        "creator": publisher,
        **({"version": edition.version} if edition.version else {}),
        **({"datePublished": edition.first_release_date} if edition.first_release_date else {}),
        "dateModified": edition.last_change_date,
        "keywords": KEYWORDS,
        "temporalCoverage": f"{query.reports.first_date(edition.atlas)}/{edition.date}",
        "spatialCoverage": _coverage(edition),
        "distribution": [_download(site, src, path) for path in _WHOLE if path in site.made],
    }


def _download(site: Site, src: str, path: str) -> Node:
    """Describe a file with all of the data."""
    media_type, description = _WHOLE[path]
    size, checksum = site.measure_file(path) or (0, "")
    return {
        "@type": "DataDownload",
        "name": posixpath.basename(path),
        "description": description,
        "encodingFormat": media_type,
        "contentUrl": _address(site.edition, src, f"/{path}"),
        "contentSize": f"{size} B",
        "sha256": checksum,
    }


def _coverage(edition: Edition) -> list[Node]:
    """Describe the region and the countries that the data are about."""
    west, south, east, north = query.totals.box(edition.atlas)
    box = f"{south} {west} {north} {east}"  # the latitude first, as schema.org has it
    countries = [{"@type": "Country", "name": country.name} for country in edition.atlas.countries.values()]
    return [{"@type": "Place", "geo": {"@type": "GeoShape", "box": box}}, *countries]


def _page(edition: Edition, src: str, target: str) -> str:
    """Return the address of a page for another."""
    return _address(edition, src, f"/{site_path(target)}")


def _place(edition: Edition, src: str, anchor: str) -> str:
    """Return the address of a place on a page for the page itself."""
    return f"{_page(edition, src, src) if edition.site else ''}#{anchor}"


def _address(edition: Edition, src: str, path: str) -> str:
    """Return an address: absolute where the site knows its own, else relative to the page."""
    if edition.site:
        return edition.address(path[1:])
    return posixpath.relpath(path, folder_of(src)) + ("/" if path.endswith("/") else "")
