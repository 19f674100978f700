"""The real data files are in their canonical form, and that form does not depend on how they were written."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from atlas import format
from tests.conftest import ROOT
from tests.data.real import ATLAS
from tests.unit.test_schema import FILES


def shuffle(node: yaml.Node, chance: random.Random) -> None:
    """Bring the keys of every mapping into another order."""
    if isinstance(node, yaml.MappingNode):
        chance.shuffle(node.value)
        for _, value in node.value:
            shuffle(value, chance)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            shuffle(item, chance)


def test_every_data_file_is_in_its_canonical_form() -> None:
    changed, findings = format.run(ROOT, ATLAS)
    assert findings == []
    assert format.not_in_form(ROOT, changed) == [], "run 'python -m atlas fmt'"


@pytest.mark.parametrize("file", FILES)
def test_fields_and_records_in_any_order_come_to_the_same_file(file: str, tmp_path: Path) -> None:
    canonical = (ROOT / file).read_text(encoding="utf-8")
    top = yaml.compose(canonical)
    chance = random.Random(2018)  # noqa: S311 - no secret
    shuffle(top, chance)
    [(key, records)] = top.value
    if key.value in format.ORDERS:
        chance.shuffle(records.value)
    head = "".join(line for line in canonical.splitlines(keepends=True) if line.startswith("#"))
    written = tmp_path / file
    written.parent.mkdir(parents=True)
    written.write_text(head + yaml.serialize(top, width=50, allow_unicode=True), encoding="utf-8")
    changed, findings = format.run(tmp_path, ATLAS)
    assert findings == []
    assert changed == {file: canonical}
