"""How many records of a kind there are, with or without filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from atlas.model import Atlas
from atlas.query.action_plans import plans
from atlas.query.common import QueryError, require_known
from atlas.query.histories import ever_listed
from atlas.query.selections import select_cities, select_projects
from atlas.query.support import requests


def count(atlas: Atlas, what: str, **filters: Any) -> int:
    """How many records of a kind meet the filters.

    Args:
        what: ``projects`` and ``cities`` take the filters of :func:`select_projects` and :func:`select_cities`; the
            other collections take none.

    Raises:
        QueryError: For a kind or filter that does not exist.
    """
    selections: dict[str, Any] = {"projects": select_projects, "cities": select_cities}
    plain: dict[str, Callable[[], int]] = {
        "countries": lambda: len(atlas.countries),
        "focus_areas": lambda: len(atlas.focus_areas),
        "reports": lambda: len(atlas.reports),
        "rows": lambda: sum(len(report.rows) for report in atlas.reports.values()),
        "ever_listed": lambda: len(ever_listed(atlas)),
        "partners": lambda: len(atlas.partners),
        "events": lambda: len(atlas.timeline),
        "terms": lambda: len(atlas.glossary),
        "sources": lambda: len(atlas.sources),
        "open_questions": lambda: len(atlas.open_questions),
        "corrections": lambda: len(atlas.corrections),
        "plans": lambda: len(plans(atlas)),
        "requests": lambda: requests(plans(atlas)),
    }
    require_known("thing that can be counted", what, [*selections, *plain])
    if what in plain:
        if filters:
            raise QueryError(f"'{what}' takes no filter", next(iter(filters)))
        return plain[what]()
    select = selections[what]
    for name in filters:
        require_known(f"filter of '{what}'", name, list(select.__kwdefaults__))
    return len(select(atlas, **filters))
