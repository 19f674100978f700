"""The JSON Schemas are those of the model, and every data file names its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from jsonschema_specifications import REGISTRY

from atlas.export.openapi import components, schemas
from atlas.model.base import FORMS
from atlas.read.yaml_file import read
from atlas.tools import schema
from tests.conftest import ROOT

FILES = sorted(
    path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("data/*.yml"), *ROOT.glob("data/reports/*.yml")]
)


def named_by(file: str) -> str:
    """The schema that the first line of a data file names, from the project's root."""
    first = (ROOT / file).read_text(encoding="utf-8").partition("\n")[0]
    prefix, _, address = first.partition("$schema=")
    assert prefix == "# yaml-language-server: ", file
    return ((ROOT / file).parent / address).resolve().relative_to(ROOT).as_posix()


def parsed(file: str) -> Any:
    return json.loads((ROOT / file).read_text(encoding="utf-8"))


def test_each_data_file_names_the_schema_of_its_top_key() -> None:
    assert [file for file in FILES if parsed(named_by(file))["required"] != list(read(ROOT, file).value)] == []


def test_the_editor_maps_every_data_file_to_the_schema_that_the_file_names() -> None:
    assert {
        path.relative_to(ROOT).as_posix(): schema.removeprefix("./")
        for schema, pattern in parsed(".vscode/settings.json")["yaml.schemas"].items()
        for path in ROOT.glob(pattern)
    } == {file: named_by(file) for file in FILES}


def test_the_container_recommends_what_the_editor_does_and_is_pinned() -> None:
    container = parsed(".devcontainer/devcontainer.json")
    assert container["customizations"]["vscode"]["extensions"] == parsed(".vscode/extensions.json")["recommendations"]
    assert "@sha256:" in container["image"]
    assert container["forwardPorts"] == [8000]


def test_a_schema_describes_each_field_and_refuses_unknown_ones() -> None:
    project = parsed("data/schema/projects.schema.json")["$defs"]["Project"]
    assert project["additionalProperties"] is False
    assert [name for name, field in project["properties"].items() if not field.get("description")] == []
    assert {"id", "city", "name", "focus_areas", "status", "sources"} <= set(project["required"])


#: Every schema that there is: those of the data files, those of the API, and those in its OpenAPI document.
SCHEMAS = {path: json.loads(text) for path, text in schema.schemas().items()} | components() | schemas()

#: The vocabularies of draft 2020-12, which have all its keywords.
VOCABULARIES = ("core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "content")
KEYWORDS = {
    keyword
    for vocabulary in VOCABULARIES
    for keyword in REGISTRY.contents(f"https://json-schema.org/draft/2020-12/meta/{vocabulary}")["properties"]
}

#: Those that hold schemas by names of one's own, and those that hold values.
NAMED = {"$defs", "properties", "patternProperties", "dependentSchemas"}
VALUES = {"const", "default", "enum", "examples"}


def keywords(described: Any) -> Iterator[tuple[str, Any]]:
    """Every keyword in a JSON Schema, with what it says."""
    for inner in described if isinstance(described, list) else [described]:
        for keyword, value in inner.items() if isinstance(inner, dict) else ():
            yield keyword, value
            if keyword not in VALUES:
                yield from keywords(list(value.values()) if keyword in NAMED else value)


def test_a_schema_has_no_keyword_that_its_standard_does_not_know() -> None:
    found = {(name, keyword) for name, described in SCHEMAS.items() for keyword, _ in keywords(described)}
    assert [(name, keyword) for name, keyword in found if keyword not in KEYWORDS] == []


def test_a_schema_has_only_the_patterns_that_a_browser_is_asked_about() -> None:
    found = {
        (name, *pair) for name, described in SCHEMAS.items() for pair in keywords(described) if pair[0] == "pattern"
    }
    assert [(name, pattern) for name, _, pattern in found if pattern not in FORMS] == []
