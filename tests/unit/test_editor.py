"""What makes an editor ready without set-up: its files can be read and name what exists."""

from __future__ import annotations

import json
from typing import Any

from tests.conftest import ROOT
from tests.unit.test_schema import FILES


def parsed(file: str) -> dict[str, Any]:
    value = json.loads((ROOT / file).read_text(encoding="utf-8"))
    assert isinstance(value, dict)
    return value


def test_the_editor_maps_every_data_file_to_the_schema_that_the_file_names() -> None:
    mapped = {
        path.relative_to(ROOT).as_posix(): schema.removeprefix("./")
        for schema, pattern in parsed(".vscode/settings.json")["yaml.schemas"].items()
        for path in ROOT.glob(pattern)
    }
    assert mapped == {
        file: (ROOT / file)
        .parent.joinpath((ROOT / file).read_text(encoding="utf-8").partition("\n")[0].partition("$schema=")[2])
        .resolve()
        .relative_to(ROOT)
        .as_posix()
        for file in FILES
    }


def test_the_container_recommends_what_the_editor_does_and_is_pinned() -> None:
    container = parsed(".devcontainer/devcontainer.json")
    assert container["customizations"]["vscode"]["extensions"] == parsed(".vscode/extensions.json")["recommendations"]
    assert "@sha256:" in container["image"]
    assert container["forwardPorts"] == [8000]
