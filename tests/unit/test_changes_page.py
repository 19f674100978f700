"""The page of what changed from list to list, sentence by sentence, on the small project with one list more."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any

import pytest

from atlas.checks import Examined, examine
from atlas.model.atlas import Atlas
from atlas.model.projects import Link, NameChange
from atlas.model.reports import Report, Row
from atlas.read.pages import Page, PageTree
from atlas.site.build import Build
from tests.breaks import SMALL

PAGE = "projects/changes.md"
EXAMINED = examine(SMALL)
assert EXAMINED.atlas is not None
ATLAS: Atlas = EXAMINED.atlas
#: The projects of the small project by a letter each.
PROJECTS = dict(zip("abcd", ATLAS.projects, strict=True))


def sections(examined: Examined) -> dict[str, str]:
    """The plain text of the page of changes by the anchors of its sections: a line for each heading and sentence."""
    build = Build(examined)
    page = build.render(PAGE)
    assert build.findings == []
    parts = re.split(r"^## .* \{: #(\S+) \}$", page, flags=re.MULTILINE)
    return {anchor: _plain(part) for anchor, part in zip(parts[1::2], parts[2::2], strict=True)}


def _plain(markdown: str) -> str:
    """The lines that show something, without markup."""
    lines = (html.unescape(re.sub(r"<[^>]+>|\{: .* \}", "", line)).strip() for line in markdown.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def shown(atlas: Atlas) -> dict[str, str]:
    """The sections of the page for other records of the small project."""
    pages = [Page(PAGE, "# What changed\n\n{{ report_changes() }}\n"), Page("projects/index.md", "# Projects\n")]
    tree = PageTree({**EXAMINED.tree.pages, **{page.src: page for page in pages}})
    return sections(replace(EXAMINED, atlas=atlas, tree=tree))


def row(letter: str, **more: Any) -> Row:
    """A row of the list of 2024, or what it would be."""
    project = ATLAS.projects[PROJECTS[letter]]
    known = {row.project: row for row in ATLAS.reports["list-2024"].rows}.get(project.id)
    fields = known.model_dump(exclude_none=True) if known else {"stage": "planning", "page": 3, "name": project.name}
    return Row.model_validate({**fields, "city": project.city, "project": project.id, **more})


def listing(report_id: str, title: str, rows: list[Row]) -> Report:
    return ATLAS.reports["list-2024"].model_copy(update={"id": report_id, "title": title, "rows": rows})


def with_lists(*reports: Report, **changed: dict[str, Any]) -> Atlas:
    """The small project with these lists after the workshop, and with other values in some of its projects."""
    workshop = ATLAS.reports[ATLAS.network.workshop.id]
    projects = {
        name: record.model_copy(update=changed.get(name.replace("-", "_"), {}))
        for name, record in ATLAS.projects.items()
    }
    return replace(ATLAS, projects=projects, reports={report.id: report for report in (workshop, *reports)})


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("a", "a", "1 project in Old, none of them gone and none new, makes 1 in Young."),
        ("ab", "a", "2 projects in Old, less 1 that is gone, make 1 in Young."),
        ("abc", "a", "3 projects in Old, less 2 that are gone, make 1 in Young."),
        ("a", "abc", "1 project in Old, plus 2 new, makes 3 in Young."),
        ("ab", "abd", "2 projects in Old, plus 1 back, make 3 in Young."),
        ("a", "bd", "1 project in Old, less 1 that is gone, plus 1 new and 1 back, makes 2 in Young."),
    ],
)  # fmt: skip
def test_a_sum_is_right_in_singular_and_plural_and_leaves_out_what_is_none(
    before: str, after: str, sentence: str
) -> None:
    lists = [
        listing(title.lower(), title, [row(letter) for letter in letters])
        for title, letters in (("First", "d"), ("Old", before), ("Young", after))
    ]
    assert shown(with_lists(*lists))["young"].splitlines()[0] == sentence


def test_sections_come_newest_first() -> None:
    lists = [listing(name, name, [row("a")]) for name in ("one", "two", "three")]
    assert list(shown(with_lists(*lists))) == ["three", "two"]


def test_a_project_that_is_gone_has_its_successor_or_none() -> None:
    inferred = Link(continued_by="school-network", certainty="inferred")
    stated = Link(continued_by="school-network", certainty="stated")
    old, young = listing("old", "Old", [row("a"), row("b"), row("d")]), listing("young", "Young", [row("c", page=4)])
    section = shown(
        with_lists(old, young, clean_river={"links": [inferred]}, open_school={"links": [stated]})
    )["young"]  # fmt: skip
    said = {line.split(" in ")[0]: line for line in section.partition("gone without notice")[2].splitlines()}
    assert "It may go on as Network of Schools (page 4): inferred." in said["Clean River"]
    assert "It goes on as Network of Schools (page 4), as is stated." in said["Open School"]
    assert "No successor is known in the later list." in said["Night Market"]


def test_a_later_list_adds_a_section_and_changes_none() -> None:
    lists = [listing("old", "Old", [row("a"), row("b")]), listing("young", "Young", [row("a"), row("d")])]
    known = shown(with_lists(*lists))
    changed = NameChange(old_name="Clean River", new_name="Great River", seen_in="later", certainty="stated")
    renamed, first = row("a", name="Great River"), row("c", focus_area=None)
    later = listing("later", "Later", [renamed, first])
    found = shown(with_lists(*lists, later, clean_river={"name": "Great River", "name_changes": [changed]}))
    section = found.pop("later")
    assert found == known
    assert section.startswith("2 projects in Young, less 1 that is gone, plus 1 new, make 2 in Later.\n")
    assert "Great River in Alfa (page 3) was printed as “Clean River” before (page 3). Stated." in section
    assert "Network of Schools in Alfa enters as planning, under no focus area (page 3)." in section
