"""The JSON Schemas of the data files: up to date after `fmt`, and each of the form that its readers know."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import yaml
from jsonschema import Draft202012Validator
from jsonschema_specifications import REGISTRY

from atlas.export.schemas import schemas as api_schemas
from atlas.model.base import FORMS
from atlas.read.loading import load
from atlas.read.yaml_file import read
from atlas.tools import schemas
from tests.breaks import SMALL
from tests.conftest import ROOT


def test_git_knows_that_they_are_generated() -> None:
    attributes = (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert f"{schemas.SCHEMA_DIR}/*.json linguist-generated=true" in attributes


FILES = sorted(
    path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("data/*.yml"), *ROOT.glob("data/reports/*.yml")]
)


def parsed(file: str) -> Any:
    return json.loads((ROOT / file).read_text(encoding="utf-8"))


def test_a_data_file_names_the_schema_of_its_top_key() -> None:
    """In its first line, from its own folder."""
    for file in FILES:
        first = (ROOT / file).read_text(encoding="utf-8").partition("\n")[0]
        if first.startswith("# yaml-language-server: "):
            [key] = read(ROOT, file).value
            schema = (ROOT / file).parent / first.partition("$schema=")[2]
            assert schema.resolve() == ROOT / schemas.SCHEMA_DIR / schemas.schema_name(key), file


def test_the_container_recommends_what_the_editor_does_and_is_pinned() -> None:
    container = parsed(".devcontainer/devcontainer.json")
    assert container["customizations"]["vscode"]["extensions"] == parsed(".vscode/extensions.json")["recommendations"]
    assert "@sha256:" in container["image"]
    assert container["forwardPorts"] == [8000]


ATLAS = load(SMALL).atlas
assert ATLAS is not None
RENDERED = {path: json.loads(text) for path, text in schemas.render_schemas(ATLAS).items()}


def test_a_schema_describes_each_field_and_refuses_unknown_ones() -> None:
    project = RENDERED["data/schema/projects.schema.json"]["$defs"]["Project"]
    assert project["additionalProperties"] is False
    assert [name for name, field in project["properties"].items() if not field.get("description")] == []
    assert {"id", "city", "name", "focus_areas", "status", "sources"} <= set(project["required"])


class EditorLoader(yaml.CSafeLoader):
    """Reads YAML 1.2: no value is a date, and only true and false are truth values."""

    yaml_implicit_resolvers: ClassVar = {
        sign: [(tag, form) for tag, form in kinds if not tag.endswith(("timestamp", "bool"))]
        for sign, kinds in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(?:true|false)$"), ["t", "f"])


def in_an_editor(text: str) -> Any:
    """The values of a data file as the schemas see them in an editor."""
    return EditorLoader(text).get_single_data()


def test_an_editor_marks_nothing_in_sound_data(canonical: Path) -> None:
    edits = {"name: Night Market": "name: 311", "as_of: 2024-10": "as_of: 2024", "term: board": "term: true"}
    for file in load(canonical).yaml_files:
        text = (canonical / file).read_text(encoding="utf-8")
        for old, new in edits.items():
            text = text.replace(old, new)
        value = in_an_editor(text)
        [key] = value
        schema = RENDERED[f"{schemas.SCHEMA_DIR}/{schemas.schema_name(key)}"]
        assert list(Draft202012Validator(schema).iter_errors(value)) == [], file


def test_a_schema_lists_the_ids_that_there_are_and_marks_any_other() -> None:
    """Ids of sources and projects keep their form alone."""
    schema = RENDERED["data/schema/projects.schema.json"]
    value = in_an_editor((SMALL / "data/projects.yml").read_text(encoding="utf-8"))
    validator, [first, *_] = Draft202012Validator(schema), value["projects"]
    assert list(validator.iter_errors(value)) == []
    first |= {"city": "atlantis", "focus_areas": ["civic", "sea"]}
    first["topics"][0] = "wind"
    first["status"]["source"] = "s-unknown"
    assert {
        error.json_path.removeprefix("$.projects[0]."): error.message for error in validator.iter_errors(value)
    } == {
        "city": "'atlantis' is not one of ['alfa', 'beta']",
        "focus_areas[1]": "'sea' is not one of ['civic', 'environment']",
        "topics[0]": "'wind' is not one of ['boats', 'rivers']",
    }


#: Every schema that there is: those of the data files, and those of the API.
SCHEMAS = RENDERED | api_schemas()

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
