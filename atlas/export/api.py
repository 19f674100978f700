"""The JSON API: plain files below ``api/v1/``, one for each collection and each record, with what describes them.

An address has the id of the record as it is (``countries/VN.json``). A collection of two words has a hyphen in its
address, as its data file has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from atlas.export.metadata import LICENCE, SCHEMA_VERSION, Edition, json_file
from atlas.export.records import CollectionEntry, Envelope, Index, file_type, list_type, public_records
from atlas.export.schemas import kinds, schemas
from atlas.model.atlas import Atlas
from atlas.read.pages import site_path

FOLDER = "api/v1"
INDEX = f"{FOLDER}/index.json"


def paths(edition: Edition) -> Iterator[str]:
    """Yield the path below the site of every file of the API."""
    yield INDEX
    yield from (schema_path(kind.__name__) for kind in kinds())
    for collection, declared in Atlas.COLLECTIONS.items():
        if declared.kept != "single":
            yield collection_path(collection)
        yield from (record_path(collection, record_id) for record_id in edition.atlas.collection(collection))


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the API: its path below the site, and its content."""
    below = replace(edition, site="")
    yield INDEX, _index(edition)
    for kind, schema in schemas().items():
        # A site that does not know its address gives no id: a relative one would not distinguish one from another.
        identified = {"$id": edition.address(schema_path(kind))} if edition.site else {}
        yield schema_path(kind), json_file({**identified, **schema}, indent=1)
    for collection, declared in Atlas.COLLECTIONS.items():
        name, path = declared.public_name, collection_path(collection)
        if declared.kept != "single":
            data = [*_records(edition, collection, path).values()]
            own: dict[str, Any] = {"collection": name, "count": len(data), "data": data}
            yield path, _to_json(edition, path, list_type(collection), site_path(declared.pages[0]), own)
        for record_id, record in _records(edition, collection, record_path(collection, "")).items():
            own = {"collection": name, "requested_id": record_id, "data": record}
            page, path = below.page(collection, record_id), record_path(collection, record_id)
            yield path, _to_json(edition, path, file_type(collection), page, own)


def collection_path(collection: str) -> str:
    """Return the path below the site of the file with all records of a collection."""
    return f"{FOLDER}/{Atlas.COLLECTIONS[collection].public_name}.json"


def record_path(collection: str, record_id: str) -> str:
    """Return the path below the site of the file with one record."""
    whole = collection_path(collection)
    is_single = Atlas.COLLECTIONS[collection].kept == "single"
    return whole if is_single else f"{whole.removesuffix('.json')}/{record_id}.json"


def schema_path(kind: str) -> str:
    """Return the path below the site of the JSON Schema of a kind of file, by the name of its type."""
    return f"{FOLDER}/schemas/{kind}.json"


def _records(edition: Edition, collection: str, path: str) -> dict[str, Any]:
    """Return the records of a collection by their ids, each with an address of its page that is valid in the file."""
    records = public_records(edition, collection)
    if edition.site:
        return records
    return {
        record_id: _with_page(record, edition.base(path) + record.computed.page)
        for record_id, record in records.items()
    }


def _with_page(record: Any, page: str) -> Any:
    return record.model_copy(update={"computed": record.computed.model_copy(update={"page": page})})


def _index(edition: Edition) -> bytes:
    here = edition.resolve_addresses(INDEX)
    entries = [
        CollectionEntry(
            collection=declared.public_name,
            description=str(declared.type.__doc__),
            count=len(edition.atlas.collection(name)),
            address=here.address(collection_path(name)),
            record_address=None if declared.kept == "single" else here.address(record_path(name, "{id}")),
            described_by=here.address(
                schema_path((file_type if declared.kept == "single" else list_type)(name).__name__)
            ),
            page=here.address(site_path(declared.pages[0])),
        )
        for name, declared in Atlas.COLLECTIONS.items()
    ]
    own = {"count": len(entries), "data": entries}
    return _to_json(edition, INDEX, Index, "", own)


def _to_json(edition: Edition, path: str, kind: type[Envelope], page: str, own: dict[str, Any]) -> bytes:
    """Return a file as JSON, one field per line, with non-ASCII letters unescaped.

    Args:
        edition: The data as they are given out.
        path: Its path below the site.
        kind: Its type.
        page: The path below the site of the page that shows the same.
        own: The fields that only files of its type have.
    """
    here = edition.resolve_addresses(path)
    file = kind.model_validate(
        {
            "schema_version": SCHEMA_VERSION,
            "data_version": edition.version,
            "date": edition.date,
            "licence": LICENCE,
            "attribution": edition.attribution,
            "base": edition.site,
            "address": here.address(path),
            "described_by": here.address(schema_path(kind.__name__)),
            "page": here.address(page),
            **own,
        }
    )
    return f"{file.model_dump_json(indent=1, by_alias=True)}\n".encode()
