"""The choices of the registers: each filter with its values and what they are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from atlas import query
from atlas.model.labels import label
from atlas.model.vocabularies import Stage, StatusValue, SupportKind
from atlas.model.words import date, gettext as _
from atlas.site import sentences
from atlas.site.page_view import PageView

#: A filter: its name, and its values with what each is called, in their order.
Filter = tuple[str, list[tuple[str, str]]]


def record_filters(view: PageView, *names: str) -> list[Filter]:
    """Return filters of a register by name, each with its values and their labels, in their order."""
    atlas = view.atlas

    def by_name(collection: str) -> list[tuple[str, str]]:
        named = [(record_id, view.site.name_of(collection, record_id)) for record_id in atlas.collection(collection)]
        return sorted(named, key=lambda option: query.common.sort_key(option[1]))

    def words(vocabulary: str, kind: Any) -> list[tuple[str, str]]:
        return [(value, label(vocabulary, value)) for value in get_args(kind)]

    def documents() -> list[tuple[str, str]]:
        return [
            (report.id, date(query.reports.report_date(atlas, report))) for report in reversed(atlas.reports.values())
        ]

    options: dict[str, Callable[[], list[tuple[str, str]]]] = {
        "country": lambda: by_name("countries"),
        "city": lambda: by_name("cities"),
        "area": lambda: by_name("focus_areas"),
        "status": lambda: words("status", StatusValue),
        "listed": lambda: [(query.projects.ANY, _("any date")), *documents()],
        "stage": lambda: words("stage_column", Stage),
        "support": lambda: words("support", SupportKind),
    }
    return [(name, options[name]()) for name in names]


def plan_filters(view: PageView) -> list[Filter]:
    """Return the filters of a register of plans, with only those values that some plan has."""
    found = query.plans.plans(view.atlas)
    facts = {fact for plan in found for fact in query.plans.plan_facts(view.atlas, plan)}
    none = (query.plans.NONE, _("none"))
    filters = dict(record_filters(view, "country", "city", "area", "support"))
    filters["outcome"] = [(value, label("outcome", value)) for value in query.plans.OUTCOME_CHOICES]
    return [
        (name, [(value, text) for value, text in [*options, none] if f"{name}={value}" in facts])
        for name, options in filters.items()
    ]


def path_filters(view: PageView) -> list[Filter]:
    """Return the filters of a register of plans by their state in a report, and by how they came to it."""
    labels = plan_labels(view)
    states = [
        (
            f"{report}.{state}",
            _("{document}: {state}").format(document=labels[report], state=label("stage_column", state)),
        )
        for report, counts in query.plans.plan_states(view.atlas).items()
        for state in counts
    ]
    steps = [
        (
            f"{flow.after.id}.{flow.old}.{flow.new}",
            _("{before} to {after}: {old}, then {new}").format(
                before=labels[flow.before.id],
                after=labels[flow.after.id],
                old=label("stage_column", flow.old),
                new=label("stage_column", flow.new),
            ),
        )
        for flow in query.plans.flows(view.atlas)
    ]
    return [("state", states), ("step", steps)]


def plan_states(view: PageView) -> set[query.projects.State]:
    """Return the states that plans have in any report."""
    return {state for counts in query.plans.plan_states(view.atlas).values() for state in counts}


def plan_labels(view: PageView) -> dict[str, str]:
    """Return the label of each list from the plans on, by the id of its report."""
    return {report.id: sentences.report_label(view.atlas, report) for report in query.reports.lists(view.atlas)}
