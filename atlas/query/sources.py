"""Which sources there are, and what cites each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlsplit

from atlas.model.atlas import Atlas
from atlas.model.base import Citation, KeyPath, Record
from atlas.model.cities import City, Country
from atlas.model.projects import Project
from atlas.model.references import all_references
from atlas.model.sources import Source
from atlas.query.common import sort_key
from atlas.query.projects import city_ranks
from atlas.query.reports import project_rows


def sources_with_http(atlas: Atlas) -> list[Source]:
    """Return the sources with an http address where another source of the same host has https."""
    addresses = [(source, urlsplit(source.url)) for source in atlas.sources.values()]
    secure = {address.netloc for _, address in addresses if address.scheme == "https"}
    return [source for source, address in addresses if address.scheme == "http" and address.netloc in secure]


@lru_cache(maxsize=1)
def records_citing(atlas: Atlas) -> dict[str, list[tuple[str, str]]]:
    """Return the records that cite each source, each once: ``{source id: [(collection, record id)]}``."""
    citing: dict[str, dict[tuple[str, str], None]] = {source: {} for source in atlas.sources}
    for collection, record_id, _, ref, target in all_references(atlas):
        if ref.collections == ("sources",):
            citing[target][collection, record_id] = None
    return {source: list(records) for source, records in citing.items()}


def values_with_sources(atlas: Atlas, collection: str) -> Iterator[tuple[str, set[str], KeyPath, str]]:
    """Yield the source of each value of a collection: (record id, sources listed by the record, path, source id)."""
    for kind, record_id, path, ref, target in all_references(atlas):
        if kind == collection and ref.collections == ("sources",) and path[0] != "sources":
            listed = {citation.source for citation in atlas.collection(collection)[record_id].sources}
            yield record_id, listed, path, target


def further_sources(atlas: Atlas, record: Project | City) -> list[Citation]:
    """Return the sources of a record beside those of its values and of the reports that list it."""
    cited: set[tuple[str, int | None]] = set()
    for _, value in record:
        for part in value if isinstance(value, list) else [value]:
            fields = part.__dict__ if isinstance(part, Record) and not isinstance(part, Citation) else {}
            if "source" in fields:
                cited.add((fields["source"], fields.get("page")))
                cited |= {(source, None) for source in fields.get("also", [])}
    if isinstance(record, Project):
        cited |= {(report.source, row.page) for report, row in project_rows(atlas, record)}
    sources = {source for source, _ in cited}
    return [
        citation
        for citation in record.sources
        if citation.source not in sources or any((citation.source, page) not in cited for page in citation.pages)
    ]


@lru_cache(maxsize=1)
def sources_by_country(atlas: Atlas) -> list[tuple[Country | None, list[Source]]]:
    """Return the sources by the country whose cities cite them, by its first such city and title: (country, sources).

    Those that no city cites, or cities of several countries, come first, with None as their country.
    """
    ranks = city_ranks(atlas)
    first: dict[str, str | None] = {}
    for source_id, records in records_citing(atlas).items():
        cities = [city for record in records if (city := city_of(atlas, *record))]
        of_one = len({atlas.cities[city].country for city in cities}) == 1  # else the language decides which is first
        first[source_id] = min(cities, key=ranks.__getitem__) if of_one else None

    def country(source: Source) -> Country | None:
        place = first[source.id]
        return atlas.countries[atlas.cities[place].country] if place else None

    def rank(source: Source) -> tuple[int, tuple[str, str]]:
        place = first[source.id]
        return ranks[place] if place else -1, sort_key(source.title)

    return [(place, list(sources)) for place, sources in groupby(sorted(atlas.sources.values(), key=rank), country)]


def city_of(atlas: Atlas, collection: str, record_id: str) -> str | None:
    """Return the city that a record is or belongs to, if it does."""
    if collection == "projects":
        return atlas.projects[record_id].city
    return record_id if collection == "cities" else None
