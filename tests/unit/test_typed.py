"""What describes the macros counts nothing by hand, as the check asks of pages."""

import inspect

from atlas.checks.language import COUNTED_BY_HAND
from atlas.site.macros import MACROS


def test_no_macro_is_described_by_numbers() -> None:
    described = {name: inspect.getdoc(MACROS[name]) or "" for name in MACROS}
    assert {name: found for name, text in described.items() if (found := COUNTED_BY_HAND.findall(text))} == {}
