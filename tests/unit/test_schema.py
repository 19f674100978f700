"""The JSON Schemas are those of the model, and every data file names its own."""

from __future__ import annotations

import json

import pytest

from atlas.document import read
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
