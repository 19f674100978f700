"""What describes the JSON API: the JSON Schema of each kind of file, and the OpenAPI document."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from atlas.export.computed import AUTHORED, COLLECTIONS, public_name
from atlas.export.metadata import CONTACT, LICENCE, NAME, SCHEMA_VERSION
from atlas.export.records import GIVEN_OUT, LISTED, SINGLE, Envelope, Index, many, one
from atlas.read.pages import site_path

#: What the API is.
ABOUT = (
    "Everything on the site as plain files of JSON. Fields of the data files come first in each record; what "
    "follows from other records is under 'computed'. Every field is always there: what is not known is null "
    "or an empty list. Later versions may add fields, so pass over those that you do not know. An address "
    "without a host is relative to the address of the file that has it."
)
ABOUT_INDEX = "Lists the collections, with the number of their records and their addresses."

#: Where an OpenAPI document has its types.
COMPONENTS = "#/components/schemas/"


class Written(GenerateJsonSchema):
    """Describes what is written, not what may be read: every field is there, so that none has a default.

    Objects are left open, since a later version may add fields; a program made from the schema does not break on them.
    """

    def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: ARG002
        """Every field is written."""
        return True

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """The name of a field says as much as a title made of it."""
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A default is what may be left out of a data file; nothing is left out here."""
        return self.generate_inner(schema["schema"])

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """An object with room for the fields of later versions."""
        return {key: value for key, value in super().model_schema(schema).items() if key != "additionalProperties"}


def kinds() -> list[type[Envelope]]:
    """Return the type of every kind of file, in the order of the collections."""
    return [Index, *map(many, LISTED), *map(one, GIVEN_OUT)]


@cache
def components() -> dict[str, Any]:
    """Return the schema of every type that occurs in a file, by its name, as the components of an OpenAPI document."""
    _, found = models_json_schema(
        [(kind, "serialization") for kind in kinds()],
        ref_template=f"{COMPONENTS}{{model}}",
        schema_generator=Written,
    )
    definitions: dict[str, Any] = found["$defs"]
    return definitions


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of every kind of file, by the name of its type: each needs no other file."""
    return {
        kind.__name__: {
            "$schema": Written.schema_dialect,
            **kind.model_json_schema(mode="serialization", schema_generator=Written),
            "title": f"{NAME}: {kind.__name__}",
        }
        for kind in kinds()
    }


@cache
def openapi(site: str = "") -> dict[str, Any]:
    """Return the document; its addresses are relative, so that it is right under any host and path.

    Args:
        site: The address of the site; "" if it is not known. Only whom to ask needs it: the standard wants a whole
            address.
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": NAME,
            "version": SCHEMA_VERSION,
            "description": ABOUT,
            "contact": {"name": NAME, **({"url": site + site_path(CONTACT)} if site else {})},
            "license": {"name": LICENCE["name"], "url": LICENCE["url"]},
        },
        "servers": [{"url": "."}],
        "security": [],
        "tags": [
            {"name": "index", "description": ABOUT_INDEX},
            *({"name": public_name(name), "description": AUTHORED[name].__doc__} for name in COLLECTIONS),
        ],
        "paths": {
            "/index.json": _path(Index, "index", ABOUT_INDEX, "From here addresses lead to every other file."),
            **{path: item for collection in LISTED for path, item in _collection_paths(collection).items()},
            f"/{public_name(SINGLE)}.json": _path(
                one(SINGLE), SINGLE, "The record of the network as a whole.", _record(SINGLE)
            ),
        },
        "components": {"schemas": components()},
    }


def _collection_paths(collection: str) -> dict[str, dict[str, Any]]:
    """The paths of the file with all records of a collection, and of those with one."""
    name, record = public_name(collection), _record(collection)
    id_schema = components()[GIVEN_OUT[collection].__name__]["properties"]["id"]
    by_id = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "Present or former id of the record.",
        "schema": {key: value for key, value in id_schema.items() if key != "description"},
    }
    single = _path(one(collection), name, f"One record of the collection: {name}.", record)
    single["get"]["responses"]["404"] = {"description": "No record has or had this id."}
    whole = _path(many(collection), name, f"All records of the collection: {name}.", record)
    return {f"/{name}.json": whole, f"/{name}/{{id}}.json": {"parameters": [by_id], **single}}


def _record(collection: str) -> str:
    """What a record of a collection is, as a sentence."""
    what = AUTHORED[collection].__doc__ or ""
    return f"A record is {what[0].lower()}{what[1:]}"


def _path(kind: type[Envelope], tag: str, summary: str, description: str) -> dict[str, Any]:
    """A path with a file of one kind; what a host sends where there is none is its own matter."""
    content = {"application/json": {"schema": {"$ref": f"{COMPONENTS}{kind.__name__}"}}}
    return {
        "get": {
            "operationId": f"get{kind.__name__}",
            "summary": summary,
            "description": description,
            "tags": [tag],
            "responses": {
                "200": {"description": "The file.", "content": content},
                "404": {"description": "The host has no such file."},
            },
        }
    }
