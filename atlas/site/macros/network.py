"""The home page, the lists of cities, and the network with its workshop of 2018."""

from __future__ import annotations

from itertools import groupby

from atlas import query
from atlas.model.words import number
from atlas.site.figures import charts, city_map as places, comparison as compared, sentences
from atlas.site.macros.registry import macro, template_macros
from atlas.site.pages.page_view import PageView

#: The stages from the top of a stacked column down, the furthest first.
STACKED = tuple(state for state in query.plans.FURTHEST_FIRST if state in query.common.STAGES)

template_macros(
    "network",
    search_field="A field to search the site with; it leads to the page of results.",
    search_results="What the search finds for the words in the address; without script it says that it needs one.",
)


@macro
def city_map(view: PageView) -> str:
    """Three numbers of the network, a map of all member cities, each a link, and the same facts as a list by country.

    The dot of a city is sized by its projects in any document, and coloured by what the newest document says of them.
    """
    cities, states = query.projects.cities_in_order(view.atlas), query.totals.states_by_city(view.atlas)
    projects = {city: sum(counts.values()) for city, counts in states.items()}
    sources = sorted({city.coordinates.source for city in cities})
    panels, largest = places.panels(cities, projects), max(projects.values())
    return view.fill(
        "network/city_map.html",
        map=places,
        panels=panels,
        coast="".join(places.outline().values()),
        states=states,
        shown=[state for state in query.plans.FURTHEST_FIRST if any(state in counts for counts in states.values())],
        sizes=sorted({min(1, largest), largest}),
        sources=[view.record_link("sources", source) for source in sources],
    )


template_macros(
    "reports",
    changes="What changed in the newest document since the one before: how many projects, each number a link to them.",
)
template_macros(
    "network",
    cities_table="Links to the countries, and a section for each with a table of its cities and projects.",
    city_list="All cities in the order of the alphabet, each a link to its page, with other names where they say more.",
)
template_macros(
    "areas",
    focus_areas_table="A table of the focus areas: definition, and how many projects the newest document files under "
    "each.",
)


@macro
def areas_matrix(view: PageView) -> str:
    """A table of the cities by focus areas: how many projects the newest document lists, each a link to these."""
    matrix = query.totals.area_matrix(view.atlas)
    largest = max((n for areas in matrix.values() for n in areas.values()), default=0)
    return view.fill("areas/areas_matrix.html", matrix=matrix, largest=largest)


@macro
def area_shares(view: PageView) -> str:
    """How the projects of each monitoring report are shared out among the focus areas, as a chart and a table."""
    counts = sentences.label_counts(view.atlas, query.reports.monitoring_reports(view.atlas))
    feet = sentences.feet(counts, [count.total for count in counts.values()])
    chart = charts.fit(charts.shares, [list(count.areas.values()) for count in counts.values()], feet, charts.NAMED)
    return view.fill("areas/area_shares.html", chart=chart, counts=counts, feet=feet)


@macro
def stage_shares(view: PageView) -> str:
    """How the projects of each document are shared out among the stages, as a chart and a table."""
    counts = sentences.label_counts(view.atlas, view.atlas.reports.values())
    feet = sentences.feet(counts, [count.total for count in counts.values()])
    stages = [[count.stages.get(stage, 0) for stage in STACKED] for count in counts.values()]
    chart = charts.fit(charts.shares, stages, feet, charts.NAMED)
    return view.fill("reports/stage_shares.html", chart=chart, counts=counts, feet=feet, stages=STACKED)


@macro
def comparison(view: PageView) -> str:
    """A table of all cities by country in numbers, from which a script puts two to four places side by side.

    Each number leads to its projects in the register. Side by side, the places also have their projects, plans, topics
    and requests. The address keeps the choice, as the ids of cities and countries: `?places=jakarta,VN`.
    """
    for name, text in compared.scripts(view):
        view.write_beside(f"{name}.js", text)
    return view.fill(
        "network/comparison.html",
        groups=query.totals.comparison(view.atlas),
        folder=compared.FOLDER,
        most=compared.MOST_PLACES,
    )


template_macros(
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
    feet = [[str(year), *([f"+{number(joined)}"] if joined else [])] for year, joined, _ in years]
    chart = charts.fit(charts.columns, [[joined, total - joined] for _, joined, total in years], feet, charts.WIDE)
    return view.fill("network/members.html", chart=chart, feet=feet)


template_macros(
    "network",
    partners="A section for each partner: since when, with what, and which cities it is known to have supported.",
)


@macro
def timeline(view: PageView) -> str:
    """The dated events and documents, a section for each year."""
    events = sorted(view.atlas.timeline.values(), key=lambda event: event.date)
    years = [(year, list(group)) for year, group in groupby(events, lambda event: event.date[:4])]
    return view.fill("network/timeline.html", years=years)


template_macros(
    "network",
    glossary="The terms and abbreviations, by name.",
    workshop_facts="The workshop of 2018: when, what for, who attended, the Indonesian delegation by institution.",
    workshop_projects="A table of the projects presented at the workshop: printed name and area, and what became of "
    "each.",
    workshop_program="A section for each theme of the workshop, with its background, and for each place visited.",
    follow_up="What was agreed at the workshop, and what is known of it.",
)
