"""The network: members, partners, events, and the workshop of 2018."""

from __future__ import annotations

from atlas import query
from atlas.model.words import gettext as _, number
from atlas.site import charts, sentences
from atlas.site.macros.filters import record_filters
from atlas.site.macros.registry import filled, grouped, macro
from atlas.site.page_view import PageView

#: How many cities or countries can stand side by side.
COMPARED = 4


@macro
def comparison(view: PageView) -> str:
    """A table of all cities by country in numbers, from which a script puts two to four places side by side.

    Each number leads to its projects in the register. The choice stands in the address, once for each place, as the
    id of a city or country: `?with=jakarta&with=VN`.
    """
    return view.fill(
        "network/comparison.html",
        groups=query.totals.comparison(view.atlas),
        plans=query.reports.plan_report(view.atlas),
        choices=range(1, COMPARED + 1),
        places=dict(record_filters(view, "city", "country")),
    )


filled(
    "network",
    framework="The framework of 2018: status, definition of a smart city, aims, outcomes, systems, enablers.",
    governance="Who does what in the network.",
    chairs="A table of the countries that chaired the network.",
    shepherds="A table of the countries that served as shepherd.",
    admission="How a city becomes a member.",
)


@macro
def members(view: PageView) -> str:
    """How the network grew, as a chart and a table by year, and a table of how many members the documents count."""
    years = query.projects.members_each_year(view.atlas)
    return view.fill(
        "network/members.html",
        membership=view.atlas.network.membership,
        finding=sentences.growth(view.atlas),
        chart=charts.columns([[joined, total - joined] for _, joined, total in years]),
        feet=[[str(year)] + ([_("+{n}").format(n=number(joined))] if joined else []) for year, joined, _total in years],
    )


filled(
    "network",
    partners="A section for each partner: since when, with what, and which cities it is known to have supported.",
)


@macro
def timeline(view: PageView) -> str:
    """The dated events and documents, a section for each year."""
    events = sorted(view.atlas.timeline.values(), key=lambda event: event.date)
    return view.fill("network/timeline.html", years=grouped(events, lambda event: event.date[:4]))


filled(
    "network",
    glossary="The terms and abbreviations, by name.",
    workshop_facts="The workshop of 2018: when, what for, who attended, the Indonesian delegation by institution.",
    workshop_projects="A table of the projects presented at the workshop: printed name and area, and what became of "
    "each.",
)


@macro
def themes(view: PageView) -> str:
    """A section for each theme of the workshop, with what stands behind it."""
    themes = [view.atlas.themes[theme] for theme in view.atlas.network.workshop.themes]
    return view.fill("network/themes.html", themes=themes)


filled(
    "network",
    site_visits="A section for each place visited during the workshop.",
    follow_up="What was agreed at the workshop, and what is known of it.",
)
