"""The list of work says the same as the warnings of the check."""

from collections import Counter
from collections.abc import Callable

from atlas import query
from atlas.checks import WARNINGS, Examined, run
from atlas.model.atlas import Atlas
from atlas.model.base import KeyPath
from atlas.query.work import Task
from atlas.read.findings import Finding


def tasks(atlas: Atlas) -> dict[str, list[Task]]:
    """The tasks of each kind of work."""
    return {work.kind: work.tasks for work in query.work.work(atlas)}


def warned(examined: Examined) -> list[Finding]:
    """All that the check warns of, exceptions included: an exception leaves the work as it is."""
    assert examined.context is not None
    return run(WARNINGS, examined.context)


def lines(examined: Examined, found: list[Task], inside: Callable[[Task], KeyPath]) -> set[tuple[str, int]]:
    """File and line of a field of the record of each task."""
    assert examined.context is not None
    places = [(*examined.context.place(task.collection, task.record), inside(task)) for task in found]
    return {(document.file, document.line((*path, *field))) for document, path, field in places}


def test_every_open_question_is_work(atlas: Atlas) -> None:
    still_open = [question.id for question in query.common.open_questions(atlas)]
    assert sorted(task.record for task in tasks(atlas)["open-questions"]) == sorted(still_open)


def test_what_the_check_warns_of_is_work(atlas: Atlas, examined: Examined) -> None:
    work, findings = tasks(atlas), warned(examined)
    rules = Counter(finding.rule for finding in findings)
    kinds = {"old-figures": "old-figure", "dated-figures": "undated-figure", "plain-http": "plain-http"}
    assert {kind: len(work[kind]) for kind in kinds} == {kind: rules[rule] for kind, rule in kinds.items()}
    places = {rule: {(f.file, f.line) for f in findings if f.rule == rule} for rule in ("page-missing", "old-status")}
    assert lines(examined, work["pages"], lambda task: (*task.path, "source")) <= places["page-missing"]
    old = lines(examined, work["old-status"] + work["status"], lambda _: ("status", "as_of"))
    assert places["old-status"] <= old
