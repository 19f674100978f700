"""The real project, for cases that are named after its records."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atlas.checks import examine
from atlas.export.edition import Edition, read_releases
from atlas.model import Atlas
from tests.conftest import ROOT

EXAMINED = examine(ROOT)
assert EXAMINED.atlas is not None, EXAMINED.findings
ATLAS: Atlas = EXAMINED.atlas
EDITION = Edition(ATLAS, EXAMINED.tree, releases=read_releases(ROOT))


def of_the_dossier() -> Atlas:
    """The records that the Atlas began with: their totals hold whatever is added later."""
    listed = (Path(__file__).parent / "dossier.txt").read_text(encoding="utf-8")
    kept: dict[str, Any] = {
        name: {
            record_id: records[record_id] for record_id in re.findall(rf"^{name}\[(\S+)\]\.id ", listed, re.MULTILINE)
        }
        for name, records in ((name, ATLAS.collection(name)) for name in Atlas.COLLECTIONS)
    }
    documents = set(re.findall(r"^\[reports/(\S+)\.yml\]", listed, re.MULTILINE))
    kept["reports"] = {name: report for name, report in ATLAS.reports.items() if name in documents}
    return replace(ATLAS, **kept)


def each(collection: str, sentence: str) -> Any:
    """One case for each record of a collection, called by a sentence about it."""
    records = ATLAS.collection(collection).values()
    return pytest.mark.parametrize("record", [pytest.param(record, id=f"{record.id} {sentence}") for record in records])
