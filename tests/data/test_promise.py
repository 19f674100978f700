"""The promise on the page of data: under one version the files keep their form, and a later one only adds to it.

The form stands in `snapshots/form-of-files.txt`: its version, then each file that holds more than one record, each
table with its columns and each type of record of the JSON API with its fields. Where it is meant to grow, raise
`SCHEMA_VERSION` unless the last one is not published yet, say so in `docs/about/data.md`, and write it anew:
`.venv/bin/python -m tests.data.test_promise`, then `git diff`. A part that goes breaks the promise.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from atlas import export
from atlas.export.metadata import SCHEMA_VERSION
from atlas.export.schemas import schemas
from atlas.export.tables import TABLES
from tests.data.real import EDITION

SNAPSHOT = Path(__file__).parent / "snapshots/form-of-files.txt"


def form() -> Iterator[str]:
    """The form of the files: a line for the version, for each file, and for each table or type of record."""
    yield f"version {SCHEMA_VERSION}"
    yield from (f"file {path}" for path in sorted(export.paths(EDITION)) if export.is_whole(path))
    for table in TABLES:
        columns = (f"{column.name} {column.type}{'' if column.is_required else ' or null'}" for column in table.columns)
        yield f"table {table.name}: {', '.join(columns)}"
    whole = schemas()
    parts = {name: inner for schema in whole.values() for name, inner in schema.get("$defs", {}).items()}
    for name, schema in sorted({**whole, **parts}.items()):
        fields = schema.get("properties", {})
        yield f"type {name}: {', '.join(f'{field} {kind(value)}' for field, value in fields.items())}"


def kind(schema: dict[str, Any]) -> str:
    """The type of a field; the words that a text may be one of may grow in number."""
    if "anyOf" in schema:
        return " or ".join(map(kind, schema["anyOf"]))
    if schema.get("type") == "array":
        return f"list of {kind(schema['items'])}"
    return str(schema.get("type") or schema["$ref"].rpartition("/")[2])


def promised() -> list[str]:
    return SNAPSHOT.read_text(encoding="utf-8").splitlines()


def parts(lines: Iterable[str]) -> set[tuple[str, str]]:
    """Each file, and each column or field with its type, beside the table or type of record that has it."""
    return {(thing, part) for line in lines for thing, _, rest in [line.partition(": ")] for part in rest.split(", ")}


def test_no_file_no_column_and_no_field_is_taken_away_or_changes_its_type() -> None:
    assert parts(promised()[1:]) - parts(form()) == set()


def test_what_is_added_is_told_by_a_version() -> None:
    assert promised() == list(form())


if __name__ == "__main__":
    SNAPSHOT.write_text("".join(f"{line}\n" for line in form()), encoding="utf-8")
