"""The home page and the lists of cities."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise

from markupsafe import Markup

from atlas import query
from atlas.model.words import gettext as _, number
from atlas.site.city_map import SIZES, city_map as mapped
from atlas.site.geography import HEIGHT, WIDTH
from atlas.site.macros.prose import newest_year
from atlas.site.macros.registry import filled, macro
from atlas.site.page_view import PageView

#: Up to how many projects of a kind of change are named.
FEW = 8


filled(
    "network",
    search_field="A field to search the site with; without script it leads to the list of cities.",
)


@macro
def key_numbers(view: PageView) -> str:
    """The numbers of the whole register, each with the set it counts and a link to the list behind it."""
    newest, link = query.reports.newest_report(view.atlas), view.register_link

    def count(what: str, **filters: str) -> str:
        return number(query.totals.count(view.atlas, what, **filters))

    def of_stage(stage: str) -> Markup:
        return link(count("projects", report=newest.id, stage=stage), listed=newest.id, stage=stage)

    numbers = [
        (
            link(count("projects", report=newest.id), listed=newest.id),
            _("projects in the {year} list").format(year=newest_year(view)),
        ),
        (of_stage("ongoing"), _("of them ongoing")),
        (of_stage("planning"), _("of them at planning")),
        (of_stage("completed"), _("of them completed")),
        (link(count("projects")), _("projects known to the Atlas")),
        (link(count("ever_listed"), listed=query.projects.ANY), _("of them ever in an official list")),
        (view.page_link("cities/index.md", "", count("cities")), _("member cities")),
        (view.page_link("cities/index.md", "", count("countries")), _("countries with member cities")),
    ]
    return view.fill("network/key_numbers.html", numbers=numbers)


@macro
def city_map(view: PageView) -> str:
    """A map of all member cities, each a link, and under it the same facts as a list by country.

    The dot of a city is sized by its projects in the newest document.
    """
    newest, cities = query.reports.newest_report(view.atlas), query.projects.select_cities(view.atlas)
    listed = {city.id: query.totals.count(view.atlas, "projects", city=city.id, report=newest.id) for city in cities}
    return view.fill(
        "network/city_map.html",
        map=mapped(cities, listed),
        width=WIDTH,
        height=HEIGHT,
        year=newest_year(view),
        key=_map_key(),
        sources=[
            view.record_link("sources", source) for source in sorted({city.coordinates.source for city in cities})
        ],
        groups=query.projects.cities_by_country(view.atlas),
        listed=listed,
    )


def _map_key() -> list[tuple[str, str]]:
    """Each size of dots, with the numbers of projects that have it in words."""
    sizes = list(SIZES.items())
    spans = [
        _("{first} to {last} projects").format(first=least, last=above - 1) if least else _("no project in this list")
        for (least, _size), (above, _next) in pairwise(sizes)
    ]
    spans.append(_("{n} projects or more").format(n=number(sizes[-1][0])))
    return [(size, span) for (_least, size), span in zip(sizes, spans, strict=True)]


@macro
def changes(view: PageView) -> str:
    """What changed in the newest document since the one before: how many projects, and which if they are few."""
    after = query.reports.newest_report(view.atlas)
    before = query.reports.report_before(view.atlas, after)
    found = query.changes.changes(view.atlas, before, after)
    kinds = [(kind.name, getattr(found, kind.name)) for kind in fields(found)]
    return view.fill(
        "reports/changes.html",
        documents=[
            (report, query.totals.count(view.atlas, "projects", report=report.id)) for report in (before, after)
        ],
        kinds=[(kind, changes) for kind, changes in kinds if changes],
        few=FEW,
    )


filled(
    "network",
    cities_table="Links to the countries, and a section for each: its national entity, a table of its cities and "
    "projects.",
)


@macro
def city_list(view: PageView) -> str:
    """All cities in the order of the alphabet, each a link to its page, with other names where they say more."""
    cities = sorted(view.atlas.cities.values(), key=lambda city: query.common.sort_key(city.name))
    return view.fill("network/city_list.html", cities=cities)
