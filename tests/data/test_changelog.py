"""The changelog of the data: one entry for each release, in order."""

from __future__ import annotations

import re
from itertools import pairwise

from tests.conftest import ROOT


def test_releases_stand_newest_first_each_with_number_and_date() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "data/CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    releases = [re.fullmatch(r"(\d+)\.(\d+) \((20\d\d-\d\d-\d\d)\)", heading) for heading in headings]
    assert releases
    assert None not in releases
    order = [((int(release[1]), int(release[2])), release[3]) for release in releases if release]
    assert [(newer, older) for newer, older in pairwise(order) if newer[0] <= older[0] or newer[1] < older[1]] == []
