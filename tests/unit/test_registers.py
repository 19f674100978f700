"""What a register of projects searches beside what it shows."""

from typing import Literal

import pytest

from atlas.checks import Examined
from atlas.model.projects import NameChange
from atlas.site.search import text_script
from tests.unit.conftest import build_with, changed

SRC = "projects/support.md"


def test_the_texts_of_projects_and_the_other_names_of_topics_are_in_one_script(examined: Examined) -> None:
    build = build_with(examined, "# Support\n\n{{ register() }}\n", SRC)
    script = text_script(build.site)
    texts = '"clean-river":[["River Plan"],["The city cleans its river."],["money for boats"],["Water Board"]]'
    assert texts in script
    assert '"topic=boats":[["Perahu","vessel"]]' in script
    assert 'data-texts="../../search/projects.js"' in build.draft(SRC).whole


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
