"""The pages of cities, countries, focus areas and topics, and the register of projects."""

from __future__ import annotations

from atlas.model.cities import City, Country, FocusArea
from atlas.model.topics import Topic
from atlas.site.figures import sentences
from atlas.site.macros.registry import macro, own_record, template_macros
from atlas.site.pages.page_view import PageView

template_macros(
    "city",
    City,
    city_lead="One line that places the city of the page: country, year of joining, how many projects. Below it the "
    "projects, those of the newest list first: the stage in each document, and the last known status.\n\n"
    "Opens the page.",
    city_page="Everything below the introduction of the city of the page: its partners, then a section each for its "
    "projects, its plan, its facts, its open questions and the sources cited.\n\nEnds the page.",
)

template_macros(
    "country",
    countries_table="A table of the countries: how many cities and projects each has, and how many plans of 2018.",
)
template_macros(
    "country",
    Country,
    country_page="The whole page of a country below its heading: its cities and projects, its plans, its support, and "
    "the sources cited.",
)

template_macros(
    "topics",
    topics_table="A table of the topics by theme: how many projects and cities have each, what became of its plans.",
    topic_links="The topics with the most projects in one line, each a link to its page.",
)
template_macros(
    "topics",
    Topic,
    topic_page="The whole page of a topic below its heading: its projects, cities, plans and partners, what was not as "
    "planned, and the sources cited.",
)

template_macros(
    "areas",
    FocusArea,
    area_page="Everything below the introduction of the focus area of the page: what belongs to it, its projects in "
    "each document and now, what moved, and the sources cited.\n\nEnds the page.",
)


@macro
def area_stages(view: PageView) -> str:
    """How many projects of the focus area of the page the newest document lists at each stage that occurs.

    Errors: the page is not that of a focus area.
    """
    return sentences.area_stages(view.atlas, own_record(view, FocusArea))


template_macros(
    "projects",
    register="All projects in one table by country and city, which a script lets the reader filter, sort and download.",
)
