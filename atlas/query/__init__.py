"""Selections, counts, histories and comparisons: every number on the site, as pure functions of the loaded records.

Write ``from atlas import query``, then ``query.projects.select_projects(...)``. Each module imports only from those
above it:

- ``common``: what the others share, such as the order of names, the age of a date, the open questions
- ``reports``: which reports there are, which rows list a project, what do the rows of a report add up to?
- ``publishers``: who besides ASEAN says something of a project?
- ``promises``: which dates were promised, and were they kept?
- ``projects``: which projects and cities are there, which meet some filters, and how did each appear in every report?
- ``changes``: what changed from one report to a later one?
- ``agreement``: does what a report states fit its own rows and the other reports, and where did a stage go back?
- ``events``: what happened to projects that was not as planned?
- ``plans``: what became of the plans of 2018, what do they ask for, and which partners offer it?
- ``cities``: in which order are the projects of a city shown, who takes part in them, what did the city ask for?
- ``topics``: which topics are there, which projects have them, what became of their plans?
- ``totals``: how do focus areas, cities and countries compare, and how many records of a kind are there?
- ``sources``: which sources are there, and what cites each?
- ``questions``: what is open, and what was answered?
- ``work``: how complete, how old and how far translated are the data, and what is left to do?
"""

from types import SimpleNamespace

from atlas.query import (
    agreement,
    changes,
    cities,
    common,
    events,
    plans,
    projects,
    promises,
    publishers,
    questions,
    reports,
    sources,
    topics,
    totals,
    work,
)

#: The modules, each after those it imports from.
MODULES = (
    common,
    reports,
    publishers,
    promises,
    projects,
    changes,
    agreement,
    events,
    plans,
    cities,
    topics,
    totals,
    sources,
    questions,
    work,
)

__all__ = [
    "MODULES",
    "agreement",
    "changes",
    "cities",
    "common",
    "events",
    "plans",
    "projects",
    "promises",
    "public",
    "publishers",
    "questions",
    "reports",
    "sources",
    "topics",
    "totals",
    "work",
]


def public() -> SimpleNamespace:
    """Return what the modules define under a public name, for templates, which cannot import."""
    return SimpleNamespace(
        **{
            name: value
            for module in MODULES
            for name, value in vars(module).items()
            if name[:1] != "_" and getattr(value, "__module__", module.__name__) == module.__name__
        }
    )
