"""The documents, and where they contradict themselves or each other."""

from __future__ import annotations

from typing import get_args

from atlas.model.vocabularies import StatusValue
from atlas.site.macros.registry import filled, macro
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
