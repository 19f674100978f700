"""The order of names, and the age of dates."""

from __future__ import annotations

import pytest

from atlas.model.atlas import Atlas
from atlas.query import common


def test_letters_sort_where_a_reader_looks_for_them() -> None:
    names = ["Zamboanga", "Đà Nẵng", "Dili", "Cebu", "Hà Nội", "ha noi b"]
    assert sorted(names, key=common.sort_key) == ["Cebu", "Đà Nẵng", "Dili", "Hà Nội", "ha noi b", "Zamboanga"]


def test_most_returns_all_keys_of_a_tie() -> None:
    assert (common.most({"a": 2, "b": 1, "c": 2}), common.most({})) == (["a", "c"], [])


@pytest.mark.parametrize(
    ("date", "day", "years"),
    [
        ("2026", "2026-12-31", 0),
        ("2024-02", "2024-02-29", 2),
        ("2023-10", "2023-10-31", 3),
        ("2023-11-24", "2023-11-24", 3),
        ("2023-11-25", "2023-11-25", 2),
    ],
)
def test_a_vague_date_counts_as_its_last_day_and_an_age_in_full_years(
    small: Atlas, date: str, day: str, years: int
) -> None:
    assert common.last_checked(small) == "2026-11-24"
    assert (common.last_day(date), common.age(small, date)) == (day, years)
