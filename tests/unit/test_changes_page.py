"""The page of what changed from list to list, sentence by sentence, on the small register of queries."""

import html
import re
from dataclasses import replace

import pytest

from atlas.checks import Examined, examine
from atlas.model.atlas import Atlas
from atlas.read.pages import Page, PageTree
from atlas.site.pages.build import Build
from tests.breaks import FIXTURES, SMALL
from tests.unit.query.conftest import by_id, lists, project, report, row, small  # noqa: F401 - fixtures

PAGE = "projects/changes.md"
EXAMINED = examine(SMALL)


def sections(examined: Examined) -> dict[str, str]:
    """The plain text of the page by the anchors of its sections: a line for each heading and sentence."""
    build = Build(examined)
    page = build.render(PAGE)
    assert build.findings == []
    parts = re.split(r"^## .* \{: #(\S+) \}$", page, flags=re.MULTILINE)
    return {anchor: _plain(part) for anchor, part in zip(parts[1::2], parts[2::2], strict=True)}


def shown(atlas: Atlas) -> dict[str, str]:
    """The sections of the page for other records, in a site with a page for each city and focus area."""
    sources = {PAGE: "# What changed\n\n{{ report_changes() }}\n", "projects/index.md": "# Projects\n"}
    for folder, records in (("cities", atlas.cities), ("focus-areas", atlas.focus_areas)):
        sources |= {f"{folder}/{name}.md": f"---\nrecord: {name}\n---\n# Page\n" for name in records}
    pages = EXAMINED.tree.pages | {src: Page(src, text) for src, text in sources.items()}
    return sections(replace(EXAMINED, atlas=atlas, tree=PageTree(pages)))


def _plain(markdown: str) -> str:
    """The lines that show something, without markup."""
    lines = (html.unescape(re.sub(r"<[^>]+>|\{: .* \}", "", line)).strip() for line in markdown.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


@pytest.fixture
def later(lists: Atlas) -> Atlas:  # noqa: F811
    """The register with a fourth list, in which the park has another name and the app is gone."""
    change = {"old_name": "Garden", "new_name": "Park", "seen_in": "four", "certainty": "stated"}
    projects = [project("park", "alba", "Ápark", name_changes=[change])]
    projects += [project("app", "elva", "App", links=[{"continued_by": "tax", "certainty": "stated"}])]
    rows = [row("park", "alba", "green", "planning", name="Park", page=3), row("tax", "alba", None, "ongoing", page=4)]
    reports = {**lists.reports, "four": report("four", "s-two", rows)}
    return replace(lists, reports=reports, projects=lists.projects | by_id(projects))


def test_each_list_has_a_section_of_sentences_the_newest_first(later: Atlas) -> None:
    page = "\n".join(f"## {anchor}\n{text}" for anchor, text in shown(later).items())
    assert page == (FIXTURES / "changes.txt").read_text(encoding="utf-8")
