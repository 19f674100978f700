"""The documents, where they contradict each other, and what is open."""

from __future__ import annotations

from typing import Any, get_args

from atlas import query
from atlas.model.cities import City
from atlas.model.vocabularies import StatusValue
from atlas.model.words import gettext as _
from atlas.site import sentences
from atlas.site.macros.prose import newest_year
from atlas.site.macros.registry import filled, grouped, macro
from atlas.site.page_view import PageView

filled(
    "reports",
    reports_table="A table of the documents side by side: what each states, and what its own rows add up to.",
    report_details="A section for each document: stated against counted, its contradictions, and every row as printed.",
    source_list="All sources by kind, with where each is cited.",
    stage_marks="The mark of each stage, and of what is none, as the strips of the cities show them; and what each "
    "means.",
)


@macro
def status_meanings(view: PageView) -> str:
    """Each status that a project can have, and what it means."""
    return view.fill("reports/status_meanings.html", statuses=get_args(StatusValue))


filled(
    "reports",
    agreements="How many numbers each document gives of itself fit its rows, and a table of those that do not.",
    earlier_totals="What documents state as the total of the year before, beside what the document of that year "
    "counts.",
    setbacks="A table of the projects to which a document gives an earlier stage than the one before, with their "
    "pages.",
)


@macro
def open_questions(view: PageView) -> str:
    """What could not be verified, or where sources disagree: what is shown, and why.

    On the page of a city: about it and its projects. Elsewhere: all, by city, the network and the documents first.
    """
    record = view.record
    if isinstance(record, City):
        ids = [record.id, *(project.id for project in query.projects.select_projects(view.atlas, city=record.id))]
        return view.fill("city/city_questions.html", questions=query.upkeep.open_questions_about(view.atlas, ids))
    return view.fill("guide/open_questions.html", **_questions(view))


@macro
def questions_overview(view: PageView) -> str:
    """How many questions are open, by city and country and by kind, each number a link to its section."""
    found = query.upkeep.count_questions(view.atlas.open_questions.values())
    return view.fill("guide/questions_overview.html", total=found, **_questions(view))


def _questions(view: PageView) -> dict[str, Any]:
    """The open questions: about the network and the documents with their headings, then by country and city."""
    found = query.upkeep.questions_by_place(view.atlas)
    headings = {None: _("The network"), "reports": _("The documents")}
    return {
        "general": [(heading, found[place]) for place, heading in headings.items() if place in found],
        "countries": query.upkeep.questions_by_country(view.atlas),
    }


@macro
def help_wanted(view: PageView) -> str:
    """What is left to do, a section for each kind of work: why it matters, what helps, and each place by city."""
    found = [work for work in query.upkeep.work(view.atlas) if work.tasks]
    return view.fill(
        "guide/help_wanted.html",
        kinds=[(work.kind, len(work.tasks), _tasks_by_city(view, work)) for work in found],
        year=newest_year(view),
    )


def _tasks_by_city(view: PageView, work: query.upkeep.Work) -> list[tuple[str, list[Any]]]:
    """The tasks of a kind: pairs of a city and its records, each with pairs of a task and what it is about."""

    def told(task: query.upkeep.Task) -> tuple[query.upkeep.Task, str]:
        return task, sentences.task(view.atlas, task)

    return [
        (city, [(record, list(map(told, tasks))) for record, tasks in grouped(found, _record_of)])
        for city, found in grouped(work.tasks, lambda task: task.city)
    ]


filled(
    "guide",
    corrections="What the Atlas has corrected, by day and place: what it said, what it says now, the source and the "
    "reason.",
)


def _record_of(task: query.upkeep.Task) -> tuple[str, str]:
    return task.collection, task.record
