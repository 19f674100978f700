"""JSON Schemas of the files of the JSON API, drawn from their types."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from atlas.export.edition import NAME
from atlas.export.envelopes import MANY, ONE, Envelope, Index

#: Where an OpenAPI document has its types, and where a JSON Schema has them.
COMPONENTS = "#/components/schemas/"
_DEFINITIONS = "#/$defs/"


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
    """The type of every kind of file, in the order of the collections."""
    return [Index, *MANY.values(), *ONE.values()]


@cache
def components() -> dict[str, Any]:
    """The schema of every type that occurs in a file, by its name, as the components of an OpenAPI document."""
    _, found = models_json_schema(
        [(kind, "serialization") for kind in kinds()],
        ref_template=f"{COMPONENTS}{{model}}",
        schema_generator=Written,
    )
    definitions: dict[str, Any] = found["$defs"]
    return definitions


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of every kind of file, by the name of its type: all in one, so that it needs no other file."""
    return {kind.__name__: _schema(kind.__name__) for kind in kinds()}


def _schema(name: str) -> dict[str, Any]:
    return {
        "$schema": Written.schema_dialect,
        **_pointing_to(_DEFINITIONS, components()[name]),
        "title": f"{NAME}: {name}",
        "$defs": {other: _pointing_to(_DEFINITIONS, components()[other]) for other in _named_in(name)},
    }


def _named_in(name: str) -> list[str]:
    """The names of all types that occur in one, directly or in another one, in the order of the alphabet."""
    found, ahead = set(), [name]
    while ahead:
        for ref in _refs(components()[ahead.pop()]):
            if (other := ref.removeprefix(COMPONENTS)) not in found:
                found.add(other)
                ahead.append(other)
    return sorted(found)


def _refs(schema: Any) -> Iterator[str]:
    """The target of every reference in a schema."""
    if isinstance(schema, dict):
        if isinstance(ref := schema.get("$ref"), str):
            yield ref
        for value in schema.values():
            yield from _refs(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from _refs(item)


def _pointing_to(place: str, schema: Any) -> Any:
    """A schema of the components, with references that look for types at another place."""
    if isinstance(schema, dict):
        return {
            key: place + value.removeprefix(COMPONENTS) if key == "$ref" else _pointing_to(place, value)
            for key, value in schema.items()
        }
    return [_pointing_to(place, item) for item in schema] if isinstance(schema, list) else schema
