"""The action plans of 2018: what became of them, which support they ask for, and which partners offer it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise, takewhile
from typing import Literal, NamedTuple, get_args

from atlas.model.atlas import Atlas
from atlas.model.cities import City
from atlas.model.network import Partner
from atlas.model.projects import Project
from atlas.model.reports import Report, Row
from atlas.model.vocabularies import SupportKind
from atlas.query.common import STAGES, require_known
from atlas.query.events import projects_in_trouble
from atlas.query.projects import (
    State,
    StateInReport,
    cities_in_order,
    countries_in_order,
    history,
    inferred_names,
    projects_in_order,
)
from atlas.query.reports import lists, plan_report, row_of

#: What became of a plan: its stage in the newest report, or whether any list after the plans had it at all.
Outcome = Literal["completed", "ongoing", "ongoing-or-planning", "planning", "proposed", "left-later", "never-listed"]

#: All outcomes, in the order of the vocabulary.
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

#: The word for plans without any value of a filter.
NONE = "none"

#: The word for any stage in the newest report.
LISTED = "listed"

#: The values of the filter by outcome: the stages, any stage, and what is no stage.
OUTCOME_CHOICES: tuple[str, ...] = (*OUTCOMES[:5], LISTED, *OUTCOMES[5:])

#: All states, from the furthest stage to the earliest, then those that are no stage.
FURTHEST_FIRST: tuple[State, ...] = (
    *("completed", "ongoing", "ongoing-or-planning", "planning", "proposed"),
    *("not-listed", "not-a-member"),
)


@dataclass(frozen=True)
class Plan:
    """A project of the action plans, and what became of it."""

    project: Project
    row: Row  # its row in the plans
    area: str | None  # the focus area printed in the plan, otherwise the one we read in it, if any
    asked: list[SupportKind]  # the kinds of support that the plan asks for
    requests: int  # how many requests the plan makes; one request can ask for several kinds
    history: list[StateInReport]  # what the report of the plans and each list after it say of it, oldest first

    @cached_property
    def outcome(self) -> Outcome:
        """What became of it."""
        newest = self.history[-1].row
        return newest.stage if newest else "left-later" if self.last_listed else "never-listed"

    @cached_property
    def is_inferred(self) -> bool:
        """Whether we infer, from name and subject, that a list means this plan."""
        printed = {appearance.row.name for appearance in self.history if appearance.row}
        return not printed.isdisjoint(inferred_names(self.project))

    @property
    def last_listed(self) -> StateInReport | None:
        """The newest list that has it, other than the plans themselves; None without one."""
        return next((appearance for appearance in reversed(self.history[1:]) if appearance.row), None)

    @property
    def unchanged_since(self) -> StateInReport:
        """The oldest of the unbroken run of reports in which its state is that of the newest."""
        newest = self.history[-1].state
        return list(takewhile(lambda appearance: appearance.state == newest, reversed(self.history)))[-1]


@lru_cache(maxsize=1)
def plans(atlas: Atlas) -> list[Plan]:
    """Return the projects that the action plans count, by country, city and name."""
    return [plan for plan in _printed_plans(atlas) if plan.row.counted]


def uncounted_plans(atlas: Atlas) -> list[Plan]:
    """Return the projects that the action plans print but do not count, by country, city and name."""
    return [plan for plan in _printed_plans(atlas) if not plan.row.counted]


def _printed_plans(atlas: Atlas) -> Iterator[Plan]:
    for project in projects_in_order(atlas):
        row = row_of(atlas, project, plan_report(atlas))
        if row is not None:
            area, asked = row.focus_area or row.focus_area_implied, project.support_required
            kinds, requests = (asked.kinds, len(asked.text)) if asked else ([], 0)
            yield Plan(project, row, area, kinds, requests, history(atlas, project, lists(atlas)))


def plan_facts(atlas: Atlas, plan: Plan) -> list[str]:
    """Return the filters of a register of plans that a plan meets, as ``filter=value``; the city comes first."""
    return [
        f"city={plan.project.city}",
        f"country={atlas.cities[plan.project.city].country}",
        f"area={plan.area or NONE}",
        *(f"topic={topic}" for topic in plan.project.topics),
        f"outcome={plan.outcome}",
        *([f"outcome={LISTED}"] if plan.outcome in STAGES else []),
        *([f"support={kind}" for kind in plan.asked] or [f"support={NONE}"]),
    ]


def plan_outcomes(atlas: Atlas) -> dict[str, int]:
    """Count the plans by value of the filter by outcome, without zeros: ``{value: plans}``."""
    n = Counter[str](plan.outcome for plan in plans(atlas))
    n[LISTED] = sum(n[stage] for stage in STAGES)
    return {choice: n[choice] for choice in OUTCOME_CHOICES if n[choice]}


def plans_with(atlas: Atlas, outcome: str) -> list[Plan]:
    """Return the plans with one outcome, by country, city and name."""
    require_known("known outcome", outcome, OUTCOMES)
    return [plan for plan in plans(atlas) if plan.outcome == outcome]


def plan_states(atlas: Atlas) -> dict[str, dict[State, int]]:
    """Count the plans by state in each report from the plans on, without zeros: ``{report id: {state: plans}}``."""
    counts: dict[str, Counter[State]] = {report.id: Counter() for report in lists(atlas)}
    for plan in plans(atlas):
        for report, state, _ in plan.history:
            counts[report.id][state] += 1
    return {report: {state: n[state] for state in FURTHEST_FIRST if n[state]} for report, n in counts.items()}


def troubled_plans(atlas: Atlas) -> list[Plan]:
    """Return the plans whose projects were delayed, disputed, halted or removed, went back, or left the lists."""
    projects = {project.id for project in projects_in_trouble(atlas)}
    return [plan for plan in plans(atlas) if plan.project.id in projects]


class Flow(NamedTuple):
    """How many plans go from one state to another between two neighbouring lists."""

    before: Report
    after: Report
    old: State
    new: State
    n: int


def flows(atlas: Atlas) -> list[Flow]:
    """Return all flows of plans between neighbouring lists, oldest first, the furthest states first."""
    steps = [list(pairwise(plan.history)) for plan in plans(atlas)]
    bands = []
    for index, (before, after) in enumerate(pairwise(lists(atlas))):
        n = Counter((step[index][0].state, step[index][1].state) for step in steps)
        bands += [
            Flow(before, after, old, new, n[old, new])
            for old in FURTHEST_FIRST
            for new in FURTHEST_FIRST
            if n[old, new]
        ]
    return bands


def path_facts(plan: Plan) -> list[str]:
    """Return the filters that a plan meets by its way through the lists.

    These are ``state=<report>.<state>``, ``step=<report>.<state before>.<state>``, and ``match=inferred``.
    """
    return [
        *(f"state={report.id}.{state}" for report, state, _ in plan.history),
        *(f"step={after.report.id}.{before.state}.{after.state}" for before, after in pairwise(plan.history)),
        *(["match=inferred"] if plan.is_inferred else []),
    ]


class Kept(NamedTuple):
    """How many plans had a stage in the first list after the plans, and how many of them the newest report lists."""

    report: Report
    stage: State
    n: int
    listed: int


def outcomes_by_first_stage(atlas: Atlas) -> list[Kept]:
    """Return what became of the plans by their stage in the first list after the plans, the furthest first."""
    firsts = [(plan, first) for plan in plans(atlas) for first in plan.history[1:2]]
    groups = []
    for stage in FURTHEST_FIRST:
        listed = [plan.outcome in STAGES for plan, first in firsts if first.state == stage and first.row]
        if listed:
            groups.append(Kept(lists(atlas)[1], stage, len(listed), sum(listed)))
    return groups


#: All kinds of support, in the order of the vocabulary.
SUPPORT_KINDS: tuple[SupportKind, ...] = get_args(SupportKind)


class PlanCount(NamedTuple):
    """How many plans meet some filters: the number of rows in a register of plans with these filters."""

    n: int
    filters: dict[str, str]


class PlanTable(NamedTuple):
    """How many plans have two properties at once."""

    columns: list[str]  # the values of the one property
    rows: dict[str, list[PlanCount]]  # for each value of the other the counts by column, and the count of all its plans
    totals: list[PlanCount]  # by column, then of all plans; a plan with several values counts under each

    @property
    def sum_column(self) -> int | None:
        """Return the place of the column of listed plans, the sum of the stages after it; None without it."""
        return self.columns.index(LISTED) if LISTED in self.columns else None

    @property
    def largest(self) -> int:
        """Return the largest count of one value of each property, sums left out."""
        rows = (row[:-1] for row in self.rows.values())
        counts = (count.n for row in rows for place, count in enumerate(row) if place != self.sum_column)
        return max(counts, default=0)


def count_plans(atlas: Atlas, **filters: str) -> PlanCount:
    """Count the plans that meet every filter; see :func:`plan_facts` for the filters."""
    meeting = [_plans_by_fact(atlas).get(f"{name}={value}", set()) for name, value in filters.items()]
    return PlanCount(len(set.intersection(*meeting)) if meeting else len(plans(atlas)), filters)


@lru_cache(maxsize=1)
def _plans_by_fact(atlas: Atlas) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = {}
    for plan in plans(atlas):
        for fact in plan_facts(atlas, plan):
            ids.setdefault(fact, set()).add(plan.project.id)
    return ids


def plans_of(atlas: Atlas, country: str) -> list[Plan]:
    """Return the plans of the cities of a country."""
    return [plan for plan in plans(atlas) if atlas.cities[plan.project.city].country == country]


def plan_table(atlas: Atlas, rows: str, columns: str) -> PlanTable:
    """Count the plans by the values that occur of two filters, in rows and columns."""
    heads = plan_values(atlas, columns)

    def counts(**row: str) -> list[PlanCount]:
        return [*(count_plans(atlas, **row, **{columns: value}) for value in heads), count_plans(atlas, **row)]

    return PlanTable(heads, {value: counts(**{rows: value}) for value in plan_values(atlas, rows)}, counts())


def plan_values(atlas: Atlas, name: str) -> list[str]:
    """Return the values of a filter that any plan meets, in their own order, then "none"."""
    orders: dict[str, Iterable[str]] = {
        "support": SUPPORT_KINDS,
        "outcome": OUTCOME_CHOICES,
        "area": atlas.focus_areas,
        "topic": atlas.topics,
        "city": [city.id for city in cities_in_order(atlas)],
        "country": [country.id for country in countries_in_order(atlas)],
    }
    require_known("filter of plans", name, orders)
    return [value for value in [*orders[name], NONE] if count_plans(atlas, **{name: value}).n]


def plans_without_kind(atlas: Atlas) -> tuple[list[Plan], list[Plan]]:
    """Return the plans that ask for no kind of support: (those with another request, those without any)."""
    without = [plan for plan in plans(atlas) if not plan.asked]
    return [plan for plan in without if plan.requests], [plan for plan in without if not plan.requests]


class Offering(NamedTuple):
    """A partner that offers a kind of support."""

    partner: Partner
    known_in: list[City]  # the cities that ask for that kind and that the partner has supported, with whatever it was


class Match(NamedTuple):
    """A kind of support, with its requests and offers. The match is our inference: no report states it."""

    kind: SupportKind
    asking: PlanCount  # the plans that ask for it
    listed: PlanCount  # those of them that the newest report lists
    offering: list[Offering]  # the partners that offer it


def matches(atlas: Atlas) -> list[Match]:
    """Return every kind of support that a plan asks for or a partner offers, in the order of the vocabulary."""
    entries = []
    for kind in SUPPORT_KINDS:
        asking, listed = count_plans(atlas, support=kind), count_plans(atlas, support=kind, outcome=LISTED)
        cities = {plan.project.city for plan in plans(atlas) if kind in plan.asked}
        offering = [
            Offering(partner, [city for city in supported_cities(atlas, partner) if city.id in cities])
            for partner in atlas.partners.values()
            if any(offer.kind == kind for offer in partner.offers)
        ]
        if offering or asking.n:
            entries.append(Match(kind, asking, listed, offering))
    return entries


def supported_cities(atlas: Atlas, partner: Partner) -> list[City]:
    """Return the cities that a partner is known to have supported, by country and name."""
    supported = {city for support in partner.cities_supported for city in support.cities}
    return [city for city in cities_in_order(atlas) if city.id in supported]


def supporters(atlas: Atlas, city: str) -> list[Partner]:
    """Return the partners that are known to have supported a city."""
    return list(_supporters(atlas).get(city, {}).values())


def supporters_of(atlas: Atlas, country: str) -> list[tuple[Partner, list[City]]]:
    """Return the partners that are known to have supported cities of a country, each with these cities."""
    pairs = [
        (partner, [city for city in supported_cities(atlas, partner) if city.country == country])
        for partner in atlas.partners.values()
    ]
    return [(partner, cities) for partner, cities in pairs if cities]


@lru_cache(maxsize=1)
def _supporters(atlas: Atlas) -> dict[str, dict[str, Partner]]:
    """Return the partners that are known to have supported each city: ``{city id: {partner id: partner}}``."""
    partners: dict[str, dict[str, Partner]] = {}
    for partner in atlas.partners.values():
        for city in (city for support in partner.cities_supported for city in support.cities):
            partners.setdefault(city, {})[partner.id] = partner
    return partners
