"""The JSON Schemas in ``data/schema/``, by which editors complete and check the data files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from atlas.model.atlas import FILES, Atlas
from atlas.model.base import DATE_OR_PERIOD, PARTIAL_DATE, Ref
from atlas.model.references import field_types, mark_in

SCHEMA_DIR = "data/schema"

#: The collections whose ids the schemas list, so that an editor completes them. Sources and projects are left out: each
#: new one would make every schema stale.
COMPLETED = ("cities", "countries", "focus_areas", "topics", "reports")


def render_schemas(atlas: Atlas) -> dict[str, str]:
    """Return the text of every schema by its path from the project's root."""
    generator = _generator(atlas)
    return {f"{SCHEMA_DIR}/{schema_name(key)}": _render(key, part.content, generator) for key, part in FILES.items()}


def find_changed_schemas(root: Path, atlas: Atlas) -> dict[str, str]:
    """Return the up-to-date text of each schema that is missing or out of date, by its path."""
    schemas = render_schemas(atlas).items()
    return {file: text for file, text in schemas if not _is_file_with(root / file, text.encode())}


def _is_file_with(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def schema_name(key: str) -> str:
    """Return the name of the schema of the files whose top-level key is ``key``."""
    return f"{key.replace('_', '-')}.schema.json"


def _generator(atlas: Atlas) -> type[GenerateJsonSchema]:
    """Return the generator of the schemas, which lists the ids that a field may have."""
    ids = {name: sorted(atlas.collection(name)) for name in COMPLETED}

    class DataFileSchema(GenerateJsonSchema):
        """The schema of a data file, as an editor reads it."""

        def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
            """Return the schema of a text, which an editor may take for a number or truth value, as 2018 or true."""
            dates = {pattern: ["integer"] for pattern in (PARTIAL_DATE, DATE_OR_PERIOD)}
            others = {"": ["number", "boolean"], **dates}.get(str(schema.get("pattern", "")), [])
            described = super().str_schema(schema)
            return {**described, "type": ["string", *others]} if others else described

        def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
            """Return the schema of a record of one of several kinds.

            The keyword of OpenAPI that names them is left out: JSON Schema has ``const`` for that.
            """
            return {key: value for key, value in super().tagged_union_schema(schema).items() if key != "discriminator"}

        def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
            """Return the schema of a record, whose references are one of the ids that there are."""
            described = super().model_schema(schema)
            kind: Any = schema["cls"]
            for name, annotation in field_types(kind).items():
                mark = mark_in(annotation)
                if isinstance(mark, Ref) and len(mark.collections) == 1 and (known := ids.get(mark.collections[0])):
                    described["properties"][name] = _one_of(described["properties"][name], known)
            return described

    return DataFileSchema


def _one_of(schema: JsonSchemaValue, known: list[str]) -> JsonSchemaValue:
    """Return the schema of a field with each id pattern replaced by a list of ids."""
    if schema.get("type") == "string":
        kept = {key: value for key, value in schema.items() if key not in {"type", "pattern", "maxLength"}}
        return {"enum": known, **kept}
    inner = {"items": _one_of(schema["items"], known)} if "items" in schema else {}
    return {
        **schema,
        **inner,
        **({"anyOf": [_one_of(it, known) for it in schema["anyOf"]]} if "anyOf" in schema else {}),
    }


def _render(key: str, kind: Any, generator: type[GenerateJsonSchema]) -> str:
    inner = TypeAdapter(kind).json_schema(schema_generator=generator)
    definitions = inner.pop("$defs")
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"ASCN Atlas: {key.replace('_', ' ')}",
        "type": "object",
        "required": [key],
        "additionalProperties": False,
        "properties": {key: inner},
        "$defs": definitions,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
