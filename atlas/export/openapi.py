"""The OpenAPI document of the JSON API, drawn from the types of its files."""

from __future__ import annotations

from functools import cache
from typing import Any

from atlas.export.api_schema import COMPONENTS, components
from atlas.export.edition import CONTACT, LICENCE, NAME, SCHEMA_VERSION
from atlas.export.envelopes import MANY, ONE, SINGLE, Envelope, Index
from atlas.export.records import AUTHORED, COLLECTIONS, GIVEN_OUT, public_name
from atlas.model.i18n import Texts
from atlas.read.pages import site_path


@cache
def openapi(site: str = "") -> dict[str, Any]:
    """The document; the way to the files is relative to its own, so that it holds under any host and path.

    Args:
        site: The address of the site; "" where it is not known. Only whom to ask needs it, where the standard wants a
            whole address.
    """
    texts = Texts()
    index = _path(Index, "index", texts("api.index"), texts("api.begin"), texts)
    network = _path(ONE[SINGLE], SINGLE, texts("api.network"), _record(SINGLE, texts), texts)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": NAME,
            "version": SCHEMA_VERSION,
            "description": texts("api.about"),
            "contact": {"name": NAME, **({"url": site + site_path(CONTACT)} if site else {})},
            "license": {"name": LICENCE["name"], "url": LICENCE["url"]},
        },
        "servers": [{"url": "."}],
        "security": [],
        "tags": [{"name": "index", "description": texts("api.index")}, *map(_tag, COLLECTIONS)],
        "paths": {
            "/index.json": index,
            **{path: item for collection in MANY for path, item in _collection_paths(collection, texts)},
            f"/{public_name(SINGLE)}.json": network,
        },
        "components": {"schemas": components()},
    }


def _tag(collection: str) -> dict[str, Any]:
    return {"name": public_name(collection), "description": AUTHORED[collection].__doc__}


def _collection_paths(collection: str, texts: Texts) -> list[tuple[str, dict[str, Any]]]:
    """The paths of the file with all records of a collection, and of those with one."""
    name, record = public_name(collection), _record(collection, texts)
    id_schema = components()[GIVEN_OUT[collection].__name__]["properties"]["id"]
    by_id = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": texts("api.id"),
        "schema": {key: value for key, value in id_schema.items() if key != "description"},
    }
    one = _path(ONE[collection], name, texts("api.one", collection=name), record, texts)
    one["get"]["responses"]["404"] = {"description": texts("api.missing")}
    return [
        (f"/{name}.json", _path(MANY[collection], name, texts("api.all", collection=name), record, texts)),
        (f"/{name}/{{id}}.json", {"parameters": [by_id], **one}),
    ]


def _record(collection: str, texts: Texts) -> str:
    """What a record of a collection is, as a sentence."""
    what = AUTHORED[collection].__doc__ or ""
    return texts("api.record", what=what[0].lower() + what[1:])


def _path(kind: type[Envelope], tag: str, summary: str, description: str, texts: Texts) -> dict[str, Any]:
    """A path under which lies a file of one kind; what a host sends where none lies is its own matter."""
    content = {"application/json": {"schema": {"$ref": f"{COMPONENTS}{kind.__name__}"}}}
    return {
        "get": {
            "operationId": f"get{kind.__name__}",
            "summary": summary,
            "description": description,
            "tags": [tag],
            "responses": {
                "200": {"description": texts("api.found"), "content": content},
                "404": {"description": texts("api.absent")},
            },
        }
    }
