"""The real project, for cases that are named after its records."""

from __future__ import annotations

from typing import Any

import pytest

from atlas.checks import examine
from atlas.export.metadata import Edition, read_releases
from atlas.model.atlas import Atlas
from tests.conftest import ROOT

EXAMINED = examine(ROOT)
assert EXAMINED.atlas is not None, EXAMINED.findings
ATLAS: Atlas = EXAMINED.atlas
EDITION = Edition(ATLAS, EXAMINED.tree, releases=read_releases(ROOT))


def each(collection: str, sentence: str) -> Any:
    """One case for each record of a collection, called by a sentence about it."""
    records = ATLAS.collection(collection).values()
    return pytest.mark.parametrize("record", [pytest.param(record, id=f"{record.id} {sentence}") for record in records])
