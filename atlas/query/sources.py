"""Sources: what kind they are, which records and values rest on them, and which could be named better."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from atlas.model import Atlas, Citation, City, KeyPath, Project, Source, all_references, once_per_atlas
from atlas.query.common import sort_key
from atlas.query.documents import rows_by_project
from atlas.query.selections import cities_in_order


def is_official(source: Source) -> bool:
    """Whether a source speaks for a public body; what any other says counts as reported."""
    return source.kind == "official"


def needlessly_plain(atlas: Atlas) -> list[Source]:
    """The sources named by plain http where another source of the same host has https."""
    secure = {urlsplit(source.url).netloc for source in atlas.sources.values() if source.url.startswith("https:")}
    return [
        source
        for source in atlas.sources.values()
        if source.url.startswith("http:") and urlsplit(source.url).netloc in secure
    ]


@once_per_atlas
def records_citing(atlas: Atlas) -> dict[str, list[tuple[str, str]]]:
    """For each source the records that cite it, as (collection, id), each once."""
    found: dict[str, dict[tuple[str, str], None]] = {source: {} for source in atlas.sources}
    for collection, record_id, _, ref, target in all_references(atlas):
        if ref.collections == ("sources",):
            found[target][collection, record_id] = None
    return {source: list(records) for source, records in found.items()}


def values_with_sources(atlas: Atlas, collection: str) -> Iterator[tuple[str, set[str], KeyPath, str]]:
    """For each value of the records of a collection: record, sources it lists, path of the value, its source."""
    for kind, record_id, path, ref, target in all_references(atlas):
        if kind == collection and ref.collections == ("sources",) and path[0] != "sources":
            listed = {citation.source for citation in atlas.collection(collection)[record_id].sources}
            yield record_id, listed, path, target


def further_sources(atlas: Atlas, record: Project | City) -> list[Citation]:
    """What a record rests on beside the sources of its single values and, for a project, the documents that list it."""
    cited: set[tuple[str, int | None]] = set()
    for field in type(record).model_fields:
        value = getattr(record, field)
        for part in value if isinstance(value, list) else [value]:
            if hasattr(part, "source") and not isinstance(part, Citation):
                cited.add((part.source, getattr(part, "page", None)))
                cited |= {(source, None) for source in getattr(part, "also", [])}
    if isinstance(record, Project):
        for report, row in rows_by_project(atlas)[record.id].items():
            cited.add((atlas.reports[report].source, row.page))
    sources = {source for source, _ in cited}
    return [
        citation
        for citation in record.sources
        if citation.source not in sources or any((citation.source, page) not in cited for page in citation.pages)
    ]


def sources_by_kind(atlas: Atlas) -> list[tuple[str, list[Source]]]:
    """The sources by kind; within a kind those that no city cites, then those of one city after the other; by title."""
    kinds = sorted({source.kind for source in atlas.sources.values()})
    order = {city.id: place for place, city in enumerate(cities_in_order(atlas))}
    cities = {
        source: min((order[city] for record in records if (city := city_of(atlas, *record))), default=-1)
        for source, records in records_citing(atlas).items()
    }
    in_order = sorted(atlas.sources.values(), key=lambda source: (cities[source.id], sort_key(source.title)))
    return [(kind, [source for source in in_order if source.kind == kind]) for kind in kinds]


def city_of(atlas: Atlas, collection: str, record_id: str) -> str | None:
    """The city that a record is or belongs to, if it does; corrections belong to none."""
    if collection == "projects":
        return atlas.projects[record_id].city
    return record_id if collection == "cities" else None
