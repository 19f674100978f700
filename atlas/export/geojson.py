"""The member cities as GeoJSON, RFC 7946: a point for each, longitude first, WGS 84."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atlas import query
from atlas.export.metadata import LICENCE, NAME, SCHEMA_VERSION, Edition, json_file
from atlas.model.cities import City
from atlas.model.sources import Source

PATH = "data/cities.geojson"
PATHS = (PATH,)
MEDIA_TYPE = "application/geo+json"


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the one file, with its content."""
    collection = {
        "type": "FeatureCollection",
        # RFC 7946, section 6.1, leaves room for members of one's own: readers of maps pass over this one.
        "about": {
            "name": NAME,
            "version": SCHEMA_VERSION,
            "data_version": edition.version,
            "date": edition.date,
            "base": edition.site,
            "licence": LICENCE,
            "attribution": edition.attribution,
        },
        "bbox": query.totals.box(edition.atlas),
        "features": [_feature(edition, city) for city in edition.atlas.cities.values()],
    }
    yield PATH, json_file(collection)


def _feature(edition: Edition, city: City) -> dict[str, Any]:
    atlas = edition.atlas
    return {
        "type": "Feature",
        "id": city.id,
        "geometry": {"type": "Point", "coordinates": [city.coordinates.lon, city.coordinates.lat]},
        "properties": {
            "id": city.id,  # once more: MapLibre and others drop the id of a feature that is no number
            "name": city.name,
            "local_names": [name.model_dump() for name in city.local_names],
            "country": city.country,
            "country_name": atlas.countries[city.country].name,
            "joined": city.joined,
            "population": city.population.value,
            "population_year": city.population.year,
            **_source("population", atlas.sources[city.population.source]),
            "population_page": city.population.page,
            "projects": query.totals.count(atlas, "projects", city=city.id),
            "projects_listed": query.totals.count(atlas, "projects", city=city.id, report=query.reports.NEWEST),
            "web_page": edition.resolve_addresses(PATH).page("cities", city.id),
            **_source("coordinates", atlas.sources[city.coordinates.source]),
            "coordinates_geonames_id": city.coordinates.geonames_id,
        },
    }


def _source(what: str, source: Source) -> dict[str, str]:
    """Return id, title and address of the source of a value, for readers who have only this file."""
    return {f"{what}_source": source.id, f"{what}_source_title": source.title, f"{what}_source_url": source.address}
