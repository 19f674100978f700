"""What a register of projects searches beside what it shows."""

from atlas.checks import Examined
from atlas.site.search import text_script
from tests.unit.conftest import build_with

SRC = "projects/support.md"


def test_the_texts_of_projects_and_the_other_names_of_topics_are_in_one_script(examined: Examined) -> None:
    build = build_with(examined, "# Support\n\n{{ register() }}\n", SRC)
    script = text_script(build.site)
    texts = '"clean-river":[["River Plan"],["The city cleans its river."],["money for boats"],["Water Board"]]'
    assert texts in script
    assert '"topic=boats":[["Perahu","vessel"]]' in script
    assert 'data-texts="../../search/projects.js"' in build.draft(SRC).whole


def test_a_filter_knows_the_former_ids_of_its_values(examined: Examined) -> None:
    page = build_with(examined, "# Support\n\n{{ register() }}\n", SRC).draft(SRC).whole
    assert '<option value="alfa" data-former="old-alfa"' in page
