"""The member cities as GeoJSON, RFC 7946: a point for each, longitude first, WGS 84."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atlas import query
from atlas.export.edition import LICENCE, NAME, SCHEMA_VERSION, Edition, json_file
from atlas.model import City

PATH = "data/cities.geojson"
MEDIA_TYPE = "application/geo+json"


def paths(_: Edition) -> Iterator[str]:
    """The one file."""
    yield PATH


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The one file, with its content."""
    collection = {
        "type": "FeatureCollection",
        # RFC 7946, section 6.1, leaves room for members of one's own: readers of maps pass over this one.
        "about": {
            "name": NAME,
            "version": SCHEMA_VERSION,
            "data_version": edition.version,
            "date": edition.date,
            "licence": LICENCE,
            "attribution": edition.attribution,
        },
        "features": [_feature(edition, city) for city in edition.atlas.cities.values()],
    }
    yield PATH, json_file(collection)


def _feature(edition: Edition, city: City) -> dict[str, Any]:
    atlas, source = edition.atlas, edition.atlas.sources[city.coordinates.source]
    return {
        "type": "Feature",
        "id": city.id,
        "geometry": {"type": "Point", "coordinates": [city.coordinates.lon, city.coordinates.lat]},
        "properties": {
            "name": city.name,
            "country": city.country,
            "country_name": atlas.countries[city.country].name,
            "joined": city.joined,
            "population": city.population.value,
            "population_year": city.population.year,
            "computed_projects": query.count(atlas, "projects", city=city.id),
            "computed_projects_listed": query.count(atlas, "projects", city=city.id, report=query.NEWEST),
            "computed_page": edition.page("cities", city.id),
            "coordinates_source": source.id,
            "coordinates_source_title": source.title,
            "coordinates_source_url": source.url,
            "coordinates_geonames_id": city.coordinates.geonames_id,
        },
    }
