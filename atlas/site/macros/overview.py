"""The home page and the lists of cities."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise

from markupsafe import Markup

from atlas import query
from atlas.site.city_map import SIZES, city_map as mapped
from atlas.site.geography import HEIGHT, WIDTH
from atlas.site.macros.prose import newest_year
from atlas.site.macros.registry import filled, macro
from atlas.site.page_view import PageView

#: Up to how many projects of a kind of change are named.
FEW = 8


@macro
def search_field(view: PageView) -> str:
    """A field to search the site with; without script it leads to the list of cities."""
    return view.fill("network/search_field.html", action=view.page_address("cities/index.md"))


@macro
def key_numbers(view: PageView) -> str:
    """The numbers of the whole register, each with the set it counts and a link to the list behind it."""
    texts, newest, link = view.texts, query.reports.newest_report(view.atlas), view.register_link

    def count(what: str, **filters: str) -> str:
        return texts.number(query.totals.count(view.atlas, what, **filters))

    def of_stage(stage: str) -> Markup:
        return link(count("projects", report=newest.id, stage=stage), listed=newest.id, stage=stage)

    numbers = [
        (link(count("projects", report=newest.id), listed=newest.id), texts("numbers.listed", year=newest_year(view))),
        *((of_stage(stage), texts(f"numbers.{stage}")) for stage in query.agreement.STATED_STAGES),
        (link(count("projects")), texts("numbers.known")),
        (link(count("ever_listed"), listed=query.projects.ANY), texts("numbers.ever-listed")),
        (view.page_link("cities/index.md", "", count("cities")), texts("numbers.cities")),
        (view.page_link("cities/index.md", "", count("countries")), texts("numbers.countries")),
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
        key=_map_key(view),
        sources=[
            view.record_link("sources", source) for source in sorted({city.coordinates.source for city in cities})
        ],
        groups=query.projects.cities_by_country(view.atlas),
        listed=listed,
    )


def _map_key(view: PageView) -> list[tuple[str, str]]:
    """Each size of dots, with the numbers of projects that have it in words."""
    texts, sizes = view.texts, list(SIZES.items())
    spans = [
        texts("map.key", first=least, last=above - 1) if least else texts("map.key.none")
        for (least, _), (above, _) in pairwise(sizes)
    ]
    return [(size, span) for (_, size), span in zip(sizes, [*spans, texts("map.key.more", sizes[-1][0])], strict=True)]


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
    "network/cities_table.html",
    "Links to the countries, and a section for each: its national entity, a table of its cities and projects.",
    groups=query.projects.cities_by_country,
)


@macro
def city_list(view: PageView) -> str:
    """All cities in the order of the alphabet, each a link to its page, with other names where they say more."""
    cities = sorted(view.atlas.cities.values(), key=lambda city: query.common.sort_key(city.name))
    return view.fill("network/city_list.html", cities=cities)
