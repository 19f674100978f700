"""What search engines read in a page: the words of schema.org in JSON-LD, as a block of data that nothing runs.

A project is a ``Project``, which schema.org has below ``Organization``: "an enterprise, planned to achieve a particular
aim". So it has an area that it serves, its city, in terms that every validator knows; a ``CreativeWork`` has neither.
"""

from __future__ import annotations

import json
import posixpath
from typing import Any

from atlas.export import dataset
from atlas.export.edition import LICENCE, NAME, Edition
from atlas.model import City
from atlas.pages import folder_of, site_path
from atlas.query import select_projects
from atlas.render.site import Site

#: What an entry of GeoNames is called among linked data.
_GEONAMES = "https://sws.geonames.org/{}/"

Node = dict[str, Any]


def linked_data(site: Site, src: str) -> str:
    """What a page is about as JSON, to stand in a ``<script>``; "" for a page of which there is nothing to say.

    Args:
        site: The site of the page.
        src: The path of the page below ``docs/``.
    """
    edition = site.edition
    record = edition.tree.record_of(src, edition.atlas)
    nodes = [
        *_breadcrumbs(edition, src),
        *([_city(edition, src, record)] if isinstance(record, City) else []),
        *(_data(site, src) if src == dataset.PAGE else []),
    ]
    text = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", r"\u003c") if nodes else ""


def _breadcrumbs(edition: Edition, src: str) -> list[Node]:
    """The way down to a page below a section: the section, then the page itself."""
    section = posixpath.join(posixpath.dirname(src), "index.md")
    if section == src or section not in edition.tree.pages:
        return []
    way: list[Node] = [
        {"@type": "ListItem", "position": 1, "name": _title(edition, section), "item": _page(edition, src, section)},
        {"@type": "ListItem", "position": 2, "name": _title(edition, src)},
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": way}]


def _city(edition: Edition, src: str, city: City) -> Node:
    """A city, with the projects that serve it by name; each is called by its place on this page."""
    country, place = edition.atlas.countries[city.country], city.coordinates
    geonames = [_GEONAMES.format(place.geonames_id)] if place.geonames_id else []
    return {
        "@type": "City",
        "@id": f"#{city.id}",
        "name": city.name,
        "url": _page(edition, src, src),
        "geo": {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon},
        "containedInPlace": {"@type": "Country", "name": country.name},
        "sameAs": [*geonames, *([city.website] if city.website else [])],
        "@reverse": {
            "areaServed": [
                {"@type": "Project", "@id": f"#{project.id}", "name": project.name}
                for project in select_projects(edition.atlas, city=city.id)
            ]
        },
    }


def _data(site: Site, src: str) -> list[Node]:
    """The data set and the catalogue that it stands in, with what search engines for data sets ask for."""
    edition, texts = site.edition, site.texts
    page = _page(edition, src, src)
    publisher = {"@type": "Organization", "name": NAME, "url": _page(edition, src, "index.md")}
    west, south, east, north = dataset.box(edition.atlas)
    common = {
        "name": texts("dataset.title"),
        "description": texts("dataset.description"),
        "url": page,
        "license": LICENCE["url"],
        "publisher": publisher,
        "inLanguage": texts.language,
    }
    entry = {
        "@type": "Dataset",
        "@id": "#dataset",
        **common,
        "creator": publisher,
        **({"version": edition.version} if edition.version else {}),
        "dateModified": edition.modified,
        "isAccessibleForFree": True,
        "keywords": texts("dataset.keywords").split(", "),
        "temporalCoverage": f"{dataset.first_date(edition.atlas)}/{edition.date}",
        "spatialCoverage": [
            {"@type": "Place", "geo": {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}},
            *({"@type": "Country", "name": country.name} for country in edition.atlas.countries.values()),
        ],
        "includedInDataCatalog": {"@id": "#catalogue"},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "encodingFormat": file.media_type,
                "contentUrl": _address(edition, src, f"/{file.path}"),
                "contentSize": f"{file.size} B",
                "sha256": file.checksum,
            }
            for file in dataset.distributions(site.made)
        ],
    }
    return [entry, {"@type": "DataCatalog", "@id": "#catalogue", **common, "dataset": {"@id": "#dataset"}}]


def _title(edition: Edition, src: str) -> str:
    return edition.tree.pages[src].title or src


def _page(edition: Edition, src: str, target: str) -> str:
    """The address of a page for another."""
    return _address(edition, src, f"/{site_path(target)}")


def _address(edition: Edition, src: str, path: str) -> str:
    """An address for a page: whole where the site knows its own, else relative to the page, which is its base."""
    if edition.site:
        return edition.address(path[1:])
    return posixpath.relpath(path, folder_of(src)) + ("/" if path.endswith("/") else "")
