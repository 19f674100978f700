"""The files that are written from the model: fresh, and each of the form that its reader knows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import TypeAdapter

from atlas.__main__ import main
from atlas.read.yaml_file import parse
from atlas.tools import forms, generated, snippets
from tests.conftest import ROOT


def test_the_committed_files_are_fresh() -> None:
    assert generated.stale(ROOT) == []


@pytest.mark.parametrize("pattern", generated.GENERATORS)
def test_git_knows_that_they_are_generated(pattern: str) -> None:
    attributes = (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert f"{pattern} linguist-generated=true" in attributes


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


def test_a_form_takes_its_questions_from_the_model() -> None:
    yaml_file = parse("form.yml", forms.forms()[".github/ISSUE_TEMPLATE/add-a-project.yml"])
    questions = {element["id"]: element for element in yaml_file.value["body"] if "id" in element}
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


@pytest.mark.parametrize("form", forms.FORMS, ids=lambda form: form.file)
def test_no_form_asks_two_questions_by_one_name(form: forms.Form) -> None:
    labels = [question.label for question in form.questions]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("word", snippets.RECORDS)
def test_a_snippet_that_is_left_as_it_is_is_a_record_by_the_model(word: str) -> None:
    snippet = json.loads(snippets.snippets()[snippets.FILE])[word]
    filled = re.sub(r"\$\{\d+(?::((?:[^}\\]|\\.)*)|\|([^,|]*)[^|]*\|)\}", r"\1\2", "\n".join(snippet["body"]))
    yaml_file = parse("snippet.yml", filled)
    assert yaml_file.findings == []
    TypeAdapter(list[snippets.RECORDS[word]]).validate_python(yaml_file.value)
