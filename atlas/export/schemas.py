"""What describes the JSON API: the JSON Schema of each kind of file."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from atlas.export.metadata import NAME
from atlas.export.records import LISTED, PUBLIC_TYPES, Envelope, Index, file_type, list_type


class Written(GenerateJsonSchema):
    """Generates schemas of what the API writes: every field is required, none has a default.

    Objects are left open, since a later version may add fields; a program made from the schema does not break on them.
    """

    def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: ARG002
        """Require every field: the API always writes it."""
        return True

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """Skip titles: field names are clear enough."""
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Omit defaults: the API leaves no field out."""
        return self.generate_inner(schema["schema"])

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Allow unknown fields, which later versions may add."""
        return {key: value for key, value in super().model_schema(schema).items() if key != "additionalProperties"}


def kinds() -> list[type[Envelope]]:
    """Return the type of every kind of file, in the order of the collections."""
    return [Index, *map(list_type, LISTED), *map(file_type, PUBLIC_TYPES)]


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
