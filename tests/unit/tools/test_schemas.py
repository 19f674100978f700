"""The JSON Schemas of the data files: up to date after `fmt`, and each of the form that its readers know."""

import json
import re
from pathlib import Path
from typing import Any, ClassVar

import yaml
from jsonschema import Draft202012Validator

from atlas.read.loading import load
from atlas.tools import schemas
from tests.breaks import SMALL

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
