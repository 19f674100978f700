"""The choices of the registers: each filter with its values and what they are called."""

from __future__ import annotations

from typing import Any, get_args

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.labels import label
from atlas.model.vocabularies import ProjectEventKind, PromiseKind, Stage, StatusValue, SupportKind
from atlas.model.words import date, gettext as _
from atlas.query.promises import ANY_OVERDUE, ELSEWHERE, RESULTS, promise_facts, promises
from atlas.query.publishers import ASEAN_ALONE, PUBLISHERS
from atlas.site.figures import sentences

#: A filter: its name, and its values with what each is called, in their order.
Filter = tuple[str, list[tuple[str, str]]]


def record_filters(atlas: Atlas, *names: str) -> list[Filter]:
    """Return filters of a register by name."""

    def by_name(collection: str) -> list[tuple[str, str]]:
        named = [(key, query.common.name_of(record)) for key, record in atlas.collection(collection).items()]
        return sorted(named, key=lambda option: query.common.sort_key(option[1]))

    def words(vocabulary: str, kind: Any) -> list[tuple[str, str]]:
        return [(value, label(vocabulary, value)) for value in get_args(kind)]

    read = {topic for project in atlas.projects.values() for topic in project.topics}
    newest_first = reversed(atlas.reports.values())
    documents = [(report.id, date(query.reports.report_date(atlas, report))) for report in newest_first]
    options = {
        "country": by_name("countries"),
        "city": by_name("cities"),
        "area": by_name("focus_areas"),
        "topic": [(topic, name) for topic, name in by_name("topics") if topic in read],
        "status": words("status", StatusValue),
        "besides": [(kind, label("besides", kind)) for kind in [ASEAN_ALONE, *PUBLISHERS]],
        "promise": [(value, label("promise_result", value)) for value in (ANY_OVERDUE, *RESULTS)],
        "happened": words("project_event_kind", ProjectEventKind),
        "listed": [(query.projects.ANY, _("any date")), *documents],
        "stage": words("stage_column", Stage),
        "support": words("support", SupportKind),
    }
    return [(name, options[name]) for name in names]


def plan_filters(atlas: Atlas) -> list[Filter]:
    """Return the filters of a register of plans, with only those values that some plan has."""
    facts = {fact for plan in query.plans.plans(atlas) for fact in query.plans.plan_facts(atlas, plan)}
    outcomes = [(value, label("outcome", value)) for value in query.plans.OUTCOME_CHOICES]
    filters = [*record_filters(atlas, "country", "city", "topic", "area", "support"), ("outcome", outcomes)]
    none = (query.plans.NONE, _("none"))
    return [
        (name, [(value, text) for value, text in [*options, none] if f"{name}={value}" in facts])
        for name, options in filters
    ]


def promise_filters(atlas: Atlas) -> list[Filter]:
    """Return the filters of the list of promised dates, with only those values that some promise has."""
    facts = {fact for entry in promises(atlas) for fact in promise_facts(atlas, entry)}
    [(_promise, results)] = record_filters(atlas, "promise")
    filters = [
        *record_filters(atlas, "country", "city"),
        ("kind", [(kind, label("promise_kind", kind)) for kind in get_args(PromiseKind)]),
        ("result", results),
        ("paper", [*sentences.list_labels(atlas).items(), (ELSEWHERE, _("none of these"))]),
    ]
    return [(name, [option for option in options if f"{name}={option[0]}" in facts]) for name, options in filters]


def path_filters(atlas: Atlas) -> list[Filter]:
    """Return the filters of a register of plans by their states, how they came to them, and how sure that is."""
    labels = sentences.list_labels(atlas)

    def stage(state: str) -> str:
        return label("stage_column", state)

    states = [
        (f"{report}.{state}", _("{document}: {state}").format(document=labels[report], state=stage(state)))
        for report, counts in query.plans.plan_states(atlas).items()
        for state in counts
    ]
    step = _("{before} to {after}: {old}, then {new}")
    steps = [
        (
            f"{flow.after.id}.{flow.old}.{flow.new}",
            step.format(
                before=labels[flow.before.id], after=labels[flow.after.id], old=stage(flow.old), new=stage(flow.new)
            ),
        )
        for flow in query.plans.flows(atlas)
    ]
    inferred = any(plan.is_inferred for plan in query.plans.plans(atlas))
    matches = [("match", [("inferred", label("certainty", "inferred"))])] if inferred else []
    return [("state", states), ("step", steps), *matches]
