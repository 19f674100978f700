"""The canonical form of the small project's files does not depend on the order in which they were written."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
import yaml

from atlas.checks import examine
from atlas.tools import format
from tests.breaks import SMALL

FILES = sorted(path.relative_to(SMALL).as_posix() for path in (SMALL / "data").rglob("*.yml"))
ATLAS = examine(SMALL).atlas


def shuffle(node: yaml.Node, chance: random.Random) -> None:
    """Bring the keys of every mapping into another order."""
    if isinstance(node, yaml.MappingNode):
        chance.shuffle(node.value)
        for _, value in node.value:
            shuffle(value, chance)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            shuffle(item, chance)


def in_form(folder: Path) -> dict[str, str]:
    """Bring the files of a folder into form; return the text of each."""
    changed, findings = format.run(folder, ATLAS)
    assert findings == []
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.yml")} | changed


@pytest.mark.parametrize("file", FILES)
def test_fields_and_records_in_any_order_come_to_the_same_file(file: str, tmp_path: Path) -> None:
    for name in ("straight", "shuffled"):
        (tmp_path / name / file).parent.mkdir(parents=True)
        shutil.copy(SMALL / file, tmp_path / name / file)
    top = yaml.compose((SMALL / file).read_text(encoding="utf-8"))
    chance = random.Random(2018)  # noqa: S311 - no secret
    shuffle(top, chance)
    [(key, records)] = top.value
    if key.value in format.ORDERS:
        chance.shuffle(records.value)
    head = "".join(line for line in (SMALL / file).read_text().splitlines(keepends=True) if line.startswith("#"))
    (tmp_path / "shuffled" / file).write_text(
        head + yaml.serialize(top, width=50, allow_unicode=True), encoding="utf-8"
    )
    assert in_form(tmp_path / "shuffled") == in_form(tmp_path / "straight")
