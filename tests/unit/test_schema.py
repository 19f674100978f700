"""The JSON Schemas are those of the model, and every data file names its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema_specifications import REGISTRY

from atlas.export.openapi import components, schemas
from atlas.model.base import FORMS
from atlas.read.yaml_file import read
from atlas.tools import schema
from tests.conftest import ROOT

FILES = sorted(
    path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("data/*.yml"), *ROOT.glob("data/reports/*.yml")]
)


@pytest.mark.parametrize("file", FILES)
def test_each_data_file_names_the_schema_of_its_top_key(file: str) -> None:
    first = (ROOT / file).read_text(encoding="utf-8").partition("\n")[0]
    prefix, _, address = first.partition("$schema=")
    assert prefix == "# yaml-language-server: "
    named = json.loads(((ROOT / file).parent / address).resolve().read_text(encoding="utf-8"))
    assert named["required"] == list(read(ROOT, file).value)


def test_a_schema_describes_each_field_and_refuses_unknown_ones() -> None:
    projects = json.loads((ROOT / "data/schema/projects.schema.json").read_text(encoding="utf-8"))
    project = projects["$defs"]["Project"]
    assert project["additionalProperties"] is False
    assert [name for name, field in project["properties"].items() if not field.get("description")] == []
    assert {"id", "city", "name", "focus_areas", "status", "sources"} <= set(project["required"])


#: Every schema that there is: those of the data files, those of the API, and those in its OpenAPI document.
SCHEMAS = [
    *(pytest.param(json.loads(text), id=path) for path, text in schema.schemas().items()),
    *(pytest.param(described, id=name) for name, described in {**components(), **schemas()}.items()),
]

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


@pytest.mark.parametrize("described", SCHEMAS)
def test_a_schema_has_no_keyword_that_its_standard_does_not_know(described: Any) -> None:
    assert {keyword for keyword, _ in keywords(described)} - KEYWORDS == set()


@pytest.mark.parametrize("described", SCHEMAS)
def test_a_schema_has_no_pattern_but_those_of_the_forms_which_a_browser_is_asked_about(described: Any) -> None:
    assert {value for keyword, value in keywords(described) if keyword == "pattern"} - set(FORMS) == set()
