"""The documents, where they contradict each other, and what is open."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from atlas import query
from atlas.model.words import LANGUAGES
from atlas.site.macros.registry import macro, template_macros
from atlas.site.pages.page_view import PageView

template_macros(
    "reports",
    report_notice="That the year of the last check has no report yet, with the dates of the newest list and count of "
    "members. Empty once it has one.",
    reports_table="A table of the documents side by side: what each states, and what its own rows add up to.",
    report_details="A section for each document: stated against counted, its contradictions, and every row as printed.",
)


@macro
def source_list(view: PageView) -> str:
    """All sources by country, with where each is cited."""
    return view.fill("reports/source_list.html", groups=query.sources.sources_by_country(view.atlas))


template_macros(
    "reports",
    stage_marks="The mark of each stage, and of what is none, as the strips of the cities show them; and what each "
    "means.",
    status_meanings="Each status that a project can have, and what it means.",
    agreements_lead="How many numbers the documents state of themselves, and how many do not fit, in a sentence.",
    agreements="How many numbers each document gives of itself fit its rows, and a table of those that do not.",
    disagreements="A section each for totals of the year before, projects under another focus area, and projects at an "
    "earlier stage.",
)


@macro
def open_questions(view: PageView) -> str:
    """What could not be verified, or where sources disagree: how many questions, each by city, and those answered."""
    return view.fill("guide/open_questions.html", countries=query.questions.questions_by_country(view.atlas))


@macro
def help_wanted(view: PageView) -> str:
    """What is left to do, a section for each kind of work: why it matters, what helps, and each place by city."""
    record = attrgetter("collection", "record")
    kinds = [
        (
            work.kind,
            len(work.tasks),
            [
                (city, [(of, list(those)) for of, those in groupby(in_city, record)])
                for city, in_city in groupby(work.tasks, attrgetter("city"))
            ],
        )
        for work in query.work.work(view.atlas)
        if work.tasks
    ]
    return view.fill("guide/help_wanted.html", kinds=kinds, languages=LANGUAGES)


@macro
def corrections(view: PageView) -> str:
    """What the Atlas has corrected, by day: what it said, what it was corrected to, the source and the reason."""
    return view.fill("guide/corrections.html")
