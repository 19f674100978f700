"""JSON Schemas of the data files, drawn from the model: editors complete and check against them while one types."""

from __future__ import annotations

import json
from pathlib import Path
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


def stale(root: Path) -> list[str]:
    """The schema files of a project that are not what the model gives, or that nothing gives any more."""
    wanted = schemas()
    there = {path.relative_to(root).as_posix() for path in (root / SCHEMA_DIR).glob("*.json")}
    differ = [file for file, text in wanted.items() if file not in there or (root / file).read_text("utf-8") != text]
    return sorted({*differ, *(there - set(wanted))})


def write(root: Path) -> list[str]:
    """Write every schema file anew; gives those that changed."""
    changed = stale(root)
    wanted = schemas()
    (root / SCHEMA_DIR).mkdir(parents=True, exist_ok=True)
    for file in changed:
        if file in wanted:
            (root / file).write_text(wanted[file], encoding="utf-8")
        else:
            (root / file).unlink()
    return changed


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
