"""The list of work says the same as the count of what is there, and as the warnings of the check."""

from __future__ import annotations

from collections import Counter

from atlas import query
from atlas.checks import WARNINGS, run
from tests.data.real import ATLAS, EXAMINED

WORK = {work.kind: work.tasks for work in query.upkeep.work(ATLAS)}
assert EXAMINED.context is not None
CONTEXT = EXAMINED.context
#: All that the check warns of, exceptions included: an exception leaves the work as it is.
WARNED = run(WARNINGS, CONTEXT)


def test_what_is_counted_as_missing_is_listed_as_work() -> None:
    missing = {share.what: share.of - share.having for share in query.upkeep.completeness(ATLAS)}
    both = WORK.keys() & missing.keys()
    assert both
    assert {kind: len(WORK[kind]) for kind in both} == {kind: missing[kind] for kind in both}


def test_what_the_check_warns_of_is_work() -> None:
    warned = Counter(finding.rule for finding in WARNED)
    kinds = {"old-figures": "old-figure", "dated-figures": "undated-figure", "plain-http": "plain-http"}
    assert {kind: len(WORK[kind]) for kind in kinds} == {kind: warned[rule] for kind, rule in kinds.items()}


def test_the_check_warns_of_each_value_of_a_project_that_is_work_for_want_of_a_page() -> None:
    lines = {
        finding.line for finding in WARNED if finding.rule == "page-missing" and finding.file == "data/projects.yml"
    }
    for task in WORK["pages"]:
        document, path = CONTEXT.place(task.collection, task.record)
        assert document.line((*path, *task.path, "source")) in lines, task


def test_a_status_that_a_newer_document_could_bring_up_to_date_is_work() -> None:
    lines = set()
    for task in WORK["old-status"] + WORK["status"]:
        document, path = CONTEXT.place(task.collection, task.record)
        lines.add((document.file, document.line((*path, "status", "as_of"))))
    assert {(finding.file, finding.line) for finding in WARNED if finding.rule == "old-status"} <= lines


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
