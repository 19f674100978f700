"""Support: what the plans ask for, counted by any of their filters, and what partners offer or have given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from atlas.model import Atlas, City, Partner, SupportKind, once_per_atlas
from atlas.query.action_plans import LISTED, NONE, OUTCOME_CHOICES, Plan, plan_facts, plans
from atlas.query.common import require_known
from atlas.query.selections import cities_in_order, countries_in_order

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


@once_per_atlas
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
