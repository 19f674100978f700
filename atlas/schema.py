"""JSON Schemas of the data files, drawn from the model: editors complete and check against them while one types."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from atlas.shape import TOP_KEYS

SCHEMA_DIR = "data/schema"


def schemas() -> dict[str, str]:
    """The text of every schema file by its path from the project's root."""
    return {f"{SCHEMA_DIR}/{file_name(key)}": _text(key, kind) for key, kind in TOP_KEYS.items()}


def file_name(key: str) -> str:
    """The name of the schema of the files whose top-level key is ``key``."""
    return f"{key.replace('_', '-')}.schema.json"


def _text(key: str, kind: Any) -> str:
    inner = TypeAdapter(kind).json_schema()
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
