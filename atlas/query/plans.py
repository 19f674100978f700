"""The action plans of 2018: what became of them, what they ask for, and which partners offer it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Literal, get_args

from atlas.model.atlas import Atlas
from atlas.model.cities import City
from atlas.model.network import Partner
from atlas.model.projects import Link, Project
from atlas.model.reports import Report, Row
from atlas.model.vocabularies import SupportKind
from atlas.query.common import STAGES, require_known
from atlas.query.projects import (
    Appearance,
    State,
    appearance_in,
    cities_in_order,
    countries_in_order,
    projects_in_order,
)
from atlas.query.reports import lists, newest_report, plan_report, row_of

# What became of the plans: where each stands in the newest document, and its way there from list to list.


#: Where a plan stands in the newest document: at a stage, in none of the lists since an earlier one, or in none at all.
Outcome = Literal["completed", "ongoing", "ongoing-or-planning", "planning", "proposed", "left-later", "never-listed"]

#: All of them, in the order of the vocabulary.
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

#: The word that stands for having none of what a filter asks for.
NONE = "none"

#: The word that stands for any stage in the newest document.
LISTED = "listed"

#: What a filter by outcome can ask for.
OUTCOME_CHOICES: tuple[str, ...] = (
    *(outcome for outcome in OUTCOMES if outcome in STAGES),
    LISTED,
    *(outcome for outcome in OUTCOMES if outcome not in STAGES),
)

#: The states from the furthest down, then those that are no stage.
FURTHEST: tuple[State, ...] = (
    "completed",
    "ongoing",
    "ongoing-or-planning",
    "planning",
    "proposed",
    "not-listed",
    "not-a-member",
)


@dataclass(frozen=True)
class Plan:
    """A project of the action plans, and what became of it.

    Args:
        row: How the plans print it.
        area: The focus area that the plan prints or, where it prints none, the one that it implies by our reading.
        outcome: Where it stands in the newest document.
        asked: The kinds of support that the plan asks for.
        requests: How many requests it makes; what several kinds answer to counts once.
    """

    project: Project
    row: Row
    area: str | None
    outcome: Outcome
    asked: list[SupportKind]
    requests: int


@lru_cache(maxsize=1)
def plans(atlas: Atlas) -> list[Plan]:
    """The projects that the action plans count, by country, city and name."""
    return [plan for plan in _printed_plans(atlas) if plan.row.counted]


def uncounted_plans(atlas: Atlas) -> list[Plan]:
    """The projects that the action plans print but do not count, by country, city and name."""
    return [plan for plan in _printed_plans(atlas) if not plan.row.counted]


def _printed_plans(atlas: Atlas) -> Iterator[Plan]:
    for project in projects_in_order(atlas):
        row = row_of(atlas, project, plan_report(atlas))
        if row is not None:
            asked = project.support_required
            yield Plan(
                project,
                row,
                area=row.focus_area or row.focus_area_implied,
                outcome=_outcome(atlas, project),
                asked=asked.kinds if asked else [],
                requests=len(asked.text) if asked else 0,
            )


def _outcome(atlas: Atlas, project: Project) -> Outcome:
    """Where a project stands in the newest document, or whether any list after the plans had it at all."""
    _, *later = lists(atlas)
    rows = [row for report in later if (row := row_of(atlas, project, report))]
    newest = row_of(atlas, project, newest_report(atlas))
    if newest is not None:
        return newest.stage
    return "left-later" if rows else "never-listed"


def plan_facts(atlas: Atlas, plan: Plan) -> list[str]:
    """What the filters of a register of plans ask of one, as ``filter=value``; the city comes first."""
    return [
        f"city={plan.project.city}",
        f"country={atlas.cities[plan.project.city].country}",
        f"area={plan.area or NONE}",
        f"outcome={plan.outcome}",
        *([f"outcome={LISTED}"] if plan.outcome in STAGES else []),
        *([f"support={kind}" for kind in plan.asked] or [f"support={NONE}"]),
    ]


def plan_outcomes(atlas: Atlas) -> dict[str, int]:
    """How many plans each choice of a filter by outcome finds, without zeros: each end, and any stage together."""
    n: Counter[str] = Counter(plan.outcome for plan in plans(atlas))
    n[LISTED] = sum(n[stage] for stage in STAGES)
    return {choice: n[choice] for choice in OUTCOME_CHOICES if n[choice]}


def plans_with(atlas: Atlas, outcome: str) -> list[Plan]:
    """The plans of one outcome, by country, city and name.

    Raises:
        QueryError: For an outcome that does not exist.
    """
    require_known("known outcome", outcome, OUTCOMES)
    return [plan for plan in plans(atlas) if plan.outcome == outcome]


def plan_history(atlas: Atlas, plan: Plan) -> list[Appearance]:
    """A plan through the document of the plans and those after it, oldest first."""
    return [appearance_in(atlas, plan.project, report) for report in lists(atlas)]


def plan_states(atlas: Atlas) -> dict[str, dict[State, int]]:
    """How many of the plans stand in each state, in each document from that of the plans on; without zeros."""
    found: dict[str, Counter[State]] = {report.id: Counter() for report in lists(atlas)}
    for plan in plans(atlas):
        for appearance in plan_history(atlas, plan):
            found[appearance.report.id][appearance.state] += 1
    return {report: {state: n[state] for state in FURTHEST if n[state]} for report, n in found.items()}


@dataclass(frozen=True)
class Flow:
    """How many plans go from one state to another between two documents that follow each other."""

    before: Report
    after: Report
    old: State
    new: State
    n: int


def flows(atlas: Atlas) -> list[Flow]:
    """Every way that plans go between two documents that follow each other, oldest first, the furthest states first."""
    steps = [list(pairwise(plan_history(atlas, plan))) for plan in plans(atlas)]
    found = []
    for place, (before, after) in enumerate(pairwise(lists(atlas))):
        n = Counter((step[place][0].state, step[place][1].state) for step in steps)
        found += [Flow(before, after, old, new, n[old, new]) for old in FURTHEST for new in FURTHEST if n[old, new]]
    return found


def path_facts(atlas: Atlas, plan: Plan) -> list[str]:
    """What further filters ask of a plan: how it stands in a document, and from which state to which it came there.

    They are ``state=<document>.<state>`` and ``step=<document>.<state before>.<state>``.
    """
    path = plan_history(atlas, plan)
    return [
        *(f"state={appearance.report.id}.{appearance.state}" for appearance in path),
        *(f"step={after.report.id}.{before.state}.{after.state}" for before, after in pairwise(path)),
    ]


@dataclass(frozen=True)
class Kept:
    """How many plans the first document after them gives a stage, and how many of these the newest lists at any."""

    report: Report
    stage: State
    n: int
    listed: int


def kept(atlas: Atlas) -> list[Kept]:
    """What became of the plans by their stage in the first document after them, the furthest first."""
    after = lists(atlas)[1:]
    found: dict[State, list[Plan]] = {state: [] for state in FURTHEST if state in STAGES}
    for plan in plans(atlas):
        for appearance in plan_history(atlas, plan)[1:2]:
            found.get(appearance.state, []).append(plan)
    return [
        Kept(after[0], stage, len(those), sum(plan.outcome in STAGES for plan in those))
        for stage, those in found.items()
        if those
    ]


def state_since(atlas: Atlas, plan: Plan) -> Appearance:
    """How a plan stands in the oldest of the documents that have shown it as the newest does, without a break."""
    path = plan_history(atlas, plan)
    return list(takewhile(lambda appearance: appearance.state == path[-1].state, reversed(path)))[-1]


def last_listed(atlas: Atlas, plan: Plan) -> Appearance | None:
    """How a plan stands in the newest document that lists it, that of the plans aside; None where there is none."""
    return next((appearance for appearance in reversed(plan_history(atlas, plan)[1:]) if appearance.row), None)


def continuations(project: Project) -> list[Link]:
    """The links of a project to those that continue it, whatever documents list these."""
    return [link for link in project.links if link.continued_by]


# Support: what the plans ask for, counted by any of their filters, and what partners offer or have given.


#: All kinds of support, in the order of the vocabulary.
SUPPORT_KINDS: tuple[SupportKind, ...] = get_args(SupportKind)


@dataclass(frozen=True)
class PlanCount:
    """How many plans meet some filters: a link to a register of plans with these shows as many rows."""

    n: int
    filters: dict[str, str]


@dataclass(frozen=True)
class PlanTable:
    """How many plans have which two properties at once.

    Args:
        columns: The values of the one.
        rows: For each value of the other the plans that have it with each of the columns, and all that have it.
        totals: The plans of each column, and all plans. What has several values counts under each, but here once.
    """

    columns: list[str]
    rows: dict[str, list[PlanCount]]
    totals: list[PlanCount]


def count_plans(atlas: Atlas, **filters: str) -> PlanCount:
    """Count the plans that meet every filter of a register of plans; see :func:`plan_facts`."""
    wanted = {f"{name}={value}" for name, value in filters.items()}
    return PlanCount(sum(wanted <= facts for facts in _facts_of_plans(atlas)), filters)


def plan_table(atlas: Atlas, rows: str, columns: str) -> PlanTable:
    """Count the plans by two of the filters of a register of plans; only values that occur have a row or a column."""
    across: list[dict[str, str]] = [{columns: value} for value in plan_values(atlas, columns)]
    return PlanTable(
        columns=plan_values(atlas, columns),
        rows={
            value: [count_plans(atlas, **{rows: value}, **column) for column in [*across, {}]]
            for value in plan_values(atlas, rows)
        },
        totals=[count_plans(atlas, **column) for column in [*across, {}]],
    )


def plan_values(atlas: Atlas, name: str) -> list[str]:
    """The values of a filter that any plan meets, in their own order, having none of them last.

    Raises:
        QueryError: For another filter.
    """
    orders: dict[str, Iterable[str]] = {
        "support": SUPPORT_KINDS,
        "outcome": OUTCOME_CHOICES,
        "area": atlas.focus_areas,
        "city": [city.id for city in cities_in_order(atlas)],
        "country": [country.id for country in countries_in_order(atlas)],
    }
    require_known("filter of plans", name, orders)
    return [value for value in [*orders[name], NONE] if count_plans(atlas, **{name: value}).n]


@lru_cache(maxsize=1)
def _facts_of_plans(atlas: Atlas) -> list[set[str]]:
    return [set(plan_facts(atlas, plan)) for plan in plans(atlas)]


def requests(asking: Iterable[Plan]) -> int:
    """How many requests some plans make between them."""
    return sum(plan.requests for plan in asking)


def plans_without_kind(atlas: Atlas) -> tuple[list[Plan], list[Plan]]:
    """The plans that ask for no kind of support: those that ask for something else, and those that print no request."""
    without = [plan for plan in plans(atlas) if not plan.asked]
    return [plan for plan in without if plan.requests], [plan for plan in without if not plan.requests]


@dataclass(frozen=True)
class Offering:
    """A partner that offers a kind of support.

    Args:
        known_in: The cities with a plan that asks for that kind, and in which the partner is known to have supported
            something, whatever it was.
    """

    partner: Partner
    known_in: list[City]


@dataclass(frozen=True)
class Match:
    """A kind of support, where requests and offers meet. That they do is our inference: no document says so.

    Args:
        asking: The plans that ask for it.
        listed: Those of them that are in the newest document.
        offering: The partners that offer it.
    """

    kind: SupportKind
    asking: PlanCount
    listed: PlanCount
    offering: list[Offering]


def matches(atlas: Atlas) -> list[Match]:
    """Every kind of support that a plan asks for or a partner offers, in the order of the vocabulary."""
    found = [
        Match(
            kind,
            asking=count_plans(atlas, support=kind),
            listed=count_plans(atlas, support=kind, outcome=LISTED),
            offering=list(_offering(atlas, kind)),
        )
        for kind in SUPPORT_KINDS
    ]
    return [match for match in found if match.asking.n or match.offering]


def _offering(atlas: Atlas, kind: SupportKind) -> Iterator[Offering]:
    asking = {plan.project.city for plan in plans(atlas) if kind in plan.asked}
    for partner in atlas.partners.values():
        if any(offer.kind == kind for offer in partner.offers):
            yield Offering(partner, [city for city in supported_cities(atlas, partner) if city.id in asking])


def supported_cities(atlas: Atlas, partner: Partner) -> list[City]:
    """The cities that a partner is known to have supported, by country and name."""
    supported = {city for support in partner.cities_supported for city in support.cities}
    return [city for city in cities_in_order(atlas) if city.id in supported]


def supporters(atlas: Atlas, city: str) -> list[Partner]:
    """The partners that are known to have supported a city, with whatever it was."""
    return [
        partner
        for partner in atlas.partners.values()
        if any(city in support.cities for support in partner.cities_supported)
    ]
