"""What the page of a city shows: its projects as a reader asks for them, its partners and its requests of 2018."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal, get_args

from atlas.model.atlas import Atlas
from atlas.model.projects import Project
from atlas.model.vocabularies import Role, StatusValue
from atlas.query.projects import select_projects
from atlas.query.reports import newest_report, project_rows, row_of

#: Where a project is listed: in the newest list, in an earlier document only, or in none.
Listing = Literal["listed", "left", "never"]


def grouped_projects(atlas: Atlas, city: str) -> dict[Listing, list[Project]]:
    """Return the projects of a city by where they are listed, each group by name; groups without any are left out."""
    newest = newest_report(atlas)
    groups: dict[Listing, list[Project]] = {listing: [] for listing in get_args(Listing)}
    for project in select_projects(atlas, city=city):
        listed = row_of(atlas, project, newest)
        groups["listed" if listed else "left" if project_rows(atlas, project) else "never"].append(project)
    return {listing: projects for listing, projects in groups.items() if projects}


def city_projects(atlas: Atlas, city: str) -> list[Project]:
    """Return the projects of a city in the order of its page: those of the newest list first."""
    return [project for group in grouped_projects(atlas, city).values() for project in group]


def count_statuses(projects: Iterable[Project]) -> dict[str, int]:
    """Count projects by status, in the order of the vocabulary, without zeros."""
    n = Counter[str](project.status.value for project in projects)
    return {status: n[status] for status in get_args(StatusValue) if n[status]}


def partners_by_role(atlas: Atlas, city: str) -> dict[str, dict[str, list[Project]]]:
    """Return the partners in the projects of a city by role: ``{role: {name: projects}}``."""
    found: dict[str, dict[str, list[Project]]] = {role: {} for role in get_args(Role)}
    for project in city_projects(atlas, city):
        for partner in project.partners:
            found[partner.role].setdefault(partner.name, []).append(project)
    return {role: partners for role, partners in found.items() if partners}


def requesting_projects(atlas: Atlas, city: str) -> list[Project]:
    """Return the projects of a city for which its plan of 2018 asked for support."""
    return [project for project in city_projects(atlas, city) if project.support_required]
