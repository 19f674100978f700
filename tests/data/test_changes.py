"""What changed from list to list: sums over counted rows, and each sentence of the four pairs as a snapshot.

The snapshots stand in `snapshots/`, one file for each pair, named after its later document. Where a sentence is meant
to change, write them anew and look at the difference: `.venv/bin/python -m tests.data.test_changes`, then `git diff`.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from atlas import query
from atlas.model import Atlas, Link, NameChange, Report
from atlas.render.build import Build
from tests.data.real import EXAMINED, of_the_dossier

SNAPSHOTS = Path(__file__).parent / "snapshots"
PAGE = "projects/changes.md"

#: Each list after the first, with the one before it and the sum: counted before, gone, new, back, counted after.
PAIRS = {
    "me-2022": ("scap-2018", 52, 4, 29, 0, 77),
    "me-2023": ("me-2022", 77, 1, 9, 1, 86),
    "me-2024": ("me-2023", 86, 5, 27, 0, 108),
    "me-2025": ("me-2024", 108, 6, 32, 0, 134),
}


def sections(atlas: Atlas) -> dict[str, str]:
    """The plain text of the page of changes by the anchors of its sections: a line for each heading and sentence."""
    build = Build(replace(EXAMINED, atlas=atlas))
    page = build.render(PAGE)
    assert build.findings == []
    parts = re.split(r"^## .* \{: #(\S+) \}$", page, flags=re.MULTILINE)
    return {anchor: _plain(part) for anchor, part in zip(parts[1::2], parts[2::2], strict=True)}


def _plain(markdown: str) -> str:
    """The lines that show something, without markup."""
    lines = (html.unescape(re.sub(r"<[^>]+>|\{: .* \}", "", line)).strip() for line in markdown.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """The records that the Atlas began with."""
    return of_the_dossier()


@pytest.fixture(scope="module")
def told(atlas: Atlas) -> dict[str, str]:
    return sections(atlas)


def test_sections_stand_newest_first_and_the_workshop_last(told: dict[str, str]) -> None:
    assert list(told) == [*reversed(PAIRS), "workshop-2018"]


@pytest.mark.parametrize("after", [*PAIRS, "workshop-2018"])
def test_each_sentence_of_a_pair_is_as_in_its_snapshot(told: dict[str, str], after: str) -> None:
    known = (SNAPSHOTS / f"changes-{after}.txt").read_text(encoding="utf-8")
    assert told[after] == known, "meant? then: .venv/bin/python -m tests.data.test_changes"


@pytest.mark.parametrize("after", PAIRS)
def test_the_sum_of_a_pair_is_that_of_its_counted_rows(atlas: Atlas, told: dict[str, str], after: str) -> None:
    before, *numbers = PAIRS[after]
    old, young = atlas.reports[str(before)], atlas.reports[after]
    found = query.changes(atlas, old, young)
    totals = [query.report_counts(atlas, report).total for report in (old, young)]
    assert [totals[0], len(found.gone), len(found.new), len(found.returned), totals[1]] == numbers
    assert totals[0] - len(found.gone) + len(found.new) + len(found.returned) == totals[1]
    sentence = told[after].splitlines()[0].replace(old.title, "").replace(young.title, "")
    assert [int(number) for number in re.findall(r"\d+", sentence)] == [number for number in numbers if number]


def test_the_sums_are_those_of_every_pair_of_lists(atlas: Atlas) -> None:
    pairs = [(before.id, after.id) for before, after in pairwise(query.lists(atlas))]
    assert pairs == [(before, after) for after, (before, *_) in PAIRS.items()]


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
    atlas: Atlas, before: str, after: str, sentence: str
) -> None:
    rows = dict(zip("abcd", atlas.reports["me-2022"].rows, strict=False))

    def listing(report: Report, title: str, projects: str) -> Report:
        return report.model_copy(update={"title": title, "rows": [rows[project] for project in projects]})

    lists = [
        listing(report, title, projects)
        for report, title, projects in zip(
            query.lists(atlas), ("First", "Old", "Young"), ("d", before, after), strict=False
        )
    ]
    workshop = atlas.reports[atlas.network.workshop.id]
    cut = replace(atlas, reports={report.id: report for report in [workshop, *lists]})
    assert sections(cut)[lists[-1].id].splitlines()[0] == sentence


@pytest.mark.parametrize(
    ("after", "name", "said"),
    [
        ("me-2022", "E-Education in Manila", "No successor is known in the later list."),
        ("me-2024", "Smart Kampung in Banyuwangi", "It may go on as Digital Public Service Mall (page 27): inferred."),
        ("me-2025", "Smart Mobility in Siem Reap", "No successor is known in the later list."),
    ],
)  # fmt: skip
def test_a_project_that_is_gone_has_its_successor_or_none(
    told: dict[str, str], after: str, name: str, said: str
) -> None:
    _, _, gone = told[after].partition("gone without notice")
    [sentence] = [line for line in gone.splitlines() if line.startswith(name)]
    assert said in sentence


def test_a_later_report_adds_a_section_and_changes_none(atlas: Atlas, told: dict[str, str]) -> None:
    newest = query.newest_report(atlas)
    source = atlas.sources[newest.source].model_copy(update={"id": "s-later", "date": "2026-09-30"})
    gone, old, *kept = newest.rows
    added = next(project for project in query.projects_in_order(atlas) if project not in query.ever_listed(atlas))
    renamed = old.model_copy(update={"name": "An invented name"})
    first = old.model_copy(
        update={"name": "An invented project", "project": added.id, "city": added.city, "focus_area": None}
    )
    later = newest.model_copy(
        update={
            "id": "later",
            "title": "An invented report",
            "source": source.id,
            "rows": [renamed, *kept, first],
        }
    )
    record, left, followed = (atlas.projects[name] for name in (old.project, gone.project, "manila-e-education"))
    known = NameChange(old_name=old.name, new_name=renamed.name, seen_in="later", certainty="stated")
    goes_on = Link.model_validate({"continued_by": added.id, "certainty": "inferred"})
    found = sections(
        replace(
            atlas,
            projects={
                **atlas.projects,
                record.id: record.model_copy(update={"name": renamed.name, "name_changes": [known]}),
                followed.id: followed.model_copy(update={"links": [goes_on]}),
                left.id: left.model_copy(update={"links": [goes_on.model_copy(update={"certainty": "stated"})]}),
            },
            reports={**atlas.reports, later.id: later},
            sources={**atlas.sources, source.id: source},
        )
    )
    new_section = found.pop("later")
    assert found == told
    assert new_section.startswith(
        f"134 projects in {newest.title}, less 1 that is gone, plus 1 new, make 134 in An invented report.\n"
    )
    city = atlas.cities[old.city].name
    assert f"An invented name in {city} (page {old.page}) was printed as “{old.name}” before" in new_section
    assert (
        f"An invented project in {atlas.cities[added.city].name} enters as {old.stage}, under no focus area"
        in new_section
    )
    [sentence] = [line for line in new_section.splitlines() if line.startswith(f"{gone.name} in ")]
    assert sentence.endswith(f"It goes on as An invented project (page {old.page}), as is stated.")


if __name__ == "__main__":
    for anchor, text in sections(of_the_dossier()).items():
        (SNAPSHOTS / f"changes-{anchor}.txt").write_text(text, encoding="utf-8")
