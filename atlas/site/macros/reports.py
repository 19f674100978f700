"""The documents, and where they contradict themselves or each other."""

from __future__ import annotations

from typing import get_args

from atlas import query
from atlas.model.vocabularies import StatusValue
from atlas.site.macros.registry import filled

filled(
    "reports/reports_table.html",
    "A table of the documents side by side: what each states, and what its own rows add up to.",
    stages=query.common.STAGES,
)
filled(
    "reports/report_details.html",
    "A section for each document: stated against counted, its contradictions, and every row as printed.",
    stages=query.common.STAGES,
)
filled(
    "reports/source_list.html",
    "All sources by kind, with where each is cited.",
    groups=query.upkeep.sources_by_kind,
)
filled(
    "reports/stage_marks.html",
    "The mark of each stage, and of what is none, as the strips of the cities show them; and what each means.",
    states=query.projects.STATES,
)
filled(
    "reports/status_meanings.html",
    "Each status that a project can have, and what it means.",
    statuses=get_args(StatusValue),
)
filled(
    "reports/agreements.html",
    "How many numbers each document gives of itself fit its rows, and a table of those that do not.",
    agreements=query.agreement.agreements,
)
filled(
    "reports/earlier_totals.html",
    "What documents state as the total of the year before, beside what the document of that year counts.",
    totals=query.agreement.earlier_totals,
)
filled(
    "reports/setbacks.html",
    "A table of the projects to which a document gives an earlier stage than the one before, with their pages.",
    setbacks=query.agreement.setbacks,
)
