"""The JSON Schemas are those of the model, and every data file names its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from atlas import schema
from atlas.__main__ import main
from atlas.load import read
from tests.conftest import ROOT

FILES = sorted(
    path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("data/*.yml"), *ROOT.glob("data/reports/*.yml")]
)


def test_the_committed_schemas_are_fresh() -> None:
    assert schema.stale(ROOT) == []


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


def test_a_stale_schema_is_named_and_written_anew(project: Path) -> None:
    (project / "data/schema/cities.schema.json").write_text("{}", encoding="utf-8")
    (project / "data/schema/old.schema.json").write_text("{}", encoding="utf-8")
    run = CliRunner().invoke
    stale = run(main, ["schema", "--check", "--root", str(project)])
    assert stale.exit_code == 1
    assert stale.stdout.splitlines() == [
        "data/schema/cities.schema.json is stale: write it with 'python -m atlas schema'",
        "data/schema/old.schema.json is stale: write it with 'python -m atlas schema'",
    ]
    assert run(main, ["schema", "--root", str(project)]).exit_code == 0
    assert run(main, ["schema", "--check", "--root", str(project)]).stdout == "Every schema file is up to date.\n"
    assert not (project / "data/schema/old.schema.json").exists()
