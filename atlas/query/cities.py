"""What the page of a city shows: its projects as a reader asks for them, its partners and its requests of 2018."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

from atlas.model.atlas import Atlas
from atlas.model.projects import Figure, Project
from atlas.model.vocabularies import StatusValue
from atlas.query.projects import select_projects
from atlas.query.reports import newest_report, project_rows, row_of

#: Where a project is listed: in the newest list, in an earlier document only, or in none.
Listing = Literal["listed", "left", "never"]

#: The kind of partner that is shown apart, whatever its role.
COMPANY = "company"

#: Companies, then the roles of other partners, in the order in which a reader asks for them.
_GROUPS: tuple[str, ...] = (COMPANY, "government", "operator", "vendor", "technical", "research", "funder")

#: How many dated figures of one thing are drawn as a chart.
DRAWN_FROM = 3


def group_projects(atlas: Atlas, city: str) -> dict[Listing, list[Project]]:
    """Return the projects of a city by where they are listed, each group by name; groups without any are left out."""
    newest = newest_report(atlas)
    groups: dict[Listing, list[Project]] = {listing: [] for listing in get_args(Listing)}
    for project in select_projects(atlas, city=city):
        listed = row_of(atlas, project, newest)
        groups["listed" if listed else "left" if project_rows(atlas, project) else "never"].append(project)
    return {listing: projects for listing, projects in groups.items() if projects}


def city_projects(atlas: Atlas, city: str) -> list[Project]:
    """Return the projects of a city in the order of its page: those of the newest list first."""
    return [project for group in group_projects(atlas, city).values() for project in group]


def count_statuses(projects: Iterable[Project]) -> dict[str, int]:
    """Count projects by status, in the order of the vocabulary, without zeros."""
    n = Counter[str](project.status.value for project in projects)
    return {status: n[status] for status in get_args(StatusValue) if n[status]}


def partners_by_group(projects: Iterable[Project]) -> dict[str, dict[str, list[tuple[Project, bool]]]]:
    """Return the partners in projects, each name once, in the order in which groups are shown.

    A name is under companies or government if any project says that it is one, else under its first role.

    Returns:
        The projects of each partner by group and name, each with whether the partner runs it:
        ``{company or role: {name: [(project, runs)]}}``.
    """
    groups, projects_of = dict[str, list[str]](), dict[str, dict[str, tuple[Project, bool]]]()
    for project in projects:
        for partner in project.partners:
            groups.setdefault(partner.name, []).append(COMPANY if partner.kind == COMPANY else partner.role)
            own = projects_of.setdefault(partner.name, {})
            own[project.id] = project, partner.role == "operator" or own.get(project.id, (project, False))[1]
    by_group: dict[str, dict[str, list[tuple[Project, bool]]]] = {group: {} for group in _GROUPS}
    for name, said in groups.items():
        group = next((group for group in (COMPANY, "government") if group in said), said[0])
        by_group[group][name] = list(projects_of[name].values())
    return {group: partners for group, partners in by_group.items() if partners}


def requesting_projects(atlas: Atlas, city: str) -> list[Project]:
    """Return the projects of a city for which its plan of 2018 asked for support."""
    return [project for project in city_projects(atlas, city) if project.support_required]


class Series(NamedTuple):
    """Figures of a project that count one thing, each with its date."""

    name: str
    figures: list[Figure]  # oldest first


def figure_series(project: Project) -> list[Series]:
    """Return the series of a project that are drawn: of three figures or more that are dated and not negative."""
    names = dict.fromkeys(figure.series for figure in project.figures if figure.series)
    drawn = [
        Series(name, [figure for figure in dated_figures(project) if figure.series == name and figure.value >= 0])
        for name in names
    ]
    return [series for series in drawn if len(series.figures) >= DRAWN_FROM]


def single_figures(project: Project) -> list[Figure]:
    """Return the figures of a project that are in no series that is drawn: by date, then those without one."""
    drawn = [id(figure) for series in figure_series(project) for figure in series.figures]
    undated = [figure for figure in project.figures if not figure.as_of]
    return [figure for figure in [*dated_figures(project), *undated] if id(figure) not in drawn]


def dated_figures(project: Project) -> list[Figure]:
    """Return the dated figures of a project, oldest first."""
    return sorted((figure for figure in project.figures if figure.as_of), key=lambda figure: figure.as_of or "")
