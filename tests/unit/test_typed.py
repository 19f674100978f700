"""What code shows counts nothing by hand and names no newest year, as the check asks of pages."""

from __future__ import annotations

import inspect
import re

from atlas.checks.language import COUNTED_BY_HAND
from atlas.model.i18n import ENGLISH
from atlas.site.macros import MACROS

#: The year of the plans, which are called after it.
PLAN_YEAR = "2018"


def test_no_text_counts_by_hand_or_names_a_year_but_that_of_the_plans() -> None:
    for key, entry in ENGLISH.items():
        for text in entry if isinstance(entry, tuple) else (entry,):
            assert COUNTED_BY_HAND.findall(text) == [], key
            assert set(re.findall(r"\b(?:19|20)\d\d\b", text)) <= {PLAN_YEAR}, key


def test_no_macro_is_described_by_numbers() -> None:
    described = {name: inspect.getdoc(MACROS[name]) or "" for name in MACROS}
    assert {name: found for name, text in described.items() if (found := COUNTED_BY_HAND.findall(text))} == {}
