"""JSON Schemas of the data files, drawn from the model: editors complete and check against them while one types."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from atlas.read.validation import TOP_KEYS

SCHEMA_DIR = "data/schema"


class DataFileSchema(GenerateJsonSchema):
    """Leave out the keyword of OpenAPI that names the kinds of a record: JSON Schema has ``const`` for that."""

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """Return the schema of a record of one of several kinds."""
        return {key: value for key, value in super().tagged_union_schema(schema).items() if key != "discriminator"}


def schemas() -> dict[str, str]:
    """Return the text of every schema file by its path from the project's root."""
    return {f"{SCHEMA_DIR}/{file_name(key)}": _text(key, kind) for key, kind in TOP_KEYS.items()}


def file_name(key: str) -> str:
    """Return the name of the schema of the files whose top-level key is ``key``."""
    return f"{key.replace('_', '-')}.schema.json"


def _text(key: str, kind: Any) -> str:
    inner = TypeAdapter(kind).json_schema(schema_generator=DataFileSchema)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"ASCN Atlas: {key.replace('_', ' ')}",
        "type": "object",
        "required": [key],
        "additionalProperties": False,
        "properties": {key: {name: value for name, value in inner.items() if name != "$defs"}},
        "$defs": inner["$defs"],
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
