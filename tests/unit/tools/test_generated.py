"""The files that are written from the model: fresh, and each of the form that its reader knows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from jsonschema_specifications import REGISTRY
from pydantic import TypeAdapter

from atlas.__main__ import main
from atlas.export.schemas import schemas as api_schemas
from atlas.model.atlas import Atlas
from atlas.model.base import FORMS
from atlas.read.loading import load
from atlas.read.yaml_file import parse, read
from atlas.site.mistakes import Mistakes
from atlas.tools import generated
from tests.breaks import SMALL
from tests.conftest import ROOT


def test_the_committed_files_are_fresh() -> None:
    assert generated.stale(ROOT) == []


def test_a_link_to_report_a_mistake_fills_questions_of_the_form_it_opens(atlas: Atlas) -> None:
    address = urlsplit(Mistakes("https://github.com/owner/name").report("page", "record", "value", "source"))
    filled = dict(parse_qsl(address.query))
    assert filled.keys() - {"template"} <= questions_of(atlas, filled["template"]).keys()


def test_git_knows_that_they_are_generated() -> None:
    attributes = (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert {f"{pattern} linguist-generated=true" for pattern in generated.PATTERNS} <= set(attributes)


def test_a_stale_file_is_named_and_written_anew(project: Path) -> None:
    generated.write(project)
    (project / "data/schema/cities.schema.json").write_text("{}", encoding="utf-8")
    (project / "data/schema/old.schema.json").write_text("{}", encoding="utf-8")
    (project / ".github/ISSUE_TEMPLATE/add-a-source.yml").unlink()
    (project / ".vscode/atlas.code-snippets").write_bytes(
        (project / ".vscode/atlas.code-snippets").read_bytes().replace(b"\n", b"\r\n")
    )
    run = CliRunner().invoke
    stale = run(main, ["schema", "--check", "--root", str(project)])
    assert stale.exit_code == 1
    assert stale.stdout.splitlines() == [
        f"{file} is stale: write it with 'python -m atlas schema'"
        for file in [
            ".github/ISSUE_TEMPLATE/add-a-source.yml",
            ".vscode/atlas.code-snippets",
            "data/schema/cities.schema.json",
            "data/schema/old.schema.json",
        ]
    ]
    assert run(main, ["schema", "--root", str(project)]).exit_code == 0
    assert run(main, ["schema", "--check", "--root", str(project)]).stdout == "Every generated file is up to date.\n"
    assert not (project / "data/schema/old.schema.json").exists()


def questions_of(atlas: Atlas, form: str) -> dict[str, Any]:
    read_form = yaml.safe_load(generated.forms(atlas)[f"{generated.FORMS_DIR}/{form}"])
    return {element["id"]: element for element in read_form["body"] if "id" in element}


def test_a_form_takes_its_questions_from_the_model_and_its_choices_from_the_data(atlas: Atlas) -> None:
    questions = questions_of(atlas, "add-a-project.yml")
    assert questions["city"]["attributes"]["options"] == ["Alfa", "Beta"]
    assert questions["focus-areas"]["attributes"]["options"] == ["Civic", "Environment"]
    assert questions["status"] == {
        "type": "dropdown",
        "id": "status",
        "attributes": {
            "label": "Status",
            "description": "How far the project is, as best known.",
            "options": ["planned", "in-progress", "operational", "completed", "paused", "unknown"],
        },
        "validations": {"required": True},
    }
    assert questions["year-it-began"] == {
        "type": "input",
        "id": "year-it-began",
        "attributes": {"label": "Year it began", "description": "The year it began.", "placeholder": "2021"},
        "validations": {"required": False},
    }


def test_a_snippet_that_is_left_as_it_is_is_a_record_by_the_model() -> None:
    for kind, snippet in zip(generated.IN_SNIPPETS, generated.snippets().values(), strict=True):
        filled = re.sub(r"\$\{\d+(?::((?:[^}\\]|\\.)*)|\|([^,|]*)[^|]*\|)\}", r"\1\2", "\n".join(snippet["body"]))
        yaml_file = parse("snippet.yml", filled)
        assert (snippet["prefix"], yaml_file.findings) == (snippet["prefix"], [])
        TypeAdapter(list[kind]).validate_python(yaml_file.value)  # type: ignore[valid-type]


# JSON Schemas

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
        schema = json.loads(generated.schemas({})[f"{generated.SCHEMA_DIR}/{generated.schema_name(key)}"])
        assert list(Draft202012Validator(schema).iter_errors(value)) == [], file


def test_a_schema_lists_the_ids_that_there_are_and_marks_any_other() -> None:
    """Also while another record is not sound; ids of sources and projects keep their form alone."""
    loaded = load(SMALL)
    loaded.yaml_files["data/cities.yml"].value["cities"][0]["name"] = None
    schema = json.loads(generated.schemas(generated.known_ids(loaded))["data/schema/projects.schema.json"])
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
        "topics[0]": "'wind' is not one of ['rivers', 'boats']",
    }


#: Every schema that there is: those of the data files, and those of the API.
SCHEMAS = {path: json.loads(text) for path, text in generated.schemas({}).items()} | api_schemas()

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
