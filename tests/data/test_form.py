"""The real data files are in their canonical form."""

from __future__ import annotations

from atlas.tools import format
from tests.conftest import ROOT
from tests.data.real import ATLAS


def test_every_data_file_is_in_its_canonical_form() -> None:
    changed, findings = format.run(ROOT, ATLAS)
    assert findings == []
    assert format.not_in_form(ROOT, changed) == [], "run 'python -m atlas fmt'"
