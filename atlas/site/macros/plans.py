"""What became of the plans, what changed from report to report, and what support the plans ask for."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Any

from atlas import query
from atlas.model.labels import label
from atlas.site.figures import charts, sentences
from atlas.site.macros.registry import macro, template_macros
from atlas.site.pages.page_view import PageView

template_macros(
    "plans",
    plans_finding="What became of the plans in one sentence, in which each number leads to its projects.",
    plans_lead="How many projects the action plans count, and what the newest list says of them, in a few sentences.",
    besides_asean="How many listed projects, and how many completed ones, no source but ASEAN's papers names.",
    plans_inferred="How many plans in the newest list we match by inference, in a sentence. Empty where there is none.",
)


@macro
def plan_chart(view: PageView) -> str:
    """The plans from list to list as a chart, in which each number and each band leads to the projects behind it."""
    return view.fill("plans/plan_chart.html", **_flow_chart(view))


@macro
def plan_flows(view: PageView) -> str:
    """The same chart, with tables of the plans by stage in each document, and step by step."""
    states = query.plans.plan_states(view.atlas)
    return view.fill(
        "plans/plan_flows.html",
        **_flow_chart(view),
        states=states,
        occurring=[state for state in query.plans.FURTHEST_FIRST if any(state in counts for counts in states.values())],
        steps=[
            (report, list(group)) for report, group in groupby(query.plans.flows(view.atlas), attrgetter("after.id"))
        ],
    )


def _flow_chart(view: PageView) -> dict[str, Any]:
    """Return what the template of the chart needs."""
    flows, states = query.plans.flows(view.atlas), query.plans.plan_states(view.atlas)
    order = {state: series for series, state in enumerate(query.plans.FURTHEST_FIRST)}
    labels = sentences.list_labels(view.atlas)
    values = [[counts.get(state, 0) for state in order] for counts in states.values()]
    moves = [
        {(order[flow.old], order[flow.new]): flow.n for flow in flows if flow.after.id == after}
        for after in [*labels][1:]
    ]
    feet = sentences.feet(labels.values(), map(sum, values))
    chart = charts.fit(charts.flow, values, feet, charts.NAMED, moves)
    occurring = [state for state in order if any(state in counts for counts in states.values())]
    # The name of the open stage is too long for the space beside a column on a phone.
    beside = [state for state in occurring if order[state] in chart[0].names and state != query.common.OPEN_STAGE]
    return {
        "chart": chart,
        "feet": feet,
        "names": [label("stage", state) if state in beside else "" for state in order],
        "keys": [state for state in occurring if state not in beside],
        "labels": labels,
    }


@macro
def plans_named(view: PageView, outcome: str) -> str:
    """The plans that came to one end, by name: what lists and plan print, a successor, what is known.

    Args:
        outcome: The stage that the newest document gives them, or `"left-later"` or `"never-listed"`.

    Errors: an end that does not exist.
    """
    return view.fill("plans/plans_named.html", outcome=outcome, plans=query.plans.plans_with(view.atlas, outcome))


@macro
def plans_by(view: PageView, what: str) -> str:
    """A table of what became of the plans, by city or area; each number a link to its rows.

    Args:
        what: `"city"` or `"area"`.

    Errors: anything else.
    """
    query.common.require_known("filter of plans", what, ("city", "area"))
    return view.fill("plans/plans_by.html", what=what)


template_macros(
    "plans",
    plans_register="The plans in one table by country, each with its stage in every document, which a script lets one "
    "filter.",
)


template_macros(
    "reports",
    changes_overview="A table of the lists by kind of change: how many projects changed, each number a link to its "
    "section.",
)


@macro
def report_changes(view: PageView) -> str:
    """A section for each list of projects but the first, newest first: what changed since the list before it.

    Each begins with a sum; then every project that is new, back, renamed, moved or gone has a sentence of its own. The
    last section is about the workshop of 2018.
    """
    return view.fill("reports/report_changes.html", steps=query.changes.changes_of_lists(view.atlas))


template_macros(
    "projects", trouble_lead="How many projects were delayed, disputed, halted, removed, or left the lists."
)


@macro
def trouble_table(view: PageView) -> str:
    """What was not as planned by kind, country and city: what happened, who says so, the answer, the status."""
    trouble = query.events.trouble(view.atlas)
    return view.fill(
        "projects/trouble_table.html", kinds={kind: entries for kind, entries in trouble.items() if entries}
    )


template_macros(
    "plans",
    support_sums="How much the plans ask for, and tables of the kinds of support by outcome, focus area and country.",
    support_matches="A table of the kinds of support: how many plans ask for each, and which partners offer it.",
    support_partners="A table of the partners: since when, what each offers by which words, and which cities it "
    "supported.",
    support_plans="The plans by country and city, with what each asks for, in a table that a script lets the reader "
    "filter.",
)
