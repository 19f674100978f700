"""What changed from list to list, on the built page: each number has its rows, each sentence a project that proves it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import urlsplit

import lxml.html
import pytest

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.reports import Report, Row
from tests.site.conftest import Built, section, text_of

PAGE = "projects/changes/"

Rows = dict[str, Row]

#: What must hold of the rows of a project, in the earlier list and the later one, to be told under a heading.
PROOFS: dict[str, Callable[[Row | None, Row | None], bool]] = {
    "new": lambda was, now: was is None and now is not None,
    "returned": lambda was, now: was is None and now is not None,
    "renamed": lambda was, now: bool(was and now and was.name != now.name),
    "moved-area": lambda was, now: bool(was and now and was.focus_area and was.focus_area != now.focus_area),
    "forward": lambda was, now: bool(
        was and now and (was.stage == "proposed" or (was.stage, now.stage) == ("planning", "ongoing"))
    ),
    "back": lambda was, now: bool(was and now and was.stage in {"ongoing", "completed"} and now.stage != was.stage),
    "completed": lambda was, now: bool(was and now and was.stage != "completed" and now.stage == "completed"),
    "gone": lambda was, now: was is not None and now is None,
}


def counted(report: Report) -> Rows:
    return {row.project: row for row in report.rows if row.counted}


def sentences(page: lxml.html.HtmlElement, anchor: str) -> list[lxml.html.HtmlElement]:
    """The sentences under a heading; none where there is no such heading."""
    if not page.xpath("//h3[@id=$anchor]", anchor=anchor):
        return []
    return [item for element in section(page, anchor) for item in element.xpath("self::ul/li")]


def project_of(sentence: lxml.html.HtmlElement) -> str:
    """The project that a sentence names first."""
    return urlsplit(sentence.xpath(".//a/@href")[0]).fragment


@pytest.fixture(scope="module")
def pairs(atlas: Atlas) -> list[tuple[Report, Report]]:
    return list(pairwise(query.reports.lists(atlas)))


def test_each_pair_of_lists_has_its_section_the_newest_first(
    built: Built, atlas: Atlas, pairs: list[tuple[Report, Report]]
) -> None:
    headings = built.pages[PAGE].xpath("//article//h2/@id")
    assert headings == [*(after.id for _, after in reversed(pairs)), atlas.network.workshop.id]


@pytest.mark.parametrize("kind", PROOFS)
def test_each_sentence_names_a_project_whose_rows_prove_it(
    built: Built, atlas: Atlas, pairs: list[tuple[Report, Report]], kind: str
) -> None:
    page = built.pages[PAGE]
    told = 0
    for before, after in pairs:
        old, young = counted(before), counted(after)
        for sentence in sentences(page, f"{after.id}-{kind}"):
            project = project_of(sentence)
            was, now = old.get(project), young.get(project)
            assert PROOFS[kind](was, now), (after.id, project)
            row = now or was
            assert row is not None
            links = sentence.xpath(".//a")
            assert text_of(links[0]) == row.name
            assert links[1].get("href") == f"../../cities/{row.city}/"
            assert text_of(links[1]) == atlas.cities[row.city].name
            pages = {
                f"{atlas.sources[report.source].url}#page={printed.page}"
                for report, printed in ((before, was), (after, now))
                if printed and not (report is before and kind == "forward" and was and was.stage == "proposed")
            }
            assert pages <= {link.get("href") for link in links}, (after.id, project)
            told += 1
    assert told


def test_whatever_differs_is_told(built: Built, pairs: list[tuple[Report, Report]]) -> None:
    page = built.pages[PAGE]
    for before, after in pairs:
        old, young = counted(before), counted(after)
        both = old.keys() & young.keys()
        expected = {
            "renamed": {project for project in both if old[project].name != young[project].name},
            "gone": old.keys() - young.keys(),
            "completed": {p for p in both if old[p].stage != young[p].stage == "completed"},
        }
        for kind, projects in expected.items():
            assert {project_of(sentence) for sentence in sentences(page, f"{after.id}-{kind}")} == projects
        added = [project_of(s) for kind in ("new", "returned") for s in sentences(page, f"{after.id}-{kind}")]
        assert sorted(added) == sorted(young.keys() - old.keys())


def test_each_heading_counts_the_sentences_below_it(built: Built) -> None:
    page = built.pages[PAGE]
    headings = page.xpath("//article//h3")
    assert headings
    for heading in headings:
        numbers = re.findall(r"^\d+", text_of(heading))
        assert [int(number) for number in numbers] == [len(sentences(page, heading.get("id")))], heading.get("id")


def test_the_sum_of_a_pair_adds_up_and_each_number_leads_to_its_rows(
    built: Built, pairs: list[tuple[Report, Report]]
) -> None:
    page = built.pages[PAGE]
    for before, after in pairs:
        [total] = section(page, after.id)[1:2]
        parts = {link.get("href"): int(re.findall(r"\d+", text_of(link))[0]) for link in total.xpath("./a")}
        first, last = f"../../about/reports/#{before.id}", f"../../about/reports/#{after.id}"
        start, *steps, end = parts
        assert (start, end) == (first, last)
        assert (parts[first], parts[last]) == (len(counted(before)), len(counted(after)))
        for anchor in steps:
            assert parts[anchor] == len(sentences(page, anchor.removeprefix("#"))), anchor
        gone, new, back = (parts.get(f"#{after.id}-{kind}", 0) for kind in ("gone", "new", "returned"))
        assert parts[first] - gone + new + back == parts[last]


def test_a_list_that_leaves_projects_out_is_not_said_to_end_them(
    built: Built, pairs: list[tuple[Report, Report]]
) -> None:
    page = built.pages[PAGE]
    for _, after in pairs:
        told = sentences(page, f"{after.id}-gone")
        assert text_of(*section(page, after.id)).count("it may well go on") == bool(told)
        for sentence in told:
            assert re.search(r"It may go on as|It goes on as|No successor is known", text_of(sentence))


def test_the_workshop_is_told_and_not_added_up(built: Built, atlas: Atlas) -> None:
    workshop = atlas.reports[atlas.network.workshop.id]
    plans = counted(query.reports.plan_report(atlas))
    [total] = section(built.pages[PAGE], workshop.id)[1:2]
    told = [item for element in section(built.pages[PAGE], workshop.id) for item in element.xpath("self::ul/li")]
    presented = {row.project for row in workshop.rows}
    assert {project_of(sentence) for sentence in told} == presented
    numbers = [int(re.findall(r"\d+", text_of(link))[0]) for link in total.xpath("./a")]
    assert numbers == [len(presented), len(presented & plans.keys())]
    for sentence in told:
        assert ("the plans print it" in text_of(sentence)) == (project_of(sentence) in plans)


def test_the_home_page_leads_to_the_rows_of_each_kind_of_change(built: Built) -> None:
    links = built.pages[""].xpath("//ul[@class='changes']/li/a[1]")
    assert links
    for link in links:
        address = urlsplit(link.get("href"))
        assert address.path == PAGE
        number = int(re.findall(r"^\d+", text_of(link))[0])
        assert number == len(sentences(built.pages[PAGE], address.fragment)), address.fragment
