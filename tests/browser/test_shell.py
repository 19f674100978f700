"""What every page has in common: it opens under any base path, in a clean console, asking nobody else."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit


@pytest.mark.parametrize("base", ["/", "/atlas/"])
def test_the_site_opens_under_any_base_path(visit: Visit, base: str) -> None:
    page = visit("cities/jakarta/", base=base)
    assert page.title() == "Jakarta - ASCN Atlas"
    page.get_by_role("link", name="Focus areas").first.click()
    assert page.title() == "Focus areas - ASCN Atlas"
