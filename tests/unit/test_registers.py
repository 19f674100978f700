"""What a register of projects searches beside what it shows."""

from typing import Literal

import pytest

from atlas.checks import Examined
from atlas.model.projects import NameChange
from tests.unit.conftest import build_with, changed

SRC = "projects/support.md"


@pytest.mark.parametrize("certainty", ["stated", "inferred"])
def test_a_match_that_we_infer_is_counted_and_marked(
    examined: Examined, certainty: Literal["stated", "inferred"]
) -> None:
    change = NameChange(old_name="Clean River", new_name="Clear River", seen_in="list-2024", certainty=certainty)
    calls = "# Plans\n\n{{ plans_inferred() }}\n\n{{ plans_named('ongoing') }}\n\n{{ plans_register() }}\n\n{{ sources() }}\n"
    renamed = changed(examined, "projects", "clean-river", name="Clear River", name_changes=[change])
    page = build_with(renamed, calls, SRC).draft(SRC).whole
    n = int(certainty == "inferred")
    assert page.count('?match=inferred&amp;outcome=listed#plans">1</a> of 3 plans') == n
    assert page.count("match inferred") == 2 * n
    assert page.count('name="match"') == n
