"""The list of work says the same as the count of what is there, and as the warnings of the check."""

from __future__ import annotations

from collections import Counter

import pytest

from atlas import query
from tests.data.real import ATLAS, EXAMINED

WORK = {work.kind: work.tasks for work in query.work(ATLAS)}

SHARES = {share.what: share.of - share.having for share in query.completeness(ATLAS)}


@pytest.mark.parametrize("kind", sorted(WORK.keys() & SHARES.keys()))
def test_what_is_counted_as_missing_is_listed_as_work(kind: str) -> None:
    assert len(WORK[kind]) == SHARES[kind]


def test_everything_of_which_both_speak_goes_by_one_name() -> None:
    assert WORK.keys() & SHARES.keys() == {
        "description", "sources", "status", "dated-figures", "pages", "website", "vision", "land-area",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "rule"), [("old-figures", "old-figure"), ("dated-figures", "undated-figure"), ("plain-http", "plain-http")]
)
def test_what_the_check_warns_of_is_work(kind: str, rule: str) -> None:
    warned = Counter(finding.rule for finding in EXAMINED.warnings())
    assert len(WORK[kind]) == warned[rule]


def test_values_without_page_are_those_of_projects_that_the_check_warns_of() -> None:
    warned = [finding for finding in EXAMINED.warnings() if finding.rule == "page-missing"]
    assert len(WORK["pages"]) == sum(finding.file == "data/projects.yml" for finding in warned)


def test_a_status_that_a_newer_document_could_bring_up_to_date_is_work() -> None:
    context = EXAMINED.context
    assert context is not None
    lines = set()
    for task in WORK["old-status"] + WORK["status"]:
        document, path = context.place(task.collection, task.record)
        lines.add((document.file, document.line((*path, "status", "as_of"))))
    warned = {(finding.file, finding.line) for finding in EXAMINED.warnings() if finding.rule == "old-status"}
    assert warned
    assert warned <= lines


def test_every_open_question_and_no_other_is_work() -> None:
    assert sorted(task.record for task in WORK["open-questions"]) == sorted(ATLAS.open_questions)


def test_every_task_names_a_record_and_nothing_is_listed_twice() -> None:
    for kind, tasks in WORK.items():
        places = [(task.collection, task.record, task.path) for task in tasks]
        assert len(places) == len(set(places)), kind
        assert [place for place in places if place[1] not in ATLAS.collection(place[0])] == [], kind


def test_the_tasks_of_a_city_stand_together() -> None:
    for kind, tasks in WORK.items():
        cities = [task.city for task in tasks]
        runs = [city for n, city in enumerate(cities) if n == 0 or cities[n - 1] != city]
        assert len(runs) == len(set(runs)), kind
