"""The parts of the page of a city."""

from __future__ import annotations

from atlas import query
from atlas.model.cities import City
from atlas.site.macros.registry import macro, page_record
from atlas.site.page_view import PageView


@macro
def city_lead(view: PageView) -> str:
    """One line that places the city of the page: country, year of joining, how many projects. Opens the page.

    Errors: the page stands for no city.
    """
    city = page_record(view, City)
    return view.fill(
        "city/city_lead.html",
        city=city,
        known=query.totals.count(view.atlas, "projects", city=city.id),
        listed=query.totals.count(view.atlas, "projects", city=city.id, report=query.reports.NEWEST),
    )


@macro
def city_history(view: PageView) -> str:
    """The projects of the city of the page under each other: the stage in each document, and how each stands today.

    Errors: the page stands for no city.
    """
    city = page_record(view, City)
    strips = query.projects.strips(view.atlas, query.projects.select_projects(view.atlas, city=city.id))
    return view.fill("city/city_history.html", city=city, strips=strips)


@macro
def city_facts(view: PageView) -> str:
    """The fact box of the city of the page: local name, population, area, official site, coordinates, sources.

    Errors: the page stands for no city.
    """
    return view.fill("city/city_facts.html", city=page_record(view, City))


@macro
def city_plan(view: PageView) -> str:
    """What the city of the page set out to do: vision, problems, targets and focus areas of its plan of 2018.

    Errors: the page stands for no city.
    """
    return view.fill("city/city_plan.html", city=page_record(view, City))


@macro
def project_details(view: PageView) -> str:
    """A section for each project of the city of the page, with every field of its record; or that none is known.

    Errors: the page stands for no city.
    """
    city = page_record(view, City)
    return view.fill(
        "city/project_details.html",
        city=city,
        projects=query.projects.select_projects(view.atlas, city=city.id),
        checked=query.common.last_checked(view.atlas),
    )
