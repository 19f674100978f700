"""The real records and pages keep to every rule of the check: what records must satisfy is a rule there, not a test."""

from __future__ import annotations

from atlas.site.build import check
from tests.data.real import EXAMINED


def test_the_real_project_is_clean() -> None:
    assert check(EXAMINED) == []
