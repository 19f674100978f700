"""Support: what the plans ask for, and what partners offer."""

from __future__ import annotations

from atlas import query
from atlas.site import sentences
from atlas.site.macros.filters import plan_filters
from atlas.site.macros.plans import plan_table
from atlas.site.macros.registry import by_country, filled, macro
from atlas.site.page_view import PageView

filled(
    "plans",
    support_lead="How much the plans ask for, and which plans ask for nothing of the kind or are not counted.",
)


@macro
def support_by_outcome(view: PageView) -> str:
    """A table of the kinds of support by where the plans that ask for them stand now."""
    return plan_table(view, "support", "outcome", sentences.asked_by_outcome(view.atlas))


@macro
def support_by_area(view: PageView) -> str:
    """A table of the focus areas by the kinds of support that their plans ask for."""
    return plan_table(view, "area", "support", sentences.asked_by_area(view.atlas))


@macro
def support_by_country(view: PageView) -> str:
    """A table of the countries by the kinds of support that their plans ask for."""
    return plan_table(view, "country", "support", sentences.asked_by_country(view.atlas))


filled(
    "plans",
    support_matches="A table of the kinds of support: how many plans ask for each, and which partners offer it.",
    support_partners="A table of the partners: since when, what each offers by which words, and which cities it "
    "supported.",
)


@macro
def support_plans(view: PageView) -> str:
    """The plans by country and city, with what each asks for, in a table that a script lets the reader filter."""
    plans = query.plans.plans(view.atlas)
    return view.fill(
        "plans/support_plans.html",
        groups=by_country(view.atlas, plans, lambda plan: plan.project),
        filters=plan_filters(view),
        total=len(plans),
        source=view.atlas.sources[query.reports.plan_report(view.atlas).source],
    )
