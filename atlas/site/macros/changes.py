"""What changed from report to report."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from markupsafe import Markup

from atlas import query
from atlas.model.reports import Report
from atlas.model.words import gettext as _, ngettext, number
from atlas.site.macros.registry import macro
from atlas.site.page_view import PageView


@macro
def report_changes(view: PageView) -> str:
    """A section for each list of projects but the first, newest first: what changed since the list before it.

    Each begins with a sum; then every project that is new, back, renamed, moved or gone has a sentence of its own.
    """
    pairs = reversed(list(pairwise(query.reports.lists(view.atlas))))
    return view.fill("reports/report_changes.html", pairs=[_pair(view, before, after) for before, after in pairs])


def _step(kind: str, n: int) -> str:
    """What a sum adds or takes away, in words."""
    if kind == "gone":
        return ngettext("{n} that is gone", "{n} that are gone", n).format(n=number(n))
    return (_("{n} new") if kind == "new" else _("{n} back")).format(n=number(n))


def _pair(view: PageView, before: Report, after: Report) -> dict[str, Any]:
    """Two documents, what changed from one to the other by kind, and what their sum is made of."""
    found = query.changes.changes(view.atlas, before, after)
    kinds = {kind: changes for kind in query.changes.TOLD if (changes := getattr(found, kind))}

    def steps(*names: str) -> list[Markup]:
        return [
            view.page_link(view.src, f"{after.id}-{kind}", _step(kind, len(kinds[kind])))
            for kind in names
            if kind in kinds
        ]

    return {
        "before": before,
        "after": after,
        "counts": [query.reports.report_counts(view.atlas, report).total for report in (before, after)],
        "less": steps("gone"),
        "plus": steps("new", "returned"),
        "kinds": kinds,
        "proposals": query.changes.only_proposes(view.atlas, before),
    }


@macro
def workshop_changes(view: PageView) -> str:
    """Which projects of the workshop of 2018 stand in the plans that followed it, a sentence for each."""
    workshop, plans = view.atlas.reports[view.atlas.network.workshop.id], query.reports.plan_report(view.atlas)
    presented = [change for change in query.changes.compared(view.atlas, workshop, plans) if change.before]
    return view.fill("network/workshop_changes.html", workshop=workshop, plans=plans, presented=presented)
